"""Seats and who sits on them: add, edit, end. Intents for `workspace.do`, with the invariants of the team."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.dates import show_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.people import EmployeeType, Person
from bltui.domain.model.record import active
from bltui.domain.model.seats import Membership, Seat, SeatKind, Years
from bltui.domain.model.text import PROSE, folded
from bltui.domain.team.staff_edits import new_person


def _span(start: date | None, end: date | None) -> str:
    if start and end:
        return f", {show_date(start)} to {show_date(end)}"
    if end:
        return f", to {show_date(end)}"
    return f", from {show_date(start)}" if start else ""


def _order(start: date | None, end: date | None) -> None:
    if start and end and start > end:
        raise UserError(
            f"The term ends ({show_date(end)}) before it starts ({show_date(start)}). Change one of the dates.",
            field="end",
        )


def _overlap(a: Membership, b: Membership) -> bool:
    return (a.start or date.min) <= (b.end or date.max) and (b.start or date.min) <= (a.end or date.max)


def _seat_is_free(building: Building, term: Membership, kind: SeatKind) -> None:
    """One person a seat and day; alternates share theirs in complementary years [S2]."""
    if term.status == "ended":
        return
    for other in active(building.memberships):
        if other.id == term.id or other.seat_id != term.seat_id or other.status == "ended" or not _overlap(term, other):
            continue
        complementary = {term.active_years, other.active_years} == {"odd", "even"}
        if kind == "alternate" and complementary and term.person_id != other.person_id:
            continue
        who = building.people[other.person_id].name if other.person_id in building.people else "somebody"
        until = f" until {show_date(other.end)}" if other.end else ""
        how = (
            " Give the two partners odd and even years."
            if kind == "alternate"
            else " End that term first, or start after it."
        )
        raise UserError(f"{who} holds this seat{until}.{how}", field="start")


def new_seat(
    builder: ChangeBuilder,
    *,
    label: str,
    groups: Sequence[str] = (),
    ask: Sequence[str] = (),
    grades: Sequence[str] = (),
    subjects: Sequence[str] = (),
    kind: SeatKind = "term",
    required: bool = False,
    since: date | None = None,
) -> int:
    """Put a seat into a draft; gives its id."""
    seat = Seat(
        label=builder.text(label, "role", blank=False),
        groups=tuple(dict.fromkeys(groups)),
        ask=tuple(dict.fromkeys(ask)),
        grades=tuple(grades),
        subjects=tuple(builder.text(s, "subjects", blank=False) for s in subjects),
        kind=kind,
        required=required,
        since=since,
    )
    return builder.add("seats", seat)


def add_seat(building: Building, **fields: Any) -> Change:
    """A new seat with nobody on it yet; arguments as `new_seat`."""
    builder = ChangeBuilder(building)
    number = new_seat(builder, **fields)
    edit = builder.change("").edits[-1]
    label = (edit.after or {})["label"] if edit.id == number else fields["label"]
    return builder.change(f"team: seat {label} added")


def edit_seat(building: Building, *, seen: Seat, **fields: Any) -> Change:
    """Change what a seat is or covers; merges with what others changed meanwhile."""
    builder = ChangeBuilder(building)
    if "label" in fields:
        fields["label"] = builder.text(fields["label"], "role", blank=False)
    if "subjects" in fields:
        fields["subjects"] = tuple(builder.text(s, "subjects", blank=False) for s in fields["subjects"])
    for field in ("groups", "ask", "grades"):
        if field in fields:
            fields[field] = tuple(dict.fromkeys(fields[field]))
    if not builder.merge("seats", seen, **fields):
        return no_change(f"team: seat {seen.label} unchanged")
    words = [f.replace("_", " ") for f in fields if getattr(seen, f) != fields[f]]
    return builder.change(f"team: seat {seen.label}: {', '.join(words)} changed")


def remove_seat(building: Building, *, seat_id: int) -> Change:
    """Take a seat off the team. Its memberships go with it; all of it stays in the history and can be undone."""
    builder = ChangeBuilder(building)
    seat = building.seats.get(seat_id)
    if seat is None or seat.archived:
        return no_change("team: that seat is gone already")
    builder.archive("seats", seat_id)
    for term in active(building.memberships):
        if term.seat_id == seat_id:
            builder.archive("memberships", term.id)
    return builder.change(f"team: seat {seat.label} removed")


def seat_person(
    building: Building,
    *,
    seat_id: int,
    person_id: int | None = None,
    name: str = "",
    start: date | None = None,
    end: date | None = None,
    active_years: Any = None,
    notes: str = "",
) -> Change:
    """Put a person of the list on a seat, or, by name alone, somebody who is new to the list."""
    builder = ChangeBuilder(building)
    seat = building.seats.get(seat_id)
    if seat is None or seat.archived:
        raise UserError("That seat was removed. Add it again, or undo the removal.", field="seat")
    person: Person | None
    if person_id is None:
        person = new_person(builder, name=name, title=seat.label, grades=seat.grades, subjects=seat.subjects)
        person_id = person.id
    else:
        person = building.people.get(person_id)
    if person is None or person.archived or not person.active:
        raise UserError("That person is not on the list any more. Add them first.", field="person")
    _order(start, end)
    term = Membership(
        seat_id=seat_id,
        person_id=person_id,
        start=start,
        end=end,
        active_years=active_years,
        notes=builder.text(notes, "notes", limit=PROSE, multiline=True),
    )
    _seat_is_free(building, term, seat.kind)
    builder.add("memberships", term)
    return builder.change(f"team: {person.name} on seat {seat.label}{_span(start, end)}")


#: What rosters write where a seat has nobody.
_NOBODY = frozenset(("vacant", "vacancy", "vacant seat", "open seat", "tbd", "tba"))


def add_member(
    building: Building,
    *,
    name: str = "",
    person_id: int | None = None,
    role: str = "",
    groups: Sequence[str] = (),
    ask: Sequence[str] = (),
    grades: Sequence[str] = (),
    subjects: Sequence[str] = (),
    kind: SeatKind = "term",
    start: date | None = None,
    end: date | None = None,
    employee_type: EmployeeType | None = None,
    required: bool = False,
    active_years: Years | None = None,
    partner: int | str = "",
    today: date | None = None,
) -> Change:
    """A person on a new seat, in one step. Somebody of that name on the list is taken, else a new person is added.

    `person_id` names one of the list where several have the same name. Of an alternate, `active_years` says in which school
    years they serve, and `partner` (a name or an id) who serves in the others, for the same term [S2].
    """
    builder = ChangeBuilder(building)
    role = builder.text(role, "role")
    _order(start, end)
    if kind != "alternate" and (active_years or partner):
        raise UserError(
            "Odd or even years and a partner belong to a seat for alternate years. Choose that kind.", field="kind"
        )
    if partner and active_years is None:
        raise UserError("In which years does the member serve, odd or even? The partner has the others.", field="years")
    more = {"employee_type": employee_type or "certified", "grades": grades, "subjects": subjects}
    person = _somebody(builder, person_id if person_id is not None else name, "name", title=role, **more)
    seat = new_seat(
        builder,
        label=role or person.title or name,
        groups=groups,
        ask=ask,
        grades=grades,
        subjects=subjects,
        kind=kind,
        required=required,
        since=start or today,
    )
    term = Membership(seat_id=seat, person_id=person.id, start=start, end=end, active_years=active_years)
    builder.add("memberships", term)
    beside = ""
    if partner:
        other = _somebody(builder, partner, "partner", title=role, **more)
        if other.id == person.id:
            raise UserError(
                f"{person.name} cannot be their own partner. Name somebody else, or nobody.", field="partner"
            )
        years: Years = "even" if active_years == "odd" else "odd"
        builder.add("memberships", replace(term, person_id=other.id, active_years=years))
        beside = f", {other.name} in {years} years"
    return builder.change(f"team: {person.name} added{f' as {role}' if role else ''}{beside}{_span(start, end)}")


def _somebody(builder: ChangeBuilder, who: int | str, field: str, **new: Any) -> Person:
    """A person of the list by id or by name, or a new one put into the draft. Raises UserError."""
    people = builder.building.people
    if isinstance(who, int):
        named = people.get(who)
        if named is None or named.archived or not named.active:
            raise UserError("That person is not on the list any more. Add them first.", field=field)
        return named
    name = builder.text(who, field, blank=False)
    if folded(name) in _NOBODY:
        raise UserError(
            f"“{name}” is nobody: add the seat alone (bltui team seat add), and fill it later.", field=field
        )
    same = [p for p in active(people) if p.active and folded(p.name) == folded(name)]
    if len(same) > 1:
        numbers = ", ".join(f"#{p.id}" for p in same)
        raise UserError(f"{name} fits several people: {numbers}. Seat one of them by number.", field=field)
    return same[0] if same else new_person(builder, name=name, **new)


def edit_term(building: Building, *, seen: Membership, **fields: Any) -> Change:
    """Change a membership: dates, status, substitute, alternate years, notes; merges with what others changed."""
    builder = ChangeBuilder(building)
    if "notes" in fields:
        fields["notes"] = builder.text(fields["notes"], "notes", limit=PROSE, multiline=True)
    newest = building.memberships.get(seen.id, seen)
    values = {f: getattr(newest, f) for f in newest.__struct_fields__}
    values.update({f: v for f, v in fields.items() if v != getattr(seen, f)})
    term = Membership(**values)
    _order(term.start, term.end)
    if term.substitute_person_id == term.person_id:
        raise UserError("The substitute is the member. Name somebody else, or nobody.", field="substitute_person_id")
    seat = building.seats.get(term.seat_id)
    if seat is not None:
        _seat_is_free(building, term, seat.kind)
    person = building.people.get(seen.person_id)
    name = person.name if person else "member"
    if not builder.merge("memberships", seen, **fields):
        return no_change(f"team: {name}'s term unchanged")
    parts = []
    for field, value in fields.items():
        if value != getattr(seen, field):
            parts.append(
                f"{field.replace('_', ' ')} {show_date(value)}" if isinstance(value, date) else field.replace("_", " ")
            )
    return builder.change(f"team: {name}'s term: {', '.join(parts)} changed")


def end_term(building: Building, *, membership_id: int, on: date) -> Change:
    """A member leaves the team: `on` is the last day."""
    builder = ChangeBuilder(building)
    term = building.memberships.get(membership_id)
    if term is None or term.archived:
        raise UserError("That membership is gone already.")
    person = building.people.get(term.person_id)
    name = person.name if person else "member"
    if term.start and on < term.start:
        raise UserError(f"{name} starts on {show_date(term.start)}: the last day cannot be before that.", field="end")
    if not builder.put("memberships", membership_id, end=on):
        return no_change(f"team: {name}'s term ends on {show_date(on)} already")
    return builder.change(f"team: {name}'s term ends {show_date(on)}")
