"""Compute which groups the team represents on a day.

Each group is covered (with names), missing, not applicable, or to be confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache

from bltui.domain.model.building import Building
from bltui.domain.model.framework_types import Framework, limit_of
from bltui.domain.model.seats import Seat
from bltui.domain.model.text import folded
from bltui.domain.model.wording import listed
from bltui.domain.team.coverage_types import Coverage, GroupCoverage, Size
from bltui.domain.team.membership import Holder, Serving, on_day

#: Cached: the same few keys are folded again and again, which took most of the time of a check.
_key = lru_cache(maxsize=512)(folded)

#: Groups that teachers represent. Other seats represent no grades: a counselor's "K-5" does not
#: make them a teacher of every grade.
_TEACHING = frozenset({"GRADES", "GEN", "ECE", "SPED", "ELL", "UNION"})
#: Seats for classroom teachers. Without grades on the seat, they represent the grades that the
#: holder teaches.
_CLASSROOM = frozenset({"GRADES", "GEN"})


#: Birth through age 8, the widest usual sense of early childhood: up to grade 3
#: (https://www.naeyc.org/resources/position-statements).
_EARLY_CHILDHOOD = frozenset({"PK", "TK", "K", "1", "2", "3"})


def subgroups(building: Building, framework: Framework) -> list[str]:
    """Return the building's subgroups, without those that repeat a framework group."""
    known = {_key(key) for key in framework.groups}
    return [s for s in building.profile.subgroups if _key(s) not in known]


def label_of(framework: Framework, key: str) -> str:
    """Return the label of a group. A subgroup is its own label."""
    return framework.groups[key].label if key in framework.groups else key


def parts(building: Building) -> tuple[str, ...]:
    """Return the grades or departments that teachers must represent."""
    profile = building.profile
    return profile.grades if profile.coverage_by == "grades" else profile.departments


def parts_of(building: Building, seat: Seat, holder: Holder) -> set[str]:
    """Return the building's grades or departments that a teacher on this seat represents."""
    if _TEACHING.isdisjoint(seat.groups):
        return set()
    person = building.people[holder.person_id]
    by_grades = building.profile.coverage_by == "grades"
    own = seat.grades if by_grades else seat.subjects
    if not own and _CLASSROOM.intersection(seat.groups):
        own = person.grades if by_grades else person.subjects
    wanted = {_key(part): part for part in parts(building)}
    return {wanted[_key(part)] for part in own if _key(part) in wanted}


def speaks_for(building: Building, key: str, seat: Seat, holder: Holder) -> bool:
    """Return whether a seat's holder represents a group or subgroup."""
    if key == "GRADES":
        return bool(parts_of(building, seat, holder))
    if key == "ECE" and building.profile.coverage_by == "grades":
        early = set(building.profile.early_grades)
        if early.intersection(parts_of(building, seat, holder)):
            return True
    return _named(key, seat.groups)


def _named(key: str, groups: Iterable[str]) -> bool:
    return _key(key) in map(_key, groups)


def _names(building: Building, holders: Iterable[Holder]) -> tuple[str, ...]:
    return tuple(
        building.people[number].name for number in dict.fromkeys(h.person_id for h in holders)
    )


def represented_by(building: Building, key: str, serving: Serving) -> list[Holder]:
    """Return all holders who represent a group. For GRADES, one grade is enough."""
    return [h for h in serving.holders() if speaks_for(building, key, building.seats[h.seat_id], h)]


def _asked(building: Building, serving: Serving, found: Callable[[Seat], bool]) -> list[Seat]:
    """Return the filled seats for which `found` is true.

    An empty seat represents nobody, whatever its role text.
    """
    return [
        building.seats[n]
        for n, holders in serving.seats.items()
        if holders and found(building.seats[n])
    ]


def parts_words(missing: Sequence[str], by: str) -> str:
    """Return grades or departments as a phrase: "grade 2", "grades 2 and 3"."""
    return f"{by if len(missing) > 1 else by[:-1]} {listed(missing)}"


def _question(seats: list[Seat]) -> str:
    labels = ", ".join(f"“{seat.label}”" for seat in seats)
    verb = "represents" if len(seats) == 1 else "represent"
    return f"Enter what {labels} {verb}."


def _group(building: Building, framework: Framework, key: str, serving: Serving) -> GroupCoverage:
    by = _names(building, represented_by(building, key, serving))
    if by:
        return GroupCoverage("covered", by)
    if open_seats := _asked(building, serving, lambda seat: _named(key, seat.ask)):
        return GroupCoverage("ask", reason=_question(open_seats))
    return GroupCoverage("missing", missing=(label_of(framework, key),))


def _grades(building: Building, serving: Serving) -> GroupCoverage:
    wanted = parts(building)
    holders = represented_by(building, "GRADES", serving)
    by = _names(building, holders)
    if not wanted:
        return GroupCoverage(
            "ask", by, reason=f"Enter the building's {building.profile.coverage_by}."
        )
    covered = {part for h in holders for part in parts_of(building, building.seats[h.seat_id], h)}
    missing = tuple(part for part in wanted if part not in covered)
    if not missing:
        return GroupCoverage("covered", by)
    # A seat that may be a teacher's may represent its own grades. One that may represent unnamed
    # grades may represent all missing ones.
    by_grades = building.profile.coverage_by == "grades"
    open_seats = []
    possible: set[str] = set()
    for seat in _asked(building, serving, lambda seat: not _CLASSROOM.isdisjoint(seat.ask)):
        own = seat.grades if by_grades else seat.subjects
        may = {_key(part) for part in own or (missing if "GRADES" in seat.ask else ())}
        if may.intersection(map(_key, missing)):
            open_seats.append(seat)
            possible |= may
    sure = tuple(part for part in missing if _key(part) not in possible)
    if sure:
        return GroupCoverage("missing", by, sure)
    return GroupCoverage("ask", by, reason=_question(open_seats))


def size_of(building: Building, framework: Framework, people: int) -> Size:
    """Compare the number of people with the building's size limits."""
    own = building.profile.limits
    if people < limit_of("size_min", own, framework):
        return "small"
    return "large" if people > limit_of("size_max", own, framework) else "ok"


def _too_old(building: Building) -> str | None:
    """Return why early childhood does not apply, or None if it may apply.

    It does not apply if every grade is above grade 3.
    """
    grades = building.profile.grades
    if (
        not grades
        or _EARLY_CHILDHOOD.intersection(grades)
        or set(building.profile.early_grades).intersection(grades)
    ):
        return None
    return f"no early childhood grade here: grades {', '.join(grades)}"


def group_coverage(
    building: Building, framework: Framework, serving: Serving
) -> dict[str, GroupCoverage]:
    """Return the coverage of every framework group, then of every subgroup."""
    groups: dict[str, GroupCoverage] = {}
    not_applicable = {_key(key): reason for key, reason in building.profile.not_applicable.items()}
    for key in [*framework.groups, *subgroups(building, framework)]:
        if _key(key) in not_applicable:
            groups[key] = GroupCoverage("na", reason=not_applicable[_key(key)])
        elif key == "ECE" and (reason := _too_old(building)):
            groups[key] = GroupCoverage("na", reason=reason)
        elif key == "GRADES":
            groups[key] = _grades(building, serving)
        else:
            groups[key] = _group(building, framework, key, serving)
    return groups


def of_team(building: Building, framework: Framework, serving: Serving) -> Coverage:
    """Return the coverage of a team that was already computed."""
    return Coverage(
        on=serving.on,
        seats=len(serving.seats),
        filled=len(serving.seats) - len(serving.vacant),
        people=len(serving.people),
        size=size_of(building, framework, len(serving.people)),
        principal=serving.principal,
        facilitator=building.people[serving.facilitator].name
        if serving.facilitator is not None
        else None,
        groups=group_coverage(building, framework, serving),
    )


def coverage(building: Building, framework: Framework, on: date) -> Coverage:
    """Return which groups the team represents on a day, as printed by `team coverage --json`."""
    return of_team(building, framework, on_day(building, on))
