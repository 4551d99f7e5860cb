"""`bltui feedback` by its story: said, put in a theme, decided, answered; surveys; groups too small
to show; the purge.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import TODAY, Shell, documents

ITEM = {"id", "text", "kind", "from", "about", "status", "at", "by"}


def test_the_shape_of_the_list(bltui: Shell) -> None:
    bltui(
        "feedback",
        "add",
        "More modelling",
        "--from",
        "teacher",
        "--about",
        "step:5",
        "--kind",
        "idea",
    )
    found = bltui("feedback", "list", "--json", "--words", "more modelling").json
    assert [set(row) for row in found] == [ITEM]
    row = found[0]
    assert (row["text"], row["kind"], row["from"], row["about"], row["status"]) == (
        "More modelling",
        "idea",
        "teacher",
        "step:5",
        "new",
    )
    assert row["id"].isdecimal()
    assert "T" in row["at"]
    assert row["by"]


def test_anonymous_keeps_no_name_and_only_the_day(bltui: Shell, school: Path) -> None:
    said = bltui("feedback", "add", "Said in confidence", "--anonymous", "--from", "parents")
    assert said.status == 0
    assert "The server's administrator could still find out." in said.err
    row = bltui("feedback", "list", "--json", "--words", "confidence").json[0]
    assert (row["at"], row["by"], row["from"]) == (TODAY, None, "parent")
    kept = documents(school)["feedback"][row["id"]]
    assert set(kept) == {"text", "on", "source", "anonymous"}
    assert bltui("history", "--json", "--last", "1").json[0]["by"] is None
    refused = bltui("feedback", "add", "x", "--anonymous", "--by", "Avery Sample")
    assert refused.status == 2


def test_all_that_hold_some_words_go_into_a_theme_at_once(bltui: Shell) -> None:
    for text in ("More ZEBRAS to plan", "zebras together", "Less paper"):
        bltui("feedback", "add", text)
    assert bltui("feedback", "theme", "Herd", "--words", "Zebras").status == 0
    found = bltui("feedback", "list", "--theme", "Herd", "--json").json
    assert sorted(row["text"] for row in found) == ["More ZEBRAS to plan", "zebras together"]
    assert bltui("feedback", "theme", "Herd", "--out", "--words", "together").status == 0
    assert len(bltui("feedback", "list", "--theme", "Herd", "--json").json) == 1
    assert bltui("feedback", "resolve", "themes/herd", "answered", "--why", "They come").status == 0
    assert bltui("feedback", "list", "--theme", "Herd", "--json").json[0]["status"] == "answered"
    for arguments, status, says in (
        (("--words", "quagga"), 4, "No items contain “quagga”"),
        ((), 2, "No items."),
        (("--words", "zebras", "--round", "none"), 4, "none"),
    ):
        refused = bltui("feedback", "theme", "Herd", *arguments)
        assert (refused.status, says in refused.err) == (status, True), refused.err


def test_a_word_that_many_items_have_says_how_many_are_not_named(bltui: Shell) -> None:
    for n in range(11):
        bltui("feedback", "add", f"Giraffe {n}")
    (row,) = (
        r
        for r in bltui("feedback", "words", "--words", "giraffe", "--json").json
        if r["words"] == "giraffe"
    )
    assert (row["count"], len(row["items"])) == (11, 11)
    said = bltui("feedback", "words", "--words", "giraffe").out
    assert f"{', '.join(row['items'][:8])} and 3 more" in said
    assert row["items"][8] not in said


def test_the_way_to_an_answer(bltui: Shell) -> None:
    one = bltui("feedback", "add", "More time to plan", "--json").json["id"]
    two = bltui("feedback", "add", "Less paper", "--json").json["id"]
    assert bltui("feedback", "theme", "Time", f"{one},{two}").status == 0
    refused = bltui("feedback", "resolve", two, "not_adopted")
    assert (refused.status, "Enter why" in refused.err) == (4, True)
    assert bltui("feedback", "resolve", two, "carried").status == 0
    assert bltui("feedback", "show", two, "--json").json["carried_to"] == "2027-28"
    assert bltui("feedback", "resolve", one, "adopted").status == 0
    assert one in [row["id"] for row in bltui("feedback", "list", "--open", "--json").json]
    assert (
        bltui("feedback", "resolve", one, "answered", "--why", "Two hours more from May").status
        == 0
    )
    assert one not in [row["id"] for row in bltui("feedback", "list", "--open", "--json").json]
    themes = {t["name"]: t for t in bltui("feedback", "themes", "--json").json}
    assert (themes["Time"]["count"], themes["Time"]["open"]) == (2, 1)
    summary = bltui("feedback", "summary", "--json").json
    part = next(p for p in summary["said_and_done"] if p["theme"] == "Time")
    assert sorted(part["did"]) == ["Two hours more from May", "carried to 2027-28, step 2"]
    for report in (
        bltui("feedback", "summary"),
        bltui("export", "report", "--feedback", "--format", "md"),
    ):
        assert "Two hours more from May" in report.out


@pytest.mark.parametrize("word", ["mayor", "teachar"])
def test_a_group_that_is_none_is_wrong_usage(bltui: Shell, word: str) -> None:
    refused = bltui("feedback", "add", "x", "--from", word)
    assert (refused.status, "is not a group" in refused.err) == (2, True)


def test_what_it_is_about_must_be_there(bltui: Shell) -> None:
    assert bltui("feedback", "add", "x", "--about", "moon:1").status == 4
    assert bltui("feedback", "add", "x", "--about", "meeting:99").status == 4


def test_a_survey_is_taken_whole_or_not_at_all(bltui: Shell, school: Path, tmp_path: Path) -> None:
    table = tmp_path / "answers.csv"
    rows = ["Timestamp,I am a,I feel supported,What next?"]
    rows += [
        f"2026-11-{n:02},{who},{n % 4 + 1},Answer {n}"
        for n, who in enumerate(["Teacher"] * 4 + ["Parent"] * 2 + ["Coach"], 1)
    ]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    names = (
        "--source",
        "I am a",
        "--date",
        "Timestamp",
        "--text",
        "What next?",
        "--likert",
        "I feel supported",
    )
    before = school.read_bytes()
    rehearsed = bltui(
        "feedback", "import", table, *names, "--round", "Autumn", "--dry-run", "--json"
    ).json
    assert (rehearsed["responses"], rehearsed["texts"], rehearsed["dry_run"]) == (7, 7, True)
    assert school.read_bytes() == before
    done = bltui("feedback", "import", table, *names, "--round", "Autumn", "--json").json
    assert (done["responses"], done["texts"]) == (7, 7)
    assert {c["heading"]: c["use"] for c in done["columns"]}["I am a"] == "source"
    again = bltui("feedback", "import", table, *names, "--round", "Autumn", "--json").json
    assert (again["responses"], again["texts"], again["unchanged"]) == (0, 0, 14)
    # Two parents and a coach are fewer than may be shown: their group is on no item, and does not
    # find any.
    written = bltui("feedback", "list", "--round", "Autumn", "--json").json
    assert sorted(row["from"] for row in written) == [
        "",
        "",
        "",
        "teacher",
        "teacher",
        "teacher",
        "teacher",
    ]
    assert bltui("feedback", "list", "--round", "Autumn", "--from", "parent", "--json").json == []
    shown = bltui("feedback", "round", "show", "Autumn", "--json").json
    assert (
        shown["responses"],
        next(s for s in shown["scores"] if s["source"] == "parents")["spread"],
    ) == (7, None)
    wrong = bltui("feedback", "import", table, "--text", "No such column")
    assert (wrong.status, "No such column" in wrong.err) == (65, True)


def test_more_answers_than_were_asked_are_no_percentage(bltui: Shell) -> None:
    """Every floor says so, with what mends it, and no finding asks for more answers."""
    bltui("feedback", "round", "open", "Crowd", "--invited", 2, "--closes", TODAY)
    for score in (2, 3, 4):
        bltui("feedback", "round", "answer", "Crowd", "--score", f"students={score}")
    row = bltui("feedback", "round", "list", "--json").json[-1]
    assert (row["responses"], row["invited"], row["percent"]) == (3, 2, None)
    assert bltui("feedback", "round", "show", "Crowd", "--json").json["percent"] is None
    hint = f"`bltui feedback round edit {row['id']} --invited N`, N at least 3"
    for words in (["list"], ["show", "Crowd"]):
        said = bltui("feedback", "round", *words)
        assert "3 of 2 asked answered: more than were asked" in said.err and hint in said.err
    page = bltui("feedback", "round", "show", "Crowd").out
    assert (
        "3 of 2 asked answered: more than were asked, so the number of people asked is wrong."
        in page
        and "%" not in page
    )
    found = bltui(
        "check", "--rule", "FBK-02", "--on", "2026-12-01", "--fail-on", "never", "--json"
    ).json["findings"]
    assert [one for one in found if one["subject"] == "Crowd"] == []
    bltui("feedback", "round", "edit", "Crowd", "--invited", 4)
    assert bltui("feedback", "round", "list", "--json").json[-1]["percent"] == 75.0
    assert "more than were asked" not in bltui("feedback", "round", "list").err


def test_a_round_by_hand(bltui: Shell) -> None:
    assert (
        bltui("feedback", "round", "open", "Step 8", "--invited", 5, "--closes", "+7").status == 0
    )
    for score in (4, 3, 4):
        answered = bltui(
            "feedback",
            "round",
            "answer",
            "Step 8",
            "--score",
            f"students={score}",
            "--text",
            "next_steps=Go on",
        )
        assert answered.status == 0
    assert bltui("feedback", "round", "answer", "Step 8", "--score", "students=5").status == 2
    rounds = bltui("feedback", "round", "list", "--json").json
    assert (rounds[-1]["responses"], rounds[-1]["invited"], rounds[-1]["percent"]) == (3, 5, 60.0)
    assert bltui("feedback", "round", "close", "Step 8").status == 0
    assert (
        bltui("feedback", "round", "answer", "Step 8", "--score", "students=4", "--on", "+3").status
        == 4
    )


def test_a_purge_asks_and_leaves_no_word(bltui: Shell, school: Path) -> None:
    number = bltui("feedback", "add", "Secretword about somebody", "--json").json["id"]
    record = f"feedback/{number}"
    before = school.read_bytes()
    asked = bltui("purge", record)
    assert (asked.status, school.read_bytes()) == (2, before)
    rehearsed = bltui("purge", record, "--dry-run", "--json").json
    assert (rehearsed["records"], school.read_bytes()) == ([record], before)
    assert bltui("purge", record, "--yes", "--json").json["records"] == [record]
    everything = b"".join(p.read_bytes() for p in school.parent.rglob("*") if p.is_file())
    assert b"Secretword" not in everything
    assert bltui("purge", "people/9999", "--yes").status == 4
    assert bltui("check").status in (0, 1)


def test_control_characters_never_reach_the_terminal(bltui: Shell) -> None:
    bltui("feedback", "add", "red \u202eevil")
    for command in (
        ["feedback", "list"],
        ["feedback", "summary"],
        ["feedback", "words"],
        ["export", "feedback"],
    ):
        assert "\u202e" not in bltui(*command).out


def test_the_report_counts_in_words_and_has_no_empty_heading(bltui: Shell) -> None:
    span = ("--since", "2031-01-01", "--until", "2031-02-01")
    page = bltui("export", "report", "--feedback", *span, "--format", "md").out
    assert page.count("## ") == 1 and "No feedback in this time." in page
    for n in range(5):
        bltui("feedback", "add", f"Longer breaks {n}", "--from", "teachers")
    found = [
        row["id"] for row in bltui("feedback", "list", "--words", "longer breaks", "--json").json
    ]
    bltui("feedback", "theme", "Breaks", ",".join(found))
    bltui("feedback", "resolve", found[0], "not_adopted", "--why", "The bus leaves")
    bltui("feedback", "resolve", found[1], "answered", "--why", "Five minutes from May")
    text = bltui("export", "report", "--feedback").out
    part = text[text.index("Breaks (5 remarks)") :].split("\n\n")[0].splitlines()[2:]
    assert [line.partition(" ")[0] for line in part[:3]] == ["You"] * 3
    assert sorted(part[3:]) == [
        "4 of them not answered yet.",
        "And 2 remarks more.",
        "We decided – not adopted: The bus leaves",
        "We did: Five minutes from May",
    ]
    assert "1 remark)" in text and "1 remarks" not in text
