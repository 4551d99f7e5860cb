"""The forms for records made at a meeting: a line of the minutes, a communication, an action."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec

from bltui.domain.meetings.actions import add_action, set_status
from bltui.domain.meetings.minutes_edits import add_line, edit_line, promise
from bltui.domain.model import labels
from bltui.domain.model.actions import STATUSES, Action
from bltui.domain.model.change import Intent
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.minutes import LINES, Line, LineKind
from bltui.ui.dialogs.fields import Choice, Field, PersonField, Sentences
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.meeting.owning_fields import meeting_of, owners_of, owning_fields
from bltui.ui.dialogs.record_form import record_form

_WORDS: dict[LineKind, str] = {**LINES, "note": "Note"}


def line_form(meeting: Meeting, kind: LineKind, item_id: int | None, during: str = "") -> Form:
    """Return the form for one line of the minutes; Enter saves it."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(
            add_line, meeting_id=meeting.id, kind=kind, text=values["text"], item_id=item_id
        )

    return Form(
        title=_WORDS[kind],
        about=f"During: {during}" if during else "",
        fields=(Sentences(key="text", label=_WORDS[kind], required=True, hint="enter: save"),),
        build=build,
    )


def told_form(basis: FormContext, meeting: Meeting) -> Form:
    """Return the form for communication with a group or person, and who relays it."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(add_line, meeting_id=meeting.id, **values)

    return Form(
        title="Communication",
        fields=(
            Choice(
                key="kind",
                label="Direction",
                value="to",
                choices=(("to", "to them"), ("from", "from them")),
            ),
            Field(
                key="party",
                label="Party",
                required=True,
                hint=f"such as DLT, {labels.group()} #2, staff",
            ),
            Sentences(key="text", label="Message", required=True),
            PersonField(key="person_id", label="Sent by", people=basis.people()),
        ),
        at="party",
        build=build,
        names={"person": "person_id"},
    )


def edit_line_form(basis: FormContext, seen: Line) -> Form:
    """Return the form that edits a line as it was seen."""
    skip = () if seen.kind in ("to", "from") else ("party", "person_id")
    return record_form(
        basis, seen, seen=seen, title=_WORDS[seen.kind], edit_with=edit_line, skip=skip
    )


def action_form(
    basis: FormContext,
    meeting: Meeting | None,
    item_id: int | None,
    seen: Action | None = None,
    *,
    about: str = "",
) -> Form:
    """Return the form for an action: who does what by its due date.

    `about` is what a new action supports.
    """

    add = partial(promise, meeting_id=meeting.id, item_id=item_id) if meeting else add_action
    form = record_form(basis, Action(text="", about=about), seen=seen, title="Action", add_with=add)
    known = {field.key: field for field in form.fields}
    for field in owning_fields(basis, meeting or meeting_of(basis.building, seen), known):
        form = form.adopting(field)
    save = form.intent
    return msgspec.structs.replace(form, build=lambda values, now: save(owners_of(values), now))


def status_form(basis: FormContext, seen: Action) -> Form:
    """Return the form for an action's status, with a note on the result or why it is dropped."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(
            set_status,
            action_id=seen.id,
            status=values["status"],
            on=basis.today,
            note=values["note"],
        )

    return Form(
        title=f"Action: {seen.text[:50]}",
        fields=(
            Choice(
                key="status", label="Status", value=seen.status, choices=tuple(STATUSES.items())
            ),
            Sentences(
                key="note", label="Note", value=seen.note, hint="the result, or why it was dropped"
            ),
        ),
        build=lambda values, _: build(values, seen),
    )
