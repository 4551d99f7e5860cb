"""`bltui protocol`: the discussion protocols that an agenda item can have."""

from __future__ import annotations

from argparse import Namespace

import msgspec

from bltui.cli.parser import Parser
from bltui.cli.session import Session
from bltui.domain.model import formats
from bltui.domain.model.protocols import SPEAKERS, find_protocol


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    verbs.add("list", list_protocols, help="list the protocols", example="bltui protocol list")
    show = verbs.add(
        "show",
        show_protocol,
        help="show the turns of a protocol: who may speak, and how long",
        example="bltui protocol show tuning",
    )
    show.add_argument("protocol", metavar="ID", help="its id or title")


def list_protocols(session: Session, args: Namespace) -> int:
    """Print the protocols."""
    known = session.framework.protocols.values()
    if session.out.as_json:
        session.out.json([msgspec.to_builtins(protocol) for protocol in known])
        return 0
    session.out.table(
        ("protocol", "title", "minutes", "turns"),
        [(p.key, p.title, p.minutes, len(p.turns)) for p in known],
    )
    return 0


def show_protocol(session: Session, args: Namespace) -> int:
    """Print one protocol with its turns."""
    protocol = find_protocol(args.protocol, session.framework.protocols)
    if session.out.as_json:
        session.out.json(msgspec.to_builtins(protocol))
        return 0
    session.out.line(f"{protocol.title}, {formats.count(protocol.minutes, 'minute')}")
    session.out.table(
        ("turn", "what", "minutes", "who speaks", ""),
        [
            (number, turn.title, turn.minutes, SPEAKERS[turn.speaks], turn.prompt)
            for number, turn in enumerate(protocol.turns, 1)
        ],
    )
    session.out.line(f"Source: {protocol.source}")
    return 0
