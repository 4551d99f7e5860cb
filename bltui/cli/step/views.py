"""`bltui step list`, `show`, `matrix`: progress of the building, the district and every group."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

import msgspec

from bltui.cli.new import year_label
from bltui.cli.output import Output
from bltui.cli.parser import Parser, Subcommands
from bltui.cli.resolve import year_of
from bltui.cli.session import Session
from bltui.cli.step.named import numbered, of_board
from bltui.domain.model import labels
from bltui.domain.model.formats import short_date, show_date
from bltui.domain.model.shown import as_json
from bltui.domain.model.steps import KINDS, STATUSES, known_step
from bltui.domain.steps import boards, current_state, matrix
from bltui.domain.steps.progress import late_by
from bltui.domain.years import carry_over
from bltui.exchange import board_report

if TYPE_CHECKING:
    from bltui.domain.model.building import Building
    from bltui.domain.steps.boards import BoardView, Card
    from bltui.domain.steps.matrix import Cell
    from bltui.domain.years.open_items import Open

#: The matrix's cells, in characters that every pipe can show.
SIGNS = {"none": ".", "now": ">", "done": "x", "carried": "="}


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    listing = verbs.add(
        "list",
        list_steps,
        help="list the steps: status, owner, due date, progress, cycles",
        example="bltui step list",
    )
    of_board(listing)
    show = verbs.add(
        "show",
        show_step,
        help="show a step with its checklist, evidence, and history",
        example="bltui step show 5",
    )
    numbered(show)
    rows = verbs.add(
        "matrix",
        show_matrix,
        help="show where each group's cycle is in the recursive steps",
        example="bltui step matrix",
    )
    for parser in (listing, show, rows):
        in_year(parser)


def in_year(parser: Parser) -> None:
    """Declare --year."""
    parser.add_argument(
        "--year",
        metavar="2026-27",
        type=year_label,
        help="the school year (default: the current one)",
    )


def _view(session: Session, args: Namespace) -> BoardView:
    year = args.year or year_of(session)
    return boards.board(
        session.building, session.workspace.framework, year, session.today, args.board
    )


def row(session: Session, view: BoardView, card: Card) -> dict[str, Any]:
    """Return a step in the public JSON shape of `step list`."""
    value: dict[str, Any] = msgspec.to_builtins(card)
    value["evidence"] = [as_json(e, session) for e in card.evidence]
    value["carried"] = msgspec.to_builtins(carried(session.building, view, card))
    return {**value, "board": view.board, "year": view.year, "reconstruction": view.reconstruction}


def carried(building: Building, view: BoardView, card: Card) -> list[Open]:
    """Return what the previous year left open for a step of the building board."""
    if view.board != "building":
        return []
    return carry_over.carried_over(building, view.year, card.step)


def status_words(card: Card) -> str:
    """Return a step's status and how many days it is overdue."""
    return f"{STATUSES[card.status]}, {late_by(card.late)}" if card.late else STATUSES[card.status]


def head(out: Output, view: BoardView) -> None:
    """Print a board's title and the progress of its year."""
    closed = f"; cycles closed: {view.cycles_closed}" if view.board == "building" else ""
    out.line(f"{view.title}, {view.year}: {board_report.overall(view.progress)}{closed}")
    if view.reconstruction:
        out.line(board_report.RECONSTRUCTION)
    if view.context_missing:
        out.line(
            "The superintendent has not set the context yet. Record it: `bltui step "
            'context TEXT --who "NAME"`.'
        )


def list_steps(session: Session, args: Namespace) -> int:
    """Print a board."""
    view = _view(session, args)
    if session.out.as_json:
        session.out.json([row(session, view, card) for card in view.cards])
        return 0
    head(session.out, view)
    session.out.table(
        ("step", "title", "status", "owner", "due", "progress", "cycles"),
        [
            (
                card.step,
                card.title,
                status_words(card),
                card.owner or card.who,
                card.due,
                board_report.counted(card.progress),
                ", ".join(f"{c.cwg} · cycle {c.number}" for c in card.cycles),
            )
            for card in view.cards
        ],
    )
    return 0


def show_step(session: Session, args: Namespace) -> int:
    """Print a step with all of its details."""
    known_step(session.workspace.framework, args.board, args.step)
    view = _view(session, args)
    card = next(card for card in view.cards if card.step == args.step)
    own = current_state.state_of(session.building, args.board, args.step, view.year)
    moves = own.moves if own else ()
    if session.out.as_json:
        standards = own.standards if own else ()
        session.out.json(
            {
                **row(session, view, card),
                "standards": standards,
                "moves": msgspec.to_builtins(moves),
            }
        )
        return 0
    out = session.out
    out.line(f"{card.step} {card.title}, {view.year}")
    if view.reconstruction:
        out.line(board_report.RECONSTRUCTION)
    for what, value in (
        ("status", f"{status_words(card)}{f': {card.reason}' if card.reason else ''}"),
        ("owner", card.owner or card.who or "–"),
        ("due", show_date(card.due) if card.due else "–"),
        ("progress", board_report.counted(card.progress)),
        ("note", card.note),
        ("opens", ", ".join(labels.groups().casefold() if o == "cwgs" else o for o in card.opens)),
    ):
        if value:
            out.line(f"  {what:<9} {value}")
    for n, tick in enumerate(card.checklist, 1):
        out.line(f"  [{'x' if tick.ticked else ' '}] {n} {tick.text}")
    for left in carried(session.building, view, card):
        out.line(f"  carried over: {left.text}  ({left.record})")
    for advantage in card.advantages:
        out.line(f"  advantage: {advantage}")
    for cycle in card.cycles:
        out.line(
            f"  {cycle.label}{f', {late_by(cycle.late)}' if cycle.late else ''}  ({cycle.record})"
        )
    for one in card.evidence:
        split = f" [{one.subgroup}]" if one.subgroup else ""
        where = f"  {one.location}" if one.location not in ("", one.title) else ""
        out.line(
            f"  {show_date(one.on)}  {KINDS[one.kind]}: {one.title}{split}{where}  (evidence/{one.id})"
        )
    for move in moves:
        out.line(
            f"  {show_date(move.on)}  {STATUSES[move.status]}{f': {move.reason}' if move.reason else ''}"
        )
    return 0


def _cell(cell: Cell) -> str:
    return f"{SIGNS[cell.state]} {short_date(cell.on)}" if cell.on else SIGNS[cell.state]


def show_matrix(session: Session, args: Namespace) -> int:
    """Print the groups and the steps of their cycles."""
    framework, year = session.workspace.framework, args.year or year_of(session)
    rows = matrix.matrix(session.building, framework, year, session.today)
    if session.out.as_json:
        session.out.json(rows)
        return 0
    steps = framework.boards["building"].phases()
    session.out.table(
        ("group", "name", "cycle", *(f"step {n}" for n in steps), "due", "closed", "strategy"),
        [
            (
                r.cwg,
                r.name,
                f"{r.cycle}{'' if r.open else ' (closed)'}" if r.cycle else "–",
                *(_cell(cell) for cell in r.cells),
                f"{show_date(r.due)}{f' ({late_by(r.late)})' if r.late else ''}" if r.due else "",
                r.closed,
                r.strategy,
            )
            for r in rows
        ],
    )
    if rows:
        session.out.line("x done, > now, = carried over from the cycle before, . not yet")
    else:
        session.out.tell("No groups yet.")
    return 0
