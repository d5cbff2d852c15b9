"""Forms drawn from the library's stages, and what was typed into them turned into an entry's content.

context_for(viewer, stage, children)       who can be named, whose plans are asked from, the time
draw(stage, typed, errors, context)        the stage as bound fields, each with its template
keep_files(viewer, typed, files)           uploads stored, and named in what was typed
parse(stage, typed, context)               (content, errors): answers as docs/architecture.md has them
fill(stage, content, context)              content turned back into what would have been typed
answers(stage, content)                    content to be read, question by question
in_text(answer)                            one of them as plain text, for a line or a sheet
"""

from ninefold.web.forms.context import FormContext, context_for
from ninefold.web.forms.draw import Bound, draw
from ninefold.web.forms.fill import fill
from ninefold.web.forms.keep import keep_files
from ninefold.web.forms.parse import parse
from ninefold.web.forms.read import Answer, answers, in_text
from ninefold.web.forms.typed import Typed

__all__ = [
    "Answer",
    "Bound",
    "FormContext",
    "Typed",
    "answers",
    "context_for",
    "draw",
    "fill",
    "in_text",
    "keep_files",
    "parse",
]
