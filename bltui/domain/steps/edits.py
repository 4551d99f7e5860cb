"""Edit steps: status, owner, due date, checklist, and note. Intents for `workspace.do`."""

from __future__ import annotations

from datetime import date
from typing import Any

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import Conflict, FieldConflict, UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.framework_types import BoardKey, Framework
from bltui.domain.model.steps import (
    STATUSES,
    Evidence,
    Move,
    Status,
    StepState,
    known_step,
    step_words,
)
from bltui.domain.model.text import PROSE, clean, folded
from bltui.domain.steps.current_state import evidence_of, owner_name, state_of
from bltui.domain.steps.evidence import read_evidence

_WAY: tuple[Status, ...] = ("not_started", "in_progress", "done")
_REASONED: tuple[Status, ...] = ("blocked", "not_applicable")


def following(status: Status, *, back: bool = False) -> Status:
    """Return the next status on a key press: toward done, or with `back` toward not started.

    A blocked step goes to in progress.
    """
    if status not in _WAY:
        return "not_started" if back else "in_progress"
    place = _WAY.index(status) + (-1 if back else 1)
    return _WAY[min(max(place, 0), len(_WAY) - 1)]


def _own(builder: ChangeBuilder, board: BoardKey, step: int, year: str) -> StepState:
    """Return the record of a step, and add it to the builder if it is new."""
    found = state_of(builder.building, board, step, year)
    if found is not None:
        return found
    new = StepState(board=board, step=step, year=year)
    number = builder.add("steps", new)
    return StepState(id=number, board=board, step=step, year=year)


def _moved(
    builder: ChangeBuilder, own: StepState, to: Status, reason: str, on: date
) -> dict[str, Any]:
    """Return the fields that a new status sets. Raises UserError if it needs a reason."""
    reason = clean(reason, "reason", limit=PROSE)
    if to in _REASONED and not reason:
        raise UserError(
            f"Step {own.step}: enter why it is {STATUSES[to]}, such as: step {own.step} blocked: "
            "waiting for data.",
            field="reason",
        )
    return {
        "status": to,
        "reason": reason,
        "started": own.started or (on if to in ("in_progress", "blocked", "done") else None),
        "done": on if to == "done" else None,
        "moves": (*own.moves, Move(on, to, reason)),
    }


def set_step(
    building: Building,
    *,
    framework: Framework,
    step: int,
    year: str,
    today: date,
    board: BoardKey = "building",
    to: Status | None = None,
    reason: str = "",
    evidence: str = "",
    on: date | None = None,
    seen: Status | None = None,
    **fields: Any,
) -> Change:
    """Change a step's status and fields: `owner_id`, `who`, `due`, `note`, `standards`.

    `evidence` is one line for `read_evidence`. `seen` is the status shown to the user. Blocked and
    not applicable need a reason. Done without evidence is allowed but reported by STP-02. Raises
    UserError, or Conflict if another person changed the status first.
    """
    known_step(framework, board, step)
    builder = ChangeBuilder(building, today=today, framework=framework)
    on = on or today
    if on > today:
        raise UserError(
            f"{show_date(on)} is in the future. Enter the date the status changed.", field="on"
        )
    own = _own(builder, board, step, year)
    name = step_words(board, step)
    if to is not None and seen is not None and own.status not in (seen, to):
        raise Conflict(
            f"steps/{own.id}", (FieldConflict("status", own.status, to),), who=own.by, at=own.at
        )
    says: list[str] = []
    changes = dict(fields)
    says += [_said(building, f, value) for f, value in changes.items() if value != getattr(own, f)]
    if to is not None and (to != own.status or reason.strip() not in ("", own.reason)):
        changes |= _moved(builder, own, to, reason, on)
        moved = f"{STATUSES[own.status]} → {STATUSES[to]}" if to != own.status else STATUSES[to]
        says.insert(0, f"{moved}: {changes['reason']}" if changes["reason"] else moved)
    builder.put("steps", own.id, **changes)
    if evidence.strip():
        kind, title, location = read_evidence(evidence)
        shows = Evidence(
            year=year, on=on, board=board, step=step, kind=kind, title=title, location=location
        )
        builder.add("evidence", shows)
        says.append(f"evidence {title}")
    if not says:
        return no_change(f"{name}: already {STATUSES[own.status]}" if to else f"{name}: unchanged")
    shown = evidence or reason or fields.get("who")
    if to == "done" and not (shown or next(evidence_of(building, board, step, year), None)):
        builder.note("no evidence yet: add some, or record why there is none")
    return builder.change(f"{name}: {', '.join(says)}")


def _said(building: Building, field: str, value: Any) -> str:
    """Format a changed field for the history."""
    if field == "due" and value is not None:
        return f"due {show_date(value)}"
    if field == "who" and value:
        return f"by {value}"
    if field == "owner_id" and value is not None:
        return f"owner {owner_name(building, value)}"
    return field.removesuffix("_id")


def tick(
    building: Building,
    *,
    framework: Framework,
    step: int,
    year: str,
    item: str,
    on: bool | None = None,
    board: BoardKey = "building",
) -> Change:
    """Check or uncheck a checklist item. Toggles it if `on` is None.

    `item` is its key, its number starting at 1, or a unique part of its text. Raises UserError if
    it does not match one item.
    """
    known_step(framework, board, step)
    builder = ChangeBuilder(building)
    definition = framework.boards[board].step(step)
    checklist = definition.checklist if definition else {}
    key = _item(checklist, item, step)
    own = _own(builder, board, step, year)
    ticked = key in own.ticks
    if on is ticked:
        return no_change(
            f"{step_words(board, step)}: {checklist[key]} is already "
            f"{'checked off' if ticked else 'open'}"
        )
    left = tuple(k for k in own.ticks if k != key)
    builder.put("steps", own.id, ticks=left if ticked else (*left, key))
    words = "reopened" if ticked else "checked off"
    return builder.change(f"{step_words(board, step)}: {checklist[key]}: {words}")


def _item(checklist: dict[str, str], wanted: str, step: int) -> str:
    keys = list(checklist)
    if not keys:
        raise UserError(f"Step {step} has no checklist. Choose another step.", field="item")
    text = folded(wanted)
    if text in keys:
        return text
    if text.isdecimal() and 1 <= int(text) <= len(keys):
        return keys[int(text) - 1]
    found = [key for key in keys if text and text in folded(checklist[key])]
    if len(found) == 1:
        return found[0]
    listed = "; ".join(f"{n} {checklist[key]}" for n, key in enumerate(keys, 1))
    raise UserError(
        f"“{wanted.strip()}” is not an item of step {step}. Choose one by its number: {listed}.",
        field="item",
    )


def set_context(
    building: Building,
    *,
    framework: Framework,
    year: str,
    who: str,
    text: str,
    on: date,
    today: date,
) -> Change:
    """Record that the superintendent "set the context", on the precondition step.

    Raises UserError if the district board has no such step or `who` is blank.
    """
    precondition = framework.boards["district"].precondition
    if precondition is None:
        raise UserError(
            "The district steps of this framework have no step before the others.", field="step"
        )
    if not who.strip():
        raise UserError("Enter the superintendent's name: who set the context?", field="who")
    return set_step(
        building,
        framework=framework,
        board="district",
        step=precondition,
        year=year,
        today=today,
        to="done",
        on=on,
        who=who,
        note=text,
    )
