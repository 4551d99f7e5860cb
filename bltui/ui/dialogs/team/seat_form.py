"""The forms for a seat: a new member, a seat's role and groups, and an ambiguous role."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from bltui.domain.model.change import Intent
from bltui.domain.model.grades import show_grades
from bltui.domain.model.people import Person
from bltui.domain.model.school_year import school_year_of
from bltui.domain.model.seats import Membership, Seat
from bltui.domain.team.roles import UNKNOWN, Reading
from bltui.domain.team.seat_edits import add_member
from bltui.ui.dialogs.fields import PersonOrName, choices_of
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import NOTHING_KNOWN, FormContext
from bltui.ui.dialogs.record_form import fields_of, record_form

_ALTERNATE = {"kind": ("alternate",)}

#: Reads a role text with the building's own grades and subgroups.
ReadRole = Callable[[str], Reading]


def _open(reading: Reading, groups: Sequence[str]) -> tuple[str, ...]:
    """Return the unresolved meanings of a role; empty once one of them is selected."""
    return () if set(reading.ask) & set(groups) else tuple(reading.ask)


def _reads(basis: FormContext, read: ReadRole, role: str) -> str:
    """Return the line under a role text: how it is understood, and what is still to resolve."""
    if not role.strip():
        return ""
    reading = read(role)
    lines = []
    if reading.groups or reading.reads_as:
        grades = f", grades {show_grades(reading.grades)}" if reading.grades else ""
        lines.append(
            f"recognized as: {reading.reads_as or basis.group_words(reading.groups) + grades}"
        )
    if reading.ask:
        lines.append(
            f"could mean: {basis.group_words(reading.ask)} – check what it represents, or leave it "
            "open"
        )
    return "\n".join(lines)


def member_form(
    basis: FormContext,
    read: ReadRole,
    *,
    person: Person | None = None,
    role: str = "",
    groups: Sequence[str] = (),
    grades: Sequence[str] = (),
    about: str = "",
) -> Form:
    """Return the form for a person on a new seat, prefilled with what is known."""
    first = basis.today
    if person is not None and person.title and not role:
        role = person.title
        reading = read(role)
        groups, grades = groups or reading.groups, grades or reading.grades

    def build(values: Values, seen: Any) -> Intent:
        who = values.pop("name")
        person = {"person_id": who} if isinstance(who, int) else {"name": who}
        ask = _open(read(values["role"]), values["groups"])
        return partial(add_member, **person, **values, ask=ask, today=basis.today)

    def dependent_values(key: str, raw: Mapping[str, str]) -> Mapping[str, str]:
        if key == "role":
            reading = read(raw["role"])
            return {
                "groups": ",".join(dict.fromkeys([*groups, *reading.groups])),
                "grades": show_grades(reading.grades or grades),
            }
        if key == "kind":
            now = "odd" if school_year_of(first, basis.building.profile.year_starts).odd else "even"
            return {
                "end": basis.usual_end(first).isoformat()
                if raw["kind"] in ("term", "alternate")
                else "",
                "active_years": now if raw["kind"] == "alternate" else "",
            }
        return {}

    seat = Seat(label=role, groups=tuple(groups), grades=tuple(grades))
    term = Membership(seat_id=0, person_id=0, start=first, end=basis.usual_end(first))
    asked = {f.key: f for start in (seat, term) for f in fields_of(basis, start)}
    return Form(
        title="Add a member",
        about=about,
        fields=(
            PersonOrName(
                key="name", label="Name", value=person.id if person else "", people=basis.people()
            ),
            replace(asked["label"], key="role", required=False),
            *(asked[key] for key in ("groups", "grades", "kind", "start", "end")),
            replace(asked["active_years"], only=_ALTERNATE),
            PersonOrName(
                key="partner",
                label="Partner",
                required=False,
                people=basis.people(),
                hint="the person for the other years",
                only=_ALTERNATE,
            ),
        ),
        build=build,
        dependent_values=dependent_values,
        reads=lambda raw: {"role": _reads(basis, read, raw["role"])},
        names={"label": "role"},
        live_preview=True,
    )


def seat_form(
    basis: FormContext, read: ReadRole, seen: Seat, *, at: str = "", about: str = ""
) -> Form:
    """Return the form that edits a seat as it was seen: its role, groups, and kind."""

    def dependent_values(key: str, raw: Mapping[str, str]) -> Mapping[str, str]:
        # An old label was parsed when it was imported: only new text is parsed again, and
        # choosing the groups resolves what was ambiguous.
        if key == "label" and raw["label"] != seen.label:
            reading = read(raw["label"])
            if UNKNOWN in reading.ask:  # words that say nothing take nothing away
                return {"groups": ",".join(seen.groups), "grades": show_grades(seen.grades)}
            return {
                "groups": ",".join(reading.groups),
                "grades": show_grades(reading.grades),
                **({"ask": ",".join(reading.ask)} if seen.ask else {}),
            }
        return {"ask": ""} if key == "groups" and seen.ask else {}

    could = {key: word for key, word in choices_of(basis.groups(), seen.ask) if key in seen.ask}
    could |= {UNKNOWN: NOTHING_KNOWN} if UNKNOWN in seen.ask else {}
    choices = {
        "groups": choices_of(
            basis.groups(), (*seen.groups, *(key for key in seen.ask if key != UNKNOWN))
        ),
        "ask": tuple(could.items()),
    }
    form = record_form(
        basis,
        seen,
        seen=seen,
        title=f"Edit seat {seen.label}",
        about=about,
        skip=() if seen.ask else ("ask",),
    )
    return replace(
        form,
        fields=tuple(
            replace(f, choices=choices[f.key]) if f.key in choices else f for f in form.fields
        ),
        at=at,
        dependent_values=dependent_values,
        reads=lambda raw: {
            "label": _reads(basis, read, raw["label"]) if raw["label"] != seen.label else ""
        },
    )


def answer_form(basis: FormContext, read: ReadRole, seen: Seat) -> Form:
    """Return the form that resolves an ambiguous or unknown role."""
    could = basis.group_words(seen.ask)
    tail = "Check what this seat represents. Clear “to confirm” if it represents none of them."
    return seat_form(
        basis,
        read,
        seen,
        at="groups",
        about=f"“{seen.label}” could mean: {could}. {tail}",
    )
