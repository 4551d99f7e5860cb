"""BorderLabels: the texts on a panel's border, which are never cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.color import Color
from textual.content import Content, Span
from textual.geometry import Region
from textual.style import Style

from bltui.domain.model.text import shown
from bltui.ui.app_services import services
from bltui.ui.formatting import Bit, width
from bltui.ui.widgets.laid import Laid
from bltui.ui.widgets.line_widget import INKS

#: Pieces at the right of a title, the least important last.
Summary = Sequence[Bit]
#: Cells of a border that no text can have: its corners and the blanks beside the text.
_CORNERS = 6


def position(laid: Laid, sight: range) -> str:
    """Return which rows are in sight, such as "1–9 of 18"; "" if all are."""
    if not sight or len(sight) == len(laid.lines):
        return ""
    rows = {line.row: None for line in laid.lines if laid.rows and laid.rows[line.row].id}
    numbers = {row: number for number, row in enumerate(rows, 1)}
    seen = [numbers[laid.lines[y].row] for y in sight if laid.lines[y].row in numbers]
    if not seen or (seen[0], seen[-1]) == (1, len(rows)):
        # Texts are out of sight, and no row with a cursor is.
        return f"{sight[0] + 1}–{sight[-1] + 1} of {len(laid.lines)} lines"
    between = f"{seen[0]}–{seen[-1]}" if seen[0] != seen[-1] else f"{seen[0]}"
    return f"{between} of {len(rows)}"


class BorderLabels:
    """A mixin for a widget with a border.

    Textual repaints all of a widget for a new text on its border, and ends a long one with "…".
    Here only the border's line is painted, and what does not fit is left out as a whole.
    """

    def label(self, title: str, summary: Summary, hint: str, place: str) -> None:
        """Show the texts: title and summary above, below the hint and the rows in sight."""
        cells = self.outer_size.width - _CORNERS  # type: ignore[attr-defined]
        if cells <= 0:
            return
        above = self._above(shown(title), summary, cells)
        below = next((words for words in _below(hint, place) if width(words) <= cells), "")
        self._put("_border_title", above, 0)
        height = self.outer_size.height  # type: ignore[attr-defined]
        self._put("_border_subtitle", Content(shown(below)) if below else None, height - 1)

    def _above(self, title: str, summary: Summary, cells: int) -> Content:
        words = shown(title)
        while width(words) > cells and "  " in words:
            words = words.rpartition("  ")[0]
        bits = [Bit(shown(bit.text), bit.role) for bit in summary]
        while bits and width(words) + sum(width(b.text) + 2 for b in bits) + 3 > cells:
            bits.pop()
        if not bits:
            return Content(words)
        room = cells - width(words) - sum(width(b.text) + 2 for b in bits)
        variables: dict[str, str] = self.app.theme_variables  # type: ignore[attr-defined]
        focused: bool = self.has_focus  # type: ignore[attr-defined]
        ascii_ = services(self).state.signs.done == "x"  # type: ignore[arg-type]
        edge = "-" if ascii_ else "━" if focused else "─"
        ink = Style(
            foreground=Color.parse(variables["edge-focus" if focused else "edge"]), bold=False
        )
        text, spans = words, []
        for piece, style in [
            (f" {edge * room} "[: room + 2], ink),
            *(
                (f"{'  ' if n else ''}{bit.text}", self._ink(variables, bit))
                for n, bit in enumerate(bits)
            ),
        ]:
            spans.append(Span(len(text), len(text) + len(piece), style))
            text += piece
        return Content(text, spans)

    def _ink(self, variables: dict[str, str], bit: Bit) -> Style:
        token, bold = INKS.get(bit.role, ("quiet", False))
        return Style(foreground=Color.parse(variables[token]), bold=bold)

    def _put(self, name: str, text: Content | None, line: int) -> None:
        before: Content | None = getattr(self, name)
        if before is text or (before is not None and text is not None and before.is_same(text)):
            return
        setattr(self, name, text)
        across = self.outer_size.width  # type: ignore[attr-defined]
        if line:  # the text at the right end
            longest = max(len(one.plain) for one in (before, text) if one is not None)
            reach = min(across, longest + _CORNERS)
        else:
            reach = across
        self.refresh(Region(across - reach - 1, line - 1, reach, 1))  # type: ignore[attr-defined]

    def watch_has_focus(self, has_focus: bool) -> None:
        """Draw the title's line like the border, which is heavier with the focus."""
        super().watch_has_focus(has_focus)  # type: ignore[misc]
        self._show_labels()

    def _show_labels(self) -> None:
        """Show the texts again."""
        raise NotImplementedError


def _below(hint: str, place: str) -> Iterator[str]:
    """Yield the texts for the lower border, the longest first: hints are left out one by one."""
    parts = hint.split("  ") if hint else []
    while parts:
        yield "  ".join([*parts, *([place] if place else [])])
        parts.pop()
    yield place
