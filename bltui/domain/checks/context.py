"""The input of rules, and the registry of a module's rules."""

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
    """One building on one day, with values that several rules share."""

    def __init__(self, building: Building, framework: Framework, today: date) -> None:
        self.building = building
        self.framework = framework
        self.today = today
        self.serving = on_day(building, today)
        self.coverage = of_team(building, framework, self.serving)

    @cached_property
    def schedule(self) -> Schedule | None:
        """The year's schedule, or None if the building has neither groups nor series."""
        if not (self.building.cwgs or self.building.series):
            return None
        return year_schedule.schedule_of(self.building, self.today)

    @cached_property
    def clashes(self) -> list[ScheduleConflict]:
        """All schedule conflicts, with waived ones marked."""
        if self.schedule is None:
            return []
        return conflicts.check(self.schedule, {key: self.limit(key) for key in conflicts.LIMITS})

    def limit(self, key: str) -> float:
        """Return a limit of this building, or its default."""
        return limit_of(key, self.building.profile.limits, self.framework)

    def name(self, person_id: int) -> str:
        """Return a person's name, or "person N" if the id is unknown."""
        person = self.building.people.get(person_id)
        return person.name if person else f"person {person_id}"

    def label(self, seat_id: int) -> str:
        """Return a seat's label in quotation marks."""
        return f"“{self.building.seats[seat_id].label}”"


Check = Callable[[RuleContext], Iterable[Violation]]


class RuleSet(dict[str, Check]):
    """The rules of one module, by rule id. The framework has their wording."""

    def __call__(self, rule_id: str) -> Callable[[Check], Check]:
        """Register the decorated function as the check of a rule."""

        def register(check: Check) -> Check:
            self[rule_id] = check
            return check

        return register
