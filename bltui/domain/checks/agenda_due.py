"""What the year's work puts on a meeting's agenda: steps that are due or late, and the next
training.
"""

from __future__ import annotations

from datetime import timedelta

from bltui.domain.meetings.agenda import Due
from bltui.domain.model.building import Building
from bltui.domain.model.dates import show_date
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.record import active
from bltui.domain.steps import boards, current_state

#: Days after a meeting within which a step's due day is spoken about there: until about the next
#: meeting but one.
AHEAD = 31


def due_at(building: Building, framework: Framework, meeting: Meeting) -> tuple[Due, ...]:
    """The points for the BLT's agenda, the longest due first; nothing for other teams."""
    if meeting.team != "blt":
        return ()
    found: list[Due] = []
    if any(active(building.steps)):
        # A building that keeps no steps need not load them.
        year = current_state.working_year(building, meeting.on)
        cards = [
            (card.due, card)
            for card in boards.board(building, framework, year, meeting.on).cards
            if card.due
            and card.due <= meeting.on + timedelta(AHEAD)
            and card.status not in ("done", "not_applicable")
        ]
        for day, card in sorted(cards, key=lambda pair: (pair[0], pair[1].step)):
            found.append(
                Due(f"step:{card.step}", f"Step {card.step} is due {show_date(day)}: {card.title}")
            )
    trainings = [training for training in active(building.trainings) if training.on >= meeting.on]
    if trainings:
        coming = min(trainings, key=lambda t: (t.on, t.id))
        title = f": {coming.title}" if coming.title else ""
        found.append(Due(f"training:{coming.id}", f"BLT training on {show_date(coming.on)}{title}"))
    return tuple(found)
