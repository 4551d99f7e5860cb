"""Record messages to and from the team. Intents for `workspace.do`.

A message that names a group gets the party "cwg".
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder
from bltui.domain.model.formats import short_date
from bltui.domain.model.messages import Message, Party


def send(
    building: Building, *, party: Party, text: str, on: date, today: date, **fields: Any
) -> Change:
    """Add a message to or from a party. `fields` are those of `Message`."""
    builder = ChangeBuilder(building, today=today)
    party = "cwg" if fields.get("cwg_id") is not None else party
    message = Message(party=party, text=text, on=on, **fields)
    builder.add("messages", message)
    return builder.change(f"{message.describe(builder)} on {short_date(on)}")
