"""The agenda: one row per meeting from the week shown, with attendance and conflicts."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from bltui.domain.model.availability import state as stands
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.formats import date_range, show_date
from bltui.domain.model.series import Series
from bltui.domain.schedule.expansion import Meeting
from bltui.domain.series.team_meetings import BLT
from bltui.domain.series.year_schedule import Sitting
from bltui.ui.cwg_selection import CwgSelection, Picture, Turned, meeting_id
from bltui.ui.formatting import WEIGHTS, Bit
from bltui.ui.screens.cwgs.rows import STATES
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Cell, Column, Row

#: The number of days shown, from the Monday of the selected week.
AHEAD = 56
COLUMNS = (
    Column("Day", whole=True),
    Column("", 3, rank=4),
    Column("Time", whole=True),
    Column("Group", whole=True),
    Column("Leader", 14, rank=3),
    Column("Room", 8, rank=2),
    Column("Free", 5, right=True),
    Column("", 15, rank=1),
)
#: States in which somebody cannot come.
_AWAY = ("busy", "away", "teaching")


class Agenda(RecordList):
    """Meetings in chronological order."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(COLUMNS, id=id, classes=classes)

    def look(self, sight: CwgSelection) -> None:
        """Show eight weeks from the week shown."""
        first, last = sight.monday, sight.monday + timedelta(AHEAD - 1)
        pairs = [p for p in sight.shown(sight.picture.meetings()) if first <= p[1].date <= last]
        who = "all groups"
        if sight.only and sight.cwg is not None:
            who = sight.picture.short(sight.cwg)
        self.heading(
            f"Agenda  {date_range(first, last)}  {who}",
            hint="[ ]: change the week  o: show only this group",
        )
        self.fill(
            agenda_rows(sight, pairs, first, last),
            empty="No group meets in these weeks. Press t to set when a group meets.",
        )

    def page_down(self) -> None:
        """Go to the next week."""
        self.post_message(Turned(1))

    def page_up(self) -> None:
        """Go to the week before."""
        self.post_message(Turned(-1))


def agenda_rows(
    sight: CwgSelection, pairs: list[tuple[Series, Meeting]], first: date, last: date
) -> tuple[Row, ...]:
    """Return a row for each meeting, and a heading for each break that cancels meetings."""
    rows: list[tuple[date, int, Row]] = [(m.date, 1, _row(sight, s, m)) for s, m in pairs]
    rows += [
        (day, 0, Row(None, (Bit(words, "quiet"),), kind="text"))
        for day, words in _gaps(sight, first, last)
    ]
    return tuple(row for _, _, row in sorted(rows, key=lambda r: r[:2]))


def _row(sight: CwgSelection, series: Series, meeting: Meeting) -> Row:
    picture, state = sight.picture, sight.state
    owner = picture.owner(series)
    group = state.building.cwgs.get(owner)
    day = picture.schedule.day(meeting.date)
    past = meeting.date < state.today
    return Row(
        meeting_id(series.id, meeting.original),
        (
            show_date(meeting.date),
            Bit(day.letter or "" if day is not None else "", "quiet"),
            meeting.hours,
            Bit(picture.short(owner), "mark" if owner == sight.cwg else ""),
            _leader(picture, group),
            meeting.room or "",
            can_come(picture, series, meeting) if meeting.takes_place else "",
            _remark(picture, series, meeting),
        ),
        role="quiet" if past or not meeting.takes_place else "",
        find=meeting.reason or "",
    )


def _leader(picture: Picture, group: Cwg | None) -> str:
    return (
        f"{picture.schedule.name(group.leader_id)}*"
        if group is not None and group.leader_id is not None
        else ""
    )


def can_come(picture: Picture, series: Series, meeting: Meeting) -> str:
    """Return how many of the group can come, such as 7/8.

    Not counted are people who teach, are busy, or are away.
    """
    schedule, owner = picture.schedule, picture.owner(series)
    if owner != BLT and owner not in schedule.groups:
        return ""
    team = schedule.team(owner, meeting.date)
    minutes = [t.hour * 60 + t.minute for t in (meeting.start, meeting.end)]
    sitting = Sitting(
        owner, series.id, meeting.original, meeting.date, minutes[0], minutes[1], meeting.room
    )
    when = schedule.moment(sitting)
    away = sum(p in schedule.rows and stands(schedule.rows[p], when) in _AWAY for p in team)
    return f"{len(team) - away}/{len(team)}"


def _remark(picture: Picture, series: Series, meeting: Meeting) -> Cell:
    if meeting.state == "cancelled":
        return Bit(f"canceled {meeting.reason or ''}".rstrip(), "recommended")
    if (clash := picture.clash_on(series.id, meeting.date)) is not None:
        sign = picture.sign(clash)
        return Bit(f"{sign.text} {WEIGHTS[picture.weight(clash)][1]}", sign.role)
    word = STATES[meeting.state]
    if meeting.state == "moved" and meeting.date != meeting.original:
        word = f"from {show_date(meeting.original)}"
    return Bit(word, "quiet")


def _gaps(sight: CwgSelection, first: date, last: date) -> list[tuple[date, str]]:
    """Return why meetings are skipped, one line for consecutive days with the same reason."""
    picture = sight.picture
    why: dict[date, str] = {}
    missed: Counter[date] = Counter()
    for series in picture.schedule.series.values():
        if sight.only and picture.owner(series) != sight.cwg:
            continue
        expansion = picture.schedule.expansions.get(series.id)
        for skipped in expansion.skipped if expansion is not None else ():
            if first <= skipped.date <= last:
                why.setdefault(skipped.date, skipped.why)
                missed[skipped.date] += 1
    found: list[tuple[date, date, str, int]] = []
    for day in sorted(why):
        if found and found[-1][2] == why[day] and (day - found[-1][1]).days <= 7:
            start, _, reason, count = found[-1]
            found[-1] = (start, day, reason, count + missed[day])
        else:
            found.append((day, day, why[day], missed[day]))
    return [(start, _gap(start, end, reason, count)) for start, end, reason, count in found]


def _gap(start: date, end: date, reason: str, count: int) -> str:
    span = date_range(start, end)
    meetings = "1 meeting does" if count == 1 else f"{count} meetings do"
    return f"{span}: {reason}, {meetings} not take place"


def meeting_bits(sight: CwgSelection, series: Series, meeting: Meeting) -> list[Bit]:
    """Return the parts of a meeting, for the list of the week."""
    picture = sight.picture
    owner = picture.owner(series)
    group = sight.state.building.cwgs.get(owner)
    remark = _remark(picture, series, meeting)
    words, role = (remark.text, remark.role) if isinstance(remark, Bit) else ("", "")
    return [
        Bit(show_date(meeting.date)),
        Bit(meeting.hours),
        Bit(picture.short(owner)),
        Bit(_leader(picture, group), "quiet"),
        Bit(meeting.room or "", "quiet"),
        Bit(words, role),
    ]
