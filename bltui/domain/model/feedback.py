"""Feedback: what a person said, what it is about, and its status until it is answered.

Anonymous items store no author, and only the day. Their ids are computed from their text instead of
a counter, so that a list does not reveal the order. People who can read the building's files could
still find out.
"""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from bltui.domain.model import labels, validation_messages
from bltui.domain.model.about import About, read_about
from bltui.domain.model.errors import UserError
from bltui.domain.model.kinds import Choice, Day, Flag, Line, Prose, Whole
from bltui.domain.model.link_kinds import Link, Person
from bltui.domain.model.record import Record

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

Kind = Literal["comment", "plus", "delta", "question", "idea", "aha"]
Source = Literal[
    "",
    "teacher",
    "noncertified",
    "parent",
    "business",
    "community",
    "student",
    "dlt",
    "coach",
    "blt",
]
Decision = Literal["", "adopted", "not_adopted", "carried"]
Status = Literal["new", "theme", "discussed", "adopted", "not_adopted", "carried", "answered"]

KINDS: Mapping[Kind, str] = {
    "comment": "comment",
    "plus": "plus",
    "delta": "delta",
    "question": "question",
    "idea": "idea",
    "aha": "AHA",
}
#: Groups of people who give feedback, in words.
SOURCES: Mapping[Source, str] = labels.Worded(
    {
        "": "not given",
        "teacher": "teachers",
        "noncertified": "noncertified staff",
        "parent": "parents",
        "business": "local businesses",
        "community": "community organizations",
        "student": "students",
        "dlt": "the DLT/CSLT",
        "coach": "coaches and liaisons",
        "blt": "the {team}",
    }
)
#: The external ones of the "internal and external stakeholders". The others work or learn in the
#: district.
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
DECISIONS: Mapping[Decision, str] = {
    "": "",
    "adopted": "adopted",
    "not_adopted": "not adopted",
    "carried": "carried to next year",
}
#: The promise of a form to a person who wants to stay anonymous. It must not promise too much.
PROMISE = (
    "Anonymous: no name and only the date are saved, and bltui does not show who wrote this. "
    "The server's administrator could still find out. To be sure, give it on paper to your "
    "facilitator, who types it in."
)
#: Shown in every form in which people write about their work.
NO_STUDENTS = "The whole team reads this. Don't write students' names."
#: Longest item, in characters. Only survey answers may be longer.
LONGEST = 500
_DECIDED = "`o` in Feedback, `feedback resolve`"
_ANSWERED = "`r` in Feedback, `feedback resolve`"
_ROUND = "an answer to a round"


class _Topic(About, frozen=True, kw_only=True):
    """What a feedback item is about: any reference except another feedback item."""

    def clean(self, value: str, writing: "Writing") -> str:
        return read_about(writing, Line.clean(self, value, writing))


class _Themes(Link, frozen=True, kw_only=True):
    """The themes of a feedback item. JSON has their names."""

    def json(self, value: Any, context: "Context") -> Any:
        known = context.table(self.to)
        return [self.name(known[one]) for one in value if one in known]


class Feedback(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One feedback item."""

    TABLE = "feedback"
    NOUN: ClassVar[str] = "feedback item"
    NAME: ClassVar[str] = "text"

    text: Annotated[
        str,
        Prose(
            "Text", required=True, first=True, help=f"the feedback in their words. {NO_STUDENTS}"
        ),
    ]
    on: Annotated[date, Day("Day", set_by="the date it was added")]
    """The day on which it was said."""
    kind: Annotated[Kind, Choice("Kind", choices=KINDS)] = "comment"
    source: Annotated[Source, Choice("Who", choices=SOURCES, option="--from", key="from")] = ""
    """The group of the person who said it."""
    about: Annotated[
        str,
        _Topic(
            "About",
            hint="step:5, goal:3, cwg:2, meeting:7, or blank",
            help="what it is about: step:N, goal:N, cwg:N, meeting:N",
        ),
    ] = ""
    """What it is about: "step:5", "goal:3", "cwg:2", "meeting:7", "training:4", or nothing."""
    anonymous: Annotated[bool, Flag("Anonymous", set_by="`a` in Feedback, `feedback add`")] = False
    """Whether its author is not recorded anywhere."""
    author_id: Annotated[int | None, Person("Said by", key="author", set_by="`feedback add`")] = (
        None
    )
    """The author, a person on the staff list. Never set for an anonymous item."""
    round_id: Annotated[int | None, Link("Asked in", to="rounds", set_by=_ROUND)] = None
    """The round of questions that it belongs to."""
    prompt: Annotated[str, Line("Question", set_by=_ROUND)] = ""
    """The key of the question in the round."""
    theme_ids: Annotated[
        tuple[int, ...],
        _Themes(
            "Themes",
            to="themes",
            many=True,
            between=", ",
            key="themes",
            set_by="`t` in Feedback, `feedback theme`",
        ),
    ] = ()
    discussed_on: Annotated[
        date | None, Day("Discussed", key="discussed", set_by="`d` in Feedback, `feedback discuss`")
    ] = None
    meeting_id: Annotated[int | None, Link("Meeting", to="meetings", set_by="as discussed")] = None
    """The meeting at which it was discussed."""
    decision: Annotated[Decision, Choice("Decision", choices=DECISIONS, set_by=_DECIDED)] = ""
    reason: Annotated[str, Prose("Why", set_by=_DECIDED)] = ""
    """The reason; required if it is not adopted."""
    carried_to: Annotated[str, Line("Carried to", set_by=_DECIDED)] = ""
    """The school year, such as "2027-28", whose board shows it as an open item."""
    carried_step: Annotated[int | None, Whole("Step", least=1, most=2, set_by=_DECIDED)] = None
    """The step in that year, 1 or 2: "for next year's planning"."""
    answer: Annotated[str, Prose("Answer", set_by=_ANSWERED)] = ""
    """What people were told."""
    answered_on: Annotated[date | None, Day("Told on", key="answered", set_by=_ANSWERED)] = None
    """The day people were told. The item is closed from then on."""

    @property
    def numbered_by(self) -> str:
        """The text that the id is made from, so that ids do not reveal the order."""
        return f"{self.on} {self.source} {self.text}"

    @property
    def nameless(self) -> bool:
        """Whether it is anonymous. Edits of it are too: its author most likely makes them."""
        return self.anonymous

    def describe(self, context: "Context") -> str:
        """Return the item by its number, never by its text, which a purge must remove."""
        # A number in the history would reveal which anonymous item was changed on a day.
        return "anonymous feedback" if self.anonymous else f"{self.NOUN} #{self.id}"

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that only an answer to a round is long. Raises UserError if not."""
        if (
            self.round_id is None
            and len(self.text) > LONGEST
            and self.text != getattr(before, "text", "")
        ):
            raise UserError(
                validation_messages.too_long("text", len(self.text), LONGEST), field="text"
            )

    @property
    def status(self) -> Status:
        """The status of the item."""
        if self.answered_on is not None:
            return "answered"
        if self.decision:
            return self.decision
        return "discussed" if self.discussed_on else "theme" if self.theme_ids else "new"

    @property
    def closed(self) -> bool:
        """Whether people were told the result."""
        return self.answered_on is not None
