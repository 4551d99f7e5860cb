"""Scheduling meetings: a series set, changed, cut; one meeting moved, cancelled, added, held, restored. Intents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import msgspec

from bltui.domain.building import Building, live
from bltui.domain.calendar import Clock
from bltui.domain.calendar_keeping import table_on
from bltui.domain.change import Change, Draft, Edit, nothing
from bltui.domain.dates import show_date
from bltui.domain.expansion import Expansion, Meeting, expand
from bltui.domain.phrase_words import show_series
from bltui.domain.record import stored
from bltui.domain.refusal import Refused
from bltui.domain.series import Dates, MeetingException, Series, Weekly, Where

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def series_of(building: Building, cwg_id: int | None) -> list[Series]:
    """The live series of a CWG, or with None of the BLT."""
    return [s for s in live(building.series) if (s.team == "blt" if cwg_id is None else s.cwg_id == cwg_id)]


def meetings_of(building: Building, series: Series) -> Expansion:
    """The meetings of a series in its school year."""
    return expand(series, live(building.exceptions), table_on(building, series.first))


def exceptions_of(building: Building, series_id: int) -> Iterator[MeetingException]:
    """The exceptions of a series that hold, in the order in which they were made."""
    return (e for e in live(building.exceptions) if e.series_id == series_id)


def find_meeting(building: Building, cwg_id: int | None, day: date) -> tuple[Series, Meeting]:
    """The meeting of a CWG (None: of the BLT) on a day, cancelled ones too; by original date where none is on that day.

    Raises Refused with the nearest dates where there is none, or where two are.
    """
    expanded = [(s, m) for s in series_of(building, cwg_id) for m in meetings_of(building, s).meetings]
    for found in ([p for p in expanded if p[1].date == day], [p for p in expanded if p[1].original == day]):
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(f"{m.start:%H:%M}" for _, m in found)
            raise Refused(f"Two meetings are on {show_date(day)}: {listed}. Choose one of them.", field="date")
    near = sorted(expanded, key=lambda p: abs((p[1].date - day).days))[:3]
    said = ", ".join(show_date(m.date) for _, m in near)
    hint = f"The nearest are {said}." if said else "The group has no meetings in that school year."
    raise Refused(f"There is no meeting on {show_date(day, weekday=True)}. {hint}", field="date")


def add_series(building: Building, *, series: Series, notes: tuple[str, ...] = ()) -> Change:
    """New regular meetings. `notes` are what reading the phrase had to say."""
    draft = Draft(building)
    series = _checked(draft, series)
    draft.add("series", series)
    for note in notes:
        draft.note(note)
    _tell(draft, series)
    return draft.change(f"{_called(building, series)} meets {show_series(series)}")


def _checked(draft: Draft, series: Series) -> Series:
    """The series with clean text. Raises Refused for one that cannot be."""
    slot, pattern = series.time, series.pattern
    if slot.period is None:
        if not (slot.start and slot.end and _CLOCK.fullmatch(slot.start) and _CLOCK.fullmatch(slot.end)):
            raise Refused("The meetings have no time. Write it as 3:15pm-4pm, or period 4.", field="time")
        if slot.end <= slot.start:
            raise Refused(f"The meeting ends before it starts: {slot.start} to {slot.end}.", field="time")
    if series.until < series.first:
        raise Refused(f"The series ends before it starts: {series.first} to {series.until}.", field="until")
    empty = not pattern.dates if isinstance(pattern, Dates) else not getattr(pattern, "days", ("-",))
    if empty or (isinstance(pattern, Weekly) and pattern.interval < 1):
        raise Refused("The series has no days. Write wed, or B day, or dates.", field="pattern")
    if series.team == "cwg":
        group = draft.building.get("cwgs", series.cwg_id) if series.cwg_id is not None else None
        if group is None or group.archived:
            raise Refused("The group is no longer there.", field="cwg_id")
    return msgspec.structs.replace(series, room=draft.text(series.room, "room"))


def _tell(draft: Draft, series: Series) -> None:
    """Says how many meetings it comes to and what is skipped."""
    found = expand(series, (), table_on(draft.building, series.first))
    skipped = [f"{show_date(k.date)} ({k.why})" for k in found.skipped]
    draft.note(f"{found.count()} meetings" + (f"; skipped: {', '.join(skipped[:6])}" if skipped else ""))
    if len(skipped) > 6:
        draft.note(f"and {len(skipped) - 6} more skipped")


def edit_series(building: Building, *, seen: Series, **fields: Any) -> Change:
    """Change a series as it was seen. Its exceptions stay; those whose date it no longer has are said (CWG-33)."""
    draft = Draft(building)
    wanted = _checked(draft, msgspec.structs.replace(seen, **fields))
    if "room" in fields:
        fields["room"] = wanted.room
    if not draft.merge("series", seen, **fields):
        return nothing("meetings: nothing to change")
    orphans = expand(wanted, exceptions_of(building, seen.id), table_on(building, wanted.first)).orphans
    for exception in orphans:
        draft.note(f"{show_date(exception.date)} is no longer a date of it: its {exception.do} is left over (CWG-33)")
    return draft.change(f"{_called(building, wanted)} meets {show_series(wanted)}")


def end_series(building: Building, *, series_id: int, last: date) -> Change:
    """Let a series end with a day; the meetings after it go."""
    series = _series(building, series_id)
    if last < series.first:
        raise Refused(f"It begins on {series.first}. Remove it instead.", field="last")
    draft = Draft(building)
    if not draft.put("series", series_id, until=last):
        return nothing("meetings: nothing to change")
    return draft.change(f"{_called(building, series)} meets until {show_date(last)}")


def remove_series(building: Building, *, series_id: int) -> Change:
    """Take a series and its exceptions away."""
    series = _series(building, series_id)
    draft = Draft(building)
    draft.archive("series", series_id)
    for exception in exceptions_of(building, series_id):
        draft.archive("exceptions", exception.id)
    return draft.change(f"{_called(building, series)}: meetings removed ({show_series(series)})")


def this_and_later(building: Building, *, series_id: int, day: date, **fields: Any) -> Change:
    """Change a series from an original date on: it ends before, and a new one with the changes begins.

    Exceptions from that date on go over to the new series.
    """
    series = _series(building, series_id)
    meeting = _meeting(building, series, day)
    if meeting.original <= series.first:
        return edit_series(building, seen=series, **fields)
    draft = Draft(building)
    new = _checked(draft, msgspec.structs.replace(series, **{"first": meeting.original, "changes": 0, **fields}))
    old: dict[str, Any] = {"until": meeting.original - timedelta(1)}
    if isinstance(series.pattern, Dates):
        dates = series.pattern.dates
        old["pattern"] = msgspec.structs.replace(series.pattern, dates=tuple(d for d in dates if d < meeting.original))
        if "pattern" not in fields:
            later = tuple(d for d in dates if d >= meeting.original)
            new = msgspec.structs.replace(new, pattern=msgspec.structs.replace(series.pattern, dates=later))
    if series.times and "times" not in fields:
        before = sum(m.original < meeting.original for m in meetings_of(building, series).meetings)
        new = msgspec.structs.replace(new, times=max(1, series.times - before))
    number = draft.add("series", new)
    later_ones = [e for e in exceptions_of(building, series_id) if e.date >= meeting.original]
    for exception in later_ones:
        draft.put("exceptions", exception.id, series_id=number)
    draft.put("series", series_id, **old, changes=max(0, series.changes - len(later_ones)))
    draft.put("series", number, changes=len(later_ones))
    return draft.change(f"{_called(building, series)} from {show_date(meeting.original)}: {show_series(new)}")


def move_meeting(
    building: Building,
    *,
    series_id: int,
    day: date,
    to: date | None = None,
    start: Clock | None = None,
    end: Clock | None = None,
    room: str | None = None,
    why: str = "",
) -> Change:
    """Move one meeting, named by its original date; what is left out stays. A moved one goes on from where it is now."""
    series = _series(building, series_id)
    draft = Draft(building)
    before = next((e for e in reversed(list(exceptions_of(building, series_id))) if e.date == day and e.to), None)
    was = before.to if before is not None and before.do in ("move", "add") else None
    for name, clock in (("start", start), ("end", end)):
        if clock is not None and not _CLOCK.fullmatch(clock):
            raise Refused(f"“{clock}” is not a time. Write it as 15:15.", field=name)
    if room is not None:
        room = draft.text(room, "room")
    target = Where(
        to or (was.date if was else day),
        start or (was.start if was else None),
        end or (was.end if was else None),
        room if room is not None else (was.room if was else None),
    )
    if before is not None and before.do == "add":
        draft.put("exceptions", before.id, to=target, why=draft.text(why, "why") or before.why)
        draft.put("series", series_id, changes=series.changes + 1)
    else:
        _known(building, series, day)
        _decide(draft, series, MeetingException(series_id=series_id, date=day, do="move", to=target, why=why))
    if target.start and target.end and target.end <= target.start:
        raise Refused(f"The meeting ends before it starts: {target.start} to {target.end}.", field="end")
    there = table_on(building, target.date).on(target.date)
    if there is None or not there.students:
        draft.note(
            f"{show_date(target.date, weekday=True)} is no school day{f' ({there.name})' if there and there.name else ''}"
        )
    return draft.change(
        f"{_called(building, series)}: {show_date(day)} moved to {show_date(target.date, weekday=True)}"
    )


def cancel_meeting(building: Building, *, series_id: int, day: date, why: str = "") -> Change:
    """Cancel one meeting, named by its original date; one that is cancelled is on again."""
    series = _series(building, series_id)
    draft = Draft(building)
    latest = _latest(building, series_id, day)
    if latest is not None and latest.do == "cancel":
        return restore_meeting(building, series_id=series_id, day=day)
    if latest is not None and latest.do == "add":
        return restore_meeting(building, series_id=series_id, day=day)
    _known(building, series, day)
    _decide(draft, series, MeetingException(series_id=series_id, date=day, do="cancel", why=why))
    return draft.change(f"{_called(building, series)}: {show_date(day)} cancelled")


def add_meeting(
    building: Building,
    *,
    series_id: int,
    day: date,
    start: Clock | None = None,
    end: Clock | None = None,
    room: str | None = None,
    why: str = "",
) -> Change:
    """A meeting besides the pattern. Raises Refused where the series has that date already."""
    series = _series(building, series_id)
    expansion = meetings_of(building, series)
    if any(m.original == day for m in expansion.meetings) or any(
        e.date == day for e in exceptions_of(building, series_id)
    ):
        raise Refused(f"The series has {show_date(day)} already. Move or restore that meeting.", field="date")
    for name, clock in (("start", start), ("end", end)):
        if clock is not None and not _CLOCK.fullmatch(clock):
            raise Refused(f"“{clock}” is not a time. Write it as 15:15.", field=name)
    if start and end and end <= start:
        raise Refused(f"The meeting ends before it starts: {start} to {end}.", field="end")
    draft = Draft(building)
    if room is not None:
        room = draft.text(room, "room")
    where = Where(day, start, end, room)
    _decide(draft, series, MeetingException(series_id=series_id, date=day, do="add", to=where, why=why))
    return draft.change(f"{_called(building, series)}: meeting on {show_date(day, weekday=True)} added")


def hold_meeting(building: Building, *, series_id: int, day: date, why: str = "") -> Change:
    """Mark one meeting, named by its original date, as held."""
    series = _series(building, series_id)
    meeting = _meeting(building, series, day)
    if meeting.state == "cancelled":
        raise Refused(f"The meeting of {show_date(day)} was cancelled. Restore it first.", field="date")
    if any(e.do == "held" and e.date == day for e in exceptions_of(building, series_id)):
        return nothing(f"{show_date(day)} is marked as held already")
    draft = Draft(building)
    _decide(draft, series, MeetingException(series_id=series_id, date=day, do="held", why=why))
    return draft.change(f"{_called(building, series)}: {show_date(day)} held")


def restore_meeting(building: Building, *, series_id: int, day: date) -> Change:
    """Take every exception of one meeting back, so that it is as the pattern has it."""
    series = _series(building, series_id)
    found = [e for e in exceptions_of(building, series_id) if e.date == day]
    if not found:
        raise Refused(f"The meeting of {show_date(day)} is as planned; there is nothing to take back.", field="date")
    return _drop(building, series, found, f"{_called(building, series)}: {show_date(day)} as planned again")


def drop_exception(building: Building, *, exception_id: int) -> Change:
    """Take one exception back; an earlier one for the same date holds again."""
    found = building.exceptions.get(exception_id)
    if found is None or found.archived:
        raise Refused("The exception is no longer there.")
    series = _series(building, found.series_id)
    return _drop(
        building, series, [found], f"{_called(building, series)}: {show_date(found.date)} {found.do} taken back"
    )


def _drop(building: Building, series: Series, found: list[MeetingException], says: str) -> Change:
    draft = Draft(building)
    draft.put("series", series.id, changes=max(0, series.changes - len(found)))
    change = draft.change(says)
    return msgspec.structs.replace(
        change, edits=(*(Edit("exceptions", e.id, stored(e), None) for e in found), *change.edits)
    )


def _decide(draft: Draft, series: Series, exception: MeetingException) -> None:
    """Put an exception in; the series' revision moves along."""
    why = draft.text(exception.why, "why")
    draft.add("exceptions", msgspec.structs.replace(exception, why=why))
    draft.put("series", series.id, changes=series.changes + 1)


def _series(building: Building, series_id: int) -> Series:
    series = building.series.get(series_id)
    if series is None or series.archived:
        raise Refused("These meetings are no longer there; they were taken back meanwhile.")
    return series


def _latest(building: Building, series_id: int, day: date) -> MeetingException | None:
    found = [e for e in exceptions_of(building, series_id) if e.date == day and e.do != "held"]
    return found[-1] if found else None


def _meeting(building: Building, series: Series, day: date) -> Meeting:
    """The meeting of an original date."""
    for meeting in meetings_of(building, series).meetings:
        if meeting.original == day:
            return meeting
    raise Refused(f"The series has no meeting on {show_date(day, weekday=True)}.", field="date")


def _known(building: Building, series: Series, day: date) -> None:
    """Raises Refused where neither a meeting nor a skipped date of the series is on an original date."""
    if not any(skipped.date == day for skipped in meetings_of(building, series).skipped):
        _meeting(building, series, day)


def _called(building: Building, series: Series) -> str:
    group = building.get("cwgs", series.cwg_id) if series.cwg_id is not None else None
    return "BLT" if series.team == "blt" else f"CWG {getattr(group, 'called', f'#{series.cwg_id}')}"
