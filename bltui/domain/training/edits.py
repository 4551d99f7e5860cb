"""Edit trainings beyond single fields: segments, roll-out, attendance, and calendar days.

Intents for `workspace.do`. `domain.model.editing` adds, edits, and removes the other records.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from bltui.domain.model import labels, validation_messages
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.editing import added
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import listed_dates, show_date
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.record import active
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.training import PHASES, InService, Rollout, Segment, Training
from bltui.domain.training.timeline import in_calendar

Table = Literal["trainings", "inservices"]
_RECORDS: dict[Table, type[Training | InService]] = {"trainings": Training, "inservices": InService}


def add_training(
    building: Building, *, framework: Framework, today: date, on: date, **fields: Any
) -> Change:
    """Add a BLT training, by default for the next in-service day of its school year."""
    if "inservice_id" not in fields:
        last = school_year_of(on, building.profile.year_starts).last
        following = [d for d in active(building.inservices) if on < d.on <= last]
        fields["inservice_id"] = (
            min(following, key=lambda d: (d.on, d.id)).id if following else None
        )
    target = building.inservices.get(fields["inservice_id"] or 0)
    builder = ChangeBuilder(building, today=today, framework=framework)
    return added(
        builder,
        Training(on=on, **fields),
        f", before the {target.describe(builder)}" if target else "",
    )


def take_inservices(building: Building) -> Change:
    """Add all in-service days of the calendar as records, for presenters and attendance."""
    builder = ChangeBuilder(building)
    days = in_calendar(building)
    if not days:
        return no_change("every in-service day of the calendar is already entered")
    for day in days:
        builder.add("inservices", day)
    return builder.change(
        f"in-service on {listed_dates(show_date(day.on) for day in days)} added from the calendar"
    )


def add_segment(building: Building, *, training_id: int, segment: Segment) -> Change:
    """Add a segment to a training: I do, We do, or You do."""
    builder = ChangeBuilder(building)
    training = _training(building, training_id)
    builder.put("trainings", training_id, segments=(*training.segments, segment))
    return builder.change(
        f"{training.describe(builder)}: {PHASES[segment.phase]}: {segment.topic.strip()}"
    )


def set_rollout(building: Building, *, training_id: int, rollout: Rollout) -> Change:
    """Set how the team introduces a training to its own staff."""
    builder = ChangeBuilder(building)
    name = _training(building, training_id).describe(builder)
    if not builder.put("trainings", training_id, rollout=rollout):
        return no_change(f"{name}: roll-out unchanged")
    return builder.change(f"{name}: roll-out planned")


def attendance(
    building: Building,
    *,
    table: Table,
    number: int,
    today: date,
    attended: Sequence[int] | None = None,
    reached: int | None = None,
) -> Change:
    """Record who attended, by name, or for an in-service day the number of staff.

    Raises UserError if the day is in the future, or a BLT training gets a number.
    """
    builder = ChangeBuilder(building, today=today)
    day = building.get(table, number)
    if not isinstance(day, (Training, InService)) or day.archived:
        raise UserError(validation_messages.gone(_RECORDS[table].NOUN), field="id")
    name = day.describe(builder)
    if day.on > today:
        raise UserError(f"The {name} is in the future. Record attendance after it.", field="on")
    fields: dict[str, Any] = {}
    if attended is not None:
        fields["attended"] = tuple(attended)
    if reached is not None:
        if table != "inservices":
            raise UserError(
                labels.fill("{A_team} training needs names, not a number. Enter who attended."),
                field="reached",
            )
        fields["reached"] = reached
    if not fields or not builder.put(table, number, **fields):
        return no_change(f"{name}: attendance unchanged")
    came = reached if reached is not None else len(set(fields["attended"]))
    return builder.change(f"{name}: {came} attended")


def _training(building: Building, number: int) -> Training:
    training = building.trainings.get(number)
    if training is None or training.archived:
        raise UserError(validation_messages.gone(f"{labels.team()} training"), field="training")
    return training
