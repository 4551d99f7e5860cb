"""The row's details: a step with checklist, evidence, and history; a group with its cycles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bltui.domain.model import labels
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.cycles import OUTCOMES, Cycle
from bltui.domain.model.finding import Finding
from bltui.domain.model.formats import show_date
from bltui.domain.model.framework_types import Room
from bltui.domain.model.record import active
from bltui.domain.model.steps import KINDS, STATUSES, Evidence, step_words
from bltui.domain.model.work_groups import cycles_of
from bltui.domain.steps.boards import BoardView, Card
from bltui.domain.steps.current_state import state_of
from bltui.domain.steps.progress import late_by
from bltui.domain.years.carry_over import carried_over
from bltui.ui.formatting import WEIGHTS, Bit
from bltui.ui.screens.steps.rows import counted, status
from bltui.ui.state import State
from bltui.ui.widgets.table_layout import Column, Row

DETAIL = (Column(cells=1), Column(wraps=True))
#: Where the work of a step is done: the view, the command that goes there, and its label.
ROOMS: dict[Room, tuple[str, str, str]] = {
    "team": ("team", "view.team", "Team"),
    "calendar": ("cwgs", "cwgs.calendar", "the calendar"),
    "cwgs": ("cwgs", "view.cwgs", "{groups}"),
    "plan": ("plan", "view.plan", "Plan"),
    "training": ("plan", "plan.trainings", "trainings"),
    "feedback": ("feedback", "view.feedback", "Feedback"),
    "meeting": ("meeting", "view.meeting", "Meeting"),
}
#: The number of history lines shown.
_LATEST = 8


def head(words: str) -> Row:
    """Return a heading."""
    return Row(None, (words,), "heading")


def says(text: str, role: str = "") -> Row:
    """Return a line that the cursor skips."""
    return Row(None, ("", Bit(text, role)))


def finding_rows(state: State, found: Iterable[Finding], *, worded: bool = False) -> Iterator[Row]:
    """Yield findings, each with its severity sign, and its word if there is room."""
    for finding in found:
        role, word = WEIGHTS[finding.severity]
        name = f"finding/{finding.rule}/{finding.subject}"
        sign = f"{state.signs.of(role)} {word}" if worded else state.signs.of(role)
        yield Row(name, (Bit(sign, role), finding.message))


def evidence_rows(found: Iterable[Evidence]) -> Iterator[Row]:
    """Yield evidence, the newest first."""
    for one in sorted(found, key=lambda e: (-e.on.toordinal(), -e.id)):
        words = [one.title, KINDS[one.kind], show_date(one.on)]
        words += [f"({one.subgroup})"] if one.subgroup else []
        words += [one.location] if one.location and one.location != one.title else []
        yield Row(f"evidence/{one.id}", ("+", "  ".join(words)))


def history(state: State, references: set[str]) -> Iterator[Row]:
    """Yield the newest changes of some records."""
    lines = [
        f"{told.when}  {told.by or '–'}  {told.says}"
        for told in state.recent
        if not told.start and not references.isdisjoint(told.records)
    ]
    yield from (says(line, "quiet") for line in lines[:_LATEST])


def _facts(state: State, view: BoardView, card: Card) -> Iterator[Row]:
    yield Row(None, ("", status(card, state.signs)))
    if card.reason:
        yield says(card.reason)
    if card.cycles or (card.recursive and card.closed):
        # The parts of a recurring step are the cycles that have completed it.
        yield says(
            f"{counted(card.progress, 'cycles past this step')}; cycles closed: {card.closed}"
        )
    else:
        yield says(counted(card.progress, "checked off" if card.checklist else "done"))
    for word, text in (
        ("Owner", card.owner or ""),
        ("By", card.who),
        (
            "Due",
            f"{show_date(card.due)}{f', {late_by(card.late)}' if card.late else ''}"
            if card.due
            else "",
        ),
        ("Since", show_date(card.started) if card.started else ""),
        ("Done", show_date(card.done_on) if card.done_on else ""),
        ("Rounds", str(card.rounds) if card.recursive and card.rounds > 1 else ""),
    ):
        if text:
            yield Row(None, ("", (Bit(f"{word:<6} ", "quiet"), Bit(text))))


def step_rows(state: State, view: BoardView, card: Card, rooms: Iterable[Room]) -> list[Row]:
    """Return a step's details: checklist, evidence, and where its work is done."""
    signs = state.signs
    rows = [
        Row(None, (Bit(f"{step_words(view.board, card.step).capitalize()}", "mark"),), "heading")
    ]
    rows += [says(card.title, "strong"), *_facts(state, view, card)]
    checks = [f for f in state.findings if f.area == "steps" and _about(f, view, card)]
    if checks:
        rows += [head("Checks"), *finding_rows(state, checks)]
    if card.cycles:
        rows.append(head("Groups at this step"))
        for cycle in card.cycles:
            late = f", {late_by(cycle.late)}" if cycle.late else ""
            role = "required" if late else "recommended"
            rows.append(Row(cycle.record, (Bit(signs.of(role), role), f"{cycle.label}{late}")))
    if (
        over := carried_over(state.building, view.year, card.step)
        if view.board == "building"
        else []
    ):
        rows.append(head("Carried over"))
        rows += [Row(one.record, (Bit(signs.of("info"), "info"), one.text)) for one in over]
    if card.checklist:
        rows.append(head("Checklist"))
        for tick in card.checklist:
            role = "done" if tick.ticked else "info"
            rows.append(Row(f"tick/{tick.key}", (Bit(signs.of(role), role), tick.text)))
    rows.append(head("Evidence"))
    rows += list(evidence_rows(card.evidence)) or [says("none yet", "quiet")]
    if card.note:
        rows += [head("Note"), says(card.note)]
    linked = list(rooms)
    if linked:
        rows += [
            head("Where the work is"),
            *(Row(f"room/{room}", (signs.cursor, labels.fill(ROOMS[room][2]))) for room in linked),
        ]
    rows += _moves(state, view, card)
    if card.advantages:
        rows += [
            head("Why as a team"),
            *(says(advantage, "quiet") for advantage in card.advantages),
        ]
    if view.reconstruction:
        rows += [head("Source"), says(f"Reconstructed. {view.source}", "quiet")]
    return rows


def _about(finding: Finding, view: BoardView, card: Card) -> bool:
    if card.record is not None and card.record in finding.records:
        return True
    return finding.subject.casefold() == step_words(view.board, card.step)


def _moves(state: State, view: BoardView, card: Card) -> list[Row]:
    own = state_of(state.building, view.board, card.step, view.year)
    if own is None:
        return []
    rows = [
        says(f"{show_date(m.on)}  {STATUSES[m.status]}{f': {m.reason}' if m.reason else ''}")
        for m in reversed(own.moves)
    ]
    lately = list(history(state, {f"steps/{own.id}", *(f"evidence/{e.id}" for e in card.evidence)}))
    return [
        *([head("History"), *rows] if rows else []),
        *([head("Recent changes"), *lately] if lately else []),
    ]


def _cycle_rows(state: State, cycle: Cycle) -> Iterator[Row]:
    signs = state.signs
    closed = (
        f", closed {show_date(cycle.closed)}: {OUTCOMES[cycle.outcome]}"
        if cycle.outcome and cycle.closed
        else ""
    )
    yield head(f"Cycle {cycle.number}")
    yield says(f"from {show_date(cycle.start)}{closed}")
    if cycle.outcome is None and cycle.due:
        late = (state.today - cycle.due).days
        yield says(
            f"due {show_date(cycle.due)}{f', {late_by(late)}' if late > 0 else ''}",
            "required" if late > 0 else "",
        )
    if cycle.carried:
        yield says(f"Carried over: {cycle.carried}")
    for phase in cycle.phases:
        role = (
            "done"
            if phase.done
            else "recommended"
            if phase.step == cycle.step and cycle.outcome is None
            else "info"
        )
        when = phase.done or phase.started
        found = state.framework.boards["building"].step(phase.step)
        words = (
            f"{phase.step} {found.short if found else ''}{f'  {show_date(when)}' if when else ''}"
        )
        yield Row(None, (Bit(signs.of(role), role), words))
        if phase.note:
            yield says(phase.note, "quiet")
    yield from evidence_rows(e for e in active(state.building.evidence) if e.cycle_id == cycle.id)
    if cycle.learned:
        yield says(f"Learned: {cycle.learned}")


def group_rows(state: State, group: Cwg) -> list[Row]:
    """Return a group's cycles, newest first, with what they carried over and their evidence."""
    cycles = cycles_of(state.building, group.id)
    rows = [Row(None, (Bit(group.called, "mark"),), "heading")]
    strategy = state.building.strategies.get(cycles[-1].strategy_id or 0) if cycles else None
    if strategy is not None:
        rows.append(Row(f"strategies/{strategy.id}", (state.signs.cursor, strategy.text)))
    names = {f"cycles/{c.id}" for c in cycles}
    checks = [f for f in state.findings if f.area == "steps" and names & set(f.records)]
    rows += [head("Checks"), *finding_rows(state, checks)] if checks else []
    if not cycles:
        rows.append(says("No cycle yet. Press c to open the first one.", "quiet"))
    for cycle in reversed(cycles):
        rows += _cycle_rows(state, cycle)
    lately = list(history(state, names))
    return [*rows, *([head("Recent changes"), *lately] if lately else [])]
