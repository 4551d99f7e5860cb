"""`bltui add "TEXT"`: the quick-add line of the screens, from the shell."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from bltui import framework
from bltui.cli import conflicts as cli_conflicts
from bltui.cli.parser import Parser, make_command
from bltui.cli.session import Session
from bltui.domain.model.text import folded
from bltui.domain.quick_add import context, framework_words
from bltui.domain.quick_add import parser as quick_add_parser

if TYPE_CHECKING:
    from bltui.domain.schedule.conflict import ScheduleConflict


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments."""
    make_command(
        parser,
        add,
        example='bltui add "team Sample Person as Union rep to 2028-06-30"',
        changes=True,
    )
    parser.add_argument(
        "text",
        nargs="+",
        metavar="TEXT",
        help="the change in plain words; several arguments are joined",
    )


def add(session: Session, args: Namespace) -> int:
    """Parse the line, print how it was recognized, and carry it out."""
    text = " ".join(args.text)
    more = {}
    if folded(text.partition(" ")[0]).rstrip(":") not in quick_add_parser.WORDS:
        more = framework_words.words(session.workspace.framework)
    line = quick_add_parser.read(
        text, session.building, session.today, framework.load_role_words(), more
    )
    if not session.out.as_json:
        session.out.tell(f"recognized as: {line.reads_as}")
    new: list[ScheduleConflict] = []
    if line.kind in context.CONFLICTING:
        change, number, new = cli_conflicts.carried_out(session, line.intent)
    else:
        change, number = session.carry_out(line.intent)
    if session.out.as_json:
        made = next((e.reference for e in change.edits if e.before is None), None)
        first = made or (change.edits[0].reference if change.edits else None)
        conflicts = (
            {"conflicts": [cli_conflicts.row(session, c) for c in new]}
            if line.kind in context.CONFLICTING
            else {}
        )
        session.out.json(
            {
                "reads_as": line.reads_as,
                "kind": line.kind,
                "id": first,
                "change": number,
                **conflicts,
            }
        )
    else:
        session.say(change, number)
        if new:
            cli_conflicts.say_new(session, new)
    return 0
