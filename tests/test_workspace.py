"""What a person can do with a building: every intent undone and redone is as if nothing had been,
and two people's work meets.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bltui.domain.model import editing, formats
from bltui.domain.model.change import Change, no_change
from bltui.domain.model.errors import Conflict, UserError
from bltui.domain.model.messages import ContactLog
from bltui.domain.model.seats import Seat
from bltui.domain.team.duties import assign, release
from bltui.domain.team.seat_edits import add_member, end_term, remove_seat, seat_person
from bltui.domain.team.staff_edits import add_person, deactivate_person
from bltui.domain.years.new_building import edit_profile
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.store.errors import BadFile
from bltui.workspace import Workspace
from tests.sample_building import documents as sample_documents

TODAY = date(2026, 11, 22)


def opened(path: Path, name: str = "ana") -> Workspace:
    return Workspace(BuildingFile(path, Author(name, 1000)), today=lambda _: TODAY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sample.json"
    BuildingFile.create(path, sample_documents(TODAY), Author("ana", 1000), "building created")
    return path


def plain(workspace: Workspace) -> dict[str, Any]:
    """The documents without bookkeeping."""
    return {
        table: {n: {k: v for k, v in d.items() if not k.startswith("_")} for n, d in rows.items()}
        for table, rows in workspace.version.documents.items()
        if rows
    }


INTENTS: dict[str, Callable[[Workspace], Callable[..., Change]]] = {
    "add_person": lambda w: partial(add_person, name="Sample New"),
    "edit_person": lambda w: partial(
        editing.edit, today=TODAY, seen=w.building.people[2], title="Coach", grades=("1", "2")
    ),
    "deactivate_person": lambda w: partial(deactivate_person, person_id=5),
    "add_seat": lambda w: partial(
        editing.add, record=Seat(label="Union", groups=("UNION",)), today=TODAY
    ),
    "edit_seat": lambda w: partial(
        editing.edit, today=TODAY, seen=w.building.seats[2], label="K-1", grades=("K",)
    ),
    "remove_seat": lambda w: partial(remove_seat, seat_id=2),
    "seat_person": lambda w: partial(seat_person, seat_id=3, person_id=6, start=TODAY),
    "add_member": lambda w: partial(
        add_member, name="Sample Newer", role="Union", groups=("UNION",), start=TODAY
    ),
    "edit_term": lambda w: partial(
        editing.edit, today=TODAY, seen=w.building.memberships[2], end=date(2028, 6, 30)
    ),
    "end_term": lambda w: partial(end_term, membership_id=4, on=date(2027, 1, 31)),
    "assign": lambda w: partial(assign, role="facilitator", person_id=5, start=TODAY),
    "release": lambda w: partial(release, role="cofacilitator", on=TODAY),
    "log_contact": lambda w: partial(
        editing.add, record=ContactLog(party="dlt", on=TODAY, note="one\ntwo"), today=TODAY
    ),
    "edit_profile": lambda w: partial(
        edit_profile, seen=w.building.profile, limits={"team_size_max": 20}
    ),
}


@pytest.mark.parametrize("name", INTENTS)
def test_undo_and_redo_are_the_identity(path: Path, name: str) -> None:
    workspace = opened(path)
    before = plain(workspace)
    done = workspace.do(INTENTS[name](workspace))
    after = plain(workspace)
    assert done.number and after != before
    assert workspace.undo().change.says == f"undo: {done.change.says}"
    assert plain(workspace) == before
    assert workspace.redo().change.says == f"redo: {done.change.says}"
    assert plain(workspace) == after
    assert plain(opened(path)) == after, "what is shown is what is on disk"


def test_every_intent_is_tried() -> None:
    assert len(INTENTS) == 14


def test_undo_goes_back_step_by_step_and_a_new_change_ends_redo(path: Path) -> None:
    workspace = opened(path)
    for name in ("Sample A", "Sample B", "Sample C"):
        workspace.do(partial(add_person, name=name))
    names = [workspace.undo().change.says for _ in range(2)]
    assert names == ["undo: people: Sample C added", "undo: people: Sample B added"]
    assert workspace.redo().change.says == "redo: people: Sample B added"
    workspace.do(partial(add_person, name="Sample D"))
    with pytest.raises(UserError, match="You have nothing to redo"):
        workspace.redo()
    assert workspace.undo().change.says == "undo: people: Sample D added"
    assert workspace.undo().change.says == "undo: people: Sample B added"


def test_everybody_undoes_their_own(path: Path) -> None:
    ana, ben = opened(path), opened(path, "ben")
    ana.do(partial(add_person, name="Sample A"))
    ben.do(partial(add_person, name="Sample B"))
    assert ana.undo().change.says == "undo: people: Sample A added"
    with pytest.raises(UserError, match="You have nothing to"):
        ana.undo()


def test_undo_is_refused_where_somebody_went_on(path: Path) -> None:
    ana, ben = opened(path), opened(path, "ben")
    done = ana.do(partial(editing.edit, today=TODAY, seen=ana.building.people[2], title="Coach"))
    ben.do(lambda b: editing.edit(b, today=TODAY, seen=b.people[2], title="Lead coach"))
    with pytest.raises(
        UserError, match=r"ben changed the same since \(people: Bailey Sample: work changed\)"
    ):
        ana.undo(done.number)
    assert opened(path).building.people[2].title == "Lead coach"


def test_undo_is_refused_where_somebody_needs_the_record(path: Path) -> None:
    ana, ben = opened(path), opened(path, "ben")
    ana.do(partial(add_person, name="Sample New"))
    new = max(ana.building.people)
    ben.do(partial(seat_person, seat_id=3, person_id=new, start=TODAY))
    with pytest.raises(UserError, match="memberships/11 needs it"):
        ana.undo()


def test_the_first_entry_and_unknown_numbers_are_refused(path: Path) -> None:
    workspace = opened(path)
    first = workspace.history()[0][0].id
    for number, why in (
        (first, "created the building"),
        ("1", "not the ID of a change"),
        ("x", "not the ID of a change"),
    ):
        with pytest.raises(UserError, match=why):
            workspace.undo(number)
    done = workspace.do(partial(add_person, name="Sample A"))
    workspace.undo(done.number)
    with pytest.raises(UserError, match="” is already undone"):
        workspace.undo(done.number)


def test_two_people_edit_one_seat_and_nobodys_words_vanish(path: Path) -> None:
    ana, ben = opened(path), opened(path, "ben")
    seat = ana.building.seats[2]
    ana.do(partial(editing.edit, today=TODAY, seen=seat, label="Primary"))
    merged = ben.do(partial(editing.edit, today=TODAY, seen=seat, required=False))
    assert merged.change.notes == ("ana changed label. Both changes are kept",)
    with pytest.raises(Conflict, match="ana changed label first"):
        ben.do(partial(editing.edit, today=TODAY, seen=seat, label="Lower grades"))
    final = opened(path).building.seats[2]
    assert (final.label, final.required) == ("Primary", False)


def test_a_conflict_tells_who_changed_each_field_and_when(path: Path) -> None:
    """The time of an anonymous change stays untold: it would say who was there."""
    ana, ben, carl = opened(path), opened(path, "ben"), opened(path, "carl")
    seat = ana.building.seats[2]
    done = ana.do(partial(editing.edit, today=TODAY, seen=seat, label="Primary"))
    ben.do(
        lambda b: msgspec.structs.replace(
            editing.edit(b, today=TODAY, seen=seat, kind="core"), anonymous=True
        )
    )
    with pytest.raises(Conflict) as conflict:
        carl.do(partial(editing.edit, today=TODAY, seen=seat, label="Lower grades", kind="ad_hoc"))
    told = {field.field: (field.who, field.at) for field in conflict.value.fields}
    at = next(entry.at for entry, _ in ana.history() if entry.id == done.number)
    assert told == {"label": ("ana", at), "kind": (None, None)}
    assert (conflict.value.who, conflict.value.at) == (None, at)


def test_others_changes_are_noticed(path: Path) -> None:
    ana, ben = opened(path), opened(path, "ben")
    assert not ana.refresh()
    ben.do(partial(add_person, name="Sample New"))
    assert ana.moved() and ana.refresh()
    assert (
        max(p.name for p in ana.building.people.values() if p.name.startswith("Sample N"))
        == "Sample New"
    )
    assert [e.by for e in ana.latest(1)] == ["ben"]


def test_rehearsing_writes_nothing(path: Path) -> None:
    workspace = opened(path)
    raw = path.read_bytes()
    change, after = workspace.rehearse(
        partial(add_member, name="Sample U", role="Union", groups=("UNION",))
    )
    assert change.says == "team: Sample U added as Union" and len(after.seats) == 11
    assert path.read_bytes() == raw and len(workspace.building.seats) == 10


def test_nothing_to_change_writes_nothing(path: Path) -> None:
    workspace = opened(path)
    raw = path.read_bytes()
    assert (
        workspace.do(
            lambda b: editing.edit(b, today=TODAY, seen=b.people[2], title=b.people[2].title)
        ).number
        is None
    )
    assert path.read_bytes() == raw


def test_a_wrong_value_in_the_file_is_named_by_its_path(path: Path) -> None:
    tables = json.loads(path.read_text())
    tables["people"]["3"]["grades"] = "K"
    path.write_text(json.dumps(tables))
    log = partial(
        editing.add, record=ContactLog(party="dlt", on=TODAY), today=TODAY
    )  # looks at no person
    for step in (
        lambda workspace: workspace.read_whole(),
        lambda workspace: workspace.do(log),
        lambda workspace: workspace.rehearse(log),
    ):
        with pytest.raises(BadFile, match="people/3/grades") as error:
            step(opened(path))
        assert error.value.status == 65


def test_unknown_fields_and_tables_survive_an_edit(path: Path) -> None:
    tables = json.loads(path.read_text())
    tables["people"]["2"]["later_field"] = {"a": [1]}
    tables["later_table"] = {"7": {"text": "kept"}}
    path.write_text(json.dumps(tables))
    workspace = opened(path)
    workspace.do(lambda b: editing.edit(b, today=TODAY, seen=b.people[2], title="Coach"))
    workspace.undo()
    raw = json.loads(path.read_text())
    assert raw["people"]["2"]["later_field"] == {"a": [1]} and raw["later_table"] == {
        "7": {"text": "kept"}
    }


def test_history_says_who_what_and_whether_it_holds(path: Path) -> None:
    ana = opened(path)
    ana.do(partial(add_person, name="Sample A"))
    ana.undo()
    told = [(entry.by, entry.says, undone) for entry, undone in ana.history()]
    assert told == [
        ("ana", "building created", False),
        ("ana", "people: Sample A added", True),
        ("ana", "undo: people: Sample A added", False),
    ]


def test_the_sample_has_its_problems_on_any_day(tmp_path: Path) -> None:
    for number, day in enumerate(
        (date(2026, 7, 1), date(2026, 11, 22), date(2027, 2, 28), date(2028, 6, 30))
    ):
        file = tmp_path / f"{number}.json"
        BuildingFile.create(file, sample_documents(day), Author("ana", 1000), "building created")
        workspace = Workspace(BuildingFile(file, Author("ana", 1000)), today=lambda _, day=day: day)
        messages = [f.message for f in workspace.findings()]
        staff = [p for p in workspace.building.people.values() if p.employee_type != "external"]
        assert len(staff) == 34
        for problem in ("union", "2 of 3 terms end", "vacant", "grades 2 and 3"):
            assert any(problem in m for m in messages), (problem, day, messages)


def test_summaries_have_the_buildings_format_and_every_year(path: Path) -> None:
    ana = opened(path)
    formats.prefer("iso")
    change = ana.do(lambda b: no_change(f"moved to {formats.show_date(date(2026, 12, 2))}")).change
    assert change.says == "moved to Wed, Dec 2, 2026"
    assert formats.show_date(date(2026, 12, 2)) == "2026-12-02"
