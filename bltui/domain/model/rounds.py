"""Feedback rounds (the same questions for a group of people), and one person's scores."""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import msgspec

from bltui.domain.model import validation_messages
from bltui.domain.model.errors import UserError
from bltui.domain.model.feedback import SOURCES, Source
from bltui.domain.model.formats import show_date
from bltui.domain.model.kinds import Choice, Day, Line, Parts, Whole
from bltui.domain.model.link_kinds import Link
from bltui.domain.model.record import Record, active
from bltui.domain.model.scores import Scores, Spread, gave
from bltui.domain.model.sheets import Sheet
from bltui.domain.model.text import PROSE, folded

if TYPE_CHECKING:
    from bltui.domain.model.context import Writing

#: Longest question or statement, in characters, and the most questions in a round.
QUESTION, QUESTIONS = 500, 60
Occasion = Literal["step_8", "session", "stakeholder", "other"]
OCCASIONS: Mapping[Occasion, str] = {
    "step_8": "step 8: for next year's planning",
    "session": "after a session",
    "stakeholder": "from stakeholders",
    "other": "other",
}
PromptKind = Literal["likert", "open"]
PROMPT_KINDS: Mapping[PromptKind, str] = {"likert": "1 to 4", "open": "in words"}
_SET_BY = "`I` in Feedback, `feedback round answer`"


class Prompt(msgspec.Struct, frozen=True, omit_defaults=True):
    """One question or statement."""

    key: Annotated[str, Line("Key", required=True)]
    """The key under which answers are stored, so that the words can be changed."""
    text: Annotated[str, Line("Question", max=QUESTION, required=True)]
    kind: Annotated[PromptKind, Choice("Answered", choices=PROMPT_KINDS)] = "open"


class Round(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Questions that people can answer between two days."""

    TABLE = "rounds"
    NOUN: ClassVar[str] = "round"
    NAME: ClassVar[str] = "title"

    title: Annotated[str, Line("Title", required=True, first=True)]
    prompts: Annotated[
        tuple[Prompt, ...],
        Parts(
            "Questions",
            of=Prompt,
            hint="one per line; “1-4 ” before a statement to agree with",
            command_by="`feedback round open`",
        ),
    ]
    occasion: Annotated[
        Occasion,
        Choice("Occasion", choices=OCCASIONS, help="the occasion (default of a new round: step_8)"),
    ] = "step_8"
    """The occasion. Step 8: "Gather feedback from teachers for next year's planning"."""
    purpose: Annotated[str, Line("Purpose", max=PROSE, help="the purpose")] = ""
    audience: Annotated[
        str, Line("Audience", hint="such as all teachers", help="the people asked")
    ] = ""
    """The people who are asked, in words."""
    invited: Annotated[
        int | None,
        Whole(
            "Invited",
            least=1,
            most=100_000,
            hint="how many people are asked, for the response rate",
            help="the number of people asked",
        ),
    ] = None
    """How many people were asked, or None if nobody counted."""
    opens: Annotated[
        date, Day("Opens", required=True, help="the first day for answers (default: today)")
    ]
    closes: Annotated[date | None, Day("Last day", help="the last day for answers")] = None
    """The last day for answers."""

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check the questions, dates, and title of a round. Raises UserError.

        A round has at least one question, each with its own key, does not close before it opens, and
        is the only one with its title and first day. Once there is an answer, questions can only be
        added.
        """
        if not self.prompts:
            raise UserError("No questions. Add at least one.", field="prompts")
        if len(self.prompts) > QUESTIONS:
            raise UserError(
                validation_messages.too_long(
                    "round", len(self.prompts), QUESTIONS, "questions", "Ask fewer."
                ),
                field="prompts",
            )
        if len({prompt.key for prompt in self.prompts}) < len(self.prompts):
            raise UserError(
                "Two questions have the same key. Give each a different one.", field="prompts"
            )
        asked = getattr(before, "prompts", self.prompts)
        if self.prompts[: len(asked)] != asked and self._answered(writing):
            raise UserError(
                "These questions already have answers. Open a new round instead.", field="prompts"
            )
        if self.closes is not None and self.closes < self.opens:
            raise UserError(
                f"The round closes on {show_date(self.closes)}, before it opens. Change one of the "
                "dates.",
                field="closes",
            )
        for other in active(writing.table("rounds")):
            if other.id != self.id and (folded(other.title), other.opens) == (
                folded(self.title),
                self.opens,
            ):
                raise UserError(
                    f"A round “{self.title}” with that date already exists. Choose another title.",
                    field="title",
                )

    def _answered(self, writing: "Writing") -> bool:
        answers = (writing.table(table) for table in ("responses", "feedback"))
        return any(answer.round_id == self.id for table in answers for answer in active(table))

    def closed(self, day: date) -> bool:
        """Return whether the last day for answers is before `day`."""
        return self.closes is not None and self.closes < day


class Response(Sheet, frozen=True, kw_only=True, omit_defaults=True):
    """One person's scores, without a name.

    Written answers are stored as feedback, apart from the scores.
    """

    TABLE = "responses"
    NOUN: ClassVar[str] = "response"
    NAME: ClassVar[str] = "on"

    round_id: Annotated[int, Link("Round", to="rounds", set_by=_SET_BY)]
    on: Annotated[date, Day("Day", set_by=_SET_BY)]
    source: Annotated[Source, Choice("Who", choices=SOURCES, key="from", set_by=_SET_BY)] = ""
    scores: Annotated[dict[str, int], Scores("Scores", set_by=_SET_BY)] = {}
    """The score of each question, 1 to 4, by its key."""

    @property
    def asked_in(self) -> str:
        """The reference of the round."""
        return f"rounds/{self.round_id}"

    @property
    def group(self) -> Source:
        """The group of the person who answered."""
        return self.source

    @property
    def spreads(self) -> dict[str, Spread]:
        """Each score as a count of one."""
        return {key: gave(score) for key, score in self.scores.items()}
