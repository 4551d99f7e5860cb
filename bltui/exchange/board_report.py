"""The step boards on paper: every step, the groups' cycles, and their evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bltui.domain.model import formats
from bltui.domain.model.building import Building
from bltui.domain.model.formats import percent, show_date
from bltui.domain.model.framework_types import BoardKey, Framework
from bltui.domain.model.steps import KINDS, STATUSES
from bltui.domain.steps.boards import BoardView, Card, board
from bltui.domain.steps.matrix import Cell, matrix
from bltui.domain.steps.progress import Progress, late_by
from bltui.domain.years.carry_over import carried_over
from bltui.exchange.page import Grid, Page, Section

#: Printed with every board whose source is lost.
RECONSTRUCTION = (
    "These steps are a reconstruction, because the source is lost. A district may use its own."
)
_CELLS = {"none": "", "now": "now, since", "done": "done", "carried": "carried over"}


def counted(progress: Progress) -> str:
    """Return progress in words, always with its counts.

    At 100%, the counts still show what is open.
    """
    if progress.percent == 100 and progress.done < progress.of:
        return f"done, {progress.done} of {progress.of}"
    share = "does not apply" if progress.percent is None else percent(progress.percent)
    return f"{progress.done} of {progress.of} ({share})"


def overall(progress: Progress) -> str:
    """Return the progress of a whole board: the steps done, and the mean of the steps."""
    mean = "" if progress.percent is None else f", all steps {percent(progress.percent)} complete"
    return f"{progress.done} of {progress.of} steps done{mean}"


def _day(day: date | None) -> str:
    return show_date(day) if day else ""


def _status(card: Card) -> str:
    late = f", {late_by(card.late)}" if card.late else ""
    reason = f": {card.reason}" if card.reason else ""
    return f"{STATUSES[card.status]}{late}{reason}"


def _row(card: Card) -> tuple[object, ...]:
    owner = card.owner or card.who
    return (
        card.step,
        card.title,
        _status(card),
        owner,
        _day(card.due),
        _day(card.done_on),
        counted(card.progress),
    )


def _steps(view: BoardView) -> Section:
    closed = f" Cycles closed: {view.cycles_closed}." if view.board == "building" else ""
    lines = [f"{overall(view.progress)}.{closed}"]
    if view.reconstruction:
        lines.append(RECONSTRUCTION)
    if view.context_missing:
        lines.append("The superintendent has not set the context yet.")
    grid = Grid(
        ("step", "title", "status", "owner", "due", "done", "progress"),
        tuple(map(_row, view.cards)),
    )
    return Section(view.title, (*lines, grid, f"Source: {view.source}"))


def _cell(cell: Cell) -> str:
    return f"{_CELLS[cell.state]} {_day(cell.on)}".strip()


def _cycles(building: Building, framework: Framework, year: str, today: date) -> Section:
    steps = framework.boards["building"].phases()
    rows = tuple(
        (
            f"{row.cwg} {row.name}",
            (f"{row.cycle}" if row.open else f"{row.cycle} (closed)") if row.cycle else "",
            *map(_cell, row.cells),
            _day(row.due),
            row.strategy,
        )
        for row in matrix(building, framework, year, today)
    )
    grid = Grid(("group", "cycle", *(f"step {n}" for n in steps), "due", "strategy"), rows)
    return Section("Recursive process", (grid if rows else "There are no groups yet.",))


def _carried(building: Building, view: BoardView) -> Iterator[Section]:
    """Yield what the previous year left for this year's planning, if there is anything."""
    rows = tuple(
        (card.step, one.text)
        for card in view.cards
        for one in carried_over(building, view.year, card.step)
    )
    if rows:
        yield Section("Carried over", (Grid(("step", "what"), rows),))


def _evidence(views: list[BoardView]) -> Section:
    def rows() -> Iterator[tuple[object, ...]]:
        for view in views:
            for card in view.cards:
                for one in card.evidence:
                    step = f"{'district ' if view.board == 'district' else ''}{card.step}"
                    yield step, KINDS[one.kind], one.title, one.subgroup, one.location, _day(one.on)

    found = tuple(rows())
    grid = Grid(("step", "kind", "title", "subgroup", "where", "date"), found)
    return Section("Evidence", (grid if found else "None.",))


def _checklists(view: BoardView) -> Section:
    rows = tuple(
        (card.step, "x" if tick.ticked else "", tick.text)
        for card in view.cards
        for tick in card.checklist
    )
    return Section("Checklists", (Grid(("step", "done", "item"), rows) if rows else "None.",))


def _advantages(view: BoardView) -> Iterator[Section]:
    """Yield the advantages of a step, if the source lists any."""
    for card in view.cards:
        if card.advantages:
            rows = tuple((text,) for text in card.advantages)
            yield Section(f"Step {card.step}: advantages", (Grid((card.title,), rows),))


@formats.paper()
def board_page(building: Building, framework: Framework, year: str, today: date) -> Page:
    """Return the page on a school year such as "2026-27"; `today` decides what is overdue."""
    keys: tuple[BoardKey, ...] = ("building", "district")
    views = [board(building, framework, year, today, key) for key in keys]
    sections = (
        _steps(views[0]),
        _cycles(building, framework, year, today),
        _steps(views[1]),
        *_carried(building, views[0]),
    )
    title = f"{building.profile.name}: steps of {year}, {show_date(today)}"
    return Page(title, (*sections, _checklists(views[0]), *_advantages(views[0]), _evidence(views)))
