"""Calling a meeting: planning, moving, cancelling it, and its agenda. Intents for `workspace.do`, harmless if done twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bltui.domain.meetings.agenda import Due, length_of, of_meeting, rotation, suggestions
from bltui.domain.meetings.lookup import meeting_of, named, on_that_day, read_clock, read_span, read_team, unlocked
from bltui.domain.model.about import read_about
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Draft, nothing
from bltui.domain.model.dates import show_date
from bltui.domain.model.errors import Refused
from bltui.domain.model.framework_types import Standing
from bltui.domain.model.meetings import ROLES, AgendaItem, ItemKind, Meeting, MeetingKind
from bltui.domain.model.record import live
from bltui.domain.model.text import PROSE, folded
from bltui.domain.team.membership import here

#: Numbers between two points of an agenda, so that one fits between them.
_STEP = 10


def _times(start: str, end: str) -> tuple[str, str]:
    start, end = read_clock(start, "from"), read_clock(end, "to")
    if start and end and end <= start:
        raise Refused(f"The meeting ends at {end}, before it begins at {start}. Mend one of them.", field="to")
    return start, end


def plan_meeting(
    building: Building,
    *,
    on: date,
    team: str = "blt",
    start: str = "",
    end: str = "",
    place: str = "",
    kind: MeetingKind = "meeting",
    purpose: str = "",
    series_id: int | None = None,
) -> Change:
    """Plan a meeting; a team has one on a day."""
    draft = Draft(building)
    team = read_team(team)
    if there := on_that_day(building, team, on):
        return nothing(f"meeting: {named(building, there)} is planned already")
    start, end = _times(start, end)
    meeting = Meeting(
        team=team,
        on=on,
        start=start,
        end=end,
        place=draft.text(place, "place"),
        kind=kind,
        purpose=draft.text(purpose, "purpose"),
        series_id=series_id,
    )
    draft.add("meetings", meeting)
    return draft.change(f"meeting: {named(building, meeting)} planned")


def edit_meeting(building: Building, *, seen: Meeting, **fields: Any) -> Change:
    """Change start, end, place, purpose or norms as they were seen; merges with what others changed meanwhile."""
    unlocked(building, seen.id)
    draft = Draft(building)
    start, end = _times(fields.get("start", seen.start), fields.get("end", seen.end))
    fields |= {key: value for key, value in (("start", start), ("end", end)) if key in fields}
    for field in ("place", "purpose"):
        if field in fields:
            fields[field] = draft.text(fields[field], field)
    if "norms" in fields:
        fields["norms"] = draft.text(fields["norms"], "norms", limit=PROSE, multiline=True)
    if not draft.merge("meetings", seen, **fields):
        return nothing("meeting: unchanged")
    return draft.change(f"meeting: {named(building, seen)} changed")


def move_meeting(building: Building, *, meeting_id: int, to: date, why: str = "") -> Change:
    """Put a planned meeting on another day; the day it was planned for is kept."""
    draft = Draft(building)
    meeting = unlocked(building, meeting_id)
    if meeting.held:
        raise Refused(f"The meeting {named(building, meeting)} was held; it cannot be moved.")
    if (there := on_that_day(building, meeting.team, to)) and there.id != meeting_id:
        raise Refused(f"There is a meeting {named(building, there)} already. Choose another day.", field="to")
    original = meeting.original or meeting.on
    draft.put("meetings", meeting_id, on=to, original=original if original != to else None, why=draft.text(why, "why"))
    change = draft.change(f"meeting: {named(building, meeting)} moved to {show_date(to)}")
    return change if change else nothing("meeting: it is on that day already")


def cancel_meeting(building: Building, *, meeting_id: int, why: str = "") -> Change:
    """Cancel a planned meeting, with the reason; it stays in the list."""
    draft = Draft(building)
    meeting = meeting_of(building, meeting_id)
    if meeting.held:
        raise Refused(f"The meeting {named(building, meeting)} was held; it cannot be cancelled.")
    draft.put("meetings", meeting_id, cancelled=True, why=draft.text(why, "why"))
    change = draft.change(f"meeting: {named(building, meeting)} cancelled")
    return change if change else nothing("meeting: cancelled already")


def prepare(
    building: Building,
    *,
    meeting_id: int,
    standing: Sequence[Standing] = (),
    due: Sequence[Due] = (),
    roles: Sequence[str] = ROLES,
) -> Change:
    """Fill the agenda with what belongs on it, and the open roles with whoever had them longest ago.

    What is there stays; doing it again adds what came up since, above the points that always end an agenda.
    """
    draft = Draft(building)
    meeting = unlocked(building, meeting_id)
    closing = {f"standing:{point.key}" for point in standing if point.last}
    there = of_meeting(building, meeting_id)
    end = next((n for n in range(len(there), 0, -1) if there[n - 1].origin not in closing), 0)
    order = there[end - 1].order if end else 0
    moved = end == len(there)
    for new in suggestions(building, meeting, standing, due):
        if not moved and new.origin in closing:
            order, moved = _put_after(draft, there[end:], order), True
        order += _STEP
        item = AgendaItem(
            meeting_id=meeting_id,
            order=order,
            title=new.title,
            minutes=new.minutes,
            owner_id=new.owner_id if here(building, new.owner_id) else None,
            kind=new.kind,
            about=new.about,
            origin=new.origin,
        )
        draft.add("agenda", item)
    if not moved:
        _put_after(draft, there[end:], order)
    draft.put("meetings", meeting_id, roles=rotation(building, meeting, roles))
    change = draft.change(f"meeting: {named(building, meeting)} prepared")
    return change if change else nothing("meeting: nothing to add to the agenda")


def _put_after(draft: Draft, points: Sequence[AgendaItem], order: int) -> int:
    """Keep points below an order; gives the order of the last."""
    for point in points:
        order = max(order + _STEP, point.order)
        draft.put("agenda", point.id, order=order)
    return order


def _last(building: Building, meeting_id: int) -> int:
    return max((item.order for item in live(building.agenda) if item.meeting_id == meeting_id), default=0)


def send_agenda(building: Building, *, meeting_id: int, on: date) -> Change:
    """Note that the agenda was sent to everybody."""
    draft = Draft(building)
    meeting = unlocked(building, meeting_id)
    if meeting.agenda_on is None:
        draft.put("meetings", meeting_id, agenda_on=on)
    change = draft.change(f"meeting: agenda of {named(building, meeting)} sent")
    return change if change else nothing("meeting: the agenda was sent already")


def remove_meeting(building: Building, *, meeting_id: int) -> Change:
    """Take a meeting off the list that was planned by mistake. One that was held stays."""
    draft = Draft(building)
    meeting = meeting_of(building, meeting_id)
    if meeting.held:
        raise Refused(f"The meeting {named(building, meeting)} was held; its minutes stay.")
    draft.archive("meetings", meeting_id)
    return draft.change(f"meeting: {named(building, meeting)} removed")


def add_item(
    building: Building,
    *,
    meeting_id: int,
    title: str,
    when: str = "",
    minutes: int | None = None,
    owner_id: int | None = None,
    kind: ItemKind = "new",
    about: str = "",
) -> Change:
    """Put a point at the end of the agenda; the same title twice is one point. `when` is a span such as "3:00-3:15pm"."""
    draft = Draft(building)
    unlocked(building, meeting_id)
    title = draft.text(title, "title", blank=False)
    if any(folded(item.title) == folded(title) for item in of_meeting(building, meeting_id)):
        return nothing(f"agenda: “{title}” is there already")
    begins, lasts = _when(when)
    item = AgendaItem(
        meeting_id=meeting_id,
        order=_last(building, meeting_id) + _STEP,
        title=title,
        begins=begins,
        minutes=_minutes(minutes if minutes is not None else lasts),
        owner_id=_owner(building, owner_id),
        kind=kind,
        about=read_about(building, about),
    )
    draft.add("agenda", item)
    return draft.change(f"agenda: {title}")


def _when(when: str) -> tuple[str, int | None]:
    """When a point begins, and how many minutes it lasts if the end is written."""
    begins, until = read_span(when, "when")
    return begins, length_of(begins, until) if until else None


def _minutes(minutes: int | None) -> int | None:
    if minutes is not None and not 0 <= minutes <= 600:
        raise Refused("Minutes of a point are 0 to 600.", field="minutes")
    return minutes


def _owner(building: Building, person_id: int | None) -> int | None:
    if person_id is not None and here(building, person_id) is None:
        raise Refused("That person is not on the list any more. Name somebody else.", field="owner")
    return person_id


def edit_item(building: Building, *, seen: AgendaItem, **fields: Any) -> Change:
    """Change a point (title, when, minutes, owner_id, kind, about, outcome, took, done) as it was seen; merges with others' edits."""
    draft = Draft(building)
    unlocked(building, seen.meeting_id)
    if "title" in fields:
        fields["title"] = draft.text(fields["title"], "title", blank=False)
    if "outcome" in fields:
        fields["outcome"] = draft.text(fields["outcome"], "outcome", limit=PROSE, multiline=True)
    if "about" in fields:
        fields["about"] = read_about(building, fields["about"])
    if "when" in fields:
        fields["begins"], lasts = _when(fields.pop("when"))
        if lasts is not None and fields.get("minutes") is None:
            fields["minutes"] = lasts
    for field in ("minutes", "took"):
        if field in fields:
            fields[field] = _minutes(fields[field])
    if "owner_id" in fields and fields["owner_id"] != seen.owner_id:
        fields["owner_id"] = _owner(building, fields["owner_id"])
    if not draft.merge("agenda", seen, **fields):
        return nothing("agenda: unchanged")
    if fields.get("done") and seen.origin.startswith("parking:"):
        number = int(seen.origin.removeprefix("parking:"))
        if number in building.lines:
            draft.put("lines", number, done=True)
    return draft.change(f"agenda: {fields.get('title', seen.title)} {'done' if fields.get('done') else 'changed'}")


def move_item(building: Building, *, item_id: int, before: int | None) -> Change:
    """Put a point before another one of its meeting; None puts it at the end."""
    draft = Draft(building)
    item = building.agenda.get(item_id)
    if item is None or item.archived:
        raise Refused("This point is no longer on the agenda.")
    unlocked(building, item.meeting_id)
    others = [i for i in of_meeting(building, item.meeting_id) if i.id != item_id]
    at = next((n for n, other in enumerate(others) if other.id == before), len(others))
    for n, other in enumerate([*others[:at], item, *others[at:]], 1):
        draft.put("agenda", other.id, order=n * _STEP)
    change = draft.change(f"agenda: {item.title} moved")
    return change if change else nothing("agenda: it stands there already")


def shift_item(building: Building, *, item_id: int, by: int) -> Change:
    """Put a point one place up (-1) or down (1), counted from where it stands when this is done: presses add up."""
    item = building.agenda.get(item_id)
    if item is None or item.archived:
        raise Refused("This point is no longer on the agenda.")
    order = [i.id for i in of_meeting(building, item.meeting_id)]
    place = order.index(item_id) + by
    if not 0 <= place < len(order):
        return nothing(f"agenda: {item.title} is {'first' if by < 0 else 'last'} already")
    order.remove(item_id)
    return move_item(building, item_id=item_id, before=order[place] if place < len(order) else None)


def remove_item(building: Building, *, item_id: int) -> Change:
    """Take a point off the agenda. What was said during it stays in the minutes."""
    draft = Draft(building)
    item = building.agenda.get(item_id)
    if item is None or item.archived:
        return nothing("agenda: it is off already")
    unlocked(building, item.meeting_id)
    draft.archive("agenda", item_id)
    return draft.change(f"agenda: {item.title} taken off")
