"""A school calendar from a district's iCalendar file.

Valid events are read, and the others are listed with their lines. Nothing in a file raises an
error: broken events, orphans, unknown zones and hostile recurrence rules become problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from bltui.domain.calendar.import_edits import CalendarPlan, Planned
from bltui.domain.model import formats
from bltui.domain.model.calendar import Day
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import clean, shown
from bltui.domain.schedule.days import MARGIN
from bltui.exchange.day_types import closes, what_it_says
from bltui.exchange.ics_recurrence import one_of, plain, starts
from bltui.exchange.import_calendar import CalendarFile, closed_between, closed_words, note_edge
from bltui.exchange.tables import Problem
from bltui.exchange.zones import zone_of

if TYPE_CHECKING:
    from icalendar import Component

#: Larger files are not a school's calendar.
LARGEST = 10_000_000
EVENTS = 5_000
_MOST_OF_A_DAY = timedelta(hours=6)
# Days after which an event is too long to be a break.
_LONGEST = 400


class _Block(msgspec.Struct, frozen=True):
    """The lines of one event, and the number of the first."""

    line: int
    lines: tuple[str, ...]


class _Found(msgspec.Struct, frozen=True):
    """One event that could be read."""

    line: int
    name: str
    first: date
    last: date
    timed: bool
    """Whether it has a time of day. An event of most of a day counts as all-day."""
    uid: str = ""
    replaces: date | None = None
    cancelled: bool = False
    begins: str = ""
    """When it begins, such as "13:30", if it has a time of day."""


def read_ics(
    data: bytes, name: str, *, year: tuple[date, date] | None = None, tz: str = "UTC"
) -> CalendarFile:
    """Parse a calendar file. With `year`, only its days within `MARGIN` days of that school year.

    `tz` is the building's time zone, which dates events in UTC. Raises UserError if a file is too
    large, has more than `EVENTS` events, or is not a calendar file.
    """
    text = _text(data, shown(name))
    problems: list[Problem] = []
    found: list[_Found] = []
    window = (year[0] - timedelta(MARGIN), year[1] + timedelta(MARGIN)) if year else None
    for block in _blocks(text, problems):
        found += _events(block, ZoneInfo(tz), window, problems)
    kept = list(_overridden(found, problems))
    edges: dict[str, date] = {}
    planned: dict[tuple[date, date, str], Planned] = {}
    rows: list[Planned] = []
    for event in sorted(kept, key=lambda e: (e.first, e.line)):
        if window and not (event.first <= window[1] and event.last >= window[0]):
            continue
        try:
            label = clean(event.name, "name")
        except UserError as refused:
            problems.append(Problem(event.line, refused.message))
            continue
        said = what_it_says(label)
        if said.first or said.last:
            note_edge(
                edges, "first_day" if said.first else "last_day", event.first, event.line, problems
            )
            if said.kind == "note":
                continue
        # An event with a time of day does not close school, whatever its name. Only its own words
        # about students do.
        kind = (
            "note"
            if event.timed and said.kind in ("in_service", "ask", "conditional")
            else said.kind
        )
        if event.timed and kind == "no_school" and not closes(label):
            kind = "note"  # a concert during winter break, an hour of a spring break camp
        if event.timed and kind == "note":
            continue
        day = Day(
            date=event.first,
            to=None if event.last == event.first else event.last,
            kind=kind,
            name=label,
            dismissal=said.dismissal
            or (event.begins if kind == "early_release" and event.begins >= "10:00" else None),
            level=said.level,
        )
        rows.append(Planned(event.line, day))
        planned.setdefault((event.first, event.last, label.casefold()), rows[-1])
    for closed in closed_between(rows):
        planned.setdefault(
            (closed.day.date, closed.day.to or closed.day.date, closed.day.name), closed
        )
        problems.append(
            Problem(
                closed.line,
                f"{closed_words(closed.day)} marked as closed, from this event and a later one.",
            )
        )
    outside = any(
        window and not (event.first <= window[1] and event.last >= window[0]) for event in kept
    )
    if year and outside and not planned and not edges:
        problems.append(Problem(0, f"No event is in the school year {formats.date_range(*year)}."))
    plan = CalendarPlan(tuple(planned.values()), edges.get("first_day"), edges.get("last_day"))
    return CalendarFile(plan, tuple(sorted(problems, key=lambda p: p.line)))


def _text(data: bytes, name: str) -> str:
    """Return the file as text, with its line ends."""
    if len(data) > LARGEST:
        raise UserError(
            f"{name}: {len(data):,} bytes is too large (at most {LARGEST:,}). Is it the right file?"
        )
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if not re.search(r"^BEGIN:VCALENDAR", text, re.IGNORECASE | re.MULTILINE):
        raise UserError(
            f"{name}: this is not a calendar file (no BEGIN:VCALENDAR). Export the calendar as "
            ".ics."
        )
    count = len(re.findall(r"^BEGIN:VEVENT\s*$", text, re.IGNORECASE | re.MULTILINE))
    if count > EVENTS:
        raise UserError(
            f"{name}: {count:,} events is too many (at most {EVENTS:,}). Export one school year."
        )
    return text


def _blocks(text: str, problems: list[Problem]) -> Iterator[_Block]:
    """Yield the lines of each event, without the alarms in it."""
    open_at, inside = 0, ""
    lines: list[str] = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        word = line.strip().upper()
        if word == "BEGIN:VEVENT":
            if open_at:
                problems.append(
                    Problem(open_at, "the event does not end before the next one begins.")
                )
            open_at, inside, lines = number, "", []
        elif word == "END:VEVENT":
            if not open_at:
                problems.append(Problem(number, "an event ends without a beginning."))
            else:
                yield _Block(open_at, tuple(lines))
            open_at = 0
        elif open_at:
            if word.startswith("BEGIN:") and not inside:
                inside = word[6:]
            elif not inside:
                lines.append(line)
            elif word == f"END:{inside}":
                inside = ""
    if open_at:
        problems.append(Problem(open_at, "the event does not end. The file may be cut off."))


def _events(
    block: _Block, zone: ZoneInfo, window: tuple[date, date] | None, problems: list[Problem]
) -> Iterator[_Found]:
    """Yield the event of a block and its recurrences; errors are added to the problems."""
    # icalendar takes 50 ms to import, and only a calendar file needs it.
    from icalendar import Event

    try:
        event = Event.from_ical("\r\n".join(["BEGIN:VEVENT", *block.lines, "END:VEVENT", ""]))
        name = str(one_of(event, "SUMMARY") or "")
        start = _moment(event, "DTSTART", zone, block, problems)
        if start is None:
            problems.append(Problem(block.line, f"“{shown(name)[:80]}” has no start; skipped."))
            return
        end = _moment(event, "DTEND", zone, block, problems)
        length = one_of(event, "DURATION")
        if end is None and length is not None:
            end = start + length.dt
        replaces = _moment(event, "RECURRENCE-ID", zone, block, problems)
        cancelled = str(one_of(event, "STATUS") or "").upper() == "CANCELLED"
        uid = str(one_of(event, "UID") or "")
        occurrences = list(starts(event, start, window, zone, block.line, problems))
    # The library raises its own errors for broken values, and built-in ones for values it did not
    # expect.
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError) as error:
        reason = " ".join(str(error).split())[:120]
        problems.append(
            Problem(block.line, f"the event cannot be read ({shown(reason)}); skipped.")
        )
        return
    for _, message in event.errors:
        problems.append(
            Problem(
                block.line, f"a line of the event cannot be read ({shown(str(message))[:120]})."
            )
        )
    if not name.strip():
        problems.append(Problem(block.line, "the event has no name; skipped."))
        return
    if end is not None and plain(end) < plain(start):
        problems.append(
            Problem(
                block.line, f"“{shown(name)[:80]}” ends before it starts; its first day was used."
            )
        )
        end = None
    days, timed = _length(start, end)
    if days > _LONGEST:
        problems.append(
            Problem(
                block.line,
                f"“{shown(name)[:80]}” lasts {formats.count(days, 'day')}; its first day was used.",
            )
        )
        days = 0
    begins = f"{start:%H:%M}" if timed and isinstance(start, datetime) else ""
    for moment in occurrences:
        first = moment.date() if isinstance(moment, datetime) else moment
        if first.year < 1900 or first.year > 2200:
            problems.append(
                Problem(
                    block.line,
                    f"“{shown(name)[:80]}” is in the year {first.year}; skipped.",
                )
            )
            return
        on = replaces.date() if isinstance(replaces, datetime) else replaces
        yield _Found(
            block.line, name, first, first + timedelta(days), timed, uid, on, cancelled, begins
        )


def _moment(
    event: Component, key: str, zone: ZoneInfo, block: _Block, problems: list[Problem]
) -> datetime | date | None:
    """Return a date, or a wall-clock time of the building; None if there is none."""
    value = one_of(event, key)
    if value is None:
        return None
    moment: datetime | date = value.dt
    if not isinstance(moment, datetime):
        return moment
    named = value.params.get("TZID")
    if moment.tzinfo is None and named is not None:
        known = zone_of(str(named))
        if known is None:
            problems.append(
                Problem(
                    block.line,
                    f"unknown time zone “{shown(str(named))[:60]}”; its times were read as local times.",
                )
            )
            return moment
        moment = moment.replace(tzinfo=known)
    return moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo is not None else moment


def _length(start: datetime | date, end: datetime | date | None) -> tuple[int, bool]:
    """Return how many more days an event covers, and whether it has a time of day.

    The end itself is excluded.
    """
    if end is None:
        return 0, isinstance(start, datetime)
    whole = plain(start).time() == plain(end).time() == datetime.min.time() and plain(end) > plain(
        start
    )
    if not isinstance(start, datetime) or whole:
        return max(0, (plain(end).date() - plain(start).date()).days - 1), False
    last = plain(end) - timedelta(microseconds=1) if plain(end) > plain(start) else plain(end)
    return (last.date() - start.date()).days, plain(end) - start < _MOST_OF_A_DAY


def _overridden(found: list[_Found], problems: list[Problem]) -> Iterator[_Found]:
    """Yield the events except canceled ones and occurrences that another event replaces."""
    masters = {event.uid for event in found if event.replaces is None and event.uid}
    replaced = {(event.uid, event.replaces) for event in found if event.replaces is not None}
    for event in found:
        if event.replaces is None:
            if not event.cancelled and (event.uid, event.first) not in replaced:
                yield event
            continue
        if event.uid not in masters:
            problems.append(
                Problem(
                    event.line,
                    f"“{shown(event.name)[:80]}” replaces an event that is not in the file; imported as it is.",
                )
            )
        if not event.cancelled:
            yield event
