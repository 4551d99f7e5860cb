"""Building: all that one file holds, as one immutable value with look-ups by id."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from bltui.domain.calendar.school_calendar import Bell, Calendar, Day
from bltui.domain.feedback.records import Feedback
from bltui.domain.feedback.rounds import Response, Round
from bltui.domain.feedback.themes import Theme
from bltui.domain.groups.cwgs import Cwg
from bltui.domain.groups.waiver import Waiver
from bltui.domain.meetings.action import Action
from bltui.domain.meetings.records import AgendaItem, Attendance, DecisionMade, Line, Meeting
from bltui.domain.meetings.self_check import SelfCheck
from bltui.domain.plan.records import DistrictGoal, Finance, Goal, Indicator, Plan, Strategy
from bltui.domain.profile import Profile
from bltui.domain.proposing.availability import Availability
from bltui.domain.record import Record
from bltui.domain.series.records import MeetingException, Series
from bltui.domain.steps.cycles import Cycle
from bltui.domain.steps.records import Evidence, StepState
from bltui.domain.team.messages import Message
from bltui.domain.team.people import Person
from bltui.domain.team.seats import Assignment, ContactLog, Membership, Seat
from bltui.domain.training.records import InService, Training

#: Every table of a building file and the record that its documents hold.
TABLES: Mapping[str, type[Record]] = MappingProxyType(
    {
        "profile": Profile,
        "people": Person,
        "seats": Seat,
        "memberships": Membership,
        "assignments": Assignment,
        "contacts": ContactLog,
        "feedback": Feedback,
        "themes": Theme,
        "rounds": Round,
        "responses": Response,
        "meetings": Meeting,
        "agenda": AgendaItem,
        "attendance": Attendance,
        "lines": Line,
        "decisions": DecisionMade,
        "actions": Action,
        "self_checks": SelfCheck,
        "calendars": Calendar,
        "days": Day,
        "bells": Bell,
        "availability": Availability,
        "cwgs": Cwg,
        "series": Series,
        "exceptions": MeetingException,
        "waivers": Waiver,
        "steps": StepState,
        "evidence": Evidence,
        "cycles": Cycle,
        "district_goals": DistrictGoal,
        "plans": Plan,
        "goals": Goal,
        "strategies": Strategy,
        "indicators": Indicator,
        "finances": Finance,
        "trainings": Training,
        "inservices": InService,
        "messages": Message,
    }
)

Documents = Mapping[str, Mapping[int, Mapping[str, Any]]]


class Unreadable(ValueError):
    """A document that is not what its table holds; the message starts with its path, such as "people/3/name"."""


class Building(msgspec.Struct, frozen=True, kw_only=True):
    """One building at one moment. Records are found by table and id; archived ones are there too."""

    profile: Profile
    people: Mapping[int, Person]
    seats: Mapping[int, Seat]
    memberships: Mapping[int, Membership]
    assignments: Mapping[int, Assignment]
    contacts: Mapping[int, ContactLog]
    feedback: Mapping[int, Feedback] = {}
    themes: Mapping[int, Theme] = {}
    rounds: Mapping[int, Round] = {}
    responses: Mapping[int, Response] = {}
    meetings: Mapping[int, Meeting] = {}
    agenda: Mapping[int, AgendaItem] = {}
    attendance: Mapping[int, Attendance] = {}
    lines: Mapping[int, Line] = {}
    decisions: Mapping[int, DecisionMade] = {}
    actions: Mapping[int, Action] = {}
    self_checks: Mapping[int, SelfCheck] = {}
    calendars: Mapping[int, Calendar] = {}
    days: Mapping[int, Day] = {}
    bells: Mapping[int, Bell] = {}
    availability: Mapping[int, Availability] = {}
    cwgs: Mapping[int, Cwg] = {}
    series: Mapping[int, Series] = {}
    exceptions: Mapping[int, MeetingException] = {}
    waivers: Mapping[int, Waiver] = {}
    steps: Mapping[int, StepState] = {}
    evidence: Mapping[int, Evidence] = {}
    cycles: Mapping[int, Cycle] = {}
    district_goals: Mapping[int, DistrictGoal] = {}
    plans: Mapping[int, Plan] = {}
    goals: Mapping[int, Goal] = {}
    strategies: Mapping[int, Strategy] = {}
    indicators: Mapping[int, Indicator] = {}
    finances: Mapping[int, Finance] = {}
    trainings: Mapping[int, Training] = {}
    inservices: Mapping[int, InService] = {}
    messages: Mapping[int, Message] = {}
    next_ids: Mapping[str, int] = {}
    """Per table the next free id; ids are never reused."""

    def table(self, name: str) -> Mapping[int, Record]:
        """All records of a table by id."""
        if name == "profile":
            return {1: self.profile}
        table: Mapping[int, Record] = getattr(self, name)
        return table

    def get(self, table: str, record_id: int) -> Record | None:
        """A record, archived or not; None if there never was one or it was undone."""
        return self.table(table).get(record_id)

    def resolve(self, reference: str) -> Record | None:
        """The record named "table/id"."""
        table, _, number = reference.partition("/")
        return self.get(table, int(number)) if table in TABLES and number.isdecimal() else None

    def new_id(self, table: str) -> int:
        """The id that the next new record of a table gets."""
        return max(self.next_ids.get(table, 1), max(self.table(table), default=0) + 1)


def _read(name: str, number: int, document: Mapping[str, Any], kind: type[Record]) -> Record:
    try:
        return msgspec.convert({**document, "id": number}, kind)
    except msgspec.ValidationError as error:
        reason, _, where = str(error).partition(" - at `$.")
        place = f"/{where.rstrip('`')}" if where else ""
        raise Unreadable(f"{name}/{number}{place}: {reason}") from None


def from_documents(
    documents: Documents,
    next_ids: Mapping[str, int] | None = None,
    known: tuple[Documents, Building] | None = None,
) -> Building:
    """The building that a file's documents describe. Raises Unreadable, naming table, id and field.

    Tables and fields that this version does not know are left aside here; the store keeps them in the file. What is the
    very same table or document as in `known`, documents and the building read from them, is not read again.
    """
    tables: dict[str, Any] = {}
    before, building = known or ({}, None)
    for name, kind in TABLES.items():
        rows, old = documents.get(name, {}), before.get(name, {})
        records: Mapping[int, Record] = building.table(name) if building is not None else {}
        if rows is not old or building is None:
            records = {
                number: records[number] if document is old.get(number) else _read(name, number, document, kind)
                for number, document in rows.items()
            }
        tables[name] = records
    profiles = tables.pop("profile")
    if list(profiles) != [1]:
        raise Unreadable(
            "profile/1: the building's own record is missing"
            if 1 not in profiles
            else f"profile/{max(profiles)}: a file holds one building"
        )
    return Building(profile=profiles[1], next_ids=dict(next_ids or {}), **tables)
