"""The plan: what can be written, what is refused, the tree, the lines of indicators,
responsibilities, standards.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bltui.domain.model import editing
from bltui.domain.model.errors import Conflict, UserError
from bltui.domain.model.plan import Check, Finance, Indicator, Measure, Reading, Reference, Strategy
from bltui.domain.plan import edits
from bltui.domain.plan.alignment import alignment, walk
from bltui.domain.plan.indicators import measure, series
from bltui.domain.plan.responsibilities import responsibilities
from bltui.domain.plan.standards import by_standard
from bltui.exchange.page import as_text
from bltui.exchange.plan_report import plan_page

TODAY = date(2026, 11, 10)
YEAR = "2026-27"


def goal(world: Any, title: str = "Reading up", **fields: Any) -> Any:
    return world.do(edits.add_goal, framework=world.framework, title=title, year=YEAR, **fields)


def strategy(world: Any, text: str = "Close reading", **fields: Any) -> Any:
    return world.add(Strategy(text=text, **fields))


def indicator(world: Any, **fields: Any) -> Any:
    return world.add(Indicator(**{"statement": "Quiz", "kind": "student", **fields}))


def test_first_goal_begins_the_plan_of_the_year(world: Any) -> None:
    assert goal(world).says == "goal Reading up added"
    goal(world, "Maths up")
    assert [p.title for p in world.building.plans.values()] == ["School Improvement Plan 2026-27"]
    assert {g.plan_id for g in world.building.goals.values()} == {1}


def test_a_single_plan(world: Any) -> None:
    goal(world)
    world.put("plans", title="Draft", year=YEAR, status="draft")
    with pytest.raises(UserError, match="Close it first"):
        world.edit(world.building.plans[2], status="active")
    assert not world.edit(world.building.plans[1], status="active").edits
    change = world.edit(world.building.plans[1], status="closed")
    assert change.notes == ("not yet evaluated for impact and process",)
    world.edit(world.building.plans[2], status="active")
    goal(world, "Maths up")
    assert [g.plan_id for g in world.building.goals.values()] == [1, 2]


def test_no_goal_for_a_closed_plan(world: Any) -> None:
    goal(world)
    world.edit(world.building.plans[1], status="closed")
    with pytest.raises(UserError, match=r"is closed\. Reopen it,"):
        goal(world, "Maths up")


def test_later_district_goals_share_the_aim(world: Any) -> None:
    world.do(edits.add_district_goal, text="All read", aim="Every student succeeds")
    world.do(
        edits.add_district_goal,
        text="All count",
        measures=[Measure(" State test ", target=75.0, unit="%")],
    )
    assert world.building.district_goals[2].aim == "Every student succeeds"
    world.do(edits.add_measure, district_goal_id=2, measure=Measure("Attendance"))
    assert [m.text for m in world.building.district_goals[2].measures] == [
        "State test",
        "Attendance",
    ]
    tree = alignment(world.building, YEAR)
    assert [(d, n.kind, n.text, n.note) for d, n in walk(tree.aims)] == [
        (0, "aim", "Every student succeeds", ""),
        (1, "district_goal", "All read", ""),
        (1, "district_goal", "All count", ""),
        (2, "measure", "State test", "target 75%"),
        (2, "measure", "Attendance", ""),
    ]


@pytest.mark.parametrize(
    ("intent", "fields", "message"),
    [
        (goal, {"title": " "}, "Goal is blank"),
        (goal, {"title": "x" * 501}, "Goal is too long: 501 characters"),
        (goal, {"district_goal_id": 4}, "That district goal no longer exists"),
        (goal, {"standards": ["loud"]}, "There is no standard “loud”"),
        (strategy, {"goal_id": 4}, "That goal no longer exists"),
        (strategy, {"cwg_ids": [9]}, "That group no longer exists"),
        (strategy, {"references": [Reference(" ")]}, "Reference is blank"),
        (indicator, {"strategy_id": 4}, "That strategy no longer exists"),
        (
            indicator,
            {"baseline": Reading(1, TODAY), "target_on": TODAY},
            "The target date is not after the baseline date.",
        ),
    ],
)
def test_what_cannot_be_written(
    world: Any, intent: Any, fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(UserError) as caught:
        intent(world, **fields)
    assert caught.value.message.startswith(message)


def test_strategy_is_grounded_and_taken_up(world: Any) -> None:
    strategy(world)
    fields = {
        "references": (Reference("Sample Author 2020", "https://example.org"),),
        "cwg_ids": (2,),
    }
    seen = world.building.strategies[1]
    world.edit(seen, **fields)
    assert world.building.strategies[1].references[0].url == "https://example.org"
    assert world.building.strategies[1].cwg_ids == (2,)
    assert world.edit(world.building.strategies[1], fidelity="partial").says == (
        "strategy Close reading: not started → partially implemented"
    )
    assert not world.edit(world.building.strategies[1], fidelity="partial").edits


def test_checks_are_planned_and_noted(world: Any) -> None:
    indicator(world, baseline=Reading(40, date(2026, 9, 1)), unit="%")
    day, later = date(2026, 10, 30), date(2026, 11, 20)
    said = world.do(measure, indicator_id=1, planned=later, today=TODAY, expected=50).says
    assert said == "indicator Quiz: check of Fri, Nov 20, 2026: expected 50 %"
    world.do(measure, indicator_id=1, planned=day, today=TODAY, expected=45)
    assert world.do(measure, indicator_id=1, planned=day, today=TODAY, actual=0).says.endswith(
        "actual 0 %"
    )
    assert world.building.indicators[1].checks == (Check(day, 45, 0, day), Check(later, 50))
    # A result that is there before its day was noted today.
    world.do(measure, indicator_id=1, planned=later, today=TODAY, actual=48)
    assert world.building.indicators[1].checks[1].actual_on == TODAY
    assert not world.do(measure, indicator_id=1, planned=later, today=TODAY, actual=48).edits
    world.do(measure, indicator_id=1, planned=date(2026, 9, 1), today=TODAY, expected=40)
    for wrong, message in (
        ({"planned": date(2026, 8, 31)}, "is before the baseline of Tue, Sep 1, 2026"),
        ({"planned": day, "actual": 1, "actual_on": date(2026, 11, 11)}, "is in the future"),
        ({"planned": day, "indicator_id": 5}, "That indicator no longer exists"),
    ):
        with pytest.raises(UserError, match=message):
            world.do(measure, **{"indicator_id": 1, "today": TODAY, "expected": 1, **wrong})


@given(
    start=st.integers(0, 100),
    target=st.integers(0, 100) | st.none(),
    results=st.lists(
        st.tuples(st.integers(1, 60), st.none() | st.integers(0, 100)), unique_by=lambda r: r[0]
    ),
)
def test_lines_of_an_indicator(
    start: int, target: int | None, results: list[tuple[int, int | None]]
) -> None:
    first = date(2026, 9, 1)
    checks = tuple(
        Check(date.fromordinal(first.toordinal() + day), actual=value)
        for day, value in sorted(results)
    )
    made = Indicator(
        id=1,
        kind="adult",
        statement="x",
        baseline=Reading(start, first),
        target=target,
        checks=checks,
    )
    today = date(2026, 10, 1)
    got = series(made, today)
    assert [p.on for p in got.actual] == sorted(p.on for p in got.actual)
    known = [c.actual for c in checks if c.actual is not None]
    assert (got.results, got.of) == (len(known), len(checks))
    assert got.last is not None and got.last.value == (known[-1] if known else start)
    assert set(got.missing) == {c.planned for c in checks if c.actual is None and c.planned < today}
    assert (got.share is None) == (target is None or target == start)
    if got.share is not None:
        assert 0 <= got.share <= 1


def test_target_below_the_baseline_counts_downwards(world: Any) -> None:
    indicator(world, baseline=Reading(40, date(2026, 9, 1)), target=20)
    world.do(measure, indicator_id=1, planned=TODAY, today=TODAY, actual=30)
    assert series(world.building.indicators[1], TODAY).share == 0.5
    bare = Indicator(id=2, kind="adult", statement="x")
    assert series(bare, TODAY).last is None


def test_forms_merge(world: Any) -> None:
    goal(world)
    seen = world.building.goals[1]
    world.edit(seen, subgroup="ELL")
    change = world.edit(seen, title="Reading up by 10", due=TODAY)
    assert change.says == "goal Reading up by 10: wording, due date changed"
    assert world.building.goals[1].subgroup == "ELL"
    with pytest.raises(Conflict):
        world.edit(seen, subgroup="SPED")
    for fields, message in (
        ({"title": " "}, "Goal is blank"),
        ({"district_goal_id": 8}, "That district goal no longer exists"),
        ({"standards": ["x"]}, "There is no standard"),
    ):
        with pytest.raises(UserError, match=message):
            world.edit(seen, **fields)


def test_form_cannot_put_a_check_before_the_baseline(world: Any) -> None:
    indicator(world, baseline=Reading(40, date(2026, 9, 1)))
    world.do(measure, indicator_id=1, planned=date(2026, 10, 1), today=TODAY, expected=1)
    seen = world.building.indicators[1]
    with pytest.raises(UserError, match="is before the baseline"):
        world.edit(seen, baseline=Reading(40, date(2026, 10, 2)))


def test_what_hangs_on_a_removed_part_hangs_in_the_air(year: Any) -> None:
    assert (
        year.do(editing.remove, table="goals", number=1).says
        == "goal Reading up by 10 points removed"
    )
    assert not year.do(editing.remove, table="goals", number=1).edits
    tree = alignment(year.building, YEAR)
    assert [(n.kind, n.text) for n in tree.loose] == [
        ("strategy", "Close reading"),
        ("cwg", "CWG #1 Readers"),
    ]
    assert [n.kind for n in tree.loose[0].children] == [
        "indicator",
        "indicator",
        "cwg",
        "inservice",
    ]


def test_every_part_of_the_plan_is_in_the_tree_once(year: Any) -> None:
    year.change("cwgs", 2, goal_id=1)  # by its own goal, and by a strategy
    for number, field in enumerate(("goal_id", "strategy_id", "district_goal_id"), 1):
        year.put("finances", text=f"Books {number}", on="2026-10-01", amount=8, **{field: 1})
    tree = alignment(year.building, YEAR)
    shown = [node.record for _, node in walk((*tree.aims, *tree.loose)) if node.record]
    assert len(shown) == len(set(shown))
    for table in ("district_goals", "goals", "strategies", "indicators", "trainings", "finances"):
        assert {f"{table}/{n}" for n in year.building.table(table)} <= set(shown)
    assert {"cwgs/1", "cwgs/2"} <= set(shown)


@given(data=st.data())
def test_nothing_is_both_aligned_and_loose(new_world: Any, data: st.DataObject) -> None:
    world, draw = new_world(), data.draw
    link = st.none() | st.integers(1, 3)
    world.put("plans", title="SIP", year=YEAR)
    for n in range(draw(st.integers(0, 3))):
        world.put("district_goals", text=f"D{n}", archived=draw(st.booleans()))
    for n in range(draw(st.integers(0, 3))):
        world.put(
            "goals",
            title=f"G{n}",
            plan_id=1,
            district_goal_id=draw(link),
            archived=draw(st.booleans()),
        )
    for n in range(draw(st.integers(0, 3))):
        cwgs = draw(st.lists(st.integers(1, 2), unique=True))
        world.put(
            "strategies",
            text=f"S{n}",
            goal_id=draw(link),
            cwg_ids=cwgs,
            archived=draw(st.booleans()),
        )
    building = world.building
    tree = alignment(building, YEAR)
    # Groups may work on several strategies; the rest of the plan has one place.
    own = [n for _, n in walk(tree.aims) if n.record and n.kind != "cwg"]
    loose = [n for _, n in walk(tree.loose) if n.record and n.kind != "cwg"]
    shown = [n.record for n in (*own, *loose)]
    assert len(shown) == len(set(shown))
    live = [
        f"{table}/{n}"
        for table in ("district_goals", "goals", "strategies")
        for n, record in building.table(table).items()
        if not record.archived
    ]
    assert sorted(shown) == sorted(live)
    reaches = {"goals": {}, "strategies": {}}  # type: dict[str, dict[int, bool]]
    for n, g in building.goals.items():
        d = building.district_goals.get(g.district_goal_id or 0)
        reaches["goals"][n] = not g.archived and d is not None and not d.archived
    for n, s in building.strategies.items():
        reaches["strategies"][n] = reaches["goals"].get(s.goal_id or 0, False)
    for node in (*own, *loose):
        table, _, number = (node.record or "").partition("/")
        if table in reaches:
            assert (node in own) == reaches[table][int(number)]


def test_a_reached_goal_stays_in_the_plan_with_all_that_hangs_on_it(year: Any) -> None:
    year.group("Thinkers")
    tags = {"standards": ["data_driven"]}
    year.put(
        "strategies",
        text="Number talks",
        goal_id=1,
        cwg_ids=[3],
        references=[{"citation": "Sample 2021"}],
        **tags,
    )
    year.change("goals", 1, **tags)
    year.put("finances", text="Books", on=TODAY, goal_id=1)
    before = [(depth, node.record) for depth, node in walk(alignment(year.building, YEAR).aims)]
    year.change("goals", 1, status="reached")
    tree = alignment(year.building, YEAR)
    assert [(depth, node.record) for depth, node in walk(tree.aims)] == before and not tree.loose
    assert [node.note for _, node in walk(tree.aims) if node.kind == "goal"] == ["Reached"]
    assert year.found("SIP-03") == []
    page = as_text(plan_page(year.building, year.framework, YEAR, TODAY))
    assert "Number talks" in page and "student indicator" in page and "Reached" in page
    assert {"goal", "strategy"} == {
        t.what for s in by_standard(year.building, year.framework, YEAR) for t in s.work
    }


def test_a_reached_goal_asks_for_nothing_more(year: Any) -> None:
    year.put("strategies", text="Number talks", goal_id=1)
    asked = {"SIP-02", "SIP-04", "SIP-06"}
    for number in range(2, 10):
        year.put("goals", title=f"Goal {number}", plan_id=1, district_goal_id=1, status="reached")
    assert {rule for rule in asked if year.found(rule)} == {"SIP-04", "SIP-06"}
    year.change("goals", 1, status="reached")
    assert {rule for rule in asked if year.found(rule)} == set()


def test_evaluation_has_two_parts(world: Any) -> None:
    with pytest.raises(UserError, match="No plan for 2026-27 to evaluate"):
        world.do(edits.evaluate, year=YEAR, part="impact", text="x", on=TODAY, today=TODAY)
    goal(world)
    world.do(edits.evaluate, year=YEAR, part="impact", text="Up by 9", on=TODAY, today=TODAY)
    plan = world.building.plans[1]
    assert (plan.impact, plan.impact_on, plan.process_on) == ("Up by 9", TODAY, None)
    with pytest.raises(UserError, match="Process is blank"):
        world.do(edits.evaluate, year=YEAR, part="process", text=" ", on=TODAY, today=TODAY)
    with pytest.raises(UserError, match="Wed, Nov 11, 2026 is in the future:"):
        world.do(
            edits.evaluate, year=YEAR, part="process", text="x", on=date(2026, 11, 11), today=TODAY
        )


def test_spending_names_its_goal(world: Any) -> None:
    goal(world)
    assert not world.add(Finance(text="Books", on=TODAY, amount=0, goal_id=1)).notes
    assert world.add(Finance(text="Chairs", on=TODAY)).notes == (
        "not linked to a goal: add the goal it supports",
    )
    with pytest.raises(UserError, match="Amount: -1 is out of range"):
        world.add(Finance(text="Books", on=TODAY, amount=-1))
    assert [n.text for n in alignment(world.building, YEAR).loose if n.kind == "finance"] == [
        "Chairs"
    ]


def test_responsibilities_show_their_last_activity(year: Any) -> None:
    year.change("goals", 1, _at=1_790_000_000.0)  # Mon, Sep 21, 2026
    year.put("messages", party="staff", on="2026-10-20", direction="from", text="x")
    year.put("messages", party="staff", on="2026-10-21", text="y")
    year.put("contacts", party="dlt", on="2026-11-01")
    year.put("contacts", party="dlt", on="2026-05-01")
    year.put("finances", text="Books", on="2026-11-11")
    year.put("meetings", on="2026-10-06", held=True)
    year.put("decisions", meeting_id=1, text="Chairs", category="financial")
    year.put("decisions", meeting_id=1, text="Norms", category="other")
    year.put("rounds", title="Spring", prompts=[], opens="2026-10-10")
    year.put("feedback", text="More time", on="2026-10-11")
    year.put("feedback", text="Enter the answer", on="2026-10-12", round_id=1)
    year.put(
        "evidence",
        title="Letter",
        on="2026-11-02",
        year=YEAR,
        responsibilities=["focus", "finance"],
    )
    board = {d.key: d for d in responsibilities(year.building, year.framework, YEAR, TODAY)}
    assert list(board) == list(year.framework.responsibilities) and len(board) == 9
    got = {key: (d.activities, d.last and d.last.isoformat(), d.record) for key, d in board.items()}
    assert got == {
        "commitment": (2, "2026-10-12", "inservices/1"),
        "focus": (0, "2026-11-02", "evidence/6"),
        "structures": (4, "2026-11-06", "cycles/1"),
        "single_plan": (1, "2026-09-21", "goals/1"),
        "monitor": (2, "2026-10-30", "indicators/2"),
        "communicate": (3, "2026-11-01", "contacts/1"),
        "input": (3, "2026-10-20", "messages/1"),
        "finance": (1, "2026-11-02", "evidence/6"),
        "evaluate": (0, None, None),
    }


def test_what_is_saved_while_it_is_said_to_be_earlier_counts_on_that_day(year: Any) -> None:
    year.change("goals", 1, _at=1_800_000_000.0)  # Fri, Jan 15, 2027
    board = {d.key: d for d in responsibilities(year.building, year.framework, YEAR, TODAY)}
    assert (board["single_plan"].activities, board["single_plan"].last) == (1, TODAY)


def test_report_by_standard(year: Any) -> None:
    year.change("goals", 1, standards=["data_driven"])
    year.change("strategies", 1, standards=["research_based", "data_driven"])
    year.change("trainings", 1, standards=["research_based"])
    year.change("inservices", 1, standards=["learning_communities"])
    year.change("evidence", 4, standards=["data_driven"])
    year.change("steps", 2, standards=["data_driven"])
    year.put("trainings", on="2025-10-01", standards=["research_based"])
    report = by_standard(year.building, year.framework, YEAR)
    assert [(s.label, s.counts) for s in report] == [
        ("Learning Communities", {"in-service": 1}),
        ("Data-Driven", {"step": 1, "goal": 1, "strategy": 1, "evidence": 1}),
        ("Research-Based", {"strategy": 1, "training": 1}),
    ]
    assert report[0].text.startswith(
        "Staff development that improves the learning for all students organizes adults"
    )
