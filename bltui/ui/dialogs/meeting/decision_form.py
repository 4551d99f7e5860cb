"""The form for a decision: consensus, fist to five or a vote; what comes of it is said while the numbers are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec

from bltui.domain.meetings.agenda import gone, quorum, quorum_at
from bltui.domain.meetings.minutes_edits import decide, edit_decision
from bltui.domain.meetings.voting import Quorum, judge, read_share, ways
from bltui.domain.model.change import Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.meetings import OUTCOMES, DecisionMade, Meeting
from bltui.ui.dialogs.fields import Choice, Field, Flag, NumberField, Sentences
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.meeting.agenda_form import Minutes

_METHODS = (("consensus", "consensus"), ("fist_to_five", "fist to five"), ("vote", "vote"))
_CATEGORIES = (
    ("other", "other"),
    ("instruction", "instruction"),
    ("calendar", "calendar"),
    ("financial", "money"),
    ("bylaws", "bylaws"),
)
_FIST = {"method": ("fist_to_five",)}
_VOTE = {"method": ("vote",)}
_COUNTS = ("yes", "no", "abstain", "eligible", "unclear", "not_voting")


class Scores(Field, frozen=True, kw_only=True):
    """Fist to five: a digit for each person, in any writing, such as "5 4 3" or "554"."""

    value: Any = ()
    hint: str = "a digit for each person, such as 5 4 4 3"

    def to_text(self, value: Any) -> str:
        return " ".join(map(str, value or ()))

    def parse(self, raw: str) -> tuple[int, ...]:
        bare = re.sub(r"[\s,;]+", "", raw)
        if not re.fullmatch(r"[0-5]*", bare):
            raise UserError("Scores are digits from 0 to 5, one for each person, such as 5 4 3.", field=self.key)
        return tuple(map(int, bare))


class Share(Field, frozen=True, kw_only=True):
    """A share of yes; blank is the building's own."""

    value: float | None = None

    def to_text(self, value: Any) -> str:
        return "" if value is None else "2/3" if 66 <= value <= 67 else f"{value:g}"

    def parse(self, raw: str) -> float | None:
        return read_share(raw, self.key) if raw.strip() else None


class Money(NumberField, frozen=True, kw_only=True):
    """An amount; blank where it is not about money."""

    @property
    def blank(self) -> str:
        return ""


def decision_form(basis: FormContext, meeting: Meeting, item_id: int | None, seen: DecisionMade | None = None) -> Form:
    """Write down a proposal and how it was decided, or correct it as it was seen."""
    old = seen or DecisionMade(meeting_id=meeting.id, text="")
    rules = ways(basis.building.profile.limits, basis.framework)
    enough = quorum_at(basis.building, meeting, rules, seen) if seen is not None else None
    if seen is None:
        enough = quorum(basis.building, meeting, rules, gone(basis.building, meeting))

    def build(values: Values, seen: Any) -> Intent:
        fields = _fields(values)
        if seen is not None:
            return partial(edit_decision, seen=seen, **fields)
        return partial(decide, meeting_id=meeting.id, item_id=item_id, **fields)

    counts = _shows(old)
    fields = (
        Sentences(key="text", label="Decision", value=old.text, required=True),
        Choice(key="method", label="By", value=old.method, choices=_METHODS),
        Scores(key="scores", label="Fist", value=old.scores, only=_FIST),
        Minutes(key="yes", label="Yes", value=counts["yes"], hint="votes for", only=_VOTE),
        Minutes(key="no", label="No", value=counts["no"], hint="votes against", only=_VOTE),
        Minutes(key="abstain", label="Abstain", value=counts["abstain"], only=_VOTE),
        Minutes(
            key="eligible",
            label="Could vote",
            value=old.eligible,
            hint="only where others than the team vote, such as the whole staff",
            only=_VOTE,
        ),
        Minutes(
            key="unclear", label="Unclear", value=counts["unclear"], hint="ballots that cannot be read", only=_VOTE
        ),
        Minutes(
            key="not_voting", label="Not voting", value=counts["not_voting"], hint="handed in no ballot", only=_VOTE
        ),
        Share(
            key="needs",
            label="Needs",
            value=old.needs,
            hint="2/3 or 75, if this matter needs another share",
            only=_VOTE,
        ),
        Choice(key="category", label="Kind", value=old.category, choices=_CATEGORIES),
        Money(key="amount", label="Amount", value=old.amount, hint="of money, if it is about money"),
        Sentences(key="reason", label="Why", value=old.reason),
        *_noted_later(enough),
    )

    def reads(raw: Any) -> dict[str, str]:
        try:
            values = _fields({field.key: field.parse(raw[field.key]) for field in fields if field.asked(raw)})
        except UserError:
            return {}
        known = msgspec.structs.replace(enough, later=0) if enough and values.pop("all_there", False) else enough
        made = msgspec.structs.replace(old, **values)
        if made.method == "fist_to_five" and not made.scores:
            return {"method": "type the scores below"}
        if made.method == "vote" and not (made.yes or made.no or made.abstain):
            return {"method": "type the votes below"}
        judged = judge(made, rules, known)
        why = f": {'; '.join(judged.problems)}" if judged.problems else ""
        return {"method": f"{OUTCOMES[judged.result]}{why}"}

    return Form(
        title="Decision",
        fields=fields,
        build=build,
        seen=seen,
        names={"fist": "scores", "decision": "text"},
        shows=_shows,
        reads=reads,
    )


def _noted_later(enough: Quorum | None) -> Iterator[Field]:
    """What only whoever was there knows, where some were noted as here after the decision."""
    if enough is not None and enough.later:
        who = "1 person was" if enough.later == 1 else f"{enough.later} people were"
        hint = f"{who} noted as here after it; if not, mark them late (h)"
        yield Flag(key="all_there", label="All there", hint=hint)


def _shows(made: DecisionMade) -> Values:
    """The counts as the form has them: none where the record has zero."""
    return {key: getattr(made, key) or None for key in _COUNTS if key != "eligible"}


def _fields(values: Values) -> dict[str, Any]:
    """What an intent takes; the numbers of the ways that were not chosen are none, also where some stood there."""
    counts = {key: values.get(key) for key in _COUNTS}
    return {
        "text": values["text"],
        "method": values["method"] or "consensus",
        "scores": values.get("scores", ()),
        **{key: value if key == "eligible" else value or 0 for key, value in counts.items()},
        "needs": values.get("needs"),
        "category": "financial" if values["amount"] is not None else values["category"] or "other",
        "amount": values["amount"],
        "reason": values["reason"],
        **({"all_there": True} if values.get("all_there") else {}),
    }
