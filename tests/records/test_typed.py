"""What people type into a field: every value is read back as typed, and nonsense is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bltui.domain.model.calendar import Hours
from bltui.domain.model.change import ChangeBuilder
from bltui.domain.model.clocks import Span
from bltui.domain.model.cwgs import Member
from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import Kind, kinds_of
from bltui.domain.model.kinds import Amount, Choices, Day, Flag, Number, Parts, Whole, Words
from bltui.domain.model.link_kinds import Link
from bltui.domain.model.plan import Check
from bltui.domain.model.rounds import QUESTIONS, Prompt
from bltui.domain.model.tables import kind_of
from bltui.domain.model.votes import Scores, Share
from bltui.framework import load_framework

from .samples import CHECKED, SECOND, TODAY, one_of_each, sample

CONTEXT = ChangeBuilder(one_of_each(), today=TODAY, framework=load_framework("south-dakota"))
FIELDS = [
    (f"{table}.{name}", kind, getattr(sample(table), name))
    for table in CHECKED
    for name, kind in kinds_of(kind_of(table)).items()
]


#: Values of kinds that know more than any text.
KNOWN = {"Grades": ("1", "2"), "Groups": ("UNION", "GRADES"), "YearLabel": "2026-27"}


def test_a_value_is_read_back_as_it_was_typed() -> None:
    read = set()
    for place, kind, found in FIELDS:
        value = KNOWN.get(type(kind).__name__, found)
        # A choice and a flag are chosen, and a part has its own fields.
        own = type(kind).parse is not Kind.parse and not isinstance(kind, Parts | Flag)
        text = kind.text(value) if own else ""
        if (text and not isinstance(value, tuple | dict)) or isinstance(kind, Words | Scores):
            assert kind.parse(text, CONTEXT) == value, (place, text)
            read.add(type(kind).__name__)
        assert isinstance(kind.show(value, CONTEXT), str), place
        assert kind.wants() or not own, place
    assert {"Day", "Link", "Person", "Number", "Whole", "Amount", "Words"} <= read


#: A kind, texts that it reads with their value, and texts that it refuses.
TYPED: list[tuple[Kind, dict[str, Any], tuple[str, ...]]] = [
    (Flag("F"), {"yes": True, " Y ": True, "No": False, "off": False}, ("", "perhaps", "yesno")),
    (Choices("C", choices={"a": "A", "b": "B"}), {"a, b": ("a", "b"), "": ()}, ("c", "a,c")),
    (
        Number("N"),
        {"62.5": 62.5, "-4": -4.0, "1,200": 1200.0, "62%": 62.0, ".5": 0.5},
        ("", "x", "1,20", "5.", "1e5", "1234567890123", "%"),
    ),
    (Whole("W"), {"0": 0, " 45 ": 45, "999999": 999999}, ("", "-1", "4.5", "1000000", "²")),
    (Amount("A"), {"$1,200": 1200.0, "$ 5": 5.0, "0": 0.0}, ("$", "five")),
    (Words("W"), {"a, b,,a": ("a", "b"), "": ()}, ()),
    (Day("D"), {"2026-11-11": date(2026, 11, 11), "+1": date(2026, 11, 11)}, ("", "someday")),
    (Link("L", to="goals"), {"1": 1, "goals/1": 1}, ("99", "goals/99")),
    (Link("L", to="trainings"), {"2026-11-10": 1, "trainings/1": 1}, ("2026-11-12", "someday")),
    (Share("S"), {"75": 75.0, "3/4": 75.0}, ("", "x", "3/0", "4/3")),
    (Scores("S"), {"5,4,3": (5, 4, 3), "5 4": (5, 4)}, ("6", "x", "-1")),
    (Span("S"), {"7:30-16:00": Hours("07:30", "16:00")}, ("7:30", "", "x-y")),
]


def test_what_each_kind_reads_and_refuses() -> None:
    for kind, read, refused in TYPED:
        for text, value in read.items():
            assert kind.parse(text, CONTEXT) == value, (kind, text)
        for text in refused:
            with pytest.raises(UserError):
                print(kind.parse(text, CONTEXT), kind, text)


def prompts(many: int) -> tuple[Prompt, ...]:
    return tuple(Prompt(f"k{n}", "Why?") for n in range(many))


def checks(*days: int) -> tuple[Check, ...]:
    return tuple(Check(date(2027, 3, n)) for n in days)


#: Fields of a record that fit each other, those that do not, and the field that is named.
TOGETHER: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("rounds", {"prompts": prompts(QUESTIONS)}, {"prompts": prompts(QUESTIONS + 1)}, "prompts"),
    ("rounds", {"prompts": prompts(1)}, {"prompts": ()}, "prompts"),
    ("rounds", {"prompts": prompts(1)}, {"prompts": prompts(1) * 2}, "prompts"),
    ("rounds", {"closes": date(2026, 11, 9)}, {"closes": date(2026, 11, 8)}, "closes"),
    ("rounds", {"opens": date(2026, 11, 9)}, {"opens": TODAY, "closes": TODAY}, "title"),
    ("cwgs", {"leader_id": 1, "members": (Member(1),)}, {"co_leader_id": 1}, "co_leader_id"),
    ("decisions", {"method": "fist_to_five", "scores": (5,)}, {"scores": ()}, "scores"),
    ("indicators", {"baseline": None, "checks": checks(1, 2)}, {"checks": checks(2, 1)}, "planned"),
    ("indicators", {"baseline": None, "checks": checks(1, 2)}, {"checks": checks(1, 1)}, "planned"),
    ("bells", {"label": "Other"}, {"label": sample("bells").label.upper()}, "label"),
]


def test_fields_that_do_not_fit_each_other_are_refused() -> None:
    for table, good, bad, field in TOGETHER:
        fits = SECOND.get(table, {}) | good
        scene: Any = {"today": TODAY, "framework": CONTEXT.framework}
        assert ChangeBuilder(one_of_each(), **scene).add(table, sample(table, **fits))
        with pytest.raises(UserError) as refused:
            ChangeBuilder(one_of_each(), **scene).add(table, sample(table, **(fits | bad)))
        assert refused.value.field == field, (table, bad)
