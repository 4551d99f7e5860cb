"""Dates as people type them. Every form of a single date is known here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

import msgspec

from bltui.domain.model.dates import (
    MONTH_WORDS,
    MONTHS,
    ORDINALS,
    WEEKDAY_NAMES,
    WEEKDAY_WORDS,
)
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import current, full_date, short_date
from bltui.domain.model.text import quoted, shown

#: The order of the numbers in 9/10. If it is "unknown", 9/10 is an error but 9/25 is not.
Order = Literal["mdy", "dmy", "unknown"]
FORMS = "Write 9/9, Sep 9, 2026-09-09, Friday, next Tue, in 2 weeks, +7, or 2nd Wed of December."

#: The forms in digits, as a phrase finds them in a longer text.
ISO = r"\d{4}-\d{1,2}-\d{1,2}"
SLASHES = r"\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?"

# Not compiled here: that takes 4 ms, and most commands never parse dates.
_YEAR_FIRST = r"(?a)(\d{4})([-/.]?)(\d\d?)\2(\d\d?)"
_NUMBERS = r"(?a)(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d\d))?"
_MONTH_FIRST = (
    r"(?a)(?P<month>[a-z]+)\.?[ -]?(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    r"(?: (?P<year>\d{4}|['’]\d\d))?"
)
_DAY_FIRST = (
    r"(?a)(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?(?P<month>[a-z]+)\.?"
    r"(?:[ -](?P<year>\d{4}|['’]?\d\d))?"
)
_NTH = r"(?a)(?:the )?(\w+) ([a-z]+)\.? (?:of|in) ([a-z]+)\.?(?: (\d{4}))?"
_LATER = (
    r"(?a)\+ ?(?P<plus>\d{1,3})(?: days?)?"
    r"|in (?P<in>\d{1,3}|an?|one|two|three|four) (?P<unit>day|week)s?"
    r"|(?P<from>\d{1,3}|an?|one|two|three|four) (?P<units>day|week)s? from (?:now|today)"
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
#: A number of a date with numbers, in a text that may hold several.
_PAIR = r"(?<![\d/.])(\d{1,2})(?:[/.](\d{1,2})(?!\d)|-(\d{1,2})-(?:\d{4}|\d\d)\b)"
_TIME = r"[T ,]+\d{1,2}:\d\d.*$"


class DateParts(msgspec.Struct, frozen=True):
    """The parts of a typed date. Without a year (0), a school year decides it."""

    month: int
    day: int
    year: int = 0
    typed: str = ""
    """The text that was read, for errors about a month that does not exist."""
    weekday: int | None = None
    """The weekday typed before it (0 for Monday), which must be right."""

    def __str__(self) -> str:
        if not 1 <= self.month <= 12:
            return shown(self.typed[:60]) if self.typed else f"{self.month}/{self.day}"
        words = f"{MONTHS[self.month - 1].title()} {self.day}"
        return f"{words}, {self.year}" if self.year else words

    def within(self, first: date, last: date, beyond: timedelta | None = None) -> date:
        """Return the date: in its own year, or else in the school year from `first` to `last`.

        With a year it may be at most `beyond` outside the school year, or anywhere by default.
        Raises UserError if there is no such day.
        """
        for year in (self.year,) if self.year else (first.year, last.year):
            try:
                day = date(year, self.month, self.day)
            except ValueError:
                continue
            near = beyond if self.year else timedelta(0)
            if near is None or first - near <= day <= last + near:
                if self.weekday is not None and (wrong := wrong_weekday(day, self.weekday)):
                    raise UserError(f"{wrong}. Correct the weekday or the date.")
                return day
        try:
            date(self.year or 2028, self.month, self.day)  # a leap year has every possible day
        except ValueError:
            raise UserError(
                f"{self} is not a day of the calendar. Check the month and the day."
            ) from None
        fix = "Choose another date." if self.year else "Add the year if it is in another one."
        raise UserError(
            f"{self} is not in the school year ({full_date(first)} to {full_date(last)}). {fix}"
        )


def date_parts(text: str, order: Order | None = None) -> DateParts | None:
    """Return the month, day and year of a date in numbers or with a month; None for other texts.

    A weekday may stand before it.

    `order` is that of the file; by default, it is the one in which this school writes dates.
    Raises UserError if the order or the year cannot be right.
    """
    words = _plain(text)
    first, _, rest = words.partition(" ")
    weekday = WEEKDAY_WORDS.get(first.rstrip("."))
    if weekday is not None:
        parts = date_parts(rest, order) if rest else None
        return parts and msgspec.structs.replace(parts, weekday=weekday)
    if match := re.fullmatch(_YEAR_FIRST, words):
        if match[2] or len(words) == 8:
            return DateParts(int(match[3]), int(match[4]), _year(match[1], text, least=1), text)
        return None
    if match := re.fullmatch(_NUMBERS, words):
        if match[2] == "-" and not match[4]:
            return None  # 9-10 is a range
        return _in_order(
            int(match[1]), int(match[3]), _year(match[4], text), order or _usual_order(), text
        )
    for form in (_MONTH_FIRST, _DAY_FIRST):
        if (match := re.fullmatch(form, words)) and (number := MONTH_WORDS.get(match["month"])):
            return DateParts(number, int(match["day"]), _year(match["year"], text))
    return None


def _usual_order() -> Order:
    """Return the order of a typed month and day in the format in use."""
    return "mdy" if current().month_first else "dmy"


def read_date(
    text: str, *, today: date, year: tuple[date, date], order: Order | None = None
) -> date:
    """Return the date that a person typed, in any of the forms of `FORMS`.

    A date without a year is the one inside `year` (first and last day of the school year). A
    weekday is the next one after today; "this tue" may be today; "next tue" is the Tuesday of next
    week (weeks begin on Monday). Raises UserError for anything else, and if a weekday is wrong.
    """
    words = re.sub(r"^(?:by|on) ", "", _plain(text))
    if (day := _from_today(words, today)) is not None:
        return day
    if parts := date_parts(words, order):
        return parts.within(*year)
    if match := re.fullmatch(_NTH, words):
        nth, weekday = ORDINALS.get(match[1]), WEEKDAY_WORDS.get(match[2])
        month = MONTH_WORDS.get(match[3])
        if nth is not None and weekday is not None and month is not None:
            return _nth(nth, weekday, DateParts(month, 1, _year(match[4], text)), year, text)
    raise UserError(f"{quoted(text)} is not a date. {FORMS}")


def wrong_weekday(day: date, weekday: int) -> str:
    """Return what is wrong with a weekday (0 for Monday) before a date, or "" if it is right."""
    if day.weekday() == weekday:
        return ""
    own, named = (WEEKDAY_NAMES[n].title() for n in (day.weekday(), weekday))
    return f"{short_date(day, year=True)} is a {own}, not a {named}"


def order_of(texts: Iterable[str]) -> Order | None:
    """Return the order of all dates of a file, decided by those that have only one reading.

    None if no date decides it, and "unknown" if two dates contradict each other.
    """
    month_first = day_first = False
    for match in (match for text in texts for match in re.finditer(_PAIR, text)):
        month_first |= int(match[2] or match[3]) > 12
        day_first |= int(match[1]) > 12
    if month_first and day_first:
        return "unknown"
    return "mdy" if month_first else "dmy" if day_first else None


def without_time(text: str) -> str:
    """Return a date without the time after it, as in "9/1/2025 12:00 AM"."""
    return re.sub(_TIME, "", text.strip())


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(",", " ").split())


def _in_order(a: int, b: int, year: int, order: Order, text: str) -> DateParts:
    """Return the parts of a date in numbers. A number over 12 is always the day."""
    first, second = DateParts(a, b, year, text), DateParts(b, a, year, text)
    if order == "unknown" and a != b and 1 <= a <= 12 and 1 <= b <= 12:
        raise UserError(f"{quoted(text)} can be {first} or {second}. Write one of these.")
    if order == "dmy":
        first, second = second, first
    return second if first.month > 12 >= second.month else first


def _year(number: str | None, text: str, least: int = 1900) -> int:
    """Return a typed year, of which 26 is short for 2026; 0 if there is none."""
    if not number:
        return 0
    digits = number.strip("'’")
    year = int(digits) + (2000 if len(digits) == 2 else 0)
    if not least <= year <= (2199 if least > 1 else 9999):
        raise UserError(f"{quoted(text)}: {number} is not a year. {FORMS}")
    return year


def _from_today(words: str, today: date) -> date | None:
    """Return a date that depends on today, such as "tomorrow", "next tue" or "in 2 weeks"."""
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}.get(words)
    if near is not None:
        return today + timedelta(near)
    if match := re.fullmatch(_LATER, words):
        count = match["plus"] or match["in"] or match["from"]
        days = 7 if "week" in (match["unit"], match["units"]) else 1
        return today + timedelta(days * (_COUNTS.get(count) or int(count)))
    which, _, name = words.rpartition(" ")
    weekday = WEEKDAY_WORDS.get(name.rstrip("."))
    if weekday is None or which not in ("", "this", "next"):
        return None
    if which == "next":
        return today + timedelta(7 - today.weekday() + weekday)
    skipped = 0 if which == "this" else 1
    return today + timedelta((weekday - today.weekday() - skipped) % 7 + skipped)


def _nth(nth: int, weekday: int, month: DateParts, year: tuple[date, date], text: str) -> date:
    """Return the n-th weekday (from 1, or -1 for the last) of a month."""
    first = month.within(year[0].replace(day=1), year[1])
    if nth > 0:
        found = first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
    else:
        end = (first.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
        found = end - timedelta((end.weekday() - weekday) % 7)
    if found.month != first.month:
        raise UserError(f"{quoted(text)}: that month has no such day. Choose another one.")
    return found
