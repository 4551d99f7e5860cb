"""The self-check of a meeting: digits as people write them, answers that add up and name nobody,
averages with their counts.
"""

from __future__ import annotations

from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from bltui.domain.meetings.self_check_edits import (
    answer,
    clear,
    meeting_to_check,
    read_hands,
    read_sheets,
)
from bltui.domain.meetings.self_check_results import checked, mean_words, through_year
from bltui.domain.model.building import Building, from_documents
from bltui.domain.model.change import Intent, edited
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import to_document
from bltui.framework import Unusable, load_framework
from bltui.toml_lines import place_of

FRAMEWORK = load_framework("south-dakota")
FORM = FRAMEWORK.self_check
DAY = date(2026, 11, 9)
KEYS = ("learning", "dialogue", "work", "reflection")


@pytest.fixture
def building(team: Any) -> Building:
    """A team of eleven with a meeting that was held and one that is planned."""
    team.put("meetings", on=DAY, held=True)
    team.put("meetings", on=date(2026, 12, 1))
    built: Building = team.building
    return built


def after(building: Building, *intents: Intent) -> Building:
    def one(now: Building, intent: Intent) -> Building:
        tables = (
            "people",
            "seats",
            "memberships",
            "meetings",
            "attendance",
            "actions",
            "self_checks",
        )
        documents: dict[str, dict[int, Any]] = {
            t: {n: to_document(r) for n, r in now.table(t).items()} for t in tables
        }
        documents["profile"] = {1: to_document(now.profile)}
        for edit in intent(now).edits:
            documents[edit.table][edit.id] = edited(documents[edit.table].get(edit.id), edit)
        return from_documents(documents)

    return reduce(one, intents, building)


def sheet(text: str, meeting: int = 1) -> Intent:
    return lambda b: answer(b, meeting_id=meeting, form=FORM, counts=read_sheets(text, FORM))


def test_the_statements_are_in_the_words_of_the_seed() -> None:
    source = FRAMEWORK.rules["MTG-08"].source
    assert tuple(s.key for s in FORM.statements) == KEYS
    assert [s.short in source and s.short in s.text for s in FORM.statements] == [True] * 4


@pytest.mark.parametrize("text", ["3 4 4 2", "3442", "3,4,4,2", " 3 4, 4 2 "])
def test_one_person_gives_a_digit_for_each_statement(text: str) -> None:
    counts = read_sheets(text, FORM)
    assert [counts[key] for key in KEYS] == [(0, 0, 1, 0), (0, 0, 0, 1), (0, 0, 0, 1), (0, 1, 0, 0)]


def test_several_people_stand_one_after_another() -> None:
    for text in ("3442 4433", "3 4 4 2; 4 4 3 3", "3442/4433", "34424433"):
        assert read_sheets(text, FORM)["learning"] == (0, 0, 1, 1), text
    assert read_sheets("", FORM) == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "5",
            "“5” is not on the scale. Scores are digits from 1 (not at all true) to 4 (very true).",
        ),
        ("3 4 0 2", "“0” is not on the scale."),
        ("abc", "“a” is not on the scale."),
        ("3 4 4 2 1", "5 scores: each person gives 4, one for each statement, such as 3 4 3 4."),
        ("3", "1 score: each person gives 4"),
        ("344; 2443 3", "3 scores: each person gives 4"),
        ("٣٤٤٢", "“٣” is not on the scale."),
        ("-3 4 4 2", "“-” is not on the scale."),
    ],
)
def test_what_cannot_be_scores_is_refused_in_one_line(text: str, says: str) -> None:
    with pytest.raises(UserError) as refused:
        read_sheets(text, FORM)
    assert refused.value.message.startswith(says)
    assert "\n" not in refused.value.message


def test_a_whole_team_is_counted_for_one_statement() -> None:
    assert read_hands("3 4 4 2", FORM) == (0, 1, 1, 2)
    assert read_hands("4x5, 3X2 1", FORM) == (1, 0, 2, 5)
    assert read_hands("4×10", FORM) == (0, 0, 0, 10)
    for text in ("5x3", "4x", "x", "4 6"):
        with pytest.raises(UserError):
            read_hands(text, FORM)


def test_answers_add_up_and_are_shown_from_three_on(building: Building) -> None:
    two = after(building, sheet("3442"), sheet("3442"))
    found = checked(two, FRAMEWORK, 1)
    assert found is not None
    assert (found.answers, found.mean, {s.mean for s in found.statements}) == (2, None, {None})
    assert {s.spread for s in found.statements} == {None}
    assert mean_words(found.statements[0]) == "2 answers"
    hands = {"learning": read_hands("4x2", FORM), "dialogue": read_hands("1 1 1", FORM)}
    more = after(two, lambda b: answer(b, meeting_id=1, form=FORM, counts=hands))
    found = checked(more, FRAMEWORK, 1)
    assert found is not None
    learning, dialogue, work, _ = found.statements
    assert (learning.answers, learning.spread, learning.mean, learning.low) == (
        4,
        (0, 0, 2, 2),
        3.5,
        False,
    )
    assert (dialogue.answers, dialogue.mean, dialogue.low) == (5, 2.2, True)
    assert (work.answers, work.mean, work.low) == (2, None, False)
    assert (found.answers, found.mean) == (5, 2.85)
    assert checked(more, FRAMEWORK, 2) is None


def test_nobody_is_named_and_nothing_says_who_came_after_whom(building: Building) -> None:
    change = sheet("3442")(building)
    assert change.anonymous
    assert change.says == "meeting: self-check of BLT Mon, Nov 9, 2026: 1 answer"
    assert set(change.edits[0].after or {}) == {"meeting_id", "counts"}
    first = after(building, sheet("3442"), sheet("1111")).self_checks
    assert set(first) == set(after(building, sheet("1111"), sheet("3442")).self_checks)


def test_more_answers_than_people_are_named(building: Building) -> None:
    from bltui.domain.meetings.running import mark

    here = after(
        building,
        lambda b: mark(b, meeting_id=1, who={1: "present", 2: "late", 3: "absent"}),
        sheet("3442"),
    )
    assert sheet("3442")(here).notes == ()
    assert sheet("3442 3442")(here).notes == (
        "3 answers now, but 2 marked as present: check for answers entered twice",
    )


def test_answers_need_a_meeting_that_was_begun_and_is_open(building: Building) -> None:
    for intent, says in (
        (sheet("3442", 2), "was not started"),
        (sheet("3442", 9), "no longer exists"),
        (lambda b: answer(b, meeting_id=1, form=FORM, counts={}), "No answers."),
        (
            lambda b: answer(b, meeting_id=1, form=FORM, counts={"fun": (1, 0, 0, 0)}),
            "is not a question of this round",
        ),
        (
            lambda b: answer(b, meeting_id=1, form=FORM, counts={"work": (501, 0, 0, 0)}),
            "at most 500",
        ),
    ):
        with pytest.raises(UserError, match=says):
            intent(building)


def test_cleared_answers_are_gone_and_which_meeting_is_meant(building: Building) -> None:
    full = after(building, sheet("3442"))
    assert checked(after(full, lambda b: clear(b, meeting_id=1)), FRAMEWORK, 1) is None
    assert not clear(building, meeting_id=1)
    assert meeting_to_check(building, DAY).id == 1
    ended = after(building, lambda b: _ended(b))
    assert meeting_to_check(ended, DAY).id == 1
    with pytest.raises(UserError, match="none was held today"):
        meeting_to_check(ended, date(2026, 11, 10))


def _ended(building: Building) -> Any:
    from bltui.domain.meetings.running import end_meeting

    return end_meeting(building, meeting_id=1)


def test_a_line_through_the_year(building: Building) -> None:
    full = after(building, sheet("3442 3442 4444"))
    line = through_year(full, FRAMEWORK, date(2026, 7, 1), date(2027, 6, 30))
    assert [(m.on, c.answers, c.mean) for m, c in line] == [(DAY, 3, 3.5)]
    assert through_year(full, FRAMEWORK, date(2027, 7, 1), date(2028, 6, 30)) == []


OWN = """title = "Sample District"
[self_check]
source = "our norms"
scale = ["no", "rather no", "rather yes", "yes"]
[[self_check.statements]]
key = "work"
short = "shared work"
text = "We shared the work."
[[self_check.statements]]
key = "KEY"
short = "fun"
text = "It was fun."
"""


def test_a_district_words_it_its_own_way(tmp_path: Path, building: Building) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN.replace("KEY", "fun"), "utf-8")
    own = load_framework(str(path))
    assert [s.text for s in own.self_check.statements] == ["We shared the work.", "It was fun."]
    assert read_sheets("3 4", own.self_check) == {"work": (0, 0, 1, 0), "fun": (0, 0, 0, 1)}
    found = checked(after(building, sheet("3442 3442 4444")), own, 1)
    assert found is not None
    assert [(s.key, s.answers) for s in found.statements] == [
        ("work", 3),
        ("fun", 0),
        ("learning", 3),
        ("dialogue", 3),
        ("reflection", 3),
    ]


@pytest.mark.parametrize(
    ("key", "says"), [("work", "“work” is the key of an earlier statement"), ("No Key", "key: Ex")]
)
def test_a_wrong_statement_is_named_with_its_place(tmp_path: Path, key: str, says: str) -> None:
    path = tmp_path / "own.toml"
    text = OWN.replace("KEY", key)
    path.write_text(text, "utf-8")
    with pytest.raises(Unusable) as wrong:
        load_framework(str(path))
    assert says in str(wrong.value)
    assert place_of(text, "self_check.statements[1].key") == (10, 1)
    assert "line 10, column 1" in str(wrong.value)
