"""The input and output types of quick-add words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from bltui.domain.model.building import Building
from bltui.domain.model.change import Intent
from bltui.domain.model.date_parser import read_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.people import Person
from bltui.domain.model.person_match import find_person
from bltui.domain.model.record import active
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.text import shown
from bltui.domain.team.membership import on_day
from bltui.domain.team.role_words import RoleWords

#: Kinds of lines that may cause schedule conflicts. Run the checks before saving them.
CONFLICTING = ("cwg", "meet", "snow")


#: Words of the longest date in a text, such as "on Wed, Nov 25, 2026".
_LONGEST_DATE = 5


class Read(msgspec.Struct, frozen=True):
    """A parsed line."""

    reads_as: str
    """A preview, such as "TEAM | Sample Person | as Union rep | UNION"."""
    intent: Intent
    kind: str
    """The first word."""


class Line(msgspec.Struct, frozen=True):
    """The text after the first word, and the building it refers to."""

    rest: str
    building: Building
    today: date
    words: RoleWords | None

    def person(self, wanted: str) -> Person:
        """Return the person who matches a name, number, or initials. Raises UserError."""
        people = [p for p in active(self.building.people) if p.active]
        return find_person(wanted, people, on_day(self.building, self.today).people)

    def day(self, text: str) -> date:
        """Return a date in this school year. Raises UserError if it cannot be parsed."""
        year = school_year_of(self.today, self.building.profile.year_starts)
        return read_date(text, today=self.today, year=(year.first, year.last))

    def day_in(self, text: str) -> tuple[str, date | None]:
        """Split a past or present date off the start or the end of a text, such as "yesterday".

        Returns the rest and the date, or None. A number alone or a coming day is part of the text.
        """
        words = text.split()
        for many in range(min(_LONGEST_DATE, len(words)), 0, -1):
            for part, rest in ((words[-many:], words[:-many]), (words[:many], words[many:])):
                try:
                    day = self.day(" ".join(part))
                except UserError:
                    continue
                if day <= self.today:
                    return " ".join(rest).rstrip(","), day
        return text, None

    def day_after(self, word: str, text: str) -> tuple[str, date | None]:
        """Split "WORD DATE" off the end of a text. Returns the rest and the date, or None.

        Raises UserError if it is not a date.
        """
        head, found, tail = f" {text}".rpartition(f" {word} ")
        return (head.strip(" ,"), self.day(tail)) if found else (text, None)


class Word(msgspec.Struct, frozen=True):
    """A known first word."""

    example: str
    read: Callable[[Line], Read]
    asks: str = "whom?"
    """The question if nothing follows the word."""


def reads(kind: str, intent: Intent, *parts: str) -> Read:
    """Return a parsed line with a preview of its kind and nonempty parts."""
    return Read(" | ".join((kind.upper(), *(shown(part) for part in parts if part))), intent, kind)


def on_its_day(text: str, day: date | None) -> str:
    """Format a word and a date with its weekday, or return "" without a date."""
    return f"{text} {show_date(day)}" if day else ""
