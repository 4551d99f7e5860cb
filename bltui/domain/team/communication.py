"""The communication log: messages and contacts per party, in both directions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.messages import PARTIES, Direction, Party
from bltui.domain.model.record import active


class Line(msgspec.Struct, frozen=True):
    """One line of the communication log: a message or a contact."""

    on: date
    party: Party
    direction: Direction
    text: str
    record: str
    """A reference in the form "table/id"."""


class TwoWay(msgspec.Struct, frozen=True):
    """Counts of messages to and from one party."""

    party: Party
    to: int
    back: int
    last: date | None


def communication(
    building: Building, first: date | None = None, last: date | None = None
) -> list[Line]:
    """Return messages and contacts as one log, newest first, from `first` to `last`."""

    def lines() -> Iterator[Line]:
        for message in active(building.messages):
            yield Line(
                message.on, message.party, message.direction, message.text, f"messages/{message.id}"
            )
        for contact in active(building.contacts):
            yield Line(
                contact.on, contact.party, contact.direction, contact.note, f"contacts/{contact.id}"
            )

    inside = [
        x for x in lines() if (first is None or x.on >= first) and (last is None or x.on <= last)
    ]
    return sorted(inside, key=lambda x: (-x.on.toordinal(), x.record))


def two_way(lines: list[Line]) -> list[TwoWay]:
    """Count the lines to and from each party, in the order of `PARTIES`.

    Includes parties without any line.
    """
    result = []
    for party in PARTIES:
        own = [x for x in lines if x.party == party]
        result.append(
            TwoWay(
                party,
                sum(x.direction == "to" for x in own),
                sum(x.direction == "from" for x in own),
                max((x.on for x in own), default=None),
            )
        )
    return result
