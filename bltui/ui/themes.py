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
WITHOUT_COLOR = "bltui-contrast"
#: Rich turns each of these into the color of its number, whatever palette the terminal has.
SIXTEEN = (
    *("#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa"),
    *("#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff"),
)


def variables(name: str, *, sixteen: bool = False) -> dict[str, str]:
    """Return the CSS variables of one of our themes, for a terminal of 16 colors if asked."""
    of = tokens()[name]
    if sixteen and isinstance(few := of["sixteen"], Mapping):
        return {role: SIXTEEN[number] for role, number in few.items()}
    return {role: color for role, color in of.items() if isinstance(color, str)}


def _theme(name: str, sixteen: bool) -> Theme:
    of = variables(name, sixteen=sixteen)
    return Theme(
        name=name,
        primary=of["mark"],
        secondary=of["mark"],
        accent=of["mark"],
        warning=of["recommended"],
        error=of["required"],
        success=of["done"],
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
            "input-selection-background": of["cursor"],
            "input-selection-foreground": of["cursor-text"],
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
def themes(sixteen: bool = False) -> Mapping[str, Theme]:
    """Return our themes by name, for registration with the app."""
    return {name: _theme(name, sixteen) for name in tokens()}


def chosen(wanted: str, known: Iterable[str], environ: Mapping[str, str] = os.environ) -> str:
    """Return the theme to start with: `wanted` if known, but the contrast theme if NO_COLOR is set.

    Textual's ansi themes are left out because they have crashed apps.
    """
    if environ.get("NO_COLOR"):
        return WITHOUT_COLOR
    return wanted if wanted in known and not wanted.startswith("ansi") else FIRST
