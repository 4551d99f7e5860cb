"""The record of a meeting's self-check: a short survey with the framework's statements."""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
from typing import Annotated, ClassVar

from bltui.domain.model.link_kinds import Link
from bltui.domain.model.scores import Counts, Spread
from bltui.domain.model.sheets import Sheet

_SET_BY = "`C` in Meeting, `meeting self-check`"


class SelfCheck(Sheet, frozen=True, kw_only=True, omit_defaults=True):
    """The answers of one person, or of several counted together, without names.

    Its only date is the meeting's. Each entry is a separate record, so that answers entered by two
    people at once add up.
    """

    TABLE = "self_checks"
    NOUN: ClassVar[str] = "self-check"
    NAME: ClassVar[str] = "meeting_id"

    meeting_id: Annotated[int, Link("Meeting", to="meetings", set_by=_SET_BY)]
    counts: Annotated[dict[str, Spread], Counts("Answers", set_by=_SET_BY)]
    """The counts of each statement, by its key."""

    @property
    def asked_in(self) -> str:
        """The reference of the meeting."""
        return f"meetings/{self.meeting_id}"

    @property
    def spreads(self) -> dict[str, Spread]:
        """The counts, as stored."""
        return self.counts
