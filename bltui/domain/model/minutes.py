"""The content of minutes: lines and decisions.

Each is its own record, so that two people can write at once.
"""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import msgspec

from bltui.domain.model.about import About
from bltui.domain.model.errors import UserError
from bltui.domain.model.kinds import Amount, Choice, Day, Flag, Parts, Prose, Whole
from bltui.domain.model.kinds import Line as OneLine
from bltui.domain.model.link_kinds import Link, Person
from bltui.domain.model.meetings import OF_MEETING
from bltui.domain.model.record import Record
from bltui.domain.model.text import PROSE, opening
from bltui.domain.model.votes import Scores, Share

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

LineKind = Literal["note", "parking", "to", "from", "plus", "delta", "amendment", "guest"]
Method = Literal["consensus", "fist_to_five", "vote", "unanimous", "announced"]
Outcome = Literal["", "adopted", "not_adopted", "not_decided", "tabled"]
Vote = Literal["yes", "no", "abstain", "absent"]
Category = Literal["instruction", "calendar", "financial", "bylaws", "other"]

#: The name of each kind of line in minutes.
LINES: Mapping[LineKind, str] = {
    "note": "Notes",
    "parking": "Parking lot",
    "to": "Communication to",
    "from": "Communication from",
    "plus": "Plus",
    "delta": "Delta",
    "amendment": "Amendments",
    "guest": "Guests",
}
METHODS: Mapping[Method, str] = {
    "consensus": "consensus",
    "fist_to_five": "fist to five",
    "vote": "vote",
    "unanimous": "unanimous, not counted",
    "announced": "result announced, not counted",
}
CATEGORIES: Mapping[Category, str] = {
    "other": "other",
    "instruction": "instruction",
    "calendar": "calendar",
    "financial": "money",
    "bylaws": "bylaws",
}
OUTCOMES: Mapping[Outcome, str] = {
    "": "",
    "adopted": "adopted",
    "not_adopted": "not adopted",
    "not_decided": "not decided",
    "tabled": "tabled",
}
VOTES: Mapping[Vote, str] = {
    "yes": "yes",
    "no": "no",
    "abstain": "abstain",
    "absent": "absent",
}


#: Most people who can vote on one decision.
_MOST = 100_000
_ITEM = Link("Agenda item", to="agenda", key="item", set_by="the agenda item that it is added to")


class Line(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One line of minutes that is neither a decision nor an action."""

    TABLE = "lines"
    NOUN: ClassVar[str] = "line"
    NAME: ClassVar[str] = "text"

    meeting_id: Annotated[int, OF_MEETING]
    kind: Annotated[
        LineKind, Choice("Kind", choices=LINES, set_by="the key or command that adds it")
    ]
    text: Annotated[str, Prose("Text", required=True, first=True)]
    item_id: Annotated[int | None, _ITEM] = None
    """The agenda item under which it was recorded."""
    party: Annotated[
        str,
        OneLine(
            "Party",
            max=80,
            hint="such as DLT, {group} #2, staff",
            help="the other party: DLT, {group} #2, staff",
        ),
    ] = ""
    """The other party of a message: "DLT", "CWG #2", "staff"."""
    person_id: Annotated[
        int | None,
        Person(
            "By",
            present=True,
            option="--by",
            hint="who communicates it",
            help="who communicates it",
        ),
    ] = None
    """The person who passes it on."""
    on: Annotated[date | None, Day("Amended on", set_by="`meeting amend`")] = None
    """The day of an amendment."""
    done: Annotated[bool, Flag("Settled", set_by="`space` in Meeting")] = False
    """Whether it was removed from the parking lot, or passed on."""

    def describe(self, context: "Context") -> str:
        """Return the line by its kind and first words."""
        return f"{LINES[self.kind].casefold()}: {opening(self.text)}"

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that the agenda item is of the same meeting. Raises UserError if not."""
        _own_item(self, before, writing)


def _votes(label: str, hint: str = "") -> Whole:
    """Return the field kind for one count of votes."""
    return Whole(label, most=_MOST, none=0, hint=hint, help=hint)


class Ballot(msgspec.Struct, frozen=True):
    """One person's vote in a roll call."""

    person_id: Annotated[int, Person("Person", key="person")]
    vote: Annotated[Vote, Choice("Vote", choices=VOTES)]


def named_roll(roll: Iterable[Ballot], people: Mapping[int, Any]) -> dict[str, Vote]:
    """Return each vote by name; two people with one name are told apart by number."""
    found: dict[str, Vote] = {}
    for ballot in roll:
        person = people.get(ballot.person_id)
        name = person.name if person is not None else f"person {ballot.person_id}"
        found[name if name not in found else f"{name} (#{ballot.person_id})"] = ballot.vote
    return found


class Roll(Parts, frozen=True, kw_only=True):
    """A roll call: everyone's vote by name."""

    of: type = Ballot

    def show(self, value: Any, context: "Context") -> str:
        return ", ".join(f"{name} {vote}" for name, vote in self.json(value, context).items())

    def json(self, value: Any, context: "Context") -> Any:
        return named_roll(value or (), context.table("people"))


class DecisionMade(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A proposal and the team's votes on it. `voting` computes the result."""

    TABLE = "decisions"
    NOUN: ClassVar[str] = "decision"
    NAME: ClassVar[str] = "text"

    meeting_id: Annotated[int, OF_MEETING]
    text: Annotated[str, OneLine("Decision", required=True, first=True, max=PROSE, lines=True)]
    item_id: Annotated[int | None, _ITEM] = None
    category: Annotated[Category, Choice("Category", choices=CATEGORIES)] = "other"
    """The category. `financial`: "make decisions on financial and capital management"."""
    amount: Annotated[
        float | None,
        Amount(
            "Amount",
            option="--financial",
            hint="for a decision on money",
            help="a decision on money, and the amount",
        ),
    ] = None
    goal: Annotated[
        str,
        About(
            "Supports",
            form_by="its command",
            option="--goal",
            help="what it supports: goal:N, step:N, cwg:N",
        ),
    ] = ""
    """The goal or other item that it supports, such as "goal:3"."""
    method: Annotated[
        Method, Choice("Method", choices=METHODS, command_by="the counts that were entered")
    ] = "consensus"
    scores: Annotated[
        tuple[int, ...],
        Scores(
            "Fist",
            option="--fist",
            hint="a digit for each person, such as 5 4 4 3",
            help="fist to five: each person's score, or counts such as 5x4,4x3",
        ),
    ] = ()
    """Fist to five: a score of 0 to 5 for each person."""
    eligible: Annotated[
        int | None,
        Whole(
            "Could vote",
            most=_MOST,
            hint="only if more than the team votes, such as the whole staff",
            help="the number of people who could vote (default: the team's members)",
        ),
    ] = None
    """How many people could take part, or None if nobody counted."""
    yes: Annotated[int, _votes("Yes", "votes for")] = 0
    no: Annotated[int, _votes("No", "votes against")] = 0
    abstain: Annotated[int, _votes("Abstain", "people who abstained")] = 0
    unclear: Annotated[int, _votes("Unclear", "unreadable ballots")] = 0
    not_voting: Annotated[int, _votes("Not voting", "people present who did not vote")] = 0
    ballots: Annotated[
        int | None,
        Whole(
            "Ballots",
            most=_MOST,
            form_by="its command",
            help="ballots handed in, if they were counted separately",
        ),
    ] = None
    """Ballots handed in, if the minutes give that number too."""
    percent: Annotated[
        float | None,
        Share(
            "Percent",
            form_by="its command",
            help="the announced share of yes, which is checked",
        ),
    ] = None
    """The percentage in the minutes, which is checked against the count."""
    needs: Annotated[
        float | None,
        Share(
            "Needs",
            least=0.01,
            hint="2/3 or 75, if this matter needs another share",
            help="the share of yes needed (default: the building's)",
        ),
    ] = None
    """The percentage of yes votes required for this decision. None: the building's own."""
    gone: Annotated[int, Whole("Had left", most=_MOST, set_by="the attendance then")] = 0
    """Voting members who had left when it was added. Later departures do not change it."""
    late: Annotated[
        int | None, Whole("Arrived later", most=_MOST, set_by="the attendance then")
    ] = None
    """Voting members who had come late by then. None: no attendance was marked yet."""
    here: Annotated[int | None, Whole("Had come", most=_MOST, set_by="the attendance then")] = None
    """Voting members who had come by then. None: no attendance was marked yet.

    People marked as here later may or may not have been there.
    """
    stated: Annotated[
        Outcome,
        Choice(
            "Result",
            choices=OUTCOMES,
            option="--result",
            help="the announced result, checked against the count",
        ),
    ] = ""
    """The result according to the minutes. Blank if only the count is given."""
    until: Annotated[
        str,
        OneLine(
            "Tabled until",
            max=80,
            hint="such as the next meeting, or May; only if it was tabled",
            help="until when it is tabled, as it was said",
        ),
    ] = ""
    moved_id: Annotated[int | None, Person("Moved by", key="moved", help="who made the motion")] = (
        None
    )
    seconded_id: Annotated[
        int | None, Person("Seconded by", key="seconded", help="who seconded the motion")
    ] = None
    roll: Annotated[
        tuple[Ballot, ...],
        Roll("Roll call"),
    ] = ()
    """Votes by name. They may be only those who abstained or dissented."""
    reason: Annotated[
        str,
        OneLine("Reason", option="--why", help="the reason, which is kept", max=PROSE, lines=True),
    ] = ""

    def describe(self, context: "Context") -> str:
        """Return the decision by its first words."""
        return f"{self.NOUN}: {opening(self.text)}"

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that fist to five has scores and the agenda item is of the same meeting.

        Raises UserError if not.
        """
        if self.method == "fist_to_five" and not self.scores:
            raise UserError("No scores. Enter each person's score, such as 5,4,3.", field="scores")
        _own_item(self, before, writing)


def _own_item(record: Line | DecisionMade, before: Any, writing: "Writing") -> None:
    """Raise UserError if a record is added under an agenda item of another meeting."""
    if record.item_id is None or record.item_id == getattr(before, "item_id", None):
        return
    item = writing.get("agenda", record.item_id)
    if item is None or item.meeting_id != record.meeting_id:
        raise UserError("This item is not on the agenda of this meeting.", field="item_id")
