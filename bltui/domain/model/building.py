"""Building: the content of one file as an immutable value, with lookup by id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec

from bltui.domain.model import validation_messages
from bltui.domain.model.errors import brief
from bltui.domain.model.record import Record
from bltui.domain.model.tables import TABLES, kind_of

if TYPE_CHECKING:  # a command that adds a person need not import cycles or trainings
    from typing import Protocol

    from bltui.domain.model.actions import Action
    from bltui.domain.model.availability import Availability
    from bltui.domain.model.building_settings import Profile
    from bltui.domain.model.calendar import Bell, Calendar, Day
    from bltui.domain.model.cwgs import Cwg
    from bltui.domain.model.cycles import Cycle
    from bltui.domain.model.feedback import Feedback
    from bltui.domain.model.meetings import AgendaItem, Attendance, Meeting
    from bltui.domain.model.messages import ContactLog, Message
    from bltui.domain.model.minutes import DecisionMade, Line
    from bltui.domain.model.people import Person
    from bltui.domain.model.plan import DistrictGoal, Finance, Goal, Indicator, Plan, Strategy
    from bltui.domain.model.process_steps import ProcessNote, ProcessResult
    from bltui.domain.model.rounds import Response, Round
    from bltui.domain.model.seats import Assignment, Membership, Seat
    from bltui.domain.model.self_checks import SelfCheck
    from bltui.domain.model.series import MeetingException, Series
    from bltui.domain.model.steps import Evidence, StepState
    from bltui.domain.model.themes import Theme
    from bltui.domain.model.training import InService, Training
    from bltui.domain.model.waivers import Waiver

Documents = Mapping[str, Mapping[int, Mapping[str, Any]]]


class Unreadable(ValueError):
    """A document that does not fit its table.

    The message starts with the document's path, such as "people/3/name".
    """

    def __init__(self, message: str) -> None:
        super().__init__(brief(message))


class Building:
    """One building at one moment. Records are found by table and id, including archived ones.

    A table is converted from its documents on first use, which may raise Unreadable: most commands
    need few tables.
    """

    profile: Profile
    people: Mapping[int, Person]
    seats: Mapping[int, Seat]
    memberships: Mapping[int, Membership]
    assignments: Mapping[int, Assignment]
    contacts: Mapping[int, ContactLog]
    feedback: Mapping[int, Feedback]
    themes: Mapping[int, Theme]
    rounds: Mapping[int, Round]
    responses: Mapping[int, Response]
    meetings: Mapping[int, Meeting]
    agenda: Mapping[int, AgendaItem]
    attendance: Mapping[int, Attendance]
    lines: Mapping[int, Line]
    decisions: Mapping[int, DecisionMade]
    actions: Mapping[int, Action]
    self_checks: Mapping[int, SelfCheck]
    process_notes: Mapping[int, ProcessNote]
    process_results: Mapping[int, ProcessResult]
    calendars: Mapping[int, Calendar]
    days: Mapping[int, Day]
    bells: Mapping[int, Bell]
    availability: Mapping[int, Availability]
    cwgs: Mapping[int, Cwg]
    series: Mapping[int, Series]
    exceptions: Mapping[int, MeetingException]
    waivers: Mapping[int, Waiver]
    steps: Mapping[int, StepState]
    evidence: Mapping[int, Evidence]
    cycles: Mapping[int, Cycle]
    district_goals: Mapping[int, DistrictGoal]
    plans: Mapping[int, Plan]
    goals: Mapping[int, Goal]
    strategies: Mapping[int, Strategy]
    indicators: Mapping[int, Indicator]
    finances: Mapping[int, Finance]
    trainings: Mapping[int, Training]
    inservices: Mapping[int, InService]
    messages: Mapping[int, Message]
    next_ids: Mapping[str, int]
    """The next free id of each table. Ids are never reused."""
    _documents: Documents

    def __init__(
        self, documents: Documents, next_ids: Mapping[str, int], tables: Mapping[str, Any]
    ) -> None:
        """Create a building. `tables` has the profile and the tables that are already converted."""
        vars(self).update(tables, _documents=documents, next_ids=next_ids)

    @classmethod
    def of(cls, profile: Profile, **tables: Any) -> Building:
        """Return a building made from records instead of documents."""
        return cls({}, {}, {"profile": profile, **tables})

    if not TYPE_CHECKING:  # hidden from mypy, so that a misspelled name stays a type error

        def __getattr__(self, name: str) -> Mapping[int, Record]:
            """Convert and cache a table on first use."""
            if name not in TABLES:
                raise AttributeError(name)
            records = _records(name, self._documents.get(name, {}))
            vars(self)[name] = records
            return records

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Raise AttributeError: buildings are immutable."""
        raise AttributeError(f"a building's {name} cannot be set")

    def __eq__(self, other: object) -> bool:
        """Return whether both hold the same records."""
        if not isinstance(other, Building):
            return NotImplemented
        return self.next_ids == other.next_ids and all(
            self.table(name) == other.table(name) for name in TABLES
        )

    __hash__ = None  # type: ignore[assignment]  # records hold dictionaries

    def read_whole(self) -> None:
        """Convert every table now. Raises Unreadable with the table, id, and field."""
        for name in TABLES:
            self.table(name)

    def replaced(self, **tables: Any) -> Building:
        """Return a copy with some tables, or the profile, replaced."""
        return Building(self._documents, self.next_ids, {**self.tables_read, **tables})

    @property
    def tables_read(self) -> Mapping[str, Any]:
        """The tables converted so far, and the profile."""
        return {name: value for name, value in vars(self).items() if name in TABLES}

    def table(self, name: str) -> Mapping[int, Record]:
        """Return all records of a table by id."""
        if name == "profile":
            return {1: self.profile}
        table: Mapping[int, Record] = getattr(self, name)
        return table

    def get(self, table: str, record_id: int) -> Record | None:
        """Return a record, archived or not, or None if it never existed or was undone."""
        return self.table(table).get(record_id)

    def kind(self, table: str) -> type[Record]:
        """Return the record class of a table."""
        return kind_of(table)

    def resolve(self, reference: str) -> Record | None:
        """Return the record with a reference "table/id", or None."""
        table, _, number = reference.partition("/")
        return self.get(table, int(number)) if table in TABLES and number.isdecimal() else None

    def new_id(self, table: str) -> int:
        """Return the id for the next new record of a table."""
        return max(self.next_ids.get(table, 1), max(self.table(table), default=0) + 1)


def _records(
    name: str,
    rows: Mapping[int, Mapping[str, Any]],
    old: Mapping[int, Mapping[str, Any]] | None = None,
    records: Mapping[int, Record] | None = None,
) -> dict[int, Record]:
    """Convert the documents of a table to records.

    Reuses the record from `records` if its document is the same object as in `old`.
    """
    if not rows:
        return {}
    kind, old, records = kind_of(name), old or {}, records or {}
    return {
        number: records[number]
        if document is old.get(number)
        else _read(name, number, document, kind)
        for number, document in rows.items()
    }


def _read(name: str, number: int, document: Mapping[str, Any], kind: type[Record]) -> Record:
    try:
        return msgspec.convert({**document, "id": number}, kind)
    except msgspec.ValidationError as error:
        reason, _, where = str(error).partition(" - at `$.")
        place = f"/{where.rstrip('`')}" if where else ""
        raise Unreadable(f"{name}/{number}{place}: {validation_messages.plainly(reason)}") from None


def from_documents(
    documents: Documents,
    next_ids: Mapping[str, int] | None = None,
    known: tuple[Documents, Building] | None = None,
) -> Building:
    """Return the building of a file's documents. Raises Unreadable if the profile is invalid.

    Tables and fields unknown to this version are skipped here; the store keeps them in the file.
    `known` holds the previous documents and their building. A table or document that is the same
    object as before is not converted again.
    """
    profiles = _records("profile", documents.get("profile", {}))
    if list(profiles) != [1]:
        raise Unreadable(
            "profile/1: the building's own record is missing"
            if 1 not in profiles
            else f"profile/{max(profiles)}: a file holds one building"
        )
    tables: dict[str, Any] = {}
    if known is not None:
        before, building = known
        for name, records in building.tables_read.items():
            rows, old = documents.get(name, {}), before.get(name, {})
            tables[name] = (
                records if rows is old or name == "profile" else _records(name, rows, old, records)
            )
    return Building(documents, dict(next_ids or {}), {**tables, "profile": profiles[1]})


if TYPE_CHECKING:  # creating a protocol takes as long as reading a record

    class _HasBuilding(Protocol):
        @property
        def building(self) -> Building: ...


class OfBuilding:
    """Mixin for a class with a `building`: looks up records by table, as fields need."""

    __slots__ = ()

    def table(self: _HasBuilding, name: str) -> Mapping[int, Record]:
        """Return all records of a table by id."""
        return self.building.table(name)

    def get(self: _HasBuilding, table: str, number: int) -> Record | None:
        """Return a record, archived or not."""
        return self.building.get(table, number)

    def kind(self, table: str) -> type[Record]:
        """Return the record class of a table."""
        return kind_of(table)
