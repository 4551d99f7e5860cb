"""Messages to and from the team: noting, mending, removing. Intents for `workspace.do`."""

from __future__ import annotations

from datetime import date
from typing import Any

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Draft, nothing
from bltui.domain.model.dates import show_date
from bltui.domain.model.errors import Refused
from bltui.domain.model.messages import PARTIES, Direction, Message, Party
from bltui.domain.model.text import PROSE
from bltui.domain.model.work_groups import group_label


def send(
    building: Building,
    *,
    party: Party,
    text: str,
    on: date,
    today: date,
    direction: Direction = "to",
    cwg_id: int | None = None,
    reply_to: int | None = None,
) -> Change:
    """Note a message to or from somebody. With a party of `cwg`, `cwg_id` says which group."""
    draft = Draft(building)
    if on > today:
        raise Refused(f"{show_date(on)} is still to come: a message is noted when it was sent.", field="on")
    if cwg_id is not None and cwg_id not in building.cwgs:
        raise Refused("That group is not there any more. Choose another one.", field="cwg")
    if reply_to is not None and building.messages.get(reply_to) is None:
        raise Refused("The message that this answers is not there any more.", field="reply_to")
    message = Message(
        party="cwg" if cwg_id is not None else party,
        on=on,
        direction=direction,
        text=draft.text(text, "message", limit=PROSE, multiline=True, blank=False),
        cwg_id=cwg_id,
        reply_to=reply_to,
    )
    draft.add("messages", message)
    return draft.change(f"message {direction} {_whom(building, message)} on {show_date(on)}")


def edit_message(building: Building, *, seen: Message, **fields: Any) -> Change:
    """Change a message as it was seen; merges with what others changed meanwhile."""
    draft = Draft(building)
    if "text" in fields:
        fields["text"] = draft.text(fields["text"], "message", limit=PROSE, multiline=True, blank=False)
    if not draft.merge("messages", seen, **fields):
        return nothing("message: unchanged")
    return draft.change(f"message {seen.direction} {_whom(building, seen)}: changed")


def remove_message(building: Building, *, message_id: int) -> Change:
    """Take a message off the log."""
    draft = Draft(building)
    message = building.messages.get(message_id)
    if message is None or message.archived:
        return nothing("message: gone already")
    draft.archive("messages", message_id)
    return draft.change(f"message {message.direction} {_whom(building, message)} removed")


def _whom(building: Building, message: Message) -> str:
    if message.cwg_id is not None:
        return group_label(building, message.cwg_id)
    return building.profile.dlt_label if message.party == "dlt" else PARTIES[message.party]
