"""The form fields for a vote: the result as it is said, and a roll call of single keys."""

from __future__ import annotations

import re
from typing import Any

from bltui.domain.meetings.attendance import voting_now
from bltui.domain.meetings.deciding import how_words, read_roll_call, read_said
from bltui.domain.meetings.decision_parser import HOW
from bltui.domain.model.building import Building
from bltui.domain.model.errors import UserError
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.minutes import Ballot, DecisionMade, Vote
from bltui.domain.model.text import quoted, shown
from bltui.ui.dialogs.fields import Field

#: Numbers alone, which in this field are a vote.
_NUMBERS = re.compile(
    r"\(?(\d{1,3})\s*(?:[-–—:/,]|to|\s)\s*(\d{1,3})(?:\s*(?:[-–—:/,]|to|\s)\s*(\d{1,3}))?\)?\.?",
    re.IGNORECASE,
)
_KEYS: dict[str, Vote] = {"y": "yes", "n": "no", "a": "abstain", "x": "absent", "-": "absent"}
#: What stands for the proposal while only its vote is read.
_PROPOSAL = "The proposal"


class VoteField(Field, frozen=True, kw_only=True):
    """How a decision was made, as minutes say it: "6-1", "consensus", "tabled until May".

    Its value is the fields of the decision that it says, or {} if it is blank.
    """

    value: Any = {}
    saves: bool = True
    hint: str = "6-1, consensus, unanimous, passed, tabled until May; tab: more fields"
    building: Building
    meeting: Meeting

    def to_text(self, value: Any) -> str:
        return ""

    def parse(self, raw: str) -> dict[str, Any]:
        text = raw.strip()
        if not text:
            return {}
        if numbers := _NUMBERS.fullmatch(text):
            yes, no, abstain = numbers.groups()
            text = f"{yes} yes, {no} no" + (f", {abstain} abstain" if abstain else "")
        try:
            said, fields = read_said(self.building, self.meeting, f"{_PROPOSAL}. {text}")
        except UserError as refused:
            raise UserError(refused.message, field=self.key) from None
        if said.text != _PROPOSAL:
            raise UserError(f"{quoted(raw)}: {HOW[0].lower()}{HOW[1:]}", field=self.key)
        return {name: value for name, value in fields.items() if name != "text"}

    def describe(self, raw: str) -> str:
        try:
            fields = self.parse(raw)
        except UserError as refused:
            return refused.message
        if not fields:
            return ""
        made = DecisionMade(meeting_id=self.meeting.id, text="", **fields)
        return how_words(self.building, made)


class RollField(Field, frozen=True, kw_only=True):
    """A roll call: one key for each voting member who is here, in order, or names with votes.

    Its value is the ballots.
    """

    value: Any = ()
    hint: str = "one key each: y yes, n no, a abstain, x absent; or: Mike yes, Brid no"
    building: Building
    meeting: Meeting

    @property
    def people(self) -> list[int]:
        """Who is asked, in the order of the attendance list."""
        return voting_now(self.building, self.meeting)

    def to_text(self, value: Any) -> str:
        people = self.building.people
        return ", ".join(f"{people[b.person_id].name} {b.vote}" for b in value or ())

    def parse(self, raw: str) -> tuple[Ballot, ...]:
        keys = "".join(raw.split()).casefold()
        if not keys:
            return ()
        try:
            if set(keys) <= _KEYS.keys():
                return self._walked(keys)
            roll: tuple[Ballot, ...] = read_roll_call(self.building, self.meeting, raw)["roll"]
        except UserError as refused:
            raise UserError(refused.message, field=self.key) from None
        return roll

    def _walked(self, keys: str) -> tuple[Ballot, ...]:
        people = self.people
        if len(keys) < len(people):
            raise UserError(f"Next: {self._name(people[len(keys)])}.", field=self.key)
        if len(keys) > len(people):
            raise UserError(f"{len(keys)} votes, but {len(people)} are here.", field=self.key)
        return tuple(Ballot(p, _KEYS[key]) for p, key in zip(people, keys, strict=True))

    def _name(self, person_id: int) -> str:
        return shown(self.building.people[person_id].name)

    def describe(self, raw: str) -> str:
        keys = "".join(raw.split()).casefold()
        people = self.people
        if not keys:
            return f"Next: {self._name(people[0])}" if people else ""
        if not set(keys) <= _KEYS.keys():
            try:
                return self.to_text(self.parse(raw))
            except UserError as refused:
                return refused.message
        said = [f"{self._name(p)} {_KEYS[k]}" for p, k in zip(people, keys, strict=False)]
        ahead = f"Next: {self._name(people[len(keys)])}" if len(keys) < len(people) else ""
        return "\n".join(filter(None, (ahead, ", ".join(reversed(said)))))


def said_in(building: Building, meeting: Meeting, text: str) -> dict[str, Any]:
    """Return the fields of a decision whose sentence says how it was made, else {}."""
    said, fields = read_said(building, meeting, text, ask=False)
    return fields if said.method else {}
