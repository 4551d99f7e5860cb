"""The base of anonymous answers, for feedback rounds and self-checks."""

from __future__ import annotations

from collections.abc import Mapping

from bltui.domain.model.feedback import Source
from bltui.domain.model.record import Record
from bltui.domain.model.scores import Spread


class Sheet(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The scores of one person, or of several counted together, without names."""

    @property
    def asked_in(self) -> str:
        """The reference of the round or meeting, such as "rounds/3"."""
        raise NotImplementedError

    @property
    def group(self) -> Source:
        """The group of the people who answered, or "" if groups are not distinguished."""
        return ""

    @property
    def spreads(self) -> Mapping[str, Spread]:
        """How many gave each score, for each statement."""
        raise NotImplementedError

    @property
    def numbered_by(self) -> str:
        """The text that the id is made from, so that ids do not reveal the order."""
        return f"{self.asked_in} {self.group} {sorted(self.spreads.items())}"

    @property
    def nameless(self) -> bool:
        """Answers are anonymous."""
        return True
