"""Feedback: what somebody said, about what, and how far it has come on the way to an answer.

Anonymous items hold no author, and of the time only the day. Their numbers come from their words, not from a counter, so
that a list does not show who spoke after whom. Whoever can read the files of the building could still find out.
"""

from __future__ import annotations

import zlib
from collections.abc import Container, Mapping
from datetime import date
from typing import Literal

from bltui.domain.model.record import Record

Kind = Literal["comment", "plus", "delta", "question", "idea", "aha"]
Source = Literal["", "teacher", "noncertified", "parent", "business", "community", "student", "dlt", "coach", "blt"]
Decision = Literal["", "adopted", "not_adopted", "carried"]
Status = Literal["new", "theme", "discussed", "adopted", "not_adopted", "carried", "answered"]

#: Who speaks, in words.
SOURCES: Mapping[Source, str] = {
    "": "somebody",
    "teacher": "teachers",
    "noncertified": "noncertified staff",
    "parent": "parents",
    "business": "local businesses",
    "community": "community organizations",
    "student": "students",
    "dlt": "the DLT/CSLT",
    "coach": "coaches and liaisons",
    "blt": "the BLT",
}
#: "internal and external stakeholders" [S2]: these are the external ones, the others work or learn in the district.
EXTERNAL: frozenset[Source] = frozenset(("parent", "business", "community"))
STATUSES: Mapping[Status, str] = {
    "new": "new",
    "theme": "in a theme",
    "discussed": "discussed",
    "adopted": "adopted",
    "not_adopted": "not adopted",
    "carried": "carried to next year",
    "answered": "answered",
}
#: What a form says where somebody wants to stay unnamed: no more than is true.
PROMISE = (
    "Anonymous: no name and only the day are kept, and bltui shows nobody who wrote this. Whoever looks after the server could "
    "still find out. To be sure, give it on paper to your facilitator, who types it in."
)
#: What every form says where people write about their work.
NO_STUDENTS = "The whole team reads this. Don't write students' names."
#: Characters of one item; longer answers come only with a survey.
LONGEST = 500
_FIRST_NUMBER, _NUMBERS = 10_000, 90_000


class Feedback(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that was said."""

    TABLE = "feedback"

    text: str
    on: date
    """The day on which it was said."""
    kind: Kind = "comment"
    source: Source = ""
    """The group of whoever said it."""
    about: str = ""
    """What it is about: "step:5", "goal:3", "cwg:2", "meeting:7", "training:4", or nothing in particular."""
    anonymous: bool = False
    """Whoever said it is not named, nowhere."""
    author_id: int | None = None
    """The person of the list who said it; never with an anonymous item."""
    round_id: int | None = None
    """The round of questions that it answers."""
    prompt: str = ""
    """Which question of the round."""
    theme_ids: tuple[int, ...] = ()
    discussed_on: date | None = None
    meeting_id: int | None = None
    """The meeting at which it was discussed."""
    decision: Decision = ""
    reason: str = ""
    """Why; needed where it is not adopted."""
    carried_to: str = ""
    """The school year, such as "2027-28", on whose board it is an open item."""
    carried_step: int | None = None
    """The step of that year, 1 or 2: "for next year's planning" [S1]."""
    answer: str = ""
    """What people were told."""
    answered_on: date | None = None
    """The loop is closed only from this day on."""

    @property
    def status(self) -> Status:
        """How far it has come."""
        if self.answered_on is not None:
            return "answered"
        if self.decision:
            return self.decision
        return "discussed" if self.discussed_on else "theme" if self.theme_ids else "new"

    @property
    def closed(self) -> bool:
        """Whether people were told what came of it."""
        return self.answered_on is not None


def free_number(content: str, taken: Container[int]) -> int:
    """A number for a record, from its content alone: it says neither when the record came nor after which other."""
    place = zlib.crc32(content.encode("utf-8", "replace"))
    while (number := _FIRST_NUMBER + place % _NUMBERS) in taken:
        place += 1
    return number
