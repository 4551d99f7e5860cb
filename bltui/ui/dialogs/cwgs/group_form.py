"""The forms for a group: create, edit, lead, join, leave, and publish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import msgspec

from bltui.domain.checks.context import RuleContext
from bltui.domain.groups.edits import add_group, join, lead, leave, lowest_free, set_status
from bltui.domain.model import labels
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Intent
from bltui.domain.model.cwgs import STATUSES, Cwg, GroupStatus, working
from bltui.domain.model.framework_types import Framework
from bltui.domain.schedule.conflict import blocking
from bltui.ui.dialogs.fields import Choice, PersonField, Somebody
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import fields_of, record_form
from bltui.ui.dialogs.several import Several

#: Why publishing is blocked, in words.
_NEEDED = "published once every required conflict is fixed or waived"


def leaders(basis: FormContext) -> tuple[Somebody, ...]:
    """Return everyone with the groups that they lead; BLT members first, as they lead groups."""
    members = {p.id for p in basis.members()}
    leads: dict[int, list[str]] = {}
    for group in working(basis.building.cwgs):
        if group.leader_id is not None:
            leads.setdefault(group.leader_id, []).append(f"#{group.number}")

    def said(person: Somebody) -> Somebody:
        words = [
            f"on the {labels.team()}" if person.id in members else f"not on the {labels.team()}"
        ]
        if person.id in leads:
            words.append(f"leads {' '.join(leads[person.id])}")
        return msgspec.structs.replace(
            person, about=", ".join([*words, person.about] if person.about else words)
        )

    return tuple(said(p) for p in sorted(basis.people(), key=lambda p: p.id not in members))


def staff(basis: FormContext) -> tuple[Somebody, ...]:
    """Return everyone on the staff list with their groups."""
    sits: dict[int, list[str]] = {}
    for group in working(basis.building.cwgs):
        for person in dict.fromkeys((*group.people(basis.today), *group.heads())):
            sits.setdefault(person, []).append(f"#{group.number}")
    return tuple(
        msgspec.structs.replace(p, about=f"in {' '.join(sits[p.id])}" if p.id in sits else p.about)
        for p in basis.people()
    )


def new_group_form(basis: FormContext) -> Form:
    """Return the form for a new group, which gets the lowest free number."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(add_group, **values)

    start = Cwg(number=lowest_free(basis.building), name="", structure="horizontal")
    return Form(
        title="Create a group",
        fields=(
            *fields_of(basis, start, skip=("number",)),
            PersonField(key="leader_id", label="Leader", people=leaders(basis)),
            Several(key="members", label="Members", people=staff(basis)),
        ),
        build=build,
        names={"person": "members"},
        saves="Create group",
    )


def edit_group_form(basis: FormContext, seen: Cwg) -> Form:
    """Return the form for a group's name and topic, as it was seen.

    Its people have their own forms.
    """
    form = record_form(basis, seen, seen=seen, title=f"Edit {seen.called}")
    # The name is what people come to change; the number follows it.
    fields = sorted(form.fields, key=lambda field: field.key != "name")
    return msgspec.structs.replace(form, fields=tuple(fields))


def leader_form(basis: FormContext, group: Cwg) -> Form:
    """Return the form for a group's leader or co-leader, who may be nobody."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(
            lead, cwg_id=group.id, person_id=values["person_id"], co=values["co"] == "co"
        )

    def dependent_values(key: str, raw: Mapping[str, str]) -> Mapping[str, str]:
        present = {"lead": group.leader_id, "co": group.co_leader_id}.get(raw["co"])
        return {"person_id": who.to_text(present)} if key == "co" else {}

    who = PersonField(
        key="person_id",
        label="Person",
        value=group.leader_id,
        people=leaders(basis),
        hint="blank: no one; up and down choose",
    )
    return Form(
        title=f"Leader of {group.called}",
        about=f"{labels.groups()} are led by {labels.team()} members. The leader becomes a member of the group.",
        fields=(
            Choice(
                key="co",
                label="Role",
                value="lead",
                choices=(("lead", "leader"), ("co", "co-leader")),
            ),
            who,
        ),
        at="person_id",
        build=build,
        dependent_values=dependent_values,
        names={"leader_id": "person_id", "co_leader_id": "person_id", "person": "person_id"},
        live_preview=True,
    )


def members_form(basis: FormContext, group: Cwg) -> Form:
    """Return the form for a group's members."""

    def build(values: Values, seen: Any) -> Intent:
        if values["what"] == "join":
            return partial(join, cwg_id=group.id, people=values["people"], start=values["day"])
        return partial(leave, cwg_id=group.id, people=values["people"], on=values["day"])

    names = ", ".join(p.name for p in basis.people(among=group.people(basis.today)))
    return Form(
        title=f"Members of {group.called}",
        about=f"Current members: {names or 'none'}.",
        fields=(
            Choice(
                key="what",
                label="Change",
                value="join",
                choices=(("join", "add"), ("leave", "remove")),
            ),
            basis.day("day", "Day"),
            Several(key="people", label="People", people=staff(basis), required=True),
        ),
        at="people",
        reads=lambda raw: {"day": _span_words(raw)},
        build=build,
        names={"leader_id": "people", "person": "people"},
        live_preview=True,
    )


def _span_words(raw: Any) -> str:
    if raw["day"].strip():
        return "members from that day" if raw["what"] == "join" else "their last day"
    return (
        "blank: since the group began" if raw["what"] == "join" else "blank: remove them completely"
    )


def status_form(basis: FormContext, group: Cwg) -> Form:
    """Return the form to publish a group, return it to draft, or close it."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(
            publish,
            cwg_id=group.id,
            status=values["status"],
            framework=basis.framework,
            today=basis.today,
        )

    stops = blocked(basis.building, basis.framework, basis.today, group.id)
    more = f"; and {len(stops) - 3} more" if len(stops) > 3 else ""
    about = (
        f"Blocks publishing: {'; '.join(stops[:3])}{more}."
        if stops
        else "Nothing blocks publishing."
    )
    return Form(
        title=f"Status of {group.called}",
        about=about,
        fields=(
            Choice(
                key="status",
                label="Status",
                value=group.status,
                choices=tuple(STATUSES.items()),
                hint=_NEEDED,
            ),
        ),
        build=build,
    )


def blocked(building: Building, framework: Framework, today: date, cwg_id: int) -> list[str]:
    """Return the texts of a group's unwaived required conflicts."""
    clashes = RuleContext(building, framework, today).clashes
    own = building.profile.rules
    return [f"{c.rule} {c.message}" for c in blocking(clashes, framework.rules, own, cwg_id)]


def publish(
    building: Building, *, cwg_id: int, status: GroupStatus, framework: Framework, today: date
) -> Change:
    """Return a change that sets a group's status.

    Blockers are checked on the building as it is at that time, not as it was shown.
    """
    stops = blocked(building, framework, today, cwg_id) if status == "published" else ()
    return set_status(building, cwg_id=cwg_id, status=status, blocking=stops)
