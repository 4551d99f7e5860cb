"""Rows as lines: what wraps, what is cut, and that every line is exactly as wide as the list."""

from __future__ import annotations

import pytest

from bltui.ui.formatting import Bit, width
from bltui.ui.widgets.table_layout import MARGIN, Column, Row, draw

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
    lines = [
        "".join(bit.text for bit in line.bits)
        for line in draw([Row("a/1", (Bit("!"), LONG))], columns, 20, "…")
    ]
    assert [width(line) for line in lines] == [20 - MARGIN] * len(lines)
    assert [line.rstrip() for line in lines] == said


@pytest.mark.parametrize("cells", range(12, 60, 3))
def test_pieces_keep_their_roles_where_they_wrap(cells: int) -> None:
    """The word of a result has its colour on whichever line it comes to stand, and all that is said
    is there.
    """
    cell = (
        Bit("Buy readers for grade three"),
        Bit("  not decided", "required"),
        Bit("  3 yes, 3 no", "quiet"),
    )
    lines = draw([Row("a/1", ("!", cell))], [Column(cells=1), Column(wraps=True)], cells, "…")
    assert {width("".join(bit.text for bit in line.bits)) for line in lines} == {cells - MARGIN}
    for role, said in (
        ("required", "notdecided"),
        ("quiet", "3yes,3no"),
        ("", "!Buyreadersforgradethree"),
    ):
        found = "".join(bit.text for line in lines for bit in line.bits if bit.role == role)
        assert found.replace(" ", "") == said


def test_what_is_cut_keeps_the_role_of_what_is_left() -> None:
    cell = (Bit("Buy readers"), Bit("  not decided (no quorum)", "required"))
    lines = draw([Row("a/1", (cell,))], [Column(wraps=True, most=2)], 16, "…")
    assert [
        [(bit.text.rstrip(), bit.role) for bit in line.bits if bit.text.strip()] for line in lines
    ] == [
        [("Buy readers", "")],
        [("not decided (…", "required")],
    ]
