"""`bltui meeting turn`: go to the next turn of the running item's protocol."""

from __future__ import annotations

import time
from argparse import Namespace
from functools import partial
from typing import Any

from bltui.cli.meeting.views import pick, picked
from bltui.cli.parser import Subcommands
from bltui.cli.session import Session
from bltui.domain.meetings import agenda, clock, turns
from bltui.domain.model.errors import UserError
from bltui.domain.model.protocols import Protocol, protocol_words


def configure(verbs: Subcommands) -> None:
    """Declare the sub-command."""
    turn = verbs.add(
        "turn",
        next_turn,
        help="go to the next turn of the agenda item's protocol",
        example="bltui meeting turn",
        changes=True,
    )
    pick(turn)


def next_turn(session: Session, args: Namespace) -> int:
    """Go to the next turn, and print who speaks, how long, and what to do."""
    meeting = picked(session, args)
    item = clock.current(session.building, meeting.id)
    if item is None:
        raise UserError("Every agenda item is done. No protocol is running.")
    known = session.framework.protocols
    if item.protocol not in known:
        number = agenda.number_of(session.building, meeting, item.id)
        why = protocol_words(item.protocol, known)
        raise UserError(
            f"“{item.title}” {f'has the protocol {why}' if why else 'has no protocol'}. Choose one "
            f"with `bltui meeting item edit {number} --protocol ID`."
        )
    protocol, kept = known[item.protocol], meeting.clock
    finished = kept.turns if kept is not None and kept.item_id == item.id else 0
    change, saved = session.carry_out(
        partial(
            turns.next_turn,
            item_id=item.id,
            protocol=protocol,
            finished=finished,
            now=int(time.time()),
        )
    )
    shown = _turn(protocol, finished + 1)
    session.say(change, saved, turn=shown)
    if shown is not None and not session.out.as_json:
        session.out.line(f"{shown['minutes']} min. {shown['prompt']}")
    return 0


def _turn(protocol: Protocol, finished: int) -> dict[str, Any] | None:
    """Return a turn in the public JSON shape, or None if the protocol is over."""
    turn = turns.TurnNow(protocol, finished, 0).turn
    if turn is None:
        return None
    return {
        "number": finished + 1,
        "of": len(protocol.turns),
        "title": turn.title,
        "speaks": turn.speaks,
        "minutes": turn.minutes,
        "prompt": turn.prompt,
    }
