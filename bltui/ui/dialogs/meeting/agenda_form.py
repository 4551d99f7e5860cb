"""The forms around a meeting: plan, move, cancel, agenda items, roles, attendance, and end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from bltui import framework
from bltui.clock import ended
from bltui.domain.meetings.attendance import (
    Mark,
    add_guest,
    attend,
    mark_words,
    read_attendance,
    read_guest,
    timed,
    together,
)
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
from bltui.domain.meetings.posting import post_agenda, posting_words
from bltui.domain.meetings.running import end_meeting, set_role
from bltui.domain.meetings.upcoming import record_of
from bltui.domain.meetings.upcoming_meeting import Coming
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.meetings import PRESENCES, ROLES, AgendaItem, Meeting, Presence
from bltui.domain.model.text import clean
from bltui.domain.model.times import Time
from bltui.ui.dialogs.fields import Choice, Field, PersonField, Sentences, typed
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import fields_of, record_form


class Attendees(Field, frozen=True, kw_only=True):
    """People by names or initials, with times and reasons; its value is their marks."""

    value: Any = ()
    hint: str = "ab kc, “all but Lee”, “Kim 4:05”, “Lee: jury duty”"
    building: Building
    meeting: Meeting

    def to_text(self, value: Any) -> str:
        return ""

    def parse(self, raw: str) -> tuple[Mark, ...]:
        text = clean(raw, "who", limit=1000)
        if not text:
            return ()
        try:
            return read_attendance(self.building, self.meeting, text, "present")
        except UserError as refused:
            raise UserError(refused.message, field=self.key) from None

    def describe(self, raw: str) -> str:
        if not raw.strip():
            return ""
        try:
            marks = self.parse(raw)
        except UserError as refused:
            return refused.message
        count = f"{len(marks)}: " if len(marks) > 1 else ""
        return count + ", ".join(mark_words(self.building, mark) for mark in marks)


def here_form(basis: FormContext, meeting: Meeting, called: str) -> Form:
    """Return the attendance form: present, late, excused, absent, or left early, by initials."""

    def build(values: Values, seen: Any) -> Intent:
        state: Presence = values["state"]
        marks = [timed(mark, state) for mark in values["who"]]
        name, reason = read_guest(values["guest"])
        guest = partial(add_guest, meeting_id=meeting.id, name=name, reason=reason)
        if not marks and name:
            return guest
        if not marks:
            raise UserError("No names. Type initials, such as ab kc.", field="who")
        came = partial(attend, meeting_id=meeting.id, state=state, marks=marks)
        return partial(together, first=came, second=guest) if name else came

    return Form(
        title=f"Attendance: {called}",
        fields=(
            Attendees(
                key="who",
                label="People",
                building=basis.building,
                meeting=meeting,
            ),
            Choice(
                key="state",
                label="Attendance",
                value="present",
                choices=tuple(PRESENCES.items()),
                saves=True,
            ),
            Field(key="guest", label="Guest", hint="Jane Doe for the PTA; not counted"),
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
    happened = () if seen.held else ("called_to_order", "adjourned")
    return record_form(basis, seen, seen=seen, title=called, edit_with=edit_meeting, skip=happened)


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
        add_with=partial(add_item, meeting_id=meeting.id, standing=framework.load_standing()),
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
        names={"next": "next_on", "adjourned": "at"},
        build=build,
        saves="End meeting",
    )


def posted_form(
    basis: FormContext, meeting: Meeting, called: str, now: Callable[[], float]
) -> Form:
    """Return the form that records when the agenda was posted for the public.

    `now` returns the time in seconds since the epoch.
    """

    def build(values: Values, seen: Any) -> Intent:
        intent = partial(post_agenda, meeting_id=meeting.id, today=basis.today)
        return partial(intent, now=int(now()), **values)

    words = posting_words(basis.building, basis.framework, meeting, basis.today)
    return Form(
        title=f"Agenda posted: {called}",
        about=f"{words}." if words else "",
        fields=(
            basis.day("on", "Day", basis.today, required=True),
            typed("at", Time("Time", hint="3:30 PM; blank: now, if it was today")),
        ),
        build=build,
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
