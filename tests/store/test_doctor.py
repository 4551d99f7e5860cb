"""The doctor says what is wrong, touches nothing.

Repair brings back what it can and keeps what lay there.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from bltui.store.building_file import BuildingFile
from bltui.store.doctor import examine
from bltui.store.errors import BadFile, Missing
from bltui.store.journal_entry import encode
from bltui.store.repair import repair
from bltui.store.replay import replay


def words(lines, state):
    return [line.words for line in lines if line.state == state]


def names(building) -> list[str]:
    return [row["name"] for row in building.read().documents["people"].values()]


def everything(building) -> dict[str, bytes]:
    folder = Path(building.path).parent
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def lived_in(building, add, clock):
    """A building with a history of two days and a backup."""
    building.commit(add("Fourth"))
    clock.now += 86_400
    building.commit(add("Fifth"))
    building.commit(add("Sixth"))
    return building


SOUND = ["Sample Person 1", "Sample Person 2", "Sample Person 3", "Fourth", "Fifth", "Sixth"]


def test_a_sound_building(lived_in):
    before = everything(lived_in)
    lines = examine(lived_in.path, lambda documents, next_ids: [])
    assert {line.state for line in lines} == {"ok"}
    assert any("7 records, change 4" in line.words for line in lines)
    assert any("the journal's 4 entries match the file" in line.words for line in lines)
    assert everything(lived_in) == before


def test_what_the_domain_finds_is_told(lived_in):
    lines = examine(
        lived_in.path, lambda documents, next_ids: ["seats/3: person 9 is not there\x1b"]
    )
    assert words(lines, "bad") == ["seats/3: person 9 is not there␛"]


def damage_bom(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


def damage_nul(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0" * 700)


def damage_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:300])


def damage_empty(path: Path) -> None:
    path.write_bytes(b"")


def damage_zero(path: Path) -> None:
    path.write_bytes(b"\0" * 900)


def damage_gone(path: Path) -> None:
    path.unlink()


DAMAGES = [damage_bom, damage_nul, damage_half, damage_empty, damage_zero, damage_gone]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_cannot_be_read_comes_back_whole(lived_in, author, add, clock, damage):
    path = Path(lived_in.path)
    uuid = lived_in.read().uuid
    damage(path)
    broken = path.read_bytes() if path.exists() else None
    if broken is not None:
        before = everything(lived_in)
        assert any("cannot be read" in text for text in words(examine(path), "bad"))
        assert everything(lived_in) == before
    (line,) = repair(path, author, now=clock)
    assert line.state == "mended"
    fresh = BuildingFile(path, author, now=clock)
    assert names(fresh) == SOUND
    assert fresh.read().uuid == uuid
    assert fresh.read().gen == 5
    assert fresh.read().next_ids["people"] == 7
    kept = [
        p.read_bytes() for p in Path(f"{path}.backups").iterdir() if p.name.startswith("broken-")
    ]
    assert kept == ([broken] if broken else [])
    fresh.commit(add("Next"))
    assert replay(fresh.history()) == fresh.read().documents
    assert words(examine(path), "bad") == []


@pytest.mark.parametrize("lost", ["journal", "backups"])
def test_either_journal_or_backups_are_enough(lived_in, author, clock, lost):
    path = Path(lived_in.path)
    if lost == "journal":
        Path(f"{path}.journal").write_bytes(b"")
    else:
        for kept in Path(f"{path}.backups").iterdir():
            kept.unlink()
    damage_empty(path)
    repair(path, author, now=clock)
    assert names(BuildingFile(path, author)) == (SOUND if lost == "backups" else SOUND[:4])


def test_a_journal_with_a_gap_is_used_after_the_backup(lived_in, author, clock, add):
    path = Path(lived_in.path)
    lines = Path(f"{path}.journal").read_bytes().splitlines(keepends=True)
    Path(f"{path}.journal").write_bytes(b"".join([lines[0], b"damaged\n", *lines[2:]]))
    assert any("1 damaged line: 2" in text for text in words(examine(path), "bad"))
    damage_half(path)
    (line,) = repair(path, author, now=clock)
    assert "and 2 changes after it" in line.words
    assert names(BuildingFile(path, author)) == SOUND


def test_changes_that_cannot_come_back_are_named(lived_in, author, clock):
    path = Path(lived_in.path)
    lines = Path(f"{path}.journal").read_bytes().splitlines(keepends=True)
    Path(f"{path}.journal").write_bytes(b"".join([*lines[:2], b"damaged\n", lines[3]]))
    damage_half(path)
    (line,) = repair(path, author, now=clock)
    assert "changes 3 to 4 could not be restored" in line.words
    fresh = BuildingFile(path, author)
    assert (names(fresh), fresh.read().gen, fresh.read().next_ids["people"]) == (SOUND[:4], 5, 7)


@pytest.mark.parametrize("accept", [False, True])
def test_58_an_older_copy(building, author, add, clock, accept):
    path = Path(building.path)
    old = path.read_bytes()
    building.commit(add("A"))
    building.commit(add("B"))
    path.write_bytes(old)
    assert any(
        "older than its journal (change 1 against 3)" in text
        for text in words(examine(path), "bad")
    )
    (line,) = repair(path, author, accept_older=accept, now=clock)
    assert line.state == "mended"
    fresh = BuildingFile(path, author)
    assert names(fresh)[3:] == ([] if accept else ["A", "B"])
    assert fresh.read().gen == 4
    fresh.commit(add("C"))
    assert fresh.read().documents["people"][6]["name"] == "C"


def test_nothing_to_come_back_from(tmp_path, author):
    path = tmp_path / "b.json"
    path.write_bytes(b"{")
    with pytest.raises(BadFile, match="there is no backup or journal to restore it from"):
        repair(path, author)
    assert path.read_bytes() == b"{"


def test_a_mistyped_name_leaves_no_litter(lived_in, author):
    folder = Path(lived_in.path).parent
    before = sorted(folder.iterdir())
    with pytest.raises(Missing):
        examine(folder / "lincon.json")
    with pytest.raises(Missing):
        repair(folder / "lincon.json", author)
    assert sorted(folder.iterdir()) == before


def test_a_sound_file_needs_no_repair(lived_in, author):
    raw = Path(lived_in.path).read_bytes()
    assert [line.state for line in repair(lived_in.path, author)] == ["ok"]
    assert Path(lived_in.path).read_bytes() == raw


def test_small_things_are_told_and_tidied(lived_in, author, tmp_path):
    path = Path(lived_in.path)
    with Path(f"{path}.journal").open("ab") as stream:
        stream.write(b'{"gen":')
    Path(f"{path}.tmp").write_bytes(b"x")
    Path(f"{path}.here").mkdir()
    Path(f"{path}.here/1-dead").write_text("x\t1\n")
    Path(f"{path}.lock").chmod(0o400)
    os.link(path, tmp_path / "twin.json")
    told = " | ".join(words(examine(path), "warn"))
    for text in (
        "last line was cut off",
        ".tmp was left",
        "1 session ended",
        "1 other name (hard link) of this file",
    ):
        assert text in told
    assert any(f"chmod 600 {path}.lock" in text for text in words(examine(path), "bad"))
    lines = repair(path, author)
    assert [line.state for line in lines] == ["mended", "mended", "mended", "ok"]
    assert not Path(f"{path}.tmp").exists()
    assert not Path(f"{path}.here").exists()


def test_a_deleted_journal_and_an_edit_from_outside_are_told(building):
    path = Path(building.path)
    path.write_text(path.read_text().replace("Person 1", "Person 7"))
    assert any("changed with another program" in text for text in words(examine(path), "warn"))
    Path(f"{path}.journal").unlink()
    assert any("there is no journal" in text for text in words(examine(path), "warn"))
    assert any("no backup yet;" in text for text in words(examine(path), "warn"))


def test_a_journal_that_says_something_else_is_told(building, add):
    """Somebody rewrote the journal with right checksums: the file and it no longer agree."""
    building.commit(add("A"))
    path = Path(building.path + ".journal")
    entries = building.history()
    entries[1] = replace(entries[1], edits=())
    path.write_bytes(b"".join(encode(entry) for entry in entries))
    assert any("does not match the file" in text for text in words(examine(building.path), "bad"))
