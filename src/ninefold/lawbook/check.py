"""What only the whole library can tell: that every name stands for something, and every duty can start and be met."""

from ninefold.lawbook.gather import Files
from ninefold.lawbook.model import Library
from ninefold.lawbook.problems import Problem


def check(library: Library, files: Files) -> list[Problem]:
    """Everything wrong with a library whose shape is right."""
    return []
