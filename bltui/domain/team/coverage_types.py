"""What coverage says: of each group whether it is represented, and by whom.

Of the team how large it is and who leads it.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

Status = Literal["covered", "missing", "na", "ask"]
Size = Literal["small", "ok", "large"]
#: Whether somebody is the principal; "ask" where a title such as "Administrator" leaves it open.
Principal = bool | Literal["ask"]


class GroupCoverage(msgspec.Struct, frozen=True):
    """One group; the field names are the public JSON shape."""

    status: Status
    by: tuple[str, ...] = ()
    """Names of those who represent it, also where only some of the grades are covered."""
    missing: tuple[str, ...] = ()
    """What is missing: the group itself, or grades or departments."""
    reason: str | None = None
    """Why it does not apply here, or what has to be asked."""


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """The whole team on one day; the field names are the public JSON shape."""

    on: date
    seats: int
    filled: int
    people: int
    """Distinct persons, each counted once; ad hoc members are left out."""
    size: Size
    principal: Principal
    facilitator: str | None
    groups: dict[str, GroupCoverage]
