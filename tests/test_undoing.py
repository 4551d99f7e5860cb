"""Each change has an id of its own, an edit with another program too, and undo reaches that one and
no other.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bltui.domain.feedback.edits import put_in_theme, say
from bltui.domain.model import editing
from bltui.domain.model.editing import edit
from bltui.domain.model.errors import UserError
from bltui.domain.series import occurrence_edits
from bltui.domain.series.edits import meetings_of
from bltui.domain.team.staff_edits import add_person
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.store.journal_entry import JournalEntry, encode
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


def records(path: Path) -> dict[str, Any]:
    """What the file holds, without bookkeeping."""
    tables = json.loads(path.read_text())
    return {
        table: {
            n: {k: v for k, v in row.items() if not k.startswith("_")} for n, row in rows.items()
        }
        for table, rows in tables.items()
        if rows and table != "_meta"
    }


def by_hand(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the file as an editor would."""
    tables = json.loads(path.read_text())
    change(tables)
    path.write_text(json.dumps(tables, indent=1))


def retitle(tables: dict[str, Any]) -> None:
    tables["people"]["2"]["title"] = "By hand"


def add_a_person(tables: dict[str, Any]) -> None:
    tables["people"]["900"] = {"name": "Typed In"}


def remove_a_contact(tables: dict[str, Any]) -> None:
    del tables["contacts"]["1"]


def many_things(tables: dict[str, Any]) -> None:
    retitle(tables)
    add_a_person(tables)
    tables["other"] = {"1": {"text": "a table of somebody else's"}}


def ids(workspace: Workspace) -> list[str]:
    return [entry.id for entry, _ in workspace.history()]


@pytest.mark.parametrize("noticed", [False, True], ids=["at once", "after the next change"])
@pytest.mark.parametrize("edit", [retitle, add_a_person, remove_a_contact, many_things])
def test_an_edit_with_another_program_is_undone_by_its_id(
    path: Path, edit: Callable[[dict[str, Any]], None], noticed: bool
) -> None:
    ben = opened(path, "ben")
    ben.do(partial(add_person, name="Sample Ben"))
    before = records(path)
    by_hand(path, edit)
    edited = records(path)
    ana = opened(path)
    if noticed:
        ana.do(partial(add_person, name="Sample Ana"))
        before["people"] = {
            **before["people"],
            **{n: r for n, r in records(path)["people"].items() if n not in edited["people"]},
        }
    assert len(set(ids(ana))) == len(ids(ana))
    (outside,) = [entry for entry, _ in ana.history() if entry.outside]
    ana.undo(outside.id)
    assert records(path) == before
    undone = {entry.says for entry, undone in ana.history() if undone}
    assert undone == {"edited with another program"}
    with pytest.raises(UserError, match="” is already undone"):
        ana.undo(outside.id)
    ana.redo(outside.id)
    assert not any(undone for _, undone in ana.history())
    assert records(path)["people"].get("2") == edited["people"].get("2")


def test_undoing_the_change_before_an_edit_with_another_program_is_that_and_no_more(
    path: Path,
) -> None:
    ana = opened(path)
    done = ana.do(partial(add_person, name="Sample Ana"))
    by_hand(path, retitle)
    ana.do(partial(add_person, name="Sample Later"))
    ana.undo(done.number)
    assert records(path)["people"]["2"]["title"] == "By hand"
    assert [entry.says for entry, undone in ana.history() if undone] == ["people: Sample Ana added"]


def test_edits_there_and_back_with_another_program_have_ids_of_their_own(path: Path) -> None:
    ana = opened(path)
    ana.do(partial(add_person, name="Sample Ana"))
    was = path.read_bytes()
    for n in range(3):
        by_hand(path, retitle)
        os.utime(path, (1_795_000_000 + n, 1_795_000_000 + n))
        opened(path).do(
            lambda b: editing.edit(b, today=TODAY, seen=b.people[2])
        )  # changes nothing, but notices the edit
        path.write_bytes(was)
        os.utime(path, (1_795_100_000 + n, 1_795_100_000 + n))
        opened(path).do(lambda b: editing.edit(b, today=TODAY, seen=b.people[2]))
    assert len(ids(ana)) == 8 and len(set(ids(ana))) == 8


def test_the_id_of_an_edit_with_another_program_stays_the_same_once_it_is_in_the_journal(
    path: Path,
) -> None:
    by_hand(path, retitle)
    ana = opened(path)
    before = ids(ana)
    assert [entry.id for entry in ana.latest(9)] == before[::-1]
    ana.do(partial(add_person, name="Sample Ana"))
    assert ids(ana)[:-1] == before
    assert [entry.id for entry in ana.latest(9)] == ids(ana)[::-1]


def test_what_only_saved_the_file_again_has_nothing_to_undo(path: Path) -> None:
    by_hand(path, lambda tables: None)
    ana = opened(path)
    with pytest.raises(UserError, match="changed no record"):
        ana.undo(ids(ana)[-1])
    by_hand(path, lambda tables: tables["people"]["2"].update(_by="somebody"))
    with pytest.raises(UserError, match="changed no record"):
        ana.undo(ids(ana)[-1])


def test_an_undo_that_was_undone_leaves_its_change_as_it_was(path: Path) -> None:
    ana, ben = opened(path), opened(path, "ben")
    added = ana.do(partial(add_person, name="Sample Ana"))
    undo = ana.undo()
    ben.undo(undo.number)
    assert "Sample Ana" in str(records(path))
    assert [entry.id for entry, undone in ben.history() if undone] == [undo.number]
    again = ana.undo(added.number)
    assert "Sample Ana" not in str(records(path))
    assert {entry.id for entry, undone in ben.history() if undone} == {undo.number, added.number}
    ben.undo(again.number)
    assert "Sample Ana" in str(records(path)) and added.number not in {
        e.id for e, undone in ben.history() if undone
    }


@pytest.mark.parametrize("seed", range(6))
def test_undone_is_said_only_of_what_is_undone(path: Path, seed: int) -> None:
    """Random changes, undos, redos and edits by hand: whose record is there says which changes are
    undone.
    """
    pick = random.Random(seed)
    for n in range(25):
        who = opened(path, pick.choice(("ana", "ben")))
        rows = [(entry, undone) for entry, undone in who.history() if not entry.start]
        try:
            if not rows or (way := pick.random()) < 0.3:
                who.do(partial(add_person, name=f"Sample Person {n}"))
            elif way < 0.45:
                number = 900 + n
                by_hand(
                    path,
                    lambda tables, m=number, n=n: tables["people"].update(
                        {str(m): {"name": f"By Hand {n}"}}
                    ),
                )  # type: ignore[misc]
            elif way < 0.85:
                who.undo(pick.choice(rows)[0].id)
            else:
                who.redo(pick.choice(rows)[0].id)
        except UserError:
            continue
    present = {row["name"] for row in records(path)["people"].values()}
    history = opened(path).history()
    assert len({entry.id for entry, _ in history}) == len(history)
    added = 0
    for entry, undone in history:
        if entry.start or entry.undoes or entry.redoes or entry.undoes_id or entry.redoes_id:
            continue
        for one in entry.edits:
            if one.before is None and one.after is not None:
                added += 1
                assert (one.after["name"] in present) != undone, entry.says
    assert added > 3


def test_a_journal_of_before_is_understood(path: Path) -> None:
    """An undo once named its change by the generation, which an edit with another program has in
    common with it.
    """
    ana = opened(path)
    ana.do(partial(add_person, name="Sample Ana"))
    by_hand(path, retitle)
    ana.undo()
    lines = Path(f"{path}.journal").read_bytes().splitlines(keepends=True)
    fields = json.loads(lines[-1])
    assert fields["undoes"] == 2 and "undoes_id" not in fields
    old = JournalEntry(
        **{k: v for k, v in fields.items() if k not in ("sum", "edits")},
        edits=ana.history()[-1][0].edits,
    )
    assert encode(old) == lines[-1]
    assert [entry.says for entry, undone in ana.history() if undone] == ["people: Sample Ana added"]


def test_the_undo_key_of_the_session_knows_its_anonymous_changes_and_names_nobody(
    path: Path,
) -> None:
    ana = opened(path)
    ana.do(partial(add_person, name="Sample Ana"))
    ana.do(partial(say, text="More tmie", on=TODAY, anonymous=True))
    (item,) = (f for f in ana.building.feedback.values() if f.text == "More tmie")
    ana.do(partial(edit, seen=item, today=ana.today, text="More time"))
    assert ana.undo().change.says == "undo: anonymous feedback changed"
    assert ana.building.feedback[item.id].text == "More tmie"
    assert ana.redo().change.says == "redo: anonymous feedback changed"
    ana.undo()
    ana.undo()
    assert item.id not in ana.building.feedback
    assert all(entry.anonymous for entry, _ in ana.history()[2:])
    assert ana.undo().change.says == "undo: people: Sample Ana added"


def test_an_anonymous_change_is_undone_by_its_id_without_a_name_and_by_no_key_of_another_session(
    path: Path,
) -> None:
    ana = opened(path)
    ana.do(partial(add_person, name="Sample Ana"))
    done = ana.do(partial(say, text="More time", on=TODAY, anonymous=True))
    assert done.number not in [entry.id for entry in ana.latest(9)]
    ana.undo(done.number)
    assert not ana.building.feedback or "More time" not in str(records(path)["feedback"])
    undo = ana.history()[-1][0]
    assert (undo.by, undo.account, undo.uid, undo.at % 86_400) == (None, None, None, 0)
    ana.redo(done.number)
    assert ana.history()[-1][0].anonymous and "More time" in str(records(path)["feedback"])
    assert opened(path).undo().change.says == "undo: people: Sample Ana added"


def test_a_fix_of_an_anonymous_remark_is_anonymous_and_says_nothing_of_its_place(
    path: Path,
) -> None:
    ana, ben = opened(path), opened(path, "ben")
    ana.do(partial(say, text="More tmie", on=TODAY, anonymous=True))
    (item,) = (f for f in ana.building.feedback.values() if f.text == "More tmie")
    themed = ben.do(partial(put_in_theme, numbers=[item.id], name="Time"))
    ana.refresh()
    ana.do(partial(edit, seen=ana.building.feedback[item.id], today=ana.today, text="More time"))
    last = ana.history()[-1][0]
    assert last.anonymous and str(item.id) not in last.says
    (fixed,) = (f for f in ana.building.feedback.values() if f.text == "More time")
    assert (fixed.by, (fixed.at or 1) % 86_400, fixed.first_at) == (None, 0, None)
    # What was changed by a name is told with the name; an anonymous change in between is not told
    # of.
    with pytest.raises(UserError) as error:
        ben.undo(ben.history()[-3][0].id)
    assert "anonymous feedback changed" not in str(error.value)
    ben.undo(themed.number)


def test_two_moved_meetings_of_a_series_are_undone_one_by_one(path: Path) -> None:
    ana = opened(path)
    cancel = partial(occurrence_edits.cancel_meeting, series_id=1)
    first = ana.do(partial(cancel, day=date(2027, 1, 5)))
    ana.do(partial(cancel, day=date(2027, 2, 2)))
    before = ana.building.series[1].rev
    ana.undo(first.number)
    left = {m.original for m in meetings_of(ana.building, ana.building.series[1]).meetings}
    gone = {
        m.original
        for m in meetings_of(ana.building, ana.building.series[1]).meetings
        if not m.takes_place
    }
    assert gone == {date(2027, 2, 2)} < left
    assert ana.building.series[1].rev > before, "feeds would not show it"
    ana.redo(first.number)
    assert ana.building.series[1].changes == 2
