"""Which signs of people's words can be shown at all."""

import unicodedata

# What no font shows and no office file may hold: controls, marks of byte order and direction. A joiner of emoji and a
# line's end may stay.
UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
KEPT = "\n\u200d"


def shown(text: str) -> str:
    """``text`` without the signs that cannot be shown."""
    return "".join(sign for sign in text if sign in KEPT or unicodedata.category(sign) not in UNSEEN)
