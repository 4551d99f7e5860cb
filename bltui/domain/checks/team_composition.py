"""COM rules: who should be on the team, its size, and unclear roles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bltui.domain.checks.context import RuleContext, RuleSet
from bltui.domain.model import formats
from bltui.domain.model.finding import Violation
from bltui.domain.model.formats import short_date
from bltui.domain.model.record import active
from bltui.domain.model.text import folded
from bltui.domain.model.wording import listed, number
from bltui.domain.team.coverage import label_of, parts, represented_by, subgroups

rule = RuleSet()

# Words in seat labels and titles that mark a program for future students of the building.
_TRANSITION = re.compile(
    r"transition|head ?start|pre-?k\b|pre-?school|pre-?kindergarten|early (learning|childhood)|child ?care|day ?care|nursery"
)


def _where(context: RuleContext, key: str) -> tuple[str, ...]:
    """Return the vacant seats that would represent a missing group."""
    seats = context.building.seats
    return tuple(
        f"seats/{n}"
        for n in context.serving.vacant
        if folded(key) in {folded(g) for g in seats[n].groups}
    )


def _fill(context: RuleContext, records: tuple[str, ...]) -> str | None:
    """Return advice to fill vacant seats, or None to use the rule's own advice."""
    seats = [context.label(int(record.partition("/")[2])) for record in records]
    return (
        f"Fill the vacant seat{'s' if len(seats) > 1 else ''} {listed(seats)}." if seats else None
    )


def _absent(context: RuleContext, key: str, message: str) -> Iterator[Violation]:
    """Report a group that nobody represents.

    Yields nothing if it does not apply or a role is still to be confirmed.
    """
    group = context.coverage.groups.get(key)
    if group is None or group.status != "missing":
        return
    records = _where(context, key)
    yield Violation(message, records, label_of(context.framework, key), fix=_fill(context, records))


@rule("COM-01")
def administrator(context: RuleContext) -> Iterator[Violation]:
    """Report a team without a building administrator."""
    yield from _absent(context, "ADMIN", "No building administrator on the team")


@rule("COM-02")
def principal(context: RuleContext) -> Iterator[Violation]:
    """Report a team without the principal, or ask if only an administrator is known."""
    if context.serving.principals or context.coverage.groups["ADMIN"].status == "na":
        return
    if perhaps := context.serving.perhaps_principals:
        names = " or ".join(context.name(p) for p in perhaps)
        yield Violation(
            f"No one has the title Principal: is {names} the principal?"
            if len(perhaps) == 1
            else f"No one has the title Principal: is it {names}?",
            tuple(f"people/{p}" for p in perhaps),
            "principal",
            severity="info",
            fix="Enter “Principal” as the title of the person who is the principal.",
        )
    else:
        yield Violation("The principal is not on the team", (), "principal")


@rule("COM-03")
def grades(context: RuleContext) -> Iterator[Violation]:
    """Report grades or departments that no teacher represents."""
    group = context.coverage.groups["GRADES"]
    by_grades = context.building.profile.coverage_by == "grades"
    word = "grade" if by_grades else "department"
    if group.status == "na":
        return
    if not parts(context.building):
        yield Violation(
            f"The building's {word}s are not entered, so bltui cannot tell whether teachers represent "
            "all of them",
            ("profile/1",),
            f"{word}s",
            fix=f"Enter the {word}s in the building's settings.",
        )
    elif group.status == "missing":
        missing = list(group.missing)
        seats = context.building.seats
        wanted = {folded(part) for part in missing}
        records = tuple(
            f"seats/{n}"
            for n in context.serving.vacant
            if wanted.intersection(map(folded, seats[n].grades if by_grades else seats[n].subjects))
        )
        called = f"{word}s" if len(missing) > 1 else word
        yield Violation(
            f"No teacher for {called} {listed(missing)}",
            records,
            f"{called} {', '.join(missing)}",
            count=len(missing),
            fix=_fill(context, records),
        )


@rule("COM-04")
def early_childhood(context: RuleContext) -> Iterator[Violation]:
    """Report missing early childhood representation."""
    yield from _absent(context, "ECE", "No early childhood representative")


@rule("COM-05")
def special_education(context: RuleContext) -> Iterator[Violation]:
    """Report missing special education representation."""
    yield from _absent(context, "SPED", "No special education representative")


@rule("COM-06")
def english_learners(context: RuleContext) -> Iterator[Violation]:
    """Report missing representation of English language learners."""
    yield from _absent(context, "ELL", "No English language learner (ELL) representative")


@rule("COM-07")
def general_education(context: RuleContext) -> Iterator[Violation]:
    """Report a team without a general education teacher."""
    yield from _absent(context, "GEN", "No general education teacher")


@rule("COM-08")
def each_subgroup(context: RuleContext) -> Iterator[Violation]:
    """Report subgroups of the building that are not represented."""
    for key in subgroups(context.building, context.framework):
        yield from _absent(context, key, f"Subgroup {key} is not represented")


@rule("COM-09")
def staff_leader(context: RuleContext) -> Iterator[Violation]:
    """Report a team without a nonadministrative staff leader."""
    yield from _absent(
        context, "LEADER", "No nonadministrative staff leader (coach, coordinator, liaison)"
    )


@rule("COM-10")
def noncertified(context: RuleContext) -> Iterator[Violation]:
    """Report missing representation of noncertified staff."""
    yield from _absent(context, "NONCERT", "No noncertified staff")


@rule("COM-11")
def stakeholders(context: RuleContext) -> Iterator[Violation]:
    """Report missing stakeholders.

    In an elementary building, also report a missing program that serves future students.
    """
    yield from _absent(context, "STAKEHOLDER", "No parent, business, or community representative")
    building = context.building
    if (
        building.profile.level != "elementary"
        or context.coverage.groups["STAKEHOLDER"].status != "covered"
    ):
        return
    holders = represented_by(building, "STAKEHOLDER", context.serving)
    texts = (
        f"{building.seats[h.seat_id].label} {building.people[h.person_id].title}" for h in holders
    )
    if not any(_TRANSITION.search(folded(text)) for text in texts):
        yield Violation(
            "No program that serves children who will come to this building is represented",
            (),
            "transition program",
            severity="info",
            fix="Invite a preschool, Head Start, or child care program. If there is none, turn COM-11 off "
            "in this building.",
        )


@rule("COM-12")
def size(context: RuleContext) -> Iterator[Violation]:
    """Report a team that is too small or too large."""
    people = context.coverage.people
    if not people or context.coverage.size == "ok":
        return
    least, most = context.limit("size_min"), context.limit("size_max")
    if context.coverage.size == "small":
        yield Violation(
            f"The team has {formats.people(people)}, fewer than {number(least)}",
            (),
            "size",
            fix="Fill vacant seats or add a seat, or set this building's own limit.",
        )
    else:
        yield Violation(
            f"The team has {formats.people(people)}, more than {number(most)}",
            (),
            "size",
            fix="Let one member represent several groups, or set this building's own limit.",
        )


@rule("COM-13")
def union(context: RuleContext) -> Iterator[Violation]:
    """Report missing representation of the teachers union."""
    yield from _absent(context, "UNION", "No teachers union representative")


@rule("COM-14")
def central_office(context: RuleContext) -> Iterator[Violation]:
    """Report missing representation of the central office."""
    yield from _absent(
        context, "CENTRAL", f"No central office ({context.building.profile.dlt_label}) liaison"
    )


@rule("COM-15")
def twice(context: RuleContext) -> Iterator[Violation]:
    """Report people on several seats, because they count once."""
    seats: dict[int, list[int]] = {}
    for holder in context.serving.holders():
        held = seats.setdefault(holder.person_id, [])
        if holder.seat_id not in held:
            held.append(holder.seat_id)
    for person, held in seats.items():
        if len(held) > 1:
            labels = listed([context.label(n) for n in held])
            yield Violation(
                f"{context.name(person)} holds {formats.count(len(held), 'seat')}, {labels}, and counts once",
                (f"people/{person}", *(f"seats/{n}" for n in held)),
                context.name(person),
                count=len(held),
            )


@rule("COM-16")
def vacant(context: RuleContext) -> Iterator[Violation]:
    """Report vacant seats, as a warning if the seat is required."""
    for seat_id, vacancy in context.serving.vacant.items():
        seat = context.building.seats[seat_id]
        since = f" since {short_date(vacancy.since)}" if vacancy.since else ""
        why = f": {vacancy.why}" if vacancy.why else ""
        yield Violation(
            f"Seat {context.label(seat_id)} is vacant{since}{why}",
            (f"seats/{seat_id}",),
            seat.label,
            severity="warn" if seat.required else "info",
        )


@rule("COM-17")
def one_person(context: RuleContext) -> Iterator[Violation]:
    """Report people who are the only representative of too many groups."""
    alone: dict[int, list[str]] = {}
    for key, group in context.coverage.groups.items():
        if group.status != "covered":
            continue
        people = {h.person_id for h in represented_by(context.building, key, context.serving)}
        if len(people) == 1:
            alone.setdefault(people.pop(), []).append(label_of(context.framework, key))
    for person, groups in alone.items():
        if len(groups) >= context.limit("sole_groups"):
            yield Violation(
                f"{context.name(person)} is the only representative of {len(groups)} groups: "
                f"{listed(groups)}",
                (f"people/{person}",),
                context.name(person),
                count=len(groups),
            )


@rule("COM-18")
def unclear(context: RuleContext) -> Iterator[Violation]:
    """Report roles that could mean several groups or none, to be confirmed."""
    for seat in active(context.building.seats):
        if not seat.ask:
            continue
        known = [label_of(context.framework, key) for key in seat.ask if key != "?"]
        could = f"could mean {' or '.join(known)}" if known else "is not recognized as a role"
        yield Violation(
            f"Seat {context.label(seat.id)} {could}",
            (f"seats/{seat.id}",),
            seat.label,
            count=len(known),
        )
