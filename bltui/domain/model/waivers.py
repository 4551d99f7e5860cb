"""A waiver's record: a conflict that people know of and accept."""

# No annotations from the future here: they are evaluated once, when this file is compiled to a
# class.
from typing import TYPE_CHECKING, Annotated, ClassVar

from bltui.domain.model.errors import UserError
from bltui.domain.model.kinds import Line
from bltui.domain.model.record import Record
from bltui.domain.model.text import PROSE

if TYPE_CHECKING:
    from bltui.domain.model.context import Writing

#: What Handout 8 and the training require, so nobody can accept it: a BLT leader, any leader,
#: times, meetings.
NEVER = ("CWG-15", "CWG-18", "CWG-19", "CWG-25")


class Waiver(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One conflict that is accepted; who and when is in the record's own bookkeeping."""

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
        """Some conflicts nobody can accept."""
        if self.rule in NEVER:
            raise UserError(
                f"{self.rule} cannot be waived: the handout requires it. Fix it instead.",
                field="rule",
            )
