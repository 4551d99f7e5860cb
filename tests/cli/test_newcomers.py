"""What a newcomer types wrong: one line that says what, where and what to do, the right status, and
nothing changed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Shell

LONG = "x" * 5000

WRONG = [
    ("cwg show 99", 4, "There is no group with number 99. There is Primary reading (#1), "),
    (f"cwg show {LONG}", 4, f"No group is called “{'x' * 59}…”."),
    (
        "cwg add X --structure interest --leader ''",
        2,
        "--leader is empty. Give PERSON, or leave it out",
    ),
    ("cwg edit 1 --number abc", 2, "--number: “abc” is not a whole number"),
    (
        "cwg schedule 1 'wed 3pm-4pm' --series 99",
        4,
        "There is no series 99. It has series 2: every other Wed",
    ),
    ("cwg schedule 1 'wed 3pm-4pm' --term Q9", 4, "no term “Q9”; it has no terms yet"),
    (
        "cwg move 1 2026-12-02 to 2030-01-01",
        4,
        "Tue, Jan 1, 2030 is not in the school year of these meetings",
    ),
    ("cwg extra 1 2030-01-01", 4, "Tue, Jan 1, 2030 is not in the school year of these meetings"),
    ("cwg waive CWG-99 x --why y", 4, "There is no rule “CWG-99”. `bltui cwg check` lists"),
    ("calendar days --from 2027-01-01 --to 2026-01-01", 4, "The range ends before it starts"),
    ("calendar set --year soon --first 2027-08-20 --last 2028-05-20", 2, "Write it as 2026-27"),
    ("plan strategy add X --goal ''", 2, "--goal is empty"),
    ("plan strategy add X --goal 1 --reference ''", 2, "--reference is blank"),
    ("plan strategy edit 1 --text ''", 4, "Strategy is blank"),
    ("training show 99", 4, "There is no training and no in-service “99”. There are: "),
    ("training plan trainings/1 --how ' '", 2, "--how is blank"),
    ("feedback add x --about step:99", 4, "There is no step 99. The last one is 8."),
    ("feedback add x --about cwg:99", 4, "There is no group with number 99."),
    ("feedback list --theme ''", 2, "--theme is empty"),
    ("feedback list --since 2027-01-01 --until 2026-01-01", 4, "Swap"),
    ("feedback resolve '' adopted", 2, "No items."),
    (
        "feedback import NOTES",
        65,
        "5 of 5 lines do not fit the header. Is it a survey's CSV export?",
    ),
    ("export ics --room Nowhere", 4, "No group meets in a room “Nowhere”."),
    ("export handout8 --draft --out ''", 2, "--out is empty"),
    ("snow 2026-12-08", 2, "“snow” is not a command. Did you mean `bltui calendar snow`?"),
    ("groups list", 2, "Did you mean cwg?"),
    ("people new X", 2, "Did you mean add?"),
    ("people delete 3", 2, "Did you mean deactivate?"),
    ("cwg delete 3", 2, "Did you mean remove?"),
    ("meeting minute", 2, "Did you mean minutes?"),
    ("--board district step list", 2, "Put --board after the command: `bltui step … --board`."),
    ("status --board district", 2, "There is no option --board."),
    ("cwg cancel 3", 2, "Missing: DATE, as in `bltui cwg cancel 3 "),
    ("history --last x", 2, "bltui: --last: “x” is not a whole number."),
    ("cwg cancel 3 2026-13-45", 4, "2026-13-45 is not a day of the calendar."),
    ("cwg schedule 3 'every wen 3pm-4pm'", 4, "At “wen 3pm-4pm”: “wen” is not understood"),
]


@pytest.mark.parametrize(("line", "status", "says"), WRONG, ids=[line[:50] for line, *_ in WRONG])
def test_a_slip_gets_one_line_and_changes_nothing(
    bltui: Shell, school: Path, tmp_path: Path, line: str, status: int, says: str
) -> None:
    import shlex

    notes = tmp_path / "notes.md"
    notes.write_text(
        "Our notes, of the day, and more\n" + "a line of prose\n" * 5, encoding="utf-8"
    )
    before = school.read_bytes()
    answer = bltui(*(str(notes) if word == "NOTES" else word for word in shlex.split(line)))
    assert (answer.status, says in answer.err) == (status, True), answer.err
    assert answer.err.count("\n") == 1 and len(answer.err) < 600
    assert school.read_bytes() == before


def test_an_answer_is_not_of_a_day_to_come_nor_of_another_round(bltui: Shell) -> None:
    bltui("feedback", "round", "open", "Here")
    answer = ["feedback", "round", "answer", "Here", "--score"]
    late = bltui(*answer, "students=3", "--on", "2030-01-01")
    assert (late.status, "in the future" in late.err) == (4, True)
    other = bltui(*answer, "moon=3")
    assert (
        other.status,
        "“moon” is not a question of this round. Choose from facilitated," in other.err,
    ) == (4, True)


def test_what_may_be_a_slip_is_done_and_said(bltui: Shell) -> None:
    crowd = bltui("training", "add", "2026-12-01", "--in-service", "--reached", "9999")
    assert (crowd.status, "9999 is more than the" in crowd.err) == (0, True)
    old = bltui("training", "add", "1999-12-01")
    assert (old.status, "is in the school year 1999-00; the lists show 2026-27" in old.err) == (
        0,
        True,
    )
