"""Every changing command: what it says, that a dry run writes nothing, that undo and redo are
exact.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import Shell, documents

ROSTER = "role,name\nGrade 2 Teacher,Sample Newcomer\nUnion Rep.,vacant\nMystery,Sample Stranger\n"
STAFF = "name,title,type,grades\nSample Newcomer,Grade 2 Teacher,certified,2\n"

#: One line each; the sample building has the people and seats that they name.
CHANGES = [
    ["people", "add", "Sample Newcomer", "--title", "Art teacher", "--subjects", "Art"],
    ["people", "edit", "people/1", "--title", "Head of everything"],
    ["people", "deactivate", "people/2"],
    ["people", "import", "staff.csv"],
    ["team", "add", "Sample Newcomer", "--role", "Union Rep.", "--end", "2028-06-30"],
    ["team", "edit", "1", "--required", "yes", "--notes", "asked twice"],
    ["team", "edit", "seats/2", "--role", "Another role"],
    ["team", "end", "seats/1", "2026-12-01"],
    ["team", "seat", "add", "Union Rep."],
    ["team", "seat", "remove", "seats/3"],
    ["team", "seat", "answer", "seats/3", "--groups", "union,gen"],
    ["team", "facilitator", "people/5"],
    ["team", "facilitator", "--nobody"],
    ["team", "liaison", "people/5"],
    ["team", "contact", "principal", "talked about the agenda"],
    ["team", "import", "roster.csv"],
    ["building", "set", "--district", "Sample District", "--rotation-required", "no"],
    ["building", "set", "--limit", "size_max=20"],
    ["building", "set", "--na", "ELL", "--why", "no such pupils", "--rule", "COM-12=off"],
    ["add", "person Sample Newcomer, grade 2 teacher"],
    ["add", "team", "Sample", "Newcomer", "as", "Union", "rep"],
    ["add", "contact dlt sent the minutes"],
    ["step", "set", "8", "blocked", "--reason", "waiting for data"],
    ["step", "due", "4", "2026-12-18"],
    ["step", "owner", "4", "Hayden"],
    ["step", "note", "4", "see the folder"],
    ["step", "check", "1", "roster"],
    ["step", "context", "Another aim", "--who", "Sample Superintendent"],
    ["step", "evidence", "6", "data: reading quiz"],
    ["step", "remove", "evidence/1"],
    ["step", "cycle", "start", "--cwg", "5"],
    ["year", "close"],
    ["step", "cycle", "advance", "--cwg", "3", "--evidence", "data:quiz"],
    ["step", "cycle", "back", "--cwg", "3"],
    ["step", "cycle", "evidence", "--cwg", "3", "data:quiz"],
    ["step", "cycle", "close", "--cwg", "2", "--outcome", "continue"],
    ["plan", "district", "add", "A third goal"],
    ["plan", "district", "measure", "1", "Another test"],
    ["plan", "goal", "add", "A third goal", "--district", "read"],
    ["plan", "goal", "edit", "1", "--status", "reached"],
    ["plan", "strategy", "add", "Another strategy", "--goal", "1"],
    ["plan", "strategy", "edit", "1", "--fidelity", "with_fidelity"],
    ["plan", "indicator", "add", "Another", "--strategy", "1", "--kind", "adult"],
    ["plan", "measure", "1", "2026-11-01", "--actual", "50"],
    ["plan", "evaluate", "process", "on time"],
    ["plan", "district", "edit", "1", "--aim", "Everybody succeeds"],
    ["plan", "indicator", "edit", "1", "--baseline", "12@2026-09-01", "--unit", "points"],
    ["plan", "finance", "--edit", "1", "--amount", "5"],
    ["cwg", "edit", "3", "--goal", "1"],
    ["step", "cycle", "evidence", "--cwg", "1", "data:late quiz", "--cycle", "1"],
    ["plan", "status", "closed"],
    ["plan", "finance", "Texts", "--amount", "12.50", "--goal", "1"],
    ["plan", "remove", "finances/1"],
    ["training", "add", "2026-12-01", "--planning-minutes", "30"],
    ["training", "edit", "trainings/1", "--title", "Another"],
    ["training", "plan", "trainings/1", "--how", "in pairs"],
    ["training", "segment", "trainings/1", "Asking", "--phase", "i_do"],
    ["training", "attendance", "inservices/1", "--reached", "33"],
    ["training", "remove", "trainings/1"],
    ["message", "add", "staff", "by mail"],
    ["message", "edit", "1", "by mail and on paper"],
    ["message", "remove", "1"],
    ["add", "step 8 done"],
    ["add", "cycle 3 next"],
    ["calendar", "set", "--week-starts", "mon", "--term", "S1=2026-08-24..2026-12-18"],
    ["calendar", "day", "2027-02-03..2027-02-05", "no_school", "--name", "Sample closing"],
    ["calendar", "clear", "2026-11-25..2026-11-27"],
    ["calendar", "snow", "2027-01-27", "--then", "cancel"],
    ["calendar", "rotation", "A,B", "--policy", "carry", "--start", "2026-08-24"],
    ["calendar", "bell", "set", "Late", "1=9:00-9:40"],
    ["calendar", "bell", "weekday", "wed", "Regular day"],
    ["calendar", "import", "year.csv"],
    ["availability", "set", "Blake", "planning", "--period", "4"],
    ["availability", "import", "availability.csv"],
    ["cwg", "add", "Spelling", "--structure", "interest", "--leader", "Avery"],
    ["cwg", "edit", "1", "--name", "Another name", "--number", "9"],
    ["cwg", "join", "1", "Avery", "Parker"],
    ["cwg", "leave", "1", "Blake", "--on", "2026-12-01"],
    ["cwg", "leader", "1", "Avery"],
    ["cwg", "remove", "1"],
    ["cwg", "schedule", "3", "every fri 3:15pm-4pm"],
    ["cwg", "schedule", "3", "every fri 3:15pm-4pm", "--from", "2026-12-03"],
    ["cwg", "schedule", "blt", "every fri 3:15pm-4pm", "--also"],
    ["cwg", "unschedule", "3"],
    ["cwg", "unschedule", "3", "--after", "2027-03-12"],
    ["cwg", "move", "3", "2026-12-03", "to", "2026-12-04", "--time", "4pm-5pm"],
    ["cwg", "cancel", "3", "2026-12-03"],
    ["cwg", "held", "3", "2026-12-03"],
    ["cwg", "restore", "3", "2026-11-19"],
    ["cwg", "extra", "3", "2026-12-11"],
    ["cwg", "publish", "2"],
    ["cwg", "close", "2"],
    ["cwg", "waive", "CWG-35", "cwgs/5", "--why", "the goals come in January"],
    ["cwg", "propose", "--structure", "horizontal", "--accept"],
    ["add", "cwg 3 leader Avery"],
    ["add", "meet cwg 3 every fri 3:15pm-4pm"],
    ["add", "snow jan 27"],
]


@pytest.fixture(autouse=True)
def tables(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "staff.csv").write_text(STAFF, encoding="utf-8")
    (tmp_path / "year.csv").write_text(
        "date,kind,name\n2027-04-02,no_school,Sample day\n", encoding="utf-8"
    )
    (tmp_path / "availability.csv").write_text(
        "name,kind,days\nBlake Sample,busy,tue\n", encoding="utf-8"
    )


@pytest.mark.parametrize("words", CHANGES, ids=lambda words: " ".join(words[:3]))
def test_a_change_can_be_tried_done_undone_and_redone(
    bltui: Shell, school: Path, words: list[str]
) -> None:
    before, beside = school.read_bytes(), sorted(p.name for p in school.parent.iterdir())
    tried = bltui(*words, "--dry-run")
    assert tried.status == 0, tried.err
    assert "Preview: " in tried.out
    assert school.read_bytes() == before
    assert sorted(p.name for p in school.parent.iterdir()) == beside

    old = documents(school)
    done = bltui(*words)
    assert done.status == 0, done.err
    assert re.search(r"\([a-z_]+/\d+", done.out)
    assert done.out.splitlines()[0] == tried.out.splitlines()[0].removeprefix("Preview: ")
    new = documents(school)
    assert new != old

    assert bltui("undo", "--dry-run").status == 0
    assert documents(school) == new
    assert bltui("undo").status == 0
    assert documents(school) == old
    assert bltui("redo").status == 0
    assert documents(school) == new


def test_what_was_done_is_in_the_words_of_the_history(bltui: Shell) -> None:
    said = bltui("people", "add", "Sample Newcomer").out
    number = bltui("people", "list", "newcomer", "--json").json[0]["id"]
    assert said == f"people: Sample Newcomer added ({number})\n"
    assert bltui("history", "--json").json[-1]["what"] == "people: Sample Newcomer added"


def test_a_change_in_json(bltui: Shell) -> None:
    answer = bltui("people", "add", "Sample Newcomer", "--json").json
    assert answer["what"] == "people: Sample Newcomer added"
    assert answer["change"] == bltui("history", "--json").json[-1]["change"]
    assert answer["records"] == [bltui("people", "list", "newcomer", "--json").json[0]["id"]]
    assert (answer["notes"], answer["dry_run"]) == ([], False)
    assert bltui("people", "add", "Sample Other", "--json", "--dry-run").json["change"] is None


def test_importing_twice_changes_nothing(bltui: Shell, school: Path) -> None:
    first = bltui("team", "import", "roster.csv", "--json").json
    assert (first["added"], first["changed"], first["unchanged"]) == (3, 0, 0)
    before = school.read_bytes()
    second = bltui("team", "import", "roster.csv", "--json").json
    assert (second["added"], second["changed"], second["unchanged"]) == (0, 0, 3)
    assert school.read_bytes() == before


def test_what_if_writes_nothing_and_says_what_it_mends(bltui: Shell, school: Path) -> None:
    before = school.read_bytes()
    answer = bltui(
        "team", "what-if", "add", "Sample Newcomer", "--role", "Union Rep.", "--json"
    ).json
    assert set(answer) == {"what", "on", "gained", "lost", "coverage"}
    assert "COM-13" in {finding["rule"] for finding in answer["lost"]}
    assert answer["coverage"]["before"]["groups"]["UNION"]["status"] == "missing"
    assert answer["coverage"]["after"]["groups"]["UNION"]["status"] == "covered"
    assert school.read_bytes() == before
    ended = bltui("team", "what-if", "end", "seats/1", "2026-12-24", "--json").json
    assert ended["on"] == "2026-12-25"
    assert (
        "Teachers union: missing (Teachers union) -> represented"
        in bltui("team", "what-if", "add", "Sample Newcomer", "--role", "Union Rep.").out
    )


def test_a_seat_and_its_term_are_edited_in_one_change(bltui: Shell) -> None:
    count = len(bltui("history", "--json").json)
    assert bltui("team", "edit", "seats/1", "--required", "yes", "--end", "2029-06-30").status == 0
    assert len(bltui("history", "--json").json) == count + 1
    seat = bltui("team", "list", "--json").json[0]
    assert seat["required"] is True
    assert seat["terms"][0]["end"] == "2029-06-30"
    assert bltui("team", "edit", "seats/1", "--end", "none").status == 0
    assert bltui("team", "list", "--json").json[0]["terms"][0]["end"] is None


def test_a_backup_is_kept_and_put_back(bltui: Shell, school: Path) -> None:
    old = documents(school)
    kept = bltui("backup", "make", "--json").json
    bltui("people", "add", "Sample Newcomer")
    assert kept["change"] in [row["change"] for row in bltui("backup", "list", "--json").json]
    assert bltui("restore", kept["name"]).status == 2  # nobody can be asked
    assert bltui("restore", kept["name"], "--yes", "--dry-run").status == 0
    assert documents(school) != old
    assert bltui("restore", kept["name"], "--yes").status == 0
    assert documents(school) == old
    assert bltui("undo").status == 0
    assert documents(school) != old


def test_the_doctor_mends_a_cut_file(bltui: Shell, school: Path) -> None:
    assert bltui("doctor").status == 0
    bltui("people", "add", "Sample Newcomer")
    whole = documents(school)
    school.write_bytes(school.read_bytes()[:200])
    broken = bltui("doctor", "--json")
    assert broken.status == 65
    assert broken.json["bad"] == 1
    assert bltui("doctor", "--repair").status == 2
    assert bltui("doctor", "--repair", "--yes").status == 0
    assert documents(school) == whole


def test_the_doctor_names_a_reference_that_leads_nowhere(bltui: Shell, school: Path) -> None:
    school.write_text(
        school.read_text(encoding="utf-8").replace('"person_id":1,', '"person_id":999,', 1),
        encoding="utf-8",
    )
    answer = bltui("doctor")
    assert answer.status == 65
    assert "people/999" in answer.out


def test_an_exported_roster_is_read_back_as_the_same_team(
    bltui: Shell, shell: Shell, tmp_path: Path
) -> None:
    assert bltui("export", "roster", "--format", "csv", "--out", "out.csv").status == 0
    grades = bltui("building", "show", "--json").json["grades"]
    shell("new", "--name", "Sample Copy", "--grades", ",".join(grades), "--file", "copy.json")
    assert (
        shell("team", "import", "out.csv", "--file", "copy.json", "--json").json["problems"] == []
    )
    copy = ["--file", tmp_path / "copy.json", "--today", "2026-11-22"]
    keys = ("role", "groups", "grades", "subjects", "kind", "serving", "vacant")
    mine, theirs = bltui("team", "list", "--json").json, shell(*copy, "team", "list", "--json").json
    assert [[seat[k] for k in keys] for seat in theirs] == [
        [seat[k] for k in keys] for seat in mine
    ]
    assert [[t["end"] for t in seat["terms"]] for seat in theirs] == [
        [t["end"] for t in seat["terms"]] for seat in mine
    ]


@pytest.mark.parametrize(
    "line",
    [
        ("people", "add", "Sample Newcomer"),
        ("restore", "newest", "--yes"),
        ("purge", "people/3", "--yes"),
    ],
)
def test_a_change_of_a_file_with_another_name_says_that_it_parts_them(
    bltui: Shell, school: Path, tmp_path: Path, line: tuple[str, ...]
) -> None:
    assert (
        bltui("backup", "make").status == 0 and bltui("people", "add", "Sample First").status == 0
    )
    twin = tmp_path / "twin.json"
    twin.hardlink_to(school)
    raw = twin.read_bytes()
    answer = bltui(*line)
    assert (
        answer.status == 0
        and "1 other name (hard link) of this file keeps the old version" in answer.err
    )
    assert twin.read_bytes() == raw
    assert raw != school.read_bytes()
    assert "hard link" not in bltui("people", "add", "Sample Next").err
