"""One module for each kind of question; each has a ``KIND``, called after its module (docs/forms.md). No Django."""
