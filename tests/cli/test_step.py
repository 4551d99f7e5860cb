"""`bltui step`: boards, moves, evidence, cycles.

What is printed and the JSON that other programs rely on.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import TODAY, Shell, documents

SHAPE = {"step", "title", "status", "owner", "due", "progress", "cycles"}


def test_the_building_board_has_its_eight_steps_in_json(bltui: Shell) -> None:
    rows = bltui("step", "list", "--json").json
    assert [row["step"] for row in rows] == [1, 2, 3, 4, 5, 6, 7, 8]
    for row in rows:
        assert set(row) >= SHAPE
        assert {"done", "of"} <= set(row["progress"])
    assert rows[0]["status"] == "done"
    assert rows[0]["owner"] == "Avery Sample"
    assert rows[0]["evidence"][0]["kind"] == "minutes"
    assert rows[7]["due"] == "2027-05-03"
    assert [(c["cwg"], c["number"], c["step"]) for c in rows[5]["cycles"]] == [("CWG #1", 2, 6)]


def test_the_steps_are_in_the_words_of_the_seed(bltui: Shell) -> None:
    words = bltui("step", "list").out
    for title in (
        "Principal forms BLT & sets calendar",
        "Set building goals",
        "Form Collaborative Work Groups (CWGs) led by BLT members",
        "Review education literature & select classroom strategies",
        "Implement strategies in classrooms",
        "Collect data & student work",
        "Examine student work",
        "Gather feedback from teachers for next year's planning",
    ):
        assert title in words
    assert "3 of 8 steps done" in words


def test_the_advantages_of_teams_are_shown_at_the_step_that_forms_them(bltui: Shell) -> None:
    assert len(bltui("step", "show", "3", "--json").json["advantages"]) == 7
    for words in (["step", "show", "3"], ["export", "boards"]):
        assert "Reduce isolation among teachers" in bltui(*words).out


def test_the_district_board_says_that_it_is_a_reconstruction(bltui: Shell) -> None:
    for words in (["list"], ["show", "2"]):
        assert "reconstruction" in bltui("step", *words, "--board", "district").out
    assert all(
        row["reconstruction"] for row in bltui("step", "list", "--board", "district", "--json").json
    )
    assert not any(row["reconstruction"] for row in bltui("step", "list", "--json").json)


def test_the_context_comes_before_the_district_steps(
    bltui: Shell, shell: Shell, tmp_path: Path
) -> None:
    fresh = ["--file", tmp_path / "fresh.json", "--today", TODAY]
    shell(*fresh, "new", "--name", "Sample", "--grades", "K-5", "--tz", "UTC", "--year", "2026-27")
    missing = "has not set the context yet"
    assert missing in shell(*fresh, "step", "list", "--board", "district").out
    said = shell(
        *fresh, "step", "context", "One aim for all schools", "--who", "Sample Superintendent"
    )
    assert said.status == 0, said.err
    assert missing not in shell(*fresh, "step", "list", "--board", "district").out
    first = shell(*fresh, "step", "show", "0", "--board", "district", "--json").json
    assert (first["status"], first["who"], first["note"]) == (
        "done",
        "Sample Superintendent",
        "One aim for all schools",
    )


def test_a_step_moves_with_reason_evidence_owner_and_due_day_in_one_change(bltui: Shell) -> None:
    refused = bltui("step", "set", "8", "blocked")
    assert refused.status == 4
    assert "enter why it is blocked" in refused.err
    done = bltui(
        "step",
        "set",
        "8",
        "blocked",
        "--reason",
        "waiting for data",
        "--owner",
        "Harper",
        "--due",
        "+30",
    )
    assert done.out.startswith(
        "step 8: not started → blocked: waiting for data, owner Harper Sample, due Tue, Dec 22, 2026 ("
    )
    card = bltui("step", "show", "8", "--json").json
    assert (card["status"], card["reason"], card["owner"], card["due"]) == (
        "blocked",
        "waiting for data",
        "Harper Sample",
        "2026-12-22",
    )
    assert [move["status"] for move in card["moves"]] == ["blocked"]
    assert bltui("step", "set", "8", "done", "--evidence", "minutes: spring meeting").status == 0
    card = bltui("step", "show", "8", "--json").json
    assert [(e["kind"], e["title"]) for e in card["evidence"]] == [("minutes", "spring meeting")]
    assert [move["status"] for move in card["moves"]] == ["blocked", "done"]
    assert "Step 8" not in bltui("check", "--rule", "STP-02").out


def test_owner_and_due_day_are_taken_away_with_none(bltui: Shell) -> None:
    assert bltui("step", "due", "8", "none").status == 0
    assert bltui("step", "owner", "8", "none").status == 0
    card = bltui("step", "show", "8", "--json").json
    assert (card["owner"], card["due"]) == (None, None)


def test_a_step_that_does_not_exist_is_named(bltui: Shell) -> None:
    answer = bltui("step", "set", "9", "done")
    assert answer.status == 4
    assert "Its steps are 1 to 8" in answer.err
    assert bltui("step", "show", "0").status == 4
    assert bltui("step", "set", "five", "done").status == 2


def test_the_checklist_is_ticked_by_number_or_words(bltui: Shell) -> None:
    def ticked() -> list[str]:
        return [
            t["key"] for t in bltui("step", "show", "1", "--json").json["checklist"] if t["ticked"]
        ]

    assert "roster" not in ticked()
    assert bltui("step", "check", "1", "1").status == 0
    assert "roster" in ticked()
    assert bltui("step", "check", "1", "membership rules", "--off").status == 0
    assert "roster" not in ticked()
    assert bltui("step", "check", "1", "are").status == 4


def test_evidence_has_kind_place_and_subgroup_and_can_show_a_responsibility_alone(
    bltui: Shell,
) -> None:
    text = "data: reading quiz https://example.org/quiz"
    assert (
        bltui(
            "step", "evidence", "6", text, "--subgroup", "grade 2", "--standards", "data_driven"
        ).status
        == 0
    )
    one = bltui("step", "show", "6", "--json").json["evidence"][-1]
    assert (one["kind"], one["title"], one["location"], one["subgroup"]) == (
        "data",
        "reading quiz",
        "https://example.org/quiz",
        "grade 2",
    )
    assert one["standards"] == ["data_driven"]
    assert bltui("step", "evidence", "--responsibilities", "focus", "a wall of results").status == 0
    duty = next(d for d in bltui("plan", "responsibilities", "--json").json if d["key"] == "focus")
    assert "a wall of results" in [e["title"] for e in duty["evidence"]]
    assert bltui("step", "remove", one["id"]).status == 0
    assert one["id"] not in [e["id"] for e in bltui("step", "show", "6", "--json").json["evidence"]]


def test_a_group_goes_through_two_cycles(bltui: Shell) -> None:
    """The recursive process: closing with “adjust” opens the next cycle with what was learned."""
    assert bltui("step", "cycle", "start", "--cwg", "4", "--strategy", "number talks").status == 0
    for step in (4, 5):
        assert (
            f"step {step} → step {step + 1}" in bltui("step", "cycle", "advance", "--cwg", "#4").out
        )
    both = ["--evidence", "data:attendance of October", "--evidence", "student_work:six plans"]
    assert bltui("step", "cycle", "advance", "--cwg", "Student support", *both).status == 0
    early = bltui("step", "cycle", "advance", "--cwg", "4")
    assert early.status == 4
    assert "Close it" in early.err
    closed = bltui(
        "step", "cycle", "close", "--cwg", "4", "--outcome", "adjust", "--learned", "call on Monday"
    )
    assert "the next cycle opens at step 4" in closed.out
    row = next(r for r in bltui("step", "matrix", "--json").json if r["cwg"] == "CWG #4")
    assert (row["cycle"], row["open"], row["closed"], row["outcome"]) == (2, True, 1, None)
    assert "CWG #4" not in bltui("check", "--rule", "STP-04").out
    kinds = [e["kind"] for e in bltui("step", "show", "6", "--json").json["evidence"][-2:]]
    assert kinds == ["data", "student_work"]


def test_a_cycle_steps_back_and_takes_evidence_without_moving(bltui: Shell) -> None:
    assert "CWG #2" in bltui("check", "--rule", "STP-04").out
    assert (
        bltui(
            "step", "cycle", "evidence", "--cwg", "2", "student_work:six texts", "--step", "6"
        ).status
        == 0
    )
    assert "CWG #2" not in bltui("check", "--rule", "STP-04").out
    assert "back to step 6" in bltui("step", "cycle", "back", "--cwg", "2").out


def test_the_matrix_shows_every_group(bltui: Shell) -> None:
    rows = bltui("step", "matrix", "--json").json
    assert [row["cwg"] for row in rows] == [f"CWG #{n}" for n in (1, 2, 3, 4, 5)]
    words = bltui("step", "matrix").out
    assert "step 4" in words
    assert "Arts integration" in words


@pytest.mark.parametrize(
    ("line", "kind", "what"),
    [
        ("step 8 done", "step", "step 8: not started → done"),
        (
            "step 8 blocked: waiting for data",
            "step",
            "step 8: not started → blocked: waiting for data",
        ),
        ("evidence step 6: https://example.org/quiz", "evidence", "step 6: evidence"),
        ("cycle 3 next", "cycle", "CWG #3 · cycle 1: step 5 → step 6"),
    ],
)
def test_the_quick_add_line_knows_the_steps(bltui: Shell, line: str, kind: str, what: str) -> None:
    answer = bltui("add", line, "--json").json
    assert answer["kind"] == kind
    assert bltui("history", "--json").json[-1]["what"].startswith(what)
    assert answer["reads_as"].startswith(kind.upper())


def test_an_unknown_word_of_the_quick_add_line_names_all_words(bltui: Shell) -> None:
    answer = bltui("add", "dance with everybody")
    assert answer.status == 4
    assert all(word in answer.err for word in ("person", "team", "step", "evidence", "cycle"))


def test_a_framework_of_ones_own_gives_the_board_and_a_bad_one_is_named_with_its_line(
    shell: Shell, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'title = "Sample district"\n[boards.building]\ntitle = "Our steps"\nsource = "our own"\nrecursive = [1, 2]\n'
        '[[boards.building.steps]]\nnumber = 1\ntitle = "Look"\nshort = "Look"\n'
        '[[boards.building.steps]]\nnumber = 2\ntitle = "Act"\nshort = "Act"\n',
        encoding="utf-8",
    )
    fresh = ["--file", tmp_path / "fresh.json", "--today", TODAY]
    made = shell(
        *fresh,
        "new",
        "--name",
        "Sample",
        "--grades",
        "K-5",
        "--framework",
        "own.toml",
        "--year",
        "2026-27",
    )
    assert made.status == 0, made.err
    assert [row["title"] for row in shell(*fresh, "step", "list", "--json").json] == ["Look", "Act"]
    own.write_text('title = "Sample district"\n[boards.building]\ntitle = 7\n', encoding="utf-8")
    bad = shell(
        "--file",
        tmp_path / "other.json",
        "new",
        "--name",
        "Sample",
        "--grades",
        "K",
        "--framework",
        "own.toml",
    )
    assert bad.status == 65
    assert "line 3" in bad.err
    assert not (tmp_path / "other.json").exists()


def test_the_framework_of_ohio_has_five_steps(shell: Shell, tmp_path: Path) -> None:
    fresh = ["--file", tmp_path / "fresh.json", "--today", TODAY]
    assert (
        shell(*fresh, "new", "--name", "Sample", "--grades", "K-5", "--framework", "ohio").status
        == 0
    )
    titles = [row["title"] for row in shell(*fresh, "step", "list", "--json").json]
    assert titles[0] == "Identify critical needs"
    assert len(titles) == 5


def test_a_file_is_not_changed_by_what_is_refused(bltui: Shell, school: Path) -> None:
    before = documents(school)
    assert bltui("step", "set", "8", "blocked").status == 4
    assert bltui("step", "cycle", "close", "--cwg", "3", "--outcome", "adopt").status == 4
    assert bltui("step", "cycle", "start", "--cwg", "1").status == 4
    assert documents(school) == before


def test_a_step_that_is_done_with_open_lines_says_so_without_a_percentage(bltui: Shell) -> None:
    bltui("step", "set", "8", "done", "--reason", "told by hand")
    assert "progress  done, 0 of 5\n" in bltui("step", "show", "8").out
    assert "done, 0 of 5" in bltui("export", "boards").out


def test_what_a_closed_cycle_lacks_is_noted_later(bltui: Shell) -> None:
    def found() -> str:
        return bltui("check", "--rule", "STP-04", "--fail-on", "never").out

    bltui("cwg", "add", "Poets", "--structure", "other", "--number", "40")
    bltui("step", "cycle", "start", "--cwg", "40", "--at", "6")
    bltui("step", "cycle", "advance", "--cwg", "40", "--evidence", "data:quiz")
    bltui("step", "cycle", "close", "--cwg", "40", "--outcome", "stop")
    assert "CWG #40, cycle 1: step 6 is done without student work" in found()
    late = ["step", "cycle", "evidence", "--cwg", "40", "student_work:six slips", "--step", "6"]
    assert "no open cycle" in bltui(*late).err
    assert "CWG #40 has no cycle 2. It has 1." in bltui(*late, "--cycle", "2").err
    assert bltui(*late, "--cycle", "1").status == 0
    assert "CWG #40" not in found()


def test_a_due_day_of_another_year_is_pointed_out(bltui: Shell) -> None:
    said = bltui("step", "due", "4", "1926-12-18")
    assert said.status == 0 and "Sat, Dec 18, 1926 is not in the school year 2026-27" in said.err
    assert "school year" not in bltui("step", "due", "4", "2027-06-30").err
