"""What a rule looks at, and how a module lists its rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from bltui.domain.checks import conflicts
from bltui.domain.model.building import Building
from bltui.domain.model.finding import Violation
from bltui.domain.model.framework_types import Framework, limit_of
from bltui.domain.series import year_schedule
from bltui.domain.team.coverage import of_team
from bltui.domain.team.membership import on_day

if TYPE_CHECKING:
    from bltui.domain.schedule.conflict import ScheduleConflict
    from bltui.domain.series.year_schedule import Schedule


class RuleContext:
    """One building on one day, with what several rules need computed once."""

    def __init__(self, building: Building, framework: Framework, today: date) -> None:
        self.building = building
        self.framework = framework
        self.today = today
        self.serving = on_day(building, today)
        self.coverage = of_team(building, framework, self.serving)

    @cached_property
    def schedule(self) -> Schedule | None:
        """The groups' schedule of the year.

        None where the building has neither groups nor series.
        """
        if not (self.building.cwgs or self.building.series):
            return None
        return year_schedule.schedule_of(self.building, self.today)

    @cached_property
    def clashes(self) -> list[ScheduleConflict]:
        """Every conflict of the schedule, waived ones marked."""
        if self.schedule is None:
            return []
        return conflicts.check(self.schedule, {key: self.limit(key) for key in conflicts.LIMITS})

    def limit(self, key: str) -> float:
        """A limit as it holds in this building."""
        return limit_of(key, self.building.profile.limits, self.framework)

    def name(self, person_id: int) -> str:
        """A person's name; their number where the file names nobody."""
        person = self.building.people.get(person_id)
        return person.name if person else f"person {person_id}"

    def label(self, seat_id: int) -> str:
        """A seat's role in the building's own words, in quotation marks."""
        return f"“{self.building.seats[seat_id].label}”"


Check = Callable[[RuleContext], Iterable[Violation]]


class RuleSet(dict[str, Check]):
    """The rules of one module: each rule's function by its id; the framework words the rule."""

    def __call__(self, rule_id: str) -> Callable[[Check], Check]:
        """Make a function the check of a rule."""

        def register(check: Check) -> Check:
            self[rule_id] = check
            return check

        return register
