"""TRN rules: a training before each in-service day, with planning time, reaching all staff, and never one-shot [S1]."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bltui.domain.checks.context import Case, RuleSet
from bltui.domain.model.dates import show_date
from bltui.domain.model.finding import Hit
from bltui.domain.model.record import live
from bltui.domain.model.training import InService, Training
from bltui.domain.model.wording import number
from bltui.domain.plan import alignment
from bltui.domain.series import year_schedule
from bltui.domain.steps.current_state import days_of, working_year
from bltui.domain.training import timeline

if TYPE_CHECKING:
    from bltui.domain.schedule.days import Timetable

rule = RuleSet()


def _trainings(case: Case) -> list[Training]:
    first, last = days_of(case.building, working_year(case.building, case.today))
    return sorted((t for t in live(case.building.trainings) if first <= t.on <= last), key=lambda t: t.on)


def _inservices(case: Case) -> list[InService]:
    first, last = days_of(case.building, working_year(case.building, case.today))
    return sorted((d for d in live(case.building.inservices) if first <= d.on <= last), key=lambda d: d.on)


def _table(case: Case) -> Timetable | None:
    """The school days of this year; None where the building keeps no calendar."""
    if not case.building.calendars:
        return None
    return year_schedule.table_of(case.building, case.today)


@rule("TRN-01")
def prepared(case: Case) -> Iterator[Hit]:
    """The team was trained before each in-service day, and after the one before."""
    if not (case.building.trainings or case.building.inservices or case.building.days):
        return
    first, last = days_of(case.building, working_year(case.building, case.today))
    if not (any(live(case.building.trainings)) or any(live(case.building.inservices))):
        # A building that keeps no trainings yet is asked once, not blamed for every day of its calendar.
        ahead = [day.on for day in timeline.in_calendar(case.building) if max(first, case.today) < day.on <= last]
        if ahead:
            many = "1 in-service day is" if len(ahead) == 1 else f"{len(ahead)} in-service days are"
            yield Hit(
                f"No BLT training is planned: {many} to come, the next on {show_date(ahead[0])}",
                (),
                show_date(ahead[0]),
                count=len(ahead),
                fix="Plan a BLT training before each: T in Plan, or `bltui training add DATE`. C or `bltui training take` "
                "enters the days of the calendar.",
            )
        return
    for link in timeline.chain(case.building, first, last):
        if not link.trainings:
            none = f" (none since that of {show_date(link.since)})" if link.since else ""
            yield Hit(
                f"The in-service of {show_date(link.on)} has no BLT training before it{none}",
                tuple(f"inservices/{day.id}" for day in link.days if day.id),
                show_date(link.on),
                fix="Enter the BLT training, if there was one." if link.on <= case.today else None,
            )


@rule("TRN-02")
def planning_time(case: Case) -> Iterator[Hit]:
    """A training gives the team time to plan."""
    for training in _trainings(case):
        if not training.planning_minutes:
            yield Hit(
                f"The BLT training of {show_date(training.on)} gives no planning time",
                (f"trainings/{training.id}",),
                show_date(training.on),
            )


@rule("TRN-03")
def purpose(case: Case) -> Iterator[Hit]:
    """A training names the district goal that it serves and how it is rolled out in this building."""
    goals = {g.id for g in live(case.building.district_goals)}
    for training in _trainings(case):
        lacks = [] if goals & set(training.district_goal_ids) else ["no district goal"]
        if not training.rollout:
            lacks.append("no roll-out plan")
        if lacks:
            yield Hit(
                f"The BLT training of {show_date(training.on)} has {' and '.join(lacks)}",
                (f"trainings/{training.id}",),
                show_date(training.on),
                count=len(lacks),
            )


@rule("TRN-04")
def whole_staff(case: Case) -> Iterator[Hit]:
    """BLT members lead each in-service day, and it reaches the entire staff. What is to come may still be without names."""
    if not case.building.inservices:
        return
    staff = len(timeline.staff_on(case.building))
    for day in _inservices(case):
        named = bool(day.presenter_ids or day.guests)
        if not timeline.led_by(case.building, day) and (named or day.on <= case.today):
            yield Hit(
                f"The in-service of {show_date(day.on)} is not led by BLT members"
                + ("" if named else ": no presenters are named"),
                (f"inservices/{day.id}",),
                show_date(day.on),
                fix="Name the BLT members who lead it.",
            )
        if day.on > case.today or not staff:
            continue
        count = timeline.reached(case.building, day)
        if count is None:
            yield Hit(
                f"How many of {staff} staff the in-service of {show_date(day.on)} reached is not noted",
                (f"inservices/{day.id}",),
                show_date(day.on),
                severity="info",
            )
        elif count < staff:
            yield Hit(
                f"The in-service of {show_date(day.on)} reached {count * 100 // staff} % of staff ({count} of {staff})",
                (f"inservices/{day.id}",),
                show_date(day.on),
                count=staff - count,
            )


@rule("TRN-05")
def one_shot(case: Case) -> Iterator[Hit]:
    """What was introduced is taken up: by a cycle of a group, in a meeting of one, or by a result of an indicator."""
    if not case.building.strategies:
        return
    most, table = case.limit("one_shot_days"), _table(case)
    for strategy in alignment.worked_on(case.building, working_year(case.building, case.today)):
        start = timeline.introduced(case.building, strategy, case.today)
        if start is None or timeline.taken_up(case.building, strategy, start[0]) is not None:
            continue
        days = timeline.school_days(table, start[0], case.today)
        if days > most:
            yield Hit(
                f"One-shot: “{strategy.text}” was introduced on {show_date(start[0])} and never taken up "
                f"in {days} school days (limit {number(most)})",
                tuple(dict.fromkeys((f"strategies/{strategy.id}", start[1]))),
                strategy.text[:40],
                count=days,
            )
