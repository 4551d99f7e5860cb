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
from bltui.domain.model.teams import team_words
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


def owner_ids(action: Action) -> tuple[int, ...]:
    """Return the people who own an action, in order."""
    return (*((action.owner_id,) if action.owner_id is not None else ()), *action.others)


def owner_names(building: Building, action: Action) -> tuple[str, ...]:
    """Return who owns an action: people in order, and the team that owns it together."""
    names = [building.people[n].name for n in owner_ids(action) if n in building.people]
    if action.team:
        names.append(team_words(action.team, building.profile.dlt_label))
    return tuple(names)


def owner_words(building: Building, action: Action) -> str:
    """Return the owners of an action in words, or "" for none. Used wherever they are shown."""
    return ", ".join(owner_names(building, action))


def owned(action: Action) -> bool:
    """Return whether an action has an owner: a person or a team."""
    return bool(owner_ids(action) or action.team)


def promised(building: Building, action: Action) -> str:
    """Format an action with its owner and due date, so that a misread date is visible."""
    day = f"due {show_date(action.due)}" if action.due else ""
    parts = ", ".join(part for part in (owner_words(building, action), day) if part)
    return f"action: {opening(action.text)}{f' ({parts})' if parts else ''}"


def put_action(builder: ChangeBuilder, action: Action) -> int | None:
    """Add an action to the builder and return its id.

    Returns None if the same open action of the same meeting and person exists.
    """
    if action.source:
        for other in active(builder.building.actions):
            same = all(
                getattr(other, name) == getattr(action, name)
                for name in ("source", "owner_id", "others", "team", "due")
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
    return [a for a in open_actions(building) if person_id in owner_ids(a)]


def by_owner(building: Building) -> list[tuple[str, list[Action]]]:
    """Group open actions by owners, in order of names. Actions without an owner come first."""
    held: dict[tuple[Any, ...], list[Action]] = {}
    for action in open_actions(building):
        held.setdefault((action.owner_id, action.others, action.team), []).append(action)
    groups = [(owner_words(building, those[0]), those) for those in held.values()]
    return sorted(groups, key=lambda pair: folded(pair[0]))
