"""Build the overview of a building for its first page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bltui.domain.checks import due_items
from bltui.domain.checks.overview import Gap, Next, Overview, ToDo
from bltui.domain.feedback.queries import unanswered
from bltui.domain.meetings.actions import open_actions, owner_ids, owner_words
from bltui.domain.meetings.lookup import named, running
from bltui.domain.meetings.posting import post_by
from bltui.domain.meetings.upcoming import coming, record_of
from bltui.domain.model import availability, labels
from bltui.domain.model.building import Building
from bltui.domain.model.finding import Finding
from bltui.domain.model.formats import time_range
from bltui.domain.model.framework_types import Framework
from bltui.domain.model.record import active
from bltui.domain.model.seats import ROLES, Membership
from bltui.domain.model.severity import WEIGHT
from bltui.domain.series import year_schedule
from bltui.domain.series.team_meetings import BLT
from bltui.domain.series.year_schedule import Sitting
from bltui.domain.steps import boards, current_state
from bltui.domain.steps.progress import Progress
from bltui.domain.team.coverage import coverage, parts_words
from bltui.domain.team.coverage_types import Coverage, GroupCoverage
from bltui.domain.team.membership import Serving, here, on_day

#: Days to look ahead: more than a school year, so that next summer is always included.
AHEAD = 400
#: Number of days, including today, for which all meetings are listed.
WEEK = 7


def _name(building: Building, person_id: int | None) -> str | None:
    person = here(building, person_id)
    return person.name if person else None


def _who(building: Building, term: Membership) -> str:
    name = _name(building, term.person_id) or "someone"
    label = building.seats[term.seat_id].label
    return name if label in ("", name) else f"{name} ({label})"


def _short(building: Building, framework: Framework, key: str, group: GroupCoverage) -> str:
    """Return a group's short label, or which grades or departments are missing."""
    if key == "GRADES" and group.status == "missing":
        return parts_words(group.missing, building.profile.coverage_by)
    return framework.groups[key].short if key in framework.groups else key


def _liaison(building: Building, serving: Serving, covers: Coverage) -> str | None:
    """Return who links the team to the district: by duty, by seat, or else the facilitator."""
    central = covers.groups.get("CENTRAL")
    if central is not None and central.by and serving.liaison in (None, serving.facilitator):
        return central.by[0]
    return _name(building, serving.liaison)


def _terms(building: Building, today: date) -> Iterator[Next]:
    """Yield terms that start or end after today, one entry per day."""
    ends: dict[date, list[Membership]] = {}
    starts: dict[date, list[Membership]] = {}
    for term in active(building.memberships):
        seat = building.seats.get(term.seat_id)
        if (
            seat is None
            or seat.archived
            or term.status == "ended"
            or not here(building, term.person_id)
        ):
            continue
        if term.end and term.end >= today:
            ends.setdefault(term.end, []).append(term)
        if term.start and term.start > today:
            starts.setdefault(term.start, []).append(term)
    for found, one, many in ((ends, "term ends", "terms end"), (starts, "starts", "start")):
        for day, terms in found.items():
            names = ", ".join(_who(building, term) for term in terms)
            words = one if len(terms) == 1 else f"{len(terms)} {many}"
            yield Next(day, f"{words}: {names}", f"memberships/{terms[0].id}")


def _duties(building: Building, today: date) -> Iterator[Next]:
    """Yield duties that start or end after today."""
    for task in active(building.assignments):
        name = _name(building, task.person_id)
        if name and task.start and task.start > today:
            yield Next(task.start, f"{name} becomes {ROLES[task.role]}", f"assignments/{task.id}")
        if name and task.end and task.end >= today:
            yield Next(
                task.end, f"{name}'s last day as {ROLES[task.role]}", f"assignments/{task.id}"
            )


def _meetings(building: Building, today: date) -> list[tuple[Sitting, Next]]:
    """Return all meetings from today on, in order."""
    if not any(active(building.series)) and not any(active(building.meetings)):
        return []
    # Skip loading the calendar if the building has no meetings.
    schedule = year_schedule.schedule_of(building, today)
    found = []
    for day in sorted(d for d in schedule.by_date if d >= today):
        for sitting in schedule.by_date[day]:
            who = (
                labels.team()
                if sitting.cwg == BLT
                else f"{labels.group()} {schedule.called(sitting.cwg)}"
            )
            text = f"{who} {clock_words(sitting)}".strip()
            place = f" in {sitting.room}" if sitting.room else ""
            record = f"cwgs/{sitting.cwg}"
            if sitting.cwg == BLT:
                record = f"series/{sitting.series}"
            if sitting.meeting_id is not None:
                record = f"meetings/{sitting.meeting_id}"
            found.append((sitting, Next(day, f"{text}{place}", record)))
    return found


def clock_words(sitting: Sitting) -> str:
    """Return the time of a meeting, or "" without one."""
    if not sitting.timed:
        return ""
    start, end = availability.clock_of(sitting.start), availability.clock_of(sitting.end)
    return time_range(start, end if sitting.end > sitting.start else "")


def _work(
    building: Building, framework: Framework, today: date
) -> tuple[Progress | None, tuple[str, ...], tuple[Next, ...], tuple[Next, ...]]:
    """Return the steps' progress, late steps, all late items, and upcoming items."""
    tables = (
        building.steps,
        building.cycles,
        building.indicators,
        building.trainings,
        building.inservices,
    )
    begun = any(any(active(table)) for table in tables)
    # Skip loading boards and plan if the building has no steps and no calendar days.
    if not begun and not any(active(building.days)):
        return None, (), (), ()
    if not begun:
        return (
            None,
            (),
            (),
            tuple(Next(*one) for one in due_items.training_days(building) if one[0] >= today),
        )
    late = tuple(Next(*one) for one in due_items.late(building, framework, today))
    ahead = tuple(Next(*one) for one in due_items.upcoming(building, framework, today))
    found = boards.board(building, framework, current_state.working_year(building, today), today)
    slow = tuple(f"{card.step} {card.short}" for card in found.cards if card.late)
    return found.progress, slow, late, ahead


def first_page(
    building: Building, framework: Framework, today: date, findings: Sequence[Finding]
) -> Overview:
    """Return the overview of a day. `findings` come from `rules.check` for the same day."""
    serving, covers = on_day(building, today), coverage(building, framework, today)
    ahead_of_us, now = next(iter(coming(building, today)), None), running(building)
    planned = (
        building.meetings.get(ahead_of_us.meeting_id or 0) if ahead_of_us is not None else None
    )
    by = None
    if ahead_of_us is not None:
        by = post_by(building, framework, planned or record_of(ahead_of_us))
    horizon = today + timedelta(AHEAD)
    meetings = _meetings(building, today)
    # A dict keeps the last value of a key, so reversing keeps the next meeting of each group.
    following = {s.cwg: n for s, n in reversed(meetings) if not s.held}.values()
    steps, steps_late, late, work = _work(building, framework, today)
    dated = (*_terms(building, today), *_duties(building, today), *following, *work)
    ahead = [n for n in dated if n.day <= horizon]
    return Overview(
        on=today,
        year=serving.year.label,
        needs=tuple(f for f in findings if WEIGHT[f.severity] > WEIGHT["info"]),
        also=tuple(f for f in findings if f.severity == "info"),
        next=tuple(sorted(ahead, key=lambda n: (n.day, n.text))),
        week=tuple(n for _, n in meetings if n.day < today + timedelta(WEEK)),
        meeting=ahead_of_us,
        agenda_sent=planned is not None and bool(planned.agenda_on),
        post_by=by.iso if by is not None and by.on >= today else None,
        held=Next(now.on, f"{named(building, now)} is being held", f"meetings/{now.id}")
        if now is not None
        else None,
        actions=tuple(
            ToDo(
                f"actions/{a.id}",
                a.text,
                owner_words(building, a) or None,
                a.owner_id,
                a.due,
                a.due is not None and a.due < today,
                owner_ids(a),
            )
            for a in open_actions(building)
        ),
        unanswered=len(unanswered(building)),
        late=late,
        steps=steps,
        steps_late=steps_late,
        facilitator=_name(building, serving.facilitator),
        cofacilitator=_name(building, serving.cofacilitator),
        liaison=_liaison(building, serving, covers),
        coverage=covers,
        gaps=tuple(
            Gap(
                key,
                _short(building, framework, key, group),
                group.status == "ask",
            )
            for key, group in covers.groups.items()
            if group.status in ("missing", "ask")
        ),
        staff=sum(p.active and p.employee_type != "external" for p in active(building.people)),
    )
