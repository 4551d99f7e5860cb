"""Value types for team coverage: per group who represents it, and size and leaders of the team."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

Status = Literal["covered", "missing", "na", "ask"]
Size = Literal["small", "ok", "large"]
#: How people read a status.
STATUSES: dict[Status, str] = {
    "covered": "represented",
    "missing": "missing",
    "na": "does not apply",
    "ask": "to confirm",
}
#: Whether a person is the principal; "ask" if the title is ambiguous, such as "Administrator".
Principal = bool | Literal["ask"]


class GroupCoverage(msgspec.Struct, frozen=True):
    """Coverage of one group. The field names are public JSON."""

    status: Status
    by: tuple[str, ...] = ()
    """Names of the people who represent the group, even if only some grades are covered."""
    missing: tuple[str, ...] = ()
    """What is missing: the group's label, or grades or departments."""
    reason: str | None = None
    """Why the group does not apply, or the question to answer."""


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """Coverage of the whole team on one day. The field names are public JSON."""

    on: date
    seats: int
    filled: int
    people: int
    """Number of distinct people, without ad hoc members."""
    size: Size
    principal: Principal
    facilitator: str | None
    groups: dict[str, GroupCoverage]
