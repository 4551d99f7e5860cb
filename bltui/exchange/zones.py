"""Time zones for calendar files: names that other programs use, and a VTIMEZONE made from the
system's own zone data.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from bltui.domain.model.errors import UserError
from bltui.domain.model.zones import check_zone

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Years around the wanted ones in which a rule must hold to be called a rule.
_BEFORE, _AFTER = 1, 4
_DAY, _MINUTE = timedelta(1), timedelta(minutes=1)
# Long before any meeting: the onset of what has held ever since.
_EVER = datetime(1970, 1, 1, tzinfo=UTC)


def known_zone(name: str) -> str:
    """The name of a zone that exists. Raises UserError, with the nearest names, for any other."""
    check_zone(name)
    if name in available_timezones():
        return name
    # difflib costs 5 ms of import and only a miss needs it.
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(available_timezones()), n=1)
    raise UserError(
        f"There is no time zone “{name}”.{f' Is {near[0]} meant?' if near else ''}", field="tz"
    )


def zone_of(name: str) -> ZoneInfo | None:
    """The zone that a calendar file names, as IANA or as Windows calls it.

    None where nobody knows it.
    """
    # icalendar knows the Windows names; it costs 50 ms of import, and only calendar files need it.
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
    """Changes of the clock from one year to another: the wall-clock onset by the time before it,
    both offsets, the name
    after it and whether that is summer time.
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
    """The yearly rule that these onsets follow.

    None where they follow none that weekdays can say.
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
    """A VTIMEZONE for the years from first to last, lines ended with CRLF.

    Yearly rules where the zone has them, else every onset by itself; never RDATE, which several
    programs do not read. Onsets are wall-clock times by the offset before them (RFC 5545, 3.6.5).
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
