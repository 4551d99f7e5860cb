"""The sample school year of the schedule's tests: Aug 24, 2026 to May 28, 2027, America/Chicago."""

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest

from bltui.domain.model.building import Building
from bltui.domain.model.building_settings import Profile
from bltui.domain.model.calendar import Bell, Calendar, Day, Hours, Period, Rotation
from bltui.domain.model.change import Change
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.record import to_document
from bltui.domain.model.series import MeetingException, Series, Slot, Weekly
from bltui.domain.schedule.days import Timetable, timetable
from bltui.domain.schedule.expansion import Expansion, expand

DATA = Path(__file__).parents[2] / "data"
YEAR = json.loads((DATA / "school_year.json").read_text("utf-8"))
FIRST, LAST = date(2026, 8, 24), date(2027, 5, 28)
AFTER_SCHOOL = Slot("15:15", "16:00")
EVERY_OTHER = "every other wed 3:15pm-4pm sep 9 to may 20"


def d(text: str) -> date:
    """Return a date of the sample year from "09-09"."""
    month, day = map(int, text.split("-"))
    return date(2026 if month > 7 else 2027, month, day)


def dd(text: str) -> list[date]:
    """Return several dates of the sample year."""
    return [d(word) for word in text.split()]


def sample_days() -> tuple[Day, ...]:
    rows = []
    for name, dates in YEAR["calendar"]["no_school"].items():
        for iso in dates:
            kind = "in_service" if "In-service" in name else "no_school"
            when = date.fromisoformat(iso)
            if when.weekday() < 5:
                rows.append(Day(id=len(rows) + 1, date=when, kind=kind, name=name))
    return tuple(rows)


def calendar(*names: str, policy: str = "carry", start: date = FIRST, **fields: object) -> Calendar:
    rotation = Rotation(names, start, policy) if names else None
    return Calendar(
        id=1,
        year="2026-27",
        first=FIRST,
        last=LAST,
        tz="America/Chicago",
        rotation=rotation,
        **fields,
    )


REGULAR = Bell(
    id=1,
    label="Regular",
    periods=tuple(Period(str(n), f"{7 + n:02d}:00", f"{7 + n:02d}:46") for n in range(1, 8)),
)
EARLY = Bell(
    id=2,
    label="Early release",
    students=Hours("08:00", "13:00"),
    periods=tuple(Period(str(n), f"{7 + n:02d}:00", f"{7 + n:02d}:35") for n in range(1, 6)),
)


def table(
    *names: str, policy: str = "carry", extra: tuple[Day, ...] = (), bells: tuple[Bell, ...] = ()
) -> Timetable:
    return timetable(calendar(*names, policy=policy), (*sample_days(), *extra), bells)


def series(pattern: object = None, **fields: object) -> Series:
    fields = {"time": AFTER_SCHOOL, "first": FIRST, "until": LAST, **fields}
    return Series(id=1, cwg_id=1, pattern=pattern or Weekly(("wed",)), **fields)


def every_other(**fields: object) -> Series:
    return series(Weekly(("wed",), 2), first=d("09-09"), until=d("05-20"), **fields)


class Sample:
    """The values that the tests of this folder share."""

    d, dd, data, year, every_other_key = staticmethod(d), staticmethod(dd), DATA, YEAR, EVERY_OTHER
    first, last, regular, early = FIRST, LAST, REGULAR, EARLY
    sample_days = staticmethod(sample_days)
    calendar, table = staticmethod(calendar), staticmethod(table)
    series, every_other = staticmethod(series), staticmethod(every_other)

    @staticmethod
    def expand(
        one: Series, on: Timetable | None = None, *exceptions: MeetingException
    ) -> Expansion:
        return expand(one, exceptions, on or table())

    @staticmethod
    def dates(
        one: Series, on: Timetable | None = None, *exceptions: MeetingException
    ) -> list[date]:
        return [m.date for m in expand(one, exceptions, on or table()).meetings if m.takes_place]


@pytest.fixture(scope="session")
def s() -> type[Sample]:
    return Sample


KINDS = {
    "calendars": Calendar,
    "days": Day,
    "bells": Bell,
    "series": Series,
    "exceptions": MeetingException,
}


def apply(school: Building, change: Change) -> Building:
    """Return the building after a change, as the store would write and read it."""
    tables = {name: dict(school.table(name)) for name in KINDS}
    for edit in change.edits:
        table = tables[edit.table]
        if edit.after is None:
            assert to_document(table.pop(edit.id)) == edit.before
            continue
        document = to_document(table[edit.id]) if edit.id in table else {}
        kept = {k: v for k, v in document.items() if k not in (edit.before or {})}
        table[edit.id] = msgspec.convert({**kept, **edit.after, "id": edit.id}, KINDS[edit.table])
    return school.replaced(**tables)


def a_school() -> Building:
    """Return the sample year with one group that meets every other Wednesday."""
    return Building.of(
        Profile(id=1, name="Sample School"),
        calendars={1: calendar("A", "B")},
        days={day.id: day for day in sample_days()},
        bells={1: REGULAR, 2: EARLY},
        series={1: every_other(room="104")},
        cwgs={1: Cwg(id=1, number=1, name="Grade 7")},
    )


@pytest.fixture
def school() -> Building:
    return a_school()


@pytest.fixture
def after():
    return apply
