"""The line below the agenda: elapsed time of the current agenda item and of the meeting."""

from __future__ import annotations

from collections.abc import Sequence

from bltui.domain.meetings.agenda import length, of_meeting
from bltui.domain.model.building import Building
from bltui.domain.model.meetings import AgendaItem, Meeting
from bltui.ui.formatting import Bit


def minutes_seconds(seconds: int) -> str:
    """Return a duration as a clock shows it, such as 09:40."""
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def clock_line(
    building: Building,
    meeting: Meeting | None,
    point: AgendaItem | None,
    gone: int,
    *,
    stopped: bool,
) -> tuple[Sequence[Bit], ...]:
    """Return its left and right half.

    `gone` is the elapsed time of the agenda item in seconds; `stopped` is whether it is paused.
    """
    if meeting is None or point is None:
        return ([Bit(" s: start" if meeting is not None and not meeting.held else " ", "quiet")],)
    planned = (point.minutes or 0) * 60
    over = bool(planned) and gone > planned
    of = f" of {minutes_seconds(planned)}" if planned else ""
    done = sum((item.took or 0) * 60 for item in of_meeting(building, meeting.id) if item.done)
    has = length(meeting)
    whole = f"{minutes_seconds(done + gone)}{f' of {minutes_seconds(has * 60)}' if has else ''} "
    stands = (
        Bit("  paused  F7: resume", "recommended")
        if stopped
        else Bit("  F7: pause  F8: next item", "quiet")
    )
    words = [
        Bit(f"  {minutes_seconds(gone)}{of}", "required" if over else "mark"),
        Bit(" over" if over else "", "required"),
        stands,
    ]
    return words, [Bit(whole, "quiet")]
