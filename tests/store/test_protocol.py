"""Journal and file agree, or the next change finds out why not."""

from __future__ import annotations

import json
import os
from itertools import pairwise
from pathlib import Path

import pytest

from bltui.store import migrations
from bltui.store.building_file import BuildingFile
from bltui.store.errors import BadFile
from bltui.store.replay import replay


def journal(building) -> Path:
    return Path(building.path + ".journal")


def backups(building) -> Path:
    return Path(building.path + ".backups")


def sound(building: BuildingFile) -> None:
    """The journal, replayed from nothing, gives the documents."""
    entries = building.history()
    assert replay(entries) == {
        table: rows for table, rows in building.read().documents.items() if rows
    }
    for earlier, later in pairwise(entries):
        assert later.start or later.prev == earlier.sha


def test_every_change_has_its_line(building, add, put):
    for i in range(3):
        building.commit(add(f"P{i}"))
    building.commit(put(2, title="T"))
    entries = building.history()
    assert [(e.gen, e.by, e.account, e.uid) for e in entries] == [
        (n, "sample", "sample", 4001) for n in range(1, 6)
    ]
    assert [e.says for e in building.tail(2)] == ["people/2: changed", "people: P2 added"]
    assert [e.gen for e in building.tail(99)] == [5, 4, 3, 2, 1]
    sound(building)


def test_a_line_longer_than_a_block_is_found_from_the_end(building, put):
    for size in (1, 65_530, 65_536, 200_000, 3):
        building.commit(put(1, note="x" * size))
    assert [e.gen for e in building.tail(9)] == [6, 5, 4, 3, 2, 1]
    sound(building)


@pytest.mark.parametrize(
    "rest", [b'{"gen":9,"at"', b"\0" * 4096, b"\0\0\n\0\n", b"garbage\n", b"\n\n"]
)
def test_59_a_torn_end_of_the_journal_is_cut(building, add, rest):
    building.commit(add("A"))
    with journal(building).open("ab") as stream:
        stream.write(rest)
    building.commit(add("B"))
    assert rest.strip(b"\n") not in journal(building).read_bytes() or rest == b"\n\n"
    assert [e.gen for e in building.history()] == [1, 2, 3]
    sound(building)


def test_60_a_deleted_journal_starts_anew(building, add):
    building.commit(add("A"))
    journal(building).unlink()
    building.commit(add("B"))
    assert [(e.gen, e.says) for e in building.history()] == [
        (2, "the history starts here"),
        (3, "people: B added"),
    ]
    sound(building)


def test_61_a_journal_of_garbage_is_set_aside_whole(building, add):
    garbage = b"\x00\xff not a line\n" * 50
    journal(building).write_bytes(garbage)
    building.commit(add("A"))
    (aside,) = [p for p in backups(building).iterdir() if p.name.startswith("journal.bad-")]
    assert aside.read_bytes() == garbage
    sound(building)


def test_a_change_whose_writer_died_before_the_rename_never_happened(building, author, add, clock):
    raw = Path(building.path).read_bytes()
    lock = Path(building.path + ".lock").read_bytes()
    building.commit(add("Dead"))
    # as if the process had died between journal line and rename
    Path(building.path).write_bytes(raw)
    Path(building.path + ".lock").write_bytes(lock)
    other = BuildingFile(building.path, author, now=clock)
    assert [e.says for e in other.history()] == ["building made"]
    other.commit(add("Alive"))
    assert [(e.gen, e.says) for e in other.history()] == [
        (1, "building made"),
        (2, "people: Alive added"),
    ]
    sound(other)


def test_the_same_in_a_journal_that_cannot_be_cut(building, author, add, clock, monkeypatch):
    raw = Path(building.path).read_bytes()
    lock = Path(building.path + ".lock").read_bytes()
    building.commit(add("Dead"))
    Path(building.path).write_bytes(raw)
    Path(building.path + ".lock").write_bytes(lock)
    real = os.open

    def append_only(path, flags, *rest, **named):
        if str(path).endswith(".journal") and flags & os.O_WRONLY and not flags & os.O_APPEND:
            raise PermissionError(1, "append only", path)
        return real(path, flags, *rest, **named)

    monkeypatch.setattr(os, "open", append_only)
    with journal(building).open("ab") as stream:
        stream.write(b'{"torn')
    other = BuildingFile(building.path, author, now=clock)
    other.commit(add("Alive"))
    other.commit(add("Alive too"))
    assert b"Dead" in journal(building).read_bytes()
    assert [(e.gen, e.says) for e in other.history()] == [
        (1, "building made"),
        (2, "people: Alive added"),
        (3, "people: Alive too added"),
    ]
    assert [e.gen for e in other.tail(9)] == [3, 2, 1]
    sound(other)


@pytest.mark.parametrize("back", [1, 2])
def test_58_an_older_copy_put_back_is_not_written_on(building, add, back):
    copies = []
    for name in ("A", "B", "C"):
        copies.append(Path(building.path).read_bytes())
        building.commit(add(name))
    Path(building.path).write_bytes(copies[-back])
    lines = journal(building).read_bytes()
    with pytest.raises(BadFile, match="an old copy was restored"):
        building.commit(add("D"))
    assert Path(building.path).read_bytes() == copies[-back]
    assert journal(building).read_bytes() == lines
    assert building.read().gen == 4 - back


@pytest.mark.parametrize("how", ["in place", "by rename"])
def test_56_an_edit_with_another_program_is_adopted_and_noted(building, add, how):
    building.commit(add("A"))
    path = Path(building.path)
    data = json.loads(path.read_text())
    data["people"]["2"]["title"] = "By hand"
    del data["people"]["3"]
    data["people"]["77"] = {"name": "Typed in"}
    if how == "in place":
        path.write_text(json.dumps(data, indent=2))
    else:
        path.with_suffix(".new").write_text(json.dumps(data, indent=2))
        path.with_suffix(".new").rename(path)
    building.commit(add("B"))
    assert sorted(building.read().documents["people"]) == [1, 2, 4, 77, 78]
    before, outside, after = building.history()[-3:]
    assert (outside.outside, outside.by, outside.gen, after.gen) == (True, None, 2, 3)
    assert {(e.table, e.id) for e in outside.edits} == {
        ("people", 2),
        ("people", 3),
        ("people", 77),
    }
    assert before.sha == outside.prev
    sound(building)


def test_55_a_building_deleted_while_open_is_not_made_again(building, add, beside):
    building.read()
    Path(building.path).unlink()
    assert building.moved()
    with pytest.raises(BadFile, match="does not exist"):
        building.commit(add("Lost"))
    assert not Path(building.path).exists()


def test_50_the_backup_that_a_failed_change_leaves_is_no_other_name(building, add):
    (folder := backups(building)).mkdir()
    os.link(building.path, folder / "20261122T000000Z-g000001-day.json")
    assert building.parting() is None
    os.link(building.path, f"{building.path}.twin")
    assert building.parting() == "1 other name (hard link) of this file keeps the old version"
    assert building.doubt() == f"{building.parting()} at the next change"
    building.commit(add("A"))
    assert building.parting() is None


def test_50_other_hard_links_keep_the_old_state(building, add, tmp_path):
    twin = tmp_path / "twin.json"
    os.link(building.path, twin)
    raw = twin.read_bytes()
    building.commit(add("A"))
    assert twin.read_bytes() == raw
    assert Path(building.path).read_bytes() != raw


def test_a_new_year_begins_a_new_journal_and_the_history_goes_on(building, add, clock):
    building.commit(add("A"))
    clock.now += 60 * 86_400
    building.commit(add("B"))
    building.commit(add("C"))
    assert [p.name for p in backups(building).iterdir() if "journal" in p.name] == [
        "journal.year-2026-001"
    ]
    assert [e.says for e in building.history()] == [
        "building made",
        *(f"people: {n} added" for n in "ABC"),
    ]
    assert [e.gen for e in building.tail(2)] == [4, 3]
    sound(building)


def test_backups_each_twentieth_change_and_each_day_and_no_more(building, add, clock):
    for day in range(40):
        clock.now += 86_400
        for i in range(4):
            building.commit(add(f"P{day}-{i}"))
    kinds = [backup.kind for backup in building.backups()]
    assert kinds.count("day") == 30
    assert kinds.count("step") <= 5
    assert len(kinds) == len([p for p in backups(building).iterdir() if p.suffix == ".json"])
    newest = building.backups()[-1]
    assert (
        json.loads((backups(building) / newest.name).read_text())["_meta"]["1"]["gen"] == newest.gen
    )


def test_backups_cost_no_copy(building, add, clock):
    inode = Path(building.path).stat().st_ino
    clock.now += 86_400
    building.commit(add("A"))
    (kept,) = backups(building).iterdir()
    assert kept.stat().st_ino == inode


def test_a_backup_comes_back_as_a_change_that_can_be_undone(building, add, put):
    kept = building.back_up()
    building.commit(add("A"))
    building.commit(put(1, name="Other"))
    version = building.restore(kept)
    assert {i: row["name"] for i, row in version.documents["people"].items()} == {
        i: f"Sample Person {i}" for i in (1, 2, 3)
    }
    assert version.gen == 4
    assert version.next_ids["people"] == 5
    assert [backup.kind for backup in building.backups()] == ["kept", "kept"]
    sound(building)


def test_two_backups_in_one_second(building):
    assert building.back_up().name != building.back_up().name


def test_an_older_format_is_migrated_in_memory_and_by_the_next_change(building, add, monkeypatch):
    steps = {
        1: lambda tables: {
            name: {i: {**row, "new": True} for i, row in rows.items()}
            for name, rows in tables.items()
        }
    }
    real = migrations.migrated
    monkeypatch.setattr(migrations, "SCHEMA", 2)
    monkeypatch.setattr(migrations, "migrated", lambda contents: real(contents, steps, 2))
    raw = Path(building.path).read_bytes()
    file = BuildingFile(building.path, building.author, wait=0.3)
    assert file.read().documents["people"][1]["new"] is True
    assert Path(building.path).read_bytes() == raw
    version = file.commit(add("A"))
    assert (version.gen, version.schema) == (3, 2)
    assert json.loads(Path(building.path).read_text())["_meta"]["1"]["schema"] == 2
    assert (backups(building) / "lincoln.schema1.json").read_bytes() == raw
    sound(file)


def test_the_present_format_against_its_golden_file(tmp_path, author):
    """A file as schema 1 has been writing it since the first release must be read for ever."""
    golden = Path(__file__).with_name("golden") / "schema1.json"
    path = tmp_path / "golden.json"
    path.write_bytes(golden.read_bytes())
    version = BuildingFile(path, author).read()
    assert (version.schema, version.gen, version.uuid) == (1, 3, "00112233445566778899aabbccddeeff")
    assert version.documents["people"] == {
        1: {
            "name": "Sample Person",
            "grades": ["K", "1"],
            "_rev": 2,
            "_by": "sample",
            "_at": 1795313600.5,
        },
        3: {"name": "Zoë Sample", "external": True, "_rev": 1, "_at": 1795305600.0},
    }
    assert version.next_ids == {"profile": 2, "people": 4}
