"""The forms for themes: group items under a name, and rename a theme."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from bltui.domain.feedback.edits import put_in_theme
from bltui.domain.feedback.queries import themes
from bltui.domain.model.change import Intent
from bltui.domain.model.feedback import Feedback
from bltui.domain.model.text import folded
from bltui.domain.model.themes import Theme
from bltui.ui.dialogs.feedback.feedback_form import title_of
from bltui.ui.dialogs.fields import Field
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.record_form import record_form


def theme_form(basis: FormContext, chosen: Sequence[Feedback], name: str = "") -> Form:
    """Return the form that puts items into a theme, which is created if it is new."""
    held = {folded(theme.name): (theme.name, len(items)) for theme, items in themes(basis.building)}

    def build(values: Values, seen: Any) -> Intent:
        required = _meant(values["name"])
        return partial(put_in_theme, numbers=[f.id for f in chosen], name=required)

    def _meant(typed: str) -> str:
        """Return the only theme that begins with the typed text, or else a new one of that name."""
        near = [own for key, (own, _) in held.items() if key.startswith(folded(typed))]
        return (
            held[folded(typed)][0]
            if folded(typed) in held
            else near[0]
            if len(near) == 1 and typed
            else typed
        )

    def reads(raw: Any) -> dict[str, str]:
        typed = raw["name"].strip()
        if not typed:
            return {"name": "Themes: " + ", ".join(own for own, _ in held.values()) if held else ""}
        name = _meant(typed)
        known = held.get(folded(name))
        return {"name": f"{name}: has {known[1]} already" if known else "a new theme"}

    return Form(
        title=title_of("Theme", chosen),
        about="People define the themes. An item can be in several themes.",
        fields=(
            Field(
                key="name",
                label="Theme",
                value=name,
                required=True,
                hint="the start of a name is enough",
            ),
        ),
        build=build,
        reads=reads,
        saves="Add",
    )


def rename_form(basis: FormContext, seen: Theme) -> Form:
    """Return the form to rename a theme or write a note on it."""
    return record_form(basis, seen, seen=seen, title="Theme")
