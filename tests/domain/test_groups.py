"""Groups, waivers and availability as people change them."""

from __future__ import annotations

from datetime import date
from functools import partial

import msgspec
import pytest

from bltui.domain.checks.waivers import unwaive, waive
from bltui.domain.groups.edits import add_group, join, lead, leave, remove_group, set_status
from bltui.domain.model import editing
from bltui.domain.model.availability import Availability, Moment, described, state
from bltui.domain.model.building import Building
from bltui.domain.model.building_settings import Profile
from bltui.domain.model.calendar import Bell, Hours, Period
from bltui.domain.model.change import edited
from bltui.domain.model.cwgs import Cwg, Member, working
from bltui.domain.model.errors import Conflict, UserError
from bltui.domain.model.people import Person
from bltui.domain.model.record import to_document
from bltui.domain.model.series import Series
from bltui.domain.model.waivers import Waiver
from bltui.domain.scheduler.availability_edits import set_availability

TODAY = date(2026, 11, 10)

TABLES = {"cwgs": Cwg, "series": Series, "availability": Availability, "waivers": Waiver}


@pytest.fixture
def school():
    people = {n: Person(id=n, name=f"Sample Person {n}") for n in range(1, 8)}
    people[7] = msgspec.structs.replace(people[7], active=False)
    return Building.of(
        profile=Profile(id=1, name="Sample School"),
        people=people,
    )


def after(school, change):
    """The building after a change."""
    tables = {}
    for edit in change.edits:
        table = tables.setdefault(edit.table, dict(school.table(edit.table)))
        document = edited(to_document(table[edit.id]) if edit.id in table else None, edit)
        table[edit.id] = msgspec.convert({**document, "id": edit.id}, TABLES[edit.table])
    return school.replaced(**tables)


def test_leader_and_co_leader_are_members(school):
    change = add_group(
        school, name="Reading", structure="interest", leader_id=2, co_leader_id=3, members=[4, 2]
    )
    group = after(school, change).cwgs[1]
    assert group.number == 1 and group.people() == (2, 3, 4) and group.called == "#1 Reading"
    assert change.says == "CWG #1 Reading: created, 3 people"


def test_numbers_are_unique_and_the_lowest_free_one_is_taken(school):
    school = after(school, add_group(school, name="A"))
    school = after(school, add_group(school, name="C", number=3))
    with pytest.raises(UserError, match="CWG #3 is C"):
        add_group(school, name="B", number=3)
    school = after(school, add_group(school, name="B"))
    assert [g.called for g in working(school.cwgs)] == ["#1 A", "#2 B", "#3 C"]
    with pytest.raises(UserError, match="CWG #1 is A"):
        editing.edit(school, today=TODAY, seen=school.cwgs[2], number=1)


def test_who_left_the_building_cannot_join(school):
    with pytest.raises(UserError, match="no longer on the staff list"):
        add_group(school, name="A", members=[7])


def test_join_and_leave_keep_the_dates(school):
    school = after(school, add_group(school, name="A", leader_id=1))
    school = after(school, join(school, cwg_id=1, people=[2, 3], start=date(2026, 9, 1)))
    assert school.cwgs[1].people(date(2026, 8, 31)) == (1,)
    school = after(school, leave(school, cwg_id=1, people=[2], on=date(2026, 12, 31)))
    assert school.cwgs[1].members[1] == Member(2, date(2026, 9, 1), date(2026, 12, 31))
    assert school.cwgs[1].people(date(2027, 1, 1)) == (1, 3)
    with pytest.raises(UserError, match="left #1 A on Thu, Dec 31, 2026"):
        join(school, cwg_id=1, people=[2])
    school = after(school, join(school, cwg_id=1, people=[2], start=date(2027, 2, 1)))
    assert school.cwgs[1].people(date(2027, 2, 1)) == (1, 3, 2)
    assert join(school, cwg_id=1, people=[3]).notes == () or not join(school, cwg_id=1, people=[3])
    with pytest.raises(UserError, match="leads #1 A"):
        leave(school, cwg_id=1, people=[1])
    with pytest.raises(UserError, match="enter a last day on or after it"):
        leave(school, cwg_id=1, people=[3], on=date(2026, 8, 1))
    school = after(school, leave(school, cwg_id=1, people=[3]))
    assert 3 not in school.cwgs[1].people()


def test_who_left_a_group_and_leads_it_again_is_a_member_again(school):
    school = after(school, add_group(school, name="A", leader_id=1, members=[2]))
    school = after(school, leave(school, cwg_id=1, people=[2], on=date(2026, 12, 31)))
    group = after(school, lead(school, cwg_id=1, person_id=2)).cwgs[1]
    assert group.members[1:] == (Member(2, None, date(2026, 12, 31)), Member(2))


def test_naming_a_leader(school):
    school = after(school, add_group(school, name="A", leader_id=1, co_leader_id=2))
    change = lead(school, cwg_id=1, person_id=2)
    school = after(school, change)
    assert school.cwgs[1].heads() == (2,) and "no co-leader now" in change.notes[0]
    with pytest.raises(UserError, match="Choose another co-leader"):
        lead(school, cwg_id=1, person_id=2, co=True)
    school = after(school, lead(school, cwg_id=1, person_id=5))
    assert 5 in school.cwgs[1].people()
    school = after(school, lead(school, cwg_id=1, person_id=None))
    assert school.cwgs[1].leader_id is None
    assert not lead(school, cwg_id=1, person_id=None)


def test_publishing_is_refused_with_errors_and_saving_is_not(school):
    school = after(school, add_group(school, name="A"))
    with pytest.raises(UserError, match=r"cannot be published: no leader \(and 1 more\)"):
        set_status(school, cwg_id=1, status="published", blocking=["no leader", "no time"])
    school = after(school, set_status(school, cwg_id=1, status="published"))
    assert school.cwgs[1].status == "published" and school.cwgs[1].seq == 1
    school = after(school, set_status(school, cwg_id=1, status="closed"))
    assert list(working(school.cwgs)) == []


def test_two_people_edit_a_group(school):
    school = after(school, add_group(school, name="A"))
    seen = school.cwgs[1]
    school = after(school, editing.edit(school, today=TODAY, seen=seen, focus="Fractions"))
    change = editing.edit(school, today=TODAY, seen=seen, name="Arithmetic")
    assert after(school, change).cwgs[1].focus == "Fractions"
    with pytest.raises(Conflict):
        editing.edit(school, today=TODAY, seen=seen, focus="Decimals")


def test_removing_a_group_keeps_its_number_free(school):
    school = after(school, add_group(school, name="A"))
    school = after(school, remove_group(school, cwg_id=1))
    assert not remove_group(school, cwg_id=1)
    school = after(school, add_group(school, name="B"))
    assert [g.called for g in working(school.cwgs)] == ["#1 B"] and school.cwgs[2].name == "B"
    with pytest.raises(UserError, match="was removed"):
        join(school, cwg_id=1, people=[1])


def test_waivers_want_a_reason_and_some_rules_have_none(school):
    with pytest.raises(UserError, match="Why is blank"):
        waive(school, rule="CWG-07", key="cwgs/1", why=" ")
    with pytest.raises(UserError, match="cannot be waived"):
        waive(school, rule="CWG-15", key="cwgs/1", why="we like them")
    school = after(school, waive(school, rule="CWG-07", key="cwgs/1", why="sub arranged"))
    assert not waive(school, rule="CWG-07", key="cwgs/1", why="sub arranged")
    school = after(school, unwaive(school, rule="CWG-07", key="cwgs/1"))
    assert school.waivers[1].archived and not unwaive(school, rule="CWG-07", key="cwgs/1")


def test_setting_availability(school):
    put = partial(set_availability, school, person_id=1)
    change = put(kind="busy", weekdays=("thu",), start="15:00", end="16:00", note="coaching")
    assert change.says == "availability: Sample Person 1 busy thu 3:00–4:00 PM"
    school = after(school, change)
    assert not set_availability(
        school,
        person_id=1,
        kind="busy",
        weekdays=("thu",),
        start="15:00",
        end="16:00",
        note="coaching",
    )
    school = after(
        school, set_availability(school, person_id=1, seen=school.availability[1], end="17:00")
    )
    assert school.availability[1].end == "17:00"
    school = after(school, editing.remove(school, table="availability", number=1))
    assert school.availability[1].archived
    with pytest.raises(UserError, match="later than the start"):
        put(kind="busy", start="16:00", end="15:00")
    with pytest.raises(UserError, match="no period or time"):
        put(kind="planning", weekdays=("mon",))
    with pytest.raises(UserError, match="before the first"):
        put(kind="away", first=date(2027, 1, 2), last=date(2027, 1, 1))


BELL = Bell(
    id=1,
    label="Regular",
    students=Hours("08:00", "15:00"),
    periods=(
        Period("1", "08:00", "08:50"),
        Period("2", "08:55", "09:45"),
        Period("3", "09:50", "10:40"),
    ),
)


def row(kind, **fields):
    return Availability(person_id=1, kind=kind, **fields)


def wed(start, end, **fields):
    return Moment(2, start, end, bell=BELL, **fields)


AFTER, P1, P12, P3 = (915, 960), (480, 530), (480, 585), (590, 640)


@pytest.mark.parametrize(
    ("rows", "when", "wanted"),
    [
        ([], AFTER, "free"),
        ([], P1, "unknown"),
        ([row("planning", period="1")], P1, "free"),
        ([row("planning", period="1")], P3, "teaching"),
        ([row("planning", period="1")], P12, "teaching"),
        ([row("planning", period="1"), row("planning", period="2")], P12, "free"),
        ([row("planning", period="9")], P1, "teaching"),
        ([row("planning", period="1", weekdays=("mon",))], P1, "teaching"),
        ([row("planning", period="3")], (880, 930), "teaching"),
        ([row("planning", period="3")], AFTER, "free"),
        ([row("planning", start="08:00", end="08:50")], P1, "free"),
        ([row("busy", weekdays=("wed",), start="15:30", end="16:30")], AFTER, "busy"),
        ([row("busy", weekdays=("wed",), start="16:00", end="17:00")], AFTER, "free"),
        ([row("busy", weekdays=("thu",))], AFTER, "free"),
        ([row("if_needed", start="15:00")], AFTER, "if_needed"),
        ([row("if_needed", start="15:00"), row("busy", start="15:50")], AFTER, "busy"),
        ([row("busy", start="15:50"), row("if_needed", start="15:00")], AFTER, "busy"),
        ([row("busy"), row("away", weekdays=("wed",))], AFTER, "away"),
        ([row("planning", period="1"), row("busy", period="1")], P1, "busy"),
    ],
)
def test_how_a_person_stands_to_a_time(rows, when, wanted):
    assert state(rows, wed(*when)) == wanted


def test_rotation_days_and_dates_bound_a_row():
    only_a = row("planning", period="1", letters=("A",))
    assert state([only_a], wed(*P1, letter="A")) == "free"
    assert state([only_a], wed(*P1, letter="B")) == "teaching"
    autumn = row("busy", first=date(2026, 9, 1), last=date(2026, 11, 30))
    assert state([autumn], wed(*AFTER, date=date(2026, 11, 30))) == "busy"
    assert state([autumn], wed(*AFTER, date=date(2026, 12, 2))) == "free"
    assert described(autumn) == "busy (Sep 1, 2026 to Nov 30, 2026)"
