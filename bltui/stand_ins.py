"""ASCII in place of quotes, dashes, and blocks on a terminal that cannot show them: one place for
commands and screens.

A stream is told once what its terminal can show. Whatever is written to it later passes through an
error handler of its encoder, so no module that writes text has to know. Letters of names stay
letters: they are data.
"""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from collections.abc import Mapping
from io import TextIOWrapper
from typing import TextIO

#: One character for one, so that columns stay aligned: box drawing, blocks, control pictures, then
#: single signs.
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
#: As text runs on, there is room for more than one.
_LINES = {**_CELLS, "…": "...", "→": "->", "←": "<-", "≤": "<=", "≥": ">=", "½": "1/2"}


def wants_ascii(setting: str, environ: Mapping[str, str] | None = None) -> bool:
    """Whether the `signs` setting means ASCII.

    "auto" asks the locale, which says what the terminal can show.
    """
    if setting != "auto":
        return setting == "ascii"
    # Python puts C.UTF-8 in the place of the locale "C": what it set itself says nothing about the
    # terminal.
    coerced = environ is None and sys.flags.utf8_mode and os.environ.get("LC_CTYPE") == "C.UTF-8"
    found = os.environ if environ is None else environ
    name = (
        found.get("LC_ALL") or ("" if coerced else found.get("LC_CTYPE")) or found.get("LANG") or ""
    )
    return "utf" not in name.casefold()


def takes_utf8(stream: TextIO | None) -> bool:
    """Whether a stream was opened with an encoding that has every character."""
    if stream is None or stream.errors in _HANDLERS:
        return stream is None or _HANDLERS[stream.errors or ""]
    return "utf" in (stream.encoding or "").casefold()


def fit_stream(stream: TextIO | None, setting: str, *, cells: bool = False) -> None:
    """Let a stream write what its terminal can show.

    With `cells` each character keeps its width.
    """
    if isinstance(stream, TextIOWrapper):
        utf8 = takes_utf8(stream)
        encoding = None if not utf8 else "ascii" if wants_ascii(setting) else "utf-8"
        stream.reconfigure(encoding=encoding, errors=_handler(cells=cells, utf8=utf8))


#: The registered error handlers, and whether each writes letters as UTF-8.
_HANDLERS: dict[str, bool] = {}


def _handler(*, cells: bool, utf8: bool) -> str:
    """Return the name of the error handler that puts stand-ins, registered with the codecs."""
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
    """Return a letter without its accents, or question marks as wide as the character."""
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
