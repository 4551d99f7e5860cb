"""`bltui add "TEXT"`: the quick-add line of the screens, in the shell."""

from __future__ import annotations

from argparse import Namespace

from bltui.cli.grammar import Parser, leaf
from bltui.cli.session import Session


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments."""
    leaf(parser, add, example='bltui add "team Sample Person as Union rep to 2028-06-30"', changes=True)
    parser.add_argument("text", nargs="+", metavar="TEXT", help="one line of plain words; several arguments are joined")


def add(session: Session, args: Namespace) -> int:
    """Read the line, say how it was read, carry it out."""
    from bltui.domain.quick.reading import WORDS, read
    from bltui.domain.text import folded
    from bltui.framework import load_role_words

    text = " ".join(args.text)
    more = {}
    if folded(text.partition(" ")[0]).rstrip(":") not in WORDS:
        from bltui.domain.quick.framework_words import words  # it would double the time of the others

        more = words(session.workspace.framework)
    line = read(text, session.building, session.today, load_role_words(), more)
    if not session.out.as_json:
        session.out.tell(f"reads as: {line.reads_as}")
    change, number = session.carry_out(line.intent)
    if session.out.as_json:
        new = next((e.reference for e in change.edits if e.before is None), None)
        first = new or (change.edits[0].reference if change.edits else None)
        session.out.json({"reads_as": line.reads_as, "kind": line.kind, "id": first, "change": number})
    else:
        session.say(change, number)
    return 0
