"""A printed page as the rows of a preview: headings stand out, and are not underlined."""

from __future__ import annotations

from collections.abc import Iterator

from bltui.ui.formatting import Bit, Signs
from bltui.ui.widgets.table_layout import Row

#: What a line below a heading is made of in plain text.
_UNDER = ({"="}, {"-"})


def print_rows(text: str, signs: Signs, *, headed: bool = True) -> Iterator[Row]:
    """Yield a row for each line of a page in plain text.

    The lines above an underline are a heading; if the page is not `headed`, an underline is a rule
    across it, and its first line is the heading.
    """
    lines = text.replace("\f", "").rstrip("\n").split("\n")
    roles = [""] * len(lines)
    rules = {n for n, line in enumerate(lines) if set(line) in _UNDER}
    for rule in rules if headed else ():
        above = rule - 1
        while above >= 0 and lines[above].strip():
            roles[above] = "strong"
            above -= 1
    if not headed:
        roles[0] = "strong"
    for number, line in enumerate(lines):
        if number not in rules:
            yield Row(f"line/{number}", (Bit(line, roles[number]),))
        elif not headed:
            yield Row(f"line/{number}", (Bit(signs.rest * len(line), "quiet"),))
