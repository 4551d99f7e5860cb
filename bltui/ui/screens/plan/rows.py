"""The rows of the Plan view: tree, indicators, trainings, responsibilities, messages, standards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bltui.domain.model import labels
from bltui.domain.model.formats import quantity, show_date
from bltui.domain.model.kind import kinds_of
from bltui.domain.model.messages import Message
from bltui.domain.model.plan import Indicator
from bltui.domain.model.record import active
from bltui.domain.model.training import InService, Training
from bltui.domain.plan.alignment import KINDS, Alignment, Node, strategies_of, worked_on
from bltui.domain.plan.indicators import Series, Standing, series
from bltui.domain.plan.responsibilities import Duty
from bltui.domain.plan.standards import by_standard
from bltui.domain.steps.current_state import days_of, plan_of, working_year
from bltui.domain.team.communication import communication, two_way
from bltui.domain.training.timeline import chain, led_by, reached, staff_on
from bltui.ui.formatting import Bit, Signs
from bltui.ui.screens.steps.pages import finding_rows
from bltui.ui.state import State
from bltui.ui.widgets.table_layout import Cell, Column, Row

#: The columns of each list.
LISTS = {
    "tree": (
        Column("Goal or strategy", wraps=True, enough=50),
        Column("Kind", whole=True),
        Column("", rank=1),
    ),
    "indicators": (
        Column("Status", whole=True),
        Column("Indicator", whole=True, wraps=True, enough=40),
        Column("Kind", rank=1),
        Column("Start", right=True, whole=True),
        Column("Plan", right=True, whole=True),
        Column("Now", right=True, whole=True),
        Column("Target", right=True, whole=True),
        Column("Trend", rank=2),
        Column("Checks", rank=3),
    ),
    "trainings": (
        Column(cells=1, whole=True),
        Column(whole=True),
        Column(wraps=True),
        Column(wraps=True),
    ),
    "duties": (
        Column("Responsibility", whole=True, wraps=True),
        Column("Evidence", right=True),
        Column("Records", right=True),
        Column("Last"),
    ),
    "messages": (
        Column("Date", whole=True),
        Column("Party", whole=True),
        Column("Message", wraps=True, whole=True),
    ),
    "standards": (Column(), Column(wraps=True, whole=True), Column(rank=1)),
    "findings": (Column(whole=True), Column(wraps=True, whole=True)),
}

_PARTY = kinds_of(Message)["party"]
#: Levels of a sparkline, the lowest first.
_BARS, _PLAIN_BARS = "▁▂▃▄▅▆▇█", "_.:-=+*#"
#: The maximum number of results in a sparkline: the newest.
_LINE = 10


def record_of(row: str) -> str:
    """Return the record of a row; one record can be at several places in the tree."""
    return row.partition("@")[0]


# -- the tree --------------------------------------------------------------------------------------


def _nodes(nodes: tuple[Node, ...], depth: int, above: str, role: str) -> Iterator[Row]:
    for place, node in enumerate(nodes):
        record = node.record or above.partition("@")[0] or "aim"
        name = f"{record}@{above}" if node.record else f"{record}@{above}/{node.kind}{place}"
        kind, note = KINDS[node.kind], node.note
        text = node.text or ("no aim" if node.kind == "aim" else "")
        ink = "strong" if node.kind == "aim" else role if not depth else ""
        cells: tuple[Cell, ...] = (
            Bit(f"{'  ' * depth}{text}", ink),
            Bit(kind, "quiet"),
            Bit(note, "quiet"),
        )
        yield Row(name, cells)
        yield from _nodes(node.children, depth + 1, name.replace("@", "~"), role)


def tree_rows(state: State, tree: Alignment) -> list[Row]:
    """Return the year's plan, the tree below each aim, and at the end what is not aligned."""
    rows: list[Row] = []
    if (plan := plan_of(state.building, tree.year)) is not None:
        done = [word for word in ("impact", "process") if getattr(plan, word)]
        words = f"{plan.status}, evaluated: {' and '.join(done) or 'not yet'}"
        rows.append(
            Row(
                f"plans/{plan.id}@",
                (Bit(plan.title, "strong"), Bit(f"plan, {plan.status}", "quiet"), words),
            )
        )
    rows += _nodes(tree.aims, 0, "", "")
    if tree.loose:
        rows.append(
            Row(
                None,
                (
                    Bit(
                        f"{state.signs.required} Not aligned: no link to a district goal",
                        "required",
                    ),
                ),
                "text",
            )
        )
        rows += _nodes(tree.loose, 0, "loose", "required")
    return rows


# -- indicators ------------------------------------------------------------------------------------


def spark(found: Series, signs: Signs) -> str:
    """Return an indicator's newest results as a sparkline.

    It spans the lowest to the highest of its results and its target.
    """
    values = [point.value for point in found.actual][-_LINE:]
    scale = [*values, *([found.target] if found.target is not None else [])]
    if len(values) < 2:
        return ""
    low, high = min(scale), max(scale)
    bars = _PLAIN_BARS if signs.full == "#" else _BARS
    return "".join(
        bars[round((v - low) * (len(bars) - 1) / (high - low)) if high > low else 0] for v in values
    )


#: What is said of an indicator, with its role.
STANDING: dict[Standing, tuple[str, str]] = {
    "on_track": ("done", "on track"),
    "behind": ("required", "behind"),
    "no_result": ("recommended", "no result"),
    "no_data": ("info", "no data"),
}


def standing(state: State) -> tuple[Bit, ...]:
    """Return how many indicators are on track, and how many are not."""
    counts = Counter(series(i, state.today).standing for i in active(state.building.indicators))
    return tuple(
        Bit(f"{counts[key]} {word}", role) for key, (role, word) in STANDING.items() if counts[key]
    )


def indicator_rows(state: State) -> list[Row]:
    """Return the indicators by strategy; those without a strategy are at the end."""
    rows: list[Row] = []
    year = working_year(state.building, state.today)
    asking = {s.id for s in worked_on(state.building, year)}
    own = list(active(state.building.indicators))
    heads = [(s.id, s.text) for s in strategies_of(state.building, year)]
    known = {number for number, _ in heads}
    loose = [i for i in own if i.strategy_id not in known]
    for number, text in heads:
        rows.append(Row(f"strategies/{number}", ("", Bit(text, "mark"))))
        here = [i for i in own if i.strategy_id == number]
        rows += [_indicator(state, i) for i in here]
        missing = [kind for kind in ("adult", "student") if kind not in {i.kind for i in here}]
        if missing and number in asking:
            words = f"  {state.signs.required} no {' and no '.join(missing)} indicator"
            rows.append(Row(None, (Bit(words, "required"),), "text"))
    if loose:
        rows.append(Row(None, (Bit("Without a strategy in use", "required"),), "heading"))
        rows += [_indicator(state, i) for i in loose]
    return rows


def _indicator(state: State, indicator: Indicator) -> Row:
    found = series(indicator, state.today)
    role, word = STANDING[found.standing]
    unit = indicator.unit if indicator.unit == "%" else ""

    def value(number: float | None) -> str:
        return quantity(number, unit) if number is not None else ""

    return Row(
        f"indicators/{indicator.id}",
        (
            Bit(f"{state.signs.of(role)} {word}", role),
            f"  {indicator.statement}",
            Bit(indicator.kind, "quiet"),
            value(indicator.baseline.value if indicator.baseline else None),
            value(found.planned),
            value(found.last.value if found.last and found.results else None),
            value(found.target),
            Bit(spark(found, state.signs), "info"),
            Bit(f"{found.results} of {found.of}", "required" if found.missing else "quiet"),
        ),
        find=indicator.subgroup,
    )


# -- trainings and in-service days -----------------------------------------------------------------


def _training(state: State, training: Training) -> Row:
    lacks = [] if training.planning_minutes else ["no planning time"]
    lacks += [] if training.rollout else ["no roll-out plan"]
    planning = f"{training.planning_minutes} min planning" if training.planning_minutes else ""
    says: Cell = Bit(", ".join(lacks), "required") if lacks else Bit(planning, "quiet")
    role = "done" if training.on < state.today else "info"
    cells: tuple[Cell, ...] = (
        Bit(state.signs.of(role), role),
        show_date(training.on),
        f"{labels.team()} training{f': {training.title}' if training.title else ''}",
        says,
    )
    return Row(f"trainings/{training.id}", cells)


def _inservice(state: State, day: InService) -> Row:
    staff, count = len(staff_on(state.building)), reached(state.building, day)
    role = "done" if day.on < state.today else "info"
    words = [f"reached {count} of {staff}"] if count is not None and staff else []
    if day.presenter_ids or day.guests:
        words.append(f"{len(led_by(state.building, day))} of {labels.team()} lead")
    short = count is not None and count < staff
    record = f"inservices/{day.id}" if day.id else f"calendar/{day.on.isoformat()}"
    name = f"In-service{f': {day.title}' if day.title else ''}" + (
        "" if day.id else " (in the calendar only)"
    )
    cells: tuple[Cell, ...] = (
        Bit(state.signs.of(role), role),
        show_date(day.on),
        name,
        Bit(", ".join(words), "required" if short else "quiet"),
    )
    return Row(record, cells)


def training_rows(state: State) -> list[Row]:
    """Return the training chain of the year: each in-service day after its trainings.

    Trainings after the last day are at the end.
    """
    first, last = days_of(state.building, working_year(state.building, state.today))
    rows: list[Row] = []
    shown: set[int] = set()
    for link in chain(state.building, first, last):
        if not link.trainings:
            words = f"{state.signs.required} no {labels.team()} training before the in-service of {show_date(link.on)}"
            rows.append(Row(None, (Bit(words, "required"),), "text"))
        rows += [_training(state, training) for training in link.trainings]
        rows += [_inservice(state, day) for day in link.days]
        shown |= {training.id for training in link.trainings}
    rest = sorted(
        (t for t in active(state.building.trainings) if first <= t.on <= last), key=lambda t: t.on
    )
    return rows + [_training(state, training) for training in rest if training.id not in shown]


# -- responsibilities, messages, standards, findings -----------------------------------------------


def duty_rows(state: State, duties: list[Duty]) -> list[Row]:
    """Return every responsibility with its evidence and its latest activity."""
    return [
        Row(
            f"duty/{duty.key}",
            (
                duty.short,
                str(len(duty.evidence)),
                str(duty.activities),
                show_date(duty.last) if duty.last else Bit("not yet", "required"),
            ),
            find=duty.text,
        )
        for duty in duties
    ]


def message_rows(state: State) -> tuple[list[Row], str]:
    """Return the message log, newest first, and the text about one-way communication."""
    first, last = days_of(state.building, working_year(state.building, state.today))
    lines = communication(state.building, first, last)
    one_way = [_PARTY.show(t.party, state) for t in two_way(lines) if bool(t.to) != bool(t.back)]
    rows = []
    for line in lines:
        words = _PARTY.show(line.party, state)
        if line.record.startswith("messages/"):
            words = state.building.messages[int(line.record.partition("/")[2])].whom(state)
        rows.append(Row(line.record, (show_date(line.on), f"{line.direction} {words}", line.text)))
    return rows, f"one way only: {', '.join(one_way)}" if one_way else ""


def standard_rows(state: State) -> list[Row]:
    """Return the report by standard: the work of the year tagged with each."""
    rows: list[Row] = []
    for standard in by_standard(
        state.building, state.framework, working_year(state.building, state.today)
    ):
        counts = (
            ", ".join(f"{count} {what}" for what, count in standard.counts.items())
            or "nothing tagged yet"
        )
        rows.append(Row(None, (f"{standard.label}: {counts}",), "heading"))
        rows.append(Row(None, (Bit(standard.text, "quiet"),), "text"))
        for place, item in enumerate(standard.work):
            day = show_date(item.on) if item.on else ""
            rows.append(
                Row(
                    f"{item.record}@{standard.key}{place}",
                    (Bit(item.what, "quiet"), item.text, day),
                )
            )
    return rows


def plan_findings(state: State) -> list[Row]:
    """Return the findings about the plan and the trainings."""
    return list(
        finding_rows(
            state, (f for f in state.findings if f.area in ("plan", "training")), worded=True
        )
    )
