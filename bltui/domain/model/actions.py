"""The record of one action: what, who, by when."""

from __future__ import annotations

from datetime import date
from typing import Literal

from bltui.domain.model.record import Record

ActionStatus = Literal["open", "doing", "done", "dropped"]
#: Still to be done.
OPEN: tuple[ActionStatus, ...] = ("open", "doing")


class Action(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something that somebody does by a day."""

    text: str
    owner_id: int | None = None
    due: date | None = None
    status: ActionStatus = "open"
    source: str = ""
    """Where it was promised: "meeting:3", "feedback:4711", or nothing."""
    about: str = ""
    """What it serves: "step:5", "goal:3", "cwg:2", or nothing."""
    item_id: int | None = None
    """The point of the agenda during which it was promised."""
    done_on: date | None = None
    """When it was done or dropped."""
    note: str = ""
    carried_to: str = ""
    """The school year, such as "2027-28", at whose steps 1 and 2 it stands because it was open when that year was opened."""
