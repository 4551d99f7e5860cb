"""A roster file as seats and people: columns found by their headings, roles read, what is unsure said line by line."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import msgspec

from bltui.domain.dates import read_date
from bltui.domain.grades import in_order, read_grades, show_grades
from bltui.domain.profile import Profile
from bltui.domain.refusal import Refused
from bltui.domain.school_year import school_year
from bltui.domain.team.people import EmployeeType
from bltui.domain.team.roles import UNKNOWN, Reading, read_role
from bltui.domain.team.rolewords import RoleWords
from bltui.domain.team.seats import SeatKind
from bltui.domain.text import clean, folded, shown
from bltui.exchange.headings import WANTED as WANTED  # part of reading a roster: `read_table` wants it
from bltui.exchange.headings import columns_of
from bltui.exchange.tables import Problem, Row, Table

_NOBODY = frozenset({"", "-", "--", "?", "vacant", "vacancy", "open", "open seat", "tbd", "tba", "n/a", "na", "none", "unfilled", "to be determined", "to be announced", "to be elected", "to be named", "vacant seat", "position open", "open position", "not filled"})  # fmt: skip
_COURTESY = re.compile(r"^(?:(?:mrs|mr|ms|miss|mx|dr|prof|rev|sr|sra)\.?\s+)+")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|ed\.?d|ed\.?s|m\.?ed|m\.?a|m\.?s|nbct|rn|lcsw|esq)\.?", re.IGNORECASE)
_TWO = re.compile(r"\s*(?:/|;|\n|&|\band\b)\s*", re.IGNORECASE)
_KINDS: dict[str, SeatKind] = {"core": "core", "term": "term", "alternate": "alternate", "ad hoc": "ad_hoc", "ad_hoc": "ad_hoc", "ad-hoc": "ad_hoc"}  # fmt: skip


class RosterSeat(msgspec.Struct, frozen=True, kw_only=True):
    """One seat of a roster and who is on it."""

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
    """Fields that the file states itself; the others were read from the role text."""

    def to_json(self) -> dict[str, Any]:
        """The public shape of `team import --json`."""
        return {
            "line": self.line,
            "role": self.role,
            "name": self.name,
            "groups": list(self.groups),
            "ask": list(self.ask),
            "reads_as": self.reads_as,
        }


class Roster(msgspec.Struct, frozen=True):
    """What a roster file says."""

    seats: tuple[RosterSeat, ...]
    problems: tuple[Problem, ...]


def person_key(name: str) -> str:
    """A name for comparing: folded, without courtesy titles."""
    return _COURTESY.sub("", folded(name).replace(",", " ")).strip()


class _Reader:
    """Reads the rows of one table; gathers seats and problems."""

    def __init__(self, table: Table, words: RoleWords, profile: Profile) -> None:
        self.words, self.profile = words, profile
        self.columns, other = columns_of(table)
        self.problems = list(table.problems)
        if other:
            named = ", ".join(f"“{head}”" for head in other)
            self.problems.append(Problem(table.header.line, f"not used: the column{'s' * (len(other) > 1)} {named}."))
        keys = {group for meaning in words.meanings.values() for group in (*meaning.groups, *meaning.ask)}
        self.keys = {folded(key): key for key in (*keys, "GRADES", *profile.subgroups)}
        self.line = 0

    def cell(self, row: Row, column: str) -> str:
        """The cleaned cell, "" where the column is missing or the text cannot be taken."""
        if column not in self.columns:
            return ""
        try:
            return clean(row.cells[self.columns[column]], column)
        except Refused as refused:
            self.problem(refused.message)
            return ""

    def problem(self, message: str) -> None:
        self.problems.append(Problem(self.line, message))

    def reading(self, row: Row) -> Reading:
        """The role, from the column that says most; a bare "Teacher" gains from the grade and subject beside it."""
        texts = [text for text in (self.cell(row, "role"), self.cell(row, "title")) if text]
        if not texts:
            return Reading(label="", ask=(UNKNOWN,))
        if "role" not in self.columns:
            texts = [self._grade_text(text) for text in texts]
        grades, subgroups = self.profile.grades, self.profile.subgroups
        readings = [read_role(text, self.words, grades, subgroups) for text in texts]
        best = next((r for r in readings if r.ask != (UNKNOWN,)), readings[0])
        if best.ask == ("GEN",) and not best.groups:
            for column in ("grades", "subjects"):
                beside = self.cell(row, column)
                more = (
                    read_role(f"Teacher, {self._grade_text(beside)}", self.words, grades, subgroups) if beside else best
                )
                if more.groups and not more.ask:
                    best = msgspec.structs.replace(more, label=best.label, tasks=best.tasks, years=best.years)
                    break
        tasks = tuple(dict.fromkeys(t for r in readings for t in r.tasks))
        return msgspec.structs.replace(best, tasks=tasks)

    def _grade_text(self, text: str) -> str:
        """ "3" in a column of grades is grade 3."""
        return f"Grade {text}" if text.isdecimal() and len(text) < 3 else text

    def day(self, row: Row, column: str) -> date | None:
        """A date of the file: a full date, or a calendar year, meaning the school year that starts or ends in it."""
        text = self.cell(row, column)
        if not text or folded(text) in _NOBODY:
            return None
        if re.fullmatch(r"20\d\d", text):
            return self.edge(int(text), column)
        if not re.search(r"\d{4}", text):
            self.problem(f"{column}: “{shown(text)}” has no year. Write it as 2026-06-30.")
            return None
        try:
            return read_date(text, today=date.min, year=(date.min, date.max))
        except Refused as refused:
            self.problem(f"{column}: {refused.message}")
            return None

    def edge(self, year: int, column: str) -> date:
        """First day of the school year that starts in a calendar year, or last day of the one that ends in it."""
        first = school_year(year, self.profile.year_starts).first
        return first if column == "start" else first - timedelta(1)

    def groups(self, row: Row) -> tuple[str, ...] | None:
        """The groups that the file names itself; None where it names none, or one that does not exist."""
        text = self.cell(row, "groups")
        found: list[str] = []
        for word in re.split(r"\s*[,;/|&+]\s*|\s+(?=[A-Z]{2,})", text) if text else ():
            if folded(word) in self.keys:
                found.append(self.keys[folded(word)])
            elif word:
                known = ", ".join(sorted(self.keys.values()))
                self.problem(
                    f"group “{shown(word)}” does not exist. The groups are {known}. The role text was read instead."
                )
                return None
        return tuple(dict.fromkeys(found)) or None

    def names(self, row: Row) -> list[str | None]:
        """Who is on the seat: [None] for nobody; several only where each is a full name."""
        if "first" in self.columns or "last" in self.columns:
            name = f"{self.cell(row, 'first')} {self.cell(row, 'last')}".strip() or self.cell(row, "name")
        else:
            name = self.cell(row, "name")
            if "name" in self.columns and "\n" in row.cells[self.columns["name"]].strip():
                name = " / ".join(p.strip() for p in row.cells[self.columns["name"]].split("\n") if p.strip())
        if folded(name).strip("()[]*. ") in _NOBODY:
            return [None]
        pieces = [piece for piece in _TWO.split(name) if piece]
        if len(pieces) > 1:
            if all(len(person_key(piece).split()) > 1 for piece in pieces):
                return [_turned(piece) for piece in pieces]
            self.problem(f"“{shown(name)}” may be several people. Write one on each line; the seat was left empty.")
            return [None]
        return [_turned(name)]

    def read(self, row: Row) -> list[RosterSeat]:
        """The seats of one row."""
        self.line = row.line
        reading = self.reading(row)
        names = self.names(row)
        own = self.groups(row)
        if not reading.label and names == [None]:
            if own is None:
                self.problem("neither role nor name: the line was left aside.")
                return []
        elif not reading.label and own is None:
            self.problem(f"no role for {shown(names[0])}: say what this seat represents.")
        given = {
            column for column in ("groups", "grades", "subjects", "kind", "start", "end") if self.cell(row, column)
        }
        fields: dict[str, Any] = {
            "grades": reading.grades,
            "subjects": reading.subjects,
            "kind": reading.kind or "term",
        }
        given -= {column for column in given if not self._own(row, column, fields)}
        if own is not None:
            fields |= {"groups": own, "ask": ()}
        else:
            fields |= {"groups": reading.groups, "ask": reading.ask}
            given.discard("groups")
        for place, column in enumerate(("start", "end")):
            fields[column] = self.day(row, column)
            years = reading.years or read_role(self.cell(row, "term"), self.words).years
            if fields[column] is None and years and (year := years[place]):
                fields[column] = self.edge(year, column)
            given = given | {column} if fields[column] else given - {column}
        if fields["start"] and fields["end"] and fields["start"] > fields["end"]:
            self.problem("the term ends before it starts; both dates were left out.")
            fields |= {"start": None, "end": None}
            given -= {"start", "end"}
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
        """Take a column's own value into the fields; False where it says nothing that can be taken."""
        text = self.cell(row, column)
        if column == "kind":
            if folded(text) not in _KINDS:
                self.problem(f"kind “{shown(text)}” is not read. Write core, term, alternate or ad hoc.")
                return False
            fields["kind"] = _KINDS[folded(text)]
        elif column == "subjects":
            fields["subjects"] = tuple(dict.fromkeys(s for s in re.split(r"\s*[,;/|]\s*", text) if s))
        elif column == "grades":
            try:
                grades = read_grades(text)
            except Refused as refused:
                self.problem(refused.message)
                return False
            outside = [g for g in grades if self.profile.grades and g not in self.profile.grades]
            if outside:
                self.problem(f"grades: this building has no grade {show_grades(outside)}.")
            fields["grades"] = in_order(g for g in grades if g not in outside)
            return bool(fields["grades"])
        return True


def _turned(name: str) -> str:
    """ "Person, Sample" as "Sample Person"; "Sample Person, Jr." stays."""
    last, comma, first = (piece.strip() for piece in name.partition(","))
    if not comma or not last or not first or "," in first or _SUFFIX.fullmatch(first):
        return name
    return f"{first} {last}"


def read_roster(table: Table, words: RoleWords, profile: Profile) -> Roster:
    """The seats of a roster for a building. Raises Unusable where no column holds roles; other trouble is told by line."""
    reader = _Reader(table, words, profile)
    seats = [seat for row in table.rows for seat in reader.read(row)]
    problems = sorted(reader.problems, key=lambda p: p.line)
    return Roster(tuple(seats), tuple(dict.fromkeys(problems)))
