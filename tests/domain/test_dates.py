"""Dates as people write them; what can mean two days is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.model.dates import read_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import short_date

TODAY = date(2026, 11, 22)  # a Sunday
YEAR = (date(2026, 7, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-09-09", "2026-09-09"),
        ("sep 9", "2026-09-09"),
        ("Sept. 9", "2026-09-09"),
        ("9 September", "2026-09-09"),
        ("September 9, 2028", "2028-09-09"),
        ("may 20th", "2027-05-20"),
        ("9/9", "2026-09-09"),
        ("5/20", "2027-05-20"),
        ("20/5", "2027-05-20"),
        ("6/30/2029", "2029-06-30"),
        ("fri", "2026-11-27"),
        ("sunday", "2026-11-29"),
        ("next tue", "2026-11-24"),
        ("+7", "2026-11-29"),
        ("today", "2026-11-22"),
        ("2nd wed of december", "2026-12-09"),
        ("last fri of may", "2027-05-28"),
        ("5th thu of dec", "2026-12-31"),
    ],
)
def test_forms(text: str, wanted: str) -> None:
    assert read_date(text, today=TODAY, year=YEAR) == date.fromisoformat(wanted)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("4/5", "apr 5 or may 4"),
        ("feb 30", "not a day of the calendar"),
        ("2026-02-30", "not a day"),
        ("feb 29", "does not exist in the school year"),
        ("5th wed of november", "no such day"),
        ("soon", "not a date"),
        ("", "not a date"),
        ("13/13", "not a day"),
        ("9/9/0000", "0000 is not a year"),
    ],
)
def test_refused(text: str, why: str) -> None:
    with pytest.raises(UserError, match=f"(?i){why}"):
        read_date(text, today=TODAY, year=YEAR)


@given(st.text(max_size=30))
def test_no_text_does_anything_else(text: str) -> None:
    try:
        assert isinstance(read_date(text, today=TODAY, year=YEAR), date)
    except UserError as refusal:
        assert refusal.message


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_what_is_shown_reads_back(day: date) -> None:
    assert read_date(short_date(day), today=TODAY, year=YEAR) == day
    assert read_date(day.isoformat(), today=TODAY, year=YEAR) == day
