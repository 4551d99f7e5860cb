"""Fewer bytes to the terminal: of each style, only what differs from the one before is written."""

from __future__ import annotations

import re
from functools import lru_cache

from textual.driver import Driver

#: A sequence that changes the style of the text that follows.
_STYLE = re.compile(r"\x1b\[([\d;]*)m")
#: What ends each attribute.
_ENDS = {1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 7: 27, 8: 28, 9: 29, 21: 24}

#: The attributes, the foreground and the background; blank is the terminal's own color.
_Look = tuple[tuple[int, ...], str, str]


def shortened(text: str) -> str:
    """Return the text for a terminal with the same looks in fewer bytes.

    Textual writes the whole style of each piece of text, and a reset after it. That is most of what
    goes over a slow line. Like the original, the result leaves the terminal without a style.
    """
    parts = _STYLE.split(text)
    if len(parts) == 1:
        return text
    found = [parts[0]]
    shown = wanted = ""
    for style, words in zip(parts[1::2], parts[2::2], strict=True):
        before = f"{wanted};" if wanted else ""
        wanted = "" if style in ("", "0") else before + style
        if words:
            if wanted != shown:
                found.append(_step(shown, wanted))
                shown = wanted
            found.append(words)
    if shown:
        found.append("\x1b[0m")
    return "".join(found)


@lru_cache(4096)
def _step(shown: str, wanted: str) -> str:
    """Return the sequence from one style to another."""
    before, fore, back = _look(shown)
    after, new_fore, new_back = _look(wanted)
    anew = f"\x1b[0;{wanted}m" if wanted else "\x1b[0m"
    if not wanted or any(one not in _ENDS for one in (*before, *after)):
        return anew
    ended = {_ENDS[one] for one in before if one not in after}
    codes = [str(one) for one in sorted(ended)]
    codes += [str(one) for one in after if one not in before or _ENDS[one] in ended]
    if new_fore != fore:
        codes.append(new_fore or "39")
    if new_back != back:
        codes.append(new_back or "49")
    return min(anew, f"\x1b[{';'.join(codes)}m", key=len) if codes else ""


def _look(style: str) -> _Look:
    attributes: list[int] = []
    fore = back = ""
    codes = [int(code or 0) for code in style.split(";")] if style else []
    while codes:
        code = codes.pop(0)
        if code in (38, 48):
            count = 4 if codes[:1] == [2] else 2
            color = ";".join(map(str, (code, *codes[:count])))
            del codes[:count]
            fore, back = (color, back) if code == 38 else (fore, color)
        elif 30 <= code <= 39 or 90 <= code <= 97:
            fore = "" if code == 39 else str(code)
        elif 40 <= code <= 49 or 100 <= code <= 107:
            back = "" if code == 49 else str(code)
        elif code == 0:
            attributes, fore, back = [], "", ""
        elif code not in attributes:
            attributes.append(code)
    return tuple(attributes), fore, back


def frugal(kind: type[Driver]) -> type[Driver]:
    """Return a driver class that writes fewer bytes."""

    def write(self: Driver, data: str) -> None:
        kind.write(self, shortened(data))

    return type(f"Frugal{kind.__name__}", (kind,), {"write": write})
