"""BLT trainings and in-service days: entering, planning, noting who came. Intents for `workspace.do`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Draft, nothing
from bltui.domain.model.dates import show_date
from bltui.domain.model.errors import Refused
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.record import live
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.text import PROSE
from bltui.domain.model.training import PHASES, InService, PhaseTag, Rollout, Segment, Training
from bltui.domain.steps.evidence import check_tags
from bltui.domain.training.timeline import in_calendar, staff_on

Table = Literal["trainings", "inservices"]
_WORDS: dict[Table, str] = {"trainings": "BLT training", "inservices": "in-service"}
#: Most minutes of a training's planning time or segment: a day.
_DAY = 1440


def _people(building: Building, ids: Sequence[int], what: str) -> tuple[int, ...]:
    """Persons who are on the list, each once."""
    for number in ids:
        person = building.people.get(number)
        if person is None or person.archived:
            raise Refused(f"{what}: person {number} is not on the list any more.", field=what)
    return tuple(dict.fromkeys(ids))


def _minutes(value: int | None, what: str) -> int | None:
    if value is not None and not 0 <= value <= _DAY:
        raise Refused(f"{what}: {value} minutes are not within a day. Write 0 to {_DAY}.", field=what)
    return value


def _reached(draft: Draft, count: int) -> None:
    """How many of the staff were there: not fewer than nobody; that they are more than the list has is said."""
    if count < 0:
        raise Refused("reached: fewer than nobody cannot have been there.", field="reached")
    if count > (staff := len(staff_on(draft.building))):
        draft.note(f"{count} are more than the {staff} on the staff list")


def _other_year(draft: Draft, on: date) -> None:
    """Say that a day is of another school year than the one that is worked on: the lists of this year do not show it."""
    year = school_year_of(on, draft.building.profile.year_starts).label
    if draft.building.profile.year not in ("", year):
        draft.note(f"{show_date(on)} is in the school year {year}; the lists show {draft.building.profile.year}")


def _links(building: Building, table: str, ids: Sequence[int], word: str) -> tuple[int, ...]:
    for number in ids:
        record = building.get(table, number)
        if record is None or record.archived:
            raise Refused(f"That {word} is not there any more. Choose another one.", field=word.replace(" ", "_"))
    return tuple(dict.fromkeys(ids))


def _segment(draft: Draft, segment: Segment) -> Segment:
    if segment.phase not in PHASES:
        raise Refused(f"A segment is {', '.join(PHASES)}, not “{segment.phase}”.", field="phase")
    if segment.strategy_id is not None:
        _links(draft.building, "strategies", (segment.strategy_id,), "strategy")
    topic = draft.text(segment.topic, "topic", blank=False)
    return Segment(topic, segment.phase, segment.strategy_id, _minutes(segment.minutes, "minutes"))


def _rollout(draft: Draft, rollout: Rollout | None) -> Rollout | None:
    if rollout is None:
        return None
    return Rollout(
        audience=draft.text(rollout.audience, "audience"),
        how=draft.text(rollout.how, "how", limit=PROSE, multiline=True),
        lead_ids=_people(draft.building, rollout.lead_ids, "leads"),
        materials=draft.text(rollout.materials, "materials", limit=PROSE, multiline=True),
    )


def _checked(draft: Draft, framework: Framework, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a training or an in-service as they may be stored."""
    building = draft.building
    for field in ("title", "content", "note"):
        if field in fields:
            long = field != "title"
            fields[field] = draft.text(fields[field], field, limit=PROSE if long else 200, multiline=long)
    if "guests" in fields:
        names = (draft.text(name, "presenters") for name in fields["guests"])
        fields["guests"] = tuple(dict.fromkeys(name for name in names if name))
    for field, what in (("presenter_ids", "presenters"), ("attended", "attendance")):
        if field in fields:
            fields[field] = _people(building, fields[field], what)
    if "district_goal_ids" in fields:
        goals = fields["district_goal_ids"]
        fields["district_goal_ids"] = _links(building, "district_goals", goals, "district goal")
    if "strategy_ids" in fields:
        fields["strategy_ids"] = _links(building, "strategies", fields["strategy_ids"], "strategy")
    if "planning_minutes" in fields:
        fields["planning_minutes"] = _minutes(fields["planning_minutes"], "planning minutes")
    if fields.get("reached") is not None:
        _reached(draft, fields["reached"])
    if "segments" in fields:
        fields["segments"] = tuple(_segment(draft, s) for s in fields["segments"])
    if "rollout" in fields:
        fields["rollout"] = _rollout(draft, fields["rollout"])
    if fields.get("inservice_id") is not None:
        _links(building, "inservices", (fields["inservice_id"],), "in-service")
    if "standards" in fields:
        fields["standards"] = tuple(dict.fromkeys(fields["standards"]))
        check_tags(framework, fields["standards"])
    return fields


def add_training(building: Building, *, framework: Framework, on: date, **fields: Any) -> Change:
    """A BLT training; the fields are those of `Training`. Without `inservice_id` it prepares the next in-service day of
    its school year."""
    draft = Draft(building)
    fields = _checked(draft, framework, fields)
    if "inservice_id" not in fields:
        last = school_year_of(on, building.profile.year_starts).last
        following = [d for d in live(building.inservices) if on < d.on <= last]
        fields["inservice_id"] = min(following, key=lambda d: (d.on, d.id)).id if following else None
    draft.add("trainings", Training(on=on, **fields))
    _other_year(draft, on)
    target = building.inservices.get(fields["inservice_id"]) if fields["inservice_id"] else None
    whither = f", before the in-service of {show_date(target.on)}" if target else ""
    return draft.change(f"BLT training on {show_date(on)} added{whither}")


def add_inservice(building: Building, *, framework: Framework, on: date, **fields: Any) -> Change:
    """An in-service day; the fields are those of `InService`. Raises Refused where that day is entered already."""
    draft = Draft(building)
    if any(day.on == on for day in live(building.inservices)):
        raise Refused(f"{show_date(on)} is an in-service day already. Change that one.", field="on")
    draft.add("inservices", InService(on=on, **_checked(draft, framework, fields)))
    _other_year(draft, on)
    return draft.change(f"in-service on {show_date(on)} added")


def take_inservices(building: Building) -> Change:
    """Enter every in-service day that the calendar has, so that who leads it and whom it reached can be noted."""
    draft = Draft(building)
    days = in_calendar(building)
    if not days:
        return nothing("every in-service day of the calendar is entered already")
    for day in days:
        draft.add("inservices", day)
    return draft.change(f"in-service on {', '.join(show_date(day.on) for day in days)} taken from the calendar")


def edit_day(
    building: Building, *, table: Table, seen: Training | InService, framework: Framework, **fields: Any
) -> Change:
    """Change a training or an in-service day as it was seen; merges with what others changed meanwhile."""
    draft = Draft(building)
    fields = _checked(draft, framework, fields)
    clash = table == "inservices" and "on" in fields
    if clash and any(day.on == fields["on"] and day.id != seen.id for day in live(building.inservices)):
        raise Refused(f"{show_date(fields['on'])} is an in-service day already. Change that one.", field="on")
    name = f"{_WORDS[table]} of {show_date(seen.on)}"
    if not draft.merge(table, seen, **fields):
        return nothing(f"{name}: unchanged")
    words = [
        f.removesuffix("_ids").removesuffix("_id").replace("_", " ") for f in fields if getattr(seen, f) != fields[f]
    ]
    return draft.change(f"{name}: {', '.join(words)} changed")


def add_segment(
    building: Building,
    *,
    training_id: int,
    topic: str,
    phase: PhaseTag,
    minutes: int | None = None,
    strategy_id: int | None = None,
) -> Change:
    """A part of a training: I do, We do or You do."""
    draft = Draft(building)
    training = _training(building, training_id)
    segment = _segment(draft, Segment(topic, phase, strategy_id, minutes))
    draft.put("trainings", training_id, segments=(*training.segments, segment))
    return draft.change(f"BLT training of {show_date(training.on)}: {PHASES[phase]}: {segment.topic}")


def set_rollout(building: Building, *, training_id: int, rollout: Rollout) -> Change:
    """How the team introduces it to its own staff [S1]."""
    draft = Draft(building)
    training = _training(building, training_id)
    if not draft.put("trainings", training_id, rollout=_rollout(draft, rollout)):
        return nothing(f"BLT training of {show_date(training.on)}: roll-out unchanged")
    return draft.change(f"BLT training of {show_date(training.on)}: roll-out planned")


def attendance(
    building: Building,
    *,
    table: Table,
    number: int,
    today: date,
    attended: Sequence[int] | None = None,
    reached: int | None = None,
) -> Change:
    """Who came, by name; or for an in-service day how many of the staff."""
    draft = Draft(building)
    day = building.get(table, number)
    if not isinstance(day, (Training, InService)) or day.archived:
        raise Refused(f"That {_WORDS[table]} is not there any more.", field="id")
    name = f"{_WORDS[table]} of {show_date(day.on)}"
    if day.on > today:
        raise Refused(f"The {name} is still to come: attendance is noted when it was.", field="on")
    fields: dict[str, Any] = {}
    if attended is not None:
        fields["attended"] = _people(building, attended, "attendance")
    if reached is not None:
        if table != "inservices":
            raise Refused("A BLT training has names, not a number: say who came.", field="reached")
        _reached(draft, reached)
        fields["reached"] = reached
    if not fields or not draft.put(table, number, **fields):
        return nothing(f"{name}: attendance unchanged")
    return draft.change(f"{name}: {reached if reached is not None else len(fields['attended'])} were there")


def remove_day(building: Building, *, table: Table, number: int) -> Change:
    """Take a training or an in-service day away."""
    draft = Draft(building)
    day = building.get(table, number)
    if not isinstance(day, (Training, InService)) or day.archived:
        return nothing(f"{_WORDS[table]}: gone already")
    draft.archive(table, number)
    return draft.change(f"{_WORDS[table]} of {show_date(day.on)} removed")


def _training(building: Building, number: int) -> Training:
    training = building.trainings.get(number)
    if training is None or training.archived:
        raise Refused("That BLT training is not there any more.", field="training")
    return training
