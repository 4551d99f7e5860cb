"""The roster as a table: each seat's groups, its holder and the end of the term.

`team import` can read this table.
"""

from __future__ import annotations

from datetime import date

from bltui.domain.model.building import Building
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.grades import show_grades
from bltui.domain.model.record import active
from bltui.domain.model.seats import KINDS
from bltui.domain.team.membership import in_term
from bltui.exchange.page import Grid

COLUMNS = ("role", "name", "groups", "grades", "subjects", "kind", "start", "end")


def roster(building: Building, on: date, framework: Framework | None = None) -> Grid:
    """Return a row for each seat and each person whose term runs on a day.

    A vacant seat has one row too. With a framework, groups and kinds are in words for people;
    without one, they are the keys that an import takes.
    """
    known = framework.groups if framework else {}
    rows: list[tuple[object, ...]] = []
    for seat in active(building.seats):
        about = (
            ", ".join(known[key].short if key in known else key for key in seat.groups),
            show_grades(seat.grades),
            ", ".join(seat.subjects),
            KINDS[seat.kind] if framework else seat.kind,
        )
        terms = [t for t in active(building.memberships) if t.seat_id == seat.id and in_term(t, on)]
        for term in terms:
            person = building.people.get(term.person_id)
            rows.append(
                (
                    seat.label,
                    person.name if person else "",
                    *about,
                    term.start or "",
                    term.end or "",
                )
            )
        if not terms:
            rows.append((seat.label, "vacant", *about, "", ""))
    return Grid(COLUMNS, tuple(rows))
