"""Due dates: a day that is still to come. Words for several days, and days that have passed, are asked about."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bltui.domain.model.date_parser import read_date
from bltui.domain.model.dates import MONTH_NAMES, MONTH_WORDS
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import full_date, short_date
from bltui.domain.model.kinds import Day
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.text import quoted

if TYPE_CHECKING:
    from bltui.domain.model.context import Context

_MONTHS = "|".join(sorted(MONTH_WORDS, key=len, reverse=True))
#: Words for more than one day.
VAGUE = re.compile(
    rf"(?:(?:early|mid|middle of|late|end of|the end of|the middle of|beginning of|start of|sometime in)[\s-]+(?:the\s+)?"
    rf"(?:{_MONTHS}|week|month|year|semester|quarter|trimester|school year|next week|next month)\b.*"
    rf"|(?:this|next)\s+(?:week|month|year|semester|quarter)"
    r"|(?:(?:this|next|the)\s+)?(?:fall|spring|winter|summer|break)"
    rf"|(?:the\s+)?week of .+|(?:{_MONTHS})|eo[wmy])",
    re.IGNORECASE,
)
#: "the 15th" is the next one.
ORDINAL = re.compile(r"(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}|\d[/.-]\d{1,2}[/.-]\d{2}$|['’]\d{2}")


def read_day_due(text: str, today: date, year_starts: str) -> date:
    """Return a due date as typed. Raises UserError if it is not one day, or has passed.

    With its year, a date that has passed is kept.
    """
    words = re.sub(r"^(?:by|on|due)\s+", "", text.strip().strip(".,"), flags=re.IGNORECASE)
    if VAGUE.fullmatch(words):
        raise not_one_day(words, today)
    if (nth := ORDINAL.fullmatch(words)) and (found := _coming(int(nth["day"]), today)):
        return found
    year = school_year_of(today, year_starts)
    day = read_date(words, today=today, year=(year.first, year.last))
    if day < today and not _YEAR.search(words):
        raise UserError(
            f"{quoted(words)} is {full_date(day)}, which has passed. Write another date, or the "
            f"year to keep it: {day.month}/{day.day}/{day.year}.",
            field="due",
        )
    return day


def not_one_day(words: str, today: date) -> UserError:
    """Return the error for words that are no single day of the calendar."""
    return UserError(
        f"{quoted(words)} is not one day. Write a date, such as due {_example(words, today)}.",
        field="due",
    )


def _coming(number: int, start: date) -> date | None:
    """Return the next day with a number in its month, such as the 15th."""
    days = (start + timedelta(n) for n in range(62))
    return next((day for day in days if day.day == number), None)


def _example(words: str, today: date) -> str:
    """Return a date that may be meant by "mid-October", or one in two weeks."""
    key = words.casefold()
    name = next((w for w in re.findall(r"[a-z]+", key) if w in MONTH_WORDS), "")
    if not name:
        return short_date(today + timedelta(14))
    day = 1 if "early" in key else 28 if "end" in key or "late" in key else 15
    return f"{MONTH_NAMES[MONTH_WORDS[name] - 1][:3].title()} {day}"


class Due(Day, frozen=True, kw_only=True):
    """A due date, which is a day to come unless its year is typed too."""

    def parse(self, text: str, context: Context) -> Any:
        return read_day_due(text, context.today, context.get("profile", 1).year_starts)
