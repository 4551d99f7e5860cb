"""CwgSelection: what all panels of the CWGs view show (the schedule, a group, and a day)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Protocol

import msgspec
from textual.message import Message

from bltui.domain.checks import conflicts
from bltui.domain.model import labels
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.framework_types import limit_of
from bltui.domain.model.record import active
from bltui.domain.model.series import MeetingException, Series
from bltui.domain.model.severity import WEIGHT, Severity
from bltui.domain.schedule.conflict import ScheduleConflict, weight
from bltui.domain.schedule.expansion import Meeting
from bltui.domain.series.team_meetings import BLT, owner
from bltui.domain.series.year_schedule import Schedule, schedule_of
from bltui.ui.formatting import WEIGHTS, Bit
from bltui.ui.state import State


class Picture:
    """The schedule and conflicts of one state, computed once and shared by all panels."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.schedule: Schedule = schedule_of(state.building, state.today)

    @cached_property
    def groups(self) -> tuple[Cwg, ...]:
        """The active groups by number, followed by the closed ones."""
        found = active(self.state.building.cwgs)
        return tuple(sorted(found, key=lambda g: (g.status == "closed", g.number, g.id)))

    @cached_property
    def limits(self) -> Mapping[str, float]:
        """The limits that this building's scheduling rules use."""
        own = self.state.building.profile.limits
        return {key: limit_of(key, own, self.state.framework) for key in conflicts.LIMITS}

    @cached_property
    def clashes(self) -> list[ScheduleConflict]:
        """All conflicts whose rule is on here, most severe first, waived ones last."""
        found = [c for c in conflicts.check(self.schedule, self.limits) if self.weight(c) != "off"]
        return sorted(found, key=lambda c: (bool(c.waived), -WEIGHT[self.weight(c)]))

    @cached_property
    def _of(self) -> dict[int, list[ScheduleConflict]]:
        found: dict[int, list[ScheduleConflict]] = {}
        for clash in self.clashes:
            for cwg in clash.cwgs if not clash.waived else ():
                found.setdefault(cwg, []).append(clash)
        return found

    @cached_property
    def _on(self) -> dict[tuple[int, date], ScheduleConflict]:
        found: dict[tuple[int, date], ScheduleConflict] = {}
        for clash in self.clashes:
            if not clash.waived and self.weight(clash) != "info":
                for series in clash.series:
                    for day in clash.dates:
                        found.setdefault((series, day), clash)
        return found

    def weight(self, clash: ScheduleConflict) -> Severity:
        """Return the severity of a conflict in this building."""
        return weight(clash, self.state.framework.rules, self.state.building.profile.rules)

    def clashes_of(self, cwg: int) -> list[ScheduleConflict]:
        """Return a group's conflicts that are not waived, most severe first."""
        return self._of.get(cwg, [])

    def clash_on(self, series: int, day: date) -> ScheduleConflict | None:
        """Return the most severe required or recommended conflict of a meeting, if any."""
        return self._on.get((series, day))

    def meetings(self, cwg: int | None = None) -> list[tuple[Series, Meeting]]:
        """Return the meetings of a group (`BLT` for the team) or of all groups, in order.

        Includes canceled meetings.
        """
        found = [
            (one, meeting)
            for one in self.schedule.series.values()
            if cwg is None or self.owner(one) == cwg
            for meeting in self.expanded(one.id)
        ]
        return sorted(found, key=lambda pair: (pair[1].date, pair[1].start, self.owner(pair[0])))

    def expanded(self, series: int) -> tuple[Meeting, ...]:
        """Return the meetings of a series."""
        found = self.schedule.expansions.get(series)
        return found.meetings if found is not None else ()

    def owner(self, series: Series) -> int:
        """Return the group of a series, or `BLT` if it is the team's own."""
        return owner(series)

    def short(self, cwg: int) -> str:
        """Return a group's short name for a narrow cell."""
        if cwg == BLT:
            return labels.team()
        group = self.state.building.cwgs.get(cwg)
        return group.called if group is not None else f"#{cwg}"

    def after(self, cwg: int) -> tuple[Series, Meeting] | None:
        """Return a group's next meeting that takes place, including today's."""
        return next(
            (p for p in self.meetings(cwg) if p[1].date >= self.state.today and p[1].takes_place),
            None,
        )

    def exceptions(self, cwg: int) -> list[MeetingException]:
        """Return the exceptions to a group's meeting pattern, by date.

        "held" does not count, unless the exception is orphaned.
        """
        series = {s.id for s in self.schedule.series.values() if self.owner(s) == cwg}
        mine = [e for e in active(self.state.building.exceptions) if e.series_id in series]
        found = [e for e in mine if e.do != "held" or self.left_over(e)]
        return sorted(found, key=lambda e: (e.date, e.id))

    def left_over(self, exception: MeetingException) -> bool:
        """Return whether an exception is for a date that its series no longer has (CWG-33)."""
        expansion = self.schedule.expansions.get(exception.series_id)
        return expansion is not None and exception in expansion.orphans

    def sign(self, clash: ScheduleConflict) -> Bit:
        """Return a conflict's severity as a colored sign."""
        role, _ = WEIGHTS[self.weight(clash)]
        return Bit(self.state.signs.of(role), role)


class CwgSelection(msgspec.Struct, frozen=True):
    """The current selection of the view."""

    state: State
    picture: Picture
    cwg: int | None
    """The selected group; None if there is none."""
    day: date
    """A day of the week or month shown."""
    only: bool = False
    """Whether only the selected group's meetings are shown."""

    @property
    def monday(self) -> date:
        """The first day of the week shown."""
        return self.day - timedelta(self.day.weekday())

    def shown(self, pairs: Iterable[tuple[Series, Meeting]]) -> list[tuple[Series, Meeting]]:
        """Return the meetings that pass the view's group filter."""
        owner = self.picture.owner
        return [p for p in pairs if not self.only or owner(p[0]) == self.cwg]


class Panel(Protocol):
    """A panel of the view: a widget that can show the selection."""

    def look(self, sight: CwgSelection) -> None:
        """Show the selection; called when the panel becomes visible and after each change."""


class Turned(Message):
    """Message: a panel asks for the next week or month (1), or the one before (-1)."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step = step


def meeting_id(series: int, original: date) -> str:
    """Return the row id of a meeting, which never changes for that meeting."""
    return f"meeting/{series}/{original}"


def read_meeting(row: str) -> tuple[int, date] | None:
    """Return the series and original date of a meeting's row, or None for other rows."""
    kind, _, rest = row.partition("/")
    series, _, day = rest.partition("/")
    return (int(series), date.fromisoformat(day)) if kind == "meeting" else None
