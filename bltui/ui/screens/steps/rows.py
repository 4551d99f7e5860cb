"""The rows of the Steps view: the boards, and the matrix of groups and their cycles."""

from __future__ import annotations

from datetime import date

from bltui.domain.model import labels
from bltui.domain.model.cycles import OUTCOMES
from bltui.domain.model.formats import percent, short_date
from bltui.domain.model.steps import STATUSES
from bltui.domain.steps.boards import BoardView, Card
from bltui.domain.steps.matrix import Row as Line
from bltui.domain.steps.progress import Progress
from bltui.ui.formatting import Bit, Signs
from bltui.ui.widgets.table_layout import Cell, Column, Row

BOARD = (
    Column("#", 1, right=True, whole=True),
    Column("Step", whole=True),
    Column("Status", whole=True),
    Column("Owner", rank=1),
    Column("Due"),
    Column("Items", rank=2),
)
#: The look of each status; a blocked step needs attention as much as a late one.
ROLES = {
    "not_started": "info",
    "in_progress": "recommended",
    "blocked": "required",
    "done": "done",
    "not_applicable": "paused",
}
_WORDS = {**STATUSES, "not_applicable": "n/a"}
#: The width in cells from which the matrix shows the dates of its steps.
_DATED = 66


def day(on: date | None) -> str:
    """Return a date for a narrow column, or nothing: "Nov 13"."""
    return short_date(on) if on else ""


def counted(progress: Progress, what: str = "done") -> str:
    """Return progress with its counts: "3 of 8 done, 41%".

    The percentage is never alone, and is omitted if it contradicts the counts.
    """
    if progress.percent is None or (progress.percent == 100 and progress.done < progress.of):
        return f"{progress.done} of {progress.of} {what}"
    share = f", {percent(progress.percent)}"
    return f"{progress.done} of {progress.of} {what}{share}"


def whole(progress: Progress) -> str:
    """Return a board's progress: the steps that are done, of those that it lists."""
    return f"{progress.done} of {progress.of} done"


def status(card: Card, signs: Signs) -> Bit:
    """Return a step's status as sign and word."""
    role = ROLES[card.status]
    return Bit(f"{signs.of(role)} {_WORDS[card.status]}", role)


def due(card: Card, signs: Signs) -> Cell:
    """Return a step's due date, marked if late, or the date on which it was done."""
    if card.status == "done":
        return Bit(day(card.done_on), "quiet")
    return (
        Bit(f"{day(card.due)} {signs.required}", "required")
        if card.late
        else Bit(day(card.due), "quiet")
    )


def board_rows(view: BoardView, signs: Signs) -> list[Row]:
    """Return a row for each step of a board.

    A reconstructed board is marked, with its source.
    """
    rows: list[Row] = []
    if view.context_missing:
        words = f"{signs.required} The context is not set. Press space on the first row to set it."
        rows.append(Row(None, (Bit(words, "required"),), "text"))
    for card in view.cards:
        cells: tuple[Cell, ...] = (
            str(card.step),
            card.short,
            status(card, signs),
            card.owner or card.who,
            due(card, signs),
            f"{card.progress.done} of {card.progress.of}",
        )
        find = " ".join([card.title, card.reason, card.note, *(c.label for c in card.cycles)])
        rows.append(Row(f"{view.board}/{card.step}", cells, find=find))
    if view.reconstruction:
        words = "Reconstructed: the source document lost its district steps."
        rows.append(Row(None, (Bit(words, "quiet"),), "text"))
    return rows


def matrix_columns(steps: tuple[int, ...], cells: int) -> tuple[Column, ...]:
    """Return the matrix columns for a width in cells, with dates if there is room.

    Otherwise the columns only have signs, and a legend explains them.
    """
    wide = 8 if cells >= _DATED else 2
    return (
        Column("Group", whole=True),
        Column("Cycle", right=True, whole=True),
        *(Column(f"{step}", wide, whole=True) for step in steps),
    )


def legend(signs: Signs) -> str:
    """Return the legend for the signs of the matrix."""
    return f"{signs.done} done  {signs.recommended} now  {signs.paused} carried over"


def _phase(state: str, on: date | None, signs: Signs, dated: bool) -> Bit:
    role = {"now": "recommended", "done": "done", "carried": "paused", "none": ""}[state]
    sign = signs.of(role) if role else signs.dot
    return Bit(f"{sign} {day(on)}".rstrip() if dated else sign, role or "quiet")


def matrix_rows(lines: list[Line], signs: Signs, cells: int) -> list[Row]:
    """Return a row for each group: its newest cycle of the year, and its current step."""
    dated = cells >= _DATED
    rows, ends = [], []
    for line in lines:
        phases = (_phase(cell.state, cell.on, signs, dated) for cell in line.cells)
        if line.open:
            words = f"{line.cwg.removeprefix(f'{labels.group()} ')} {day(line.due)}"
            ends.append(Bit(f"{words} {signs.required}", "required") if line.late else Bit(words))
        find = " ".join([line.strategy, OUTCOMES[line.outcome] if line.outcome else ""])
        number = str(line.cycle) if line.cycle is not None else signs.dot
        name = f"{line.cwg.removeprefix(f'{labels.group()} ')} {line.name}"
        rows.append(Row(f"cwgs/{line.cwg_id}", (name, number, *phases), find=find))
    if ends:
        parts = [bit for end in ends for bit in (Bit("   "), end)]
        rows.append(Row(None, ((Bit("Next due", "quiet"), *parts),), "text"))
    return rows
