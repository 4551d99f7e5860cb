"""The turns of an agenda item that has a protocol: which one is on, who speaks, and how long.

The turn is stored with the meeting's clock, so every terminal shows the same.
"""

from __future__ import annotations

import msgspec

from bltui.domain.meetings.clock import open_item, seconds
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.meetings import AgendaItem, Clock, Meeting
from bltui.domain.model.protocols import SPEAKERS, Protocol, Protocols, Turn


class TurnNow(msgspec.Struct, frozen=True):
    """Where an item is in its protocol."""

    protocol: Protocol
    finished: int
    """How many turns are over."""
    seconds: int
    """The time of the current turn without pauses."""

    @property
    def turn(self) -> Turn | None:
        """The current turn, or None if the protocol is over."""
        turns = self.protocol.turns
        return turns[self.finished] if self.finished < len(turns) else None

    @property
    def late(self) -> bool:
        """Whether the current turn has taken more than its minutes."""
        return self.turn is not None and self.seconds > self.turn.minutes * 60


def turn_now(
    meeting: Meeting, item: AgendaItem, protocols: Protocols, spent: int
) -> TurnNow | None:
    """Return the turn of the running item, or None if its protocol is not known.

    `spent` is the time of the item in seconds, without pauses.
    """
    protocol = protocols.get(item.protocol)
    if protocol is None:
        return None
    kept = meeting.clock
    if kept is None or kept.item_id != item.id:
        return TurnNow(protocol, 0, spent)
    return TurnNow(protocol, kept.turns, max(0, spent - kept.turn_at))


def turn_words(building: Building, item: AgendaItem, now: TurnNow) -> str:
    """Return a turn in words, such as "Turn 3 of 7: Clarifying questions · participants"."""
    if (turn := now.turn) is None:
        return f"{now.protocol.title} is over"
    of = f"Turn {now.finished + 1} of {len(now.protocol.turns)}"
    return f"{of}: {turn.title} · {speaker_words(building, item, turn)}"


def speaker_words(building: Building, item: AgendaItem, turn: Turn) -> str:
    """Return who may speak; the presenter is the owner of the item, by name if there is one."""
    owner = building.people.get(item.owner_id) if item.owner_id is not None else None
    named = f" {owner.name}" if owner is not None and turn.speaks == "presenter" else ""
    return f"{SPEAKERS[turn.speaks]}{named}"


def next_turn(
    building: Building, *, item_id: int, protocol: Protocol, finished: int, now: int, spent: int = 0
) -> Change:
    """Go to the next turn of an item; after the last one, its protocol is over.

    `finished` is how many turns were over as the person saw it: of two people who press at once,
    the second changes nothing. `now` is in seconds since the epoch; `spent`, in seconds, is used
    if the file has no clock for this item. Raises UserError if the item is gone or done, or the
    meeting is not running.
    """
    builder = ChangeBuilder(building)
    item, meeting = open_item(building, item_id)
    kept = meeting.clock
    if kept is None or kept.item_id != item_id:
        kept = Clock(item_id=item_id, since=now, spent=max(0, spent))
    if kept.turns != finished:
        return no_change(f"agenda: {item.title} is at another turn already")
    if finished >= len(protocol.turns):
        raise UserError(
            f"{protocol.title} is over. Go to the next agenda item, or mark this one as done."
        )
    after = msgspec.structs.replace(kept, turns=finished + 1, turn_at=seconds(kept, now))
    builder.put("meetings", meeting.id, clock=after)
    words = turn_words(building, item, TurnNow(protocol, finished + 1, 0))
    return builder.change(f"agenda: {item.title}: {words}")
