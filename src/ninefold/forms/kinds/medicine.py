"""The name of a medicine with its strength, in a line."""

from ninefold.forms.kinds.line import LineKind


class MedicineKind(LineKind):
    """A line that names a medicine. Which one a child was given no link can know."""

    template = "forms/fields/line.html"
    in_words = False
    suggests = False
    by_address_of_child = False


KIND = MedicineKind()
