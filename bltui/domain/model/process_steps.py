"""What a group did at each step of its framework's process in a meeting, and its results.

Results are counts of a group of students. A student is never named.
"""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import Kind
from bltui.domain.model.kinds import Choice, Day, Flag, Line, Prose, Whole
from bltui.domain.model.meetings import OF_MEETING
from bltui.domain.model.record import Record
from bltui.domain.model.times import Time

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

When = Literal["pre", "post"]
#: How people read when a test was given.
WHEN: Mapping[When, str] = {"pre": "before", "post": "after"}
_STEP, _RESULT, _STOP = "`meeting step`", "`meeting result`", "`meeting stop`"
#: The most students that a result may count.
_MOST = 10_000


class ProcessNote(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What a group wrote at one step of its process in one meeting."""

    TABLE = "process_notes"
    NOUN: ClassVar[str] = "process step"
    NAME: ClassVar[str] = "step"

    meeting_id: Annotated[int, OF_MEETING]
    step: Annotated[int, Whole("Step", set_by=_STEP)]
    """The number of the step in the framework's process."""
    text: Annotated[str, Prose("Text", set_by=_STEP)] = ""
    on: Annotated[date | None, Day("Discussed", set_by=_STEP)] = None
    """The day it was discussed. None: the meeting's day."""
    discussed_at: Annotated[str, Time("Discussed at", set_by=_STEP)] = ""
    adults: Annotated[str, Prose("Adults will", set_by=_STEP)] = ""
    """What adults will do differently."""
    students: Annotated[str, Prose("Students will", set_by=_STEP)] = ""
    """What students will do differently."""
    evidence: Annotated[str, Prose("Evidence", set_by=_STEP)] = ""
    stopped: Annotated[bool, Flag("Stopped here", set_by=_STOP)] = False
    """Whether the group stopped at this step."""
    needs: Annotated[str, Prose("Needs from the {team}", set_by=_STOP)] = ""

    def describe(self, context: "Context") -> str:
        """Return the step by its number."""
        return f"{self.NOUN} {self.step}"


class LevelCounts(Kind, frozen=True, kw_only=True):
    """How many students reached each level: level -> count."""

    def clean(self, value: Any, writing: "Writing") -> Any:
        for level, count in value.items():
            if count < 0:
                raise UserError(f"{level}: {count} is below 0. Enter a count.", field="counts")
        return super().clean(value, writing)

    def show(self, value: Any, context: "Context") -> str:
        return ", ".join(f"{level} {count}" for level, count in value.items())

    def wants(self) -> str:
        return "for each level of the framework, how many students"


class ProcessResult(Record, frozen=True, kw_only=True, omit_defaults=True):
    """How many students of a group were tested, and how many reached each level."""

    TABLE = "process_results"
    NOUN: ClassVar[str] = "result"
    NAME: ClassVar[str] = "group"

    meeting_id: Annotated[int, OF_MEETING]
    step: Annotated[int, Whole("Step", set_by=_RESULT)]
    group: Annotated[str, Line("Group", set_by=_RESULT)]
    """"All", a teacher, or a subgroup; never a student."""
    when: Annotated[When, Choice("When", choices=WHEN, set_by=_RESULT)]
    tested: Annotated[int, Whole("Tested", least=1, most=_MOST, set_by=_RESULT)]
    counts: Annotated[dict[str, int], LevelCounts("Levels", set_by=_RESULT)] = {}
    """The count of each level, by its key. Percentages are computed, never stored."""

    def describe(self, context: "Context") -> str:
        """Return the result by its step and group."""
        return f"{self.NOUN} of step {self.step}, {self.group}, {WHEN[self.when]}"

    def validate(self, before: Record | None, writing: "Writing") -> None:
        """Check that the levels are not more than were tested. Raises UserError if they are."""
        total = sum(self.counts.values())
        if total > self.tested:
            raise UserError(
                f"The levels add up to {total}, but {self.tested} were tested. Correct a count.",
                field="tested",
            )
