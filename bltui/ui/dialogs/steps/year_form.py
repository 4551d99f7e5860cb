"""The year roll-over: what is open before a year is closed, and what the next begins with."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from bltui.domain.model.change import Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.kinds import Day
from bltui.domain.model.record import active
from bltui.domain.model.text import clean
from bltui.domain.steps.current_state import closed_on, days_of, following, last_day, working_year
from bltui.domain.years.carry_over import going_on
from bltui.domain.years.closing import EFFECTS, close_year
from bltui.domain.years.open_items import leftover
from bltui.domain.years.opening import check_calendar, check_year, open_year
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.fields import Field, Typed, typed
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext

#: The maximum length of a line of the question, so that it and its answers fit the smallest
#: terminal.
MOST = 50


def _line(words: str, texts: list[str]) -> str:
    """Return what is open on one line: as many whole texts as fit, and how many there are more."""
    for count in range(len(texts), 0, -1):
        more = f"; {len(texts) - count} more" if count < len(texts) else ""
        line = f"{words}: {'; '.join(texts[:count])}{more}"
        if len(line) <= MOST:
            return line
    return words


def close_question(basis: FormContext) -> tuple[Confirm, Intent]:
    """Return a question that lists open work and explains closing, and the intent for a yes.

    Raises UserError if the year is closed.
    """
    year = working_year(basis.building, basis.today)
    if (on := closed_on(basis.building, year)) is not None:
        raise UserError(f"{year} was closed on {show_date(on)}. Open the next year.")
    left = leftover(basis.building, basis.framework, year, basis.today)
    lines = [_line(words, [one.text for one in found]) for words, found in left.named()]
    last = last_day(basis.building, year)
    ends = (
        f"It ended on {show_date(last)}."
        if last < basis.today
        else f"It ends on {show_date(last)}."
    )
    more = "\n".join([ends, *(lines or ["Nothing is open."]), "", *EFFECTS])
    question = Confirm(
        f"Close the school year {year}?", yes="close the year", no="leave it open", more=more
    )
    return question, partial(close_year, framework=basis.framework, today=basis.today)


def open_form(basis: FormContext) -> Form:
    """Return the form for the next school year: its first and last day, with a live preview.

    The preview shows who stays, who leaves, and what continues. Raises UserError if the current
    year is not closed.
    """
    building = basis.building
    old = working_year(building, basis.today)
    label = following(building, old)
    check_year(building, label, basis.today)
    known = next((c for c in active(building.calendars) if c.year == label), None)
    inside = days_of(building, label)

    def day(key: str, words: str, hint: str) -> Typed:
        kind = Day(words, required=True, within=inside, hint=hint)
        return typed(key, kind, getattr(known, key) if known else None, context=basis)

    fields = (
        Field(key="year", label="School year", value=label, required=True, hint="such as 2027-28"),
        day("first", "First day", f"with students: aug 23, or {inside[0].year}-08-23"),
        day("last", "Last day", f"with students: may 26, or {inside[1].year}-05-26"),
    )

    def reads(raw: Mapping[str, str]) -> Mapping[str, str]:
        try:
            first, last = (field.parse(raw[field.key]) for field in fields[1:])
            year = clean(raw["year"], "school year")
            check_year(building, year, basis.today)
            if first is None or last is None:
                return {}
            check_calendar(building, year, first, last)
        except UserError as refused:
            blank = not (raw["first"].strip() and raw["last"].strip())
            return {} if blank else {"last": f"! {refused.message}"}
        return {"last": "\n".join(going_on(building, old=old, year=year, first=first).lines())}

    def build(values: Values, seen: Any) -> Intent:
        return partial(open_year, today=basis.today, **values)

    return Form(
        title=f"Open the school year after {old}",
        about="The calendar starts with only these two days and the boards are new. The old year "
        "does not change.",
        fields=fields,
        build=build,
        at="first",
        reads=reads,
        saves="Open year",
    )
