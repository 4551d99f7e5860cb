"""The forms for a group: formed, edited, led, joined and left, published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import msgspec

from bltui.domain.checks.context import RuleContext
from bltui.domain.groups.edits import add_group, edit_group, join, lead, leave, set_status
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Intent
from bltui.domain.model.cwgs import STRUCTURES, Cwg, GroupStatus, working
from bltui.domain.model.errors import UserError
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.text import PROSE, clean
from bltui.domain.schedule.conflict import blocking
from bltui.ui.dialogs.fields import Choice, Field, NumberField, PersonField, Prose, Somebody
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.plan_fields import Link, goals, none_or

_STRUCTURES = tuple(STRUCTURES.items())
#: The rule that closes publishing, in words.
_NEEDED = "published once no error is left that nobody accepted"


class Several(Field, frozen=True, kw_only=True):
    """People of the list by any part of their names, with commas between them; gives their ids."""

    value: Any = ()
    people: tuple[Somebody, ...]
    hint: str = "parts of names, with commas between them"

    @property
    def _one(self) -> PersonField:
        return PersonField(key=self.key, label=self.label, people=self.people)

    def to_text(self, value: Any) -> str:
        return ", ".join(self._one.to_text(person) for person in value or ())

    def parse(self, raw: str) -> tuple[int, ...]:
        text = clean(raw, self.label.casefold(), limit=PROSE)
        found = [self._one.parse(part) for part in text.split(",") if part.strip()]
        if self.required and not found:
            raise UserError(f"{self.label} is blank. Type a part of a name.", field=self.key)
        return tuple(dict.fromkeys(found))

    def describe(self, raw: str) -> str:
        """Everybody who is read, and why the last part that is not cannot be."""
        found: dict[int, None] = {}
        unread = ""
        for part in (p for p in raw.split(",") if p.strip()):
            try:
                found[self._one.parse(part)] = None
            except UserError as refused:
                unread = refused.message
        names = ", ".join(self._one.to_text(person) for person in found)
        return "\n".join(line for line in (f"{len(found)}: {names}" if found else "", unread) if line)


def leaders(basis: FormContext) -> tuple[Somebody, ...]:
    """Everybody, members of the BLT first, with what they lead: groups are led by BLT members [S1]."""
    members = {p.id for p in basis.members()}
    leads: dict[int, list[str]] = {}
    for group in working(basis.building.cwgs):
        if group.leader_id is not None:
            leads.setdefault(group.leader_id, []).append(f"#{group.number}")

    def said(person: Somebody) -> Somebody:
        words = ["on the BLT" if person.id in members else "not on the BLT"]
        if person.id in leads:
            words.append(f"leads {' '.join(leads[person.id])}")
        return msgspec.structs.replace(person, about=", ".join([*words, person.about] if person.about else words))

    return tuple(said(p) for p in sorted(basis.people(), key=lambda p: p.id not in members))


def staff(basis: FormContext) -> tuple[Somebody, ...]:
    """Everybody of the list with the groups that they are in."""
    sits: dict[int, list[str]] = {}
    for group in working(basis.building.cwgs):
        for person in dict.fromkeys((*group.people(basis.today), *group.heads())):
            sits.setdefault(person, []).append(f"#{group.number}")
    return tuple(
        msgspec.structs.replace(p, about=f"in {' '.join(sits[p.id])}" if p.id in sits else p.about)
        for p in basis.people()
    )


def _goal(basis: FormContext, own: int | None = None) -> Link:
    return Link(
        key="goal_id",
        label="Goal",
        value=own,
        choices=none_or(goals(basis, [own or 0])),
        hint="of the plan; a group on a strategy serves the strategy's goal",
    )


def new_group_form(basis: FormContext) -> Form:
    """Form a group; the lowest free number is taken."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(add_group, **values)

    return Form(
        title="Form a group",
        fields=(
            Field(key="name", label="Name", required=True, hint="as people call it, such as Grade 2 reading"),
            Choice(key="structure", label="Structure", value="horizontal", choices=_STRUCTURES),
            Field(
                key="structure_note", label="Note", hint="what the structure means here, such as the grade or the topic"
            ),
            Field(key="focus", label="Focus", hint="what the group works on"),
            _goal(basis),
            PersonField(key="leader_id", label="Leader", people=leaders(basis)),
            Several(key="members", label="Members", people=staff(basis)),
        ),
        build=build,
        names={"person": "members", "goal": "goal_id"},
        saves="Form it",
    )


def edit_group_form(basis: FormContext, seen: Cwg) -> Form:
    """Edit a group as it was seen: what it is called, what it works on. Its people have forms of their own."""

    def build(values: Values, seen: Any) -> Intent:
        number = values.pop("number")
        return partial(edit_group, seen=seen, number=int(number) if number else seen.number, **values)

    return Form(
        title=f"Edit {seen.called}",
        fields=(
            Field(key="name", label="Name", value=seen.name, required=True),
            NumberField(
                key="number", label="Number", value=seen.number, default=seen.number, hint="its box on Handout 8"
            ),
            Choice(key="structure", label="Structure", value=seen.structure, choices=_STRUCTURES),
            Field(key="structure_note", label="Note", value=seen.structure_note, hint="what the structure means here"),
            Prose(key="focus", label="Focus", value=seen.focus, hint="what the group works on. Tab goes on"),
            _goal(basis, seen.goal_id),
        ),
        build=build,
        seen=seen,
        names={"goal": "goal_id"},
    )


def leader_form(basis: FormContext, group: Cwg) -> Form:
    """Name the leader or co-leader, or nobody."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(lead, cwg_id=group.id, person_id=values["person_id"], co=values["co"] == "co")

    def dependent_values(key: str, raw: Mapping[str, str]) -> Mapping[str, str]:
        present = {"lead": group.leader_id, "co": group.co_leader_id}.get(raw["co"])
        return {"person_id": who.to_text(present)} if key == "co" else {}

    who = PersonField(
        key="person_id",
        label="Person",
        value=group.leader_id,
        people=leaders(basis),
        hint="blank names nobody; up and down choose",
    )
    return Form(
        title=f"Who leads {group.called}",
        about="CWGs are led by BLT members. Who leads becomes a member of the group.",
        fields=(
            Choice(key="co", label="As", value="lead", choices=(("lead", "leader"), ("co", "co-leader"))),
            who,
        ),
        at="person_id",
        build=build,
        dependent_values=dependent_values,
        names={"leader_id": "person_id", "co_leader_id": "person_id", "person": "person_id"},
        live_preview=True,
    )


def members_form(basis: FormContext, group: Cwg) -> Form:
    """People join or leave a group."""

    def build(values: Values, seen: Any) -> Intent:
        if values["what"] == "join":
            return partial(join, cwg_id=group.id, people=values["people"], start=values["day"])
        return partial(leave, cwg_id=group.id, people=values["people"], on=values["day"])

    names = ", ".join(p.name for p in basis.people(among=group.people(basis.today)))
    return Form(
        title=f"Members of {group.called}",
        about=f"Now: {names or 'nobody'}.",
        fields=(
            Choice(key="what", label="They", value="join", choices=(("join", "join"), ("leave", "leave"))),
            basis.day("day", "Day"),
            Several(key="people", label="Who", people=staff(basis), required=True),
        ),
        at="people",
        reads=lambda raw: {"day": _span_words(raw)},
        build=build,
        names={"leader_id": "people", "person": "people"},
        live_preview=True,
    )


def _span_words(raw: Any) -> str:
    if raw["day"].strip():
        return "from that day on" if raw["what"] == "join" else "that is their last day"
    return "blank: from the group's beginning" if raw["what"] == "join" else "blank: as if they had never been in it"


def status_form(basis: FormContext, group: Cwg) -> Form:
    """Publish a group, take it back to draft, or close it."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(publish, cwg_id=group.id, status=values["status"], framework=basis.framework, today=basis.today)

    stops = blocked(basis.building, basis.framework, basis.today, group.id)
    more = f"; and {len(stops) - 3} more" if len(stops) > 3 else ""
    about = (
        f"In the way of publishing: {'; '.join(stops[:3])}{more}." if stops else "Nothing is in the way of publishing."
    )
    return Form(
        title=f"State of {group.called}",
        about=about,
        fields=(
            Choice(
                key="status",
                label="State",
                value=group.status,
                choices=(("draft", "draft"), ("published", "published"), ("closed", "closed")),
                hint=_NEEDED,
            ),
        ),
        build=build,
    )


def blocked(building: Building, framework: Framework, today: date, cwg_id: int) -> list[str]:
    """The errors of a group that nobody accepted, in words."""
    clashes = RuleContext(building, framework, today).clashes
    own = building.profile.rules
    return [f"{c.rule} {c.message}" for c in blocking(clashes, framework.rules, own, cwg_id)]


def publish(building: Building, *, cwg_id: int, status: GroupStatus, framework: Framework, today: date) -> Change:
    """Set a group's state; what is in the way is asked of the building as it is then, not as it was shown."""
    stops = blocked(building, framework, today, cwg_id) if status == "published" else ()
    return set_status(building, cwg_id=cwg_id, status=status, blocking=stops)
