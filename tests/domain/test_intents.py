"""Intents for staff, seats, terms and duties: what they change, what they refuse, how they merge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bltui.domain.model import editing
from bltui.domain.model.building import Building, Documents, from_documents
from bltui.domain.model.change import Change, Intent
from bltui.domain.model.errors import Conflict, UserError
from bltui.domain.model.lookup import find
from bltui.domain.model.messages import ContactLog
from bltui.domain.model.people import Person
from bltui.domain.model.seats import Seat
from bltui.domain.team.duties import assign, release
from bltui.domain.team.seat_edits import add_member, end_term, remove_seat, seat_person
from bltui.domain.team.staff_edits import add_person, deactivate_person, reactivate_person
from bltui.domain.years.new_building import edit_profile, found

TODAY = date(2026, 11, 22)


def after(documents: Any, change: Change) -> Any:
    """The documents after a change, as the store would write them."""
    new = {
        table: {number: dict(d) for number, d in rows.items()} for table, rows in documents.items()
    }
    for edit in change.edits:
        row = new.setdefault(edit.table, {})
        if edit.after is None:
            del row[edit.id]
            continue
        old = row.get(edit.id, {})
        kept = {k: v for k, v in old.items() if k not in (edit.before or {})}
        row[edit.id] = {**kept, **edit.after, "_rev": old.get("_rev", 0) + 1, "_by": "ben"}
    return new


class World:
    """A building that intents run on, one after the other."""

    def __init__(self) -> None:
        self.documents: Documents = found(name="Sample School", grades=("K", "1", "2"))

    @property
    def building(self) -> Building:
        return from_documents(self.documents)

    def do(self, intent: Intent) -> Change:
        change = intent(self.building)
        self.documents = after(self.documents, change)
        return change


def via(function: Callable[..., Change], **fields: Any) -> Intent:
    return lambda building: function(building, **fields)


@pytest.fixture
def world() -> World:
    world = World()
    world.do(via(add_person, name="Sample One", title="Teacher"))
    world.do(via(add_person, name="Sample Two"))
    world.do(
        via(
            editing.add,
            record=Seat(label="2nd Rep.", groups=("GEN", "GRADES"), grades=("2",)),
            today=TODAY,
        )
    )
    return world


def test_a_person_comes_changes_and_leaves(world: World) -> None:
    assert world.do(via(add_person, name=" Ana\x1b Ruiz ")).says == "people: Ana Ruiz added"
    seen = world.building.people[3]
    change = world.do(via(editing.edit, today=TODAY, seen=seen, title="Grade 2", grades=["2"]))
    assert change.says == "people: Ana Ruiz: work, grades changed"
    assert world.building.people[3].grades == ("2",)
    world.do(via(deactivate_person, person_id=3))
    assert not world.building.people[3].active
    world.do(via(reactivate_person, person_id=3))
    assert world.building.people[3].active


def test_invisible_characters_are_said(world: World) -> None:
    assert world.do(via(add_person, name="Ana\x1b\x07")).notes == (
        "name: 2 invisible characters removed",
    )


def test_twins_are_allowed_and_said(world: World) -> None:
    assert "on the list (#1)" in world.do(via(add_person, name="sample one")).notes[0]
    assert world.building.people[3].name == "sample one"


@pytest.mark.parametrize("name", ["", "  ", "\x1b\x07"])
def test_a_blank_name_is_refused(world: World, name: str) -> None:
    with pytest.raises(UserError, match="blank"):
        world.do(via(add_person, name=name))


def test_edits_of_different_fields_merge(world: World) -> None:
    seen = world.building.people[1]
    world.do(via(editing.edit, today=TODAY, seen=seen, title="Grade 2 teacher"))
    change = world.do(via(editing.edit, today=TODAY, seen=seen, grades=("2",)))
    assert change.notes == ("ben changed title. Both changes are kept",)
    both = world.do(
        via(editing.edit, today=TODAY, seen=seen, title="Grade 2 teacher", notes="Sings")
    )
    assert "notes changed" in both.says and "work" not in both.says, (
        "ben's change is told as one's own"
    )
    person = world.building.people[1]
    assert (person.title, person.grades) == ("Grade 2 teacher", ("2",))


def test_the_same_field_changed_twice_is_a_conflict_with_both_values(world: World) -> None:
    seen = world.building.people[1]
    world.do(via(editing.edit, today=TODAY, seen=seen, title="theirs"))
    with pytest.raises(Conflict, match="ben changed title first") as conflict:
        world.do(via(editing.edit, today=TODAY, seen=seen, title="mine"))
    clash = conflict.value.fields[0]
    assert (clash.field, clash.theirs, clash.mine) == ("title", "theirs", "mine")
    assert world.building.people[1].title == "theirs"


def test_the_same_change_by_two_people_is_no_conflict(world: World) -> None:
    seen = world.building.people[1]
    world.do(via(editing.edit, today=TODAY, seen=seen, title="same"))
    assert not world.do(via(editing.edit, today=TODAY, seen=seen, title="same"))


def test_editing_what_was_removed_keeps_the_text_with_the_person(world: World) -> None:
    seen = world.building.seats[1]
    world.do(via(remove_seat, seat_id=1))
    with pytest.raises(UserError, match="ben removed this while you edited it"):
        world.do(via(editing.edit, today=TODAY, seen=seen, label="new"))


def test_one_person_a_seat_and_day(world: World) -> None:
    world.do(
        via(seat_person, seat_id=1, person_id=1, start=date(2026, 8, 15), end=date(2027, 6, 30))
    )
    with pytest.raises(UserError, match="Sample One holds this seat until Jun 30, 2027"):
        world.do(via(seat_person, seat_id=1, person_id=2, start=date(2027, 6, 30)))
    world.do(via(seat_person, seat_id=1, person_id=2, start=date(2027, 7, 1)))
    assert len(world.building.memberships) == 2


def test_alternates_share_a_seat_in_complementary_years(world: World) -> None:
    world.do(via(editing.edit, today=TODAY, seen=world.building.seats[1], kind="alternate"))
    world.do(via(seat_person, seat_id=1, person_id=1, active_years="odd"))
    with pytest.raises(UserError, match="odd and even"):
        world.do(via(seat_person, seat_id=1, person_id=2, active_years="odd"))
    world.do(via(seat_person, seat_id=1, person_id=2, active_years="even"))


def test_a_term_ends_after_it_starts(world: World) -> None:
    with pytest.raises(UserError, match="before it starts"):
        world.do(
            via(seat_person, seat_id=1, person_id=1, start=date(2027, 1, 1), end=date(2026, 1, 1))
        )
    world.do(via(seat_person, seat_id=1, person_id=1, start=date(2026, 1, 1)))
    with pytest.raises(UserError, match="enter a last day on or after it"):
        world.do(via(end_term, membership_id=1, on=date(2025, 12, 31)))
    assert (
        world.do(via(end_term, membership_id=1, on=date(2027, 6, 30))).says
        == "team: Sample One's term ends Jun 30, 2027"
    )
    seen = world.building.memberships[1]
    with pytest.raises(UserError, match="substitute is the member"):
        world.do(via(editing.edit, today=TODAY, seen=seen, substitute_person_id=1))
    world.do(via(editing.edit, today=TODAY, seen=seen, status="on_leave", substitute_person_id=2))
    assert world.building.memberships[1].status == "on_leave"


def test_a_term_is_checked_against_what_the_others_saved(world: World) -> None:
    world.do(
        via(seat_person, seat_id=1, person_id=1, start=date(2026, 8, 1), end=date(2027, 6, 30))
    )
    seen = world.building.memberships[1]
    world.do(via(editing.edit, today=TODAY, seen=seen, start=date(2027, 1, 1)))
    with pytest.raises(UserError, match="before it starts"):
        world.do(via(editing.edit, today=TODAY, seen=seen, end=date(2026, 12, 1)))


def test_a_member_in_one_step_takes_the_person_of_that_name(world: World) -> None:
    world.do(via(add_member, name="sample two", role="Parent Rep.", groups=("STAKEHOLDER",)))
    world.do(via(add_member, name="New Sample", role="ELL", groups=("ELL",)))
    building = world.building
    assert [(m.seat_id, m.person_id) for m in building.memberships.values()] == [(2, 2), (3, 3)]
    world.do(via(add_person, name="Sample Two"))
    with pytest.raises(UserError, match="matches several people: #2, #4"):
        world.do(via(add_member, name="Sample Two"))


def test_an_alternate_comes_with_the_partner(world: World) -> None:
    both = {
        "name": "Sample Two",
        "kind": "alternate",
        "role": "Grade 1 or 2",
        "end": date(2029, 6, 30),
    }
    change = world.do(via(add_member, **both, active_years="even", partner="New Sample"))
    terms = [
        (m.seat_id, m.person_id, m.active_years, m.end) for m in world.building.memberships.values()
    ]
    assert terms == [(2, 2, "even", date(2029, 6, 30)), (2, 3, "odd", date(2029, 6, 30))]
    assert (
        change.says
        == "team: Sample Two added as Grade 1 or 2, New Sample in odd years, to Jun 30, 2029"
    )
    with pytest.raises(UserError, match="odd or even"):
        world.do(via(add_member, **both, partner="New Sample"))
    with pytest.raises(UserError, match="own partner"):
        world.do(via(add_member, **both, active_years="odd", partner="sample two"))
    with pytest.raises(UserError, match="Change the kind of the seat"):
        world.do(via(add_member, name="Sample Two", active_years="odd"))


def test_removing_a_seat_takes_its_terms_along(world: World) -> None:
    world.do(via(seat_person, seat_id=1, person_id=1))
    world.do(via(remove_seat, seat_id=1))
    assert world.building.seats[1].archived and world.building.memberships[1].archived


def test_one_facilitator_and_another_person_beside(world: World) -> None:
    world.do(via(assign, role="facilitator", person_id=1, start=date(2026, 8, 1)))
    with pytest.raises(UserError, match="two people"):
        world.do(via(assign, role="cofacilitator", person_id=1, start=TODAY))
    world.do(via(assign, role="cofacilitator", person_id=2, start=TODAY))
    world.do(via(release, role="cofacilitator", on=TODAY))
    world.do(via(assign, role="facilitator", person_id=2, start=TODAY))
    held = [
        (a.person_id, a.end) for a in world.building.assignments.values() if a.role == "facilitator"
    ]
    assert held == [(1, date(2026, 11, 21)), (2, None)]
    assert not world.do(via(assign, role="facilitator", person_id=2, start=TODAY))


def test_a_contact_is_noted_when_it_was(world: World) -> None:
    with pytest.raises(UserError, match="is in the future"):
        world.do(
            via(
                editing.add,
                record=ContactLog(party="principal", on=date(2026, 11, 23)),
                today=TODAY,
            )
        )
    assert (
        world.do(via(editing.add, record=ContactLog(party="dlt", on=TODAY), today=TODAY)).says
        == "team: contact with the DLT on Sun, Nov 22, 2026 added"
    )


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"tz": "CST6"}, "time zone"),
        ({"tz": "../../etc/passwd"}, "time zone"),
        ({"name": " "}, "blank"),
        ({"grades": ()}, "grades or departments"),
        ({"not_applicable": {"UNION": " "}}, "reason is blank"),
    ],
)
def test_settings_of_the_building_are_checked(
    world: World, fields: dict[str, Any], why: str
) -> None:
    with pytest.raises(UserError, match=why):
        world.do(via(edit_profile, seen=world.building.profile, **fields))


def test_settings_of_the_building_change(world: World) -> None:
    change = world.do(
        via(
            edit_profile,
            seen=world.building.profile,
            dlt_label="CSLT",
            limits={"team_size_max": 20},
        )
    )
    assert change.says == "building: district team, limits changed"
    assert world.building.profile.dlt_label == "CSLT"


NAMES = [
    Person(id=1, name="Ana Ruiz"),
    Person(id=2, name="Ana Lund"),
    Person(id=3, name="José Vang"),
]


@pytest.mark.parametrize(
    ("wanted", "found_id"),
    [("2", 2), ("#3", 3), ("ruiz", 1), ("jose", 3), ("ana l", 2), ("ang", 3)],
)
def test_found_by_number_or_unique_part(wanted: str, found_id: int) -> None:
    assert find(wanted, NAMES, lambda p: p.name, "person").id == found_id


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ("ana", r"several: Ana Ruiz \(#1\), Ana Lund \(#2\)"),
        ("9", "number 9"),
        ("jsoe vang", "Did you mean José Vang"),
        (" ", "No person"),
    ],
)
def test_not_found_is_never_a_guess(wanted: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        find(wanted, NAMES, lambda p: p.name, "person")
