"""Read the labels of a framework, without the rest of it.

A command that names a group needs no rules: `framework.py` reads those.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

import msgspec

from bltui.domain.model.errors import UserError
from bltui.domain.model.labels import Labels
from bltui.domain.model.text import clean
from bltui.resources import resource
from bltui.toml_file import read_toml, toml_text

#: A label, and a short one for narrow screens.
Label = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
Short = Annotated[str, msgspec.Meta(min_length=1, max_length=22)]


class LabelTable(Labels, frozen=True, forbid_unknown_fields=True):
    """The table `[labels]` of a framework file, completed by the default labels."""

    team: Label
    team_short: Short
    work_group: Label
    work_group_short: Short


def completed(own: Any) -> dict[str, Any]:
    """Return a table of labels with the default ones for those that it lacks, not yet checked."""
    return {**msgspec.to_builtins(Labels()), **(own if isinstance(own, dict) else {})}


def filled(value: Any, labels: Labels) -> Any:
    """Return plain values with the placeholders of all texts replaced by a framework's labels."""
    if isinstance(value, str):
        return labels.fill(value)
    if isinstance(value, list):
        return [filled(one, labels) for one in value]
    if isinstance(value, dict):
        return {key: filled(one, labels) for key, one in value.items()}
    return value


def labels_of(key: str) -> Labels:
    """Return the labels of an included framework, or of a TOML file given by its path.

    A file that cannot be used gives the default ones: `load_framework` reports its fault wherever
    the framework is needed.
    """
    path = Path(key) if key.endswith(".toml") or "/" in key else resource("data", f"{key}.toml")
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, msgspec.ValidationError, UserError):
        return Labels()


@lru_cache(maxsize=8)
def _read(path: Path, changed: int) -> Labels:
    found = read_toml(toml_text(path)).get("labels", {})
    table = msgspec.convert(completed(found), LabelTable)
    words = {name: clean(text, name) for name, text in msgspec.to_builtins(table).items()}
    return Labels(**words)
