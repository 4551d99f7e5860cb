"""What the records of anonymous answers have in common, of feedback rounds and of self-checks."""

from __future__ import annotations

from collections.abc import Mapping

from bltui.domain.model.feedback import Source
from bltui.domain.model.record import Record
from bltui.domain.model.scores import Spread


class Sheet(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The scores of one person, or of several counted together. It names nobody."""

    @property
    def asked_in(self) -> str:
        """The round or meeting that asked, such as "rounds/3"."""
        raise NotImplementedError

    @property
    def group(self) -> Source:
        """The group of whoever answered; blank if no groups are told apart."""
        return ""

    @property
    def spreads(self) -> Mapping[str, Spread]:
        """Per statement how many gave each score."""
        raise NotImplementedError

    @property
    def numbered_by(self) -> str:
        """Its answers: the id does not tell who answered after whom."""
        return f"{self.asked_in} {self.group} {sorted(self.spreads.items())}"

    @property
    def nameless(self) -> bool:
        """Answers are anonymous."""
        return True
