"""Actions across meetings, steps, and goals: who does what by which due date.

Intents for `workspace.do` and queries.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from bltui.domain.model import validation_messages
from bltui.domain.model.actions import OPEN, Action, ActionStatus
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.record import active
from bltui.domain.model.text import folded, opening

_DONE: dict[ActionStatus, str] = {
    "open": "open again",
    "doing": "begun",
    "done": "done",
    "dropped": "dropped",
}


def add_action(building: Building, **fields: Any) -> Change:
    """Add an action. Fields as in `Action`.

    The owner and the due date may be added later (ACT-01, ACT-02).
    """
    builder, action = ChangeBuilder(building), Action(**fields)
    put_action(builder, action)
    change = builder.change(promised(building, action))
    return change if change else no_change("action: already added")


def promised(building: Building, action: Action) -> str:
    """Format an action with its owner and due date, so that a misread date is visible."""
    person = building.people.get(action.owner_id) if action.owner_id is not None else None
    day = f"by {show_date(action.due)}" if action.due else ""
    parts = ", ".join(part for part in (person.name if person else "", day) if part)
    return f"action: {opening(action.text)}{f' ({parts})' if parts else ''}"


def put_action(builder: ChangeBuilder, action: Action) -> int | None:
    """Add an action to the builder and return its id.

    Returns None if the same open action of the same meeting and person exists.
    """
    if action.source:
        for other in active(builder.building.actions):
            same = (other.source, other.owner_id, other.due) == (
                action.source,
                action.owner_id,
                action.due,
            )
            if same and other.status in OPEN and folded(other.text) == folded(action.text):
                return None
    return builder.add("actions", action)


def set_status(
    building: Building, *, action_id: int, status: ActionStatus, on: date, note: str = ""
) -> Change:
    """Begin, finish, drop, or reopen an action, with an optional note."""
    builder = ChangeBuilder(building)
    action = building.actions.get(action_id)
    if action is None or action.archived:
        raise UserError(validation_messages.gone("action"))
    fields: dict[str, Any] = {} if action.status == status else {"status": status}
    if fields:
        fields["done_on"] = on if status in ("done", "dropped") else None
    if note.strip():
        fields["note"] = note
    if not builder.put("actions", action_id, **fields):
        return no_change(f"action #{action_id}: already {_DONE[status]}")
    return builder.change(
        f"action #{action_id}: {_DONE[status] if 'status' in fields else 'note changed'}"
    )


def by_urgency(actions: Iterable[Action]) -> list[Action]:
    """Sort actions by due date. Those without a due date come last."""
    return sorted(actions, key=lambda a: (a.due or date.max, a.id))


def open_actions(building: Building) -> list[Action]:
    """Return all open actions, sorted by due date."""
    return by_urgency(a for a in active(building.actions) if a.status in OPEN)


def overdue(building: Building, today: date) -> list[Action]:
    """Return open actions whose due date has passed."""
    return [a for a in open_actions(building) if a.due is not None and a.due < today]


def mine(building: Building, person_id: int) -> list[Action]:
    """Return one person's open actions."""
    return [a for a in open_actions(building) if a.owner_id == person_id]


def by_owner(building: Building) -> list[tuple[int | None, list[Action]]]:
    """Group open actions by owner, in order of names. Actions without an owner come first."""
    held: dict[int | None, list[Action]] = {}
    for action in open_actions(building):
        held.setdefault(action.owner_id, []).append(action)

    def name(person_id: int | None) -> str:
        person = building.people.get(person_id) if person_id is not None else None
        return folded(person.name) if person else ""

    return sorted(held.items(), key=lambda pair: (name(pair[0]), pair[0] or 0))
