"""What all rooms are built from: look, templates, template tags, form drawing and parsing, script.

    views.in_home(view)                         a page of a home: signed in, with a role there (request.viewer)
    views.looked(viewer, what, ...)             write down that somebody looked
    doors.doors(room, viewer, path)             the doors of a room, with what is due behind them
    doors.room_of / first_room(viewer)          where somebody's work is done, and where they begin
    middleware                                  headers, the request's clock, no writes while reading
    context.room(request)                       what every template may use
    owed.items(viewer, rows)                    obligations as lines: whom they are about, who is to meet them
    ways.of(viewer, items)                      what the viewer could write that would meet each of them
    sheet.answer(name, head, rows)              a table to take away, in which nothing is a formula
    diary.entries(viewer, first, last, wanted)  every day that a duty, a record or a birthday gives
    feed.feed                                   the diary as a calendar for a phone, at a private address
    forms.draw / parse / fill / answers         a stage drawn, read, filled again, and read out (see forms)
    address.day / moment / month / place        what an address or a filter says, read with care
    words.*                                     times, lengths and citations as people say them
    templatetags.ninefold                       story, said, when, day, due, law, icon, face, age, ago

Layouts: web/base.html, web/room_base.html (doors by role), web/shift_base.html, web/desk_base.html.
"""
