"""The next meeting of the calendar, before anybody has planned it: its agenda and who is expected."""

from __future__ import annotations

from collections.abc import Iterator

from bltui import framework
from bltui.domain.checks import agenda_due
from bltui.domain.meetings.agenda import suggestions
from bltui.domain.meetings.upcoming import record_of
from bltui.domain.meetings.upcoming_meeting import Coming
from bltui.ui.formatting import Bit
from bltui.ui.screens.meeting.rows import here_rows, posting_rows, short
from bltui.ui.state import State
from bltui.ui.widgets.table_layout import Row

PLAN = "P plans this meeting with these items on its agenda. s starts it now."


def agenda_ahead(state: State, ahead: Coming) -> Iterator[Row]:
    """Yield what preparing the meeting would put on its agenda now."""
    meeting = record_of(ahead)
    due = agenda_due.due_at(state.building, state.framework, meeting)
    found = suggestions(state.building, meeting, framework.load_standing(), due)
    if found:
        yield Row(None, (PLAN,), "text", "mark")
    yield from posting_rows(state, meeting)
    for number, item in enumerate(found, 1):
        yield Row(
            None,
            (
                Bit(state.signs.info, "quiet"),
                str(number),
                item.title,
                Bit(short(state, item.owner_id), "quiet"),
                Bit(f"{item.minutes} min" if item.minutes else "", "quiet"),
            ),
        )


def here_ahead(state: State, ahead: Coming) -> list[Row]:
    """Return the people who are expected."""
    return list(here_rows(state, record_of(ahead)))
