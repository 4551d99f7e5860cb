"""The Plan view as a person meets it: the tree, what it is watched by, the trainings, the messages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bltui.domain.model.errors import UserError
from bltui.domain.model.kinds import Number, Whole
from bltui.domain.model.plan import Reference
from bltui.domain.model.record import active
from bltui.domain.model.training import Segment
from bltui.domain.plan.edits import add_goal
from bltui.domain.plan.indicators import Point, Series
from bltui.ui.app import Bltui
from bltui.ui.dialogs import fields
from bltui.ui.dialogs.explain import Explain
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.plan_fields import Literature, Segments
from bltui.ui.formatting import ASCII, UNICODE
from bltui.ui.screens.plan.rows import record_of, spark
from bltui.ui.screens.plan.view import PANELS, Plan
from bltui.ui.widgets.record_list import RecordList
from tests.ui.pressing import form, until, words


@asynccontextmanager
async def plan(
    opened: Any, size: tuple[int, int] = (120, 40), **more: Any
) -> AsyncIterator[tuple[Bltui, Any, Plan]]:
    """The app on the Plan view."""
    async with opened(size=size, **more) as (app, pilot):
        await pilot.press("7")
        await pilot.pause()
        assert isinstance(app.bench.view, Plan)
        yield app, pilot, app.bench.view


async def on(pilot: Any, view: Plan, panel: str, record: str) -> None:
    """Put the cursor on a record in a panel that has the keys then."""
    view.turn_to(panel)
    rows = view.query_one(f"#{panel}", RecordList)
    assert any(rows.go(row) for row in rows.ids if record_of(row) == record), (record, rows.ids)
    view._detail(view.services.state)
    await pilot.pause()


async def test_the_tree_leads_from_the_aim_and_says_what_is_not_aligned(opened: Any) -> None:
    async with plan(opened) as (_app, _pilot, view):
        tree = words(view, "tree")
        kinds = [line.split(" | ")[1] for line in tree if " | " in line]
        assert kinds[:5] == ["plan, active", "aim", "district goal", "measure", "building goal"]
        loose = next(n for n, line in enumerate(tree) if "Not aligned" in line)
        assert "CWG #5" in tree[loose + 1]
        assert len(set(view.query_one("#tree", RecordList).ids)) == len(
            view.query_one("#tree", RecordList).ids
        )


async def test_a_plan_grows_from_nothing_by_one_key(opened: Any, empty_file: Path) -> None:
    async with plan(opened, path=empty_file) as (app, pilot, view):
        assert "No plan yet" in view.query_one("#tree", RecordList)._empty
        await pilot.press("a")
        await form(pilot, app, text="All read", aim="Every student succeeds")
        await on(pilot, view, "tree", "district_goals/1")
        await pilot.press("a")
        await form(pilot, app, title="Reading up", standards="data_driven")
        await on(pilot, view, "tree", "goals/1")
        await pilot.press("a")
        await form(
            pilot,
            app,
            text="Close reading",
            references="Sample Author 2020 | https://example.org | ch. 2",
        )
        await on(pilot, view, "tree", "strategies/1")
        await pilot.press("a")
        await form(
            pilot,
            app,
            statement="Rooms that do it",
            unit="%",
            baseline="20",
            baseline_on="2026-10-01",
            target="80",
        )
        await pilot.press("a")
        await form(pilot, app, statement="Pupils who can")
        building = app.state.building
        assert building.goals[1].district_goal_id == 1 and building.strategies[1].goal_id == 1
        assert building.strategies[1].references == (
            Reference("Sample Author 2020", "https://example.org", "ch. 2"),
        )
        assert [(i.kind, i.strategy_id) for i in active(building.indicators)] == [
            ("adult", 1),
            ("student", 1),
        ]
        assert (
            building.indicators[1].baseline is not None
            and building.indicators[1].baseline.value == 20
        )
        assert not any("Not aligned" in line for line in words(view, "tree"))


async def test_a_baseline_without_its_day_is_asked_for(opened: Any) -> None:
    async with plan(opened) as (app, pilot, view):
        await on(pilot, view, "indicators", "indicators/1")
        await pilot.press("e")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, FormScreen)
        screen.entry("baseline_on").fill("")
        await pilot.press("f10")
        await pilot.pause()
        assert "has no date" in screen.wrong["baseline_on"]


async def test_a_result_is_noted_and_drawn(opened: Any) -> None:
    async with plan(opened) as (app, pilot, view):
        assert any(f.rule == "SIP-05" for f in app.state.findings)
        await on(pilot, view, "indicators", "indicators/2")
        assert any("no result yet" in line for line in words(view, "detail"))
        before = next(line for line in words(view, "indicators") if "Answers with" in line)
        assert "54% | 60% | 59% | 66%" in before and "▁" in before
        await pilot.press("m")
        await form(pilot, app, actual="61.5")
        assert not any(f.rule == "SIP-05" for f in app.state.findings)
        assert any(" 61.5 " in line for line in words(view, "detail"))
        assert "3 of 4" in next(
            line for line in words(view, "indicators") if "Answers with" in line
        )


async def test_the_chain_says_who_was_reached_and_what_a_training_lacks(opened: Any) -> None:
    async with plan(opened) as (app, pilot, view):
        await pilot.press("t")
        chain = words(view, "trainings")
        assert (
            "BLT training" in chain[0]
            and "In-service" in chain[1]
            and "reached 31 of 34" in chain[1]
        )
        await pilot.press("T")
        await form(
            pilot,
            app,
            on="2026-11-10",
            title="Second look",
            segments="We do: student work (25 min) #1",
        )
        new = next(t for t in active(app.state.building.trainings) if t.title == "Second look")
        assert new.segments == (Segment("student work", "we_do", 1, 25),) and new.inservice_id == 2
        line = next(line for line in words(view, "trainings") if "Second look" in line)
        assert "no planning time, no roll-out plan" in line
        await on(pilot, view, "trainings", f"trainings/{new.id}")
        assert any(
            "TRN" in f.rule and f"trainings/{new.id}" in f.records for f in app.state.findings
        )
        await pilot.press("p")
        await form(pilot, app, how="By grade", lead_ids="Hayden Sample")
        rollout = app.state.building.trainings[new.id].rollout
        assert rollout is not None and rollout.how == "By grade" and len(rollout.lead_ids) == 1
        await pilot.press("w")
        await form(pilot, app, attended="Hayden Sample, Emery Sample")
        assert len(app.state.building.trainings[new.id].attended) == 2


async def test_a_day_that_only_the_calendar_has_is_taken_from_it(opened: Any) -> None:
    async with plan(opened) as (app, pilot, view):
        await pilot.press("t")
        row = next(
            (
                row
                for row in view.query_one("#trainings", RecordList).ids
                if row.startswith("calendar/")
            ),
            None,
        )
        if row is None:
            await pilot.press("N")
            await form(pilot, app, on="2027-03-12", title="Spring")
            assert any(d.on == date(2027, 3, 12) for d in active(app.state.building.inservices))
            return
        await on(pilot, view, "trainings", row)
        await pilot.press("e")
        await form(pilot, app)
        day = date.fromisoformat(row.partition("/")[2])
        assert any(d.on == day for d in active(app.state.building.inservices))


async def test_a_message_is_noted_and_answered(opened: Any) -> None:
    async with plan(opened) as (app, pilot, view):
        view.turn_to("messages")
        await pilot.pause()
        assert any("one way only" in line for line in words(view, "messages"))
        await pilot.press("a")
        await form(pilot, app, party="dlt", text="Which date?")
        asked = max(active(app.state.building.messages), key=lambda m: m.id)
        await on(pilot, view, "messages", f"messages/{asked.id}")
        await pilot.press("r")
        await form(pilot, app, text="The 3rd")
        answer = max(active(app.state.building.messages), key=lambda m: m.id)
        assert (answer.direction, answer.reply_to, answer.party) == ("from", asked.id, "dlt")


async def test_responsibilities_get_evidence(opened: Any) -> None:
    async with plan(opened) as (app, pilot, view):
        view.turn_to("duties")
        await pilot.pause()
        rows = view.query_one("#duties", RecordList)
        assert len(rows.ids) == 9
        rows.go("duty/" + rows.ids[-1].partition("/")[2])
        view._detail(app.state)
        await pilot.press("i")
        await form(pilot, app, title="Sample review of the plan")
        found = next(
            e for e in active(app.state.building.evidence) if e.title == "Sample review of the plan"
        )
        assert found.step is None and found.responsibilities == (rows.ids[-1].partition("/")[2],)
        assert words(view, "duties")[-1].split(" | ")[1] == "1"


async def test_the_plan_is_evaluated_in_two_parts(opened: Any) -> None:
    async with plan(opened) as (app, pilot, _view):
        for text in ("More reasons from the text", "Cycles took too long"):
            await pilot.press("E")
            await form(pilot, app, text=text)
        (found,) = active(app.state.building.plans)
        assert (found.impact, found.process) == (
            "More reasons from the text",
            "Cycles took too long",
        )


async def test_money_practice_and_a_measure_are_noted(opened: Any) -> None:
    async with plan(opened) as (app, pilot, view):
        await on(pilot, view, "tree", "goals/1")
        await pilot.press("F")
        await form(pilot, app, text="Sample books", amount="120.5")
        assert any(
            f.text == "Sample books" and f.goal_id == 1 for f in active(app.state.building.finances)
        )
        await on(pilot, view, "tree", "strategies/2")
        await pilot.press("f")
        await form(pilot, app, fidelity="with_fidelity")
        assert app.state.building.strategies[2].fidelity == "with_fidelity"
        await on(pilot, view, "tree", "district_goals/1")
        await pilot.press("m")
        await form(pilot, app, text="Sample survey", target="75")
        assert [m.text for m in app.state.building.district_goals[1].measures][
            -1
        ] == "Sample survey"


async def test_what_is_removed_is_asked_for_and_leaves_the_rest_in_the_air(opened: Any) -> None:
    async with plan(opened) as (app, pilot, view):
        await on(pilot, view, "tree", "goals/2")
        await pilot.press("x")
        await pilot.pause()
        await pilot.press("enter", "y")
        await until(pilot, lambda: app.state.building.goals[2].archived)
        tree = words(view, "tree")
        loose = next(n for n, line in enumerate(tree) if "Not aligned" in line)
        assert any("number talks" in line for line in tree[loose:])
        await pilot.press("u")
        await until(pilot, lambda: not app.state.building.goals[2].archived)


async def test_a_goal_is_edited_and_linked(opened: Any) -> None:
    async with plan(opened) as (app, pilot, view):
        await on(pilot, view, "tree", "goals/1")
        await pilot.press("enter")
        await form(pilot, app, district_goal_id="0")
        assert app.state.building.goals[1].district_goal_id is None
        assert any("not aligned" in line for line in words(view, "detail"))
        assert any(f.rule == "SIP-03" and "goals/1" in f.records for f in app.state.findings)


async def test_findings_are_explained_on_what_they_are_about(opened: Any) -> None:
    async with opened(size=(120, 40)) as (app, pilot):
        finding = next(f for f in app.state.findings if f.rule == "TRN-04")
        app.open(f"finding/{finding.rule}/{finding.subject}/7")
        await until(pilot, lambda: isinstance(app.screen, Explain))
        view = app.bench.view
        assert isinstance(view, Plan) and view.line == finding.records[0]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 16)], ids=str)
async def test_every_panel_is_reached_and_shown_at_every_size(
    opened: Any, size: tuple[int, int]
) -> None:
    async with plan(opened, size=size) as (app, pilot, view):
        app.submit(
            lambda b: add_goal(
                b, framework=app.state.framework, title="[red]A[/] \x1b[2J", year="2026-27"
            )
        )
        await until(pilot, lambda: any("[red]A[/]" in line for line in words(view, "tree")))
        for panel in (*PANELS[1:], PANELS[0]):
            await pilot.press("v")
            assert view.query_one(f"#{panel}").region.height > 2, panel
            screen = "\n".join(
                "".join(s.text for s in line) for line in app.screen._compositor.render_strips()
            )
            assert "\x1b" not in screen
        await pilot.press("V")
        assert view._focused == "detail"


def test_a_sparkline_goes_from_the_lowest_to_the_highest() -> None:
    days = [Point(date(2026, 10, n), v) for n, v in ((1, 10.0), (2, 20.0), (3, 30.0))]
    found = Series(
        indicator_id=1,
        expected=(),
        actual=tuple(days),
        last=days[-1],
        target=30,
        share=1,
        results=2,
        of=2,
        missing=(),
    )
    assert spark(found, UNICODE) == "▁▅█"
    assert spark(found, ASCII) == "_=#"


def test_lines_of_literature_and_segments_are_read_as_they_are_written() -> None:
    field = Literature(key="references", label="Literature")
    value = (Reference("Sample A", "https://example.org", ""), Reference("Sample B", "", "p. 3"))
    assert field.parse(field.to_text(value)) == value
    parts = (Segment("A talk (short)", "i_do", 3, 20), Segment("Pairs", "you_do", None, None))
    segments = Segments(key="segments", label="Segments")
    assert segments.parse(segments.to_text(parts)) == parts
    with pytest.raises(UserError, match="Start with I do"):
        segments.parse("They do: x")
    with pytest.raises(UserError, match="no citation"):
        field.parse("| https://example.org")


@pytest.mark.parametrize(
    ("text", "value"), [("", None), ("-3.5", -3.5), ("1,800.5", 1800.5), ("61", 61)]
)
def test_numbers_are_read(text: str, value: float | None) -> None:
    assert fields.typed("n", Number("N")).parse(text) == value


@pytest.mark.parametrize("text", ["1e9", "nan", "٣", "1 000", "--2", "4,25"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="not a"):
        fields.typed("n", Number("N")).parse(text)
    with pytest.raises(UserError, match="not a"):
        fields.typed("n", Whole("N")).parse(text)
