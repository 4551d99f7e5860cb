"""The forms around a meeting: plan, move, cancel, agenda items, roles, attendance, and end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from bltui.clock import ended
from bltui.domain.meetings.lookup import named, unlocked
from bltui.domain.meetings.minutes import following
from bltui.domain.meetings.minutes_edits import amend
from bltui.domain.meetings.planning import (
    add_item,
    cancel_meeting,
    edit_item,
    edit_meeting,
    move_meeting,
    plan_meeting,
)
from bltui.domain.meetings.running import end_meeting, mark, set_role
from bltui.domain.meetings.upcoming import record_of
from bltui.domain.meetings.upcoming_meeting import Coming
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.meetings import PRESENCES, ROLES, AgendaItem, Meeting, Presence
from bltui.domain.model.text import clean, folded, shown
from bltui.domain.model.times import Time
from bltui.ui.dialogs.fields import Choice, Field, PersonField, Sentences, Somebody, typed
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import fields_of, record_form


class Initials(Field, frozen=True, kw_only=True):
    """People by initials or the beginning of a name, separated by spaces; gives their ids."""

    people: tuple[Somebody, ...]
    hint: str = "initials or starts of names, separated by spaces; or: all"

    def parse(self, raw: str) -> tuple[int, ...]:
        found = [self._one(part) for part in _parts(raw)]
        if folded(raw) == "all":
            return tuple(p.id for p in self.people)
        if not found:
            raise UserError("No names. Type initials, such as ab kc.", field=self.key)
        return tuple(dict.fromkeys(found))

    def _one(self, part: str) -> int:
        near = by_initials(self.people, part)
        if folded(part) == "all" or len(near) == 1:
            return near[0].id if near else 0
        if not near:
            raise UserError(
                f"No one in this meeting matches “{shown(part)}”. Type other initials.",
                field=self.key,
            )
        names = ", ".join(p.name for p in near[:4])
        raise UserError(f"“{shown(part)}” matches {names}. Type more letters.", field=self.key)

    def describe(self, raw: str) -> str:
        if folded(raw) == "all":
            return f"everyone: {len(self.people)}"
        names, last = [], ""
        for part in _parts(raw):
            try:
                number = self._one(part)
            except UserError as refused:
                last = refused.message
            else:
                names.append(next((p.name for p in self.people if p.id == number), ""))
        return "\n".join(line for line in (", ".join(names), last) if line)


def _parts(raw: str) -> list[str]:
    return clean(raw, "who", limit=1000).replace(",", " ").split()


def by_initials(people: Sequence[Somebody], part: str) -> list[Somebody]:
    """Return the people whose initials match, or else those with a name part that begins so."""
    key = folded(part)
    same = [p for p in people if "".join(word[0] for word in folded(p.name).split()) == key]
    return same or [
        p for p in people if any(word.startswith(key) for word in folded(p.name).split())
    ]


def here_form(basis: FormContext, meeting: Meeting, people: Sequence[int], called: str) -> Form:
    """Return the attendance form: present, late, excused, absent, or left early, by initials."""

    def build(values: Values, seen: Any) -> Intent:
        state: Presence = values["state"]
        return partial(mark, meeting_id=meeting.id, who=dict.fromkeys(values["who"], state))

    return Form(
        title=f"Attendance: {called}",
        fields=(
            Initials(
                key="who",
                label="People",
                people=basis.people(among=people) or basis.people(),
                required=True,
            ),
            Choice(
                key="state", label="Attendance", value="present", choices=tuple(PRESENCES.items())
            ),
        ),
        build=build,
    )


def plan_form(basis: FormContext, dated: Coming | None = None) -> Form:
    """Return the form that plans a meeting; `dated` is the next one in the team's series."""
    start = record_of(dated) if dated is not None else Meeting(on=basis.today)

    def build(values: Values, seen: Any) -> Intent:
        series = start.series_id if start.on == values["on"] else None
        return partial(plan_meeting, **values, series_id=series)

    return Form(
        title="Plan a meeting",
        fields=(
            basis.day("on", "Day", start.on, required=True),
            *fields_of(basis, start),
            typed("team", kinds_of(Meeting)["team"], "blt"),
        ),
        build=build,
    )


def meeting_form(basis: FormContext, seen: Meeting, called: str) -> Form:
    """Return the form for a meeting's times, place, purpose, and norms."""
    return record_form(basis, seen, seen=seen, title=called, edit_with=edit_meeting)


def move_form(basis: FormContext, meeting: Meeting, called: str) -> Form:
    """Return the form that moves a meeting to another day or cancels it."""

    def build(values: Values, seen: Any) -> Intent:
        if values["what"] == "cancel":
            return partial(cancel_meeting, meeting_id=meeting.id, why=values["why"])
        if values["to"] is None:
            raise UserError("No date. Type the new date.", field="to")
        return partial(move_meeting, meeting_id=meeting.id, to=values["to"], why=values["why"])

    return Form(
        title=f"Move or cancel {called}",
        fields=(
            Choice(
                key="what",
                label="Change",
                value="move",
                choices=(("move", "moved"), ("cancel", "canceled")),
            ),
            basis.day("to", "New date", only={"what": ("move",)}),
            Field(key="why", label="Reason"),
        ),
        at="to",
        build=build,
    )


def item_form(basis: FormContext, meeting: Meeting, seen: AgendaItem | None = None) -> Form:
    """Return the form for an agenda item; its start and end are typed as a span."""
    start = seen or AgendaItem(meeting_id=meeting.id, order=0, title="")
    form = record_form(
        basis,
        start,
        seen=seen,
        title="Agenda item",
        add_with=partial(add_item, meeting_id=meeting.id),
        edit_with=edit_item,
    )
    when = Field(key="when", label="Time", value=start.begins, hint="3:00-3:15pm, 2:49pm, or blank")
    names = {"begins": "when"}
    return msgspec.structs.replace(form, fields=(*form.fields, when), names=names)


def roles_form(basis: FormContext, meeting: Meeting, people: Sequence[int], called: str) -> Form:
    """Return the form for the roles at this meeting."""
    names = tuple(dict.fromkeys((*ROLES, *meeting.roles)))

    def build(values: Values, seen: Any) -> Intent:
        return partial(_set_roles, meeting_id=meeting.id, roles=values)

    those = basis.people(among=people) or basis.people()
    return Form(
        title=f"Roles: {called}",
        about="Prepare (P) suggests the people who had each role longest ago.",
        fields=tuple(
            PersonField(
                key=role, label=role.capitalize(), value=meeting.roles.get(role), people=those
            )
            for role in names
        ),
        build=build,
    )


def _set_roles(building: Building, *, meeting_id: int, roles: Mapping[str, int | None]) -> Change:
    """Return one change that sets several roles."""
    meeting = unlocked(building, meeting_id)
    for role, person in roles.items():
        set_role(building, meeting_id=meeting_id, role=role, person_id=person)
    draft = ChangeBuilder(building)
    draft.put(
        "meetings",
        meeting_id,
        roles={role: person for role, person in roles.items() if person is not None},
    )
    return draft.change(f"meeting: roles of {named(building, meeting)}")


def end_form(basis: FormContext, meeting: Meeting, called: str, now: Callable[[], float]) -> Form:
    """Return the form that ends a meeting and sets the day of the next one.

    `now` returns the time in seconds since the epoch.
    """

    def build(values: Values, seen: Any) -> Intent:
        end = ended(meeting.on, values["at"], basis.building.profile.tz, now())
        return partial(end_meeting, meeting_id=meeting.id, now=end, **values)

    given = following(basis.building, meeting)
    ahead = (
        f" The next meeting is {show_date(given)} unless you choose another day." if given else ""
    )
    return Form(
        title=f"End {called}",
        about=f"Plus, delta, and messages can be added until the minutes are approved.{ahead}",
        fields=(
            basis.day("next_on", "Next meeting", meeting.next_on),
            typed("at", Time("Ended at", hint="4:30 PM; blank: now, the planned time stays")),
        ),
        names={"next": "next_on"},
        build=build,
        saves="End meeting",
    )


def amend_form(basis: FormContext, meeting: Meeting, called: str) -> Form:
    """Return the form that amends approved minutes."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(amend, meeting_id=meeting.id, text=values["text"], on=basis.today)

    day = show_date(meeting.approved_on) if meeting.approved_on else ""
    return Form(
        title=f"Amend the minutes of {called}",
        about=f"Approved on {day}. The minutes do not change; the amendment appears below them.",
        fields=(Sentences(key="text", label="Amendment", required=True),),
        names={"amendment": "text"},
        build=build,
    )
