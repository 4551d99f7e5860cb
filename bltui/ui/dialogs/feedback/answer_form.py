"""The form for answers to a feedback round or a meeting's self-check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bltui.domain.model.change import Intent
from bltui.ui.dialogs.fields import Field
from bltui.ui.dialogs.form import Form, Values


def answer_form(
    title: str, about: str, fields: tuple[Field, ...], build: Callable[[Values, Any], Intent]
) -> Form:
    """Return a form with a field for each question; its draft names nobody."""
    return Form(
        title=title,
        about=about,
        fields=fields,
        build=build,
        # One person's scores and words are next to each other in it.
        anonymous=lambda _: True,
        names={"counts": "scores"},
        wide=True,
    )
