"""TRN rules: training before in-service days, planning time, reach, and follow-up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bltui.domain.checks.context import RuleContext, RuleSet
from bltui.domain.model import formats, labels
from bltui.domain.model.finding import Violation
from bltui.domain.model.formats import show_date
from bltui.domain.model.record import active
from bltui.domain.model.training import InService, Training
from bltui.domain.model.wording import number
from bltui.domain.plan import alignment
from bltui.domain.series import year_schedule
from bltui.domain.steps.current_state import days_of, working_year
from bltui.domain.training import timeline

if TYPE_CHECKING:
    from bltui.domain.schedule.days import Timetable

rule = RuleSet()


def _trainings(context: RuleContext) -> list[Training]:
    first, last = days_of(context.building, working_year(context.building, context.today))
    return sorted(
        (t for t in active(context.building.trainings) if first <= t.on <= last), key=lambda t: t.on
    )


def _inservices(context: RuleContext) -> list[InService]:
    first, last = days_of(context.building, working_year(context.building, context.today))
    return sorted(
        (d for d in active(context.building.inservices) if first <= d.on <= last),
        key=lambda d: d.on,
    )


def _table(context: RuleContext) -> Timetable | None:
    """Return this year's school days, or None without a calendar."""
    if not context.building.calendars:
        return None
    return year_schedule.table_of(context.building, context.today)


@rule("TRN-01")
def prepared(context: RuleContext) -> Iterator[Violation]:
    """Report in-service days without a BLT training since the previous one."""
    if not (context.building.trainings or context.building.inservices or context.building.days):
        return
    first, last = days_of(context.building, working_year(context.building, context.today))
    if not (any(active(context.building.trainings)) or any(active(context.building.inservices))):
        # For a building without any trainings, report once instead of for every calendar day.
        ahead = [
            day.on
            for day in timeline.in_calendar(context.building)
            if max(first, context.today) < day.on <= last
        ]
        if ahead:
            verb = "is" if len(ahead) == 1 else "are"
            yield Violation(
                f"No {labels.team()} training is planned, and {formats.count(len(ahead), 'in-service day')} {verb} coming up, the next on {show_date(ahead[0])}",
                (),
                show_date(ahead[0]),
                count=len(ahead),
                fix=f"Plan {labels.a_team()} training before each: T in Plan, or `bltui training add DATE`. C or `bltui training take` "
                "adds the in-service days of the calendar.",
            )
        return
    for link in timeline.chain(context.building, first, last):
        if not link.trainings:
            none = f" (none since that of {show_date(link.since)})" if link.since else ""
            yield Violation(
                f"The in-service of {show_date(link.on)} has no {labels.team()} training before it{none}",
                tuple(f"inservices/{day.id}" for day in link.days if day.id),
                show_date(link.on),
                fix=f"Add the {labels.team()} training, if there was one."
                if link.on <= context.today
                else None,
            )


@rule("TRN-02")
def planning_time(context: RuleContext) -> Iterator[Violation]:
    """Report trainings without planning time."""
    for training in _trainings(context):
        if not training.planning_minutes:
            yield Violation(
                f"The {labels.team()} training of {show_date(training.on)} gives no planning time",
                (f"trainings/{training.id}",),
                show_date(training.on),
            )


@rule("TRN-03")
def purpose(context: RuleContext) -> Iterator[Violation]:
    """Report trainings without a district goal or roll-out plan."""
    goals = {g.id for g in active(context.building.district_goals)}
    for training in _trainings(context):
        lacks = [] if goals & set(training.district_goal_ids) else ["no district goal"]
        if not training.rollout:
            lacks.append("no roll-out plan")
        if lacks:
            yield Violation(
                f"The {labels.team()} training of {show_date(training.on)} has {' and '.join(lacks)}",
                (f"trainings/{training.id}",),
                show_date(training.on),
                count=len(lacks),
            )


@rule("TRN-04")
def whole_staff(context: RuleContext) -> Iterator[Violation]:
    """Report in-service days not led by BLT members or that did not reach all staff.

    Future days may have no names yet.
    """
    if not context.building.inservices:
        return
    staff = len(timeline.staff_on(context.building))
    for day in _inservices(context):
        named = bool(day.presenter_ids or day.guests)
        if not timeline.led_by(context.building, day) and (named or day.on <= context.today):
            yield Violation(
                f"The in-service of {show_date(day.on)} is not led by {labels.team()} members"
                + ("" if named else ": no presenters are named"),
                (f"inservices/{day.id}",),
                show_date(day.on),
                fix=f"Name the {labels.team()} members who lead it.",
            )
        if day.on > context.today or not staff:
            continue
        count = timeline.reached(context.building, day)
        if count is None:
            yield Violation(
                f"The in-service of {show_date(day.on)} has no record of how many of {staff} staff "
                "came",
                (f"inservices/{day.id}",),
                show_date(day.on),
                severity="info",
            )
        elif count < staff:
            yield Violation(
                f"The in-service of {show_date(day.on)} reached {count * 100 // staff}% of staff "
                f"({count} of {staff})",
                (f"inservices/{day.id}",),
                show_date(day.on),
                count=staff - count,
            )


@rule("TRN-05")
def one_shot(context: RuleContext) -> Iterator[Violation]:
    """Report strategies that were introduced but not used since."""
    if not context.building.strategies:
        return
    most, table = context.limit("one_shot_days"), _table(context)
    for strategy in alignment.worked_on(
        context.building, working_year(context.building, context.today)
    ):
        start = timeline.introduced(context.building, strategy, context.today)
        if start is None or timeline.taken_up(context.building, strategy, start[0]) is not None:
            continue
        days = timeline.school_days(table, start[0], context.today)
        if days > most:
            yield Violation(
                f"One-shot: “{strategy.text}” was introduced on {show_date(start[0])} and not used "
                f"in {days} school days since (limit {number(most)})",
                tuple(dict.fromkeys((f"strategies/{strategy.id}", start[1]))),
                strategy.text[:40],
                count=days,
            )
