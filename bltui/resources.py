"""Paths of the files included with bltui (`styles/` and `data/`), installed or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(folder: str, name: str) -> Path:
    """Return the path of an included file.

    In an installation, the folders are inside the package. In a checkout, they are next to it.
    """
    inside = _PACKAGE / folder / name
    return inside if inside.exists() else _PACKAGE.parent / folder / name


def names(folder: str, suffix: str) -> list[str]:
    """Return the sorted names of the included files with a suffix."""
    inside = _PACKAGE / folder
    place = inside if inside.is_dir() else _PACKAGE.parent / folder
    return sorted(path.name for path in place.glob(f"*{suffix}"))
