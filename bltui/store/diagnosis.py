"""Explain why a file cannot be read, for a person who wants to fix it."""

from __future__ import annotations

import re

from bltui.store.strict_json import Contents, Malformed, parse

_BOM = b"\xef\xbb\xbf"
_LOOKS = (
    (b"\xff\xfe", "it is UTF-16 text"),
    (b"\xfe\xff", "it is UTF-16 text"),
    (b"\x1f\x8b", "it is a gzip archive"),
    (b"PK\x03\x04", "it is a zip archive (perhaps a spreadsheet or Word file)"),
    (b"SQLite format 3", "it is an SQLite database"),
    (b"%PDF", "it is a PDF"),
    (b"\x7fELF", "it is a program"),
)
_CONFLICT = re.compile(rb"^(<<<<<<<|>>>>>>>) ", re.MULTILINE)
_REPAIR = "`bltui doctor --repair` restores it from the newest backup and the journal."
_LOOK = "Fix it there, or run `bltui doctor`."


def read_contents(raw: bytes) -> Contents:
    """Parse the bytes of a building file.

    Raises Malformed with a complete sentence and a hint.
    """
    if not raw.strip(b" \t\r\n"):
        raise Malformed("it is empty" if not raw else "it is only white space", hint=_REPAIR)
    if not raw.strip(b"\0"):
        raise Malformed("it is only NUL bytes (a disk fault?)", hint=_REPAIR)
    if raw.startswith(_BOM):
        raise Malformed(
            "it starts with a byte order mark (BOM), as some editors add",
            hint="`bltui doctor --repair` removes it.",
        )
    for magic, words in _LOOKS:
        if raw.startswith(magic):
            raise Malformed(f"{words}, not a building file", hint="Name the right file.")
    if raw.lstrip()[:1] == b"<" and not raw.startswith(b"<<<<"):
        raise Malformed("it is a web page or XML, not a building file", hint="Name the right file.")
    if marker := _CONFLICT.search(raw):
        line = raw.count(b"\n", 0, marker.start()) + 1
        raise Malformed(
            f"it has merge conflict markers (line {line})", hint="Choose one side of each conflict."
        )
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise Malformed(
            f"it is not UTF-8 (byte {error.start + 1}, {_place(raw, error.start)})",
            hint="Save it as UTF-8.",
        ) from None
    try:
        return parse(text)
    except Malformed as error:
        where = f" ({place(text, error.at)})" if error.at >= 0 else ""
        what, hint = error.what, error.hint or _advice(text, error.at)
        if text.endswith("\0") and error.at >= len(text.rstrip("\0")):
            what, hint = (
                "NUL bytes follow after the end (a disk fault?)",
                "`bltui doctor --repair` removes them.",
            )
        raise Malformed(f"{what}{where}", error.at, hint) from None


def place(text: str, at: int) -> str:
    """Return the line and column of a character, both counted from 1."""
    return f"line {text.count(chr(10), 0, at) + 1}, column {at - text.rfind(chr(10), 0, at)}"


def _place(raw: bytes, at: int) -> str:
    return f"line {raw.count(bytes([10]), 0, at) + 1}"


def _advice(text: str, at: int) -> str:
    """Return the probable cause of a parse error at a position."""
    if at < 0:
        return _LOOK
    here, before = text[at : at + 2], text[:at].rstrip()[-1:]
    if here[:1] == "'":
        return "This is JSON, not Python: use double quotes."
    if here in ("//", "/*") or here[:1] == "#":
        return "JSON has no comments: remove it."
    if here[:1] in ("}", "]") and before == ",":
        return "JSON, unlike JavaScript, has no comma before a closing bracket: remove it."
    if at >= len(text.rstrip()):
        return "It seems to be cut off. " + _REPAIR
    return _LOOK
