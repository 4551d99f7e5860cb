"""Widths of a list's columns, from what their cells want and what the list has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bltui.ui.sharing import share


class Sized(Protocol):
    """What a column says about its width; see `table_layout.Column`."""

    @property
    def cells(self) -> int: ...
    @property
    def wraps(self) -> bool: ...
    @property
    def whole(self) -> bool: ...
    @property
    def rank(self) -> int: ...
    @property
    def enough(self) -> int: ...
    @property
    def weight(self) -> bool: ...


def first_wants(columns: Sequence[Sized], longest: Sequence[int]) -> list[int]:
    """Return the cells that each column wants before others appear."""
    return [
        min(cells, column.enough or cells) for column, cells in zip(columns, longest, strict=True)
    ]


def column_widths(
    columns: Sequence[Sized], longest: Sequence[int], room: int, gap: int
) -> list[int]:
    """Return the width of every column in cells; -1 for a hidden one.

    `longest` are the cells of each column's longest text. A wider list never gives a column fewer
    cells: what names the row comes first, then the columns that are always shown share the rest,
    then others appear one by one. No column gets more than its longest text, so that what belongs
    together stays together on a wide screen, except those of a grid.
    """
    wanted = first_wants(columns, longest)
    widths = [-1] * len(columns)
    always = [n for n, column in enumerate(columns) if not column.rank]
    left = room - gap * max(0, len(always) - 1)
    for group in (
        [n for n in always if columns[n].whole],
        [n for n in always if not columns[n].whole],
    ):
        for place, cells in zip(
            group,
            share([wanted[n] for n in group], max(0, left), [columns[n].cells for n in group]),
            strict=True,
        ):
            widths[place] = cells
            left -= cells
    complete = all(widths[n] == wanted[n] for n in always)
    for place in sorted(
        (n for n, column in enumerate(columns) if column.rank), key=lambda n: columns[n].rank
    ):
        if not complete or wanted[place] + gap > left:
            break
        widths[place] = wanted[place]
        left -= wanted[place] + gap
    if left > 0:
        _give(columns, widths, longest, left)
    return widths


def _give(columns: Sequence[Sized], widths: list[int], longest: Sequence[int], left: int) -> None:
    """Give the cells left over to the columns with a weight, or to those that had to wrap."""
    shown = [n for n, cells in enumerate(widths) if cells >= 0]
    heavy = [n for n in shown if columns[n].weight]
    if heavy:
        own = [widths[n] for n in heavy]
        level = sum(own) + left
        for place, cells in zip(heavy, share([level] * len(heavy), level, own), strict=True):
            widths[place] = cells
    elif free := [n for n in shown if columns[n].wraps]:
        own = [widths[n] for n in free]
        most = [longest[n] for n in free]
        for place, cells in zip(free, share(most, sum(own) + left, own), strict=True):
            widths[place] = cells
