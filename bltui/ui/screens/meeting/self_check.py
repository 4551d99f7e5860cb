"""A meeting's self-check in the Meeting view: its row below the notes, and its form."""

from __future__ import annotations

from bltui.domain.meetings.self_check_results import checked
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.scores import counted
from bltui.ui.formatting import Bit
from bltui.ui.state import State
from bltui.ui.widgets.table_layout import Row

#: The prefix of a self-check's row id, followed by the number of its meeting.
CHECK = "check"


def check_row(state: State, meeting: Meeting) -> Row | None:
    """Return every average with its count, and what to do if one is low.

    Returns None if nobody answered.
    """
    found = checked(state.building, state.framework, meeting.id)
    if found is None:
        return None
    bits = [Bit(f"self-check, {counted(found.answers)}: ")]
    if found.mean is None:
        bits.append(Bit(f"averages appear once there are {found.few} answers", "quiet"))
    for number, scored in enumerate(found.statements if found.mean is not None else ()):
        mean = "–" if scored.mean is None else f"{scored.mean:.2f}"
        bits.append(Bit(f"{', ' if number else ''}{scored.short} "))
        bits.append(Bit(mean, "required" if scored.low else "strong"))
        bits.append(Bit(f" ({scored.answers})", "quiet"))
    if found.asks_action:
        bits.append(Bit(f"  below {found.limit:g}  enter: add an action", "recommended"))
    elif found.low:
        bits.append(Bit(f"  action: {'; '.join(found.actions)}", "done"))
    return Row(f"{CHECK}/{meeting.id}", (Bit(""), Bit("check", "mark"), tuple(bits), Bit("")))


def check_words(state: State, meeting: Meeting, *, after: bool) -> tuple[Bit, ...]:
    """Return the average with its count for the list of meetings, after other words or alone.

    Empty if nobody answered.
    """
    found = checked(state.building, state.framework, meeting.id)
    if found is None:
        return ()
    mean = f"{found.mean:.2f} " if found.mean is not None else ""
    gap = "  " if after else ""
    return (
        Bit(
            f"{gap}self-check {mean}({found.answers})", "required" if found.asks_action else "quiet"
        ),
    )


def answered(state: State, meeting: Meeting) -> int:
    """Return the number of answers so far."""
    found = checked(state.building, state.framework, meeting.id)
    return found.answers if found is not None else 0


def wants_action(state: State, meeting: Meeting) -> bool:
    """Return whether the self-check is low and the meeting has no action about it."""
    found = checked(state.building, state.framework, meeting.id)
    return found is not None and found.asks_action
