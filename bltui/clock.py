"""The clock of the machine: the date and time where the building is, and the machine's own time
zone.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, tzinfo


def zone(name: str) -> tzinfo:
    """A time zone by its IANA name; UTC where this machine does not know it."""
    # zoneinfo costs 4 ms of import, and UTC needs none of it.
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def date_in(name: str) -> date:
    """Today's date in a time zone."""
    return datetime.now(zone(name)).date()


def moment(at: float, name: str) -> str:
    """A moment (seconds since the epoch) as ISO date-time in a time zone, to the second.

    An impossible one as it stands.
    """
    try:
        return datetime.fromtimestamp(at, zone(name)).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return str(at)


def ended(day: date, at: str, name: str, now: float) -> int:
    """When something of a day ended, in seconds since the epoch: at a time of that day ("16:30",
    else now), never after now.
    """
    return int(
        min(now, datetime.combine(day, time.fromisoformat(at), zone(name)).timestamp())
        if at
        else now
    )


def when(at: float, zone: tzinfo, today: date) -> str:
    """A moment as people near it say it: "10:42" today, "Mon" this week, "3 Nov" this year, else "3
    Nov 2025".
    """
    then = datetime.fromtimestamp(at, zone)
    days = (today - then.date()).days
    if days <= 0:
        return f"{then:%H:%M}"
    if days < 7:
        return f"{then:%a}"
    return f"{then.day} {then:%b}" if days < 300 else f"{then.day} {then:%b %Y}"


def saved_at(at: float, zone: tzinfo, today: date) -> str:
    """A moment after "saved" or "changed": "at 3:41 PM", and on another day "on Tue, Dec 1 at 3:41
    PM".
    """
    then = datetime.fromtimestamp(at, zone)
    clock = f"at {then.hour % 12 or 12}:{then:%M %p}"
    return clock if then.date() == today else f"on {then:%a, %b} {then.day} {clock}"


def machine_zone() -> str | None:
    """The IANA name of the machine's own time zone: $TZ, else what /etc/localtime points to; None
    if neither says.
    """
    named = os.environ.get("TZ", "").removeprefix(":")
    if "/" in named and not named.startswith("/"):
        return named
    try:
        target = os.path.realpath("/etc/localtime", strict=True)
    except OSError:
        return None
    _, found, name = target.partition("/zoneinfo/")
    return name.removeprefix("posix/") if found else None
