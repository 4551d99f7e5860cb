"""Who leaves when, and what the team loses then: the rotation strip and the forecast."""

from __future__ import annotations

from collections import Counter
from datetime import date

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.errors import UserError
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.school_year import COUNTED_DAYS, days_shared, following, last_year
from bltui.domain.model.seats import Membership, Seat
from bltui.domain.model.wording import listed
from bltui.domain.team.coverage import label_of, of_team
from bltui.domain.team.coverage_types import Coverage
from bltui.domain.team.membership import here, on_day, own_year, terms_of

#: Years that a strip or a forecast may span; nobody knows more of a team.
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
    """Per school year of the strip: whether the term counts it (half a year or more, and the
    partner's years not).
    """
    leaves: str | None
    """The school year after which the member leaves, also beyond the strip.

    None without an end date.
    """


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """Several school years of rotation side by side."""

    years: tuple[str, ...]
    """Labels of the school years, this one first."""
    rows: tuple[StripRow, ...]
    """Who leaves first comes first; open ends last."""
    ends: dict[str, int]
    """How many terms end with each of these school years."""


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """The team after a summer, if nobody is replaced."""

    year: str
    """The school year that begins then."""
    summer: int
    """The calendar year of the summer before it."""
    on: date
    """The day that was looked at: far enough into the year that late summer ends and starts are
    over.
    """
    people: int
    filled: int
    left: tuple[str, ...]
    """Who served the year before and no longer does."""
    vacant: tuple[str, ...]
    """Labels of the seats that are empty then."""
    lost: dict[str, tuple[str, ...]]
    """Groups that lose cover in this summer, and what of them (the group itself, or grades)."""
    missing: dict[str, tuple[str, ...]]
    """All that is missing then."""


def rotating(building: Building) -> list[tuple[Seat, Membership]]:
    """Terms on rotating seats that have not ended early, of people who are still here.

    Past and coming ones too.
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
        raise UserError(f"{years} years cannot be shown. Take 1 to {MOST_YEARS}.", field="years")


def strip(building: Building, today: date, years: int = 4) -> Strip:
    """Per rotating member, from and to which school year they serve; and how many terms end each
    year.

    Raises UserError unless there are 1 to `MOST_YEARS` years.
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
    """The team after each of the next summers if nobody is replaced; terms that are entered already
    count.

    Raises UserError unless there are 1 to `MOST_YEARS` summers.
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
    """Lost groups as a sentence lists them.

    `parts` is what GRADES counts: "grades" or "departments".
    """
    words = []
    for key, what in lost.items():
        if key == "GRADES":
            words.append(f"{parts if len(what) > 1 else parts[:-1]} {listed(what)}")
        else:
            words.append(label_of(framework, key))
    return "; ".join(words)
