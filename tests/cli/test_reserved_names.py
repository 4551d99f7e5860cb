"""No command writes over a building, or over what bltui keeps beside one: lock, journal, backups,
`here`, temporary.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from bltui.beside import SUFFIXES
from bltui.domain.model.errors import UserError
from bltui.exchange.page import Page, Section
from bltui.exchange.write_output import check_free, folder_of, write_file, write_page
from bltui.store.author import current_author
from bltui.store.presence import Presence

from .conftest import Shell


@pytest.fixture
def two(shell: Shell, tmp_path: Path) -> Path:
    """A folder with two buildings that were changed: `open.json` is the one that is opened, `other`
    has no ending.
    """
    folder = tmp_path / "team"
    folder.mkdir()
    for name in ("open.json", "other"):
        assert shell("demo", "--write", folder / name).status == 0
        assert shell("people", "add", "Ann Lee", "--file", folder / name).status == 0
        assert shell("backup", "make", "--file", folder / name).status == 0
    return folder


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def _names(folder: Path) -> list[str]:
    """Every reserved name in some spelling, and the buildings themselves."""
    (folder.parent / "link").symlink_to(folder)
    (folder / "sub").mkdir()
    os.link(folder / "open.json", folder / "sub" / "hard.txt")
    os.link(folder / "open.json.journal", folder / "sub" / "hard-journal.txt")
    (folder / "sub" / "to-journal.txt").symlink_to(folder / "other.journal")
    (folder / "sub" / "to-next.txt").symlink_to(folder / "open.json.tmp")
    kept = next((folder / "open.json.backups").iterdir()).name
    found = []
    for building in ("open.json", "other"):
        found += [f"{folder}/{building}", f"{folder}/{building}.backups/{kept}"]
        found += [f"{folder}/{building}{suffix}" for suffix in SUFFIXES]
        found += [f"{folder}/{building}{suffix}/new.txt" for suffix in (".backups", ".here")]
        found += [
            f"{folder.parent}/link/{building}.journal",
            f"{folder}/sub/../{building}.lock",
            f"{folder}//{building}.JOURNAL",
        ]
    return [
        *found,
        f"{folder}/not-yet.json.lock",
        f"{folder}/sub/hard.txt",
        f"{folder}/sub/hard-journal.txt",
        *(f"{folder}/sub/to-{name}.txt" for name in ("journal", "next")),
    ]


def test_no_export_is_written_there(shell: Shell, two: Path) -> None:
    names = _names(two)
    before = _bytes(two)
    commands = (
        ("export", "minutes"),
        ("export", "ics", "--draft"),
        ("export", "json"),
        ("export", "handout8", "--draft"),
        ("export", "csv", "--table", "people"),
    )
    for n, name in enumerate(names):
        for more in ((), ("--replace",)):
            answer = shell(
                *commands[n % len(commands)], "--out", name, *more, "--file", two / "open.json"
            )
            said = answer.err.splitlines()[-1]
            kept = answer.status == 4 and "Choose another name." in said
            # Most of these endings are none that an export writes, which is refused before.
            assert kept or (answer.status == 2 and "does not end in" in said), (name, answer)
    assert _bytes(two) == before


def test_no_building_is_made_there(shell: Shell, two: Path) -> None:
    names = [name for name in _names(two) if "hard" not in name]
    before = _bytes(two)
    for name in names:
        assert shell("demo", "--write", name).status == 4, name
        assert shell("new", "--name", "New", "--grades", "K-5", "--file", name).status == 4, name
    assert _bytes(two) == before


def test_what_screens_write_is_held_to_the_same(two: Path) -> None:
    page = Page("Title", (Section("Part", ("Words",)),))
    for name in _names(two):
        with pytest.raises(UserError, match="Choose another name"):
            check_free(Path(name), replace=True)
        with pytest.raises(UserError, match="Choose another name"):
            write_file(Path(name), b"", replace=True)
        with pytest.raises(UserError, match="Choose another name"):
            folder_of(name)
    with pytest.raises(UserError, match="reserved"):
        write_page(page, str(two / "open.json.backups" / "page.md"))


def test_what_a_lost_building_is_repaired_from_is_kept(shell: Shell, two: Path) -> None:
    (two / "other").unlink()
    before = _bytes(two)
    for name in ("other", "other.journal", "other.lock", "other.backups/new.txt"):
        assert shell(
            "export", "json", "--out", two / name, "--replace", "--file", two / "open.json"
        ).status in (2, 4), name
    assert _bytes(two) == before
    assert shell("doctor", "--repair", "--yes", "--file", two / "other").status == 0


def test_a_backup_that_is_opened_can_only_be_read(shell: Shell, two: Path) -> None:
    kept = next((two / "open.json.backups").glob("*-kept.json"))
    before = _bytes(two)
    assert shell("status", "--file", kept).status == 0
    for words in (
        ("people", "add", "Bo Day"),
        ("backup", "make"),
        ("restore", "newest", "--yes"),
        ("doctor", "--repair"),
    ):
        answer = shell(*words, "--file", kept)
        assert answer.status != 0 and answer.err.count("\n") <= 1, (words, answer)
    assert "can only be read" in shell("people", "add", "Bo Day", "--file", kept).err
    with Presence(kept, current_author()):
        assert _bytes(two) == before
    assert _bytes(two) == before
    shutil.copy(kept, two / "copy.json")
    assert shell("people", "add", "Bo Day", "--file", two / "copy.json").status == 0


def test_other_names_are_free(shell: Shell, two: Path) -> None:
    """A hard link to the lock forbids nothing: its other name keeps the bytes."""
    for name in ("handouts", "handouts.backups", "old.backups"):
        (two / name).mkdir()
    assert folder_of(str(two / "handouts")) == two / "handouts"
    lock = two / "open.json.lock"
    before = lock.read_bytes()
    os.link(lock, two / "linked.txt")
    for name in ("linked.txt", "old.backups/x.txt"):
        for _ in range(2):
            assert (
                shell(
                    "export",
                    "minutes",
                    "--out",
                    two / name,
                    "--replace",
                    "--file",
                    two / "open.json",
                ).status
                == 0
            )
    assert lock.read_bytes() == before and (two / "linked.txt").read_bytes() != before
