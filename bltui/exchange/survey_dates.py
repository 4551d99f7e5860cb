"""The dates of a column, from time stamps and dates as forms and spreadsheets export them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from bltui.domain.model.date_parser import Order, date_parts, order_of, without_time
from bltui.domain.model.errors import UserError


class Days(msgspec.Struct, frozen=True):
    """The dates of a column."""

    days: tuple[date | None, ...]
    """None if a cell is blank or cannot be read."""
    doubtful: bool
    """Whether two dates contradict each other about the order of month and day."""


def read_days(cells: Sequence[str]) -> Days:
    """Parse the dates of a column.

    All cells share one order of day and month, found from the cells that are unambiguous.
    """
    order = order_of(cells)
    return Days(tuple(_day(cell, order) for cell in cells), order == "unknown")


def _day(cell: str, order: Order | None) -> date | None:
    try:
        parts = date_parts(without_time(cell), order)
        return parts.within(date.min, date.max) if parts and parts.year else None
    except UserError:
        return None
