"""A line of plain words on its way to a change: what is read, against which building, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.change import Intent
from bltui.domain.model.dates import read_date
from bltui.domain.model.lookup import find
from bltui.domain.model.people import Person
from bltui.domain.model.record import active
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.text import shown
from bltui.domain.team.role_words import RoleWords

#: Kinds of lines that may bring conflicts of the schedule: these are worth a look at the checks before they are kept.
CONFLICTING = ("cwg", "meet", "snow")


class Read(msgspec.Struct, frozen=True):
    """A line that was understood."""

    reads_as: str
    """In words, parts divided by " | ", such as "TEAM | Sample Person | as Union rep | UNION"."""
    intent: Intent
    kind: str
    """The word that it began with."""


class Line(msgspec.Struct, frozen=True):
    """What follows the first word, and what it is read against."""

    rest: str
    building: Building
    today: date
    words: RoleWords | None

    def person(self, wanted: str) -> Person:
        """The one person who is meant, by name, number or initials. Raises UserError."""
        people = [p for p in active(self.building.people) if p.active]
        return find(wanted, people, lambda p: p.name, "person", by_initials=True)

    def day(self, text: str) -> date:
        """The day that is meant, in this school year. Raises UserError."""
        year = school_year_of(self.today, self.building.profile.year_starts)
        return read_date(text, today=self.today, year=(year.first, year.last))


class Word(msgspec.Struct, frozen=True):
    """A first word that the line knows."""

    example: str
    read: Callable[[Line], Read]
    asks: str = "whom?"
    """What is missing where nothing follows the word."""


def words_of(kind: str, *parts: str) -> str:
    """How a line is read, in words; empty parts are left out."""
    return " | ".join((kind.upper(), *(shown(part) for part in parts if part)))
