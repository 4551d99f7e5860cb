"""Painted: a widget that draws its own lines, with text in roles that the style sheet colours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.segment import Segment
from rich.style import Style

from bltui.ui.present import ROLES, Bit

#: For `COMPONENT_CLASSES` of a widget that is painted.
ROLE_CLASSES = {f"role--{role}" for role in ROLES}


class Painted:
    """Mixed into a widget: turns bits into segments. The style of a role is looked up once and kept until styles change.

    The widget lists `ROLE_CLASSES` among its component classes.
    """

    def role_style(self, role: str) -> Style:
        """The style of a role on this widget's ground; plain text for an unknown one."""
        widget: Any = self
        if role not in ROLES:
            return Style.from_color(widget.rich_style.color)
        full: Style = widget.get_component_rich_style(f"role--{role}", partial=True)
        return full

    def segments(self, bits: Iterable[Bit], over: Style) -> list[Segment]:
        """Bits as segments, their roles laid over a ground."""
        return [Segment(bit.text, over + self.role_style(bit.role) if bit.role else over) for bit in bits if bit.text]
