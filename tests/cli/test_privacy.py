"""Anonymous means anonymous: no command and no export shows who spoke, when in the day, or what a
few people answered.
"""

from __future__ import annotations

import csv
import io
import json
import pwd
import shlex
from argparse import _StoreTrueAction
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from bltui.cli.commands import grammar
from bltui.domain.feedback.edits import say
from bltui.domain.model.tables import TABLES
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.workspace import Workspace

from .commands_page import leaves
from .conftest import TODAY, Shell

#: The login name of whoever speaks anonymously, and that of a colleague at work before and after.
MARKED, OTHER = "marked-login", "other-login"
#: Commands that are no look at a building: they open it, make one, or print a script.
NO_LOOK = {
    *(
        "bltui open",
        "bltui demo",
        "bltui new",
        "bltui completion",
        "bltui where",
        "bltui history show",
    ),
    *("bltui drafts show", "bltui drafts restore", "bltui drafts discard"),
}
#: What stands for the arguments that a command wants.
WANTED = {
    "bltui protocol show": "tuning",
    "bltui team what-if add": "'New Person' --role Parent",
    "bltui team what-if end": "Sage",
    "bltui people show": "1",
    "bltui team seat show": "1",
    "bltui calendar bell show": "1",
    "bltui meeting show": "1",
    "bltui plan district show": "1",
    "bltui plan goal show": "1",
    "bltui plan strategy show": "1",
    "bltui plan indicator show": "1",
    "bltui plan finance show": "1",
    "bltui cwg show": "2",
    "bltui cwg dates": "2",
    "bltui cwg free": "2",
    "bltui cwg handout": "--draft",
    "bltui step show": "5",
    "bltui training show": "trainings/1",
    "bltui message show": "1",
    "bltui action show": "1",
    "bltui feedback show": "'The copier is always'",
    "bltui feedback round show": "Autumn",
    "bltui export handout8": "--draft",
    "bltui export ics": "--draft",
    "bltui district": ".",
}


@pytest.fixture
def spoken(bltui: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The sample building in which MARKED said things anonymously, between two changes of OTHER."""

    def be(login: str) -> None:
        monkeypatch.setattr(pwd, "getpwuid", lambda uid: SimpleNamespace(pw_name=login))
        monkeypatch.setenv("SUDO_USER", login)

    def done(*words: str) -> None:
        answer = bltui(*words)
        assert answer.status == 0, answer.err

    be(OTHER)
    done(
        "feedback",
        "round",
        "open",
        "Autumn",
        "--statement",
        "I feel supported",
        "--question",
        "What next?",
    )
    done("meeting", "start")
    be(MARKED)
    done(
        "feedback",
        "add",
        "The copier is always empty",
        "--anonymous",
        "--from",
        "teachers",
        "--about",
        "step:5",
    )
    done("add", "fb anon the bell is too loud")
    done(
        "feedback",
        "round",
        "answer",
        "Autumn",
        "--from",
        "parent",
        "--score",
        "s1=4",
        "--text",
        "q1=Longer breaks",
    )
    done("meeting", "self-check", "3 4 4 2")
    be(OTHER)
    done("feedback", "theme", "Rooms", "copier")
    be(MARKED)
    done("feedback", "edit", "copier", "--text", "The copier is always empty again")
    be(OTHER)
    done("people", "add", "Sample Newcomer")
    return bltui


def looks() -> Iterator[list[str]]:
    """Every command line that only looks: in words, as JSON, and every export in every form."""
    for parser in leaves(grammar(None, whole=True)):
        options = {option: action for action in parser._actions for option in action.option_strings}
        if "--dry-run" in options or parser.prog in NO_LOOK:
            continue
        line = [*parser.prog.split()[1:], *shlex.split(WANTED.get(parser.prog, ""))]
        yield line
        yield [*line, "--json"]
        forms = options["--format"].choices or () if "--format" in options else ()
        yield from ([*line, "--format", form] for form in forms if form != "docx")
        for name in ("--feedback", "--open", "--all", "--pairs"):
            if isinstance(options.get(name), _StoreTrueAction):
                yield [*line, name]
    yield from (["export", "csv", "--table", table] for table in TABLES if table != "profile")
    yield ["meeting", "self-check", "--json"]


def test_no_command_and_no_export_names_who_spoke_anonymously(spoken: Shell) -> None:
    seen = 0
    ids = [row["change"] for row in spoken("history", "--json").json if row["change"]]
    for line in [*looks(), *(["history", "show", name] for name in ids)]:
        answer = spoken(*line)
        # doctor has something to say about the machine that the tests run on
        assert answer.status in (0, 1, *((65,) if line[0] == "doctor" else ())), (line, answer.err)
        assert MARKED not in answer.out + answer.err, line
        seen += OTHER in answer.out
    # The walk would see a name: those of the others are there.
    assert seen > 3


def test_neither_does_a_file_beside_the_building(spoken: Shell, school: Path) -> None:
    assert OTHER in school.with_name("school.json.journal").read_text()
    for path in school.parent.rglob("*"):
        if path.is_file():
            assert MARKED.encode() not in path.read_bytes(), path.name


def test_the_lock_file_forgets_an_anonymous_writer_at_once(
    spoken: Shell, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pwd, "getpwuid", lambda uid: SimpleNamespace(pw_name=MARKED))
    monkeypatch.delenv("SUDO_USER")
    lock = school.with_name("school.json.lock")
    assert spoken("feedback", "add", "One more thing", "--anonymous").status == 0
    assert MARKED not in lock.read_text() and lock.read_text().startswith("somebody")
    assert spoken("feedback", "add", "With my name").status == 0
    assert lock.read_text().startswith(MARKED)


def test_the_history_tells_neither_place_nor_record_nor_time_of_an_anonymous_change(
    spoken: Shell, school: Path
) -> None:
    rows = spoken("history", "--json").json
    unnamed = [row for row in rows if not row["by"]]
    assert len(unnamed) == 5
    assert all((row["change"], row["records"]) == ("", []) for row in unnamed)
    assert all(len(row["at"]) == len("2026-11-22") for row in unnamed)
    # They stand together behind everything that others did on that day, later too, in an order that
    # says nothing.
    assert rows[-5:] == unnamed and "Sample Newcomer" in rows[-6]["what"]
    assert [row["what"] for row in unnamed] == sorted(row["what"] for row in unnamed)
    said = next(
        row["id"] for row in spoken("feedback", "list", "--json").json if "copier" in row["text"]
    )
    touched = spoken("history", "--record", f"feedback/{said}", "--json").json
    assert [row["by"] for row in touched] == [OTHER]
    assert not [row for row in spoken("status", "--json").json["latest"] if not row["by"]]
    # In the journal itself they have their place, but no name, account or hint, and midnight for a
    # time.
    lines = [
        json.loads(line)
        for line in school.with_name("school.json.journal").read_text().splitlines()
    ]
    kept = [line for line in lines if "by" not in line and not line.get("start")]
    assert len(kept) == 5
    assert all(
        not {"account", "uid", "hint"} & set(line) and line["at"] % 86_400 == 0 for line in kept
    )


def test_nothing_that_is_shown_counts_the_anonymous_changes_between_others(
    spoken: Shell, school: Path
) -> None:
    """IDs say nothing about each other.

    The generation, which counts every change, is no name for a change.
    """
    named = [row["change"] for row in spoken("history", "--json").json if row["by"]]
    assert not any(name.isdecimal() for name in named)
    assert [row["change"] for row in spoken("status", "--json").json["latest"]] == named[-6:][::-1]
    gen = json.loads(school.read_text())["_meta"]["1"]["gen"]
    for number in map(str, range(gen + 2)):
        for words in (["undo", "--dry-run", "--change", number], ["history", "show", number]):
            answer = spoken(*words)
            assert (answer.status, "is not the ID of a change" in answer.err) == (4, True)


def test_its_author_can_undo_an_anonymous_change_and_is_not_named(spoken: Shell) -> None:
    said = spoken("feedback", "add", "Said in haste", "--anonymous")
    name = said.err.partition("--change ")[2].partition("`")[0]
    assert name and name not in spoken("history").out + spoken("history", "--json").out
    assert spoken("undo", "--change", name).status == 0
    assert "Said in haste" not in spoken("feedback", "list").out
    undone = [row for row in spoken("history", "--json").json if row["what"].startswith("undo: ")]
    assert [(row["by"], row["change"], row["records"]) for row in undone] == [(None, "", [])]


def test_an_imported_survey_keeps_nothing_of_its_rows(shell: Shell, tmp_path: Path) -> None:
    """The same answers in another order of rows make the same records under the same numbers, in
    the same order.
    """
    rows = [
        f"{1 + n % 4},{1 + n // 4 % 4},{'ok' if n % 3 else f'remark {n}'},{'ok' if n % 5 else 'no'}"
        for n in range(24)
    ]
    found = set()
    for turn in range(3):
        school = tmp_path / f"{turn}.json"
        assert shell("demo", "--write", school, "--today", TODAY).status == 0
        order = [*rows[turn * 7 :], *rows[: turn * 7]][:: -1 if turn == 2 else 1]
        survey = tmp_path / f"{turn}.csv"
        survey.write_text(
            "I feel supported,I am heard,What helps?,What hinders?\n" + "\n".join(order) + "\n"
        )
        texts = ("--text", "What helps?", "--text", "What hinders?")
        scores = ("--likert", "I feel supported", "--likert", "I am heard")
        line = ("feedback", "import", survey, "--round", "Autumn", *texts, *scores)
        assert shell("--file", school, "--today", TODAY, *line).status == 0
        last = json.loads(Path(f"{school}.journal").read_text().splitlines()[-1])
        edits = [e for e in last["edits"] if e["table"] in ("responses", "feedback")]
        assert len(edits) == 24 * 3
        found.add(json.dumps(edits))
    assert len(found) == 1


def test_scores_and_words_of_a_paper_form_are_not_joined_by_the_history(spoken: Shell) -> None:
    line = (
        "feedback",
        "round",
        "answer",
        "Autumn",
        "--paper",
        "--score",
        "s1=2",
        "--text",
        "q1=Shorter days",
    )
    assert spoken(*line).status == 0
    last = spoken("history", "--by", OTHER, "--json").json[-1]
    assert (last["by"], last["records"]) == (OTHER, []) and "an answer" in last["what"]
    shown = spoken("history", "show", last["change"])
    assert "2 anonymous records not shown" in shown.out and "Shorter days" not in shown.out
    assert spoken("undo", "--change", last["change"]).status == 0
    assert spoken("history", "--by", OTHER, "--json").json[-1]["records"] == []


def answers(bltui: Shell, **groups: int) -> None:
    """So many of each group answer a round; each gives another score."""
    assert (
        bltui(
            "feedback", "round", "open", "Spring", "--statement", "Fine", "--question", "Why?"
        ).status
        == 0
    )
    for group, count in groups.items():
        for n in range(count):
            line = ("--from", group, "--score", f"s1={1 + n % 4}", "--text", f"q1={group} {n}")
            assert bltui("feedback", "round", "answer", "Spring", *line).status == 0


def table(bltui: Shell, name: str) -> tuple[list[dict[str, str]], str]:
    """A table as `export csv` gives it, and what it says beside."""
    answer = bltui("export", "csv", "--table", name)
    assert answer.status == 0
    return list(csv.DictReader(io.StringIO(answer.out))), answer.err


def test_answers_of_small_groups_are_counted_and_not_shown(bltui: Shell) -> None:
    answers(bltui, teacher=4, parent=2, coach=1)
    rows, said = table(bltui, "responses")
    assert [row["source"] for row in rows] == ["teacher"] * 4
    assert (
        "2 of responses (parents, rounds/1)" in said
        and "1 of responses (coaches and liaisons, rounds/1)" in said
    )
    texts, _ = table(bltui, "feedback")
    own = [row for row in texts if row["round_id"] == "1"]
    assert len(own) == 7 and sorted(row["source"] for row in own) == ["", "", "", *["teacher"] * 4]
    whole = bltui("export", "json")
    assert [r["source"] for r in whole.json["responses"]] == ["teacher"] * 4
    assert sum(r["rows"] for r in whole.json["left_out"]) == 3 and "Left out" in whole.err
    unnamed = [*whole.json["responses"], *(f for f in whole.json["feedback"] if f.get("anonymous"))]
    assert len(unnamed) > 10
    assert not [item for item in unnamed if {"_by", "_at"} & set(item)]


def test_a_small_group_cannot_be_reckoned_from_the_others(bltui: Shell) -> None:
    answers(bltui, teacher=4, parent=1)
    assert [row["source"] for row in table(bltui, "responses")[0]] == ["teacher"] * 4
    shown = bltui("feedback", "round", "show", "Spring", "--json").json["scores"]
    assert {s["source"]: (s["answers"], s["spread"]) for s in shown} == {
        None: (
            4,
            [1, 1, 1, 1],
        ),  # with the parent's it would tell, less the teachers', what the parent answered
        "teachers": (4, [1, 1, 1, 1]),
        "parents": (1, None),
    }
    assert (
        "The totals leave out groups that are too small to show,"
        in bltui("feedback", "round", "show", "Spring").out
    )


def test_what_everybody_may_see_is_whole(bltui: Shell) -> None:
    answers(bltui, teacher=3, parent=3)
    rows, said = table(bltui, "responses")
    assert len(rows) == 6 and said == ""
    assert bltui("export", "json").json["left_out"] == []


def test_a_self_check_of_a_few_is_counted_and_not_shown(spoken: Shell) -> None:
    before, said = table(spoken, "self_checks")
    assert "1 of self_checks" in said
    assert spoken("meeting", "self-check", "2 2 2 2; 3 3 3 3").status == 0
    after, said = table(spoken, "self_checks")
    assert (len(after), said) == (len(before) + 2, "")


def test_an_evening_is_not_told_from_a_morning(shell: Shell, school: Path) -> None:
    """In Chicago the evening is the next day in UTC: the day is that of the building."""
    evening = 1795399200.0  # 2026-11-23 02:00 UTC, 2026-11-22 20:00 in Chicago
    file = BuildingFile(school, Author(MARKED, 1), now=lambda: evening)
    workspace = Workspace(file, today=lambda building: date(2026, 11, 22))
    workspace.do(partial(say, text="Said in the evening", on=date(2026, 11, 22), anonymous=True))
    (row,) = [
        r
        for r in shell("--file", school, "--today", TODAY, "history", "--json").json
        if not r["by"]
    ]
    assert row["at"] == "2026-11-22"


def test_the_journal_of_what_was_said_anonymously_leads_to_the_file(spoken: Shell) -> None:
    lines = spoken("doctor", "--json").json["lines"]
    assert [line["words"] for line in lines if line["state"] == "bad"] == []
    assert any("entries match the file" in line["words"] for line in lines)
