"""The checks by their ids: a module of this package that finds something registers its functions here."""

from collections.abc import Callable

from ninefold.insight.checks.look import Checker

CHECKS: dict[str, Checker] = {}


def check(id: str) -> Callable[[Checker], Checker]:
    """Registers a function under its id in library/checks.yaml, whose ``reads`` and ``ever`` are its parameters."""

    def registered(function: Checker) -> Checker:
        CHECKS[id] = function
        return function

    return registered
