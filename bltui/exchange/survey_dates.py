"""The dates of a column, from time stamps and dates as forms and spreadsheets export them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import msgspec

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,].*)?")
_OTHER = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[T ,].*)?")


class Days(msgspec.Struct, frozen=True):
    """The dates of a column."""

    days: tuple[date | None, ...]
    """None if a cell is blank or cannot be read."""
    doubtful: bool
    """Whether the order of day and month is ambiguous. Then no date is used."""


def read_days(cells: Sequence[str]) -> Days:
    """Parse the dates of a column.

    All cells share one order of day and month, found from the cells that are unambiguous.
    """
    matches = [_OTHER.fullmatch(cell.strip()) for cell in cells]
    pairs = [(int(m[1]), int(m[2])) for m in matches if m]
    month_first, day_first = any(b > 12 for _, b in pairs), any(a > 12 for a, _ in pairs)
    doubtful = bool(pairs) and month_first == day_first and any(a != b for a, b in pairs)
    days: list[date | None] = []
    for cell, match in zip(cells, matches, strict=True):
        if iso := _ISO.fullmatch(cell.strip()):
            days.append(_day(int(iso[1]), int(iso[2]), int(iso[3])))
        elif match and not doubtful:
            a, b = int(match[1]), int(match[2])
            days.append(_day(int(match[3]), b if day_first else a, a if day_first else b))
        else:
            days.append(None)
    return Days(tuple(days), doubtful)


def _day(year: int, month: int, day: int) -> date | None:
    year += 2000 if year < 100 else 0  # a spreadsheet writes 11/3/26
    try:
        return date(year, month, day)
    except ValueError:
        return None
