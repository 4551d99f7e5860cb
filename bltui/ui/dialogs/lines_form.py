"""Several quick-add lines at once: each with its reading below, saved as one change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bltui.domain.model import validation_messages
from bltui.domain.model.building import Building
from bltui.domain.model.change import Intent
from bltui.domain.model.combine import after, combine
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import shown
from bltui.domain.quick_add.context import Read
from bltui.ui.dialogs.fields import Prose
from bltui.ui.dialogs.form import Form, Values

#: Reads one line against a building. Raises UserError.
Reader = Callable[[str, Building], Read]

#: The most lines of one change.
MOST = 100


class Entries(Prose, frozen=True, kw_only=True):
    """One entry per line; blank lines and leading plus signs are ignored."""

    def to_text(self, value: Any) -> str:
        return "\n".join(value)

    def parse(self, raw: str) -> list[str]:  # type: ignore[override]  # a form's values are of any kind
        lines = entries(raw)
        if not lines:
            raise UserError("No entries. Type one entry per line.", field=self.key)
        if len(lines) > MOST:
            raise UserError(
                validation_messages.too_long(self.label, len(lines), MOST, "lines", "Remove some."),
                field=self.key,
            )
        return lines


def entries(text: str) -> list[str]:
    """Return the entries of a pasted text, one per line."""
    return [line for row in text.splitlines() if (line := row.strip().removeprefix("+").strip())]


def lines_form(lines: list[str], reader: Reader, building: Building) -> Form:
    """Return the form for some lines, parsed against the building that is shown now."""

    def late(line: str) -> Callable[[Building], Intent]:
        return lambda building: reader(line, building).intent

    def build(values: Values, seen: Any) -> Intent:
        return combine(late(line) for line in values["lines"])

    return Form(
        title="Add several entries",
        about="One entry per line. All are saved as one change, or none.",
        fields=(
            Entries(key="lines", label="Entries", value=lines, required=True, hint="F10: save"),
        ),
        build=build,
        reads=partial(_readings, reader=reader, building=building),
        saves="Save all",
    )


def _readings(raw: Mapping[str, str], *, reader: Reader, building: Building) -> Mapping[str, str]:
    """Return how each line is understood, as if the lines before it were saved."""
    said: list[str] = []
    for number, line in enumerate(entries(raw["lines"])[:MOST], 1):
        try:
            read = reader(line, building)
            building = after(building, read.intent(building))
        except UserError as refused:
            said.append(f"{number} ! {shown(refused.message)}")
        else:
            said.append(f"{number}   {read.reads_as}")
    return {"lines": "\n".join(said)}
