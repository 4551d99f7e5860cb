"""Communication between the improvement teams: two ways, BLT to district team, groups, staff and families [S2]."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from bltui.domain.model.record import Record

Party = Literal["dlt", "cwg", "staff", "families", "principal", "community"]
Direction = Literal["to", "from"]

PARTIES: dict[Party, str] = {
    "dlt": "DLT/CSLT",
    "cwg": "Collaborative Work Groups",
    "staff": "staff",
    "families": "families",
    "principal": "the principal",
    "community": "community",
}


class Message(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What the team told somebody, or was told. Contacts of facilitator and liaison are `contacts`, and show here too."""

    party: Party
    on: dt.date
    direction: Direction = "to"
    text: str = ""
    cwg_id: int | None = None
    """Which group, where it was one of them."""
    reply_to: int | None = None
    """The message that it answers."""
