"""Edit minutes: notes, parking lot, messages, decisions, plus/delta, and amendments.

Intents for `workspace.do`. Every line is a separate record, so two people can write at once. A
repeated line for the same item is a no-op.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bltui.domain.meetings.actions import promised, put_action
from bltui.domain.meetings.agenda import come, gone, late
from bltui.domain.meetings.lookup import meeting_of, unlocked
from bltui.domain.model.actions import Action
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.editing import remove
from bltui.domain.model.errors import UserError
from bltui.domain.model.minutes import LINES, DecisionMade, Line, LineKind
from bltui.domain.model.record import active
from bltui.domain.model.text import folded, opening

_TWICE = "minutes: that decision is already there. For a new count, use --recount, or correct the decision."
#: Fields that a recount replaces.
_COUNTED = (
    *("method", "scores", "eligible", "yes", "no", "abstain", "unclear", "not_voting", "ballots"),
    *("percent", "needs", "gone", "late", "here", "stated"),
)


def add_line(building: Building, *, meeting_id: int, kind: LineKind, **fields: Any) -> Change:
    """Add a line to the minutes. Fields as in `Line`.

    Raises UserError for an amendment: use `amend`.
    """
    if kind == "amendment":
        raise UserError("Only approved minutes can be amended. Approve them first, or add a note.")
    builder = ChangeBuilder(building)
    unlocked(building, meeting_id)
    line = Line(meeting_id=meeting_id, kind=kind, **fields)
    if _twin(building, line):
        return no_change("minutes: that line is already there")
    builder.add("lines", line)
    return builder.change(f"minutes: {line.describe(builder)}")


def _twin(building: Building, line: Line) -> bool:
    """Return whether the same line exists. Notes of different items are different lines."""
    return any(
        (other.meeting_id, other.kind, other.party) == (line.meeting_id, line.kind, line.party)
        and (line.kind != "note" or other.item_id == line.item_id)
        and folded(other.text) == folded(line.text)
        for other in active(building.lines)
    )


def amend(building: Building, *, meeting_id: int, text: str, on: date) -> Change:
    """Add a dated amendment to approved minutes. Raises UserError if they are not approved."""
    builder = ChangeBuilder(building)
    if not meeting_of(building, meeting_id).approved_on:
        raise UserError("These minutes are not approved yet. Edit them instead.")
    line = Line(meeting_id=meeting_id, kind="amendment", text=text, on=on)
    if _twin(building, line):
        return no_change("minutes: that amendment is already there")
    builder.add("lines", line)
    return builder.change(f"minutes: amended: {opening(text)}")


def edit_line(building: Building, *, seen: Line, **fields: Any) -> Change:
    """Change the text, party, person_id, or done of a line.

    Merges with concurrent changes since `seen`.
    """
    if set(fields) - {"done"}:
        unlocked(building, seen.meeting_id)
    builder = ChangeBuilder(building)
    if not builder.merge("lines", seen, **fields):
        return no_change("minutes: unchanged")
    what = f"{LINES[seen.kind].casefold()} line"
    return builder.change(f"minutes: {what} {'settled' if fields.get('done') else 'changed'}")


def remove_from(building: Building, *, table: str, number: int) -> Change:
    """Remove an agenda item, a line, or a decision. Raises UserError if the minutes are approved.

    Notes on a removed item stay in the minutes.
    """
    record: Any = building.get(table, number)
    if record is not None and not record.archived:
        unlocked(building, record.meeting_id)
    return remove(building, table=table, number=number)


def decide(
    building: Building,
    *,
    meeting_id: int,
    text: str,
    again: bool = False,
    **fields: Any,
) -> Change:
    """Record a proposal and its votes. The result is computed from the votes.

    Wrong totals are kept and reported (MTG-04). `fields` are those of `DecisionMade`. Give
    `eligible` only if others than the team's members voted, such as the whole staff, and `needs` if
    this decision needs a different share than usual. With `again` the votes of the decision with
    this text are replaced.
    """
    builder = ChangeBuilder(building)
    meeting = unlocked(building, meeting_id)
    if fields.get("amount") is not None:
        fields["category"] = "financial"
    made = DecisionMade(
        meeting_id=meeting_id,
        text=text,
        gone=gone(building, meeting),
        late=late(building, meeting),
        here=come(building, meeting),
        **fields,
    )
    for other in active(building.decisions):
        if other.meeting_id == meeting_id and folded(other.text) == folded(made.text):
            return _counted_again(builder, other, made) if again else no_change(_TWICE)
    builder.add("decisions", made)
    return builder.change(f"minutes: decision: {opening(made.text)}")


def _counted_again(builder: ChangeBuilder, other: DecisionMade, made: DecisionMade) -> Change:
    """Replace a decision's votes. Other fields change only if they are given."""
    fields = {name: getattr(made, name) for name in _COUNTED}
    more = {
        name: value
        for name in ("amount", "goal", "reason", "item_id")
        if (value := getattr(made, name))
    }
    if not builder.put("decisions", other.id, **fields, **more):
        return no_change("minutes: that decision already has this count")
    return builder.change(f"minutes: decision counted again: {opening(made.text)}")


def edit_decision(building: Building, *, seen: DecisionMade, **fields: Any) -> Change:
    """Correct a decision and merge with concurrent changes since `seen`.

    `all_there` marks everyone who has come by now as present for the decision.
    """
    builder = ChangeBuilder(building)
    meeting = unlocked(building, seen.meeting_id)
    if fields.pop("all_there", False):
        fields["here"] = come(building, meeting)
    if not builder.merge("decisions", seen, **fields):
        return no_change("minutes: decision unchanged")
    return builder.change("minutes: decision corrected")


def promise(building: Building, *, meeting_id: int, **fields: Any) -> Change:
    """Add an action agreed at this meeting. Fields as in `Action`.

    Raises UserError if its minutes are approved, or it was canceled.
    """
    builder = ChangeBuilder(building)
    unlocked(building, meeting_id)
    action = Action(source=f"meeting:{meeting_id}", **fields)
    item = building.agenda.get(action.item_id) if action.item_id is not None else None
    if item is not None and item.meeting_id != meeting_id:
        raise UserError(
            "This item is not on the agenda of this meeting. Choose one that is.", field="item_id"
        )
    if put_action(builder, action) is None:
        return no_change("action: already added")
    return builder.change(promised(building, action))
