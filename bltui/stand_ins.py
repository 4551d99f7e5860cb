"""ASCII replacements for quotes, dashes, and blocks on terminals that cannot show them.

For commands and screens. Each stream is configured once for what its terminal can show. Later
output passes through an error handler of its encoding, so modules that write text need no changes.
Letters of names are kept: they are data.
"""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from collections.abc import Mapping
from io import TextIOWrapper
from typing import TextIO

#: Replacements of one character, so that columns stay aligned: box drawing, blocks, control
#: pictures, then single signs.
_CELLS = {
    **dict.fromkeys(map(chr, range(0x2500, 0x2580)), "+"),
    **dict.fromkeys("─━┄┅┈┉╌╍═╴╶╸╺╼╾", "-"),
    **dict.fromkeys("│┃┆┇┊┋╎╏║╵╷╹╻╽╿", "|"),
    **dict.fromkeys(map(chr, range(0x2580, 0x25A0)), "#"),
    **dict(zip("▁▂▃▄▅▆▇█", "_.:-=+*#", strict=True)),
    **dict.fromkeys("▉▊▋▌▍▎▏▐▕", "|"),
    "▔": "-",
    **dict.fromkeys(map(chr, range(0x2400, 0x2427)), "?"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛′ʼ", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("·•∙", "-"),
    **dict.fromkeys("✓✔×", "x"),
    **dict.fromkeys("●▶►→›", ">"),
    **dict.fromkeys("◀◄←‹", "<"),
    **dict.fromkeys("▲↑", "^"),
    **dict.fromkeys("▼↓", "v"),
    **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
    "○": ".",
    "…": "~",
}
#: Replacements for running text, where there is room for several characters.
_LINES = {**_CELLS, "…": "...", "→": "->", "←": "<-", "≤": "<=", "≥": ">=", "½": "1/2"}


def wants_ascii(setting: str, environ: Mapping[str, str] | None = None) -> bool:
    """Return whether the `signs` setting asks for ASCII.

    "auto" depends on the locale, which tells what the terminal can show.
    """
    if setting != "auto":
        return setting == "ascii"
    # Python replaces the locale "C" with C.UTF-8. That tells nothing about the terminal.
    coerced = environ is None and sys.flags.utf8_mode and os.environ.get("LC_CTYPE") == "C.UTF-8"
    found = os.environ if environ is None else environ
    name = (
        found.get("LC_ALL") or ("" if coerced else found.get("LC_CTYPE")) or found.get("LANG") or ""
    )
    return "utf" not in name.casefold()


def takes_utf8(stream: TextIO | None) -> bool:
    """Return whether a stream's encoding has every character."""
    if stream is None or stream.errors in _HANDLERS:
        return stream is None or _HANDLERS[stream.errors or ""]
    return "utf" in (stream.encoding or "").casefold()


def fit_stream(stream: TextIO | None, setting: str, *, cells: bool = False) -> None:
    """Configure a stream to write only what its terminal can show.

    With `cells`, replacements keep the width of each character.
    """
    if isinstance(stream, TextIOWrapper):
        utf8 = takes_utf8(stream)
        encoding = None if not utf8 else "ascii" if wants_ascii(setting) else "utf-8"
        stream.reconfigure(encoding=encoding, errors=_handler(cells=cells, utf8=utf8))


#: The registered error handlers, and whether each writes letters as UTF-8.
_HANDLERS: dict[str, bool] = {}


def _handler(*, cells: bool, utf8: bool) -> str:
    """Register an error handler that writes replacements with the codecs, and return its name."""
    name = f"bltui-{'cells' if cells else 'lines'}-{'utf-8' if utf8 else 'ascii'}"
    if name not in _HANDLERS:
        signs, letter = _CELLS if cells else _LINES, _as_utf8 if utf8 else _base

        def replaced(error: UnicodeError) -> tuple[bytes, int]:
            if not isinstance(error, UnicodeEncodeError):
                raise error
            text = error.object[error.start : error.end]
            return b"".join(signs[c].encode() if c in signs else letter(c) for c in text), error.end

        codecs.register_error(name, replaced)
        _HANDLERS[name] = utf8
    return name


def _as_utf8(char: str) -> bytes:
    return char.encode("utf-8", "backslashreplace")


def _base(char: str) -> bytes:
    """Return a letter without accents, or question marks as wide as the character."""
    base = unicodedata.normalize("NFKD", char)[0]
    if base.isascii():
        return base.encode()
    return (
        b""
        if unicodedata.combining(char)
        else b"??"
        if unicodedata.east_asian_width(char) in "WF"
        else b"?"
    )
