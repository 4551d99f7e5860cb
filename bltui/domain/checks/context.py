"""What a rule looks at, and the register of the functions that do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from bltui.domain.model.building import Building
from bltui.domain.model.finding import Hit
from bltui.domain.model.framework_types import Framework, limit_of
from bltui.domain.team.coverage import of_team
from bltui.domain.team.membership import on_day

if TYPE_CHECKING:
    from bltui.domain.schedule.conflict import Clash
    from bltui.domain.series.year_schedule import Schedule


class Case:
    """One building on one day, with what several rules need computed once."""

    def __init__(self, building: Building, framework: Framework, today: date) -> None:
        self.building = building
        self.framework = framework
        self.today = today
        self.serving = on_day(building, today)
        self.coverage = of_team(building, framework, self.serving)

    @cached_property
    def schedule(self) -> Schedule | None:
        """The groups' schedule of the year; None where the building has neither groups nor series."""
        if not (self.building.cwgs or self.building.series):
            return None
        from bltui.domain.series.year_schedule import schedule_of  # a building without groups need not load it

        return schedule_of(self.building, self.today)

    @cached_property
    def clashes(self) -> list[Clash]:
        """Every conflict of the schedule, waived ones marked."""
        if self.schedule is None:
            return []
        from bltui.domain.checks import conflicts

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


Check = Callable[[Case], Iterable[Hit]]

#: Every rule's function by the id of the rule; the framework words the rule.
CHECKS: dict[str, Check] = {}


def rule(rule_id: str) -> Callable[[Check], Check]:
    """Register a function as the check of a rule."""

    def register(check: Check) -> Check:
        CHECKS[rule_id] = check
        return check

    return register
