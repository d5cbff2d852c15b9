"""E-mail as it was saved: .eml and Outlook's .msg. The message is kept as sent; its words are shown as plain text."""

import io
import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from html.parser import HTMLParser

import olefile

from ninefold.ledger.attachments.check import EML, MSG, Cleaned, RefusedFile

MOST_WORDS = 400_000
UNREADABLE = "This message could not be read here. It is kept as it was sent, to be opened in a mail program."
HEADERS = (("From", "from"), ("To", "to"), ("Cc", "cc"), ("Date", "date"), ("Subject", "subject"))
# Names of Outlook's properties (MS-OXPROPS), with the words a page uses for them.
OUTLOOK = (
    ("From", ("0C1A",)),
    ("Address", ("5D01", "0C1F")),
    ("To", ("0E04",)),
    ("Cc", ("0E03",)),
    ("Subject", ("0037",)),
)
BODY, HTML_BODY, TRANSPORT, ATTACHED = "1000", "1013", "007D", ("3707", "3704")
MOST_STREAM = 5 * 1024 * 1024


def clean_eml(data: bytes, name: str) -> Cleaned:
    """A message in the form of RFC 5322. Raises RefusedFile for a file that is none."""
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
    if not any(message.get(header) for header in ("From", "Date", "Received", "Message-ID", "To")):
        raise RefusedFile("This is not an e-mail. If it is a text, please give it a name that ends in .txt.")
    try:
        words = _mail_words(message)
    except (LookupError, ValueError, KeyError, AttributeError, TypeError, AssertionError):
        words = UNREADABLE
    return Cleaned(data, EML, words=words[:MOST_WORDS])


def _mail_words(message: EmailMessage) -> str:
    lines = [f"{title}: {message[header]}" for title, header in HEADERS if message.get(header)]
    body = message.get_body(preferencelist=("plain", "html"))
    text = ""
    if body is not None:
        text = str(body.get_content())
        text = plain(text) if body.get_content_type() == "text/html" else text
    return _letter(lines, text, [part.get_filename() or "without a name" for part in message.iter_attachments()])


def _letter(lines: list[str], text: str, attached: list[str]) -> str:
    if attached:
        lines = [*lines, f"With it came: {', '.join(attached)}. They are in the file itself."]
    return "\n".join(lines) + "\n\n" + text.strip()


def clean_msg(data: bytes, name: str) -> Cleaned:
    """A message saved by Outlook. One that is cut off is kept as sent, and says so. Raises RefusedFile for another kind."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as box:
            if not box.exists("__properties_version1.0"):
                raise RefusedFile("This is an old Office file. Please save it as .docx or as a PDF, and add that.")
            return Cleaned(data, MSG, words=_outlook_words(box)[:MOST_WORDS])
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError) as problem:
        if not name.lower().endswith(".msg"):
            raise RefusedFile("This file is damaged and cannot be opened.") from problem
        return Cleaned(data, MSG, words=UNREADABLE)


def _outlook_words(box: olefile.OleFileIO) -> str:
    lines = []
    for title, properties in OUTLOOK:
        text = next(filter(None, (_property(box, "", one) for one in properties)), "")
        if text:
            lines.append(f"{title}: {text}")
    sent = re.search(r"^Date: *(.+)$", _property(box, "", TRANSPORT), re.MULTILINE)
    if sent:
        lines.append(f"Date: {sent[1].strip()}")
    folders = sorted({path[0] for path in box.listdir() if path[0].startswith("__attach_version1.0_")})
    attached = [next(filter(None, (_property(box, f"{one}/", p) for p in ATTACHED)), "a file") for one in folders]
    body = _property(box, "", BODY) or plain(_property(box, "", HTML_BODY))
    return _letter(
        lines, body or "Its text is in a form that only a mail program shows. Please open the file.", attached
    )


def _property(box: olefile.OleFileIO, folder: str, number: str) -> str:
    """A property as text: in UTF-16 (001F), in an eight-bit code (001E) or as bytes (0102); "" when it has none."""
    for kind, coding in (("001F", "utf-16-le"), ("001E", "cp1252"), ("0102", "utf-8")):
        name = f"{folder}__substg1.0_{number}{kind}"
        if box.exists(name):
            with box.openstream(name) as stream:
                return str(stream.read(MOST_STREAM).decode(coding, "replace").strip("\0 "))
    return ""


class _Words(HTMLParser):
    """The words of a page, with its paragraphs as lines."""

    BREAKS = frozenset({"p", "br", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote"})

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style", "title")
        if tag in self.BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style", "title") and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(re.sub(r"\s+", " ", data))


def plain(page: str) -> str:
    """The words of an HTML body."""
    reader = _Words()
    reader.feed(page)
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", "".join(reader.words)).strip()
