"""The tokens of our themes, from `styles/themes.toml`.

Imports nothing of Textual, so they can be read while that is imported.
"""

from __future__ import annotations

from collections.abc import Mapping

from bltui.resources import resource

#: By theme: the colour of each role as `#rrggbb`, and under "dark" whether the ground is.
Tokens = Mapping[str, Mapping[str, str | bool]]

_known: dict[str, Mapping[str, str | bool]] = {}


def tokens() -> Tokens:
    """Every theme of ours; read once."""
    if not _known:
        import tomli  # here: at the start another process reads them for this one

        _known.update(tomli.loads(resource("styles", "themes.toml").read_text("utf-8")))
    return _known


def learn(found: Tokens) -> None:
    """Take what another process read."""
    _known.update(found)
