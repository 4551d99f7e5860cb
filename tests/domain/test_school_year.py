"""School years and the length of terms in them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bltui.domain.model.errors import UserError
from bltui.domain.model.school_year import (
    following,
    last_year,
    school_year,
    school_year_of,
    years_counted,
)


@pytest.mark.parametrize(
    ("day", "starts", "label"),
    [
        ("2026-07-01", "07-01", "2026-27"),
        ("2026-06-30", "07-01", "2025-26"),
        ("2026-12-31", "07-01", "2026-27"),
        ("2099-08-01", "07-01", "2099-00"),
        ("2026-08-14", "08-15", "2025-26"),
        ("2026-01-01", "01-01", "2026"),
        ("2027-02-28", "02-29", "2026-27"),
        ("2027-03-01", "02-29", "2027-28"),
        ("2028-02-29", "02-29", "2028-29"),
    ],
)
def test_school_year_of_a_day(day: str, starts: str, label: str) -> None:
    assert school_year_of(date.fromisoformat(day), starts).label == label


@pytest.mark.parametrize("starts", ["", "7", "13-01", "02-30", "july-1", "07-01-2026"])
def test_first_day_that_is_none_is_refused(starts: str) -> None:
    with pytest.raises(UserError, match="not a month and day"):
        school_year(2026, starts)


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2023-08-15", "2025-06-30", 2),
        ("2023-07-01", "2027-07-01", 4),
        ("2023-08-15", "2024-06-01", 1),
        ("2023-07-01", "2027-09-27", 4),  # 89 days of the fifth year
        ("2023-07-01", "2027-09-28", 5),  # 90 days of it
        ("2024-04-02", "2025-06-30", 2),  # 90 days before the first of July
        ("2024-04-03", "2025-06-30", 1),
        ("2024-05-01", "2024-08-31", 0),
        ("2024-08-31", "2024-05-01", 0),
        ("0001-01-01", "9999-12-31", 9997),  # the first and the last years are cut off
    ],
)
def test_years_counted(start: str, end: str, years: int) -> None:
    assert years_counted(date.fromisoformat(start), date.fromisoformat(end)) == years


@settings(deadline=None)
@given(
    st.dates(date(2000, 1, 1), date(2010, 1, 1)),
    st.integers(0, 2500),
    st.sampled_from(["07-01", "08-20", "01-01"]),
)
def test_years_counted_day_by_day(start: date, length: int, starts: str) -> None:
    shared: dict[str, int] = {}
    for n in range(length + 1):
        label = school_year_of(start + timedelta(n), starts).label
        shared[label] = shared.get(label, 0) + 1
    assert years_counted(start, start + timedelta(length), starts) == sum(
        days >= 90 for days in shared.values()
    )


@given(st.dates())
def test_a_day_lies_in_its_year_and_years_follow_each_other(day: date) -> None:
    now, then = following(day, 2)
    if date(3, 1, 1) < day < date(9998, 1, 1):
        assert now.first <= day <= now.last and now.last + timedelta(1) == then.first


@pytest.mark.parametrize(
    ("end", "label"),
    [
        ("2027-06-30", "2026-27"),
        ("2027-08-31", "2026-27"),
        ("2027-09-27", "2026-27"),
        ("2027-09-28", "2027-28"),
    ],
)
def test_a_term_ending_in_late_summer_ends_with_the_year_before(end: str, label: str) -> None:
    assert last_year(date.fromisoformat(end)).label == label
