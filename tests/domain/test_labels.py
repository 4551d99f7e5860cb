"""Labels in text: plurals, articles, placeholders, and where they come from."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bltui import framework_labels
from bltui.domain.model import labels
from bltui.domain.model.errors import UserError
from bltui.domain.model.labels import Labels, plural, with_article
from bltui.domain.model.teams import read_team, team_words
from bltui.framework import load_framework
from bltui.framework_labels import labels_of
from tests.other_labels import FRAMEWORK, faults

OTHER = Labels("Zebra Team", "ZT", "Yonder Circle", "YC")


def texts(value: Any) -> Iterator[str]:
    """Yield each text of a framework for people, without its sources and the keys of screens."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in ("source", "basis", "opens"):
                yield from texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("CWG", "CWGs"),
        ("PLCS", "PLCSs"),
        ("Teacher-Based Team", "Teacher-Based Teams"),
        ("Inquiry", "Inquiries"),
        ("Survey", "Surveys"),
        ("Branch", "Branches"),
        ("Community of Practice", "Communities of Practice"),
    ],
)
def test_plurals(one: str, many: str) -> None:
    assert plural(one) == many


@pytest.mark.parametrize(
    "words",
    [
        *("a BLT", "a CWG", "a TBT", "an SLT", "an MTSS team", "an ILT", "a PLC", "a SIT", "a UDL"),
        *("a Teacher-Based Team", "an Improvement Team", "a Unit Team", "an Unusual Team"),
        *("an L team", "a T team", "an X"),
    ],
)
def test_articles(words: str) -> None:
    assert with_article(words.partition(" ")[2]) == words


def test_placeholders_are_replaced_and_other_braces_stay() -> None:
    text = "{A_team} meets {a_group}; {groups} ({group_names}) of the {team_name}: {x} {} {Team}"
    assert OTHER.fill(text) == (
        "A ZT meets a YC; YCs (Yonder Circles) of the Zebra Team: {x} {} ZT"
    )


def test_the_default_labels_are_those_of_the_default_framework() -> None:
    assert load_framework("south-dakota").labels == msgspec.to_builtins(Labels())
    assert labels_of("south-dakota") == Labels()
    assert labels_of("ohio").work_group_short == "TBT"


def test_no_text_of_a_framework_has_the_labels_of_another(tmp_path: Path) -> None:
    place = tmp_path / "other.toml"
    place.write_text(FRAMEWORK, "utf-8")
    framework = load_framework(str(place))
    found = [*texts(msgspec.to_builtins(framework))]
    assert len(found) > 500
    assert not [fault for text in found for fault in faults(re.sub(r"`[^`]*`", "", text))]
    step = framework.boards["building"].step(3)
    assert step is not None
    assert step.title == "Form Yonder Circles (YCs) led by ZT members"
    assert framework.rules["TRN-02"].title == "A ZT training gives planning time"


def test_long_labels_can_be_used(tmp_path: Path) -> None:
    place = tmp_path / "long.toml"
    place.write_text(f'title = "Long"\n[labels]\nteam_short = "{"T" * 22}"\n', "utf-8")
    assert load_framework(str(place)).labels["team_short"] == "T" * 22


@pytest.mark.parametrize("text", ["[labels", "[labels]\nteam = 3", '[labels]\nteem = "x"', ""])
def test_a_file_without_usable_labels_gives_the_default_ones(tmp_path: Path, text: str) -> None:
    place = tmp_path / "bad.toml"
    place.write_text(text, "utf-8")
    assert labels_of(str(place)) == Labels()
    assert labels_of(str(tmp_path / "none.toml")) == Labels()


def test_labels_have_no_character_that_a_terminal_obeys(tmp_path: Path) -> None:
    place = tmp_path / "escape.toml"
    place.write_text('[labels]\nwork_group_short = "Y\\u001b[2JC"\n', "utf-8")
    assert labels_of(str(place)).work_group_short == "YC"


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    place = tmp_path / "other.toml"
    place.write_text(FRAMEWORK, "utf-8")
    assert labels_of(str(place)).team_short == "ZT"
    place.write_text(FRAMEWORK.replace('"ZT"', '"AT"'), "utf-8")
    os.utime(place, ns=(1, 1))
    assert labels_of(str(place)).team_short == "AT"


def test_the_file_is_read_only_when_a_label_is_shown() -> None:
    asked = []

    def read() -> Labels:
        asked.append(1)
        return OTHER

    labels.follow(read)
    assert labels.fill("no placeholder {}") == "no placeholder {}"
    assert read_team("cwg:2") == "cwg:2"
    assert not asked
    assert labels.fill("{groups}") == "YCs"
    assert labels.group() == "YC"
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("text", "team"),
    [
        *(("YC #2", "cwg:2"), ("yc 2", "cwg:2"), ("Yonder Circle 12", "cwg:12")),
        *(("cwg:2", "cwg:2"), ("CWG #2", "cwg:2"), ("zt", "blt"), ("Zebra Team", "blt")),
        *(("blt", "blt"), ("DLT", "dlt")),
    ],
)
def test_a_team_is_read_by_its_label_and_by_its_stored_word(text: str, team: str) -> None:
    labels.follow(lambda: OTHER)
    assert read_team(text) == team


def test_a_team_is_named_by_its_label() -> None:
    labels.follow(lambda: OTHER)
    assert team_words("cwg:2") == "YC #2"
    assert team_words("blt") == "ZT"
    with pytest.raises(UserError):
        read_team("YCx 2")


def test_the_labels_are_read_without_the_rules() -> None:
    assert not {"Framework", "Rule"} & set(vars(framework_labels))
