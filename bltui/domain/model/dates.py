"""Strict date parsing: an ambiguous date is an error that names both readings."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bltui.domain.model.errors import UserError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDINALS = {
    "1st": 1,
    "first": 1,
    "2nd": 2,
    "second": 2,
    "3rd": 3,
    "third": 3,
    "4th": 4,
    "fourth": 4,
    "5th": 5,
    "fifth": 5,
    "last": -1,
}
FORMS = "Write 2026-09-09, sep 9, 9/9, fri, next tue, +7 or 2nd wed of december."


def _month(word: str) -> int | None:
    word = word.rstrip(".")
    if word == "sept":
        return 9
    for number, (short, name) in enumerate(zip(MONTHS, MONTH_NAMES, strict=True), 1):
        if word in (short, name):
            return number
    return None


def _weekday(word: str) -> int | None:
    word = word.rstrip(".")
    for number, (short, name) in enumerate(zip(WEEKDAYS, WEEKDAY_NAMES, strict=True)):
        if word in (short, name) or (number in (1, 3) and word in ("tues", "thur", "thurs")):
            return number
    return None


def _within(month: int, day: int, year: tuple[date, date], text: str) -> date:
    """Return the date within the school year, given as first and last day. Raises UserError."""
    for number in (year[0].year, year[1].year):
        try:
            found = date(number, month, day)
        except ValueError:
            continue
        if year[0] <= found <= year[1]:
            return found
    try:
        date(2028, month, day)  # a leap year has every possible day
    except ValueError:
        raise UserError(f"“{text}” is not a day of the calendar. {FORMS}") from None
    raise UserError(
        f"“{text}” does not exist in the school year {year[0]} to {year[1]}. Write the year, as in "
        "2027-02-28."
    )


def _whole(number: str, text: str) -> tuple[date, date]:
    """Return the first and last day of a typed calendar year. Raises UserError if out of range."""
    if not 1900 <= int(number) <= 2199:
        raise UserError(f"“{text}”: {number} is not a year that can be meant. {FORMS}")
    return date(int(number), 1, 1), date(int(number), 12, 31)


def _nth(ordinal: int, weekday: int, month: int, year: tuple[date, date], text: str) -> date:
    first = _within(month, 1, (year[0].replace(day=1), year[1]), text)
    if ordinal > 0:
        found = first + timedelta((weekday - first.weekday()) % 7 + 7 * (ordinal - 1))
    else:
        end = (first.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
        found = end - timedelta((end.weekday() - weekday) % 7)
    if found.month != month:
        raise UserError(f"“{text}”: that month has no such day. {FORMS}")
    return found


def _numbers(a: int, b: int, year: tuple[date, date], text: str) -> date:
    """Return the date of month/day in US order. Raises UserError if day/month would differ."""
    if a > 12 >= b >= 1:
        return _within(b, a, year, text)
    if a != b and 1 <= a <= 12 and 1 <= b <= 12:
        raise UserError(
            f"“{text}” can be {MONTHS[a - 1]} {b} or {MONTHS[b - 1]} {a}. Write one of these."
        )
    return _within(a, b, year, text) if 1 <= a <= 12 else _within(13, b, year, text)


def read_date(text: str, *, today: date, year: tuple[date, date]) -> date:
    """Return the date that a person typed, in any of the forms of `FORMS`.

    A date without a year is the one inside `year` (first and last day of the school year). A
    weekday is the next one after today; "next tue" is the Tuesday of next week (weeks begin on
    Monday). Raises UserError for anything else.
    """
    words = " ".join(text.casefold().replace(",", " ").split())
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
        try:
            return date.fromisoformat(words)
        except ValueError:
            raise UserError(f"“{text}” is not a day of the calendar. {FORMS}") from None
    if words == "today":
        return today
    if words == "tomorrow":
        return today + timedelta(1)
    if match := re.fullmatch(r"\+(\d{1,3})", words):
        return today + timedelta(int(match[1]))
    if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?", words):
        a, b = int(match[1]), int(match[2])
        if match[3] is None:
            return _numbers(a, b, year, text)
        return _numbers(a, b, _whole(match[3], text), text)
    parts = words.split(" ")
    if len(parts) == 1 and (weekday := _weekday(parts[0])) is not None:
        return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)
    if len(parts) == 2 and parts[0] == "next" and (weekday := _weekday(parts[1])) is not None:
        return today + timedelta(7 - today.weekday() + weekday)
    if match := re.fullmatch(
        r"([a-z.]+) (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?|(\d{1,2})(?:st|nd|rd|th)? ([a-z.]+)(?: (\d{4}))?",
        words,
    ):
        month = _month(match[1] or match[5])
        if month is not None:
            number = match[3] or match[6]
            return _within(
                month, int(match[2] or match[4]), _whole(number, text) if number else year, text
            )
    if match := re.fullmatch(r"(\w+) ([a-z.]+) (?:of|in) ([a-z.]+)", words):
        ordinal, weekday, month = ORDINALS.get(match[1]), _weekday(match[2]), _month(match[3])
        if ordinal is not None and weekday is not None and month is not None:
            return _nth(ordinal, weekday, month, year, text)
    raise UserError(f"“{text}” is not a date I can read. {FORMS}")
