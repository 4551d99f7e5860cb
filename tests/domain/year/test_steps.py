"""Moving steps: what is said, what is refused, what a board shows of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.model.editing import edit, remove
from bltui.domain.model.errors import Conflict, UserError
from bltui.domain.model.steps import STATUSES
from bltui.domain.steps.boards import board
from bltui.domain.steps.current_state import state_of, working_year
from bltui.domain.steps.edits import following, set_context, set_step, tick
from bltui.domain.steps.evidence import add_evidence, read_evidence

TODAY = date(2026, 11, 10)
YEAR = "2026-27"


def move(world: Any, step: int, to: str | None = None, **fields: Any) -> Any:
    given = {"framework": world.framework, "step": step, "year": YEAR, "today": TODAY, "to": to}
    return world.do(set_step, **{**given, **fields})


def card(world: Any, step: int, which: str = "building", today: date = TODAY) -> Any:
    cards = board(world.building, world.framework, YEAR, today, which).cards
    return next(c for c in cards if c.step == step)


def test_every_step_is_shown_before_anything_was_done(world: Any) -> None:
    view = board(world.building, world.framework, YEAR, TODAY)
    assert [c.step for c in view.cards] == list(range(1, 9))
    assert {c.status for c in view.cards} == {"not_started"} and {c.record for c in view.cards} == {
        None
    }
    assert (view.progress.done, view.progress.of, view.progress.percent) == (0, 8, 0)
    assert [c.recursive for c in view.cards] == [False] * 3 + [True] * 4 + [False]
    assert not view.reconstruction and not view.context_missing


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"to": "in_progress"}, "step 5: not started → in progress"),
        (
            {"to": "blocked", "reason": "waiting for data"},
            "step 5: not started → blocked: waiting for data",
        ),
        ({"to": "done", "evidence": "data: quiz"}, "step 5: not started → done, evidence quiz"),
        ({"to": "not_started"}, "step 5: already not started"),
        ({"owner_id": 1, "due": TODAY}, "step 5: owner Sample One, due Tue, Nov 10, 2026"),
        ({"note": " a\u202e b "}, "step 5: note"),
        ({"standards": ["data_driven"]}, "step 5: standards"),
        ({"board": "district", "to": "in_progress"}, "district step 5: not started → in progress"),
        ({}, "step 5: unchanged"),
    ],
)
def test_history_says_what_was_done(world: Any, fields: dict[str, Any], says: str) -> None:
    assert move(world, 5, **fields).says == says


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"to": "blocked"}, "Step 5: enter why it is blocked"),
        ({"to": "not_applicable", "reason": " \u200b"}, "Step 5: enter why it is not applicable"),
        ({"step": 9, "to": "done"}, "The building board has no step 9. Its steps are 1 to 8."),
        (
            {"board": "district", "step": 9, "to": "done"},
            "The district board has no step 9. Its steps are 0 to 8.",
        ),
        ({"to": "done", "on": date(2026, 11, 11)}, "Wed, Nov 11, 2026 is in the future"),
        ({"owner_id": 7}, "That person is no longer on the staff list."),
        (
            {"standards": ["loud"]},
            "There is no standard “loud”. Choose from learning_communities, ",
        ),
        ({"to": "done", "evidence": "data:"}, "Evidence is blank."),
    ],
)
def test_what_cannot_be(world: Any, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(UserError) as caught:
        move(world, **{"step": 5, **fields})
    assert caught.value.message.startswith(message)


def test_reopening_keeps_what_was(world: Any) -> None:
    move(world, 2, "in_progress", on=date(2026, 9, 1))
    move(world, 2, "done", on=date(2026, 10, 1))
    assert (card(world, 2).started, card(world, 2).done_on) == (date(2026, 9, 1), date(2026, 10, 1))
    move(world, 2, "in_progress")
    state = state_of(world.building, "building", 2, YEAR)
    assert state is not None and state.done is None and state.started == date(2026, 9, 1)
    assert [m.status for m in state.moves] == ["in_progress", "done", "in_progress"]


def test_somebody_moved_it_first(world: Any) -> None:
    move(world, 2, "in_progress")
    with pytest.raises(Conflict):
        move(world, 2, "done", seen="not_started")
    assert move(world, 2, "in_progress", seen="not_started").says == "step 2: already in progress"


def test_done_without_evidence_is_noted(world: Any) -> None:
    assert move(world, 2, "done").notes == (
        "no evidence yet: add some, or record why there is none",
    )
    assert not move(world, 3, "done", reason="kept on paper").notes
    assert not move(world, 1, "done", evidence="minutes: first meeting").notes


def test_new_reason_of_a_blocked_step(world: Any) -> None:
    move(world, 5, "blocked", reason="waiting for data")
    assert (
        move(world, 5, "blocked", reason="waiting for books").says
        == "step 5: blocked: waiting for books"
    )
    assert card(world, 5).reason == "waiting for books"
    assert not move(world, 5, "blocked", reason="waiting for books").edits


def test_form_merges_with_others(world: Any) -> None:
    move(world, 2, "in_progress")
    seen = world.building.steps[1]
    move(world, 2, "done")
    change = world.do(
        edit, seen=seen, today=TODAY, framework=world.framework, due=TODAY, note="later"
    )
    assert change.says == "step 2: due date, note changed"
    assert (card(world, 2).status, card(world, 2).due) == ("done", TODAY)
    with pytest.raises(Conflict):
        world.do(edit, seen=seen, today=TODAY, framework=world.framework, note="other")


def test_context_is_set_once_a_name_is_given(world: Any) -> None:
    fields = {
        "framework": world.framework,
        "year": YEAR,
        "text": "Reading first",
        "on": TODAY,
        "today": TODAY,
    }
    with pytest.raises(UserError, match="Enter the superintendent's name:"):
        world.do(set_context, who=" ", **fields)
    change = world.do(set_context, who="Sample Superintendent", **fields)
    assert (
        change.says == "district step 0: not started → done, by Sample Superintendent, note"
        and not change.notes
    )
    view = board(world.building, world.framework, YEAR, TODAY, "district")
    assert (view.context_missing, view.cards[0].who, view.cards[0].note) == (
        False,
        "Sample Superintendent",
        "Reading first",
    )
    assert (
        view.progress.of == 9 and view.progress.done == 1
    )  # as many as the rows that the board lists


@pytest.mark.parametrize("item", ["district", "3", "district goal"])
def test_tick_by_key_number_or_words(world: Any, item: str) -> None:
    fields = {"framework": world.framework, "step": 2, "year": YEAR}
    change = world.do(tick, item=item, **fields)
    assert change.says == "step 2: Each goal is linked to a district goal: checked off"
    assert card(world, 2).progress.done == 1 and card(world, 2).checklist[2].ticked
    assert not world.do(tick, item=item, on=True, **fields).edits
    assert world.do(tick, item=item, **fields).says.endswith("reopened")
    with pytest.raises(
        UserError,
        match=r"” is not an item of step 2\. Choose one by its number: 1 Data are",
    ):
        world.do(tick, item="a", **fields)
    with pytest.raises(UserError, match="” is not an item of step"):
        world.do(tick, item="6", **fields)


def test_step_without_a_checklist(world: Any) -> None:
    with pytest.raises(UserError, match="has no checklist"):
        world.do(tick, framework=world.framework, step=1, year=YEAR, item="1", board="district")


@pytest.mark.parametrize(
    ("ticks", "status", "expected"),
    [
        (0, "not_started", (0, 5, 0)),
        (0, "in_progress", (0, 5, 0)),
        (2, "in_progress", (2, 5, 40)),
        (5, "in_progress", (5, 5, 90)),
        (5, "blocked", (5, 5, 90)),
        (2, "done", (2, 5, 100)),
        (2, "not_applicable", (2, 5, None)),
    ],
)
def test_progress_comes_with_its_counts(world: Any, ticks: int, status: str, expected: Any) -> None:
    for item in range(ticks):
        world.do(tick, framework=world.framework, step=2, year=YEAR, item=str(item + 1))
    move(world, 2, status, reason="why")
    got = card(world, 2).progress
    assert (got.done, got.of, got.percent) == expected


def test_progress_without_a_checklist(world: Any) -> None:
    def percent() -> int | None:
        return card(world, 4, "district").progress.percent

    assert percent() == 0
    move(world, 4, "blocked", board="district", reason="why")
    assert percent() == 0
    move(world, 4, "in_progress", board="district")
    assert percent() == 50
    move(world, 4, "blocked", board="district", reason="why")
    assert percent() == 50
    move(world, 4, "done", board="district")
    assert percent() == 100


def test_a_district_step_comes_round_again(world: Any) -> None:
    assert [
        c.step
        for c in board(world.building, world.framework, YEAR, TODAY, "district").cards
        if c.recursive
    ] == [
        5,
        6,
        7,
    ]
    for to in ("done", "in_progress", "done"):
        move(world, 6, to, board="district")
    assert card(world, 6, "district").rounds == 2


def test_late_is_counted_in_days(world: Any) -> None:
    move(world, 8, due=TODAY)
    assert [card(world, 8, today=date(2026, 11, d)).late for d in (9, 10, 11, 20)] == [0, 0, 1, 10]
    move(world, 8, "done")
    assert card(world, 8, today=date(2026, 12, 1)).late == 0


def test_years_do_not_mix(world: Any) -> None:
    move(world, 2, "done")
    move(world, 2, "in_progress", year="2025-26")
    assert card(world, 2).status == "done"
    old = board(world.building, world.framework, "2025-26", TODAY)
    assert old.cards[1].status == "in_progress"
    assert working_year(world.building, date(2030, 1, 1)) == YEAR
    world.change("profile", 1, year="")
    assert working_year(world.building, date(2027, 6, 30)) == YEAR


def test_keys_move_forward_and_back() -> None:
    assert [following(s) for s in STATUSES] == [
        "in_progress",
        "done",
        "in_progress",
        "done",
        "in_progress",
    ]
    assert [following(s, back=True) for s in STATUSES] == [
        "not_started",
        "not_started",
        "not_started",
        "in_progress",
        "not_started",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("data: quiz", ("data", "quiz", "")),
        ("student work: essays", ("student_work", "essays", "")),
        ("student_work:essays", ("student_work", "essays", "")),
        ("https://example.org/a", ("other", "https://example.org/a", "https://example.org/a")),
        ("Quiz https://example.org/a?b=c", ("other", "Quiz", "https://example.org/a?b=c")),
        ("minutes: /shared/minutes.pdf", ("minutes", "/shared/minutes.pdf", "/shared/minutes.pdf")),
        (
            "literature: Sample Author 2020: a book",
            ("literature", "Sample Author 2020: a book", ""),
        ),
        ("Grade 2: quiz", ("other", "Grade 2: quiz", "")),
        ("and/or chart", ("other", "and/or chart", "")),
    ],
)
def test_evidence_of_one_line(text: str, expected: tuple[str, str, str]) -> None:
    assert read_evidence(text) == expected


@given(st.text(max_size=600))
def test_any_line_is_evidence_or_refused(text: str) -> None:
    try:
        kind, title, location = read_evidence(text)
    except UserError as refused:
        assert "\n" not in refused.message
    else:
        assert (
            title
            and len(location) <= 500
            and kind in ("data", "student_work", "literature", "minutes", "other")
        )


def test_evidence_is_kept_changed_and_removed(world: Any) -> None:
    fields = {"framework": world.framework, "year": YEAR, "on": TODAY, "today": TODAY}
    change = world.do(add_evidence, title="Quiz", kind="data", step=6, subgroup="ELL", **fields)
    assert change.says == "step 6: evidence #1 Quiz"
    assert [e.subgroup for e in card(world, 6).evidence] == ["ELL"]
    seen = world.building.evidence[1]
    world.edit(seen, title="Reading quiz", responsibilities=["monitor"])
    assert card(world, 6).evidence[0].title == "Reading quiz"
    assert not world.edit(world.building.evidence[1], kind="data").edits
    assert world.do(remove, table="evidence", number=1).says == "evidence Reading quiz removed"
    assert not card(world, 6).evidence and not world.do(remove, table="evidence", number=1).edits
    for wrong, message in (
        ({"title": "x", "step": 12}, "has no step 12"),
        ({"title": "x"}, "Choose what it shows:"),
        ({"title": "x", "step": 6, "cycle_id": 3}, "That cycle no longer exists"),
        ({"title": "x", "responsibilities": ["fun"]}, "There is no responsibility “fun”"),
        ({"title": " ", "step": 6}, "is blank"),
        ({"title": "x", "step": 6, "on": date(2026, 11, 11)}, "is in the future"),
    ):
        with pytest.raises(UserError, match=message):
            world.do(add_evidence, **{**fields, **wrong})
