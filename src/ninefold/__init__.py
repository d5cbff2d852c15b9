"""Ninefold runs a children's home in England to Ofsted's nine quality standards."""

__version__ = "0.1.0"
