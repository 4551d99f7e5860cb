"""Text formatting for the screen: sanitized text in fixed-width cells, and signs with words."""

from __future__ import annotations

import re
import sys

import msgspec
from rich.cells import cell_len, get_character_cell_size
from textual.content import Content

from bltui.domain.model import severity
from bltui.domain.model.text import shown
from bltui.stand_ins import takes_utf8, wants_ascii


class Bit(msgspec.Struct, frozen=True):
    """A piece of text with a role; a plain string is a piece without a role."""

    text: str
    role: str = ""
    """One of `widgets.line_widget.INKS`, or empty for plain text."""
    command: str = ""
    """The id of the command that a click runs."""


class Signs(msgspec.Struct, frozen=True):
    """The signs shown next to words, never alone."""

    done: str
    recommended: str
    required: str
    info: str
    paused: str
    cursor: str
    more: str
    """Marks text that was cut off."""
    full: str
    """The filled part of a bar."""
    rest: str
    """The empty part of a bar."""
    dot: str
    """Separates two remarks."""

    def of(self, role: str) -> str:
        """Return the sign of a role, or a space if it has none."""
        return str(getattr(self, role)) if role in _SIGNED else " "


#: What stands before an explanation, and between two parts of a sentence.
_EXPLAINS = re.compile(r"[:;.] | \(")
_BETWEEN = re.compile(r", | and ")
#: The roles with a sign.
_SIGNED = ("done", "recommended", "required", "info", "paused")
UNICODE = Signs("✓", "●", "!", "○", "–", "›", "…", "━", "─", "·")
ASCII = Signs("x", ">", "!", ".", "-", ">", "~", "#", "-", "-")

#: The role and the word of each severity. A role is named by its word.
WEIGHTS: dict[str, tuple[str, str]] = {
    key: (word.casefold(), word) for key, word in severity.WORDS.items() if key != "off"
}


def signs_for(setting: str) -> Signs:
    """Return the signs of a setting; "auto" detects what the terminal can show."""
    return UNICODE if takes_utf8(sys.__stderr__) and not wants_ascii(setting) else ASCII


def content(text: object) -> Content:
    """Return literal text for a widget, with markup ignored and control characters made safe."""
    return Content(shown(text, multiline=True))


def width(text: str) -> int:
    """Return the width of a text in terminal cells."""
    # Rich checks each character, and caches thousands of texts.
    return len(text) if text.isascii() else cell_len(text)


def fit(text: str, cells: int, more: str = "…", right: bool = False) -> str:
    """Pad a text to an exact number of cells, or cut it and end it with `more`."""
    used = width(text)
    if used > cells:
        room = max(0, cells - width(more))
        kept, used = [], 0
        for char in text:
            size = get_character_cell_size(char)
            if used + size > room:
                break
            kept.append(char)
            used += size
        text = "".join(kept) + (more if cells else "")
        used += width(more) if cells else 0
    pad = " " * max(0, cells - used)
    return pad + text if right else text + pad


def first_part(text: str, cells: int) -> str:
    """Return the start of a sentence that fits and says something by itself, else all of it.

    It ends before an explanation, or else after the first part: a list is not left halfway.
    """
    before = [found.start() for found in _EXPLAINS.finditer(text)][::-1]
    part = _BETWEEN.search(text)
    ends = [*before, part.start()] if part else before
    return next((text[:end] for end in ends if width(text[:end]) <= cells), text)


def wrap(text: str, cells: int) -> list[str]:
    """Wrap a text to lines of at most `cells` cells, broken at spaces if possible.

    Blanks at the start of a paragraph indent all of its lines.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        indent = " " * (len(paragraph) - len(paragraph.lstrip(" ")))
        if indent and width(indent) < cells:
            lines += [indent + line for line in wrap(paragraph[len(indent) :], cells - len(indent))]
            continue
        line = ""
        for word in paragraph.split(" "):
            while width(word) > cells > 0:
                if line:
                    lines.append(line)
                    line = ""
                head = fit(word, cells, "").rstrip(" ")
                head = head or word[:1]
                lines.append(head)
                word = word[len(head) :]
            joined = f"{line} {word}" if line else word
            if width(joined) > cells:
                lines.append(line)
                joined = word
            line = joined
        lines.append(line)
    return lines
