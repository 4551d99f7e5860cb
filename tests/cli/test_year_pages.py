"""`bltui status` and `bltui export boards|plan`: the year's work on the first page and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import TODAY, Shell


def test_the_first_page_says_how_far_what_is_late_and_what_comes(bltui: Shell) -> None:
    page = bltui("status", "--json").json
    assert (page["steps"]["done"], page["steps"]["of"]) == (3, 8)
    (step,) = (
        row
        for row in bltui("step", "list", "--board", "district", "--json").json
        if row["due"] and row["due"] < TODAY
    )
    assert [(one["day"], one["record"].partition("/")[0]) for one in page["late"]] == [
        (step["due"], "steps"),
        ("2026-11-19", "indicators"),
    ]
    assert ("2027-01-28", "trainings/2") in [(one["day"], one["record"]) for one in page["next"]]
    assert all(one["day"] >= TODAY for one in page["next"])
    words = bltui("status").out
    assert "3 of 8 steps done" in words
    assert "12 days overdue" in words
    assert "CWG #1 Primary reading: cycle 2, step 6" in words


def test_a_building_that_has_not_begun_has_no_steps_on_its_first_page(
    shell: Shell, tmp_path: Path
) -> None:
    fresh = ["--file", tmp_path / "fresh.json", "--today", TODAY]
    shell(*fresh, "new", "--name", "Sample", "--grades", "K-5", "--tz", "UTC", "--year", "2026-27")
    page = shell(*fresh, "status", "--json").json
    assert (page["steps"], page["late"]) == (None, [])
    assert "Steps" not in shell(*fresh, "status").out


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_the_boards_on_paper(bltui: Shell, form: str) -> None:
    evidence = bltui("step", "show", "6", "--json").json["evidence"]
    page = bltui("export", "boards", "--format", form).out
    for words in (
        "Principal forms BLT",
        "The District-Level Steps",
        "reconstruction",
        "Recursive process",
        *(one["title"] for one in evidence),
        "Sample Superintendent",
        "Data are split by subgroup",
    ):
        assert words in page, words


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_the_plan_on_paper(bltui: Shell, form: str) -> None:
    bltui("plan", "evaluate", "impact", "Reasons rose <by> 12 points")
    page = bltui("export", "plan", "--format", form).out
    for words in (
        "Every student succeeds",
        "Not aligned",
        "Arts integration",
        "Sample Author",
        "60 min of planning time",
        "You do: Plan your own number talk",
        "31 of 34 staff",
        "Promote commitment to continuous improvement",
        "Research-Based",
        "Two-way communication",
        "Class sets of short texts",
        "Process: not evaluated yet",
    ):
        assert words in page, words
    assert ("<by>" in page) == (form == "text")
    assert page == bltui("plan", "show").out or form != "text"


def test_an_empty_plan_and_board_can_be_printed(shell: Shell, tmp_path: Path) -> None:
    fresh = ["--file", tmp_path / "fresh.json", "--today", TODAY]
    shell(*fresh, "new", "--name", "Sample", "--grades", "K-5", "--tz", "UTC", "--year", "2026-27")
    assert "There are no groups yet." in shell(*fresh, "export", "boards").out
    assert "No plan yet." in shell(*fresh, "export", "plan").out
    assert shell(*fresh, "plan", "align").status == 0
    assert shell(*fresh, "step", "matrix").err == "No groups yet.\n"


def test_a_framework_file_is_found_from_another_folder(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.toml").write_text('title = "Sample district"\n', encoding="utf-8")
    fresh = ["--file", tmp_path / "fresh.json", "--today", TODAY]
    assert (
        shell(
            *fresh, "new", "--name", "Sample", "--grades", "K-5", "--framework", "own.toml"
        ).status
        == 0
    )
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert shell(*fresh, "step", "list").status == 0
