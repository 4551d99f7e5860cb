"""`bltui rules`: the rule book as a list, in full and as JSON, and the page made from it."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from bltui.domain.checks.rule_book import rule_book, sections
from bltui.framework import load_framework
from tests.cli.conftest import Shell

RULES_PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules_page.py"


def test_every_rule_is_listed_under_its_area(bltui: Shell) -> None:
    said = bltui("rules").out
    for rule in load_framework("south-dakota").rules.values():
        assert f"  {rule.id} " in said and rule.title in said
    only = bltui("rules", "--area", "calendar").out
    assert "CAL-01" in only and "COM-01" not in only


def test_a_rule_in_full_says_how_this_building_has_set_it(bltui: Shell) -> None:
    assert "8 people. Default (not from the source document)" in bltui("rules", "com-12").out
    bltui("building", "set", "--rule", "COM-12=error", "--limit", "size_min=1")
    said = bltui("rules", "COM-12").out
    assert "(set in this building)" in said
    assert "Smallest team: 1 person (set in this building; the default is 8 people)" in said
    (rule,) = bltui("rules", "COM-12", "--json").json["rules"]
    assert (rule["default"], rule["setting"], rule["own"]) == ("info", "error", True)
    assert [(one["key"], one["value"], one["own"]) for one in rule["limits"]] == [
        ("size_min", 1, True),
        ("size_max", 17, False),
    ]
    bltui("building", "set", "--rotation-required", "no")
    assert "because this building needs no rotation" in bltui("rules", "ROT-01").out


@pytest.mark.parametrize(
    ("typed", "found"), [("cwg-2", "CWG-02"), ("CWG-02", "CWG-02"), ("fbk-3", "FBK-03")]
)
def test_an_id_is_recognized_in_any_case(bltui: Shell, typed: str, found: str) -> None:
    assert bltui("rules", typed).out.startswith(f"{found}  ")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("NOSUCH", "There is no rule “NOSUCH”. `bltui rules` lists all rules."),
        ("CWG-77", "There is no rule “CWG-77”. CWG-01 to CWG-36 exist."),
        ("CGW-01", "There is no rule “CGW-01”. Did you mean CWG-01?"),
    ],
)
def test_an_unknown_rule_is_one_line(bltui: Shell, typed: str, says: str) -> None:
    answer = bltui("rules", typed)
    assert answer.status == 2 and says in answer.err and answer.err.count("\n") == 1


def test_every_rule_has_all_of_its_sections() -> None:
    for entry in rule_book(load_framework("south-dakota")):
        assert [heading for heading, _ in sections(entry)][:5] == [
            "Checks",
            "Why it matters",
            "What to do",
            "Source",
            "Default",
        ]


def test_the_page_of_rules_is_up_to_date() -> None:
    """If not, run `python docs/rules_page.py`."""
    made = runpy.run_path(str(RULES_PAGE))
    assert made["PAGE"].read_text(encoding="utf-8") == made["page"]()
