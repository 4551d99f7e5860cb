"""ROT rules: how long terms last, whether they are staggered, and what happens when one ends [S2]."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bltui.domain.checks.context import Case, RuleSet
from bltui.domain.model.dates import show_date
from bltui.domain.model.finding import Hit
from bltui.domain.model.record import live
from bltui.domain.model.school_year import COUNTED_DAYS, last_year, years_counted
from bltui.domain.model.seats import Membership, Seat
from bltui.domain.model.wording import listed, number
from bltui.domain.team.membership import here, in_term, own_year
from bltui.domain.team.rotation import forecast, lost_words, rotating

rule = RuleSet()


def _of(case: Case, seat: Seat, term: Membership) -> tuple[str, ...]:
    return (f"memberships/{term.id}", f"seats/{seat.id}")


def _current(case: Case) -> list[tuple[Seat, Membership]]:
    return [(seat, term) for seat, term in rotating(case.building) if in_term(term, case.today)]


def _years(count: float) -> str:
    return "1 year" if count == 1 else f"{number(count)} years"


@rule("ROT-01")
def length(case: Case) -> Iterator[Hit]:
    """A term lasts at least two and no more than four school years."""
    least, most = case.limit("term_min_years"), case.limit("term_max_years")
    for seat, term in rotating(case.building):
        if term.start is None or term.end is None or term.end < case.today:
            continue
        years = years_counted(term.start, term.end, case.building.profile.year_starts)
        if least <= years <= most:
            continue
        bound = f"shorter than {number(least)}" if years < least else f"longer than {number(most)}"
        yield Hit(
            f"{case.name(term.person_id)}'s term of {_years(years)} is {bound} "
            f"({show_date(term.start)} to {show_date(term.end)})",
            _of(case, seat, term),
            case.name(term.person_id),
        )


@rule("ROT-02")
def together(case: Case) -> Iterator[Hit]:
    """Terms are staggered: no more than half of them end with the same school year."""
    dated = [(seat, term, term.end) for seat, term in _current(case) if term.end]
    if len(dated) < case.limit("rotation_min"):
        return
    starts = case.building.profile.year_starts
    by_year: dict[str, list[tuple[Seat, Membership]]] = {}
    for seat, term, end in dated:
        by_year.setdefault(last_year(end, starts).label, []).append((seat, term))
    for year, ending in by_year.items():
        if len(ending) / len(dated) * 100 > case.limit("same_end_percent"):
            names = ", ".join(case.name(term.person_id) for _, term in ending)
            yield Hit(
                f"{len(ending)} of {len(dated)} terms end in {year}: {names}",
                tuple(f"memberships/{term.id}" for _, term in ending),
                year,
                count=len(ending),
            )


@rule("ROT-03")
def balance(case: Case) -> Iterator[Hit]:
    """New and experienced members are in balance."""
    known = {term.person_id for _, term in _current(case) if term.start}
    if len(known) < case.limit("rotation_min"):
        return
    # Whoever was there for less than half of the year before is in their first year.
    since = case.serving.year.first - timedelta(COUNTED_DAYS - 1)
    experienced = {
        term.person_id for term in live(case.building.memberships) if term.start is None or term.start <= since
    }
    new = sorted(case.name(p) for p in known - experienced)
    percent = len(new) / len(known) * 100
    if case.limit("new_min_percent") <= percent <= case.limit("new_max_percent"):
        return
    yield Hit(
        f"New and experienced out of balance: {len(new)} of {len(known)} rotating members are in their first year"
        + (f" ({', '.join(new)})" if new else ""),
        tuple(f"people/{p}" for p in sorted(known - experienced)),
        "new and experienced",
        count=len(new),
    )


def _succeeded(case: Case, seat: Seat, term: Membership, end: date) -> bool:
    """Whether somebody is entered for the time after a term ends; an alternate's partner only serves other years."""
    return any(
        other.id != term.id
        and other.status != "ended"
        and (other.end is None or other.end > end)
        and here(case.building, other.person_id) is not None
        and (seat.kind != "alternate" or term.active_years is None or other.active_years in (None, term.active_years))
        for other in live(case.building.memberships)
        if other.seat_id == seat.id
    )


@rule("ROT-04")
def successor(case: Case) -> Iterator[Hit]:
    """Whoever's term ended or ends soon has a successor."""
    soon = case.limit("successor_days")
    for seat, term in rotating(case.building):
        if term.end is None or (term.end - case.today).days >= soon or _succeeded(case, seat, term, term.end):
            continue
        days = (term.end - case.today).days
        when = f"ended on {show_date(term.end)}" if days < 0 else f"ends on {show_date(term.end)}, "
        if days >= 0:
            when += "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
        yield Hit(
            f"{case.name(term.person_id)}'s term on {case.label(seat.id)} {when}, without a successor",
            (f"seats/{seat.id}", f"memberships/{term.id}"),
            seat.label,
        )


@rule("ROT-05")
def alternate_years(case: Case) -> Iterator[Hit]:
    """Of two alternates exactly one serves this school year."""
    year = case.serving.year
    for seat_id, holders in case.serving.seats.items():
        seat = case.building.seats[seat_id]
        if seat.kind != "alternate":
            continue
        partners = [term for s, term in _current(case) if s.id == seat_id]
        names = listed([case.name(term.person_id) for term in partners])
        records = (f"seats/{seat_id}", *(f"memberships/{term.id}" for term in partners))
        if len(holders) > 1:
            yield Hit(
                f"Both partners of {case.label(seat_id)} serve in {year.label}: {names}",
                records,
                seat.label,
                severity="error",
                fix="Give one partner odd and the other even years.",
            )
        elif partners and not any(own_year(term, seat, year) for term in partners):
            yield Hit(
                f"Nobody of {case.label(seat_id)} serves in {year.label}: {names} only in the other years",
                records,
                seat.label,
                severity="warn",
                fix="Seat a partner for this school year.",
            )


@rule("ROT-06")
def open_end(case: Case) -> Iterator[Hit]:
    """Rotating members have an end date; those without are named together."""
    found = [(seat, term) for seat, term in rotating(case.building) if term.end is None]
    if not found:
        return
    names = [case.name(term.person_id) for _, term in found]
    if len(found) == 1:
        message = f"{names[0]} rotates on {case.label(found[0][0].id)} but has no end date"
    else:
        message = f"{len(found)} rotating members have no end date: {', '.join(names)}"
    records = tuple(f"memberships/{term.id}" for _, term in found)
    yield Hit(message, records, names[0] if len(found) == 1 else "end dates", count=len(found))


@rule("ROT-07")
def mostly_core(case: Case) -> Iterator[Hit]:
    """Core members are no more than half of the team."""
    people = len(case.serving.people)
    core = {h.person_id for h in case.serving.holders() if case.building.seats[h.seat_id].kind == "core"}
    if people >= case.limit("rotation_min") and len(core) / people * 100 > case.limit("core_max_percent"):
        yield Hit(f"{len(core)} of {people} members are core: few can rotate", (), "core members", count=len(core))


@rule("ROT-08")
def next_summer(case: Case) -> Iterator[Hit]:
    """What the next summer takes away is known before it comes."""
    if not case.serving.members:
        return
    outlook = forecast(case.building, case.framework, case.today, summers=1)[0]
    if not outlook.lost:
        return
    words = lost_words(case.framework, outlook.lost, case.building.profile.coverage_by)
    ending = [
        term for _, term in rotating(case.building) if in_term(term, case.today) and not in_term(term, outlook.on)
    ]
    yield Hit(
        f"After summer {outlook.summer} these groups lose cover: {words}",
        tuple(f"memberships/{term.id}" for term in ending),
        f"summer {outlook.summer}",
        count=len(outlook.lost),
    )
