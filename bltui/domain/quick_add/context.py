"""A line of plain words on its way to a change: what is read, against which building, and what came
of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.change import Intent
from bltui.domain.model.dates import read_date, show_date
from bltui.domain.model.lookup import find
from bltui.domain.model.people import Person
from bltui.domain.model.record import active
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.text import shown
from bltui.domain.team.role_words import RoleWords

#: Kinds of lines that may bring conflicts of the schedule: these are worth a look at the checks
#: before they are kept.
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

    def day_after(self, word: str, text: str) -> tuple[str, date | None]:
        """The text without "WORD DATE" at its end, and that day.

        Raises UserError if it is no date.
        """
        head, found, tail = f" {text}".rpartition(f" {word} ")
        return (head.strip(" ,"), self.day(tail)) if found else (text, None)


class Word(msgspec.Struct, frozen=True):
    """A first word that the line knows."""

    example: str
    read: Callable[[Line], Read]
    asks: str = "whom?"
    """What is missing where nothing follows the word."""


def reads(kind: str, intent: Intent, *parts: str) -> Read:
    """A line that was understood, shown as its kind and the parts that are not empty."""
    return Read(" | ".join((kind.upper(), *(shown(part) for part in parts if part))), intent, kind)


def on_its_day(text: str, day: date | None) -> str:
    """A day as a line shows it, such as "due Fri 9 Oct 2026"; empty without one."""
    return f"{text} {show_date(day, weekday=True)}" if day else ""
