"""`bltui meeting correct` and `strike`: fix or remove a record of minutes before their approval."""

from __future__ import annotations

from argparse import Namespace
from functools import partial

from bltui.cli.parser import Subcommands
from bltui.cli.session import Session
from bltui.domain.meetings import minutes_edits
from bltui.domain.model.errors import UserError
from bltui.domain.model.minutes import DecisionMade, Line
from bltui.domain.model.text import shown

WHICH = "what to correct, such as lines/3 or decisions/2"


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    correct = verbs.add(
        "correct",
        correct_words,
        help="correct the text of a note or decision",
        example='bltui meeting correct lines/3 "4 of 7 rooms have started"',
        changes=True,
    )
    correct.add_argument("record", metavar="RECORD", help=WHICH)
    correct.add_argument("text", metavar="TEXT", help="the corrected text")
    strike = verbs.add(
        "strike",
        strike_out,
        help="remove a note or decision that was added by mistake",
        example="bltui meeting strike decisions/2",
        changes=True,
    )
    strike.add_argument("record", metavar="RECORD", help=WHICH)


def _record(session: Session, wanted: str) -> Line | DecisionMade:
    """Return the line or decision that was named. Raises UserError if there is none."""
    table, _, number = wanted.partition("/")
    known: dict[str, dict[int, Line] | dict[int, DecisionMade]] = {
        "lines": dict(session.building.lines),
        "decisions": dict(session.building.decisions),
    }
    found = known.get(table, {}).get(int(number) if number.isdecimal() and len(number) < 10 else 0)
    if found is None or found.archived:
        raise UserError(
            f"There is no “{shown(wanted)}” in the minutes. Write lines/3 or decisions/2."
        )
    return found


def correct_words(session: Session, args: Namespace) -> int:
    """Correct the words of a line or decision."""
    seen = _record(session, args.record)
    if isinstance(seen, Line):
        return session.do(partial(minutes_edits.edit_line, seen=seen, text=args.text))
    return session.do(partial(minutes_edits.edit_decision, seen=seen, text=args.text))


def strike_out(session: Session, args: Namespace) -> int:
    """Remove a line or decision from the minutes."""
    seen = _record(session, args.record)
    table = "lines" if isinstance(seen, Line) else "decisions"
    return session.do(partial(minutes_edits.remove_from, table=table, number=seen.id))
