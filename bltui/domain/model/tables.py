"""The tables of a building file and the record class of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from bltui.domain.model import (
    actions,
    availability,
    building_settings,
    calendar,
    cwgs,
    cycles,
    feedback,
    meetings,
    messages,
    minutes,
    people,
    plan,
    process_steps,
    rounds,
    seats,
    self_checks,
    series,
    steps,
    themes,
    training,
    waivers,
)
from bltui.domain.model.record import Record

# Each module is imported when its table is first used: adding a person needs no trainings.
_KINDS: Mapping[str, Callable[[], type[Record]]] = MappingProxyType(
    {
        "profile": lambda: building_settings.Profile,
        "people": lambda: people.Person,
        "seats": lambda: seats.Seat,
        "memberships": lambda: seats.Membership,
        "assignments": lambda: seats.Assignment,
        "contacts": lambda: messages.ContactLog,
        "feedback": lambda: feedback.Feedback,
        "themes": lambda: themes.Theme,
        "rounds": lambda: rounds.Round,
        "responses": lambda: rounds.Response,
        "meetings": lambda: meetings.Meeting,
        "agenda": lambda: meetings.AgendaItem,
        "attendance": lambda: meetings.Attendance,
        "lines": lambda: minutes.Line,
        "decisions": lambda: minutes.DecisionMade,
        "actions": lambda: actions.Action,
        "self_checks": lambda: self_checks.SelfCheck,
        "process_notes": lambda: process_steps.ProcessNote,
        "process_results": lambda: process_steps.ProcessResult,
        "calendars": lambda: calendar.Calendar,
        "days": lambda: calendar.Day,
        "bells": lambda: calendar.Bell,
        "availability": lambda: availability.Availability,
        "cwgs": lambda: cwgs.Cwg,
        "series": lambda: series.Series,
        "exceptions": lambda: series.MeetingException,
        "waivers": lambda: waivers.Waiver,
        "steps": lambda: steps.StepState,
        "evidence": lambda: steps.Evidence,
        "cycles": lambda: cycles.Cycle,
        "district_goals": lambda: plan.DistrictGoal,
        "plans": lambda: plan.Plan,
        "goals": lambda: plan.Goal,
        "strategies": lambda: plan.Strategy,
        "indicators": lambda: plan.Indicator,
        "finances": lambda: plan.Finance,
        "trainings": lambda: training.Training,
        "inservices": lambda: training.InService,
        "messages": lambda: messages.Message,
    }
)

#: The names of the tables.
TABLES = tuple(_KINDS)


@cache
def kind_of(table: str) -> type[Record]:
    """Return the record class of a table.

    Raises KeyError if this version does not know the table.
    """
    return _KINDS[table]()
