"""The forms for a school year: first and last day, letter days with what a snow day does to them, terms, weekday bells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from bltui.domain.calendar.edits import set_calendar, set_rotation
from bltui.domain.model.building import Building
from bltui.domain.model.calendar import EARLY, Calendar, Policy, Term
from bltui.domain.model.change import Change, Intent
from bltui.domain.model.dates import WEEKDAYS, read_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active
from bltui.domain.model.text import PROSE, clean
from bltui.exchange.zones import known_zone
from bltui.ui.dialogs.fields import Choice, Field, Prose, Words
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext

#: What a snow day does to letter days. Districts differ, so that nothing is chosen beforehand.
POLICIES: tuple[tuple[Policy, str], ...] = (
    ("carry", "the next school day takes the missed letter"),
    ("fixed", "every date keeps its own letter"),
    ("none", "letters are set by hand only"),
)
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def label_of(first: Any, last: Any) -> str:
    """What a school year is called, such as "2026-27"."""
    return f"{first.year}-{last.year % 100:02d}" if first.year != last.year else str(first.year)


def year_form(basis: FormContext, calendar: Calendar | None) -> Form:
    """First and last day with students, and the zone in which every time is local."""

    def build(values: Values, seen: Any) -> Intent:
        year = calendar.year if calendar is not None else label_of(values["first"], values["last"])
        return partial(set_calendar, year=year, **{**values, "tz": known_zone(values["tz"])})

    zone = calendar.tz if calendar is not None else basis.building.profile.tz
    return Form(
        title=f"School year {calendar.year}" if calendar is not None else "Set the school year",
        about="Ordinary days are Monday to Friday between the two; what is not ordinary is added day by day.",
        fields=(
            basis.day("first", "First day", calendar.first if calendar else None, required=True),
            basis.day("last", "Last day", calendar.last if calendar else None, required=True),
            Field(
                key="tz", label="Time zone", value="" if zone == "UTC" else zone, required=True, hint="America/Chicago"
            ),
            Choice(
                key="week_starts",
                label="A week begins",
                value=calendar.week_starts if calendar else "sun",
                choices=(("sun", "on Sunday"), ("mon", "on Monday")),
                hint="counts for every other week",
            ),
        ),
        build=build,
    )


def _no_rotation(building: Building, *, calendar: Calendar) -> Change:
    return set_calendar(
        building, year=calendar.year, first=calendar.first, last=calendar.last, tz=calendar.tz, rotation=None
    )


def rotation_form(basis: FormContext, calendar: Calendar) -> Form:
    """Letter or number days. What a snow day does to them is asked: there is no answer that most districts share."""
    rotation = calendar.rotation

    def build(values: Values, seen: Any) -> Intent:
        if not values["names"]:
            return partial(_no_rotation, calendar=calendar)
        if values["policy"] is None:
            raise UserError("Say what a snow day does: districts differ. Ask the district office.", field="policy")
        return partial(set_rotation, **values)

    return Form(
        title=f"Letter days {calendar.year}",
        about="A/B days, or days 1 to 6. A school without them leaves the days blank.",
        fields=(
            Words(key="names", label="Days", value=rotation.names if rotation else (), hint="A,B or 1,2,3,4,5,6"),
            basis.day("start", "First of them", rotation.start if rotation else calendar.first, required=True),
            Choice(
                key="policy",
                label="A snow day",
                value=rotation.policy if rotation else None,
                choices=POLICIES,
                hint="what happens to the letter that was missed",
            ),
        ),
        build=build,
    )


class Terms(Prose, frozen=True, kw_only=True):
    """A quarter, trimester or semester on each line."""

    calendar: Calendar
    value: tuple[Term, ...] = ()
    hint: str = "one a line: Q1 aug 24 to oct 23. Tab goes on"

    def to_text(self, value: tuple[Term, ...]) -> str:
        return "\n".join(f"{t.name} {t.first} to {t.last}" for t in value)

    def parse(self, raw: str) -> tuple[Term, ...]:  # type: ignore[override]  # a form's values are of any kind
        year = (self.calendar.first, self.calendar.last)
        found = []
        for number, line in enumerate(clean(raw, "terms", limit=PROSE, multiline=True).splitlines(), 1):
            if not line.strip():
                continue
            match = re.fullmatch(r"\s*(\S+) +(.+?) +(?:to|until|-) +(.+?)\s*", line)
            if match is None:
                raise UserError(
                    f"Line {number}: write the name, first and last day: Q1 aug 24 to oct 23", field=self.key
                )
            try:
                first, last = (read_date(match[n], today=year[0], year=year) for n in (2, 3))
            except UserError as refused:
                raise UserError(f"Line {number}: {refused.message}", field=self.key) from None
            found.append(Term(match[1], first, last))
        return tuple(found)


def terms_form(calendar: Calendar) -> Form:
    """The quarters or semesters of a year."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(
            set_calendar, year=calendar.year, first=calendar.first, last=calendar.last, tz=calendar.tz, **values
        )

    return Form(
        title=f"Terms {calendar.year}",
        about="Quarters, trimesters or semesters: what “a term” means for meetings.",
        fields=(Terms(key="terms", label="Terms", calendar=calendar, value=calendar.terms),),
        build=build,
    )


def weekdays_form(basis: FormContext, calendar: Calendar) -> Form:
    """Which bell schedule a weekday has, and early-release days."""
    bells = sorted(active(basis.building.bells), key=lambda b: b.id)
    choices = tuple((str(b.id), b.label) for b in bells)
    ordinary = str(bells[0].id) if bells else None

    def build(values: Values, seen: Any) -> Intent:
        chosen = {day: int(value) for day, value in values.items() if value and (value != ordinary or day == EARLY)}
        return partial(
            set_calendar,
            year=calendar.year,
            first=calendar.first,
            last=calendar.last,
            tz=calendar.tz,
            weekly_bell=chosen,
        )

    def at(day: str) -> str | None:
        number = calendar.weekly_bell.get(day)
        return str(number) if number is not None else (ordinary if day != EARLY else None)

    days: Mapping[str, str] = {**dict(zip(WEEKDAYS, LONG_DAYS, strict=False)), EARLY: "Early release"}
    return Form(
        title="Which bell schedule a weekday has",
        fields=tuple(Choice(key=day, label=name, value=at(day), choices=choices) for day, name in days.items()),
        build=build,
    )
