"""The dates in the options of commands have the forms of `tests/domain/test_dates.py`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bltui.domain.model.formats import full_date
from tests.cli.conftest import Shell
from tests.domain.test_dates import ALONE, CALENDAR, RELATIVE, TODAY


def test_every_form_in_the_option_of_a_command(bltui: Shell) -> None:
    for text, wanted in (CALENDAR | ALONE | RELATIVE).items():
        answer = bltui(
            "--today", TODAY, "action", "add", "Copy it", "--due", text, "--dry-run", "--json"
        )
        echo = full_date(date.fromisoformat(wanted))
        if answer.status:  # a due date that has passed is asked about
            assert f"is {echo}, which has passed" in answer.err, text
        else:
            assert f"(due {echo})" in json.loads(answer.out)["what"], text


@pytest.mark.parametrize(
    ("said", "on"),
    [
        ("yesterday", "2026-11-21"),
        ("11/20", "2026-11-20"),
        ("about the agenda on Nov 20", "2026-11-20"),
        ("Friday, Nov 20, 2026 about the agenda", "2026-11-20"),
        ("about the plan for Friday", "2026-11-22"),
    ],
)
def test_the_date_of_a_contact_is_read(bltui: Shell, said: str, on: str) -> None:
    assert bltui("add", f"contact principal {said}").status == 0
    lines = bltui("message", "list", "--json").json["lines"]
    assert any(line["on"] == on and line["record"] == "contacts/3" for line in lines), lines


def test_a_roster_line_whose_date_cannot_be_read_is_left_out(bltui: Shell, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text(
        'role,name,start,end\nParent,Di Roe,"Monday July 6, 2026",\n'
        "Parent,Al Roe,soon,\nParent,Bo Roe,7/1/2027,6/30/2026\n"
        'Parent,Cy Roe,"Tuesday July 6, 2026",\n',
        encoding="utf-8",
    )
    answer = bltui("team", "import", roster, "--json")
    assert answer.status == 1
    assert [seat["name"] for seat in answer.json["seats"]] == ["Di Roe"]
    assert [one["line"] for one in answer.json["problems"]] == [3, 4, 5]
    (term,) = (
        term
        for seat in bltui("team", "list", "--json").json
        for term in seat["terms"]
        if term["name"] == "Di Roe"
    )
    assert term["start"] == "2026-07-06"
