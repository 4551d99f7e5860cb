"""A feedback round: the same questions to a group of people, and one person's scores."""

# No annotations from the future here: they are evaluated once, when this file is compiled to a class.
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from bltui.domain.model.dates import show_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.feedback import Source
from bltui.domain.model.kinds import Choice, Day, Line, Parts, Whole
from bltui.domain.model.record import Record, active
from bltui.domain.model.text import PROSE, folded

if TYPE_CHECKING:
    from bltui.domain.model.context import Writing

#: Characters of a question or statement, and how many a round may have.
QUESTION, QUESTIONS = 500, 60
Occasion = Literal["step_8", "session", "stakeholder", "other"]
#: Most and least of a scale: 1 disagrees strongly, 4 agrees strongly; there is no middle to hide in.
LEAST, MOST = 1, 4
OCCASIONS: Mapping[Occasion, str] = {
    "step_8": "step 8: for next year's planning",
    "session": "after a session",
    "stakeholder": "from stakeholders",
    "other": "other",
}


class Prompt(msgspec.Struct, frozen=True, omit_defaults=True):
    """One question or statement."""

    key: str
    text: Annotated[str, Line("Question", max=QUESTION, required=True)]
    kind: Literal["likert", "open"] = "open"


class Round(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Questions that are put to people between two days."""

    TABLE = "rounds"

    title: Annotated[str, Line("Title", required=True)]
    prompts: Annotated[tuple[Prompt, ...], Parts("Questions", of=Prompt)]
    occasion: Annotated[Occasion, Choice("Occasion", choices=OCCASIONS)] = "step_8"
    """"Gather feedback from teachers for next year's planning" is step 8 [S1]."""
    purpose: Annotated[str, Line("Purpose", max=PROSE)] = ""
    audience: Annotated[str, Line("Audience")] = ""
    """Who is asked, in words."""
    invited: Annotated[int | None, Whole("Invited", least=1, most=100_000)] = None
    """How many people were asked; None if nobody counted."""
    opens: Annotated[date, Day("Opens", required=True)]
    closes: Annotated[date | None, Day("Closes")] = None
    """Last day for answers."""

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """A round asks different questions, closes after it opens, and is the only one of its title and day."""
        if not self.prompts:
            raise UserError("A round asks at least one question.", field="prompts")
        if len(self.prompts) > QUESTIONS:
            raise UserError(
                f"{len(self.prompts)} questions are too many (at most {QUESTIONS}). Ask less.", field="prompts"
            )
        if len({prompt.key for prompt in self.prompts}) < len(self.prompts):
            raise UserError("Two questions have the same key. Give each its own.", field="prompts")
        if self.closes is not None and self.closes < self.opens:
            raise UserError(
                f"The round closes on {show_date(self.closes)}, before it opens. Change one of the days.",
                field="closes",
            )
        for other in active(writing.table("rounds")):
            if other.id != self.id and (folded(other.title), other.opens) == (folded(self.title), self.opens):
                raise UserError(
                    f"There is a round “{self.title}” of that day already. Give this one another title.", field="title"
                )

    def closed(self, day: date) -> bool:
        """Whether no more answers are expected."""
        return self.closes is not None and self.closes < day


class Response(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One person's scores. It names nobody; what they wrote is kept as feedback, apart from the scores."""

    TABLE = "responses"

    round_id: int
    on: date
    source: Source = ""
    scores: dict[str, int] = {}
    """Per prompt 1 to 4."""
