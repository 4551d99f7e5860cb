"""Taking minutes: notes, parking lot, communication, decisions, plus and delta, amendments. Intents for `workspace.do`.

Every line is a record of its own, and the same line twice about one point is one line: two people can write at once, and a
key that was pressed again after a broken connection adds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bltui.domain.meetings.actions import promised, put_action
from bltui.domain.meetings.agenda import come, gone, late
from bltui.domain.meetings.lookup import meeting_of, unlocked
from bltui.domain.model.about import read_about
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.meetings import LINES, Category, DecisionMade, Line, LineKind, Method, Outcome
from bltui.domain.model.record import active
from bltui.domain.model.text import folded, opening

_TWICE = "minutes: that decision is there already. If it was counted again, say so (--recount), or correct it."
#: What a recount replaces.
_COUNTED = (
    *(
        "method",
        "scores",
        "eligible",
        "yes",
        "no",
        "abstain",
        "unclear",
        "not_voting",
        "ballots",
        "percent",
        "needs",
        "gone",
        "late",
        "here",
        "stated",
    ),
)


def _item(building: Building, meeting_id: int, item_id: int | None) -> int | None:
    if item_id is None:
        return None
    item = building.agenda.get(item_id)
    if item is None or item.meeting_id != meeting_id:
        raise UserError("This point is not on the agenda of this meeting.", field="item")
    return item_id


def add_line(
    building: Building,
    *,
    meeting_id: int,
    kind: LineKind,
    text: str,
    item_id: int | None = None,
    party: str = "",
    person_id: int | None = None,
) -> Change:
    """Write one line. `party` and `person_id` say with whom and by whom, in communication to and from."""
    if kind == "amendment":
        raise UserError("An amendment has a day and needs approved minutes: use the amendment.")
    builder = ChangeBuilder(building)
    unlocked(building, meeting_id)
    if _twin(building, meeting_id, kind, text, party, item_id):
        return no_change("minutes: that line is there already")
    line = Line(
        meeting_id=meeting_id,
        kind=kind,
        text=text,
        item_id=item_id,
        party=party,
        person_id=person_id,
    )
    builder.add("lines", line)
    return builder.change(f"minutes: {LINES[kind].casefold()}: {opening(text)}")


def _twin(building: Building, meeting_id: int, kind: LineKind, text: str, party: str, item_id: int | None) -> bool:
    return any(
        line.meeting_id == meeting_id
        and line.kind == kind
        and line.party == party
        and (kind != "note" or line.item_id == item_id)
        and folded(line.text) == folded(text)
        for line in active(building.lines)
    )


def amend(building: Building, *, meeting_id: int, text: str, on: date) -> Change:
    """Add an amendment to approved minutes, with its day; what was approved stays as it was."""
    builder = ChangeBuilder(building)
    if not meeting_of(building, meeting_id).approved_on:
        raise UserError("These minutes are not approved yet: change them instead of amending them.")
    if _twin(building, meeting_id, "amendment", text, "", None):
        return no_change("minutes: that amendment is there already")
    builder.add("lines", Line(meeting_id=meeting_id, kind="amendment", text=text, on=on))
    return builder.change(f"minutes: amended: {opening(text)}")


def edit_line(building: Building, *, seen: Line, **fields: Any) -> Change:
    """Change text, party, person_id or done of a line as it was seen; merges with what others changed meanwhile."""
    if set(fields) - {"done"}:
        unlocked(building, seen.meeting_id)
    builder = ChangeBuilder(building)
    if not builder.merge("lines", seen, **fields):
        return no_change("minutes: unchanged")
    what = f"{LINES[seen.kind].casefold()} line"
    return builder.change(f"minutes: {what} {'settled' if fields.get('done') else 'changed'}")


def remove_line(building: Building, *, line_id: int) -> Change:
    """Take a line out of minutes that are not approved."""
    builder = ChangeBuilder(building)
    line = building.lines.get(line_id)
    if line is None or line.archived:
        return no_change("minutes: the line is gone already")
    unlocked(building, line.meeting_id)
    builder.archive("lines", line_id)
    return builder.change(f"minutes: a line of the {LINES[line.kind].casefold()} removed")


def decide(
    building: Building,
    *,
    meeting_id: int,
    text: str,
    method: Method = "consensus",
    scores: Sequence[int] = (),
    eligible: int | None = None,
    yes: int = 0,
    no: int = 0,
    abstain: int = 0,
    unclear: int = 0,
    not_voting: int = 0,
    ballots: int | None = None,
    percent: float | None = None,
    needs: float | None = None,
    stated: Outcome = "",
    category: Category = "other",
    amount: float | None = None,
    goal: str = "",
    reason: str = "",
    item_id: int | None = None,
    again: bool = False,
) -> Change:
    """Write down a proposal and how it was decided. What came of it is computed, and a wrong sum is kept and named (MTG-04).

    `eligible` is only given where others than the team's members voted, such as the whole staff; `needs` where this matter
    needs another share than the building's own. With `again` a decision of these words is counted anew.
    """
    builder = ChangeBuilder(building)
    meeting = unlocked(building, meeting_id)
    made = DecisionMade(
        meeting_id=meeting_id,
        text=text,
        item_id=item_id,
        category="financial" if amount is not None else category,
        amount=amount,
        goal=read_about(building, goal),
        method=method,
        scores=tuple(scores),
        eligible=eligible,
        yes=yes,
        no=no,
        abstain=abstain,
        unclear=unclear,
        not_voting=not_voting,
        ballots=ballots,
        percent=percent,
        needs=needs,
        gone=gone(building, meeting),
        late=late(building, meeting),
        here=come(building, meeting),
        stated=stated,
        reason=reason,
    )
    for other in active(building.decisions):
        if other.meeting_id == meeting_id and folded(other.text) == folded(made.text):
            return _counted_again(builder, other, made) if again else no_change(_TWICE)
    builder.add("decisions", made)
    return builder.change(f"minutes: decision: {opening(made.text)}")


def _counted_again(builder: ChangeBuilder, other: DecisionMade, made: DecisionMade) -> Change:
    """The decision with the new count; the words about it stay where none are new."""
    fields = {name: getattr(made, name) for name in _COUNTED}
    more = {name: value for name in ("amount", "goal", "reason", "item_id") if (value := getattr(made, name))}
    if not builder.put("decisions", other.id, **fields, **more):
        return no_change("minutes: that decision is there with this count already")
    return builder.change(f"minutes: decision counted again: {opening(made.text)}")


def edit_decision(building: Building, *, seen: DecisionMade, **fields: Any) -> Change:
    """Correct a decision as it was seen; merges with what others changed meanwhile.

    `all_there` says that whoever is noted as here by now was there for it.
    """
    builder = ChangeBuilder(building)
    meeting = unlocked(building, seen.meeting_id)
    if fields.pop("all_there", False):
        fields["here"] = come(building, meeting)
    if "scores" in fields:
        fields["scores"] = tuple(fields["scores"])
    if not builder.merge("decisions", seen, **fields):
        return no_change("minutes: decision unchanged")
    return builder.change("minutes: decision corrected")


def remove_decision(building: Building, *, decision_id: int) -> Change:
    """Take a decision out of minutes that are not approved."""
    builder = ChangeBuilder(building)
    made = building.decisions.get(decision_id)
    if made is None or made.archived:
        return no_change("minutes: the decision is gone already")
    unlocked(building, made.meeting_id)
    builder.archive("decisions", decision_id)
    return builder.change("minutes: a decision removed")


def promise(
    building: Building,
    *,
    meeting_id: int,
    text: str,
    owner_id: int | None = None,
    due: date | None = None,
    about: str = "",
    item_id: int | None = None,
) -> Change:
    """Write down an action that was agreed at this meeting."""
    builder = ChangeBuilder(building)
    meeting_of(building, meeting_id)
    item = _item(building, meeting_id, item_id)
    source = f"meeting:{meeting_id}"
    if put_action(builder, text=text, owner_id=owner_id, due=due, source=source, about=about, item_id=item) is None:
        return no_change("action: it is noted already")
    return builder.change(promised(building, text, owner_id, due))
