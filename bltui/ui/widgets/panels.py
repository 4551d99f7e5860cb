"""Panels: a mixin for a view that places its panels by what they hold, and not by a style sheet."""

from __future__ import annotations

from textual.geometry import Region, Size, Spacing
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from bltui.ui.arrangement import Part
from bltui.ui.widgets.record_list import RecordList

#: Where each panel stands.
Places = dict[str, Region]


class PanelLayout(Layout):
    """The layout of such a view."""

    name = "panels"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Place the children that the view shows."""
        assert isinstance(parent, Panels)
        places = parent.places(size)
        return [
            WidgetPlacement(places[child.id or ""], Region().offset, Spacing(), child)
            for child in children
            if child.id in places
        ]


class Panels:
    """A mixin for a widget whose children are panels.

    The places are computed from the rows when a state is shown, a panel is turned to, or the size
    changes: never when a cursor moves.
    """

    _placed: tuple[Size, Places] | None = None
    _layout = PanelLayout()

    @property
    def layout(self) -> Layout:
        """The layout that places the panels."""
        return self._layout

    def arranged(self, size: Size) -> Part:
        """Return the panels that are shown at a size, and how they stand to each other."""
        raise NotImplementedError

    def places(self, size: Size) -> Places:
        """Return where the panels stand."""
        if self._placed is None or self._placed[0] != size:
            part = self.arranged(size)
            self._placed = size, dict(part.placed(Region(0, 0, *size), self._wants))
        return self._placed[1]

    def _wants(self, name: str, across: int) -> int:
        # A view that is being taken down, or mounts a panel, is laid out without some of them.
        found = (child for child in self.children if child.id == name)  # type: ignore[attr-defined]
        panel = next(found, None)
        return panel.wants(across) if isinstance(panel, RecordList) else 1

    def fit(self) -> None:
        """Place the panels anew; nothing is laid out if all stay where they are."""
        size: Size = self.size  # type: ignore[attr-defined]
        before, self._placed = self._placed, None
        if not size:
            return
        places = self.places(size)
        for child in self.children:  # type: ignore[attr-defined]
            child.display = child.id in places
        if before is None or before[1] != places:
            self.refresh(layout=True)  # type: ignore[attr-defined]

    def on_resize(self) -> None:
        """Place the panels for the new size."""
        self.fit()
