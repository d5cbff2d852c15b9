"""What all rooms are built from: look, templates, template tags, form drawing and parsing, script.

views.in_home(view)                         a page of a home: signed in, with a role there (request.viewer)
views.looked(viewer, what, ...)             write down that somebody looked
forms.draw(stage, typed, errors, context)   a stage as bound fields, each with its template
forms.parse(stage, typed, files, context)   what was posted, as an entry's content and errors by field
templatetags.ninefold                       story, said, when, due, law, icon, face, age, ago
"""
