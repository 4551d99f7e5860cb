"""The forms for the training chain: BLT trainings, in-service days, the roll-out plan, who came [S1]."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from bltui.domain.model.change import Intent
from bltui.domain.model.dates import show_date
from bltui.domain.model.record import live
from bltui.domain.model.training import InService, Rollout, Training
from bltui.domain.training.edits import Table, add_inservice, add_training, attendance, edit_day, set_rollout
from bltui.ui.dialogs.basis import Basis
from bltui.ui.dialogs.cwgs.group_form import Several
from bltui.ui.dialogs.fields import Field, Prose, Words
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.plan_fields import (
    Link,
    LinkMany,
    Links,
    Segments,
    Whole,
    district_goals,
    none_or,
    standards_field,
    strategies,
)


def _presenters(basis: Basis, value: Iterable[int]) -> Several:
    return Several(key="presenter_ids", label="Presenters", value=tuple(value), people=basis.people())


def _guests(value: Iterable[str]) -> Words:
    return Words(
        key="guests", label="Guests", value=tuple(value), hint="presenters who are not on the list, with commas"
    )


def _inservices(basis: Basis) -> Links:
    days = sorted(live(basis.building.inservices), key=lambda d: d.on)
    return tuple((str(d.id), f"{show_date(d.on)} {d.title}".strip()) for d in days)


def _held(basis: Basis, own: Training | InService) -> tuple[Field, ...]:
    """When it is, what it is called, and who leads it."""
    return (
        basis.day("on", "On", own.on, wanted=True),
        Field(key="title", label="Title", value=own.title),
        _presenters(basis, own.presenter_ids),
        _guests(own.guests),
    )


def training_form(basis: Basis, seen: Training | None = None) -> Form:
    """A BLT training anew, or as it was seen."""
    own = seen or Training(on=basis.today)

    def build(values: Values, seen: Any) -> Intent:
        if seen is None:
            # Without one named it prepares the next in-service day.
            given = {k: v for k, v in values.items() if k != "inservice_id" or v is not None}
            return partial(add_training, framework=basis.framework, **given)
        return partial(edit_day, table="trainings", seen=seen, framework=basis.framework, **values)

    return Form(
        title="BLT training",
        about="Prior to each in-service day. Names, goals and planning time are what the checks look for.",
        fields=(
            *_held(basis, own),
            LinkMany(
                key="district_goal_ids",
                label="District goals",
                value=own.district_goal_ids,
                choices=district_goals(basis),
            ),
            Segments(key="segments", label="Segments", value=own.segments),
            Whole(
                key="planning_minutes", label="Planning", value=own.planning_minutes, hint="minutes of planning time"
            ),
            Link(
                key="inservice_id",
                label="Prepares",
                value=own.inservice_id,
                choices=none_or(_inservices(basis)),
                hint="the in-service day; none takes the next one" if seen is None else "the in-service day",
            ),
            Prose(key="content", label="Content", value=own.content, hint="tab goes on"),
            standards_field(basis, own.standards),
        ),
        build=build,
        seen=seen,
        names={"presenters": "presenter_ids", "planning minutes": "planning_minutes", "phase": "segments"},
        tries=True,
    )


def inservice_form(basis: Basis, seen: InService | None = None, day: InService | None = None) -> Form:
    """An in-service day anew, as the calendar has it (`day`), or as it was seen."""
    own = seen or day or InService(on=basis.today)

    def build(values: Values, seen: Any) -> Intent:
        if seen is None:
            return partial(add_inservice, framework=basis.framework, **values)
        return partial(edit_day, table="inservices", seen=seen, framework=basis.framework, **values)

    return Form(
        title="In-service day",
        about="BLT members lead it, and it reaches the entire staff.",
        fields=(
            *_held(basis, own),
            LinkMany(
                key="strategy_ids",
                label="Introduces",
                value=own.strategy_ids,
                choices=strategies(basis, own.strategy_ids),
            ),
            Whole(key="reached", label="Reached", value=own.reached, hint="how many of the staff came; or w for names"),
            Prose(key="note", label="Note", value=own.note, hint="tab goes on"),
            standards_field(basis, own.standards),
        ),
        build=build,
        seen=seen,
        names={"presenters": "presenter_ids", "strategy": "strategy_ids"},
        tries=True,
    )


def rollout_form(basis: Basis, training: Training) -> Form:
    """How the team brings a training to its own staff, "building specific" [S1]."""
    own = training.rollout or Rollout()

    def build(values: Values, seen: Any) -> Intent:
        return partial(set_rollout, training_id=training.id, rollout=Rollout(**values))

    return Form(
        title="Roll-out plan",
        about=f"The best way to bring the BLT training of {show_date(training.on)} to this building's staff.",
        fields=(
            Prose(key="how", label="How", value=own.how, hint="tab goes on"),
            Field(key="audience", label="For whom", value=own.audience),
            Several(key="lead_ids", label="Led by", value=own.lead_ids, people=basis.people()),
            Prose(key="materials", label="Materials", value=own.materials, hint="tab goes on"),
        ),
        build=build,
        names={"leads": "lead_ids"},
        tries=True,
    )


def attendance_form(basis: Basis, day: Training | InService) -> Form:
    """Who came, by name; for an in-service day also how many of the staff."""
    table: Table = "trainings" if isinstance(day, Training) else "inservices"

    def build(values: Values, seen: Any) -> Intent:
        given = {key: value for key, value in values.items() if key != "attended" or value or day.attended}
        return partial(attendance, table=table, number=day.id, today=basis.today, **given)

    fields: list[Field] = [Several(key="attended", label="Who came", value=day.attended, people=basis.people())]
    if isinstance(day, InService):
        fields.append(Whole(key="reached", label="Or how many", value=day.reached, hint="of the staff"))
    return Form(
        title="Who came",
        about=f"{'BLT training' if isinstance(day, Training) else 'In-service'} of {show_date(day.on)}",
        fields=tuple(fields),
        build=build,
        names={"attendance": "attended", "on": "attended"},
        tries=True,
    )
