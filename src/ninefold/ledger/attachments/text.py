"""Plain text and tables of text (.txt, .csv), kept as sent and shown as they are."""

from ninefold.ledger.attachments.check import Cleaned, RefusedFile

MOST_WORDS = 400_000


def clean(data: bytes, name: str) -> Cleaned:
    """A text in UTF-8, UTF-16 or the eight-bit code of older Windows programs. Raises RefusedFile."""
    words = _decoded(data)
    if "\0" in words:
        raise RefusedFile("This is not a text, whatever its name says. Please choose another file.")
    return Cleaned(data, "text/csv" if name.lower().endswith(".csv") else "text/plain", words=words[:MOST_WORDS])


def _decoded(data: bytes) -> str:
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for coding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(coding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
