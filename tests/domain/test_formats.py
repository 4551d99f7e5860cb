"""How dates, times, and numbers are written, in each format."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bltui.domain.model import formats
from bltui.domain.model.formats import Format

YEAR = (date(2026, 7, 1), date(2027, 6, 30))
DEC_2 = date(2026, 12, 2)
MEETINGS = [date(2026, m, d) for m, d in ((9, 9), (9, 23), (10, 7), (10, 21), (11, 4))]

#: What is written, and how in us, international, and iso, with the school year 2026-27 on view.
TEXTS: tuple[tuple[str, tuple[Any, ...], str, str, str], ...] = (
    ("show_date", (DEC_2,), "Wed, Dec 2", "Wed 2 Dec", "2026-12-02"),
    ("show_date", (date(2028, 2, 29),), "Tue, Feb 29, 2028", "Tue 29 Feb 2028", "2028-02-29"),
    ("full_date", (DEC_2,), "Wed, Dec 2, 2026", "Wed 2 Dec 2026", "2026-12-02"),
    ("short_date", (DEC_2,), "Dec 2", "2 Dec", "2026-12-02"),
    ("show_month", (DEC_2,), "Dec 2026", "Dec 2026", "2026-12"),
    ("date_range", (DEC_2, None), "Wed, Dec 2", "Wed 2 Dec", "2026-12-02"),
    ("date_range", (DEC_2, date(2026, 12, 4)), "Dec 2–4", "2–4 Dec", "2026-12-02 to 2026-12-04"),
    (
        "date_range",
        (date(2026, 12, 21), date(2027, 1, 1)),
        "Dec 21–Jan 1",
        "21 Dec–1 Jan",
        "2026-12-21 to 2027-01-01",
    ),
    (
        "date_range",
        (date(2027, 6, 28), date(2027, 7, 2)),
        "Jun 28–Jul 2, 2027",
        "28 Jun–2 Jul 2027",
        "2027-06-28 to 2027-07-02",
    ),
    (
        "show_dates",
        (MEETINGS,),
        "Sep 9, 23; Oct 7, 21; Nov 4",
        "9, 23 Sep; 7, 21 Oct; 4 Nov",
        "2026-09-09, 2026-09-23, 2026-10-07, 2026-10-21, 2026-11-04",
    ),
    ("show_time", ("15:15",), "3:15 PM", "15:15", "15:15"),
    ("show_time", (time(0, 5),), "12:05 AM", "00:05", "00:05"),
    ("show_time", ("12:00",), "12:00 PM", "12:00", "12:00"),
    ("time_range", ("15:15", "16:00"), "3:15–4:00 PM", "15:15–16:00", "15:15–16:00"),
    ("time_range", ("11:30", "12:15"), "11:30 AM–12:15 PM", "11:30–12:15", "11:30–12:15"),
    ("time_range", ("15:15", ""), "3:15 PM", "15:15", "15:15"),
    (
        "show_moment",
        (datetime(2026, 12, 2, 15, 15, tzinfo=UTC),),
        "Wed, Dec 2, 3:15 PM",
        "Wed 2 Dec, 15:15",
        "2026-12-02 15:15",
    ),
)


@pytest.mark.parametrize("name", ["us", "international", "iso"])
def test_each_format_writes_dates_and_times_its_way(name: Format) -> None:
    formats.follow(name, YEAR)
    for function, given, *texts in TEXTS:
        wanted = dict(zip(("us", "international", "iso"), texts, strict=True))[name]
        assert getattr(formats, function)(*given) == wanted, (function, given)


def test_a_person_chooses_on_screen_and_the_building_on_paper() -> None:
    formats.follow("us", YEAR)
    formats.prefer("iso")
    assert formats.show_date(DEC_2) == "2026-12-02"
    with formats.paper():
        assert formats.show_date(DEC_2) == "Wed, Dec 2, 2026"
        assert formats.show_dates(MEETINGS) == "Sep 9, 23; Oct 7, 21; Nov 4, 2026"
        assert formats.show_dates([DEC_2, date(2027, 1, 6)]) == "Dec 2, 2026; Jan 6, 2027"
    with formats.paper(YEAR):
        assert formats.show_date(DEC_2) == "Wed, Dec 2"
    assert formats.show_date(DEC_2) == "2026-12-02"


def test_dates_with_a_comma_are_listed_with_semicolons() -> None:
    assert formats.listed_dates(["Sep 9", "Oct 7"]) == "Sep 9, Oct 7"
    assert formats.listed_dates(["Sep 9, 2026", "Feb 9"]) == "Sep 9, 2026; Feb 9"


def test_a_moment_can_name_its_zone() -> None:
    moment = datetime(2026, 12, 2, 15, 15, tzinfo=ZoneInfo("America/Chicago"))
    assert formats.zoned_moment(moment) == "Wed, Dec 2, 2026, 3:15 PM CST"


def test_numbers_have_their_unit_and_their_counts() -> None:
    assert formats.money(1800) == "$1,800.00"
    assert formats.money(-0.5) == "-$0.50"
    assert formats.percent(85.7) == "86%"
    assert formats.share(6, 7) == "6 of 7 (86%)"
    assert formats.share(999, 1000) == "999 of 1000"  # 100% would deny that one is missing
    assert formats.share(0, 0) == "0 of 0"
    assert formats.count(1, "person", "people") == "1 person"
    assert formats.count(1200, "minute") == "1,200 minutes"


def test_a_due_date_says_how_far_it_is() -> None:
    days = {-2: "2 days overdue", -1: "1 day overdue", 0: "today", 1: "tomorrow", 3: "in 3 days"}
    for away, words in days.items():
        assert formats.due_in(date.fromordinal(DEC_2.toordinal() + away), DEC_2) == words
