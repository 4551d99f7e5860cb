"""The forms for one meeting: move, cancel, or add it, with its conflicts shown before saving."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import msgspec

from bltui.domain.checks import conflicts
from bltui.domain.checks.waivers import waive
from bltui.domain.model.change import Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date, time_range
from bltui.domain.model.meetings import Meeting as MeetingRecord
from bltui.domain.model.record import active
from bltui.domain.model.series import MeetingException, Series, Slot, Where
from bltui.domain.model.text import clean
from bltui.domain.model.waivers import Waiver
from bltui.domain.schedule.conflict import ScheduleConflict
from bltui.domain.schedule.expansion import Meeting
from bltui.domain.schedule.phrase import read_phrase
from bltui.domain.schedule.phrase_dates import Terms
from bltui.domain.schedule.phrase_tokens import Unclear
from bltui.domain.series.occurrence_edits import add_meeting, cancel_meeting, move_meeting
from bltui.domain.series.team_meetings import expand_teams, is_separate, records_by_team
from bltui.ui.cwg_selection import Picture
from bltui.ui.dialogs.cwgs.series_form import conflict_lines
from bltui.ui.dialogs.fields import Field
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import fields_of

# Times are parsed like those of a phrase; the year and the day around them only complete it.
_YEAR = Terms(date(2026, 7, 1), date(2027, 6, 30))
_MONDAYS = read_phrase("mon 8am-9am", _YEAR)
#: The id of an unsaved exception in previews: higher than all others, so that it takes precedence.
_NEW = 10**9


class Clocks(Field, frozen=True, kw_only=True):
    """A start and end time, such as 3:15-4:00 PM; blank: the usual time."""

    value: Any = None
    hint: str = "3:15-4:00 PM; blank: the usual time"

    def to_text(self, value: Any) -> str:
        return time_range(value.start, value.end) if value is not None else ""

    def parse(self, raw: str) -> Slot | None:
        text = clean(raw, self.label.casefold())
        if not text:
            return None
        try:
            reading = read_phrase(f"mon {text}", _YEAR)
        except Unclear as unclear:
            raise UserError(
                f"“{text}” is not a time. Write it as 3:15-4:00 PM.", field=self.key
            ) from unclear
        slot = reading.time
        # The other parts of a phrase are not allowed in a time.
        if (
            slot.start is None
            or msgspec.structs.replace(_MONDAYS, time=slot).series() != reading.series()
        ):
            raise UserError(
                f"“{text}” is not only a time. Write it as 3:15-4:00 PM.", field=self.key
            )
        return slot

    def describe(self, raw: str) -> str:
        try:
            slot = self.parse(raw)
        except UserError:
            return ""
        return f"{slot.start} to {slot.end}" if slot is not None else ""


def _fields(basis: FormContext, day: date | None, room: str, why: str) -> tuple[Field, ...]:
    return (
        basis.day("to", "Day", day, required=True),
        Clocks(key="time", label="Time"),
        Field(key="room", label="Room", value=room, hint="blank: the usual room"),
        Field(key="why", label="Reason", value=why, hint="saved with the meeting, such as snow"),
    )


def move_form(picture: Picture, basis: FormContext, series: Series, meeting: Meeting) -> Form:
    """Return the form that moves one meeting and leaves the others."""

    def build(values: Values, seen: Any) -> Intent:
        slot = values["time"]
        start, end = (slot.start, slot.end) if slot is not None else (None, None)
        room = values["room"] if values["room"] != (meeting.room or "") else None
        return partial(
            move_meeting,
            series_id=series.id,
            day=meeting.original,
            to=values["to"],
            start=start,
            end=end,
            room=room,
            why=values["why"],
        )

    fields = _fields(basis, meeting.date, meeting.room or "", "")
    return Form(
        title=f"Move {picture.short(picture.owner(series))} {show_date(meeting.original)}",
        about=f"It is {show_date(meeting.date)}, {meeting.hours}. The other meetings stay.",
        fields=fields,
        build=build,
        names={"date": "to", "start": "time", "end": "time"},
        reads=lambda raw: {"to": "\n".join(_preview(picture, series, meeting, fields, raw))},
    )


def _preview(
    picture: Picture,
    series: Series,
    meeting: Meeting | None,
    fields: tuple[Field, ...],
    raw: Mapping[str, str],
) -> list[str]:
    """Return lines for the kind of day and the conflicts that the meeting would have there."""
    try:
        values = {
            f.key: f.value if f.to_text(f.value) == raw[f.key] else f.parse(raw[f.key])
            for f in fields
        }
    except UserError:
        return []
    to, table = values["to"], picture.schedule.table
    if to is None or table is None:
        return []
    slot: Slot | None = values["time"]
    where = (
        Where(to, slot.start, slot.end, values["room"]) if slot else Where(to, room=values["room"])
    )
    exception = MeetingException(
        id=_NEW,
        series_id=series.id,
        date=meeting.original if meeting is not None else to,
        do="move" if meeting is not None else "add",
        to=where,
    )
    lines = _day_words(picture, to)
    group = picture.schedule.groups.get(series.cwg_id or 0)
    if group is None:
        return lines
    building = picture.state.building
    exceptions = list(active(building.exceptions))
    records = list(records_by_team(building).get(group.id, ()))
    if meeting is not None and meeting.meeting_id is not None:
        records = [_moved(r, meeting, where) if r.id == meeting.meeting_id else r for r in records]
    else:
        exceptions.append(exception)
    own = [one for one in picture.schedule.series_of(group.id) if not is_separate(one)]
    every, expansions = expand_teams(own, exceptions, {group.id: records}, table)
    changed = picture.schedule.with_group(group, every.values(), expansions)
    here = [
        _on(c, to) for c in conflicts.check(changed, picture.limits, only=group.id) if to in c.dates
    ]
    return [*lines, *conflict_lines(picture, here)]


def _moved(record: MeetingRecord, meeting: Meeting, to: Where) -> MeetingRecord:
    """Return a meeting's record as it would be after the move."""
    start, end = to.start or record.start, to.end or record.end
    return msgspec.structs.replace(
        record, on=to.date, original=meeting.original, start=start, end=end
    )


def _on(clash: ScheduleConflict, day: date) -> ScheduleConflict:
    return msgspec.structs.replace(clash, dates=(day,))


def _day_words(picture: Picture, day: date) -> list[str]:
    found = picture.schedule.day(day)
    if found is None or found.outside:
        return ["outside the school year"]
    kind = {
        "school": "school day",
        "early_release": "early-release day",
        "in_service": "in-service day",
    }.get(found.kind, "")
    if found.weekend:
        kind = "weekend"
    words = kind or "no school"
    letter = f"{found.letter} day, " if found.letter else ""
    return [f"{letter}{words}{f': {found.name}' if found.name else ''}"]


def cancel_form(picture: Picture, series: Series, meeting: Meeting) -> Form:
    """Return the form that cancels one meeting and leaves the others."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(cancel_meeting, series_id=series.id, day=meeting.original, why=values["why"])

    return Form(
        title=f"Cancel {picture.short(picture.owner(series))} {show_date(meeting.date)}",
        about="Cancels only this meeting (X: the whole series). The meeting stays in the list; "
        "press x there to restore it.",
        fields=(Field(key="why", label="Reason", hint="a few words, or blank"),),
        build=build,
        saves="Cancel meeting",
    )


def add_meeting_form(picture: Picture, basis: FormContext, series: Series) -> Form:
    """Return the form for one meeting outside the pattern of a series."""

    def build(values: Values, seen: Any) -> Intent:
        slot = values["time"]
        start, end = (slot.start, slot.end) if slot is not None else (None, None)
        room = values["room"] or None
        return partial(
            add_meeting,
            series_id=series.id,
            day=values["to"],
            start=start,
            end=end,
            room=room,
            why=values["why"],
        )

    fields = _fields(basis, None, "", "")
    return Form(
        title=f"Add a meeting of {picture.short(picture.owner(series))}",
        fields=fields,
        build=build,
        names={"date": "to", "start": "time", "end": "time"},
        reads=lambda raw: {"to": "\n".join(_preview(picture, series, None, fields, raw))},
        saves="Add meeting",
    )


def waive_form(basis: FormContext, clash: ScheduleConflict) -> Form:
    """Return the form that waives a conflict, with the reason."""

    def build(values: Values, seen: Any) -> Intent:
        return partial(waive, rule=clash.rule, key=clash.key, **values)

    return Form(
        title=f"Waive {clash.rule}",
        about=clash.message,
        fields=tuple(fields_of(basis, Waiver(rule=clash.rule, key=clash.key, why=""))),
        build=build,
        saves="Waive",
    )
