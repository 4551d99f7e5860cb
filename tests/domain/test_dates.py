"""Dates as people type them: every form, through every door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.model.building import from_documents
from bltui.domain.model.date_parser import date_parts, order_of, read_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import full_date, short_date
from bltui.domain.model.kinds import Day
from bltui.domain.quick_add.context import Line
from bltui.domain.schedule.phrase import read_phrase
from bltui.domain.schedule.phrase_dates import Terms
from bltui.exchange.calendar_dates import read_cell
from bltui.exchange.import_availability import read_availability
from bltui.framework import load_framework
from bltui.ui.dialogs.form_context import FormContext

TODAY = date(2026, 11, 22)  # a Sunday
YEAR = (date(2026, 7, 1), date(2027, 6, 30))
NOTHING = from_documents({"profile": {1: {"name": "Sample School"}}})

#: Forms of a calendar date, which mean the same on every day.
CALENDAR = {
    "2026-09-09": "2026-09-09",
    "2026-9-9": "2026-09-09",
    "12/4": "2026-12-04",
    "9/10": "2026-09-10",
    "5/20": "2027-05-20",
    "20/5": "2027-05-20",
    "1/14/27": "2027-01-14",
    "7/1/2026": "2026-07-01",
    "1/7/2027": "2027-01-07",
    "Dec 4": "2026-12-04",
    "Dec. 4": "2026-12-04",
    "Sept. 9": "2026-09-09",
    "9 September": "2026-09-09",
    "may 20th": "2027-05-20",
    "December 4, 2026": "2026-12-04",
    "december 4 2026": "2026-12-04",
    "Fri 12/4": "2026-12-04",
    "Friday, December 4": "2026-12-04",
    "Friday December 4, 2026": "2026-12-04",
    "Weds, 2026-09-09": "2026-09-09",
}
#: Forms that only a field of a single date has.
ALONE = {
    "2026/9/9": "2026-09-09",
    "20260909": "2026-09-09",
    "12-4-2026": "2026-12-04",
    "4-Dec-26": "2026-12-04",
    "the 4th of December": "2026-12-04",
    "dec 4 '26": "2026-12-04",
    "September 9, 2028": "2028-09-09",
    "6/30/2029": "2029-06-30",
    "Monday June 17, 2019": "2019-06-17",
    "2nd wed of december": "2026-12-09",
    "last fri of may": "2027-05-28",
    "5th thu of dec": "2026-12-31",
}
#: Forms that count from today, a Sunday.
RELATIVE = {
    "today": "2026-11-22",
    "Tomorrow": "2026-11-23",
    "yesterday": "2026-11-21",
    "fri": "2026-11-27",
    "Friday": "2026-11-27",
    "by Friday": "2026-11-27",
    "on Fri.": "2026-11-27",
    "by 12/4": "2026-12-04",
    "this Friday": "2026-11-27",
    "this Sunday": "2026-11-22",
    "sunday": "2026-11-29",
    "next Monday": "2026-11-23",
    "next tue": "2026-11-24",
    "+7": "2026-11-29",
    "+ 7 days": "2026-11-29",
    "in 3 days": "2026-11-25",
    "in 2 weeks": "2026-12-06",
    "in a week": "2026-11-29",
    "two weeks from today": "2026-12-06",
}
#: What is not a date, and what the error says.
REFUSED = {
    "Tue December 4, 2026": "Dec 4, 2026 is a Friday, not a Tuesday",
    "feb 30": "Feb 30 is not a day of the calendar",
    "2026-02-30": "not a day of the calendar",
    "13/13": "13/13 is not a day of the calendar",
    "4/31": "not a day of the calendar",
    "feb 29": "Feb 29 is not in the school year (Wed, Jul 1, 2026 to Wed, Jun 30, 2027). Add the year",
    "5th wed of november": "no such day",
    "soon": "“soon” is not a date. Write 9/9",
    "": "not a date",
    "9-10": "not a date",
    "99": "not a date",
    "someday 9": "not a date",
    "9/9/0000": "0000 is not a year",
    "0000-01-01": "0000 is not a year",
    "9/9/1526": "1526 is not a year",
}


def _form(text: str) -> date:
    return Day("Due").parse(text, FormContext(NOTHING, load_framework("south-dakota"), TODAY))


def _quick_add(text: str) -> date | None:
    return Line("", NOTHING, TODAY, None).day_after("due", f"copy it due {text}")[1]


def _imported(text: str) -> date | None:
    quoted = text.replace('"', '""')
    found = read_availability(
        f'name,kind,first\nSample Person,away,"{quoted}"\n'.encode(), "x.csv", year=YEAR
    )
    if found.problems:
        raise UserError(found.problems[0].message)
    return found.rows[0].row.first


def _calendar_cell(text: str) -> date:
    (span,) = read_cell(text, "", None, YEAR)
    if span.wrong:
        raise UserError(span.wrong)
    return span.first


def _phrase(text: str) -> date:
    return read_phrase(f"every wed 3pm-4pm from {text}", Terms(*YEAR)).first


#: Every way in which a date is typed. `tests/cli/test_dates.py` has the options of commands.
DOORS: dict[str, Callable[[str], date | None]] = {
    "read_date": lambda text: read_date(text, today=TODAY, year=YEAR),
    "form": _form,
    "quick add": _quick_add,
    "import": _imported,
    "calendar cell": _calendar_cell,
    "phrase": _phrase,
}
PEOPLE = ("read_date", "form", "quick add")
"""Doors through which a person types, today."""


@pytest.mark.parametrize("door", DOORS)
def test_every_form_through_every_door(door: str) -> None:
    """A file and a phrase have no today; a phrase and a list of days have commas of their own."""
    forms = CALENDAR | (ALONE if door in (*PEOPLE, "import") else {})
    forms |= RELATIVE if door in PEOPLE else {}
    read = {text: str(DOORS[door](text)) for text in forms}
    assert read == forms


@pytest.mark.parametrize("door", PEOPLE)
def test_refused(door: str) -> None:
    for text, why in REFUSED.items():
        if door == "quick add" and not text:
            continue
        with pytest.raises(UserError) as refused:
            DOORS[door](text)
        assert why in refused.value.message, text


@pytest.mark.parametrize("door", DOORS)
def test_a_wrong_weekday_is_an_error_everywhere(door: str) -> None:
    with pytest.raises(UserError, match="Dec 4, 2026 is a Friday, not a Tuesday"):
        DOORS[door]("Tue 12/4/2026")


@pytest.mark.parametrize(
    ("order", "wanted"),
    [("mdy", "2026-09-10"), ("dmy", "2026-10-09"), ("unknown", "can be Sep 10 or Oct 9")],
)
def test_the_order_of_month_and_day(order, wanted: str) -> None:
    try:
        found = str(read_date("9/10", today=TODAY, year=YEAR, order=order))
    except UserError as refused:
        found = refused.message
    assert wanted in found
    for text in ("9/25", "25/9", "9/9"):  # only one reading, in any order
        assert read_date(text, today=TODAY, year=YEAR, order=order).month == 9


def test_the_dates_of_a_file_decide_its_order() -> None:
    assert order_of(["1/2 - 1/5", "Sept 1", "12/22-1/2"]) == "mdy"
    assert order_of(["20.11.2026", "1-2-2026"]) == "dmy"
    assert order_of(["1/2", "2026-05-31", "2026/5/31", "1-31"]) is None
    assert order_of(["1/31", "31/1"]) == "unknown"


@given(st.text(max_size=30))
def test_no_text_does_anything_else(text: str) -> None:
    for door in ("read_date", "phrase"):
        try:
            assert isinstance(DOORS[door](text), date)
        except UserError as refusal:
            assert refusal.message


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_what_is_shown_reads_back(day: date) -> None:
    for text in (full_date(day), short_date(day, year=True), day.isoformat()):
        assert read_date(text, today=TODAY, year=YEAR) == day
    parts = date_parts(f"{day.month}/{day.day}/{day.year}")
    assert parts is not None and parts.within(*YEAR) == day
