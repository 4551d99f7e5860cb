"""The form for a bell schedule: staff hours, student hours, and periods."""

from __future__ import annotations

from bltui.domain.calendar.edits import set_bell
from bltui.domain.model.calendar import Bell
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import record_form


def bell_form(basis: FormContext, seen: Bell | None = None) -> Form:
    """Return the form for a new bell schedule, or for the one in `seen`."""
    return record_form(
        basis,
        Bell(label=""),
        seen=seen,
        title=f"Bell schedule {seen.label}" if seen else "Add a bell schedule",
        about="A meeting that is set for a period follows the bell schedule of each day.",
        add_with=set_bell,
    )
