"""Question: a form whose answers are used but not saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bltui.domain.model.building import Building
from bltui.domain.model.change import Change, Intent, no_change
from bltui.ui.dialogs.fields import Field
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_screen import FormScreen


def _nothing(building: Building) -> Change:
    return no_change("")


class Question(FormScreen):
    """A form that closes with True once every field can be parsed; `answers` has the answers."""

    def __init__(
        self, title: str, fields: Sequence[Field], *, about: str = "", does: str = "Continue"
    ) -> None:
        super().__init__(
            Form(title=title, about=about, fields=tuple(fields), build=self._intent, saves=does)
        )
        self.answers: Values = {}

    @staticmethod
    def _intent(values: Values, seen: Any) -> Intent:
        return _nothing

    def action_save(self) -> None:
        """Parse every field, without saving anything."""
        if (values := self.taken()) is not None:
            self.answers = values
            self.dismiss(True)
