"""`bltui add "TEXT"`: the quick-add line of the screens, in the shell."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from bltui.cli.grammar import Parser, leaf
from bltui.cli.session import Session

if TYPE_CHECKING:
    from bltui.domain.schedule.conflict import Clash


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments."""
    leaf(parser, add, example='bltui add "team Sample Person as Union rep to 2028-06-30"', changes=True)
    parser.add_argument("text", nargs="+", metavar="TEXT", help="one line of plain words; several arguments are joined")


def add(session: Session, args: Namespace) -> int:
    """Read the line, say how it was read, carry it out."""
    from bltui.domain.model.text import folded
    from bltui.domain.quick_add.context import CONFLICTING
    from bltui.domain.quick_add.parser import WORDS, read
    from bltui.framework import load_role_words

    text = " ".join(args.text)
    more = {}
    if folded(text.partition(" ")[0]).rstrip(":") not in WORDS:
        from bltui.domain.quick_add.framework_words import words  # it would double the time of the others

        more = words(session.workspace.framework)
    line = read(text, session.building, session.today, load_role_words(), more)
    if not session.out.as_json:
        session.out.tell(f"reads as: {line.reads_as}")
    new: list[Clash] = []
    if line.kind in CONFLICTING:
        from bltui.cli.conflicts import carried_out, row, say_new

        change, number, new = carried_out(session, line.intent)
    else:
        change, number = session.carry_out(line.intent)
    if session.out.as_json:
        made = next((e.reference for e in change.edits if e.before is None), None)
        first = made or (change.edits[0].reference if change.edits else None)
        conflicts = {"conflicts": [row(session, c) for c in new]} if line.kind in CONFLICTING else {}
        session.out.json({"reads_as": line.reads_as, "kind": line.kind, "id": first, "change": number, **conflicts})
    else:
        session.say(change, number)
        if new:
            say_new(session, new)
    return 0
