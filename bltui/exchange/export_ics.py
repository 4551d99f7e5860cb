"""Meetings as an iCalendar feed (RFC 5545) that common calendar programs all show the same way.

Recurrence rules are used only if every reader agrees on them. A moved meeting is excluded from its
series and becomes a separate event. A canceled one is left out. The same data give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec

from bltui.domain.model.dates import WEEKDAYS
from bltui.domain.model.formats import full_date
from bltui.domain.model.series import MonthlyNth, Series, Weekly
from bltui.domain.model.text import clean
from bltui.domain.schedule.expansion import Expansion, Meeting
from bltui.exchange.zones import vtimezone

if TYPE_CHECKING:
    from icalendar import Event

_BYDAY = dict(zip(WEEKDAYS, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))
_TEXT = 4000
#: Start, end, and room.
Hours = tuple[time, time, str | None]


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """A series with its details for a feed."""

    series: Series
    expansion: Expansion
    title: str
    description: str = ""
    category: str = ""
    """What the building calls the team or the group, or blank for none."""
    changed: float = 0.0
    """When it or its exceptions last changed, in seconds since the epoch.

    It replaces the current time, so that the same data give the same bytes.
    """
    revisions: Mapping[int, int] = {}
    """The revisions of the meetings' records, by their ids."""
    keep: Callable[[Meeting], bool] | None = None
    """Which of its meetings the feed has; None means all."""


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed's name and origin."""

    name: str
    tz: str
    domain: str
    """The domain that makes UIDs globally unique, such as "lincoln.bltui". It must never change."""
    week_starts: str = "sun"
    organizer: str = ""
    """The building's address. Without one there is no ORGANIZER."""
    show_cancelled: bool = False
    """Whether canceled meetings stay in the feed, with CANCELED in the title."""


def write_ics(feed: Feed, shared: Iterable[Shared]) -> bytes:
    """Return the feed as bytes: CRLF, folded at 75 octets, UTF-8 without a byte order mark."""
    return _calendar(feed, [event for one in shared for event in _events(feed, one)])


def write_event(feed: Feed, shared: Shared, meeting: Meeting) -> bytes:
    """Return one meeting as a calendar of one event, with the UID that it has in the feeds.

    A meeting of a recurrence rule is named by the rule's UID and its own time.
    """
    mark = _mark(feed, shared, meeting)
    name = _alone(shared.series, meeting) if mark is None else f"{_name(shared.series)}{mark}"
    event = _event(feed, shared, meeting, name)
    start = datetime.combine(meeting.date, meeting.start)
    if mark is not None:
        event.add("RECURRENCE-ID", start.replace(tzinfo=ZoneInfo(feed.tz)))
    return _calendar(feed, [(start, name, event)])


def _mark(feed: Feed, shared: Shared, meeting: Meeting) -> str | None:
    """Return the UID's suffix of the recurrence rule that has a meeting, or None."""
    meetings = [m for m in shared.expansion.meetings if (shared.keep or _all)(m)]
    hours = _usual_hours(meetings)
    usual = [m for m in meetings if _follows(m, hours)]
    rules = _rules(shared.series, usual, feed.week_starts) if meeting in usual else iter(())
    return next((mark for mark, _, dates, _ in rules if meeting.date in dates), None)


def _calendar(feed: Feed, events: Sequence[tuple[datetime, str, Event]]) -> bytes:
    # icalendar takes 50 ms to import, and only an export needs it.
    from icalendar import Calendar, Timezone

    calendar = Calendar()
    name = clean(feed.name, "name")
    for key, value in (
        ("VERSION", "2.0"),
        ("PRODID", "-//bltui//Collaborative Work Groups//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("NAME", name),
        ("X-WR-CALNAME", name),
        ("X-WR-TIMEZONE", feed.tz),
        ("X-PUBLISHED-TTL", "PT12H"),
    ):
        calendar.add(key, value)
    calendar.add("REFRESH-INTERVAL", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    years = [start.year for start, _, _ in events] or [2000]
    zone = vtimezone(feed.tz, min(years), max(years))
    calendar.add_component(Timezone.from_ical(zone))
    for _, _, event in sorted(events, key=lambda e: e[:2]):
        calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def _events(feed: Feed, shared: Shared) -> Iterator[tuple[datetime, str, Event]]:
    """Yield the events of one series, each with its start and UID."""
    keep = shared.keep or _all
    zone = ZoneInfo(feed.tz)
    meetings = [m for m in shared.expansion.meetings if keep(m)]
    hours = _usual_hours(meetings)
    usual = [m for m in meetings if _follows(m, hours)]
    alone = [m for m in meetings if m.takes_place and not _follows(m, hours)]
    rules = list(_rules(shared.series, usual, feed.week_starts))
    followed: set[date] = set()
    for mark, rule, dates, out in rules:
        first, last = (
            next(m for m in usual if m.date == dates[0]),
            next(m for m in usual if m.date == dates[-1]),
        )
        followed.update(dates)
        event = _event(feed, shared, first, f"{_name(shared.series)}{mark}")
        until = datetime.combine(last.date, last.start, zone).astimezone(UTC)
        event.add("RRULE", {**rule, "UNTIL": until})
        for day in out:
            event.add("EXDATE", datetime.combine(day, first.start, zone))
        yield datetime.combine(first.date, first.start), str(event["UID"]), event
    alone += [m for m in usual if m.date not in followed]
    if feed.show_cancelled:
        alone += [m for m in meetings if m.state == "cancelled"]
    for meeting in alone:
        event = _event(feed, shared, meeting, _alone(shared.series, meeting))
        yield datetime.combine(meeting.date, meeting.start), str(event["UID"]), event


def _all(meeting: Meeting) -> bool:
    return True


def _usual_hours(meetings: Iterable[Meeting]) -> Hours | None:
    """Return the time and room of the first meeting that only its series decides about."""
    found = (m for m in meetings if m.meeting_id is None and m.state in ("planned", "held"))
    return next(((m.start, m.end, m.room) for m in found), None)


def _follows(meeting: Meeting, hours: Hours | None) -> bool:
    """Return whether a meeting is as its series has it."""
    if meeting.state not in ("planned", "held") or meeting.extra:
        return False
    own = (meeting.start, meeting.end, meeting.room)
    recorded = meeting.meeting_id is not None
    return meeting.date == meeting.original and not (recorded and hours and own != hours)


def _alone(series: Series, meeting: Meeting) -> str:
    """Return the UID's name for one meeting. A separate meeting is named by its record."""
    if meeting.extra and meeting.meeting_id is not None:
        return f"m{meeting.meeting_id}"
    return f"{_name(series)}-{meeting.original:%Y%m%d}"


def _name(series: Series) -> str:
    return f"blt-s{series.id}" if series.team == "blt" else f"c{series.cwg_id}-s{series.id}"


def _rules(
    series: Series, usual: list[Meeting], week_starts: str
) -> Iterator[tuple[str, dict[str, Any], list[date], list[date]]]:
    """Yield recurrence rules: a suffix for the UID, the rule, its dates, and its excluded dates.

    Meetings that a rule cannot express are not in any: a changed time, days off that move meetings,
    or more excluded dates than meetings.
    """
    if not usual or len({(m.start, m.end, m.room) for m in usual}) > 1:
        return
    dates = [m.date for m in usual]
    pattern = series.pattern
    if isinstance(pattern, Weekly):
        rule = {
            "FREQ": "WEEKLY",
            **({"INTERVAL": pattern.interval} if pattern.interval > 1 else {}),
            "BYDAY": [_BYDAY[name] for name in pattern.days],
            "WKST": "SU" if week_starts == "sun" else "MO",
        }
        every = _weekly(pattern, dates, 6 if week_starts == "sun" else 0)
        yield from _fitting("", rule, dates, every)
    elif isinstance(pattern, MonthlyNth) and not pattern.in_session:
        several = len(pattern.nth) * len(pattern.days) > 1
        # Programs disagree about two ordinals in one rule, so each ordinal gets its own rule.
        for name, nth in [(name, nth) for name in pattern.days for nth in pattern.nth]:
            byday = f"{nth}{_BYDAY[name]}"
            every = list(_monthly(nth, WEEKDAYS.index(name), usual[0].date, usual[-1].date))
            # The fourth Wednesday can also be the last one. It belongs to the first rule that
            # matches.
            mine = [day for day in dates if day in every]
            dates = [day for day in dates if day not in every]
            yield from _fitting(
                f"-{byday.lower()}" if several else "",
                {"FREQ": "MONTHLY", "BYDAY": [byday]},
                mine,
                every,
            )


def _fitting(
    mark: str, rule: dict[str, Any], dates: list[date], every: list[date]
) -> Iterator[tuple[str, dict[str, Any], list[date], list[date]]]:
    """Yield the rule if it has all the dates and does not exclude more than it keeps."""
    if len(dates) < 2:
        return
    span = [day for day in every if dates[0] <= day <= dates[-1]]
    out = sorted(set(span).difference(dates))
    if set(dates) <= set(span) and len(out) <= len(dates):
        yield mark, rule, dates, out


def _weekly(pattern: Weekly, dates: list[date], begins: int) -> list[date]:
    """Return the dates of a weekly rule, from the first date through the last one."""
    week = dates[0] - timedelta((dates[0].weekday() - begins) % 7)
    wanted = {WEEKDAYS.index(name) for name in pattern.days}
    found = []
    while week <= dates[-1]:
        days = [week + timedelta(n) for n in range(7)]
        found += [day for day in days if day.weekday() in wanted and dates[0] <= day <= dates[-1]]
        week += timedelta(7 * pattern.interval)
    return found


def _monthly(nth: int, weekday: int, first: date, last: date) -> Iterator[date]:
    """Yield every n-th weekday of a month between two dates."""
    day = first
    while day <= last:
        if day.weekday() == weekday:
            following = (day.replace(day=28) + timedelta(4)).replace(day=1)
            if nth in ((day.day - 1) // 7 + 1, -(((following - day).days - 1) // 7 + 1)):
                yield day
        day += timedelta(1)


def _event(feed: Feed, shared: Shared, meeting: Meeting, name: str) -> Event:
    """Return an event with the properties that every event has."""
    from icalendar import Event

    zone = ZoneInfo(feed.tz)
    event = Event()
    stamp = datetime.fromtimestamp(int(shared.changed), UTC)
    title = clean(shared.title, "title", limit=_TEXT)
    event.add("UID", f"{name}@{feed.domain}")
    event.add("DTSTAMP", stamp)
    event.add("LAST-MODIFIED", stamp)
    separate = meeting.extra and meeting.meeting_id is not None
    revision = shared.revisions[meeting.meeting_id or 0] if separate else shared.series.rev
    event.add("SEQUENCE", revision)
    if meeting.timed:
        event.add("DTSTART", datetime.combine(meeting.date, meeting.start, zone))
        if meeting.ends:
            event.add("DTEND", datetime.combine(meeting.date, meeting.end, zone))
    else:
        event.add("DTSTART", meeting.date)
    event.add("SUMMARY", f"CANCELED: {title}" if meeting.state == "cancelled" else title)
    if meeting.room:
        event.add("LOCATION", clean(meeting.room, "room"))
    notes = [shared.description] if shared.description else []
    if meeting.state == "moved" and meeting.date != meeting.original:
        notes.append(f"Moved from {full_date(meeting.original)}")
    if meeting.reason and meeting.state in ("moved", "added", "cancelled"):
        notes.append(meeting.reason)
    if notes:
        event.add(
            "DESCRIPTION", clean("\n".join(notes), "description", limit=_TEXT, multiline=True)
        )
    if shared.category:
        event.add("CATEGORIES", [shared.category])
    event.add("STATUS", "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT" if meeting.state == "cancelled" else "OPAQUE")
    if feed.organizer:
        event.add("ORGANIZER", f"mailto:{feed.organizer}", parameters={"CN": feed.name})
    return event
