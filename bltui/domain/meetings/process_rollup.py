"""The process of all groups in a school year: where each one is, its results, and what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from bltui.domain.meetings.process import Row, notes_of, results_of, row_of
from bltui.domain.model.building import Building
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.framework_types import Process
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.process_steps import ProcessNote, When
from bltui.domain.model.record import active
from bltui.domain.model.text import folded
from bltui.domain.model.work_groups import active_groups, group_label


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """The newest results of a group of students, before and after."""

    group: str
    before: Row | None
    after: Row | None
    """None if there was no test after the newest one before."""
    by_level: bool
    """False if the levels are not shown, so that no student can be recognized."""

    @property
    def tested(self) -> tuple[int, ...]:
        """How many were tested each time."""
        return tuple(row.tested for row in (self.before, self.after) if row is not None)


class GroupProgress(msgspec.Struct, frozen=True, kw_only=True):
    """Where one group is in its process."""

    label: str
    """Such as "CWG #2"."""
    name: str
    last_meeting: date | None
    """The last meeting that was held."""
    step: int | None
    """The step with the stop sign, or else the last one that was worked on."""
    title: str
    at: date | None
    """The meeting at which it was there."""
    stopped: bool
    needs: str
    results: tuple[Compared, ...]


def rollup(
    building: Building, known: Process, first: date, last: date, least: int = 1
) -> tuple[GroupProgress, ...]:
    """Return every active group's progress from `first` to `last`.

    A result of fewer than `least` students is not shown by level. Then only the largest other
    result is, because the small one could be computed from several.
    """
    return tuple(
        _progress(building, known, group, _meetings(building, group, first, last), least)
        for group in active_groups(building)
    )


def _meetings(building: Building, group: Cwg, first: date, last: date) -> list[Meeting]:
    found = [
        m
        for m in active(building.meetings)
        if m.team == f"cwg:{group.number}" and first <= m.on <= last and not m.cancelled
    ]
    return sorted(found, key=lambda m: (m.on, m.id))


def _progress(
    building: Building, known: Process, group: Cwg, meetings: list[Meeting], least: int
) -> GroupProgress:
    held = [m.on for m in meetings if m.held]
    at, note, step = _where(building, meetings)
    named = known.step(step) if step is not None else None
    return GroupProgress(
        label=group_label(building, group.id),
        name=group.name,
        last_meeting=held[-1] if held else None,
        step=step,
        title=named.title if named else "",
        at=at.on if at else None,
        stopped=note is not None,
        needs=note.needs if note else "",
        results=_hidden(list(_compared(building, meetings)), least),
    )


def _where(
    building: Building, meetings: list[Meeting]
) -> tuple[Meeting | None, ProcessNote | None, int | None]:
    """Return the last meeting that has a step, its stop sign if there is one, and the step."""
    for meeting in reversed(meetings):
        notes, results = notes_of(building, meeting.id), results_of(building, meeting.id)
        if notes or results:
            sign = next((note for note in notes if note.stopped), None)
            last = max((*(n.step for n in notes), *(r.step for r in results)))
            return meeting, sign, sign.step if sign else last
    return None, None, None


def _compared(building: Building, meetings: list[Meeting]) -> Iterator[Compared]:
    """Yield the newest results of each group of students, in the order they were first tested."""
    newest: dict[str, dict[When, Row]] = {}
    for meeting in meetings:
        # Both tests may be entered in one meeting: the one before comes first.
        for result in sorted(results_of(building, meeting.id), key=lambda r: r.when == "post"):
            own = newest.setdefault(folded(result.group), {})
            if result.when == "pre":
                own.pop("post", None)
            own[result.when] = row_of(result)
    for own in newest.values():
        before, after = own.get("pre"), own.get("post")
        group = (before or after).group  # type: ignore[union-attr]
        yield Compared(group=group, before=before, after=after, by_level=True)


def _hidden(found: list[Compared], least: int) -> tuple[Compared, ...]:
    """Hide the levels of small results, and of all but the largest beside a small one."""
    if all(min(one.tested) >= least for one in found):
        return tuple(found)
    largest = max(found, key=lambda one: min(one.tested))
    return tuple(
        msgspec.structs.replace(one, by_level=one is largest and min(one.tested) >= least)
        for one in found
    )
