"""The context of every form: the building as it is shown, the framework's words, and the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from bltui.domain.model.building import Building, OfBuilding
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.kinds import Day
from bltui.domain.model.people import Person
from bltui.domain.model.record import active
from bltui.domain.model.school_year import school_year, school_year_of, years_counted
from bltui.domain.model.text import folded
from bltui.domain.team.coverage import subgroups
from bltui.domain.team.membership import on_day
from bltui.domain.team.roles import UNKNOWN
from bltui.ui.dialogs.fields import Somebody, Typed, typed

#: The text for a role that matches no group.
NOTHING_KNOWN = "no known group"


class FormContext(OfBuilding, msgspec.Struct, frozen=True):
    """One state of a building, from which forms fill their fields."""

    building: Building
    framework: Framework
    today: date

    def day(
        self,
        key: str,
        label: str,
        value: date | None = None,
        *,
        required: bool = False,
        only: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Typed:
        """Return a date field; a date without a year is in the current school year.

        The field shows the parsed date.
        """
        return typed(key, Day(label, required=required), value, context=self, only=only)

    def people(self, *, among: Iterable[int] | None = None) -> tuple[Somebody, ...]:
        """Return the people for a picker, by name.

        If `among` is given, only those.
        """
        chosen = None if among is None else set(among)
        found = [
            p
            for p in active(self.building.people)
            if p.active and (chosen is None or p.id in chosen)
        ]
        return tuple(
            Somebody(p.id, p.name, about(p)) for p in sorted(found, key=lambda p: folded(p.name))
        )

    def members(self) -> tuple[Somebody, ...]:
        """Return the people who serve on the team today."""
        return self.people(among=on_day(self.building, self.today).members)

    def groups(self) -> tuple[tuple[str, str], ...]:
        """Return the representation groups and the building's subgroups as choices."""
        own = {
            "GRADES": "Teacher for grades"
        }  # "all grades" is what the team must cover, not what one seat does
        return (
            *(
                (group.key, own.get(group.key, group.short))
                for group in self.framework.groups.values()
            ),
            *((name, name) for name in subgroups(self.building, self.framework)),
        )

    def group_words(self, keys: Iterable[str]) -> str:
        """Return groups as a list in a sentence."""
        names = {**dict(self.groups()), UNKNOWN: NOTHING_KNOWN}
        return ", ".join(names.get(key, key) for key in keys)

    def usual_end(self, start: date) -> date:
        """Return the end of the shortest term that is long enough, as a suggestion."""
        starts = self.building.profile.year_starts
        least = self.building.profile.limits.get(
            "term_min_years", self.framework.limits["term_min_years"].value
        )
        first = school_year_of(start, starts).first.year
        ends = (school_year(first + n, starts).last for n in range(12))
        return next((end for end in ends if years_counted(start, end, starts) >= least), start)


def about(person: Person) -> str:
    """Return what distinguishes a person from others in a list."""
    return person.title or {"external": "external", "noncertified": "noncertified staff"}.get(
        person.employee_type, ""
    )
