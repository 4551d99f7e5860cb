"""Framework files: what is shipped is complete and honest; one's own is read strictly."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bltui.domain.model.building_settings import Profile
from bltui.framework import Unusable, load_framework, load_role_words, names
from tests.house.vocabulary import PLURALS

DOCUMENTS = ("Regional BLT Training", "Madison-Plains BLT Team page")
DEFAULT = "default (not from the source document"
GROUPS = [
    "ADMIN",
    "GRADES",
    "ECE",
    "GEN",
    "SPED",
    "ELL",
    "LEADER",
    "NONCERT",
    "STAKEHOLDER",
    "UNION",
    "CENTRAL",
]


@pytest.mark.parametrize("key", names())
def test_shipped_frameworks_are_complete(key: str) -> None:
    framework = load_framework(key)
    assert framework.key == key and framework.title
    assert list(framework.groups) == GROUPS
    assert {group.rule for group in framework.groups.values()} <= set(framework.rules)
    assert len({group.rule for group in framework.groups.values()}) == len(GROUPS)
    assert all(len(group.short) <= 22 for group in framework.groups.values())
    for limit in framework.limits.values():
        assert DEFAULT in limit.basis or limit.basis.startswith(DOCUMENTS)


def test_default_framework_is_shipped() -> None:
    assert Profile(name="Sample School").framework == names()[0]


def test_role_words_name_groups_of_the_frameworks() -> None:
    meanings = load_role_words().meanings
    assert {key for m in meanings.values() for key in m.groups + m.ask} - {"?"} <= set(GROUPS)
    assert meanings["principal",].principal == "yes"


def test_frameworks_differ_in_their_names_for_teams() -> None:
    assert load_framework("south-dakota").labels["work_group_short"] == "CWG"
    assert load_framework("ohio").labels["work_group_short"] == "TBT"


def test_source_wording_is_the_seeds_own() -> None:
    rules = load_framework("south-dakota").rules
    assert "“Principal or building-level administrators”" in rules["COM-01"].source
    assert "“Teachers union representation”" in rules["COM-13"].source
    assert "at least two years but no more than four years" in rules["ROT-01"].source


def test_a_source_is_a_document_with_its_words_or_a_default() -> None:
    for rule in load_framework("south-dakota").rules.values():
        named, _, words = rule.source.partition(": ")
        if named.startswith(f"D{DEFAULT[1:]}"):
            continue
        assert named.startswith(tuple(f"{document}, " for document in DOCUMENTS)), rule
        assert re.match("“.+”|the slide", words), rule


def test_a_limit_of_one_has_a_singular_unit() -> None:
    for limit in load_framework("south-dakota").limits.values():
        one = limit.said(1)
        assert not PLURALS.search(one)
        assert ("person" in one) == limit.unit.startswith("people"), one


def test_a_rule_names_limits_that_exist_and_no_limit_is_without_a_use() -> None:
    framework = load_framework("south-dakota")
    used = {key for rule in framework.rules.values() for key in rule.limits}
    #: What a form proposes, and what the feedback view and the district's page hide.
    elsewhere = {"cycle_weeks_planned", "small_group", "result_least"}
    assert used.isdisjoint(elsewhere) and used | elsewhere == set(framework.limits)


def test_own_framework_overrides_single_words(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        'title = "Sample\\u202e District"\n[labels]\nwork_group_short = "PLC"\n'
        '[rules.COM-12]\nseverity = "error"\n[limits.size_max]\nvalue = 9\n[groups.SPED]\nshort = "Sp. Ed."\n',
        "utf-8",
    )
    own, shipped = load_framework(str(path)), load_framework("south-dakota")
    assert (own.title, own.key) == ("Sample District", str(path))
    assert own.labels == {**shipped.labels, "work_group_short": "PLC"}
    assert (
        own.rules["COM-12"].severity == "error"
        and own.rules["COM-12"].why == shipped.rules["COM-12"].why
    )
    assert own.limits["size_max"].value == 9.0
    assert own.groups["SPED"].short == "Sp. Ed." and own.groups["ELL"] == shipped.groups["ELL"]
    assert shipped.rules["COM-12"].severity == "info"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('title = "S"\nlabels = [\n', "own.toml: line 3, column 1: "),
        ('title = "S"\nx = 1\n', "own.toml: there is no x here. Fix that key."),
        ("", "own.toml: title is missing. Fix that key."),
        (
            "title = 3\n",
            "own.toml: title: this must be text, not a whole number. Fix that key.",
        ),
        (
            'title = "S"\n[rules.COM-99]\nwhy = "x"\n',
            "own.toml: rules.COM-99: there is no such key. Known are COM-01, ",
        ),
        (
            'title = "S"\n[rules.COM-01]\nseverity = "loud"\n',
            (
                "own.toml: rules.COM-01.severity: there is no “loud”. Known are error, info, off, "
                "warn. Fix that key."
            ),
        ),
        (
            'title = "S"\n[rules.COM-01]\nweight = 1\n',
            "own.toml: rules.COM-01: there is no weight here.",
        ),
        (
            'title = "S"\n[groups.ADMIN]\nrule = "X"\n',
            "own.toml: groups.ADMIN.rule: this cannot be changed.",
        ),
        (
            'title = "S"\n[groups.ADMIN]\nkey = "X"\n',
            "own.toml: groups.ADMIN: there is no key here.",
        ),
        (
            'title = "S"\n[groups.ADMIN]\nshort = "12345678901234567890123"\n',
            "own.toml: groups.ADMIN.short: this must be text of at most 22 characters.",
        ),
        (
            'title = "S"\n[limits.size_max]\nvalue = true\n',
            "own.toml: limits.size_max.value: this must be a number, not true or false.",
        ),
        (
            'title = "S"\n[limits.size_max]\nvalue = -1\n',
            "own.toml: limits.size_max.value: this must be a number of 0.0 or more.",
        ),
        ('title = "S"\n[limits.size_max]\nvalue = nan\n', "own.toml: limits.size_max.value: "),
        ('title = "S"\n[labels]\nclub = "x"\n', "own.toml: labels: there is no club here."),
        (
            'title = "S"\n[rules]\nCOM-01 = 1\n',
            ("own.toml: rules[...]: this must be a table of names and values, not a whole number."),
        ),
        (
            'title = "S"\n[rules.COM-01]\nwhy = "' + "x" * 5000 + '"\n',
            "own.toml: rules.COM-01.why is too long: 5,000 characters",
        ),
        ("x = " + "[" * 3000, "own.toml: "),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Unusable) as caught:
        load_framework(str(path))
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'title = "S"\n# \xff\n', "own.toml: line 2 is not UTF-8."),
        (b"#" * 1_000_001, "own.toml: larger than 1,000,000 bytes"),
        (b"\xef\xbb\xbftitle = 3\n", "own.toml: title: "),
    ],
)
def test_bytes_that_are_no_text(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(data)
    with pytest.raises(Unusable) as caught:
        load_framework(str(path))
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (
            "texas",
            "There is no framework texas. Choose south-dakota or ohio, or the path of a .toml file.",
        ),
        ("groups", "There is no framework groups."),
        ("/nowhere/own.toml", "/nowhere/own.toml: No such file or directory."),
        ("./", "./: Is a directory."),
    ],
)
def test_framework_that_is_not_there(key: str, message: str) -> None:
    with pytest.raises(Unusable) as caught:
        load_framework(key)
    assert str(caught.value).startswith(message)


def test_importing_the_rules_reads_no_framework() -> None:
    code = "import sys, bltui.framework, bltui.domain.checks.rules; print('tomli' in sys.modules, 'asyncio' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["False", "False"]


def test_a_number_without_end_and_a_name_that_no_file_has(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(f"title = {'9' * 10_000}", "utf-8")
    for key in (str(path), "a\0b.toml"):
        with pytest.raises(Unusable):
            load_framework(key)
