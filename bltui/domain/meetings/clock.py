"""The clock of a meeting: which agenda item is running, and since when.

It is stored in the building file so that all terminals show the same. Times are whole seconds since
the epoch (UTC).
"""

from __future__ import annotations

import msgspec

from bltui.domain.meetings.agenda import of_meeting
from bltui.domain.meetings.lookup import unlocked
from bltui.domain.meetings.planning import edit_item
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.meetings import AgendaItem, Clock, Meeting

#: Maximum minutes of an agenda item. More means that the clock was forgotten.
LONGEST = 600


def current(building: Building, meeting_id: int) -> AgendaItem | None:
    """Return the running agenda item, else the first one that is not done."""
    left = [item for item in of_meeting(building, meeting_id) if not item.done]
    meeting = building.meetings.get(meeting_id)
    clock = meeting.clock if meeting is not None else None
    chosen = next((item for item in left if clock is not None and item.id == clock.item_id), None)
    return chosen or (left[0] if left else None)


def seconds(clock: Clock, now: float) -> int:
    """Return the seconds spent on an item without pauses. Never negative, even if clocks differ."""
    return clock.spent + (max(0, int(now) - clock.since) if clock.since is not None else 0)


def take_up(
    building: Building, *, item_id: int, now: int, spent: int = 0, stands: bool = False
) -> Change:
    """Start the clock on an item that has taken `spent` seconds. With `stands` it is paused.

    Raises UserError if the item is gone or done, or the meeting is not running.
    """
    builder = ChangeBuilder(building)
    item, meeting = open_item(building, item_id)
    kept = meeting.clock if meeting.clock is not None and meeting.clock.item_id == item_id else None
    if kept is not None and (kept.since is None) == stands:
        return no_change(f"agenda: {item.title} is already {'paused' if stands else 'running'}")
    clock = Clock(
        item_id=item_id,
        since=None if stands else now,
        spent=max(0, spent),
        turns=kept.turns if kept is not None else 0,
        turn_at=min(kept.turn_at, max(0, spent)) if kept is not None else 0,
    )
    builder.put("meetings", meeting.id, clock=clock)
    return builder.change(
        f"agenda: {item.title} {'paused' if stands else 'resumed' if kept else 'started'}"
    )


def open_item(building: Building, item_id: int) -> tuple[AgendaItem, Meeting]:
    """Return an item that can have the clock, and its meeting.

    Raises UserError if the item is gone or done, or the meeting is not running.
    """
    item = building.agenda.get(item_id)
    if item is None or item.archived:
        raise UserError("This agenda item was removed. Choose another one.")
    meeting = unlocked(building, item.meeting_id)
    if not meeting.held or meeting.ended:
        raise UserError("The clock runs only during a meeting. Start the meeting first.")
    if item.done:
        raise UserError(f"“{item.title}” is done. Uncheck it to discuss it again.")
    return item, meeting


def close(building: Building, *, item_id: int, now: int, spent: int) -> Change:
    """Mark an item as done with its minutes, and start the clock on the next open item.

    `spent` is in seconds and is used if the file has no clock for this item. Raises UserError if
    the item is gone.
    """
    item = building.agenda.get(item_id)
    if item is None or item.archived:
        raise UserError("This agenda item was removed. Choose another one.")
    if item.done:
        return no_change(f"agenda: {item.title} is already done")
    meeting = unlocked(building, item.meeting_id)
    kept = meeting.clock if meeting.clock is not None and meeting.clock.item_id == item_id else None
    took = min(LONGEST, max(1, round((seconds(kept, now) if kept is not None else spent) / 60)))
    done = edit_item(building, seen=item, done=True, took=took)
    builder = ChangeBuilder(building)
    following = next(
        (i for i in of_meeting(building, meeting.id) if not i.done and i.id != item_id), None
    )
    builder.put(
        "meetings",
        meeting.id,
        clock=Clock(item_id=following.id, since=now) if following is not None else None,
    )
    return msgspec.structs.replace(done, edits=(*done.edits, *builder.change("").edits))


def stop(building: Building, meeting: Meeting, at: int) -> Change:
    """Stop the clock at the end of a meeting (`at` in seconds) and mark its item as done.

    An item with less than half a minute stays open. If the clock ran for more than `LONGEST`
    minutes, it was forgotten: the item is done without minutes.
    """
    kept = meeting.clock
    item = building.agenda.get(kept.item_id) if kept is not None else None
    if kept is None or item is None or item.archived or item.done:
        return no_change("agenda: the clock is not running")
    took = round(seconds(kept, at) / 60)
    if took == 0:
        return no_change(f"agenda: {item.title} was not started")
    return edit_item(building, seen=item, done=True, took=took if took <= LONGEST else None)
