"""Add, change, end, and remove meeting series. Intents for `workspace.do`.

Edits of a single meeting are in `occurrence_edits`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, cast

import msgspec

from bltui.domain.calendar.edits import table_on
from bltui.domain.model import labels
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, ChangeBuilder, no_change
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import listed_dates, show_date
from bltui.domain.model.record import active
from bltui.domain.model.series import Dates, MeetingException, Series
from bltui.domain.schedule.expansion import Expansion, Meeting, expand
from bltui.domain.schedule.phrase_words import show_series
from bltui.domain.series.team_meetings import BLT, is_separate, meetings_of_team, owner


def series_of(building: Building, cwg_id: int | None) -> list[Series]:
    """Return the series of a CWG, or of the BLT if `cwg_id` is None."""
    return [
        s
        for s in active(building.series)
        if (s.team == "blt" if cwg_id is None else s.cwg_id == cwg_id)
    ]


def meetings_of(building: Building, series: Series) -> Expansion:
    """Expand a series into the meetings of its school year, each with its record if it has one."""
    _, expansions = meetings_of_team(building, owner(series), series.first)
    found = expansions.get(series.id)
    # A series may begin or end outside its year; then it is expanded without its team.
    if found is None:
        return expand(series, active(building.exceptions), table_on(building, series.first))
    return found


def exceptions_of(building: Building, series_id: int) -> Iterator[MeetingException]:
    """Return the exceptions of a series in the order in which they were added."""
    return (e for e in active(building.exceptions) if e.series_id == series_id)


def find_meeting(building: Building, cwg_id: int | None, day: date) -> tuple[Series, Meeting]:
    """Find the meeting of a CWG (None: the BLT) on a day, including canceled ones.

    Tries current dates first, then original dates. Raises UserError with the nearest dates if there
    is no meeting on that day, or if there are two.
    """
    expanded = [
        (s, m)
        for s in [*series_of(building, cwg_id), *_separate(building, cwg_id, day)]
        for m in _dates_of(building, s, day)
    ]
    for found in (
        [p for p in expanded if p[1].date == day],
        [p for p in expanded if p[1].original == day],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(m.hours for _, m in found)
            raise UserError(
                f"Two meetings are on {show_date(day)}: {listed}. Choose one of them.", field="date"
            )
    near = sorted(expanded, key=lambda p: abs((p[1].date - day).days))[:3]
    said = listed_dates(show_date(m.date) for _, m in near)
    hint = f"The nearest are {said}." if said else "The group has no meetings in that school year."
    raise UserError(f"There is no meeting on {show_date(day)}. {hint}", field="date")


def _separate(building: Building, cwg_id: int | None, day: date) -> list[Series]:
    """Return what stands for the separate meetings of a team without a series, if it has some."""
    every, _ = meetings_of_team(building, cwg_id or BLT, day)
    return [series for series in every.values() if is_separate(series)]


def _dates_of(building: Building, series: Series, day: date) -> Iterable[Meeting]:
    if not is_separate(series):
        return meetings_of(building, series).meetings
    return meetings_of_team(building, owner(series), day)[1][series.id].meetings


def add_series(building: Building, *, series: Series, notes: tuple[str, ...] = ()) -> Change:
    """Add a meeting series. `notes` are the parser's notes about the phrase."""
    builder = ChangeBuilder(building)
    series = _there(builder, builder.add("series", series))
    for note in notes:
        builder.note(note)
    _tell(builder, series)
    return builder.change(f"{called(building, series)} meets {show_series(series)}")


def _there(builder: ChangeBuilder, number: int) -> Series:
    """Return a series as it is in the builder."""
    return cast(Series, builder.get("series", number))


def _tell(builder: ChangeBuilder, series: Series) -> None:
    """Add notes on the number of meetings and the skipped dates."""
    found = expand(series, (), table_on(builder.building, series.first))
    skipped = [f"{show_date(k.date)} ({k.why})" for k in found.skipped]
    builder.note(
        f"{found.count()} meetings" + (f"; skipped: {', '.join(skipped[:6])}" if skipped else "")
    )
    if len(skipped) > 6:
        builder.note(f"and {len(skipped) - 6} more skipped")


def edit_series(building: Building, *, seen: Series, **fields: Any) -> Change:
    """Change a series and merge with concurrent changes since `seen`.

    Exceptions are kept. A note names those whose date is no longer in the series (CWG-33).
    """
    builder = ChangeBuilder(building)
    if not builder.merge("series", seen, **fields):
        return no_change("meetings: unchanged")
    wanted = _there(builder, seen.id)
    orphans = expand(
        wanted, exceptions_of(building, seen.id), table_on(building, wanted.first)
    ).orphans
    for exception in orphans:
        builder.note(
            f"{show_date(exception.date)} is no longer one of its dates: its {exception.do} is left "
            "over (CWG-33)"
        )
    return builder.change(f"{called(building, wanted)} meets {show_series(wanted)}")


def end_series(building: Building, *, series_id: int, last: date) -> Change:
    """End a series on a day and drop the meetings after it."""
    series = live_series(building, series_id)
    if last < series.first:
        raise UserError(
            f"These meetings begin on {show_date(series.first)}. Remove them instead.", field="last"
        )
    builder = ChangeBuilder(building)
    if not builder.put("series", series_id, until=last):
        return no_change("meetings: unchanged")
    return builder.change(f"{called(building, series)} meets until {show_date(last)}")


def remove_series(building: Building, *, series_id: int) -> Change:
    """Remove a series and its exceptions."""
    series = live_series(building, series_id)
    builder = ChangeBuilder(building)
    builder.archive("series", series_id)
    for exception in exceptions_of(building, series_id):
        builder.archive("exceptions", exception.id)
    return builder.change(f"{called(building, series)}: meetings removed ({show_series(series)})")


def this_and_later(building: Building, *, series_id: int, day: date, **fields: Any) -> Change:
    """Change a series from an original date on, by splitting it into two series.

    The old series ends the day before. Exceptions from that date on move to the new series.
    """
    series = live_series(building, series_id)
    meeting = meeting_named(building, series, day)
    if meeting.original <= series.first:
        return edit_series(building, seen=series, **fields)
    builder = ChangeBuilder(building)
    new = msgspec.structs.replace(series, **{"first": meeting.original, "changes": 0, **fields})
    old: dict[str, Any] = {"until": meeting.original - timedelta(1)}
    if isinstance(series.pattern, Dates):
        dates = series.pattern.dates
        old["pattern"] = msgspec.structs.replace(
            series.pattern, dates=tuple(d for d in dates if d < meeting.original)
        )
        if "pattern" not in fields:
            later = tuple(d for d in dates if d >= meeting.original)
            new = msgspec.structs.replace(
                new, pattern=msgspec.structs.replace(series.pattern, dates=later)
            )
    if series.times and "times" not in fields:
        before = sum(m.original < meeting.original for m in meetings_of(building, series).meetings)
        new = msgspec.structs.replace(new, times=max(1, series.times - before))
    number = builder.add("series", new)
    later_ones = [e for e in exceptions_of(building, series_id) if e.date >= meeting.original]
    for exception in later_ones:
        builder.put("exceptions", exception.id, series_id=number)
    builder.put("series", series_id, **old, changes=max(0, series.changes - len(later_ones)))
    builder.put("series", number, changes=len(later_ones))
    return builder.change(
        f"{called(building, series)} from {show_date(meeting.original)}: {show_series(new)}"
    )


def live_series(building: Building, series_id: int) -> Series:
    """Return a series by id. Raises UserError if it was removed."""
    series = building.series.get(series_id)
    if series_id < 0:
        raise UserError(
            "There are no regular times yet, only meetings planned one by one. Set regular times "
            "first."
        )
    if series is None or series.archived:
        raise UserError("These meetings no longer exist: adding them was undone.")
    return series


def meeting_named(building: Building, series: Series, day: date) -> Meeting:
    """Return the meeting with an original date. Raises UserError if there is none."""
    for meeting in meetings_of(building, series).meetings:
        if meeting.original == day:
            return meeting
    raise UserError(f"The series has no meeting on {show_date(day)}.", field="date")


def called(building: Building, series: Series) -> str:
    """Return the name of a series' group, such as "BLT" or "CWG #3"."""
    group = building.get("cwgs", series.cwg_id) if series.cwg_id is not None else None
    return (
        labels.team()
        if series.team == "blt"
        else f"{labels.group()} {getattr(group, 'called', f'#{series.cwg_id}')}"
    )
