"""The three bltui themes: colors by role from `styles/themes.toml`, as themes and CSS variables."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cache

from textual.theme import Theme

from bltui.ui.theme_colors import tokens

#: The default theme.
FIRST = "bltui-dark"
#: The theme for terminals without colors: Textual turns colors into grays there, and only this one
#: keeps them distinguishable.
WITHOUT_COLOUR = "bltui-contrast"


def variables(name: str) -> dict[str, str]:
    """Return the CSS variables of one of our themes.

    For Textual's own themes, return those of our first theme of the same kind.
    """
    return {role: colour for role, colour in tokens()[name].items() if isinstance(colour, str)}


def _theme(name: str) -> Theme:
    of = variables(name)
    return Theme(
        name=name,
        primary=of["mark"],
        secondary=of["mark"],
        accent=of["mark"],
        warning=of["status-now"],
        error=of["status-late"],
        success=of["status-done"],
        foreground=of["text"],
        background=of["page"],
        surface=of["field"],
        panel=of["bar"],
        dark=bool(tokens()[name]["dark"]),
        variables={
            **of,
            "block-cursor-background": of["cursor"],
            "block-cursor-foreground": of["cursor-text"],
            "block-cursor-text-style": "bold",
            "input-selection-background": f"{of['cursor']} 60%",
            "input-cursor-background": of["text"],
            "input-cursor-foreground": of["page"],
            "scrollbar": of["edge"],
            "scrollbar-hover": of["quiet"],
            "scrollbar-active": of["mark"],
            "scrollbar-background": of["page"],
            "scrollbar-background-hover": of["page"],
            "scrollbar-background-active": of["page"],
            "scrollbar-corner-color": of["page"],
        },
    )


@cache
def themes() -> Mapping[str, Theme]:
    """Return our themes by name, for registration with the app."""
    return {name: _theme(name) for name in tokens()}


def chosen(wanted: str, known: Iterable[str], environ: Mapping[str, str] = os.environ) -> str:
    """Return the theme to start with: `wanted` if known, but the contrast theme if NO_COLOR is set.

    Textual's ansi themes are left out because they have crashed apps.
    """
    if environ.get("NO_COLOR"):
        return WITHOUT_COLOUR
    return wanted if wanted in known and not wanted.startswith("ansi") else FIRST
