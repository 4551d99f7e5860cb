"""The plan on paper.

It has the Big Arrow from the aim to the work, indicators, trainings, responsibilities and the
evaluation.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bltui.domain.model import formats, labels
from bltui.domain.model.building import Building
from bltui.domain.model.formats import show_date
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.messages import PARTIES
from bltui.domain.model.plan import Indicator
from bltui.domain.model.record import active
from bltui.domain.model.training import PHASES, Training
from bltui.domain.plan.alignment import KINDS, Node, alignment, strategies_of, walk
from bltui.domain.plan.indicators import series
from bltui.domain.plan.responsibilities import responsibilities
from bltui.domain.plan.standards import by_standard
from bltui.domain.steps.current_state import days_of, plan_of
from bltui.domain.team.communication import communication, two_way
from bltui.domain.training.timeline import Link, chain, led_by, reached, staff_on
from bltui.exchange.page import Grid, Page, Section


def _day(day: date | None) -> str:
    return show_date(day) if day else ""


def _tree(nodes: tuple[Node, ...]) -> Grid:
    # Dots show the depth, because Markdown and HTML drop spaces at the start of a cell.
    rows = tuple(
        (f"{'· ' * depth}{KINDS[node.kind].capitalize()}", node.text, node.note)
        for depth, node in walk(nodes)
    )
    return Grid(("part", "text", "note"), rows)


def _arrow(building: Building, year: str) -> Iterator[Section]:
    tree = alignment(building, year)
    yield Section(
        "Aim, goals & measures, aligned acts",
        (_tree(tree.aims) if tree.aims else "None yet.",),
    )
    # While nothing is written, nothing can be aligned.
    if tree.aims or tree.loose:
        yield Section(
            "Not aligned",
            (_tree(tree.loose) if tree.loose else "Everything supports a district goal.",),
        )


def _strategies(building: Building, year: str) -> Section:
    rows = tuple(
        (s.text, s.why, "; ".join(f"{r.citation} {r.url}".strip() for r in s.references), s.where)
        for s in strategies_of(building, year)
    )
    grid = Grid(("strategy", "why it was chosen", "literature", "who and where"), rows)
    return Section("Strategies and literature", (grid if rows else "None yet.",))


def _value(value: float | None, unit: str) -> str:
    return "" if value is None else formats.quantity(value, unit)


def _indicator(indicator: Indicator, today: date) -> tuple[object, ...]:
    line, base = series(indicator, today), indicator.baseline
    checks = "; ".join(
        f"{show_date(c.planned)}: {_value(c.expected, '') or '–'} expected, "
        f"{_value(c.actual, '') or '–'} found"
        for c in indicator.checks
    )
    return (
        indicator.kind,
        f"{indicator.statement}{f' ({indicator.subgroup})' if indicator.subgroup else ''}",
        f"{_value(base.value, indicator.unit)} on {show_date(base.on)}" if base else "",
        f"{_value(indicator.target, indicator.unit)} {_day(indicator.target_on)}".strip(),
        checks,
        f"{line.results} of {line.of}",
    )


def _indicators(building: Building, year: str, today: date) -> Section:
    own = {s.id for s in strategies_of(building, year)}
    found = [
        i for i in active(building.indicators) if i.strategy_id is None or i.strategy_id in own
    ]
    columns = ("kind", "indicator", "baseline", "target", "checks", "results")
    rows = tuple(_indicator(i, today) for i in found)
    return Section("Indicators", (Grid(columns, rows) if rows else "None yet.",))


def _planned(training: Training) -> str:
    """Return what a training contains and how it is rolled out."""
    minutes = (
        f"{training.planning_minutes} min of planning time"
        if training.planning_minutes
        else "no planning time"
    )
    parts = [
        training.title,
        minutes,
        *(f"{PHASES[s.phase]}: {s.topic}" for s in training.in_order()),
    ]
    if training.rollout:
        parts.append(f"roll-out: {training.rollout.how}")
    return "; ".join(part for part in parts if part)


def _link(building: Building, link: Link, staff: int) -> Iterator[tuple[object, ...]]:
    for training in link.trainings:
        came = f"{len(training.attended)} came" if training.attended else ""
        yield show_date(training.on), f"{labels.team()} training", _planned(training), came
    for day in link.days:
        led = ", ".join(building.people[n].name for n in led_by(building, day))
        count = reached(building, day)
        came = f"{count} of {staff} staff" if count is not None else ""
        yield (
            show_date(day.on),
            "in-service",
            "; ".join(p for p in (day.title, f"led by {led}" if led else "") if p),
            came,
        )


def _trainings(building: Building, year: str) -> Section:
    first, last = days_of(building, year)
    staff, links = len(staff_on(building)), chain(building, first, last)
    after = max((link.days[-1].on for link in links), default=first)
    rest = sorted(
        (t for t in active(building.trainings) if after < t.on <= last), key=lambda t: t.on
    )
    rows = [row for link in links for row in _link(building, link, staff)]
    rows += [(show_date(t.on), f"{labels.team()} training", _planned(t), "") for t in rest]
    grid = Grid(("date", "what", "content", "came"), tuple(rows))
    return Section("Trainings and in-service days", (grid if rows else "None yet.",))


def _duties(building: Building, framework: Framework, year: str, today: date) -> Section:
    rows = tuple(
        (duty.text, len(duty.evidence), duty.activities, _day(duty.last) or "none this year")
        for duty in responsibilities(building, framework, year, today)
    )
    return Section(
        "Responsibilities",
        (Grid(("responsibility", "evidence", "activities", "last activity"), rows),),
    )


def _standards(building: Building, framework: Framework, year: str) -> Section:
    rows = tuple(
        (
            s.label,
            ", ".join(f"{what}: {count}" for what, count in s.counts.items()) or "no work for it",
        )
        for s in by_standard(building, framework, year)
    )
    return Section("Standards", (Grid(("standard", "work of the year"), rows),))


def _messages(building: Building, year: str) -> Section:
    label = {**PARTIES, "dlt": building.profile.dlt_label}
    rows = tuple(
        (label[t.party], t.to, t.back, _day(t.last))
        for t in two_way(communication(building, *days_of(building, year)))
    )
    return Section("Two-way communication", (Grid(("with", "told", "heard", "last"), rows),))


def _evaluation(building: Building, year: str) -> Section:
    plan = plan_of(building, year)
    if plan is None:
        return Section("Evaluation", ("No plan yet.",))
    parts = (("Impact", plan.impact, plan.impact_on), ("Process", plan.process, plan.process_on))
    lines = (
        f"{what}: {text} ({_day(on)})" if text else f"{what}: not evaluated yet."
        for what, text, on in parts
    )
    money = tuple(
        (show_date(f.on), f.text, "" if f.amount is None else formats.money(f.amount), f.reason)
        for f in active(building.finances)
    )
    return Section(
        "Evaluation and spending",
        (
            *lines,
            Grid(("date", "decision", "amount", "reason"), money)
            if money
            else "No financial decisions.",
        ),
    )


@formats.paper()
def plan_page(building: Building, framework: Framework, year: str, today: date) -> Page:
    """Return the page on the plan of a school year such as "2026-27"."""
    plan = plan_of(building, year)
    name = f"{plan.title} ({plan.status})" if plan else f"no plan of {year} yet"
    return Page(
        f"{building.profile.name}: {name}, {show_date(today)}",
        (
            *_arrow(building, year),
            _strategies(building, year),
            _indicators(building, year, today),
            _trainings(building, year),
            _evaluation(building, year),
            _duties(building, framework, year, today),
            _standards(building, framework, year),
            _messages(building, year),
        ),
    )
