"""A colleague who works in the same building, for tests with two programs.

colleague.py FILE SEED: adds, edits, removes and undoes at random until its input is closed, then
exits with 0.
"""

from __future__ import annotations

import random
import select
import sys
from datetime import date
from functools import partial

from bltui.domain.feedback.edits import say
from bltui.domain.groups.edits import add_group, remove_group
from bltui.domain.meetings.actions import add_action
from bltui.domain.meetings.minutes_edits import add_line, remove_from
from bltui.domain.meetings.planning import add_item
from bltui.domain.model import editing
from bltui.domain.model.change import Change, Intent, no_change
from bltui.domain.model.editing import remove
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active
from bltui.domain.plan.edits import add_district_goal
from bltui.domain.team.seat_edits import add_member, remove_seat
from bltui.domain.team.staff_edits import add_person
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.store.errors import StoreError
from bltui.workspace import Workspace

TODAY = date(2026, 11, 23)
NAME = "colleague"


def intent(dice: random.Random, space: Workspace) -> Intent:
    """Return a random intent that is possible now."""
    building, mark = space.building, f"{dice.randrange(10**6):06}"

    def one(table: str) -> int:
        found = [record.id for record in active(getattr(building, table))]
        return dice.choice(found) if found else 0

    meeting = one("meetings")
    person = building.people.get(one("people"))
    choices = [
        partial(add_person, name=f"Kim {mark}", title="Grade 2 teacher"),
        partial(editing.edit, today=TODAY, seen=person, title=f"Room {mark}")
        if person
        else partial(_idle),
        partial(add_member, name=f"Lee {mark}", role="Grade 3 teacher"),
        partial(remove_seat, seat_id=one("seats")),
        partial(say, text=f"more time for {mark}", on=TODAY, source="teacher"),
        partial(remove, table="feedback", number=one("feedback")),
        partial(add_item, meeting_id=meeting, title=f"Point {mark}", minutes=5),
        partial(remove_from, table="agenda", number=one("agenda")),
        partial(add_line, meeting_id=meeting, kind="note", text=f"note {mark}"),
        partial(remove_from, table="lines", number=one("lines")),
        partial(add_action, text=f"send {mark}"),
        partial(remove, table="actions", number=one("actions")),
        partial(add_group, name=f"Group {mark}"),
        partial(remove_group, cwg_id=one("cwgs")),
        partial(add_district_goal, text=f"Reading {mark}"),
        partial(
            remove, table=dice.choice(["goals", "strategies", "indicators"]), number=one("goals")
        ),
    ]
    return dice.choice(choices)


def _idle(_: object) -> Change:
    return no_change("nobody is left")


def main(path: str, seed: str) -> int:
    dice = random.Random(seed)
    space = Workspace(BuildingFile(path, Author(NAME, 1001)), today=lambda _: TODAY)
    while not select.select([sys.stdin], [], [], dice.choice([0.0, 0.05, 0.3, 0.8]))[0]:
        try:
            if dice.random() < 0.4:
                space.undo()
            else:
                space.do(intent(dice, space))
        except (UserError, StoreError):
            space.refresh()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
