"""Time zones for calendar files: other programs' names, and VTIMEZONEs from the system's data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from bltui.domain.model.errors import UserError
from bltui.domain.model.zones import check_zone

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Years around the wanted ones in which a rule must hold to count as a rule.
_BEFORE, _AFTER = 1, 4
_DAY, _MINUTE = timedelta(1), timedelta(minutes=1)
# Before any meeting: the onset of an offset that has not changed since.
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def known_zone(name: str) -> str:
    """Return the name of an existing zone.

    Raises UserError, with the nearest names, if there is none.
    """
    check_zone(name)
    if name in available_timezones():
        return name
    # difflib takes 5 ms to import and is only needed for an unknown name.
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(available_timezones()), n=1)
    raise UserError(
        f"There is no time zone “{name}”.{f' Is {near[0]} meant?' if near else ''}", field="tz"
    )


def zone_of(name: str) -> ZoneInfo | None:
    """Return the zone that a calendar file names, by its IANA or Windows name.

    None if the name is unknown.
    """
    # icalendar knows the Windows names. It takes 50 ms to import, and only calendar files need it.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    # Some programs put a prefix with slashes before the name, as in /example.com/America/Chicago.
    name = WINDOWS_TO_OLSON.get(name.strip('"'), name.strip('"'))
    while True:
        if name in available_timezones():
            return ZoneInfo(name)
        if "/" not in name:
            return None
        name = name.partition("/")[2]


def _transitions(
    zone: ZoneInfo, first: int, last: int
) -> Iterator[tuple[datetime, timedelta, timedelta, str, bool]]:
    """Yield the changes of the clock between two years.

    Each has the wall-clock onset by the offset before it, both offsets, the name after it, and
    whether that is daylight saving time.
    """
    moment, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    offset = moment.astimezone(zone).utcoffset()
    while moment < end:
        after = (moment + _DAY).astimezone(zone).utcoffset()
        if after != offset and offset is not None and after is not None:
            low, high = 0, 24 * 60
            while high - low > 1:
                middle = (low + high) // 2
                if (moment + middle * _MINUTE).astimezone(zone).utcoffset() == offset:
                    low = middle
                else:
                    high = middle
            change = moment + high * _MINUTE
            local = change.astimezone(zone)
            onset = (change + offset).replace(tzinfo=None)
            yield onset, offset, after, local.tzname() or zone.key, bool(local.dst())
            offset = after
        moment += _DAY


def _offset(delta: timedelta) -> str:
    minutes = int(delta.total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"


def _rule(onsets: list[datetime]) -> str | None:
    """Return the yearly rule that these onsets follow.

    None if no rule by weekday matches.
    """
    first = onsets[0]
    if any(
        (o.month, o.weekday(), o.time()) != (first.month, first.weekday(), first.time())
        for o in onsets
    ):
        return None
    if len({o.year for o in onsets}) < len(onsets) or len(onsets) < 3:
        return None
    nths = {(o.day - 1) // 7 + 1 for o in onsets}
    if all((o + 7 * _DAY).month != o.month for o in onsets):
        nth = -1
    elif len(nths) == 1:
        nth = nths.pop()
    else:
        return None
    return f"FREQ=YEARLY;BYMONTH={first.month};BYDAY={nth}{_WEEKDAYS[first.weekday()]}"


@lru_cache(maxsize=16)
def vtimezone(name: str, first: int, last: int) -> str:
    """Return a VTIMEZONE for the years from first to last, with lines ended by CRLF.

    It has yearly rules if the zone has them, else every onset separately, never RDATE, which
    several programs do not read. Onsets are wall-clock times by the offset before them (RFC 5545,
    3.6.5).
    """
    zone = ZoneInfo(name)
    found = list(_transitions(zone, first - _BEFORE, last + _AFTER))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    kinds: dict[tuple[timedelta, timedelta, str, bool], list[datetime]] = {}
    for onset, before, after, called, summer in found:
        kinds.setdefault((before, after, called, summer), []).append(onset)
    rules = {key: _rule(onsets) for key, onsets in kinds.items()}
    if not found:
        offset = datetime(first, 1, 1, tzinfo=zone).utcoffset() or timedelta(0)
        called = datetime(first, 1, 1, tzinfo=zone).tzname() or name
        lines += _observance("STANDARD", _EVER, offset, offset, called, None)
    elif len(kinds) == 2 and all(rules.values()):
        for (before, after, called, summer), onsets in kinds.items():
            rule = rules[before, after, called, summer]
            lines += _observance(
                "DAYLIGHT" if summer else "STANDARD", onsets[0], before, after, called, rule
            )
    else:
        _, before, _, _, _ = found[0]
        earlier = datetime(first - _BEFORE, 1, 1, tzinfo=zone)
        lines += _observance("STANDARD", _EVER, before, before, earlier.tzname() or name, None)
        for onset, before, after, called, summer in found:
            lines += _observance(
                "DAYLIGHT" if summer else "STANDARD", onset, before, after, called, None
            )
    return "\r\n".join([*lines, "END:VTIMEZONE", ""])


def _observance(
    kind: str, onset: datetime, before: timedelta, after: timedelta, called: str, rule: str | None
) -> list[str]:
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{onset:%Y%m%dT%H%M%S}",
        *([f"RRULE:{rule}"] if rule else []),
        f"TZOFFSETFROM:{_offset(before)}",
        f"TZOFFSETTO:{_offset(after)}",
        f"TZNAME:{called}",
        f"END:{kind}",
    ]
