"""The one door for text that comes from people and files, and the one for text that goes out to a
terminal.
"""

from __future__ import annotations

import re
import unicodedata

from bltui.domain.model.errors import UserError

#: Characters of one line of text: a name, a label, a title.
LINE = 250
#: Characters of a sentence: goals, strategies and statements are longer than a name.
SENTENCE = 500
#: Characters of a longer text: notes, a vision.
PROSE = 4000
#: Lines of a longer text.
LINES = 100
#: Combining marks in a row; no living script needs more on one letter.
MARKS = 8

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_DROP = f"[{_CONTROL}{_BIDI}{_INVISIBLE}]"
# Joiners change the shape of letters in several scripts and hold emoji together: they stay between
# visible characters.
_STRAY_JOINER = re.compile(
    "(?<!\\S)[\u200c\u200d]+|[\u200c\u200d]+(?!\\S)|(?<=[\u200c\u200d])[\u200c\u200d]+"
)
_SPACE = re.compile(r"[^\S\n]+")
_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85]")
# What a terminal could obey or a reader could be misled by, on the way out.
_UNSAFE = f"[\x00-\x1f\x7f-\x9f{_BIDI}{_INVISIBLE}\u2028\u2029\ud800-\udfff]"


def clean(text: str, what: str = "text", *, limit: int = LINE, multiline: bool = False) -> str:
    """Text from a person or a file as it may be stored.

    Normalised (NFC), trimmed, without control, direction-override and zero-width characters; white
    space folded. With `multiline` line ends stay (as a line feed). Raises UserError, naming `what`,
    when the text is longer than `limit` characters or `LINES` lines, has a lone surrogate, or piles
    up more than `MARKS` combining marks.
    """
    if len(text) > limit * 4:
        raise UserError(
            f"{what}: {len(text):,} characters are too many (at most {limit:,}). Shorten it.",
            field=what,
        )
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
        raise UserError(
            f"{what}: {len(text):,} characters are too many (at most {limit:,}). Shorten it.",
            field=what,
        )
    if multiline and text.count("\n") >= LINES:
        raise UserError(
            f"{what}: {text.count(chr(10)) + 1:,} lines are too many (at most {LINES}). Shorten it.",
            field=what,
        )
    return text


def removed(before: str, after: str) -> int:
    """How many characters `clean` took out that a person could not see (0 for mere white space)."""
    return (
        len(re.findall(_DROP, _LINE_END.sub("\n", unicodedata.normalize("NFC", before))))
        if before != after
        else 0
    )


def _harmless(text: str) -> bool:
    """Whether every character is plainly printable: most texts are, and need none of the long
    patterns compiled.
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
    """Any text as it may be sent to a terminal: what could act or mislead becomes a visible symbol.

    Names of files and accounts, and values from a building file, pass here too: a hand edit can put
    anything there.
    """
    text = str(text)
    if _harmless(text):
        return text
    if multiline:
        return "\n".join(re.sub(_UNSAFE, _visible, line) for line in text.split("\n"))
    return re.sub(_UNSAFE, _visible, text)


def opening(text: str, limit: int = 80) -> str:
    """The first line of a text in at most `limit` characters, cut between words: a number cut in
    half would be another one.
    """
    line = text.strip().partition("\n")[0]
    return (
        line
        if len(line) <= limit
        else f"{line[: limit - 1].rpartition(' ')[0] or line[: limit - 1]}…"
    )


def folded(text: str) -> str:
    """The text for comparing and finding: no case, no accents, single spaces."""
    if text.isascii():  # the tables behind the rest are half a megabyte of a session
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
