"""Plan, move, and cancel meetings, and edit their agendas.

Intents for `workspace.do`. Repeating one is a no-op.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from bltui.domain.meetings.agenda import (
    Due,
    Suggested,
    comes_first,
    length_of,
    of_meeting,
    rotation,
    suggestions,
)
from bltui.domain.meetings.lookup import meeting_of, named, on_that_day, unlocked
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.framework_types import Standing
from bltui.domain.model.meetings import ROLES, AgendaItem, Meeting
from bltui.domain.model.teams import read_team, team_words
from bltui.domain.model.text import folded
from bltui.domain.model.times import read_span
from bltui.domain.series import record_edits
from bltui.domain.series.record_edits import absorb, meetings_on, touch
from bltui.domain.team.membership import here

#: Distance between the order of two agenda items, so that another one fits in between.
_STEP = 10
#: Distance before the closing items. Items added later fit in without changing those, so that one
#: addition can be undone after another.
_ROOM = 1000
#: The fields that feeds show.
_FED = {"start", "end", "place"}


def plan_meeting(building: Building, *, on: date, team: str = "blt", **fields: Any) -> Change:
    """Plan a meeting, at most one per team and day. `fields` are those of `Meeting`.

    On a day of the team's series this is that meeting: it has the time and place of the series
    where `fields` have none, and keeps what was decided about it. Raises UserError if the meeting
    of that day was canceled or moved to another day.
    """
    builder = ChangeBuilder(building)
    team = read_team(team)  # normalized for the lookup below
    if there := on_that_day(building, team, on):
        return no_change(f"meeting: {named(building, there)} is already planned")
    usual = occurrence(building, builder, team, on)
    meeting = Meeting(team=team, on=on, **{**usual, **fields})
    builder.add("meetings", meeting)
    if any(usual.get(name) != value for name, value in fields.items() if name in _FED):
        touch(builder, meeting.series_id)
    return builder.change(f"meeting: {named(building, meeting)} planned")


def occurrence(building: Building, builder: ChangeBuilder, team: str, on: date) -> dict[str, Any]:
    """Return the fields of a new record for the meeting of a team's series on a day.

    Returns no fields if the series has no meeting then. Removes the meeting's exceptions. Raises
    UserError if it was canceled or moved to another day.
    """
    found = list(meetings_on(building, team, on))
    taken = next((m for m in found if m.date == on and m.takes_place), None)
    if taken is None:
        for gone in found:
            name = f"{team_words(team, building.profile.dlt_label)} {show_date(on)}"
            if gone.date == on:
                raise UserError(
                    f"The meeting {name} is canceled. Restore it, or choose another day.",
                    field="on",
                )
            if gone.meeting_id is not None:
                continue  # its record says which one it is, so this is another meeting
            raise UserError(
                f"The meeting {name} was moved to {show_date(gone.date)}. Choose that day, or "
                "restore the meeting.",
                field="on",
            )
        return {}
    day_id = absorb(builder, taken)
    return {
        "series_id": taken.series_id if taken.series_id > 0 else None,
        "start": taken.begins,
        "end": taken.ends,
        "place": taken.room or "",
        "original": taken.original if taken.original != on else None,
        "why": (taken.reason or "") if taken.original != on else "",
        "day_id": day_id,
        "held": taken.state == "held",
        "ended": taken.state == "held",
    }


def edit_meeting(building: Building, *, seen: Meeting, **fields: Any) -> Change:
    """Change the start, end, place, purpose, or norms of a meeting.

    Merges with concurrent changes since `seen`.
    """
    unlocked(building, seen.id)
    builder = ChangeBuilder(building)
    if not builder.merge("meetings", seen, **fields):
        return no_change("meeting: unchanged")
    if _FED & fields.keys():
        touch(builder, seen.series_id)
    return builder.change(f"meeting: {named(building, seen)} changed")


def move_meeting(building: Building, *, meeting_id: int, to: date, why: str = "") -> Change:
    """Move a planned meeting to another day and keep its original day.

    Raises UserError if it was held, or the team has a meeting on that day.
    """
    return record_edits.move(building, unlocked(building, meeting_id), to=to, why=why)


def cancel_meeting(building: Building, *, meeting_id: int, why: str = "") -> Change:
    """Cancel a planned meeting with a reason. Raises UserError if it was held."""
    return record_edits.cancel(building, meeting_of(building, meeting_id), why=why)


def restore_meeting(building: Building, *, meeting_id: int) -> Change:
    """Return a moved or canceled meeting to its original day.

    Raises UserError if it was held or is as planned.
    """
    return record_edits.restore(building, meeting_of(building, meeting_id))


def prepare(
    building: Building,
    *,
    meeting_id: int,
    standing: Sequence[Standing] = (),
    due: Sequence[Due] = (),
    roles: Sequence[str] = ROLES,
) -> Change:
    """Add suggested items to the agenda and assign open roles.

    Existing items stay. New ones come before the closing items; standing items and what earlier
    meetings left open come before those that the team added itself.
    """
    builder = ChangeBuilder(building)
    meeting = unlocked(building, meeting_id)
    _fill(builder, meeting, standing, due, roles)
    change = builder.change(f"meeting: {named(building, meeting)} prepared")
    return change if change else no_change("meeting: nothing to add to the agenda")


def plan_prepared(
    building: Building,
    *,
    on: date,
    team: str = "blt",
    standing: Sequence[Standing] = (),
    due: Sequence[Due] = (),
    roles: Sequence[str] = ROLES,
) -> Change:
    """Plan the meeting of a team's series on a day, and prepare it in the same change.

    A meeting that is planned already is only prepared. Raises UserError as `plan_meeting` does.
    """
    team = read_team(team)
    if there := on_that_day(building, team, on):
        return prepare(building, meeting_id=there.id, standing=standing, due=due, roles=roles)
    builder = ChangeBuilder(building)
    fields = occurrence(building, builder, team, on)
    meeting = builder.new("meetings", Meeting(team=team, on=on, **fields))
    _fill(builder, meeting, standing, due, roles)
    return builder.change(f"meeting: {named(building, meeting)} planned and prepared")


def _fill(
    builder: ChangeBuilder,
    meeting: Meeting,
    standing: Sequence[Standing],
    due: Sequence[Due],
    roles: Sequence[str],
) -> None:
    """Add the suggested items to a meeting's agenda, and assign its open roles."""
    building = builder.building
    new = suggestions(building, meeting, standing, due)
    there = of_meeting(building, meeting.id)
    ends, end = _closing(standing), _end(there, standing)
    start = next((n for n, item in enumerate(there[:end]) if not comes_first(item.origin)), end)
    first = [s for s in new if s.first]
    last = [s for s in new if s.origin in ends]
    others = [s for s in new if not s.first and s.origin not in ends]
    every: tuple[AgendaItem | Suggested, ...] = (
        *there[:start],
        *first,
        *there[start:end],
        *others,
        *there[end:],
        *last,
    )
    order = 0
    for one in every if new else ():
        if isinstance(one, AgendaItem):
            order = one.order if one.order > order else order + _STEP
            builder.put("agenda", one.id, order=order)
            continue
        order += _ROOM if last and one is last[0] else _STEP
        item = AgendaItem(
            meeting_id=meeting.id,
            order=order,
            title=one.title,
            minutes=one.minutes,
            owner_id=one.owner_id if here(building, one.owner_id) else None,
            kind=one.kind,
            about=one.about,
            protocol=one.protocol,
            origin=one.origin,
            intent=one.intent,
            preparation=one.preparation,
        )
        builder.add("agenda", item)
    builder.put("meetings", meeting.id, roles=rotation(building, meeting, roles))


def _closing(standing: Sequence[Standing]) -> set[str]:
    """Return the origins of the items that close every agenda."""
    return {f"standing:{point.key}" for point in standing if point.last}


def _end(items: Sequence[AgendaItem], standing: Sequence[Standing]) -> int:
    """Return the position of the first closing item, or the number of items without one."""
    ends = _closing(standing)
    return next((n for n in range(len(items), 0, -1) if items[n - 1].origin not in ends), 0)


def send_agenda(building: Building, *, meeting_id: int, on: date) -> Change:
    """Mark the agenda as sent to everyone."""
    builder = ChangeBuilder(building)
    meeting = unlocked(building, meeting_id)
    if meeting.agenda_on is None:
        builder.put("meetings", meeting_id, agenda_on=on)
    change = builder.change(f"meeting: agenda of {named(building, meeting)} sent")
    return change if change else no_change("meeting: the agenda was already sent")


def remove_meeting(building: Building, *, meeting_id: int) -> Change:
    """Remove a meeting planned by mistake. Raises UserError if it was held."""
    builder = ChangeBuilder(building)
    meeting = meeting_of(building, meeting_id)
    if meeting.held:
        raise UserError(
            f"The meeting {named(building, meeting)} was held and cannot be removed. Its minutes are kept."
        )
    builder.archive("meetings", meeting_id)
    touch(builder, meeting.series_id)
    if meeting.series_id is not None and (meeting.cancelled or meeting.original is not None):
        builder.note("It takes place as its series has it again. Cancel it if it should not.")
    return builder.change(f"meeting: {named(building, meeting)} removed")


def add_item(
    building: Building,
    *,
    meeting_id: int,
    title: str,
    when: str = "",
    standing: Sequence[Standing] = (),
    **fields: Any,
) -> Change:
    """Add an item at the end of the agenda, before its closing items. No-op if it is there.

    `when` is a time range such as "3:00-3:15pm". Other fields are those of `AgendaItem`.
    """
    builder = ChangeBuilder(building)
    unlocked(building, meeting_id)
    there = of_meeting(building, meeting_id)
    if any(folded(item.title) == folded(title) for item in there):
        return no_change(f"agenda: “{title}” is already there")
    begins, lasts = _when(when)
    if fields.get("minutes") is None:
        fields["minutes"] = lasts
    end = _end(there, standing)
    before = there[end - 1].order if end else 0
    order = before + _STEP
    if there[end:] and order >= there[end].order > before + 1:
        order = (before + there[end].order) // 2
    item = AgendaItem(meeting_id=meeting_id, order=order, title=title, begins=begins, **fields)
    builder.add("agenda", item)
    for closing in there[end:]:
        order = closing.order if closing.order > order else order + _STEP
        builder.put("agenda", closing.id, order=order)
    return builder.change(f"agenda: {title}")


def _when(when: str) -> tuple[str, int | None]:
    """Parse a time range into the start and the minutes, or None without an end."""
    if not when.strip():
        return "", None
    begins, until = read_span(when, "when")
    return begins, length_of(begins, until) if until else None


def edit_item(building: Building, *, seen: AgendaItem, **fields: Any) -> Change:
    """Change an agenda item and merge with concurrent changes since `seen`.

    Fields: title, when, minutes, owner_id, intent, preparation, kind, about, protocol, outcome,
    took, done.
    """
    builder = ChangeBuilder(building)
    meeting = unlocked(building, seen.meeting_id)
    if "when" in fields:
        fields["begins"], lasts = _when(fields.pop("when"))
        if lasts is not None and fields.get("minutes") is None:
            fields["minutes"] = lasts
    if not builder.merge("agenda", seen, **fields):
        return no_change("agenda: unchanged")
    kept, protocol = meeting.clock, fields.get("protocol", seen.protocol)
    if kept is not None and kept.item_id == seen.id and kept.turns and protocol != seen.protocol:
        # Another protocol begins with its first turn.
        builder.put("meetings", meeting.id, clock=msgspec.structs.replace(kept, turns=0))
    if fields.get("done") and seen.origin.startswith("parking:"):
        number = int(seen.origin.removeprefix("parking:"))
        if number in building.lines:
            builder.put("lines", number, done=True)
    return builder.change(
        f"agenda: {fields.get('title', seen.title)} {'done' if fields.get('done') else 'changed'}"
    )


def move_item(building: Building, *, item_id: int, before: int | None) -> Change:
    """Move an agenda item before another one, or to the end if `before` is None."""
    builder = ChangeBuilder(building)
    item = building.agenda.get(item_id)
    if item is None or item.archived:
        raise UserError("This agenda item was removed. Choose another one.")
    unlocked(building, item.meeting_id)
    others = [i for i in of_meeting(building, item.meeting_id) if i.id != item_id]
    at = next((n for n, other in enumerate(others) if other.id == before), len(others))
    for n, other in enumerate([*others[:at], item, *others[at:]], 1):
        builder.put("agenda", other.id, order=n * _STEP)
    change = builder.change(f"agenda: {item.title} moved")
    return change if change else no_change("agenda: already in that place")


def shift_item(building: Building, *, item_id: int, by: int) -> Change:
    """Move an agenda item up (-1) or down (1) from its current position.

    Repeated key presses add up.
    """
    item = building.agenda.get(item_id)
    if item is None or item.archived:
        raise UserError("This agenda item was removed. Choose another one.")
    order = [i.id for i in of_meeting(building, item.meeting_id)]
    place = order.index(item_id) + by
    if not 0 <= place < len(order):
        return no_change(f"agenda: {item.title} is {'first' if by < 0 else 'last'} already")
    order.remove(item_id)
    return move_item(building, item_id=item_id, before=order[place] if place < len(order) else None)
