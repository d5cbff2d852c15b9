"""Where something was, in a line."""

from ninefold.forms.kinds.line import Line


class Place(Line):
    """A line that says where."""

    template = "forms/fields/line.html"
    in_words = False
    suggests = False


KIND = Place()
