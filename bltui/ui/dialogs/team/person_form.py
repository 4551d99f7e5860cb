"""The form for a person on the staff list."""

from __future__ import annotations

from bltui.domain.model.people import Person
from bltui.domain.team.staff_edits import add_person
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import record_form


def person_form(basis: FormContext, seen: Person | None = None) -> Form:
    """Return the form for a new person, or for the one in `seen`."""
    title = f"Edit {seen.name}" if seen else "Add a person to the staff list"
    return record_form(basis, Person(name=""), seen=seen, title=title, add_with=add_person)
