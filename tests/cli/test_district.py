"""`bltui district`: every building file of a folder, the broken ones too, and nothing is ever
written.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from .conftest import TODAY, Shell
from .test_terminal import terminal

STEPS = [f"step {n}" for n in range(1, 9)]


@pytest.fixture
def folder(tmp_path: Path, shell: Shell) -> Path:
    """Three buildings, one of them in a folder of its own."""
    place = tmp_path / "district"
    (place / "lincoln").mkdir(parents=True)
    shell("demo", "--write", place / "lincoln" / "lincoln.json", "--today", TODAY)
    for name, more in (("Alpha", ()), ("Beta", ("--framework", "ohio"))):
        path = place / f"{name}.json"
        shell(
            "--file",
            path,
            "new",
            "--name",
            name,
            "--grades",
            "K-5",
            "--tz",
            "UTC",
            "--year",
            "2026-27",
            *more,
        )
    shell(
        "--file",
        place / "Alpha.json",
        "--today",
        TODAY,
        "step",
        "set",
        "1",
        "blocked",
        "--reason",
        "no room",
    )
    shell(
        "--file",
        place / "Alpha.json",
        "--today",
        "2026-11-01",
        "step",
        "set",
        "2",
        "in_progress",
        "--due",
        "2026-11-10",
    )
    shell(
        "--file",
        place / "Alpha.json",
        "--today",
        TODAY,
        "step",
        "set",
        "3",
        "not_applicable",
        "--reason",
        "small",
    )
    return place


def broken(place: Path) -> dict[str, str]:
    """Files that are no building, and what is said of each."""
    good = (place / "Alpha.json").read_text(encoding="utf-8")
    (place / "cut.json").write_text(good[: len(good) // 2])
    (place / "empty.json").write_text("")
    (place / "foreign.json").write_text('{"name": "some package"}')
    (place / "newer.json").write_text(good.replace('"schema":1', '"schema":9'))
    (place / "typed.json").write_text(good.replace('"grades":["K"', '"grades":[5'))
    (place / "copy.json").write_text(good)
    (place / "link.json").symlink_to("Alpha.json")
    (place / "lost.json").symlink_to("nowhere.json")
    os.mkfifo(place / "pipe.json")
    with (place / "huge.json").open("wb") as file:
        file.truncate(65 << 20)
    for path in place.iterdir():
        if path.is_file():
            os.utime(path, (1, 1))  # so long ago that nobody may be saving it just now
    return {
        "cut.json": "steps/1: unterminated string",
        "empty.json": "it is empty",
        "foreign.json": "",
        "newer.json": "a newer bltui wrote it",
        "typed.json": "profile/1",
        "copy.json": "the same building as Alpha.json",
        "link.json": "the same building as Alpha.json",
        "lost.json": "does not exist",
        "pipe.json": "named pipe",
        "huge.json": "larger than 64 MiB",
    }


def test_the_table_has_words_beside_the_signs(folder: Path, shell: Shell) -> None:
    answer = shell("district", folder, "--today", TODAY)
    assert answer.status == 0, answer.err
    lines = answer.out.splitlines()
    assert [
        name in lines[0]
        for name in (
            "building",
            *STEPS,
            "cycles",
            "required",
            "recommended",
            "last change",
            "context",
        )
    ] == [True] * 14
    alpha, beta, sample = lines[1:4]
    assert (
        alpha.startswith("Alpha  ")
        and "! blocked  ! late" in alpha
        and "- n/a" in alpha
        and "not set" in alpha
    )
    assert beta.startswith("Beta ")
    assert (
        sample.startswith("Sample Elementary School (sample)")
        and "x done   " in sample
        and "> now" in sample
    )
    assert "3 open, 1 closed" in sample and "lincoln/lincoln.json" in sample
    assert lines[4] == "3 buildings"
    assert any(line.startswith("  done: step 1 in 1, step 2 in 1") for line in lines)
    assert "Not read" not in answer.out


def test_the_json_shape(folder: Path, shell: Shell) -> None:
    value = shell("district", folder, "--json", "--today", TODAY).json
    assert set(value) == {"folder", "buildings", "problems", "totals"}
    assert set(value["totals"]) == {
        "buildings",
        "not_read",
        "done",
        "cycles",
        "findings",
        "context",
    }
    assert [b["file"] for b in value["buildings"]] == [
        "Alpha.json",
        "Beta.json",
        "lincoln/lincoln.json",
    ]
    for building in value["buildings"]:
        assert set(building) == {
            *("file", "building", "district", "sample", "year", "closed", "on"),
            *("steps", "cycles", "findings", "context", "last"),
        }
        assert set(building["last"]) == {"at", "by", "what"}
        assert all(
            set(step) == {"step", "title", "status", "late", "done", "of"}
            for step in building["steps"]
        )
        assert set(building["cycles"]) == {"open", "closed"}
        assert set(building["findings"]) == {"error", "warn", "info"}
        assert set(building["context"]) == {"set", "by", "on"}
    assert [len(b["steps"]) for b in value["buildings"]] == [8, 5, 8]
    assert value["buildings"][0]["steps"][1]["late"] == 12
    assert value["buildings"][0]["last"]["what"].startswith("step 3: not started → not applicable")
    one = value["buildings"][2]
    counted = shell("--file", folder / one["file"], "--today", TODAY, "check", "--json").json[
        "counts"
    ]
    assert one["findings"] == counted


def test_a_file_that_cannot_be_read_is_a_line_and_holds_nothing_up(
    folder: Path, shell: Shell
) -> None:
    wanted = broken(folder)
    answer = shell("district", folder, "--today", TODAY)
    assert answer.status == 0
    assert "3 buildings" in answer.out and f"Not read ({len(wanted)})" in answer.out
    told = {
        line.strip().split(": ", 1)[0]: line
        for line in answer.out.partition("Not read")[2].splitlines()[1:]
    }
    assert set(told) == set(wanted)
    for name, words in wanted.items():
        assert words in told[name], told[name]
        assert ".." not in told[name]
    value = shell("district", folder, "--json", "--today", TODAY).json
    assert [p["file"] for p in value["problems"]] == sorted(wanted)
    assert value["totals"]["not_read"] == len(wanted)


def test_nothing_is_written_not_even_a_lock(folder: Path, shell: Shell) -> None:
    def state() -> dict[str, tuple[int, int]]:
        found = [p for p in folder.rglob("*") if p.is_file()]
        return {str(p): (p.stat().st_mtime_ns, p.stat().st_size) for p in found}

    for lock in folder.rglob("*.lock"):
        lock.unlink()
    before = state()
    shell("district", folder)
    assert state() == before


def test_folders_are_looked_into_once_and_links_to_folders_are_not(
    folder: Path, shell: Shell
) -> None:
    (folder / "loop").symlink_to(".")
    deep = folder / "lincoln" / "deeper"
    deep.mkdir()
    (folder / ".hidden.json").write_text("")
    (folder / "Alpha.json.backups").mkdir(exist_ok=True)
    for place in (deep, folder / "Alpha.json.backups"):
        (place / "old.json").write_bytes((folder / "Alpha.json").read_bytes())
    value = shell("district", folder, "--json").json
    assert len(value["buildings"]) == 3 and value["problems"] == []


@pytest.mark.parametrize(
    ("make", "status", "words"),
    [
        (lambda p: None, 74, "this folder does not exist"),
        (lambda p: p.write_text("x"), 65, "it is not a folder"),
        (lambda p: p.mkdir(), 65, "no building files in this folder"),
    ],
)
def test_a_folder_without_buildings_is_one_line(
    tmp_path: Path, shell: Shell, make: object, status: int, words: str
) -> None:
    place = tmp_path / "place"
    make(place)  # type: ignore[operator]
    answer = shell("district", place)
    assert (answer.status, answer.out) == (status, "")
    assert answer.err.count("\n") == 1 and words in answer.err


def test_only_broken_files_give_a_status_of_their_own(tmp_path: Path, shell: Shell) -> None:
    (tmp_path / "only").mkdir()
    (tmp_path / "only" / "a.json").write_text("")
    os.utime(tmp_path / "only" / "a.json", (1, 1))
    answer = shell("district", tmp_path / "only")
    assert answer.status == 65 and "a.json: it is empty" in answer.out


def test_hostile_names_reach_no_terminal(folder: Path, shell: Shell) -> None:
    (folder / "\x1b]2;PWNED\x07.json").write_bytes(
        (folder / "Alpha.json").read_bytes().replace(b"Alpha", b"\\u001b[31m")
    )
    for words in ((), ("--json",)):
        answer = shell("district", folder, *words)
        assert answer.status == 0
        assert "\x1b" not in answer.out + answer.err


def test_in_a_narrow_terminal_the_signs_are_explained(folder: Path) -> None:
    status, text = terminal(folder / "Alpha.json", "district", str(folder))
    assert status == 0
    lines = [line for line in text.replace("\r", "").splitlines() if line]
    assert "1 2 3 4 5 6 7 8" in lines[0]
    assert any("! !" in line or "! > -" in line for line in lines)
    assert "x done, > now, ! late or blocked, . next (not begun), - does not apply" in lines
    assert max(map(len, lines[:5])) <= 80


def test_a_building_that_cannot_be_checked_is_a_line_too(folder: Path, shell: Shell) -> None:
    alpha = (
        (folder / "Alpha.json").read_text(encoding="utf-8").replace('"uuid":"', '"uuid":"other-')
    )
    (folder / "framed.json").write_text(
        re.sub('"framework":"[^"]*"', '"framework":"/gone/own.toml"', alpha)
    )
    (folder / "started.json").write_text(
        alpha.replace('"name":"Alpha"', '"name":"Alpha","year_starts":"13-77"')
    )
    sample = (
        (folder / "lincoln" / "lincoln.json")
        .read_text(encoding="utf-8")
        .replace('"uuid":"', '"uuid":"third-')
    )
    (folder / "astray.json").write_text(sample.replace('"seat_id":1,', '"seat_id":999,', 1))
    value = shell("district", folder, "--json", "--today", TODAY).json
    told = {problem["file"]: problem["message"] for problem in value["problems"]}
    assert "Name a framework file that can be read" in told["framed.json"]
    assert "13-77" in told["started.json"]
    assert value["totals"]["buildings"] + len(told) == 6
    assert "astray.json" in told or any(b["file"] == "astray.json" for b in value["buildings"])
