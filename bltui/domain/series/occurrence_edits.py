"""Move, cancel, add, hold, or restore one meeting of a series. Intents for `workspace.do`.

A meeting is identified by its original date. If it has a record (an agenda, minutes), the record
changes (`record_edits`), else an exception of the series is added.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from bltui.domain.calendar.edits import table_on
from bltui.domain.model import validation_messages
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, Edit, no_change
from bltui.domain.model.clocks import Clock
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import count, date_range, show_date
from bltui.domain.model.record import to_document
from bltui.domain.model.series import Doing, MeetingException, Series, Where
from bltui.domain.schedule.days import MARGIN, SchoolDay
from bltui.domain.series import record_edits
from bltui.domain.series.edits import called, exceptions_of, live_series, meeting_named, meetings_of
from bltui.domain.series.team_meetings import owner, team_names

#: What undoes each kind of exception, for the history.
_UNDONE: dict[Doing, str] = {
    "move": "moved back",
    "cancel": "restored",
    "add": "removed",
    "held": "no longer marked as held",
}


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
    """Move a meeting, identified by its original date. Omitted fields stay as they are.

    A meeting that was moved before starts from its current time and place. Raises UserError if the
    team has another meeting on that day.
    """
    if record := record_edits.record_on(building, series_id, day):
        goal = to or record.on
        return record_edits.move(
            building, record, to=goal, start=start, end=end, room=room, why=why
        )
    series = live_series(building, series_id)
    builder = ChangeBuilder(building)
    before = next(
        (e for e in reversed(list(exceptions_of(building, series_id))) if e.date == day and e.to),
        None,
    )
    was = before.to if before is not None and before.do in ("move", "add") else None
    target = Where(
        to or (was.date if was else day),
        start or (was.start if was else None),
        end or (was.end if was else None),
        room if room is not None else (was.room if was else None),
    )
    _free(building, series, target.date, day)
    if before is not None and before.do == "add":
        builder.put("exceptions", before.id, to=target, why=why.strip() or before.why)
        builder.put("series", series_id, changes=series.changes + 1)
    else:
        _known(building, series, day)
        _decide(
            builder,
            series,
            MeetingException(series_id=series_id, date=day, do="move", to=target, why=why),
        )
    there = _in_year(building, series, target.date)
    if there is None or not there.students:
        builder.note(
            f"{show_date(target.date)} is not a school "
            f"day{f' ({there.name})' if there and there.name else ''}"
        )
    return builder.change(
        f"{called(building, series)}: {show_date(day)} moved to {show_date(target.date)}"
    )


def cancel_meeting(building: Building, *, series_id: int, day: date, why: str = "") -> Change:
    """Cancel a meeting, identified by its original date. If it is canceled, restore it."""
    if record := record_edits.record_on(building, series_id, day):
        if record.cancelled:
            return record_edits.restore(building, record)
        return record_edits.cancel(building, record, why=why)
    series = live_series(building, series_id)
    builder = ChangeBuilder(building)
    latest = _latest(building, series_id, day)
    if latest is not None and latest.do == "cancel":
        return restore_meeting(building, series_id=series_id, day=day)
    if latest is not None and latest.do == "add":
        return restore_meeting(building, series_id=series_id, day=day)
    _known(building, series, day)
    _decide(builder, series, MeetingException(series_id=series_id, date=day, do="cancel", why=why))
    return builder.change(f"{called(building, series)}: {show_date(day)} canceled")


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
    """Add a meeting outside the pattern. Raises UserError if the series has that date."""
    series = live_series(building, series_id)
    _in_year(building, series, day)
    team = team_names(building).get(owner(series), "")
    there = any(True for _ in record_edits.meetings_on(building, team, day))
    if there or any(e.date == day for e in exceptions_of(building, series_id)):
        raise UserError(
            f"The series already has a meeting on {show_date(day)}. Move or restore it.",
            field="date",
        )
    builder = ChangeBuilder(building)
    where = Where(day, start, end, room)
    _decide(
        builder,
        series,
        MeetingException(series_id=series_id, date=day, do="add", to=where, why=why),
    )
    return builder.change(f"{called(building, series)}: meeting on {show_date(day)} added")


def hold_meeting(building: Building, *, series_id: int, day: date, why: str = "") -> Change:
    """Mark a meeting, identified by its original date, as held."""
    if record := record_edits.record_on(building, series_id, day):
        return record_edits.hold(building, record)
    series = live_series(building, series_id)
    meeting = meeting_named(building, series, day)
    if meeting.state == "cancelled":
        raise UserError(
            f"The meeting of {show_date(day)} was canceled. Restore it first.", field="date"
        )
    if any(e.do == "held" and e.date == day for e in exceptions_of(building, series_id)):
        return no_change(f"{show_date(day)} is already marked as held")
    builder = ChangeBuilder(building)
    _decide(builder, series, MeetingException(series_id=series_id, date=day, do="held", why=why))
    return builder.change(f"{called(building, series)}: {show_date(day)} held")


def restore_meeting(building: Building, *, series_id: int, day: date) -> Change:
    """Remove all exceptions of a meeting so that it follows the pattern again."""
    if record := record_edits.record_on(building, series_id, day):
        return record_edits.restore(building, record)
    series = live_series(building, series_id)
    found = [e for e in exceptions_of(building, series_id) if e.date == day]
    if not found:
        raise UserError(
            f"The meeting of {show_date(day)} is already as planned.",
            field="date",
        )
    if any(e.do != "add" for e in found):
        _free(building, series, day, day)
    left_over = any(e.date == day for e in meetings_of(building, series).orphans)
    became = "no longer kept" if left_over else "as planned again"
    return _drop(building, series, found, f"{called(building, series)}: {show_date(day)} {became}")


def keep_meeting(building: Building, *, series_id: int, day: date) -> Change:
    """Turn the exceptions of a date that left the series into an added meeting (CWG-33).

    A moved meeting keeps its new time. A held one stays held, at the series' current time. Raises
    UserError if the date has no leftover exception, or was only canceled.
    """
    series = live_series(building, series_id)
    found = [e for e in meetings_of(building, series).orphans if e.date == day]
    if not found:
        raise UserError(
            f"No moved or canceled meeting is left over on {show_date(day)}. Choose a date of CWG-33.",
            field="date",
        )
    if all(e.do == "cancel" for e in found):
        raise UserError(
            f"{show_date(day)} was canceled, so there is no meeting to keep. Restore it instead.",
            field="date",
        )
    builder = ChangeBuilder(building)
    _keep(builder, series, found)
    return builder.change(
        f"{called(building, series)}: {show_date(day)} kept as a separate meeting"
    )


def keep_all(building: Building, *, series_id: int) -> Change:
    """Call `keep_meeting` for every leftover date and drop canceled ones.

    Raises UserError if nothing is left over.
    """
    series = live_series(building, series_id)
    left = meetings_of(building, series).orphans
    if not left:
        raise UserError("No moved or canceled meeting is left over.", field="date")
    builder = ChangeBuilder(building)
    days = sorted({e.date for e in left if e.do != "cancel"})
    _keep(builder, series, left)
    for exception in left:
        if exception.do == "cancel":
            builder.archive("exceptions", exception.id)
    kept = f"{count(len(days), 'meeting')} of other dates kept"
    return builder.change(
        f"{called(building, series)}: "
        f"{kept}{', canceled ones removed' if len(days) < len(left) else ''}"
    )


def _in_year(building: Building, series: Series, day: date) -> SchoolDay | None:
    """Return the school day in the series' year, or None within the margin around it.

    Raises UserError if the day is in another year.
    """
    table = table_on(building, series.first)
    first, last = table.calendar.first, table.calendar.last
    if not first - timedelta(MARGIN) <= day <= last + timedelta(MARGIN):
        raise UserError(
            f"{show_date(day)} is not in the school year of these meetings ({date_range(first, last)}). Choose a date in it.",
            field="to",
        )
    return table.on(day)


def _keep(builder: ChangeBuilder, series: Series, left: Iterable[MeetingException]) -> None:
    moved = {e.date: e for e in left if e.do == "move"}
    for exception in moved.values():
        builder.put("exceptions", exception.id, do="add")
    held = sorted({e.date for e in left if e.do == "held"} - set(moved))
    for day in held:
        builder.add(
            "exceptions", MeetingException(series_id=series.id, date=day, do="add", to=Where(day))
        )
    builder.put("series", series.id, changes=series.changes + len(moved) + len(held))


def drop_exception(building: Building, *, exception_id: int) -> Change:
    """Remove an exception. An earlier one for the same date takes effect again."""
    found = building.exceptions.get(exception_id)
    if found is None or found.archived:
        raise UserError(validation_messages.gone("exception"))
    series = live_series(building, found.series_id)
    if found.do in ("move", "cancel"):
        _free(building, series, found.date, found.date)
    return _drop(
        building,
        series,
        [found],
        f"{called(building, series)}: {show_date(found.date)} {_UNDONE[found.do]}",
    )


def _free(building: Building, series: Series, to: date, original: date) -> None:
    """Raise UserError if the team has a meeting on a day besides the one with an original date."""
    team = team_names(building).get(owner(series), "")
    if record_edits.meets_on(building, team, to, besides=(series.id, original)):
        raise record_edits.taken(called(building, series), to)


def _drop(building: Building, series: Series, found: list[MeetingException], says: str) -> Change:
    builder = ChangeBuilder(building)
    builder.put("series", series.id, changes=max(0, series.changes - len(found)))
    change = builder.change(says)
    return msgspec.structs.replace(
        change,
        edits=(*(Edit("exceptions", e.id, to_document(e), None) for e in found), *change.edits),
    )


def _decide(builder: ChangeBuilder, series: Series, exception: MeetingException) -> None:
    """Add an exception and increase the series' change counter."""
    builder.add("exceptions", exception)
    builder.put("series", series.id, changes=series.changes + 1)


def _latest(building: Building, series_id: int, day: date) -> MeetingException | None:
    found = [e for e in exceptions_of(building, series_id) if e.date == day and e.do != "held"]
    return found[-1] if found else None


def _known(building: Building, series: Series, day: date) -> None:
    """Raise UserError unless the series has a meeting or a skipped date on an original date."""
    if not any(skipped.date == day for skipped in meetings_of(building, series).skipped):
        meeting_named(building, series, day)
