"""The form for a decision by consensus, fist to five, or vote; shows the result while typing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec

from bltui.domain.meetings.agenda import gone, members, quorum, quorum_at
from bltui.domain.meetings.deciding import counted, moved_in
from bltui.domain.meetings.decision_parser import HOW
from bltui.domain.meetings.minutes_edits import decide, edit_decision
from bltui.domain.meetings.voting import Quorum, judge, ways
from bltui.domain.model.change import Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.minutes import OUTCOMES, DecisionMade
from bltui.ui.dialogs.fields import BLANK, Choice, Field, Flag, PersonField
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.meeting.vote_fields import RollField, VoteField, said_in
from bltui.ui.dialogs.record_form import fields_of

_VOTES = ("yes", "no", "abstain", "eligible", "unclear", "not_voting", "needs")
#: The fields in the order in which they are asked, and the method that asks for some of them.
_ORDER = (
    *("text", "moved_id", "seconded_id", "roll", "method", "scores", *_VOTES),
    *("stated", "until", "category", "amount", "reason"),
)
_ASKED_BY = {"scores": "fist_to_five", **dict.fromkeys(_VOTES, "vote")}
#: The choice of a new decision: as the vote says.
_AS_SAID = "as the vote says"


def decision_form(
    basis: FormContext, meeting: Meeting, item_id: int | None, seen: DecisionMade | None = None
) -> Form:
    """Return the form that records a proposal and its decision, or corrects it as it was seen."""
    old = seen or DecisionMade(meeting_id=meeting.id, text="")
    rules = ways(basis.building.profile.limits, basis.framework)
    enough = quorum_at(basis.building, meeting, rules, seen) if seen is not None else None
    if seen is None:
        enough = quorum(basis.building, meeting, rules, gone(basis.building, meeting))

    def build(values: Values, seen: Any) -> Intent:
        if seen is not None:
            return partial(edit_decision, seen=seen, **_fields(values))
        fields = _decided(basis, meeting, values)
        return partial(decide, meeting_id=meeting.id, item_id=item_id, **fields)

    fields = (*_asked(basis, meeting, old, seen), *_noted_later(enough))

    def reads(raw: Any) -> dict[str, str]:
        try:
            values = {f.key: f.parse(raw[f.key]) for f in fields if f.asked(raw)}
            below = "method" if values["method"] else "vote"
            values = _fields(values) if seen is not None else _decided(basis, meeting, values)
        except UserError:
            return {}
        movers = _movers(basis, raw, values)
        known = (
            msgspec.structs.replace(enough, later=0)
            if enough and values.pop("all_there", False)
            else enough
        )
        made = msgspec.structs.replace(old, **values)
        if made.method == "fist_to_five" and not made.scores:
            return {**movers, below: "enter the scores below"}
        if made.method == "vote" and not (made.yes or made.no or made.abstain):
            return {**movers, below: "enter the votes below"}
        judged = judge(made, rules, known)
        why = f": {'; '.join(judged.problems)}" if judged.problems else ""
        return {**movers, below: f"{OUTCOMES[judged.result]}{why}"}

    return Form(
        title="Decision",
        fields=fields,
        build=build,
        seen=seen,
        reads=reads,
    )


def _movers(basis: FormContext, raw: Values, values: Values) -> dict[str, str]:
    """Return who moved and seconded as the text says it, to be shown below it."""
    found = [
        f"{words} {basis.building.people[values[name]].name}"
        for name, words in (("moved_id", "moved by"), ("seconded_id", "seconded by"))
        if values.get(name) and not raw.get(name)
    ]
    return {"text": ", ".join(found)} if found else {}


def _noted_later(enough: Quorum | None) -> Iterator[Field]:
    """Yield the question whether all were there, if attendance was added after the decision."""
    if enough is not None and enough.later:
        who = "1 person was" if enough.later == 1 else f"{enough.later} people were"
        hint = f"{who} marked present after it; if not, mark them late (h)"
        yield Flag(key="all_there", label="All present", hint=hint)


def _asked(
    basis: FormContext, meeting: Meeting, old: DecisionMade, seen: DecisionMade | None
) -> Iterator[Field]:
    """Yield the fields of a decision; scores and votes are asked only for their method.

    A new one has one line for the vote, and Enter there saves it.
    """
    known = {field.key: field for field in fields_of(basis, old, seen=seen, skip=("roll",))}
    known["roll"] = RollField(
        key="roll", label="Roll call", value=old.roll, building=basis.building, meeting=meeting
    )
    voting = basis.people(among=members(basis.building, meeting.team, meeting.on) or ())
    for name in ("moved_id", "seconded_id"):
        if voting and isinstance(known[name], PersonField):
            known[name] = msgspec.structs.replace(known[name], people=voting)
    if seen is None:
        method = known["method"]
        assert isinstance(method, Choice)
        choices = ((BLANK, _AS_SAID), *method.choices)
        known["method"] = msgspec.structs.replace(method, value="", choices=choices)
    for name in _ORDER:
        only = {"method": (_ASKED_BY[name],)} if name in _ASKED_BY else {}
        if name == "stated":
            only = {"method": ("announced",)}
        if name == "until":
            only = {"stated": ("tabled",)}
        yield msgspec.structs.replace(known[name], only=only)
        if name == "text" and seen is None:
            yield VoteField(key="vote", label="Vote", building=basis.building, meeting=meeting)


def _decided(basis: FormContext, meeting: Meeting, values: Values) -> Values:
    """Return the fields of a new decision. Raises UserError if nothing says how it was made."""
    said = values.get("vote") or {}
    fields = _fields({name: value for name, value in values.items() if name != "vote"})
    if not fields["method"]:
        del fields["method"]
        blank = {name for name, value in fields.items() if not value}
        fields = {name: value for name, value in fields.items() if name not in blank}
        text = fields.pop("text", "")
        if not said and fields.get("roll"):
            said = counted(fields["roll"])
        if said:
            # The vote has its field; the text may still name who moved.
            fields = {**moved_in(basis.building, meeting, text), **fields}
        elif said := said_in(basis.building, meeting, text):
            fields["text"] = text
        else:
            raise UserError(HOW, field="vote")
    return {**fields, **said}


def _fields(values: Values) -> Values:
    """Return the values that the intent takes.

    Values that the method does not ask for are cleared, even if they were typed.
    """
    unasked = {name: kinds_of(DecisionMade)[name].none for name in _ASKED_BY}
    money = {"category": "financial"} if values["amount"] is not None else {}
    return unasked | values | money
