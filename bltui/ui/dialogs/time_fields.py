"""Form fields for time ranges and lists of periods, written as schools write them."""

from __future__ import annotations

from bltui.domain.model.clocks import Hours, Period, read_hours
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import time_range
from bltui.domain.model.text import PROSE, clean
from bltui.ui.dialogs.fields import Field, Prose


class Span(Field, frozen=True, kw_only=True):
    """A time range on one day."""

    value: Hours | None = None
    hint: str = "from-to, such as 7:30 AM-4:00 PM"

    def to_text(self, value: Hours | None) -> str:
        return time_range(value.start, value.end) if value else ""

    def parse(self, raw: str) -> Hours | None:
        return read_hours(clean(raw, self.label.casefold())) if raw.strip() else None

    def describe(self, raw: str) -> str:
        try:
            found = self.parse(raw)
        except UserError:
            return ""
        return self.to_text(found) if found and self.to_text(found) != raw.strip() else ""


class Periods(Prose, frozen=True, kw_only=True):
    """A class period on each line: its name, then its time range."""

    value: tuple[Period, ...] = ()
    hint: str = "one per line: 1 8:00-8:46. Tab: next field"

    def to_text(self, value: tuple[Period, ...]) -> str:
        return "\n".join(f"{p.id} {time_range(p.start, p.end)}" for p in value)

    def parse(self, raw: str) -> tuple[Period, ...]:  # type: ignore[override]  # a form's values are of any kind
        found = []
        for number, line in enumerate(
            clean(raw, "periods", limit=PROSE, multiline=True).splitlines(), 1
        ):
            if not line.strip():
                continue
            name, _, rest = line.strip().partition(" ")
            try:
                span = read_hours(rest)
            except UserError as refused:
                raise UserError(f"Line {number}: {refused.message}", field=self.key) from None
            found.append(Period(name.rstrip(":"), span.start, span.end))
        return tuple(found)
