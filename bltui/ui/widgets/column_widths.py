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
    def weight(self) -> bool: ...


def column_widths(
    columns: Sequence[Sized], wanted: Sequence[int], room: int, gap: int
) -> list[int]:
    """Return the width of every column in cells; -1 for a hidden one.

    A wider list never gives a column fewer cells: what names the row comes first, then the columns
    that are always shown share the rest, then others appear one by one.
    """
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
        _give(columns, widths, left)
    return widths


def _give(columns: Sequence[Sized], widths: list[int], left: int) -> None:
    """Give the cells left over to the columns with a weight, or to the one that wraps."""
    shown = [n for n, cells in enumerate(widths) if cells >= 0]
    heavy = [n for n in shown if columns[n].weight]
    if heavy:
        own = [widths[n] for n in heavy]
        level = sum(own) + left
        for place, cells in zip(heavy, share([level] * len(heavy), level, own), strict=True):
            widths[place] = cells
    elif free := [n for n in shown if columns[n].wraps]:
        widths[free[-1]] += left
