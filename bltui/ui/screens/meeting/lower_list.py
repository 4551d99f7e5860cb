"""The lists that share the lower half of the Meeting view."""

from __future__ import annotations

from bltui.domain.model.meetings import Meeting
from bltui.ui.screens.meeting import process_rows, rows
from bltui.ui.state import State
from bltui.ui.widgets.table_layout import Row

#: The lists in the order of `v`: columns, title, what an empty one says.
LOWER = {
    "said": (
        rows.SAID,
        "Notes and decisions",
        "No notes yet. Press n for a note, d for a decision, t for an action, or l for the parking lot.",
    ),
    "process": (
        process_rows.PROCESS,
        "Process of the group",
        "Press o for a step, R for a result, or X for the stop sign.",
    ),
    "open": (
        rows.ACTIONS,
        "Actions and parking lot",
        "No open actions, nothing parked. Press t to add an action, or l to park a topic.",
    ),
    "meetings": (rows.MEETINGS, "Meetings", "No meetings yet. Press p to plan one."),
}


def lists_of(state: State, meeting: Meeting | None) -> list[str]:
    """Return the names of the lists in order; only a group's meeting has a process."""
    return [n for n in LOWER if n != "process" or process_rows.has_process(state, meeting)]


def lower_rows(name: str, state: State, meeting: Meeting | None) -> list[Row]:
    """The rows of one of these lists."""
    if name == "process":
        return list(process_rows.process_rows(state, meeting)) if meeting is not None else []
    if name == "open":
        return rows.action_rows(state, meeting.team if meeting is not None else "blt")
    if name == "meetings":
        return rows.meeting_rows(state)
    return rows.said_rows(state, meeting) if meeting is not None else []
