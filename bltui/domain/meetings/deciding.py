"""Turn a decision as it was said into the fields of its record, with the people it names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from bltui.domain.meetings.agenda import members
from bltui.domain.meetings.decision_parser import Said, read_decision
from bltui.domain.meetings.motion_parser import read_motion
from bltui.domain.meetings.roll_parser import Cast, read_typed_roll
from bltui.domain.meetings.tally_parser import count_words
from bltui.domain.model.building import Building
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import people
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.minutes import METHODS, OUTCOMES, Ballot, DecisionMade
from bltui.domain.model.people import Person
from bltui.domain.model.person_match import find_person, matching
from bltui.domain.model.record import active
from bltui.domain.model.teams import team_words
from bltui.domain.model.text import quoted, shown


class Attending:
    """The people whom a text about a meeting may name: its team first, then other staff."""

    def __init__(self, building: Building, meeting: Meeting) -> None:
        self.building, self.meeting = building, meeting
        self.people = [p for p in active(building.people) if p.active]
        self.first = members(building, meeting.team, meeting.on) or ()
        self.guests = [
            line
            for line in active(building.lines)
            if line.meeting_id == meeting.id and line.kind == "guest"
        ]

    def is_name(self, text: str) -> bool:
        """Return whether a text names a person or a guest, or several who fit."""
        return bool(matching(text, self.people, self.first)) or self._guest(text)

    def _guest(self, text: str) -> bool:
        key = text.casefold()
        return any(key in (g.text.casefold(), *g.text.casefold().split()) for g in self.guests)

    def find(self, text: str) -> Person:
        """Return the one person that a text names. Raises UserError."""
        return find_person(text, self.people, self.first)

    def voter(self, text: str) -> Person:
        """Return the one member that a text names. Guests and other staff do not vote.

        Raises UserError.
        """
        if self._guest(text) and not matching(text, self.people, self.first):
            raise UserError(f"{shown(text)} is a guest, and guests do not vote. Name a member.")
        return self.votes(self.find(text))

    def votes(self, person: Person) -> Person:
        """Return a member. Raises UserError if the person is not one."""
        if self.first and person.id not in self.first:
            team = team_words(self.meeting.team, self.building.profile.dlt_label)
            raise UserError(
                f"{shown(person.name)} is not a voting member of the {team}. Name a member."
            )
        return person


def read_said(
    building: Building, meeting: Meeting, text: str, *, ask: bool = True
) -> tuple[Said, dict[str, Any]]:
    """Return a sentence about a decision, and the fields of its record. Raises UserError."""
    there = Attending(building, meeting)
    said = read_decision(text, there.is_name, most=len(there.first) or None, ask=ask)
    fields: dict[str, Any] = {"text": said.text, **said.fields}
    fields |= _movers(there, said.moved, said.seconded)
    roll = ballots(there, said.roll)
    for name, value in (
        ("roll", roll),
        ("method", said.method),
        ("stated", said.stated),
        ("until", said.until),
        ("reason", said.reason),
    ):
        if value:
            fields[name] = value
    return said, fields


def _movers(there: Attending, moved: str, seconded: str) -> dict[str, int]:
    names = (("moved_id", moved), ("seconded_id", seconded))
    return {field: there.voter(name).id for field, name in names if name}


def moved_in(building: Building, meeting: Meeting, text: str) -> dict[str, Any]:
    """Return the text of a motion without its mover and seconder, and the fields that name them.

    For "Adopt it, moved Ana, second Ben" where the vote was typed elsewhere. Raises UserError if
    a name fits nobody who votes, or several.
    """
    there = Attending(building, meeting)
    motion = read_motion(text, there.is_name)
    found = _movers(there, motion.moved, motion.seconded)
    return {"text": motion.text, **found} if motion.text and found else {"text": text}


def ballots(there: Attending, cast: Iterable[Cast]) -> tuple[Ballot, ...]:
    """Return a roll call with the people it names. Raises UserError."""
    found: dict[int, Ballot] = {}
    for one in cast:
        person = there.voter(one.name)
        before = found.get(person.id)
        if before is not None and before.vote != one.vote:
            raise UserError(f"{shown(person.name)} voted {before.vote} and {one.vote}. Keep one.")
        found[person.id] = Ballot(person.id, one.vote)
    return tuple(found.values())


def read_roll_call(building: Building, meeting: Meeting, text: str) -> dict[str, Any]:
    """Return the fields of a typed roll call: votes by name, and their counts.

    Raises UserError if it cannot be read.
    """
    cast = read_typed_roll(text)
    if not cast:
        raise UserError(
            f"{quoted(text)} is not a roll call. Write it as: Mike yes, Brid absent.", field="roll"
        )
    return counted(ballots(Attending(building, meeting), cast))


def counted(roll: tuple[Ballot, ...]) -> dict[str, Any]:
    """Return the fields of a complete roll call."""
    counts = {
        vote: sum(ballot.vote == vote for ballot in roll) for vote in ("yes", "no", "abstain")
    }
    return {"method": "vote", "roll": roll, **counts}


def vote_words(building: Building, made: DecisionMade) -> str:
    """Return how a decision was made: "6 yes, 1 no", "unanimous, not counted", with who dissented.

    The names are those of a partial roll call, or of everyone who did not vote yes.
    """
    if made.method == "fist_to_five":
        parts = [f"fist {' '.join(map(str, made.scores))}"]
    elif made.method == "vote":
        parts = count_words(msgspec.structs.asdict(made))
    else:
        beside = [f"{getattr(made, n)} {n}" for n in ("no", "abstain") if getattr(made, n)]
        parts = [METHODS[made.method], *beside]
    names = [
        f"{shown(building.people[b.person_id].name)} {b.vote}"
        for b in made.roll
        if b.person_id in building.people and b.vote != "yes"
    ]
    return ", ".join(parts) + (f" ({', '.join(names)})" if names else "")


#: What people did at a vote besides voting yes or no.
_BESIDE = {"abstain": "abstained", "unclear": "unclear", "not_voting": "not voting"}


def score_words(made: DecisionMade) -> str:
    """Return how a decision was made, as minutes write it: "Vote: 6-1, 1 abstained".

    Only what was entered. "" if only its result was announced.
    """
    beside = [f"{count} {word}" for name, word in _BESIDE.items() if (count := getattr(made, name))]
    if made.method == "vote":
        of = f" of {made.eligible}" if made.eligible is not None else ""
        return f"Vote: {', '.join([f'{made.yes}-{made.no}', *beside])}{of}"
    if made.method == "fist_to_five":
        scores = range(5, -1, -1)
        counts = [f"{n} ({people(made.scores.count(n))})" for n in scores if n in made.scores]
        return f"Fist to five: {', '.join(counts)}"
    said = {"consensus": "consensus", "unanimous": "unanimous"}.get(made.method, "")
    against = [f"{made.no} no"] if made.no else []
    return ", ".join(filter(None, (said, *against, *beside)))


def moved_words(building: Building, made: DecisionMade) -> str:
    """Return who moved and seconded a decision, or ""."""
    said = (("moved by", made.moved_id), ("seconded by", made.seconded_id))
    return ", ".join(
        f"{words} {shown(building.people[number].name)}"
        for words, number in said
        if number is not None and number in building.people
    )


def how_words(building: Building, made: DecisionMade) -> str:
    """Return all that is known about how a decision was made, for the preview of a line."""
    until = f" until {made.until}" if made.until else ""
    stated = f"{OUTCOMES[made.stated]}{until}" if made.stated else ""
    everyone = ", ".join(
        f"{shown(building.people[b.person_id].name)} {b.vote}"
        for b in made.roll
        if b.person_id in building.people
    )
    by_name = f"by name: {everyone}" if everyone else ""
    how = vote_words(building, msgspec.structs.replace(made, roll=()))
    return ", ".join(filter(None, (how, stated, moved_words(building, made), by_name)))
