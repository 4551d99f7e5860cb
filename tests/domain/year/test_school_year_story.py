"""A whole school year played: form, plan, four groups through two cycles each, trainings before
in-services, evaluation.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bltui.domain.checks import rules
from bltui.domain.model.plan import Finance, Indicator, Measure, Reading, Reference, Strategy
from bltui.domain.model.training import InService, Rollout, Segment
from bltui.domain.model.work_groups import cycles_of
from bltui.domain.plan import edits as planning
from bltui.domain.plan import indicators
from bltui.domain.plan.alignment import alignment, walk
from bltui.domain.plan.indicators import series
from bltui.domain.plan.responsibilities import responsibilities
from bltui.domain.plan.standards import by_standard
from bltui.domain.steps import cycle_edits
from bltui.domain.steps.boards import board
from bltui.domain.steps.edits import set_context, set_step, tick
from bltui.domain.steps.evidence import add_evidence
from bltui.domain.steps.matrix import matrix
from bltui.domain.team import message_edits
from bltui.domain.training import edits as convening
from bltui.domain.training.timeline import chain

YEAR = "2026-27"
AREAS = ("steps", "plan", "training")


def findings(world: Any, today: date) -> list[str]:
    """The ids of what steps, plan and trainings find, each once."""
    found = rules.check(world.building, world.framework, today, areas=AREAS)
    return sorted({f.rule for f in found})


def finish(world: Any, step: int, today: date, evidence: str) -> None:
    """A step of the board is begun, ticked off and done."""
    definition = world.framework.boards["building"].step(step)
    fields = {"framework": world.framework, "step": step, "year": YEAR, "today": today}
    world.do(set_step, to="in_progress", **fields)
    for item in definition.checklist:
        world.do(tick, framework=world.framework, step=step, year=YEAR, item=item)
    world.do(set_step, to="done", seen="in_progress", evidence=evidence, **fields)


def go_round(world: Any, cwg_id: int, start: date, outcome: str) -> date:
    """A group's open cycle from where it stands to its decision, a week a step.

    Gives the day of the decision.
    """
    day = start
    while (cycle := cycles_of(world.building, cwg_id)[-1]).step != 7:
        day += timedelta(7)
        lines = {4: "literature: article", 5: "", 6: "data: quiz, grade 2 https://example.org/quiz"}
        world.do(
            cycle_edits.advance,
            cwg_id=cwg_id,
            today=day,
            seen=cycle.step,
            evidence=lines[cycle.step],
        )
        if cycle.step == 6:
            world.do(
                cycle_edits.note_evidence,
                cwg_id=cwg_id,
                today=day,
                step=6,
                evidence="student work: 12 samples",
            )
    day += timedelta(7)
    world.do(
        cycle_edits.close,
        framework=world.framework,
        cwg_id=cwg_id,
        outcome=outcome,
        year=YEAR,
        today=day,
        learned="Model it longer",
    )
    return day


def test_a_school_year(world: Any) -> None:
    for name in ("Two", "Three", "Four"):
        world.put("people", name=f"Sample {name}")
    for person in (1, 2, 3, 4):
        world.put("seats", label=f"seat {person}", kind="core")
        world.put("memberships", seat_id=person, person_id=person, start="2024-07-01")
    world.group("Scientists")
    world.group("Artists")
    fw = world.framework

    # August: the superintendent sets the context, the principal forms the BLT and sets the
    # calendar.
    day = date(2026, 8, 17)
    assert board(world.building, fw, YEAR, day, "district").context_missing
    world.do(
        set_context,
        framework=fw,
        year=YEAR,
        who="Sample Superintendent",
        text="Reading first",
        on=day,
        today=day,
    )
    district = board(world.building, fw, YEAR, day, "district")
    assert not district.context_missing and district.reconstruction
    finish(world, 1, day, "minutes: first meeting")
    world.do(planning.add_district_goal, text="All students read", aim="Every student succeeds")
    world.do(
        planning.add_measure, district_goal_id=1, measure=Measure("State reading test", 61, 75, "%")
    )
    days = (date(2026, 10, 12), date(2027, 2, 15))
    for on in days:
        world.add(InService(on=on), day)
    assert findings(world, day) == ["TRN-01"]  # no training before either day

    # September: goals, strategies and what they are watched by; trainings are planned.
    day = date(2026, 9, 1)
    world.do(
        planning.add_goal,
        framework=fw,
        title="Grade 2 reading from 61 to 70 % by May",
        year=YEAR,
        district_goal_id=1,
        adult_learning_priority="Modelling",
        standards=["learning_communities", "data_driven"],
    )
    for number, text in enumerate(("Close reading", "Word study"), 1):
        world.add(
            Strategy(
                text=text,
                goal_id=1,
                references=(Reference("Sample Author 2020"),),
                cwg_ids=(number * 2 - 1, number * 2),
                standards=("research_based",),
            )
        )
    assert findings(world, day) == ["SIP-04", "TRN-01"]
    for strategy in (1, 2):
        for kind in ("adult", "student"):
            world.add(
                Indicator(
                    statement=f"{kind} {strategy}",
                    kind=kind,
                    strategy_id=strategy,
                    baseline=Reading(40, day),
                    target=60,
                    target_on=date(2027, 5, 1),
                    unit="%",
                )
            )
    for number in range(1, 5):
        for planned, expected in ((date(2026, 11, 30), 50), (date(2027, 4, 30), 60)):
            world.do(
                indicators.measure,
                indicator_id=number,
                planned=planned,
                today=day,
                expected=expected,
            )
    finish(world, 2, day, "data: grade 2 by subgroup")
    finish(world, 3, day, "Handout 8 /shared/handout8.txt")
    for on in (date(2026, 9, 28), date(2027, 2, 1)):
        world.do(
            convening.add_training,
            framework=fw,
            today=day,
            on=on,
            guests=["Sample Trainer"],
            district_goal_ids=[1],
            planning_minutes=60,
            rollout=Rollout(audience="all staff", how="In three rooms", lead_ids=(1, 2)),
        )
    training = world.building.trainings[1]
    for phase, topic in (("i_do", "Model it"), ("you_do", "Own lesson"), ("we_do", "In pairs")):
        world.do(convening.add_segment, training_id=1, segment=Segment(topic, phase, 1))
    training = world.building.trainings[1]
    assert [s.phase for s in training.in_order()] == ["i_do", "we_do", "you_do"]
    assert training.inservice_id == 1 and world.building.trainings[2].inservice_id == 2
    assert findings(world, day) == []

    # 12 October: the BLT trains its entire staff.
    day = days[0]
    seen = world.building.inservices[1]
    assert findings(world, day) == ["TRN-04"]
    world.edit(seen, presenter_ids=[1, 2], strategy_ids=[1, 2])
    world.do(convening.attendance, table="inservices", number=1, today=day, attended=[1, 2, 3, 4])
    assert findings(world, day) == []
    assert findings(world, date(2026, 11, 24)) == ["TRN-05"]  # one-shot, if nobody took it up

    # Four groups, two cycles each: continue comes round at step 5, adjust at step 4.
    last = day
    for cwg_id, strategy, outcome in (
        (1, 1, "continue"),
        (2, 1, "adjust"),
        (3, 2, "continue"),
        (4, 2, "adjust"),
    ):
        world.do(
            cycle_edits.start,
            framework=fw,
            cwg_id=cwg_id,
            year=YEAR,
            today=day,
            strategy_id=strategy,
        )
        middle = go_round(world, cwg_id, day, outcome)
        first, second = cycles_of(world.building, cwg_id)
        assert (first.next_id, second.number, second.carried) == (second.id, 2, "Model it longer")
        assert (second.strategy_id, second.step) == (strategy, 5 if outcome == "continue" else 4)
        last = max(last, go_round(world, cwg_id, middle, "adopt" if cwg_id < 4 else "stop"))
    rows = matrix(world.building, fw, YEAR, last)
    assert [(row.cycle, row.closed, row.open) for row in rows] == [(2, 2, False)] * 4
    assert [cell.state for cell in rows[0].cells] == ["carried", "done", "done", "done"]
    assert [cell.state for cell in rows[1].cells] == ["done"] * 4
    view = board(world.building, fw, YEAR, last)
    assert view.cycles_closed == 8 and [c.status for c in view.cards[3:7]] == ["in_progress"] * 4
    assert [(c.progress.done, c.progress.of) for c in view.cards] == [
        (5, 5), (5, 5), (4, 4), (6, 6), (8, 8), (8, 8), (8, 8), (0, 5),
    ]  # fmt: skip
    assert (view.progress.done, view.progress.of, view.progress.percent) == (3, 8, 88)

    # Winter: results come in, the second in-service day, money and messages.
    day = date(2027, 2, 15)
    assert findings(world, day) == ["SIP-05", "TRN-04"]
    for number in range(1, 5):
        world.do(
            indicators.measure,
            indicator_id=number,
            planned=date(2026, 11, 30),
            today=day,
            actual=52,
        )
    seen = world.building.inservices[2]
    world.edit(seen, presenter_ids=[3])
    world.do(convening.attendance, table="inservices", number=2, today=day, reached=4)
    world.add(Finance(text="Books for grade 2", on=day, amount=800, goal_id=1))
    world.do(message_edits.send, party="dlt", text="Half-year report", on=day, today=day)
    world.do(
        message_edits.send,
        party="staff",
        text="More modelling",
        on=day,
        today=day,
        direction="from",
    )
    assert findings(world, day) == []
    assert [
        len(link.trainings) for link in chain(world.building, date(2026, 7, 1), date(2027, 6, 30))
    ] == [1, 1]

    # May and June: feedback, last results, evaluation in two parts.
    day = date(2027, 6, 1)
    for number in range(1, 5):
        world.do(
            indicators.measure, indicator_id=number, planned=date(2027, 4, 30), today=day, actual=58
        )
    finish(world, 8, day, "teacher feedback, 31 answers")
    world.do(planning.evaluate, year=YEAR, part="impact", text="Up by 9 points", on=day, today=day)
    world.do(
        planning.evaluate,
        year=YEAR,
        part="process",
        text="Two cycles were possible",
        on=day,
        today=day,
    )
    for key in ("focus", "commitment"):
        world.do(
            add_evidence,
            framework=fw,
            year=YEAR,
            on=day,
            today=day,
            title="Staff letter",
            responsibilities=[key],
        )
    closed = world.edit(world.building.plans[1], status="closed")
    assert (
        closed.says == "plan School Improvement Plan 2026-27: active → closed" and not closed.notes
    )
    assert findings(world, day) == []
    view = board(world.building, fw, YEAR, day)
    assert {card.status for card in view.cards} == {"done"} and view.progress.percent == 100
    drawn = series(world.building.indicators[1], day)
    assert ([p.value for p in drawn.actual], drawn.share, drawn.missing) == ([40, 52, 58], 0.9, ())
    duties = {d.key: d.last for d in responsibilities(world.building, fw, YEAR, day)}
    assert {key for key, when in duties.items() if when is None} == {
        "single_plan"
    }  # saved times come from the store
    tree = alignment(world.building, YEAR)
    assert tree.loose == () and tree.aims[0].text == "Every student succeeds"
    kinds = [node.kind for _, node in walk(tree.aims)]
    assert kinds.count("strategy") == 2 and kinds.count("cwg") == 4 and kinds.count("finance") == 1
    assert [s.counts for s in by_standard(world.building, fw, YEAR)] == [
        {"goal": 1},
        {"goal": 1},
        {"strategy": 2},
    ]
