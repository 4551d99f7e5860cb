"""Boards, standards and responsibilities as data: the sources' own words, and a district's own file
read strictly.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.model.errors import UserError
from bltui.domain.steps.boards import board
from bltui.domain.steps.cycle_edits import advance, close, start
from bltui.framework import Unusable, load_framework, names
from bltui.toml_lines import place_of

STEP = '[[boards.building.steps]]\nnumber = {}\ntitle = "T"\nshort = "S"\n'
OWN = 'title = "Sample"\n[boards.building]\ntitle = "B"\nsource = "S"\n'


def test_the_steps_are_in_the_words_of_the_training() -> None:
    building = load_framework("south-dakota").boards["building"]
    assert [step.title for step in building.steps] == [
        "Principal forms BLT & sets calendar",
        "Set building goals",
        "Form Collaborative Work Groups (CWGs) led by BLT members",
        "Review education literature & select classroom strategies",
        "Implement strategies in classrooms",
        "Collect data & student work",
        "Examine student work",
        "Gather feedback from teachers for next year's planning",
    ]
    assert building.phases() == (4, 5, 6, 7) and not building.reconstruction
    assert building.step(6).evidence == ("data", "student_work")  # type: ignore[union-attr]
    assert building.step(9) is None


def test_the_responsibilities_are_in_the_words_of_the_page() -> None:
    texts = [r.text for r in load_framework("south-dakota").responsibilities.values()]
    assert len(texts) == 9
    assert texts[0] == "Promote commitment to continuous improvement."
    assert texts[3] == (
        "Develop a single SIP that focuses on a small number of actions aligned to the district’s or community school’s "
        "goals and strategies."
    )
    assert texts[8] == "Evaluate the SIP for impact and process."


@pytest.mark.parametrize("key", names())
def test_shipped_boards(key: str) -> None:
    framework = load_framework(key)
    district = framework.boards["district"]
    assert district.reconstruction and "reconstruction" in district.source
    assert [step.number for step in district.steps] == list(range(9))
    assert (district.precondition, district.phases()) == (0, (5, 6, 7))
    assert list(framework.standards) == ["learning_communities", "data_driven", "research_based"]
    for shown in framework.boards.values():
        assert shown.title and shown.source
        for step in shown.steps:
            assert step.title and 0 < len(step.short) <= 22
            assert len(set(step.checklist.values())) == len(step.checklist)


def test_five_steps_of_ohio_run_in_cycles(world: Any) -> None:
    world.framework = load_framework("ohio")
    day = date(2026, 11, 10)
    assert [c.step for c in board(world.building, world.framework, "2026-27", day).cards] == [
        1,
        2,
        3,
        4,
        5,
    ]
    fields = {"framework": world.framework, "cwg_id": 1, "year": "2026-27", "today": day}
    assert world.do(start, **fields).says == "CWG #1 · cycle 1: opened at step 4"
    world.do(advance, cwg_id=1, today=day)
    assert world.do(close, outcome="adjust", **fields).says.endswith(
        "the next cycle opens at step 4"
    )
    assert [m for _, m in world.found("STP-04")] == [
        "CWG #1, cycle 1: step 4 is done without data",
        "CWG #1, cycle 1: step 4 is done without student work",
    ]


def test_a_district_edits_its_own_board(tmp_path: Path, world: Any) -> None:
    path = tmp_path / "own.toml"
    steps = "".join(STEP.format(n) for n in (1, 3))
    path.write_text(
        f'title = "Sample"\n[boards.district]\ntitle = "Ours"\nsource = "us"\n{steps.replace("building", "district")}'
        '[boards.district.steps.checklist]\nfirst = "First thing"\n[responsibilities.focus]\nshort = "Focus"\n',
        "utf-8",
    )
    own = load_framework(str(path))
    assert own.boards["building"] == load_framework("south-dakota").boards["building"]
    assert [s.number for s in own.boards["district"].steps] == [1, 3]
    assert own.boards["district"].steps[1].checklist == {"first": "First thing"}
    assert not own.boards["district"].reconstruction and own.boards["district"].phases() == ()
    assert own.responsibilities["focus"].short == "Focus" and len(own.responsibilities) == 9
    assert not board(world.building, own, "2026-27", date(2026, 11, 10), "district").context_missing


def test_framework_without_cycles(tmp_path: Path, world: Any) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN + STEP.format(1), "utf-8")
    world.framework = load_framework(str(path))
    with pytest.raises(UserError, match="The framework of this building has no recursive steps"):
        world.do(
            start, framework=world.framework, cwg_id=1, year="2026-27", today=date(2026, 11, 10)
        )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (OWN + STEP.format(2) + STEP.format(1), ("boards.building.steps[1].number: step 1 follows "
                                                "step 2. Number the steps in order. It is at line "
                                                "10, column 1.")),
        (OWN + "recursive = [1, 3]\n" + STEP.format(1), "boards.building.recursive: write the first and last recursive step, such as [4, 7]. It is at line 5, column 1."),
        (OWN + "recursive = [2, 1]\n" + STEP.format(1) + STEP.format(2), "boards.building.recursive: write"),
        (OWN + "precondition = 2\n" + STEP.format(1) + STEP.format(2), "boards.building.precondition: only the first step, 1, can come before the others."),
        (OWN + STEP.format(1) + 'opens = ["kitchen"]\n', ("boards.building.steps[0].opens[0]: "
                                                         "there is no “kitchen”. Known are "
                                                         "calendar, cwgs, feedback, meeting, "
                                                         "plan, steps, team, training. Fix that "
                                                         "key. It is at line 9, column 1.")),
        (OWN + STEP.format(1) + 'titel = "x"\n', ("boards.building.steps[0]: there is no titel "
                                                 "here. Fix that key. It is at line 9, column 1.")),
        (OWN + STEP.format('"1"'), ("boards.building.steps[0].number: this must be a whole number, "
                                   "not text. Fix that key. It is at line 6, column 1.")),
        (OWN + STEP.format(1).replace('short = "S"\n', ""), ("boards.building.steps[0]: short is missing. Fix that key. It is at line 5, "
                                                            "column 19.")),
        (OWN, "boards.building: steps is missing. Fix that key. It is at line 2, column 9."),
        (OWN + STEP.format(1) + '[boards.building.steps.checklist]\n"Not a key" = "x"\n', ("boards.building.steps[0].checklist.Not a key: “Not a key” is not a key. Write lowercase letters, such as roster. It is at line 10, column 2.")),
        (OWN + STEP.format(1) + '[standards.fun]\nlabel = "x"\n', "standards.fun: there is no such key. Known are learning_communities, "),
        (OWN + STEP.format(1) + "  source = [1]\n", ("boards.building.steps[0]: there is no source "
                                                    "here. Fix that key. It is at line 9, column "
                                                    "3.")),
        ('title = "S"\n[boards.building]\nsteps = [\n  { number = 1 },\n', "line 5, column 1: "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Unusable) as caught:
        load_framework(str(path))
    assert str(caught.value).startswith(f"own.toml: {message}")
    assert "\n" not in str(caught.value)


TEXT = """# comment
title = "x" # title
[a.b]
key = \"\"\"
key = 1
\"\"\"
list = [
  1,
  2,
]
[[a.c]]
name = 1
[[a.c]]
  name = 2
  inner = { deep = 1, "deeper" = 2 }
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("title", (2, 1)),
        ("a.b", (3, 4)),
        ("a.b.key", (4, 1)),
        ("a.b.list[1]", (7, 1)),
        ("a.c[0].name", (12, 1)),
        ("a.c[1].name", (14, 3)),
        ("a.c[1].inner.deeper", (15, 24)),
        ("a.c[1].missing", (13, 5)),
        ("a.c[...].name", (11, 5)),
        ("nothing", None),
        ("", None),
    ],
)
def test_place_of_a_key(path: str, place: tuple[int, int] | None) -> None:
    assert place_of(TEXT, path) == place
    assert place_of(TEXT.replace("\n", "\r\n"), path) == place


@given(st.lists(st.sampled_from("abc"), unique=True, min_size=1), st.integers(0, 5))
def test_place_of_every_key(keys: list[str], blank: int) -> None:
    lines = [*[""] * blank, *(f"{key} = 1" for key in keys)]
    for number, key in enumerate(keys, blank + 1):
        assert place_of("\n".join(lines), key) == (number, 1)
