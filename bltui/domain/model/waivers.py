"""The record of a waiver: a conflict that people know of and accept."""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
from typing import TYPE_CHECKING, Annotated, ClassVar

from bltui.domain.model.errors import UserError
from bltui.domain.model.kinds import Line
from bltui.domain.model.record import Record
from bltui.domain.model.text import PROSE

if TYPE_CHECKING:
    from bltui.domain.model.context import Writing

#: Requirements of Handout 8 and the training, which nobody can waive: a BLT leader, any leader,
#: times, meetings.
NEVER = ("CWG-15", "CWG-18", "CWG-19", "CWG-25")


class Waiver(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One accepted conflict. The record's bookkeeping has who accepted it and when."""

    TABLE = "waivers"
    NOUN: ClassVar[str] = "waiver"
    NAME: ClassVar[str] = "rule"

    rule: Annotated[str, Line("Rule", required=True, form_by="the conflict that it accepts")]
    key: Annotated[
        str, Line("Key", max=PROSE, required=True, form_by="the conflict that it accepts")
    ]
    """The conflict's key: the whole cause, or "cause@2026-11-18" for one of its dates."""
    why: Annotated[
        str,
        Line(
            "Why",
            required=True,
            hint="kept with your name; such as: sub arranged",
            help="the reason, which is kept",
        ),
    ]

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that the rule can be waived. Raises UserError if not."""
        if self.rule in NEVER:
            raise UserError(
                f"{self.rule} cannot be waived: the handout requires it. Fix it instead.",
                field="rule",
            )
