"""Suggest agenda items: what earlier meetings left open, steps that are due, the next training."""

from __future__ import annotations

from datetime import timedelta

from bltui.domain.meetings.agenda import Due
from bltui.domain.meetings.carried import carried_over
from bltui.domain.meetings.posting import comment_due
from bltui.domain.model import formats, labels
from bltui.domain.model.building import Building
from bltui.domain.model.formats import show_date
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.record import active
from bltui.domain.steps import boards, current_state

#: Days after a meeting within which due steps are put on its agenda.
AHEAD = 31


@formats.paper()
def due_at(building: Building, framework: Framework, meeting: Meeting) -> tuple[Due, ...]:
    """Return what the team's earlier meetings left open; for the BLT, due work, earliest first.

    Their titles are kept in the file, so they are written as on paper.
    """
    found = list(carried_over(building, framework, meeting))
    found += comment_due(building, framework, meeting, found)
    if meeting.team != "blt":
        return tuple(found)
    if any(active(building.steps)):
        # Skip loading boards if the building has no steps.
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
        found.append(
            Due(
                f"training:{coming.id}",
                f"{labels.team()} training on {show_date(coming.on)}{title}",
            )
        )
    return tuple(found)
