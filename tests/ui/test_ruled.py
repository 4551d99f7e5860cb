"""Rows as lines: what wraps, what is cut, and that every line is exactly as wide as the list."""

from __future__ import annotations

import pytest

from bltui.ui.present import Bit, width
from bltui.ui.widgets.ruled import MARGIN, Column, Row, draw

LONG = "No teacher for grades two and three since the first of July"
WHOLE = ["!  No teacher for", "   grades two and", "   three since the", "   first of July"]


@pytest.mark.parametrize(
    ("most", "said"),
    [
        (0, WHOLE),
        (4, WHOLE),
        (2, ["!  No teacher for", "   grades two and…"]),
        (1, ["!  No teacher for…"]),
    ],
)
def test_a_bound_on_lines_cuts_the_last_one(most: int, said: list[str]) -> None:
    columns = [Column(cells=1), Column(wraps=True, most=most)]
    lines = ["".join(bit.text for bit in line.bits) for line in draw([Row("a/1", (Bit("!"), LONG))], columns, 20, "…")]
    assert [width(line) for line in lines] == [20 - MARGIN] * len(lines)
    assert [line.rstrip() for line in lines] == said
