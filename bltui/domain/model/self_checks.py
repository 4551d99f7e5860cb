"""The record of a meeting's self-check: a feedback round that every meeting asks, with its
statements in the framework.
"""

# No annotations from the future here: they are evaluated once, when this file is compiled to a
# class.
from typing import Annotated, ClassVar

from bltui.domain.model.link_kinds import Link
from bltui.domain.model.scores import Counts, Spread
from bltui.domain.model.sheets import Sheet

_SET_BY = "`C` in Meeting, `meeting self-check`"


class SelfCheck(Sheet, frozen=True, kw_only=True, omit_defaults=True):
    """The answers of one person, or of several counted together. It names nobody and has no day but
    the meeting's.

    Each is a record of its own: what two people put in at the same time adds up.
    """

    TABLE = "self_checks"
    NOUN: ClassVar[str] = "self-check"
    NAME: ClassVar[str] = "meeting_id"

    meeting_id: Annotated[int, Link("Meeting", to="meetings", set_by=_SET_BY)]
    counts: Annotated[dict[str, Spread], Counts("Answers", set_by=_SET_BY)]
    """Per statement, by its key."""

    @property
    def asked_in(self) -> str:
        """The meeting."""
        return f"meetings/{self.meeting_id}"

    @property
    def spreads(self) -> dict[str, Spread]:
        """They are counted already."""
        return self.counts
