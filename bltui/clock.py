"""The machine's clock: date and time in the building's time zone, and the machine's own zone."""

from __future__ import annotations

import os
from datetime import date, datetime, time, tzinfo

from bltui.domain.model.formats import WEEKDAYS, short_date, show_date, show_moment, show_time
from bltui.domain.model.zones import zone


def date_in(name: str) -> date:
    """Return today's date in a time zone."""
    return datetime.now(zone(name)).date()


def moment(at: float, name: str) -> str:
    """Return a time (seconds since the epoch) as an ISO date-time in a time zone, to the second.

    Returns the number as text if it is out of range.
    """
    try:
        return datetime.fromtimestamp(at, zone(name)).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return str(at)


def local_moment(at: datetime, name: str) -> str:
    """Return a moment in a time zone as people read it: "Wed, Dec 2, 3:15 PM"."""
    return show_moment(at.astimezone(zone(name)))


def moment_in_words(at: str) -> str:
    """Return a moment in ISO form, or its day if it has no time, as people read it."""
    try:
        then = datetime.fromisoformat(at)
    except ValueError:
        return at
    return show_moment(then) if "T" in at else show_date(then.date())


def ended(day: date, at: str, name: str, now: float) -> int:
    """Return the end of something on a day, in seconds since the epoch, but never after `now`.

    `at` is a time of that day ("16:30") or "" for now. `name` is the time zone.
    """
    return int(
        min(now, datetime.combine(day, time.fromisoformat(at), zone(name)).timestamp())
        if at
        else now
    )


def when(at: float, zone: tzinfo, today: date) -> str:
    """Return a short time or date for people: "10:42 AM" today, "Mon" this week, or "Nov 3"."""
    then = datetime.fromtimestamp(at, zone)
    days = (today - then.date()).days
    if days <= 0:
        return show_time(then)
    if days < 7:
        return WEEKDAYS[then.weekday()]
    return short_date(then.date())


def saved_at(at: float, zone: tzinfo, today: date) -> str:
    """Return a time to follow "saved" or "changed".

    "at 3:41 PM" today, otherwise "on Tue, Dec 1 at 3:41 PM".
    """
    then = datetime.fromtimestamp(at, zone)
    clock = f"at {show_time(then)}"
    return clock if then.date() == today else f"on {show_date(then.date())} {clock}"


def machine_zone() -> str | None:
    """Return the IANA name of the machine's time zone, or None if unknown.

    Taken from $TZ, or else from the target of /etc/localtime.
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
