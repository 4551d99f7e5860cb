"""Importing a roster into a building: match people and seats, and make one change."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from bltui.domain.model import formats
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.people import Person
from bltui.domain.model.record import active
from bltui.domain.model.seats import Membership, Seat
from bltui.domain.model.text import folded, shown
from bltui.domain.team.staff_edits import new_person
from bltui.exchange.person_names import person_key
from bltui.exchange.roster import Roster, RosterSeat
from bltui.exchange.tables import Problem


class Plan(msgspec.Struct, frozen=True):
    """The result of an import, before it is saved."""

    change: Change
    added: int
    changed: int
    unchanged: int
    problems: tuple[Problem, ...]
    roster: Roster

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON shape of `team import --json`."""
        return {
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "problems": [{"line": p.line, "message": p.message} for p in self.problems],
            "seats": [seat.to_json() for seat in self.roster.seats],
        }


class _Planner:
    def __init__(self, building: Building) -> None:
        self.building = building
        self.draft = ChangeBuilder(building)
        self.problems: list[Problem] = []
        self.people: dict[str, list[int]] = {}
        for person in active(building.people):
            self.people.setdefault(person_key(person.name), []).append(person.id)
        self.seats = list(active(building.seats))
        self.held: dict[int, Membership] = {}
        for term in active(building.memberships):
            if term.status != "ended":
                self.held[term.seat_id] = term
        self.taken: set[int] = set()
        self.fate: dict[int, str] = {}

    def person(self, row: RosterSeat) -> int | None:
        """Return the id of the person on a seat, and add the person if new.

        None for a vacant seat, or if several people have the name.
        """
        if row.name is None:
            return None
        ids = self.people.setdefault(person_key(row.name), [])
        if len(ids) > 1:
            numbers = ", ".join(f"#{number}" for number in ids)
            self.problems.append(
                Problem(
                    row.line,
                    f"“{shown(row.name)}” matches several people ({numbers}): the seat was left vacant. Fill it with the right one.",
                )
            )
            return None
        if not ids:
            title = "" if row.role == "?" else row.role
            person: Person = new_person(
                self.draft,
                name=row.name,
                title=title,
                employee_type=row.employee_type or "certified",
                grades=row.grades,
                subjects=row.subjects,
            )
            ids.append(person.id)
        return ids[0]

    def known(self, row: RosterSeat) -> int | None:
        """Return the building's id for a name; None if new, vacant or not unique."""
        ids = self.people.get(person_key(row.name), []) if row.name else []
        return ids[0] if len(ids) == 1 else None

    def free(
        self, row: RosterSeat, held_by: int | None, *, any_holder: bool = False
    ) -> Seat | None:
        """Return a seat with the row's label and holder that no other row uses.

        `held_by` is the holder's id; None means vacant.
        """
        for seat in self.seats:
            if seat.id in self.taken or folded(seat.label) != folded(row.role):
                continue
            term = self.held.get(seat.id)
            if any_holder or (term.person_id if term else None) == held_by:
                self.taken.add(seat.id)
                return seat
        return None

    def update(self, row: RosterSeat, seat: Seat) -> bool:
        """Set the fields that the file itself gives. Answers about the role text stay."""
        fields: dict[str, Any] = {
            f: getattr(row, f) for f in ("groups", "grades", "subjects", "kind") if f in row.given
        }
        if "groups" in fields:
            fields["ask"] = ()
        changed = self.draft.put("seats", seat.id, **fields) if fields else False
        term = self.held.get(seat.id)
        if term is not None and row.name is not None:
            dates: dict[str, date | None] = {
                f: getattr(row, f) for f in ("start", "end") if f in row.given
            }
            changed = (
                self.draft.put("memberships", term.id, **dates) if dates else False
            ) or changed
        return changed

    def seat(self, row: RosterSeat, person: int, seat_id: int) -> None:
        self.draft.add(
            "memberships",
            Membership(seat_id=seat_id, person_id=person, start=row.start, end=row.end),
        )

    def add(self, row: RosterSeat, person: int | None) -> None:
        fields = {f: getattr(row, f) for f in ("groups", "ask", "grades", "subjects", "kind")}
        number = self.draft.add("seats", Seat(label=row.role, **fields))
        if person is not None:
            self.seat(row, person, number)

    def run(self, roster: Roster) -> None:
        # Match current holders first, so that a second import finds every seat in any order of
        # rows.
        rows = list(enumerate(roster.seats))
        for number, row in rows:
            known = self.known(row)
            if row.name is not None and known is not None and (seat := self.free(row, known)):
                self.fate[number] = "changed" if self.update(row, seat) else "unchanged"
        for number, row in rows:
            if number in self.fate:
                continue
            person = self.person(row)
            vacant = self.free(row, None) or (
                self.free(row, None, any_holder=True) if person is None else None
            )
            if vacant is None:
                self.follow(row)
                self.add(row, person)
                self.fate[number] = "added"
            elif person is None:
                self.fate[number] = "changed" if self.update(row, vacant) else "unchanged"
            else:
                self.update(row, vacant)
                self.seat(row, person, vacant.id)
                self.fate[number] = "changed"

    def follow(self, row: RosterSeat) -> None:
        """Report a problem if another person holds a seat with this label.

        The file does not tell whether one person follows the other.
        """
        for seat in self.seats:
            term = self.held.get(seat.id)
            if seat.id not in self.taken and term and folded(seat.label) == folded(row.role):
                holder = self.building.people.get(term.person_id)
                name = shown(holder.name) if holder else "someone"
                text = f"“{shown(row.role)}” is held by {name}; this line became a separate seat. End that term if one follows the other."
                self.problems.append(Problem(row.line, text))
                return


def plan_import(building: Building, roster: Roster) -> Plan:
    """Plan an import as one change, empty if nothing differs.

    People are matched by name (courtesy titles and case are ignored), seats by label and holder.
    Importing the same file twice changes nothing.
    """
    planner = _Planner(building)
    planner.run(roster)
    fates = list(planner.fate.values())
    count = len(roster.seats)
    says = f"team: roster imported, {formats.count(count, 'seat')}"
    change = planner.draft.change(says)
    problems = sorted((*roster.problems, *planner.problems), key=lambda p: p.line)
    return Plan(
        change if change else no_change("team: roster unchanged"),
        fates.count("added"),
        fates.count("changed"),
        fates.count("unchanged"),
        tuple(problems),
        roster,
    )


def import_roster(building: Building, *, roster: Roster) -> Change:
    """Import a roster as one change. This is an intent."""
    return plan_import(building, roster).change
