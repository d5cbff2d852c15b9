"""Forms drawn from the library's stages, and what was typed into them turned into an entry's content.

kinds/                             one module for each kind of question (docs/forms.md)
context.context_for(viewer, ...)   who can be named, whose plans are asked from, the time
draw.draw(stage, typed, ...)       the stage as bound fields, each with its template
keep.keep_files(viewer, ...)       uploads stored, and named in what was typed
parse.parse(stage, typed, ...)     (content, errors): answers as docs/architecture.md has them
fill.fill(stage, content, ...)     content turned back into what would have been typed
read.answers(stage, content)       content to be read, question by question; read.in_text(answer) as plain text
differ.differences(...)            what differs between two states of a form's answers
schema.stage_schema(stage)         the stage as JSON, for a device without a network and for other programs

Nothing is imported here: the kinds are loaded by the library (``lawbook.kinds``) where there is no Django.
"""
