"""Clean text from people and files, and escape text that is sent to a terminal."""

from __future__ import annotations

import re
import unicodedata

from bltui.domain.model import validation_messages
from bltui.domain.model.errors import UserError

#: Longest line of text (a name, a label, a title), in characters.
LINE = 250
#: Longest goal, strategy, or statement, in characters.
SENTENCE = 500
#: Longest text (notes, a vision), in characters.
PROSE = 4000
#: Most lines of a longer text.
LINES = 100
#: Most combining marks in a row. No living script needs more on one letter.
MARKS = 8

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
#: An escape sequence of a terminal: colors, cursor, title. Without its ESC, "[31m" would be left.
#: Shorter sequences are not here: they would take a letter that follows a stray ESC.
_ESCAPE = (
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[\\]PX^_][^\x07\x1b\x9c]{0,400}(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[()*+][0-9A-Za-z]"
)
_DROP = f"{_ESCAPE}|[{_CONTROL}{_BIDI}{_INVISIBLE}]"
# Joiners change the shape of letters in several scripts and connect emoji, so they stay between
# visible characters.
_STRAY_JOINER = re.compile(
    "(?<!\\S)[\u200c\u200d]+|[\u200c\u200d]+(?!\\S)|(?<=[\u200c\u200d])[\u200c\u200d]+"
)
_SPACE = re.compile(r"[^\S\n]+")
_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85]")
# Characters that control a terminal or mislead a reader.
_UNSAFE = f"[\x00-\x1f\x7f-\x9f{_BIDI}{_INVISIBLE}\u2028\u2029\ud800-\udfff]"


def clean(text: str, what: str = "text", *, limit: int = LINE, multiline: bool = False) -> str:
    """Return text from a person or a file, ready to be stored.

    The result is normalized (NFC) and trimmed, with white space collapsed and without control,
    direction-override, and zero-width characters. With `multiline`, line ends stay (as line feeds).
    Raises UserError with `what` if the text is longer than `limit` characters or `LINES` lines, has
    a lone surrogate, or has more than `MARKS` combining marks in a row.
    """
    if len(text) > limit * 4:
        raise UserError(validation_messages.too_long(what, len(text), limit), field=what)
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise UserError(f"{what}: it holds bytes that are not UTF-8. Type it again.", field=what)
    text = _LINE_END.sub("\n", unicodedata.normalize("NFC", text))
    text = text if multiline else text.replace("\n", " ")
    text = text.replace("\t", " ")
    if not _harmless(text):
        text = re.sub(_DROP, "", text)
    text = _SPACE.sub(" ", _STRAY_JOINER.sub("", text))
    text = "\n".join(line.strip() for line in text.split("\n")).strip()
    marks = 0
    for char in text if not text.isascii() else "":
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks > MARKS:
            raise UserError(
                f"{what}: more than {MARKS} accents on one letter. Type it again.", field=what
            )
    if len(text) > limit:
        raise UserError(validation_messages.too_long(what, len(text), limit), field=what)
    if multiline and text.count("\n") >= LINES:
        lines = text.count("\n") + 1
        raise UserError(validation_messages.too_long(what, lines, LINES, "lines"), field=what)
    return text


def removed(before: str, after: str) -> int:
    """Return how many invisible characters `clean` removed (0 if only white space)."""
    return (
        len(re.findall(_DROP, _LINE_END.sub("\n", unicodedata.normalize("NFC", before))))
        if before != after
        else 0
    )


def _harmless(text: str) -> bool:
    """Return whether every character is printable ASCII.

    Most texts are, and then the long patterns need not be compiled.
    """
    return text.isascii() and text.isprintable()


def _visible(match: re.Match[str]) -> str:
    char = match[0]
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"<U+{code:04X}>"


def shown(text: object, *, multiline: bool = False) -> str:
    """Return any text safe for a terminal: control and misleading characters become visible.

    Also needed for the names of files and accounts, and for values of a building file, which a
    person may have edited by hand.
    """
    text = str(text)
    if _harmless(text):
        return text
    if multiline:
        return "\n".join(re.sub(_UNSAFE, _visible, line) for line in text.split("\n"))
    return re.sub(_UNSAFE, _visible, text)


def quoted(text: str) -> str:
    """Return typed text in quotes, short enough for an error message."""
    return f"“{shown(text[:60])}”"


def opening(text: str, limit: int = 80) -> str:
    """Return the first line of a text in at most `limit` characters, cut between words.

    A number that is cut in half would look like another number.
    """
    line = text.strip().partition("\n")[0]
    return (
        line
        if len(line) <= limit
        else f"{line[: limit - 1].rpartition(' ')[0] or line[: limit - 1]}…"
    )


def one_line(text: str) -> str:
    """Return a text of several lines as one, with slashes between them."""
    return " / ".join(line for line in text.split("\n") if line)


def folded(text: str) -> str:
    """Return text for comparing and searching: lowercase, no accents, single spaces."""
    if text.isascii():  # the Unicode tables below take half a megabyte
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
