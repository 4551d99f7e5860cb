"""Finding the group or training that was named, and parsing values with their day."""

from __future__ import annotations

from datetime import date

from bltui.cli.errors import UsageError
from bltui.cli.records import reader
from bltui.cli.session import Session
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import listed_dates, show_date
from bltui.domain.model.kinds import Number
from bltui.domain.model.plan import Reading
from bltui.domain.model.record import active
from bltui.domain.model.text import shown
from bltui.domain.model.training import InService, Training
from bltui.domain.steps import current_state
from bltui.domain.team import lookup
from bltui.domain.training.edits import Table

#: Matches a value as typed: 62, 62.5 or 62%.
NUMBER = reader(Number("value"))


def year_of(session: Session) -> str:
    """Return the current school year, such as "2026-27"."""
    return current_state.working_year(session.building, session.today)


def cwg(session: Session, wanted: str) -> Cwg:
    """Return the group with this number, "cwgs/5" reference, or part of its name.

    Raises UserError if there is not exactly one.
    """
    return lookup.group(session.building, wanted)


def training_day(session: Session, wanted: str) -> tuple[Table, Training | InService]:
    """Return the training or in-service day named by "trainings/2", "inservices/1", or a date.

    Raises UserError if there is none.
    """
    building = session.building
    days: list[tuple[Table, Training | InService]] = [
        *(("trainings", t) for t in active(building.trainings)),
        *(("inservices", d) for d in active(building.inservices)),
    ]
    table, slash, number = wanted.partition("/")
    if slash and table in ("trainings", "inservices"):
        found = [one for one in days if one[0] == table and str(one[1].id) == number]
    else:
        found = [one for one in days if one[1].on == _day(session, wanted)]
    if len(found) == 1:
        return found[0]
    choices = listed_dates(
        f"{show_date(one.on)} ({name}/{one.id})"
        for name, one in sorted(found or days, key=lambda d: d[1].on)
    )
    typed = shown(wanted[:60])
    if found:
        raise UserError(f"“{typed}” matches several: {choices}. Name one by its ID.", field="id")
    raise UserError(
        f"There is no training and no in-service “{typed}”. There are: {choices or 'none yet'}.",
        field="id",
    )


def _day(session: Session, wanted: str) -> date | None:
    """Parse a date; None if the text is not a date."""
    try:
        return session.day(wanted)
    except UserError:
        return None


def value_at(session: Session, text: str, what: str) -> tuple[float, date | None]:
    """Parse a value and its day from "62@2026-09-01" or "62".

    Raises UsageError if the value is not a number.
    """
    head, at, tail = text.partition("@")
    try:
        value = Number(what).parse(head, session)
    except UserError as wrong:
        raise UsageError(f"{what}: {wrong}") from None
    return value, session.day(tail.strip()) if at else None


def reading(session: Session, text: str | None) -> Reading | None:
    """Parse a baseline, VALUE@DATE; without a date it is today's."""
    if text is None:
        return None
    value, on = value_at(session, text, "--baseline")
    return Reading(value, on or session.today)
