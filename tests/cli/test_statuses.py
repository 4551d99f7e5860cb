"""Exit statuses, wrong usage with its near miss, and that an error is one line that says what to
do.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .conftest import TODAY, Shell


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["peple"], 2, "Did you mean people?"),
        (["people", "lst"], 2, "Did you mean list?"),
        (["people", "add", "X", "--titel", "Y"], 2, "Did you mean --title?"),
        (["people", "add", "X", "--type", "certfied"], 2, "Did you mean certified?"),
        (["people", "add"], 2, "Missing: NAME"),
        (["people", "add", "X", "Y"], 2, "one word too many. Put words"),
        (["status", "chek"], 2, "Did you mean check?"),
        (["frobnicate"], 2, "“frobnicate” is not a command. `bltui --help`"),
        (["people", "edit", "1"], 2, "Nothing to change"),
        (["team", "facilitator"], 2, "Name one person"),
        (["team", "add", "X", "--groups", "UNIO"], 2, "Did you mean union?"),
        (["check", "--rule", "COM-99"], 2, "COM-01 to COM-18 exist"),
        (["check", "--area", "taem"], 2, "Did you mean team?"),
        (["team", "rotation", "--years", "99"], 2, "1 to 12"),
        (["building", "set", "--limit", "size_mx=3"], 2, "Did you mean size_max?"),
        (["building", "set", "--rule", "COM-12=loud"], 2, "Known: off, info, warn, error"),
        (["building", "set", "--na", "ELL"], 2, "--why"),
        (["building", "set", "--year", "2026-28"], 2, "Write it as 2026-27"),
        (["open"], 2, "needs a terminal"),
        (["people", "edit", "Nobody Atall", "--title", "X"], 4, "No person is called"),
        (["people", "edit", "people/999", "--title", "X"], 4, "no person with number 999"),
        (["people", "edit", "Sample", "--title", "X"], 4, "matches several"),
        (["people", "add", ""], 4, "blank"),
        (["people", "add", "x" * 251], 4, "at most 250"),
        (["people", "add", "X", "--grades", "purple"], 4, "Write grades as"),
        (["team", "end", "seats/1", "13/13"], 4, "13/13 is not a day of the calendar"),
        (["add", "frobnicate the school"], 4, "Begin with one of: person, team"),
        (["undo", "--change", "1"], 4, "is not the ID of a change"),
        (["undo", "--change", "x"], 4, "history"),
        (["restore", "99999", "--yes"], 4, "Backups of these versions"),
        (["team", "import", "missing.csv"], 65, "No such file"),
        (["team", "import", "empty.csv"], 65, "empty"),
        (["people", "import", "noname.csv"], 65, "no column with names."),
        (["export", "roster", "--out", "there.txt"], 4, "--replace"),
        (["export", "roster", "--out", "nowhere/there.txt"], 74, "Nothing was exported"),
        (["people", "add", "bytes \udcff"], 65, "not UTF-8"),
        (["check"], 1, ""),
        (["check", "--fail-on", "never"], 0, ""),
        (["status"], 0, ""),
    ],
)
def test_status_and_words(
    bltui: Shell, school: Path, words: list[str], status: int, says: str
) -> None:
    if words == ["check"]:
        bltui("team", "facilitator", "--nobody")
    (school.parent / "empty.csv").touch()
    (school.parent / "there.txt").touch()
    (school.parent / "noname.csv").write_text("title,grades\nX,2\n", encoding="utf-8")
    before = school.read_bytes()
    answer = bltui(*words)
    assert answer.status == status, answer.err
    assert says in answer.err
    if status > 1:
        assert answer.out == ""
        assert answer.err.startswith("bltui: ")
        assert answer.err.count("\n") == 1
        assert school.read_bytes() == before


def test_fail_on_counts_from_its_weight_up(bltui: Shell) -> None:
    counts = bltui("check", "--json", "--fail-on", "never").json["counts"]
    assert counts["warn"]
    bltui("building", "set", "--rule", "COM-13=info")
    assert bltui("check", "--rule", "COM-13", "--fail-on", "warn").status == 0
    assert bltui("check", "--rule", "COM-13", "--fail-on", "info").status == 1


def test_common_options_before_and_after_the_command(shell: Shell, school: Path) -> None:
    first = shell("--file", school, "--today", TODAY, "status", "--json")
    last = shell("status", "--json", "--today", TODAY, "--file", school)
    between = shell("people", "--file", school, "list", "--json")
    assert first.json == last.json
    assert between.status == 0
    assert (
        shell("--as", "M. Sample", "people", "add", "Sample Newcomer", "--file", school).status == 0
    )
    assert shell("history", "--json", "--file", school).json[-1]["by"] == "M. Sample"


def test_which_building_is_meant(
    shell: Shell, school: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "There is no building yet" in shell("status").err
    made = shell("new", "--name", "Sample Elementary School", "--grades", "K-5", "--json").json
    assert made["file"] == str(home / ".local/share/bltui/sample-elementary-school.json")
    assert shell("status", "--json").json["building"] == "Sample Elementary School"
    shell("new", "--name", "Sample Other", "--grades", "6-8")
    several = shell("status")
    assert several.status == 2
    assert "sample-elementary-school.json" in several.err
    assert "sample-other.json" in several.err
    settings = home / "config.toml"
    settings.write_text(f'building = "{school}"\n', encoding="utf-8")
    monkeypatch.setenv("BLTUI_CONFIG", str(settings))
    assert shell("where", "--json").json["building"] == str(school)
    monkeypatch.setenv("BLTUI_FILE", made["file"])
    assert shell("where", "--json").json["building"] == made["file"]
    assert shell("where", "--json", "--file", school).json["building"] == str(school)


def test_a_bad_settings_file_is_named(
    shell: Shell, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = home / "config.toml"
    settings.write_text("building = \n", encoding="utf-8")
    monkeypatch.setenv("BLTUI_CONFIG", str(settings))
    answer = shell("status")
    assert answer.status == 65
    assert str(settings) in answer.err


def test_new_refuses_to_overwrite_and_says_its_defaults(shell: Shell, school: Path) -> None:
    before = school.read_bytes()
    assert shell("new", "--name", "X", "--grades", "K-5", "--file", school).status in (4, 65)
    assert school.read_bytes() == before
    made = shell("new", "--name", "Sample", "--grades", "K-5", "--file", "new.json")
    assert made.status == 0
    assert "Time zone" in made.err
    assert "School year" in made.err
    assert shell("new", "--name", "Sample", "--file", "bare.json").status == 4
    assert not Path("bare.json").exists()


def test_no_permission_and_a_file_that_is_not_there(shell: Shell, school: Path) -> None:
    assert shell("people", "list", "--file", "schol.json").status == 65
    assert "school.json" in shell("people", "list", "--file", "schol.json").err
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    school.chmod(0o444)
    school.parent.chmod(0o555)
    try:
        assert shell("people", "list", "--file", school).status == 0
        assert shell("people", "add", "X", "--file", school).status == 77
    finally:
        school.parent.chmod(0o755)


def test_the_unforeseen_is_one_calm_line(
    bltui: Shell, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "words of a person"

    def fail(*_: object) -> int:
        raise KeyError(secret)

    monkeypatch.setattr("bltui.cli.people.list_people", fail)
    answer = bltui("people", "list")
    log = home / ".local/state/bltui/bltui.log"
    assert answer.status == 70
    assert answer.err.count("\n") == 1
    assert str(log) in answer.err
    assert secret not in answer.err
    assert "KeyError" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0


def test_debug_writes_the_details_of_a_refusal_to_the_log(bltui: Shell, home: Path) -> None:
    answer = bltui("people", "add", "", "--debug")
    assert answer.status == 4
    assert "Traceback" not in answer.err
    assert "Traceback" in (home / ".local/state/bltui/bltui.log").read_text(encoding="utf-8")


def test_a_value_of_the_wrong_kind_is_named_and_nothing_is_begun_beside_the_file(
    shell: Shell, tmp_path: Path
) -> None:
    """Row 20 of the bad inputs: reading and writing say where it stands, in one line, and leave the
    folder as it was.
    """
    path = tmp_path / "alone" / "school.json"
    path.parent.mkdir()
    shell("--file", path, "new", "--name", "Sample School", "--grades", "K-5")
    shell("--file", path, "people", "add", "Sample Person")
    path.write_text(
        path.read_text(encoding="utf-8").replace('"Sample Person"', "5"), encoding="utf-8"
    )
    for beside in [*path.parent.iterdir()]:
        if beside != path:
            beside.unlink()
    was = path.read_bytes()
    for words in (["status"], ["people", "add", "Sample Newcomer"]):
        answer = shell("--file", path, *words)
        assert answer.status == 65
        assert answer.err.endswith(
            "this must be text, not a whole number. Fix that value, or run `bltui doctor`.\n"
        )
        assert "people/1/name" in answer.err and answer.err.count("\n") == 1
        assert [*path.parent.iterdir()] == [path]
        assert path.read_bytes() == was


_DEEP = 100_000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"a=" + b"[" * _DEEP + b"]" * _DEEP, "nested too deeply"),
        (b"a=" + b"{a=" * _DEEP + b"1" + b"}" * _DEEP, "nested too deeply"),
        (b".".join([b"a"] * _DEEP) + b"=1", "nested too deeply"),
        (b"[[" + b".".join([b"a"] * _DEEP) + b"]]", "nested too deeply"),
        (b"theme=" + b"9" * 10_000, "too many digits"),
        (b"x" * 900_000 + b"=1", "there is no xxx"),
        (b'signs="' + b"x" * 900_000 + b'"', "there is no"),
        (b"#" * 1_000_001, "larger than 1,000,000 bytes"),
        (b"\0", "line 1, column 1"),
        ("theme=1".encode("utf-16"), "line 1 is not UTF-8"),
        (b"theme=1\ntheme=2", "line 2, column 8"),
        (b'building="a\\u0000b"', "no file has such a name"),
    ],
)
def test_any_settings_give_one_clear_line(
    shell: Shell, home: Path, monkeypatch: pytest.MonkeyPatch, text: bytes, words: str
) -> None:
    settings = home / "config.toml"
    settings.write_bytes(text)
    monkeypatch.setenv("BLTUI_CONFIG", str(settings))
    answer = shell("status")
    assert (answer.status, answer.out) == (65, "") and words in answer.err
    assert (
        answer.err.startswith(f"bltui: {settings}: ")
        and answer.err.count("\n") == 1
        and len(answer.err) < 1200
    )


@pytest.mark.parametrize("kind", ["pipe", "folder", "device"])
def test_settings_that_are_no_file_do_not_hold_a_command(
    shell: Shell, home: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    place = Path("/dev/zero") if kind == "device" else home / kind
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    monkeypatch.setenv("BLTUI_CONFIG", str(place))
    answer = shell("status")
    assert answer.status == 65 and answer.err.count("\n") == 1
