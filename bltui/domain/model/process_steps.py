"""What a group did at each step of its framework's process in a meeting, and its results.

Results are counts of a group of students. A student is never named.
"""

# No `from __future__ import annotations` here: string annotations would have to be evaluated again
# at run time.
import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import Kind
from bltui.domain.model.kinds import Choice, Day, Flag, Line, Prose, Whole
from bltui.domain.model.meetings import OF_MEETING
from bltui.domain.model.record import Record
from bltui.domain.model.text import folded
from bltui.domain.model.times import Time

if TYPE_CHECKING:
    from bltui.domain.model.context import Context, Writing

When = Literal["pre", "post"]
#: How people read when a test was given.
WHEN: Mapping[When, str] = {"pre": "before", "post": "after"}
_STOP = "the stop sign: `X` in Meeting, `meeting stop`"
#: How the forms of a new step or result set the step.
_CHOSEN = "choosing it: `{}` in Meeting"
#: The most students that a result may count.
_MOST = 10_000
#: A count in a line of levels, and what may be between one and its level.
_COUNT, _BETWEEN = re.compile(r"[0-9]{1,6}"), " ,;:=/"


class ProcessNote(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What a group wrote at one step of its process in one meeting."""

    TABLE = "process_notes"
    NOUN: ClassVar[str] = "process step"
    NAME: ClassVar[str] = "step"

    meeting_id: Annotated[int, OF_MEETING]
    step: Annotated[int, Whole("Step", required=True, option="K", form_by=_CHOSEN.format("o"))]
    """The number of the step in the framework's process."""
    text: Annotated[str, Prose("Text", option="TEXT", help="what the group wrote")] = ""
    on: Annotated[
        date | None, Day("Discussed", help="the day it was discussed (default: the meeting's)")
    ] = None
    """The day it was discussed. None: the meeting's day."""
    discussed_at: Annotated[
        str, Time("Discussed at", help="the time it was discussed", option="--at")
    ] = ""
    adults: Annotated[str, Prose("Adults will", help="what adults will do differently")] = ""
    students: Annotated[str, Prose("Students will", help="what students will do differently")] = ""
    evidence: Annotated[str, Prose("Evidence")] = ""
    stopped: Annotated[bool, Flag("Stopped here", set_by=_STOP)] = False
    """Whether the group stopped at this step."""
    needs: Annotated[str, Prose("Needs from the {team}", set_by=_STOP)] = ""

    def describe(self, context: "Context") -> str:
        """Return the step by its number."""
        return f"{self.NOUN} {self.step}"


class LevelCounts(Kind, frozen=True, kw_only=True):
    """How many students reached each level: level -> count."""

    EXAMPLE = "LEVEL=N"

    none: Any = {}

    def clean(self, value: Any, writing: "Writing") -> Any:
        for level, count in value.items():
            if count < 0:
                raise UserError(f"{level}: {count} is below 0. Enter a count.", field="counts")
        return super().clean(value, writing)

    def parse(self, text: str, context: "Context") -> Any:
        """Return the counts of "3 5 12", one for each level, or of "advanced 3, below 12"."""
        levels = context.framework.process.levels
        counts = [int(word) for word in _COUNT.findall(text)]
        words = [folded(part) for part in _COUNT.split(text)]
        names = [part.strip(_BETWEEN) for part in words if part.strip(_BETWEEN)]
        if not names and len(counts) == len(levels):
            return dict(zip(levels, counts, strict=True))
        found = {
            key: count
            for name, count in zip(names, counts, strict=False)
            if (key := _level(name, levels)) is not None
        }
        if not counts or len(found) != len(counts) or len(names) != len(counts):
            raise UserError(
                f"Type {len(levels)} counts in the order {', '.join(levels.values())}, or some "
                f"with their level, such as “{next(iter(levels))} 3”."
            )
        return found

    def text(self, value: Any) -> str:
        return self._words(value)

    def show(self, value: Any, context: "Context") -> str:
        return self._words(value)

    def _words(self, value: Any) -> str:
        return ", ".join(f"{level} {count}" for level, count in (value or {}).items())

    def wants(self) -> str:
        return "for each level of the framework, how many students"


def _level(name: str, levels: Mapping[str, str]) -> str | None:
    """Return the one level whose key or words begin like this, or None."""
    found = [
        key
        for key, words in levels.items()
        if folded(key).startswith(name) or folded(words).startswith(name)
    ]
    return found[0] if len(found) == 1 else None


class ProcessResult(Record, frozen=True, kw_only=True, omit_defaults=True):
    """How many students of a group were tested, and how many reached each level."""

    TABLE = "process_results"
    NOUN: ClassVar[str] = "result"
    NAME: ClassVar[str] = "group"

    meeting_id: Annotated[int, OF_MEETING]
    step: Annotated[int, Whole("Step", required=True, form_by=_CHOSEN.format("R"))]
    group: Annotated[
        str,
        Line(
            "Group",
            required=True,
            hint="All, a teacher, or a subgroup; never a student",
            help="All, a teacher, or a subgroup",
        ),
    ]
    """"All", a teacher, or a subgroup; never a student."""
    when: Annotated[
        When, Choice("When", choices=WHEN, required=True, help="before or after the teaching")
    ]
    tested: Annotated[
        int, Whole("Tested", least=1, most=_MOST, required=True, help="students tested")
    ]
    counts: Annotated[
        dict[str, int],
        LevelCounts("Levels", command_by="an option for each level of `meeting result`"),
    ] = {}
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
