"""ROT rules: length and staggering of terms, and succession."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bltui.domain.checks.context import RuleContext, RuleSet
from bltui.domain.model import formats
from bltui.domain.model.finding import Violation
from bltui.domain.model.formats import short_date
from bltui.domain.model.record import active
from bltui.domain.model.school_year import COUNTED_DAYS, last_year, years_counted
from bltui.domain.model.seats import Membership, Seat
from bltui.domain.model.wording import listed, number
from bltui.domain.team.membership import here, in_term, own_year
from bltui.domain.team.rotation import forecast, lost_words, rotating

rule = RuleSet()


def _of(context: RuleContext, seat: Seat, term: Membership) -> tuple[str, ...]:
    return (f"memberships/{term.id}", f"seats/{seat.id}")


def _current(context: RuleContext) -> list[tuple[Seat, Membership]]:
    return [
        (seat, term) for seat, term in rotating(context.building) if in_term(term, context.today)
    ]


@rule("ROT-01")
def length(context: RuleContext) -> Iterator[Violation]:
    """Report terms shorter or longer than the limits."""
    least, most = context.limit("term_min_years"), context.limit("term_max_years")
    for seat, term in rotating(context.building):
        if term.start is None or term.end is None or term.end < context.today:
            continue
        years = years_counted(term.start, term.end, context.building.profile.year_starts)
        if least <= years <= most:
            continue
        bound = (
            f"shorter than {formats.count(least, 'year')}"
            if years < least
            else f"longer than {formats.count(most, 'year')}"
        )
        yield Violation(
            f"{context.name(term.person_id)}'s term of {formats.count(years, 'year')} is {bound} "
            f"({short_date(term.start)} to {short_date(term.end)})",
            _of(context, seat, term),
            context.name(term.person_id),
        )


@rule("ROT-02")
def together(context: RuleContext) -> Iterator[Violation]:
    """Report school years in which too many terms end."""
    dated = [(seat, term, term.end) for seat, term in _current(context) if term.end]
    if len(dated) < context.limit("rotation_min"):
        return
    starts = context.building.profile.year_starts
    by_year: dict[str, list[tuple[Seat, Membership]]] = {}
    for seat, term, end in dated:
        by_year.setdefault(last_year(end, starts).label, []).append((seat, term))
    for year, ending in by_year.items():
        if len(ending) / len(dated) * 100 > context.limit("same_end_percent"):
            names = ", ".join(context.name(term.person_id) for _, term in ending)
            yield Violation(
                f"{len(ending)} of {len(dated)} terms end in {year}: {names}",
                tuple(f"memberships/{term.id}" for _, term in ending),
                year,
                count=len(ending),
            )


@rule("ROT-03")
def balance(context: RuleContext) -> Iterator[Violation]:
    """Report an imbalance of new and experienced members."""
    known = {term.person_id for _, term in _current(context) if term.start}
    if len(known) < context.limit("rotation_min"):
        return
    # Members who served less than half of the previous year are in their first year.
    since = context.serving.year.first - timedelta(COUNTED_DAYS - 1)
    experienced = {
        term.person_id
        for term in active(context.building.memberships)
        if term.start is None or term.start <= since
    }
    new = sorted(context.name(p) for p in known - experienced)
    percent = len(new) / len(known) * 100
    least, most = context.limit("new_min_percent"), context.limit("new_max_percent")
    if least <= percent <= most:
        return
    yield Violation(
        (
            f"{len(new)} of {len(known)} rotating members {'is' if len(new) == 1 else 'are'} in "
            f"their first year, outside of {number(least)}% to {number(most)}%"
        )
        + (f" ({', '.join(new)})" if new else ""),
        tuple(f"people/{p}" for p in sorted(known - experienced)),
        "new and experienced",
        count=len(new),
    )


def _succeeded(context: RuleContext, seat: Seat, term: Membership, end: date) -> bool:
    """Return whether a seat has a member after a term ends.

    An alternate's partner does not count, because they serve in other years.
    """
    return any(
        other.id != term.id
        and other.status != "ended"
        and (other.end is None or other.end > end)
        and here(context.building, other.person_id) is not None
        and (
            seat.kind != "alternate"
            or term.active_years is None
            or other.active_years in (None, term.active_years)
        )
        for other in active(context.building.memberships)
        if other.seat_id == seat.id
    )


@rule("ROT-04")
def successor(context: RuleContext) -> Iterator[Violation]:
    """Report terms that ended or end soon without a successor."""
    soon = context.limit("successor_days")
    for seat, term in rotating(context.building):
        if (
            term.end is None
            or (term.end - context.today).days >= soon
            or _succeeded(context, seat, term, term.end)
        ):
            continue
        days = (term.end - context.today).days
        when = (
            f"ended on {short_date(term.end)}" if days < 0 else f"ends on {short_date(term.end)}, "
        )
        if days >= 0:
            when += formats.due_in(term.end, context.today)
        yield Violation(
            f"{context.name(term.person_id)}'s term on {context.label(seat.id)} {when}, without a "
            "successor",
            (f"seats/{seat.id}", f"memberships/{term.id}"),
            seat.label,
        )


@rule("ROT-05")
def alternate_years(context: RuleContext) -> Iterator[Violation]:
    """Report alternate seats unless exactly one partner serves this school year."""
    year = context.serving.year
    for seat_id, holders in context.serving.seats.items():
        seat = context.building.seats[seat_id]
        if seat.kind != "alternate":
            continue
        partners = [term for s, term in _current(context) if s.id == seat_id]
        names = listed([context.name(term.person_id) for term in partners])
        records = (f"seats/{seat_id}", *(f"memberships/{term.id}" for term in partners))
        if len(holders) > 1:
            yield Violation(
                f"Both partners of {context.label(seat_id)} serve in {year.label}: {names}",
                records,
                seat.label,
                severity="error",
                fix="Give one partner the odd and the other the even years.",
            )
        elif partners and not any(own_year(term, seat, year) for term in partners):
            yield Violation(
                f"No one serves on {context.label(seat_id)} in {year.label}: {names} only in the "
                "other years",
                records,
                seat.label,
                severity="warn",
                fix="Add a partner for this school year, or change the years of one.",
            )


@rule("ROT-06")
def open_end(context: RuleContext) -> Iterator[Violation]:
    """Report rotating members without an end date, in one violation."""
    found = [(seat, term) for seat, term in rotating(context.building) if term.end is None]
    if not found:
        return
    names = [context.name(term.person_id) for _, term in found]
    if len(found) == 1:
        message = f"{names[0]} rotates on {context.label(found[0][0].id)} but has no end date"
    else:
        message = f"{len(found)} rotating members have no end date: {', '.join(names)}"
    records = tuple(f"memberships/{term.id}" for _, term in found)
    yield Violation(
        message, records, names[0] if len(found) == 1 else "end dates", count=len(found)
    )


@rule("ROT-07")
def mostly_core(context: RuleContext) -> Iterator[Violation]:
    """Report a team with too many core members."""
    people = len(context.serving.people)
    core = {
        h.person_id
        for h in context.serving.holders()
        if context.building.seats[h.seat_id].kind == "core"
    }
    if people >= context.limit("rotation_min") and len(core) / people * 100 > context.limit(
        "core_max_percent"
    ):
        yield Violation(
            f"{len(core)} of {people} members are core members, more than "
            f"{number(context.limit('core_max_percent'))}%",
            (),
            "core members",
            count=len(core),
        )


@rule("ROT-08")
def next_summer(context: RuleContext) -> Iterator[Violation]:
    """Report groups that lose representation next summer."""
    if not context.serving.members:
        return
    outlook = forecast(context.building, context.framework, context.today, summers=1)[0]
    if not outlook.lost:
        return
    words = lost_words(context.framework, outlook.lost, context.building.profile.coverage_by)
    ending = [
        term
        for _, term in rotating(context.building)
        if in_term(term, context.today) and not in_term(term, outlook.on)
    ]
    yield Violation(
        f"After summer {outlook.summer} no one on the team represents: {words}",
        tuple(f"memberships/{term.id}" for term in ending),
        f"summer {outlook.summer}",
        count=len(outlook.lost),
    )
