"""Where something was, in a line."""

from ninefold.forms.kinds.line import LineKind


class PlaceKind(LineKind):
    """A line that says where."""

    template = "forms/fields/line.html"
    in_words = False
    suggests = False


KIND = PlaceKind()
