"""The forms for a school year: first and last day, letter days, terms, and weekday bells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from msgspec.structs import replace

from bltui.domain.calendar.edits import set_calendar, set_rotation
from bltui.domain.model.calendar import EARLY, Calendar, Rotation, Term
from bltui.domain.model.change import Intent
from bltui.domain.model.date_parser import read_date
from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.editing import edit
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import PROSE, clean
from bltui.exchange.zones import known_zone
from bltui.ui.dialogs.fields import Choice, Prose
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.plan_fields import bells
from bltui.ui.dialogs.record_form import fields_of, saves

LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def label_of(first: Any, last: Any) -> str:
    """Return the label of a school year, such as "2026-27"."""
    return f"{first.year}-{last.year % 100:02d}" if first.year != last.year else str(first.year)


def year_form(basis: FormContext, calendar: Calendar | None) -> Form:
    """Return the form for the first and last student day and the time zone."""
    profile = basis.building.profile
    blank: Any = None  # until somebody types it
    start = calendar or Calendar(year="", first=blank, last=blank, tz=profile.tz)

    def build(values: Values, seen: Any) -> Intent:
        values = {**values, "tz": known_zone(values["tz"])}
        if seen is not None:
            return partial(edit, seen=seen, today=basis.today, **values)
        return partial(set_calendar, year=label_of(values["first"], values["last"]), **values)

    return Form(
        title=f"School year {calendar.year}" if calendar is not None else "Set the school year",
        about="School days are Monday to Friday between the two. Add special days one by one.",
        # A building without a time zone has UTC.
        fields=tuple(
            fields_of(basis, start if start.tz != "UTC" else replace(start, tz=""), seen=calendar)
        ),
        build=build,
        seen=calendar,
    )


def rotation_form(basis: FormContext, calendar: Calendar) -> Form:
    """Return the form for letter or number days.

    It asks what a snow day does to them, because districts differ.
    """
    blank: Any = None  # until somebody chooses it
    start = calendar.rotation or Rotation((), calendar.first, blank)

    def build(values: Values, seen: Any) -> Intent:
        if not values["names"]:
            return partial(edit, seen=calendar, today=basis.today, rotation=None)
        if values["policy"] is None:
            raise UserError(
                "No snow day rule. Choose one: districts differ, so ask the district office.",
                field="policy",
            )
        return partial(set_rotation, **values)

    return Form(
        title=f"Letter days {calendar.year}",
        about="A/B days, or days 1 to 6. Leave blank if the school has none.",
        fields=tuple(fields_of(basis, start)),
        build=build,
    )


class Terms(Prose, frozen=True, kw_only=True):
    """A field with a quarter, trimester, or semester on each line."""

    calendar: Calendar
    value: tuple[Term, ...] = ()
    hint: str = "one per line: Q1 aug 24 to oct 23. Tab: next field"

    def to_text(self, value: tuple[Term, ...]) -> str:
        return "\n".join(f"{t.name} {t.first} to {t.last}" for t in value)

    def parse(self, raw: str) -> tuple[Term, ...]:  # type: ignore[override]  # a form's values are of any kind
        year = (self.calendar.first, self.calendar.last)
        found = []
        for number, line in enumerate(
            clean(raw, "terms", limit=PROSE, multiline=True).splitlines(), 1
        ):
            if not line.strip():
                continue
            match = re.fullmatch(r"\s*(\S+) +(.+?) +(?:to|until|-) +(.+?)\s*", line)
            if match is None:
                raise UserError(
                    f"Line {number} is not a term. Write the name, first day, and last day: Q1 aug 24 to oct 23",
                    field=self.key,
                )
            try:
                first, last = (read_date(match[n], today=year[0], year=year) for n in (2, 3))
            except UserError as refused:
                raise UserError(f"Line {number}: {refused.message}", field=self.key) from None
            found.append(Term(match[1], first, last))
        return tuple(found)


def terms_form(basis: FormContext, calendar: Calendar) -> Form:
    """Return the form for the terms of a year, such as quarters or semesters."""
    return Form(
        title=f"Terms {calendar.year}",
        about="Quarters, trimesters, or semesters: what “a term” means for meetings.",
        fields=(Terms(key="terms", label="Terms", calendar=calendar, value=calendar.terms),),
        build=saves(basis, Calendar),
        seen=calendar,
    )


def weekdays_form(basis: FormContext, calendar: Calendar) -> Form:
    """Return the form for the bell schedule of a weekday and for early-release days."""
    choices = bells(basis)
    ordinary = choices[0][0] if choices else None

    def build(values: Values, seen: Any) -> Intent:
        chosen = {
            day: int(value)
            for day, value in values.items()
            if value and (value != ordinary or day == EARLY)
        }
        return partial(edit, seen=calendar, today=basis.today, weekly_bell=chosen)

    def at(day: str) -> str | None:
        number = calendar.weekly_bell.get(day)
        return str(number) if number is not None else (ordinary if day != EARLY else None)

    days: Mapping[str, str] = {
        **dict(zip(WEEKDAYS, LONG_DAYS, strict=False)),
        EARLY: "Early release",
    }
    return Form(
        title="Bell schedule of each weekday",
        fields=tuple(
            Choice(key=day, label=name, value=at(day), choices=choices)
            for day, name in days.items()
        ),
        build=build,
    )
