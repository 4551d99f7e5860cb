"""The color tokens of our themes, from `styles/themes.toml`.

Does not import Textual, so they can be read during that import.
"""

from __future__ import annotations

from collections.abc import Mapping

from bltui.resources import resource

#: The color of each role as `#rrggbb`; under "dark" whether the background is dark; and under
#: "sixteen" the color of each role by its number, for terminals of 16 colors.
Theme = Mapping[str, str | bool | dict[str, int]]
#: The themes by name.
Tokens = Mapping[str, Theme]

_known: dict[str, Theme] = {}


def tokens() -> Tokens:
    """Return the tokens of all our themes; the file is read once."""
    if not _known:
        import tomli  # here: at the start another process reads them for this one

        _known.update(tomli.loads(resource("styles", "themes.toml").read_text("utf-8")))
    return _known


def learn(found: Tokens) -> None:
    """Use the tokens that another process read."""
    _known.update(found)
