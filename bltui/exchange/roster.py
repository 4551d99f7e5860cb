"""Parsing a roster file into seats and people.

Columns are found by their headings, roles are parsed, and every uncertain line is listed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from bltui.domain.model.building_settings import Profile
from bltui.domain.model.date_parser import FORMS, date_parts, order_of, without_time
from bltui.domain.model.errors import UserError
from bltui.domain.model.grades import in_order, read_grades, show_grades
from bltui.domain.model.people import EmployeeType
from bltui.domain.model.school_year import school_year
from bltui.domain.model.seats import SeatKind
from bltui.domain.model.text import clean, folded, quoted, shown
from bltui.domain.team.role_words import RoleWords
from bltui.domain.team.roles import UNKNOWN, Reading, read_role
from bltui.exchange.person_names import is_nobody, names_in
from bltui.exchange.roster_table import Filled, columns_of, filled, name_columns, shaped
from bltui.exchange.tables import Problem, Row, Table

_KINDS: dict[str, SeatKind] = {
    "core": "core",
    "term": "term",
    "alternate": "alternate",
    "ad hoc": "ad_hoc",
    "ad_hoc": "ad_hoc",
    "ad-hoc": "ad_hoc",
}
_LIST = re.compile(r"\s*[,;/|]\s*")


class RosterSeat(msgspec.Struct, frozen=True, kw_only=True):
    """One seat of a roster and its holder."""

    line: int
    role: str
    name: str | None
    """None for a vacant seat."""
    groups: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    kind: SeatKind = "term"
    start: date | None = None
    end: date | None = None
    employee_type: EmployeeType | None = None
    reads_as: str = ""
    tasks: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    """Fields that the file gives itself. The others come from the role text."""

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON shape of `team import --json`."""
        return {
            "line": self.line,
            "role": self.role,
            "name": self.name,
            "groups": list(self.groups),
            "ask": list(self.ask),
            "reads_as": self.reads_as,
        }


class Roster(msgspec.Struct, frozen=True):
    """The contents of a roster file."""

    seats: tuple[RosterSeat, ...]
    problems: tuple[Problem, ...]
    left_out: int = 0
    """How many lines were not imported because a date could not be read."""


class _Reader:
    """A reader of one table's rows that collects seats and problems."""

    def __init__(self, table: Table, words: RoleWords, profile: Profile) -> None:
        self.words, self.profile = words, profile
        table = shaped(table, self.known)
        self.columns, other = columns_of(table)
        self.several = [] if "name" in self.columns else name_columns(table.header.cells)
        self.rows = filled(table.rows, self.role_text, self.names_somebody)
        self.problems = list(table.problems)
        self.left_out = 0
        self.unread = False
        """Whether a date of the line at hand cannot be used."""
        if other:
            named = ", ".join(f"“{head}”" for head in other)
            self.problems.append(
                Problem(table.header.line, f"not used: the column{'s' * (len(other) > 1)} {named}.")
            )
        keys = {
            group
            for meaning in words.meanings.values()
            for group in (*meaning.groups, *meaning.ask)
        }
        self.keys = {folded(key): key for key in (*keys, "GRADES", *profile.subgroups)}
        dated = [self._raw(found.row, column) for found in self.rows for column in ("start", "end")]
        self.order = order_of(dated)
        self.line = 0

    def role(self, text: str) -> Reading:
        """Read a role text in this building."""
        return read_role(text, self.words, self.profile.grades, self.profile.subgroups)

    def known(self, text: str) -> bool:
        """Return whether a text is recognized as a role with no word left over."""
        try:
            reading = self.role(text)
        except UserError:
            return False
        unread = UNKNOWN in reading.ask or "not read" in reading.reads_as
        return bool(reading.label) and not unread

    def role_text(self, row: Row) -> str:
        """Return the text of the columns that hold roles."""
        cells = (self._raw(row, column) for column in ("role", "title", "groups"))
        return next((cell for cell in cells if cell), "")

    def names_somebody(self, row: Row) -> bool:
        """Return whether a row names at least one person."""
        cells = [self._raw(row, column) for column in ("name", "first", "last")]
        return not is_nobody(" ".join([*cells, *(row.cells[n] for n in self.several)]))

    def _raw(self, row: Row, column: str) -> str:
        return row.cells[self.columns[column]].strip() if column in self.columns else ""

    def cell(self, row: Row, column: str) -> str:
        """Return the cleaned cell, "" if the column is missing or the text is not allowed."""
        if column not in self.columns:
            return ""
        try:
            return clean(row.cells[self.columns[column]], column)
        except UserError as refused:
            self.problem(refused.message)
            return ""

    def problem(self, message: str) -> None:
        self.problems.append(Problem(self.line, message))

    def reading(self, found: Filled) -> Reading:
        """Return the role, parsed from the most informative column.

        A bare "Teacher" is completed from the title, grade and subject of its row.
        """
        row = found.row
        texts = [text for text in (self.cell(row, "role"), self.cell(row, "title")) if text]
        if not texts and found.perhaps:
            above = self.role(found.perhaps)
            ask = (*above.groups, *above.ask) or (UNKNOWN,)
            return Reading(label="", ask=ask, reads_as=above.reads_as)
        if not texts and found.role and not self.cell(row, "groups"):
            texts = [found.role]
        if not texts:
            return Reading(label="", ask=(UNKNOWN,))
        if "role" not in self.columns:
            texts = [self._grade_text(text) for text in texts]
        best = best_of([self.role(text) for text in texts])
        if best.ask == ("GEN",) and not best.groups:
            for beside in filter(None, (self.cell(row, c) for c in ("grades", "subjects"))):
                more = self.role(f"Teacher, {self._grade_text(beside)}")
                if more.groups and not more.ask:
                    return msgspec.structs.replace(
                        more, label=best.label, tasks=best.tasks, years=best.years
                    )
        return best

    def _grade_text(self, text: str) -> str:
        """Return "Grade 3" for "3" in a column of grades."""
        return f"Grade {text}" if text.isdecimal() and len(text) < 3 else text

    def day(self, row: Row, column: str) -> date | None:
        """Parse a full date, or a calendar year of the school year that starts or ends in it.

        The file's other dates decide whether the month or the day comes first.
        """
        text = self.cell(row, column)
        if not text or is_nobody(text):
            return None
        if re.fullmatch(r"20\d\d", text):
            return self.edge(int(text), column)
        try:
            parts = date_parts(without_time(text), self.order)
            if parts is not None and not parts.year:
                raise UserError(f"{quoted(text)} has no year. Write it as 2026-06-30.")
            if parts is None:
                raise UserError(f"{quoted(text)} is not a date. {FORMS}")
            return parts.within(date.min, date.max)
        except UserError as refused:
            self.problem(f"{column}: {refused.message} The line was left out.")
            self.unread = True
            return None

    def edge(self, year: int, column: str) -> date:
        """Return the edge of a school year.

        It is the first day of the year that starts in `year`, or the last day of the one that ends
        in it.
        """
        first = school_year(year, self.profile.year_starts).first
        return first if column == "start" else first - timedelta(1)

    def groups(self, row: Row) -> tuple[str, ...] | None:
        """Return the groups that the file gives itself.

        None if it gives none, or one that does not exist.
        """
        text = self.cell(row, "groups")
        found: list[str] = []
        for word in re.split(r"\s*[,;/|&+]\s*|\s+(?=[A-Z]{2,})", text) if text else ():
            if folded(word) in self.keys:
                found.append(self.keys[folded(word)])
            elif word:
                known = ", ".join(sorted(self.keys.values()))
                self.problem(
                    f"group “{shown(word)}” does not exist. The groups are {known}. The role text was used instead."
                )
                return None
        return tuple(dict.fromkeys(found)) or None

    def names(self, row: Row) -> list[str | None]:
        """Return the people on the seat: [None] if vacant; several only if each is a full name."""
        if self.several:
            texts = [row.cells[n] for n in self.several if not is_nobody(row.cells[n])]
        else:
            both = f"{self.cell(row, 'first')} {self.cell(row, 'last')}".strip()
            lines = [line.strip() for line in self._raw(row, "name").split("\n") if line.strip()]
            several = " / ".join(lines) if len(lines) > 1 else ""
            texts = [both or several or self.cell(row, "name")]
        found: list[str | None] = []
        for text in texts or [""]:
            people, trouble = names_in(text)
            found += people
            if trouble:
                self.problem(trouble)
        return found

    def read(self, found: Filled) -> list[RosterSeat]:
        """Return the seats of one row."""
        row = found.row
        self.line = row.line
        reading = self.reading(found)
        names = self.names(row)
        own = self.groups(row)
        if not reading.label and names == [None]:
            if own is None:
                self.problem("no role and no name: the line was skipped.")
                return []
        elif not reading.label and own is None:
            perhaps = (
                f"maybe “{shown(found.perhaps)}”, as on line {found.above}; "
                if found.perhaps
                else ""
            )
            self.problem(
                f"no role for {shown(names[0])}: {perhaps}enter what this seat represents."
            )
        columns = ("groups", "grades", "subjects", "kind", "start", "end")
        filled_in = [column for column in columns if self.cell(row, column)]
        fields: dict[str, Any] = {
            "grades": reading.grades,
            "subjects": reading.subjects,
            "kind": reading.kind or "term",
        }
        given = {column for column in filled_in if self._own(row, column, fields)}
        if own is not None:
            fields |= {"groups": own, "ask": ()}
        else:
            fields |= {"groups": reading.groups, "ask": reading.ask}
            given.discard("groups")
        self.unread = False
        for place, column in enumerate(("start", "end")):
            fields[column] = self.day(row, column)
            years = reading.years or read_role(self.cell(row, "term"), self.words).years
            if fields[column] is None and years and (year := years[place]):
                fields[column] = self.edge(year, column)
            given = given | {column} if fields[column] else given - {column}
        if fields["start"] and fields["end"] and fields["start"] > fields["end"]:
            self.problem("the term ends before it starts. The line was left out.")
            self.unread = True
        # A seat without the term of its line would be an open one that nobody asked for.
        if self.unread:
            self.left_out += 1
            return []
        return [
            RosterSeat(
                line=row.line,
                role=reading.label or UNKNOWN,
                name=name,
                given=frozenset(given),
                employee_type=reading.employee_type,
                reads_as=reading.reads_as,
                tasks=reading.tasks,
                **fields,
            )
            for name in names
        ]

    def _own(self, row: Row, column: str, fields: dict[str, Any]) -> bool:
        """Copy a column's value into the fields.

        Returns False if the value is missing or cannot be used.
        """
        text = self.cell(row, column)
        if column == "kind":
            if folded(text) not in _KINDS:
                self.problem(
                    f"kind “{shown(text)}” is not recognized. Write core, term, alternate, or ad hoc."
                )
                return False
            fields["kind"] = _KINDS[folded(text)]
        elif column == "subjects":
            fields["subjects"] = tuple(dict.fromkeys(filter(None, _LIST.split(text))))
        elif column == "grades":
            try:
                grades = read_grades(text)
            except UserError as refused:
                self.problem(refused.message)
                return False
            outside = [g for g in grades if self.profile.grades and g not in self.profile.grades]
            if outside:
                self.problem(f"grades: this building has no grade {show_grades(outside)}.")
            fields["grades"] = in_order(g for g in grades if g not in outside)
            return bool(fields["grades"])
        return True


def read_roster(table: Table, words: RoleWords, profile: Profile) -> Roster:
    """Return the seats of a roster for a building.

    Other problems are reported by line. Raises Unusable if no column holds roles.
    """
    reader = _Reader(table, words, profile)
    seats = [seat for found in reader.rows for seat in reader.read(found)]
    problems = sorted(reader.problems, key=lambda p: p.line)
    return Roster(tuple(seats), tuple(dict.fromkeys(problems)), reader.left_out)


def best_of(readings: Sequence[Reading]) -> Reading:
    """Combine the readings of a role column and a title column.

    If they contradict each other, the groups are to be confirmed: "Representing: K-2" beside
    "Position: Parent" is not a teacher of K-2. Tasks of all readings are kept.
    """
    best = next((r for r in readings if r.ask != (UNKNOWN,)), readings[0])
    sure = [r for r in readings if r.groups and not r.ask]
    if best.principal is None:  # "Administrator" in one column, "Principal" in the other
        best = next((r for r in sure if r.principal), best)
    if best.ask and not best.groups:
        teacher = best.ask == ("GEN",)
        answers = (
            r
            for r in sure
            if {*r.groups} & {*best.ask} or (teacher and r.employee_type == "certified")
        )
        best = next(answers, best)
    against = [
        r
        for r in sure
        if not {*r.groups} & {*best.groups} and r.employee_type != best.employee_type
    ]
    # A union representative also has another position.
    if against and best.groups and "UNION" not in best.groups:
        asked = tuple(
            dict.fromkeys(g for r in (best, *against) for g in (*r.groups, *r.ask) if g != UNKNOWN)
        )
        best = msgspec.structs.replace(best, groups=(), ask=asked)
    tasks = tuple(dict.fromkeys(t for r in readings for t in r.tasks))
    return msgspec.structs.replace(best, tasks=tasks)
