"""COM rules: who should be on the team [S2], how large it is, and what of it is still unclear."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bltui.domain.checks.context import Case, RuleSet
from bltui.domain.model.dates import show_date
from bltui.domain.model.finding import Hit
from bltui.domain.model.record import live
from bltui.domain.model.text import folded
from bltui.domain.model.wording import listed, number
from bltui.domain.team.coverage import label_of, parts, represented_by, subgroups

rule = RuleSet()

# How a program announces itself that hands children on to the elementary building; read in the seat and the title.
_TRANSITION = re.compile(
    r"transition|head ?start|pre-?k\b|pre-?school|pre-?kindergarten|early (learning|childhood)|child ?care|day ?care|nursery"
)


def _where(case: Case, key: str) -> tuple[str, ...]:
    """What to open for a missing group: the vacant seats that would cover it."""
    seats = case.building.seats
    return tuple(f"seats/{n}" for n in case.serving.vacant if folded(key) in {folded(g) for g in seats[n].groups})


def _fill(case: Case, records: tuple[str, ...]) -> str | None:
    """What to do where vacant seats would help; None where there are none, and the rule's own advice holds."""
    seats = [case.label(int(record.partition("/")[2])) for record in records]
    return f"Fill the vacant seat{'s' if len(seats) > 1 else ''} {listed(seats)}." if seats else None


def _absent(case: Case, key: str, message: str) -> Iterator[Hit]:
    """A group that nobody represents; silent where it does not apply or a role text is still to be confirmed."""
    group = case.coverage.groups.get(key)
    if group is None or group.status != "missing":
        return
    records = _where(case, key)
    yield Hit(message, records, label_of(case.framework, key), fix=_fill(case, records))


@rule("COM-01")
def administrator(case: Case) -> Iterator[Hit]:
    """A building administrator is on the team."""
    yield from _absent(case, "ADMIN", "No building administrator on the team")


@rule("COM-02")
def principal(case: Case) -> Iterator[Hit]:
    """The principal is on the team; asked where only "Administrator" is known."""
    if case.serving.principals or case.coverage.groups["ADMIN"].status == "na":
        return
    if perhaps := case.serving.perhaps_principals:
        names = listed([case.name(p) for p in perhaps])
        yield Hit(
            f"Nobody is called principal: is {names} the principal?"
            if len(perhaps) == 1
            else f"Nobody is called principal: is it one of {names}?",
            tuple(f"people/{p}" for p in perhaps),
            "principal",
            severity="info",
            fix="Write “Principal” as the title of the person who is.",
        )
    else:
        yield Hit("The principal is not on the team", (), "principal")


@rule("COM-03")
def grades(case: Case) -> Iterator[Hit]:
    """Teachers represent every grade, or every department."""
    group = case.coverage.groups["GRADES"]
    by_grades = case.building.profile.coverage_by == "grades"
    word = "grade" if by_grades else "department"
    if group.status == "na":
        return
    if not parts(case.building):
        yield Hit(
            f"The building's {word}s are not entered, so nobody can say whether teachers represent them all",
            ("profile/1",),
            f"{word}s",
            fix=f"Enter the {word}s in the building's settings.",
        )
    elif group.status == "missing":
        missing = list(group.missing)
        seats = case.building.seats
        wanted = {folded(part) for part in missing}
        records = tuple(
            f"seats/{n}"
            for n in case.serving.vacant
            if wanted.intersection(map(folded, seats[n].grades if by_grades else seats[n].subjects))
        )
        yield Hit(
            f"No teacher for {word}{'s' if len(missing) > 1 else ''} {listed(missing)}",
            records,
            f"{word}{'s' if len(missing) > 1 else ''} {', '.join(missing)}",
            count=len(missing),
            fix=_fill(case, records),
        )


@rule("COM-04")
def early_childhood(case: Case) -> Iterator[Hit]:
    """Early childhood is represented."""
    yield from _absent(case, "ECE", "No early childhood representative")


@rule("COM-05")
def special_education(case: Case) -> Iterator[Hit]:
    """Special education is represented."""
    yield from _absent(case, "SPED", "No special education representative")


@rule("COM-06")
def english_learners(case: Case) -> Iterator[Hit]:
    """English language learners are represented."""
    yield from _absent(case, "ELL", "No English language learner (ELL) representative")


@rule("COM-07")
def general_education(case: Case) -> Iterator[Hit]:
    """A general education teacher is on the team."""
    yield from _absent(case, "GEN", "No general education teacher")


@rule("COM-08")
def each_subgroup(case: Case) -> Iterator[Hit]:
    """Every subgroup that the building named is represented."""
    for key in subgroups(case.building, case.framework):
        yield from _absent(case, key, f"Subgroup {key} is not represented")


@rule("COM-09")
def staff_leader(case: Case) -> Iterator[Hit]:
    """A nonadministrative leader of the staff is on the team."""
    yield from _absent(case, "LEADER", "No nonadministrative staff leader (coach, coordinator, liaison)")


@rule("COM-10")
def noncertified(case: Case) -> Iterator[Hit]:
    """Noncertified staff are represented."""
    yield from _absent(case, "NONCERT", "No noncertified staff")


@rule("COM-11")
def stakeholders(case: Case) -> Iterator[Hit]:
    """Stakeholders are represented; in an elementary building also a program that hands children on to it."""
    yield from _absent(case, "STAKEHOLDER", "No parent, business or community representative")
    building = case.building
    if building.profile.level != "elementary" or case.coverage.groups["STAKEHOLDER"].status != "covered":
        return
    holders = represented_by(building, "STAKEHOLDER", case.serving)
    texts = (f"{building.seats[h.seat_id].label} {building.people[h.person_id].title}" for h in holders)
    if not any(_TRANSITION.search(folded(text)) for text in texts):
        yield Hit(
            "No program that serves children who will come to this building is represented",
            (),
            "transition program",
            severity="info",
            fix="Invite a preschool, Head Start or child care program, or turn COM-11 off here.",
        )


@rule("COM-12")
def size(case: Case) -> Iterator[Hit]:
    """The team is neither too small nor too large."""
    people = case.coverage.people
    if not people or case.coverage.size == "ok":
        return
    least, most = case.limit("size_min"), case.limit("size_max")
    if case.coverage.size == "small":
        yield Hit(f"Team of {people}: below {number(least)}", (), "size", fix="Fill vacant seats or add a seat.")
    else:
        yield Hit(f"Team of {people}: above {number(most)}", (), "size", fix="Let one person speak for several groups.")


@rule("COM-13")
def union(case: Case) -> Iterator[Hit]:
    """The teachers union is represented."""
    yield from _absent(case, "UNION", "No teachers union representative")


@rule("COM-14")
def central_office(case: Case) -> Iterator[Hit]:
    """The central office is represented."""
    yield from _absent(case, "CENTRAL", f"No central office ({case.building.profile.dlt_label}) liaison")


@rule("COM-15")
def twice(case: Case) -> Iterator[Hit]:
    """A person on several seats is named, because they count once."""
    seats: dict[int, list[int]] = {}
    for holder in case.serving.holders():
        held = seats.setdefault(holder.person_id, [])
        if holder.seat_id not in held:
            held.append(holder.seat_id)
    for person, held in seats.items():
        if len(held) > 1:
            labels = listed([case.label(n) for n in held])
            yield Hit(
                f"{case.name(person)} holds {len(held)} seats, {labels}, and is counted once",
                (f"people/{person}", *(f"seats/{n}" for n in held)),
                case.name(person),
                count=len(held),
            )


@rule("COM-16")
def vacant(case: Case) -> Iterator[Hit]:
    """Every seat is filled; a required one is a warning."""
    for seat_id, vacancy in case.serving.vacant.items():
        seat = case.building.seats[seat_id]
        since = f" since {show_date(vacancy.since)}" if vacancy.since else ""
        why = f": {vacancy.why}" if vacancy.why else ""
        yield Hit(
            f"Seat {case.label(seat_id)} is vacant{since}{why}",
            (f"seats/{seat_id}",),
            seat.label,
            severity="warn" if seat.required else "info",
        )


@rule("COM-17")
def one_person(case: Case) -> Iterator[Hit]:
    """Not too many groups rest on one person alone."""
    alone: dict[int, list[str]] = {}
    for key, group in case.coverage.groups.items():
        if group.status != "covered":
            continue
        people = {h.person_id for h in represented_by(case.building, key, case.serving)}
        if len(people) == 1:
            alone.setdefault(people.pop(), []).append(label_of(case.framework, key))
    for person, groups in alone.items():
        if len(groups) >= case.limit("sole_groups"):
            yield Hit(
                f"{len(groups)} groups rest on one person, {case.name(person)}: {listed(groups)}",
                (f"people/{person}",),
                case.name(person),
                count=len(groups),
            )


@rule("COM-18")
def unclear(case: Case) -> Iterator[Hit]:
    """A role text that could mean several groups, or none, is confirmed by a person."""
    for seat in live(case.building.seats):
        if not seat.ask:
            continue
        known = [label_of(case.framework, key) for key in seat.ask if key != "?"]
        could = f"could mean {' or '.join(known)}" if known else "is not understood"
        yield Hit(f"Role {case.label(seat.id)} {could}: confirm", (f"seats/{seat.id}",), seat.label, count=len(known))
