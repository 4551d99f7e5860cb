"""A feedback round: the same questions to a group of people, and one person's scores."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from bltui.domain.model.feedback import Source
from bltui.domain.model.record import Record

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
    text: str
    kind: Literal["likert", "open"] = "open"


class Round(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Questions that are put to people between two days."""

    title: str
    prompts: tuple[Prompt, ...]
    occasion: Occasion = "step_8"
    """"Gather feedback from teachers for next year's planning" is step 8 [S1]."""
    purpose: str = ""
    audience: str = ""
    """Who is asked, in words."""
    invited: int | None = None
    """How many people were asked; None if nobody counted."""
    opens: date
    closes: date | None = None
    """Last day for answers."""

    def closed(self, day: date) -> bool:
        """Whether no more answers are expected."""
        return self.closes is not None and self.closes < day


class Response(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One person's scores. It names nobody; what they wrote is kept as feedback, apart from the scores."""

    round_id: int
    on: date
    source: Source = ""
    scores: dict[str, int] = {}
    """Per prompt 1 to 4."""
