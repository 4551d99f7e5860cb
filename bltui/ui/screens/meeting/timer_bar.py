"""The line below the agenda: elapsed time of the current agenda item or turn, and of the meeting."""

from __future__ import annotations

from collections.abc import Sequence

from bltui.domain.meetings.agenda import length, of_meeting
from bltui.domain.meetings.turns import TurnNow, turn_words
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
    turn: TurnNow | None = None,
) -> tuple[Sequence[Bit], ...]:
    """Return its left and right half.

    `gone` is the elapsed time of the agenda item in seconds; `stopped` is whether it is paused;
    `turn` is the turn of its protocol.
    """
    if meeting is None or point is None:
        return ([Bit(" s: start" if meeting is not None and not meeting.held else " ", "quiet")],)
    done = sum((item.took or 0) * 60 for item in of_meeting(building, meeting.id) if item.done)
    has = length(meeting)
    whole = f"{minutes_seconds(done + gone)}{f' of {minutes_seconds(has * 60)}' if has else ''} "
    after = "turn" if turn is not None and turn.turn is not None else "item"
    stands = (
        Bit("  paused  F7: resume", "recommended")
        if stopped
        else Bit(f"  F7: pause  F8: next {after}", "quiet")
    )
    if turn is None:
        return [*_item(point, gone), stands], [Bit(whole, "quiet")]
    # A turn needs the whole line on a narrow screen, so the meeting's time comes last.
    return ([*_turn(building, point, turn, gone), stands, Bit(f"  {whole}", "quiet")],)


def _item(point: AgendaItem, gone: int) -> list[Bit]:
    """Return the time of an agenda item, with its planned minutes."""
    return _time("  ", gone, point.minutes or 0)


def _turn(building: Building, point: AgendaItem, now: TurnNow, gone: int) -> list[Bit]:
    """Return the turn of an agenda item: who speaks, and how long."""
    words = turn_words(building, point, now)
    if now.turn is None:
        planned = point.minutes or now.protocol.minutes
        return [Bit(f"  {words}", "done"), *_time(" · ", gone, planned)]
    return [Bit(f"  {words}", "strong"), *_time(" · ", now.seconds, now.turn.minutes)]


def _time(before: str, gone: int, minutes: int) -> list[Bit]:
    """Return a time with its limit in minutes; 0 is none. More is said in words, too."""
    over = bool(minutes) and gone > minutes * 60
    of = f" of {minutes_seconds(minutes * 60)}" if minutes else ""
    return [
        Bit(f"{before}{minutes_seconds(gone)}{of}", "required" if over else "mark"),
        Bit(" over" if over else "", "required"),
    ]
