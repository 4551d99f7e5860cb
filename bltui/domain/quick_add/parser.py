"""The quick-add parser, shared by the screen and `bltui add`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType

from bltui.domain.model import editing, labels
from bltui.domain.model.building import Building
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.domain.model.grades import find_grades, show_grades
from bltui.domain.model.messages import ContactLog
from bltui.domain.model.people import EmployeeType
from bltui.domain.model.record import active
from bltui.domain.model.seats import ROLES, Role
from bltui.domain.model.text import LINE, clean, folded, shown
from bltui.domain.quick_add import group_words
from bltui.domain.quick_add import words as meeting_words
from bltui.domain.quick_add.context import Line, Word, reads
from bltui.domain.quick_add.context import Read as Read
from bltui.domain.team import duties
from bltui.domain.team import lookup as meant
from bltui.domain.team import seat_edits as seating
from bltui.domain.team import staff_edits as staffing
from bltui.domain.team.role_words import RoleWords
from bltui.domain.team.roles import read_role

#: Maximum length of a line. Fields may have lower limits.
LONGEST = 4 * LINE

_TYPES: dict[str, EmployeeType] = {
    "certified": "certified",
    "noncertified": "noncertified",
    "classified": "noncertified",
    "admin": "admin",
    "external": "external",
}


def _person(line: Line) -> Read:
    """Parse a name, and after commas a title and an employee type."""
    name, *more = [clean(part, "text") for part in line.rest.split(",")]
    employee_type = _TYPES.get(folded(more[-1])) if more else None
    title = ", ".join(more[:-1] if employee_type else more)
    grades = tuple(
        dict.fromkeys(g for found in find_grades(folded(title)) if found.sure for g in found.grades)
    )
    if employee_type is None and title and line.words is not None:
        employee_type = read_role(title, line.words, line.building.profile.grades).employee_type
    kind = employee_type or "certified"
    intent = partial(staffing.add_person, name=name, title=title, employee_type=kind, grades=grades)
    return reads(
        "person", intent, name, title, kind, f"grades {show_grades(grades)}" if grades else ""
    )


def _term(line: Line, text: str) -> tuple[str, date | None, date | None]:
    """Split "from DATE" and "to DATE" off the end of a text."""
    start = end = None
    for word in ("to", "until", "from"):
        try:
            text, day = line.day_after(word, text)
        except UserError:
            continue
        if day is not None:
            start, end = (day, end) if word == "from" else (start, day)
    return text.strip(" ,"), start, end


def _team(line: Line) -> Read:
    """Parse a name, "as" and a role, and a term."""
    text, start, end = _term(line, line.rest)
    name, _, role = text.partition(" as ")
    name, role = clean(name, "name"), clean(role, "role")
    same = [p for p in active(line.building.people) if p.active and folded(p.name) == folded(name)]
    profile = line.building.profile
    reading = (
        read_role(role, line.words, profile.grades, profile.subgroups)
        if role and line.words
        else None
    )
    groups, ask = (reading.groups, reading.ask) if reading else ((), ())
    intent = partial(
        seating.add_member,
        name=name,
        role=role,
        groups=groups,
        ask=ask,
        grades=reading.grades if reading else (),
        subjects=reading.subjects if reading else (),
        kind=(reading.kind if reading else None) or "term",
        employee_type=reading.employee_type if reading else None,
        start=start,
        end=end,
        today=line.today,
    )
    stands_for = ", ".join((*groups, *(f"{group.rstrip('?')}?" for group in ask)))
    span = " ".join(
        f"{word} {show_date(day)}" for word, day in (("from", start), ("to", end)) if day
    )
    who = name if same or not name else f"{name} (new)"
    return reads("team", intent, who, f"as {role}" if role else "", stands_for, span)


def _duty(role: Role) -> Callable[[Line], Read]:
    def read(line: Line) -> Read:
        person = line.person(line.rest)
        intent = partial(duties.assign, role=role, person_id=person.id, start=line.today)
        return reads(ROLES[role], intent, person.name, f"from {show_date(line.today)}")

    return read


def _contact(line: Line) -> Read:
    """Parse a party and a note."""
    word, _, note = line.rest.partition(" ")
    party = {"principal": "principal", "dlt": "dlt", "cslt": "dlt"}.get(folded(word).strip(":,"))
    if party is None:
        raise UserError("Contact with whom? Write: contact principal TEXT, or contact dlt TEXT.")
    note, day = line.day_in(clean(note, "note"))
    on = day or line.today
    contact = ContactLog(party=party, on=on, note=note)  # type: ignore[arg-type]
    intent = partial(editing.add, record=contact, today=line.today)
    whom = "the principal" if party == "principal" else f"the {line.building.profile.dlt_label}"
    return reads("contact", intent, f"with {whom}", show_date(on), note)


def _splits(line: Line) -> Iterator[tuple[str, date]]:
    """Yield every split of the line into a name and a date, the longest date first."""
    words = line.rest.split()
    for cut in range(1, len(words)):
        tail = words[cut:]
        try:
            day = line.day(
                " ".join(tail[1:] if tail[0] in ("on", "to") and len(tail) > 1 else tail)
            )
        except UserError:
            continue
        yield " ".join(words[:cut]).strip(","), day


def _end(line: Line) -> Read:
    """Parse a member and their last day (default: today)."""
    name, day = next(_splits(line), (line.rest, line.today))
    term = meant.term(line.building, name, line.today)
    person = line.building.people.get(term.person_id)
    seat = line.building.seats[term.seat_id]
    intent = partial(seating.end_term, membership_id=term.id, on=day)
    return reads(
        "end", intent, person.name if person else name, seat.label, f"last day {show_date(day)}"
    )


#: Parsers by first word.
WORDS: dict[str, Word] = {
    "person": Word("person Sample Person, grade 2 teacher", _person),
    "team": Word("team Sample Person as Union rep to 2028-06-30", _team),
    "facilitator": Word("facilitator Sample Person", _duty("facilitator")),
    "cofacilitator": Word("cofacilitator Sample Person", _duty("cofacilitator")),
    "liaison": Word("liaison Sample Person", _duty("primary_liaison")),
    "contact": Word("contact principal talked about the agenda", _contact),
    "end": Word("end Sample Person 2027-06-30", _end),
    "cwg": Word("cwg 3 leader Sample Person", group_words.cwg, "what?"),
    "meet": Word("meet cwg 3 every other wed 3:15pm-4pm", group_words.meet, "who, and when?"),
    "snow": Word("snow jan 27", group_words.snow, "when?"),
    **meeting_words.WORDS,
}


def read(
    text: str,
    building: Building,
    today: date,
    words: RoleWords | None = None,
    more: Mapping[str, Word] = MappingProxyType({}),
) -> Read:
    """Parse one line.

    `words` is the role vocabulary; without it a role is only a label. `more` are words that need
    the framework, from `framework_words.words`. Raises UserError if a word is unknown, something is
    missing, or several people match.
    """
    first, _, rest = clean(text, "text", limit=LONGEST).partition(" ")
    table = {**WORDS, **more}
    known = table.get(folded(first).rstrip(":")) or table.get(labels.typed(first))
    if known is None:
        listed = ", ".join(table)
        if not first:
            raise UserError(f"The line is empty. Begin with one of: {listed}.")
        raise UserError(f"“{shown(first)}” is not a known first word. Begin with one of: {listed}.")
    if not rest.strip():
        raise UserError(f"{shown(first)} {known.asks} Such as: {known.example}")
    return known.read(Line(rest.strip(), building, today, words))
