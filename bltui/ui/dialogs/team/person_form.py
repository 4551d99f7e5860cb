"""The form for somebody on the staff list."""

from __future__ import annotations

from functools import partial
from typing import Any

from bltui.domain.model.change import Intent
from bltui.domain.model.people import Person
from bltui.domain.team.staff_edits import add_person, edit_person
from bltui.ui.dialogs.fields import Choice, Field, Flag, Grades, Prose, Words
from bltui.ui.dialogs.form import Form, Values

#: What a person's employment is called.
TYPES = (
    ("certified", "certified"),
    ("noncertified", "noncertified"),
    ("admin", "administrator"),
    ("external", "external"),
)


def person_form(seen: Person | None = None) -> Form:
    """Add somebody, or edit the person as they were seen."""
    person = seen or Person(name="")

    def build(values: Values, seen: Any) -> Intent:
        return partial(add_person, **values) if seen is None else partial(edit_person, seen=seen, **values)

    fields: list[Field] = [
        Field(key="name", label="Name", value=person.name, required=True, hint="first and last name"),
        Field(key="title", label="Work", value=person.title, hint="as it is called here, such as Grade 2 teacher"),
        Choice(key="employee_type", label="Employed as", value=person.employee_type, choices=TYPES),
        Grades(key="grades", label="Grades", value=person.grades),
        Words(key="subjects", label="Subjects", value=person.subjects),
    ]
    if seen is not None:
        fields.append(
            Flag(
                key="educator",
                label="Educator",
                value=person.educator,
                hint="teaches or supports teaching: belongs in a work group",
            )
        )
    fields.append(
        Prose(key="notes", label="Notes", value=person.notes, hint="never scored; no student names. Tab goes on")
    )
    return Form(
        title=f"Edit {person.name}" if seen else "Add somebody to the staff list",
        fields=tuple(fields),
        build=build,
        seen=seen,
    )
