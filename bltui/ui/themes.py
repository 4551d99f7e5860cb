"""The three themes of bltui: colours by role from `styles/themes.toml`, as Textual's themes and as
style sheet variables.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cache

from textual.theme import Theme

from bltui.ui.theme_colors import tokens

#: The theme that is taken where no other is named.
FIRST = "bltui-dark"
#: The theme for terminals without colours: Textual turns colours into greys there, and only this
#: one keeps them apart.
WITHOUT_COLOUR = "bltui-contrast"


def variables(name: str) -> dict[str, str]:
    """The style sheet variables of a theme of ours.

    For Textual's own themes those of the first theme like it.
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
    """Our themes by name, to be registered with the app."""
    return {name: _theme(name) for name in tokens()}


def chosen(wanted: str, known: Iterable[str], environ: Mapping[str, str] = os.environ) -> str:
    """The theme to start with: the one wanted if it is known, and always the contrast theme where
    NO_COLOR is set.

    Textual's ansi themes are left out: they have crashed applications.
    """
    if environ.get("NO_COLOR"):
        return WITHOUT_COLOUR
    return wanted if wanted in known and not wanted.startswith("ansi") else FIRST
