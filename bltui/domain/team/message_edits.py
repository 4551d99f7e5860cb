"""Messages to and from the team: one that names a group is to or from the groups. Intents for `workspace.do`."""

from __future__ import annotations

from datetime import date
from typing import Any

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Draft
from bltui.domain.model.dates import show_date
from bltui.domain.model.messages import Message, Party


def send(building: Building, *, party: Party, text: str, on: date, today: date, **fields: Any) -> Change:
    """Add a message to or from somebody; the fields are those of `Message`."""
    draft = Draft(building, today=today)
    party = "cwg" if fields.get("cwg_id") is not None else party
    message = Message(party=party, text=text, on=on, **fields)
    draft.add("messages", message)
    return draft.change(f"{message.describe(draft)} on {show_date(on)}")
