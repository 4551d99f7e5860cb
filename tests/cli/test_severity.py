"""The words of severity: one set, whatever prints a finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bltui.domain.model.severity import WORDS, summary, tally
from tests.cli.conftest import TODAY, Shell

#: Whatever prints findings or counts them, for people.
PRINTS = (
    "check",
    "check --fail-on warn",
    "cwg check",
    "cwg list",
    "cwg show 1",
    "training check",
    "team what-if end 'Casey Sample'",
    "district .",
    "building show",
    "export report",
    "export handout8",
)
#: The stored keys and the words of earlier versions, where a severity stands.
_OLD = re.compile(
    r"^\s*(error|warn|info|must|should)\b|\b(error|warn|must|should) \d|\d+ (errors?|warnings?)\b"
    r"|\berrors\b|\bwarnings\b|e/w",
    re.MULTILINE,
)


@pytest.mark.parametrize("line", PRINTS)
def test_findings_are_printed_with_one_set_of_words(shell: Shell, school: Path, line: str) -> None:
    words = [word.strip("'") for word in re.findall(r"'[^']*'|\S+", line)]
    named = () if "." in words else ("--file", school)
    answer = shell(*words, *named, "--today", TODAY)
    assert answer.status in (0, 1, 4), answer.err
    assert not _OLD.findall(answer.out + answer.err)


def test_the_words_are_printed(shell: Shell, school: Path) -> None:
    printed = shell("check", "--file", school).out
    assert {word for word in WORDS.values() if re.search(rf"^{word} ", printed, re.MULTILINE)} == {
        "Required",
        "Recommended",
        "Info",
    }
    assert summary(shell("check", "--file", school, "--json").json["counts"]) in printed


def test_a_summary_leaves_out_what_is_zero() -> None:
    assert tally(["warn", "error", "warn"]) == {"error": 1, "warn": 2, "info": 0}
    assert summary({"error": 1, "warn": 2, "info": 0}) == "1 Required, 2 Recommended"
    assert summary({}) == ""


def test_the_shown_words_are_accepted_beside_the_stored_ones(bltui: Shell) -> None:
    for word, key in (("required", "error"), ("recommended", "warn"), ("info", "info")):
        for command in (("check",), ("cwg", "check")):
            shown, stored = (bltui(*command, "--fail-on", one) for one in (word, key))
            assert shown == stored


def test_an_unknown_rule_is_a_short_error_in_every_command(bltui: Shell) -> None:
    for words in (("check", "--rule", "FOO-1"), ("building", "set", "--rule", "FOO-1=off")):
        answer = bltui(*words)
        assert answer.status == 2 and len(answer.err) < 100 and "`bltui rules` lists" in answer.err


def test_a_stray_word_names_the_option_it_belongs_to(bltui: Shell) -> None:
    assert "Did you mean --table people?" in bltui("export", "csv", "people").err
