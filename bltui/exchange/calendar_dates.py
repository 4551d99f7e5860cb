"""Parsing the dates in a cell of a school calendar.

A cell may hold one date, a range, or several, with or without weekdays.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec

from bltui.domain.model.date_parser import (
    FORMS,
    Order,
    date_parts,
    read_date,
    without_time,
    wrong_weekday,
)
from bltui.domain.model.dates import WEEKDAY_WORDS
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import quoted

_WEEKDAY = re.compile(
    r"(?i)\(?\b(mon|tue|wed|thu|fri|sat|sun)(?:s|r|rs|nes|ur)?(?:day)?s?\b\.?\)?,?(?=\W|$)|\((mon|tue|wed|thu|fri|sat|sun)\)"
)
_DASH = re.compile(r"\s*[-–—]\s*|\s+(?:to|through|thru|until)\s+", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|&|;|\+)\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_MONTH = re.compile(r"([A-Za-z]+)\.? ?\d")


class Span(msgspec.Struct, frozen=True):
    """A day or a range of days."""

    first: date
    last: date | None = None
    """The last day, included; None for a single day."""
    wrong: str = ""
    """The error if the weekday does not match, such as "3 Sep 2025 is a Wednesday, not a Tuesday (CAL-01)"."""


def read_cell(
    text: str, to: str, order: Order | None, year: tuple[date, date] | None
) -> list[Span]:
    """Return the days of a cell, with `to` as the cell of the last day.

    `year` is the first and last day of the twelve months for dates without a year. Raises UserError
    if the dates cannot be read.
    """
    first, weekdays = _without_weekdays(text)
    last, at_end = _without_weekdays(to)
    if not last:
        first, last = _parted(first)
    spans = (
        [_range(first, last, order, year)]
        if last
        else [Span(day) for day in _several(first, order, year)]
    )
    return _checked(spans, [*weekdays, *at_end])


def _without_weekdays(text: str) -> tuple[str, list[str]]:
    """Return the text without its weekdays, and the weekdays."""
    found = [(match[1] or match[2]).lower() for match in _WEEKDAY.finditer(text)]
    rest = re.sub(r"\s+", " ", _WEEKDAY.sub(" ", text)).strip(" ,;-–—*")
    # 9-1-2025 and 1-Sep-25 contain dashes themselves.
    rest = re.sub(r"\b(\d{1,2})-(\d{1,2})-(\d{4}|\d{2})\b", r"\1/\2/\3", rest)
    rest = re.sub(r"\b(\d{1,2})-([A-Za-z]{3,9})-(\d{4}|\d{2})\b", r"\1 \2 \3", rest)
    return rest, found


def _parted(text: str) -> tuple[str, str]:
    """Split a range in one cell into its two ends; the second is "" if it is not a range."""
    kept = re.sub(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)", r"\1~\2~\3", text)
    parts = _DASH.split(kept, maxsplit=1)
    first, last = parts[0], parts[1] if len(parts) > 1 else ""
    return first.replace("~", "-").strip(" ,"), last.replace("~", "-").strip(" ,")


def _range(first: str, last: str, order: Order | None, year: tuple[date, date] | None) -> Span:
    """Return the range between two dates.

    The second may lack a month, and either may lack a year.
    """
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?(?:, ?\d{4})?", last) and (
        month := _MONTH.match(first)
    ):
        last = f"{month[1]} {last}"
    stated = [_year_of(first), _year_of(last)]
    if stated[1] and not stated[0]:
        end = one_date(last, order, year)
        start = one_date(f"{first}{_with(first, end.year)}", order, year)
        if start > end:
            start = one_date(f"{first}{_with(first, end.year - 1)}", order, year)
    elif stated[0] and not stated[1]:
        start = one_date(first, order, year)
        end = one_date(f"{last}{_with(last, start.year)}", order, year)
        if end < start:
            end = one_date(f"{last}{_with(last, start.year + 1)}", order, year)
    else:
        start, end = one_date(first, order, year), one_date(last, order, year)
    if end < start:
        raise UserError(f"the range ends before it starts: {start} to {end}.")
    return Span(start, None if end == start else end)


def _year_of(text: str) -> bool:
    return (
        re.search(
            r"\d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{2}\b|[A-Za-z] \d{2}$",
            re.sub(r"^[A-Za-z]+\.? \d+$", "", text),
        )
        is not None
    )


def _with(text: str, year: int) -> str:
    return f"/{year}" if re.fullmatch(r"\d{1,2}/\d{1,2}", text) else f", {year}"


def _several(text: str, order: Order | None, year: tuple[date, date] | None) -> list[date]:
    """Return one date, or several such as "Nov 25 & 26" and "9/1, 9/2"."""
    parts: list[str] = []
    for part in _JOINED.split(text):
        if re.fullmatch(r"\d{4}", part) and parts:
            # A year applies to every date before it that has none.
            parts = [one if _year_of(one) else f"{one}{_with(one, int(part))}" for one in parts]
        elif (
            re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?(?: \d{4})?", part)
            and parts
            and (month := _MONTH.match(parts[-1]))
        ):
            parts.append(f"{month[1]} {part}")
        elif part:
            parts.append(part)
    return [one_date(part, order, year) for part in parts or [text]]


def _checked(spans: list[Span], weekdays: list[str]) -> list[Span]:
    """Return the spans, each with the error of the weekday beside it."""
    ends = (
        [spans[0].first, spans[0].last or spans[0].first]
        if len(spans) == 1
        else [span.first for span in spans]
    )
    if len(weekdays) == 1 and len(spans) == 1:
        ends = ends[:1]
    if len(weekdays) != len(ends):
        return spans
    wrong = [
        f"{error} (CAL-01)"
        for day, name in zip(ends, weekdays, strict=True)
        if (error := wrong_weekday(day, WEEKDAY_WORDS[name]))
    ]
    if not wrong:
        return spans
    return [msgspec.structs.replace(spans[0], wrong="; ".join(wrong)), *spans[1:]]


def one_date(text: str, order: Order | None, year: tuple[date, date] | None) -> date:
    """Return a single date. Raises UserError if it is not a date or is ambiguous."""
    text = without_time(text)
    if not re.search(r"\d", text):
        raise UserError(f"{quoted(text)} is not a date. {FORMS}")
    if year is None and not ((parts := date_parts(text, order)) and parts.year):
        raise UserError(
            f"{quoted(text)} has no year. Write 2026-09-09, or set the school year first."
        )
    bounds = year or (date(1, 1, 1), date(1, 12, 31))
    return read_date(text, today=bounds[0], year=bounds, order=order)
