"""Painted: a widget that draws its own lines, with text in roles that the theme colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.filter import ANSIToTruecolor, LineFilter

from bltui.ui.formatting import Bit

#: The token of the theme that colours each role, and whether it is bold. Text of no role is plain.
INKS: dict[str, tuple[str, bool]] = {
    "quiet": ("quiet", False),
    "mark": ("mark", True),
    "strong": ("text", True),
    "done": ("status-done", False),
    "now": ("status-now", False),
    "late": ("status-late", True),
    "next": ("status-next", False),
    "paused": ("status-paused", False),
    "said": ("said", False),
}


class Painted:
    """Mixed into a widget: turns bits into segments.

    The inks come from the theme's variables, not from component classes: Textual matches each of
    those against the whole style sheet for each widget, which made half of the time to the first
    paint.
    """

    #: Inks by role, mixed once for each theme.
    _inks: dict[str, Style] | None = None
    _ground: Style | None = None

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters without the one for ANSI colours and dim text, of which no ink has any:
        it copies each line.
        """
        filters: Sequence[LineFilter] = super().get_line_filters()  # type: ignore[misc]
        return [found for found in filters if not isinstance(found, ANSIToTruecolor)]

    def ink(self, token: str, *, ground: str | None = None, bold: bool = False) -> Style:
        """A style of tokens of the theme, such as `ink("cursor-text", ground="cursor")`."""
        variables: dict[str, str] = self.app.theme_variables  # type: ignore[attr-defined]
        return Style(
            color=variables[token], bgcolor=variables[ground] if ground else None, bold=bold or None
        )

    def role_style(self, role: str) -> Style:
        """The style of a role, without a ground."""
        if self._inks is None:
            self._inks = {name: self.ink(token, bold=bold) for name, (token, bold) in INKS.items()}
        return self._inks.get(role) or Style.null()

    @property
    def ground(self) -> Style:
        """The widget's own style, as the style sheet gives it."""
        if self._ground is None:
            self._ground = self.rich_style  # type: ignore[attr-defined]
        return self._ground

    def forget_inks(self) -> None:
        """Another theme, or another state of the widget: mix them anew."""
        self._inks = self._ground = None

    def segments(self, bits: Iterable[Bit], over: Style) -> list[Segment]:
        """Bits as segments, their roles laid over a ground; each change of style costs some 40
        bytes on the line.

        White space shows its ground alone, so it takes the style of what stands beside it.
        """
        found: list[Segment] = []
        for bit in bits:
            if not bit.text:
                continue
            style = over + self.role_style(bit.role) if bit.role else over
            if found and (found[-1].style == style or bit.text.isspace()):
                found[-1] = Segment(found[-1].text + bit.text, found[-1].style)
            elif found and found[-1].text.isspace():
                found[-1] = Segment(found[-1].text + bit.text, style)
            else:
                found.append(Segment(bit.text, style))
        return found
