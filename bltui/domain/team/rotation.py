"""When members leave and what the team loses: the rotation chart and the forecast."""

from __future__ import annotations

from collections import Counter
from datetime import date

import msgspec

from bltui.domain.model import formats
from bltui.domain.model.building import Building
from bltui.domain.model.errors import UserError
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.school_year import COUNTED_DAYS, days_shared, following, last_year
from bltui.domain.model.seats import Membership, Seat
from bltui.domain.team.coverage import label_of, of_team, parts_words
from bltui.domain.team.coverage_types import Coverage
from bltui.domain.team.membership import here, on_day, own_year, terms_of

#: Maximum number of years in a chart or forecast.
MOST_YEARS = 20
_ROTATING = ("term", "alternate")


class StripRow(msgspec.Struct, frozen=True, kw_only=True):
    """One rotating member's term, for a chart."""

    person: str
    person_id: int
    seat: str
    """The seat's label."""
    seat_id: int
    membership_id: int
    kind: str
    start: date | None
    end: date | None
    serves: tuple[bool, ...]
    """For each school year of the chart, whether the member serves at least half of it.

    The partner's years do not count.
    """
    leaves: str | None
    """The school year after which the member leaves, or None without an end date.

    It may be beyond the chart.
    """


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """The rotation chart: several school years side by side."""

    years: tuple[str, ...]
    """Labels of the school years, starting with the current one."""
    rows: tuple[StripRow, ...]
    """Rows by end date, open-ended terms last."""
    ends: dict[str, int]
    """How many terms end with each school year."""


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """The team after a summer, if nobody is replaced."""

    year: str
    """The school year after the summer."""
    summer: int
    """The calendar year of the summer."""
    on: date
    """The day that was computed, late enough that all summer changes are over."""
    people: int
    filled: int
    left: tuple[str, ...]
    """Names of those who served the year before and no longer do."""
    vacant: tuple[str, ...]
    """Labels of the empty seats."""
    lost: dict[str, tuple[str, ...]]
    """Groups that lose representation this summer: the group itself, or its grades."""
    missing: dict[str, tuple[str, ...]]
    """Everything that is not represented."""


def rotating(building: Building) -> list[tuple[Seat, Membership]]:
    """Return past, current, and future terms on rotating seats, of people still in the building.

    Leaves out terms that ended early.
    """
    return [
        (building.seats[seat_id], term)
        for seat_id, terms in terms_of(building).items()
        for term in terms
        if building.seats[seat_id].kind in _ROTATING
        and term.status != "ended"
        and here(building, term.person_id)
    ]


def _sensible(years: int) -> None:
    if not 1 <= years <= MOST_YEARS:
        raise UserError(
            f"{formats.count(years, 'year')} cannot be shown. Choose 1 to {MOST_YEARS}.",
            field="years",
        )


def strip(building: Building, today: date, years: int = 4) -> Strip:
    """Return the rotation chart for `years` school years, starting with the current one.

    Raises UserError unless `years` is between 1 and `MOST_YEARS`.
    """
    _sensible(years)
    starts = building.profile.year_starts
    span = following(today, years, starts)
    rows = [
        StripRow(
            person=building.people[term.person_id].name,
            person_id=term.person_id,
            seat=seat.label,
            seat_id=seat.id,
            membership_id=term.id,
            kind=seat.kind,
            start=term.start,
            end=term.end,
            serves=tuple(
                own_year(term, seat, y) and days_shared(term.start, term.end, y) >= COUNTED_DAYS
                for y in span
            ),
            leaves=last_year(term.end, starts).label if term.end else None,
        )
        for seat, term in rotating(building)
        if (term.end is None or term.end >= today)
        and (term.start is None or term.start <= span[-1].last)
    ]
    ends = Counter(row.leaves for row in rows)
    return Strip(
        years=tuple(y.label for y in span),
        rows=tuple(
            sorted(
                rows,
                key=lambda r: (r.end or date.max, r.seat_id, r.start or date.min, r.membership_id),
            )
        ),
        ends={y.label: ends[y.label] for y in span},
    )


def _lost(before: Coverage, after: Coverage) -> dict[str, tuple[str, ...]]:
    lost = {}
    for key, group in after.groups.items():
        if gone := tuple(part for part in group.missing if part not in before.groups[key].missing):
            lost[key] = gone
    return lost


def forecast(
    building: Building, framework: Framework, today: date, summers: int = 4
) -> list[Outlook]:
    """Forecast the team after each of the next summers if nobody is replaced.

    Future terms that were already added count. Raises UserError unless `summers` is between 1 and
    `MOST_YEARS`.
    """
    _sensible(summers)
    outlooks = []
    served = on_day(building, today)
    before = of_team(building, framework, served)
    for year in following(today, summers + 1, building.profile.year_starts)[1:]:
        serving = on_day(building, year.settled)
        after = of_team(building, framework, serving)
        outlooks.append(
            Outlook(
                year=year.label,
                summer=year.first.year,
                on=year.settled,
                people=after.people,
                filled=after.filled,
                left=tuple(
                    building.people[p].name for p in served.members if p not in serving.members
                ),
                vacant=tuple(building.seats[n].label for n in serving.vacant),
                lost=_lost(before, after),
                missing={
                    key: group.missing for key, group in after.groups.items() if group.missing
                },
            )
        )
        before, served = after, serving
    return outlooks


def lost_words(
    framework: Framework, lost: dict[str, tuple[str, ...]], parts: str = "grades"
) -> str:
    """Format lost groups as a list for a sentence.

    `parts` is the unit of GRADES: "grades" or "departments".
    """
    words = []
    for key, what in lost.items():
        if key == "GRADES":
            words.append(parts_words(what, parts))
        else:
            words.append(label_of(framework, key))
    return "; ".join(words)
