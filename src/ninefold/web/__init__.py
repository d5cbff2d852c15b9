"""What all rooms are built from: look, templates, template tags, the registry of rooms, script.

    views.in_home(view)                         a page of a home: signed in, with a role there (request.viewer)
    views.looked(viewer, what, ...)             write down that somebody looked
    views.in_room(view)                         the same, for those whom the room that it lies in admits
    rooms.rooms()                               the rooms, as each says in its room.py (docs/rooms.md)
    rooms.address(viewer, page, ...)            where a page lies in the room it is asked from; rooms.at(request, page, ...)
    doors.of(viewer, room, path)                the doors of a room, with what is due behind them
    doors.first_room(viewer)                    where somebody begins
    leaders.leads(viewer)                       whether somebody leads the home
    middleware                                  headers, the request's clock, no writes while reading
    context.room(request)                       what every template may use
    sheet.answer(name, head, rows)              a table to take away, in which nothing is a formula
    forms.draw / parse / fill / answers         a stage drawn, read, filled again, and read out (see forms)
    address.day / moment / month / place        what an address or a filter says, read with care
    words.*                                     times, lengths and citations as people say them
    templatetags.ninefold                       story, said, when, day, due, law, icon, face, age, ago

Layouts: web/base.html, web/room_base.html (with the doors of the room), web/room_wide.html.
"""
