"""Ninefold runs a children's home in England to Ofsted's nine quality standards."""

__version__ = "0.1.0"

# What is plugged in from above: each module of these packages is one kind of question (docs/forms.md). ``lawbook`` and
# ``ledger`` stand below forms and import none of it; they take the kinds from here, by name (``lawbook.kinds``).
KINDS = ("ninefold.forms.kinds",)
