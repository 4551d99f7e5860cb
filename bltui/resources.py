"""Where the files that bltui ships lie: `styles/` and `data/`, in an installed package or in a
checkout.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(folder: str, name: str) -> Path:
    """The path of a shipped file.

    Installed, the folders lie inside the package; in a checkout, beside it.
    """
    inside = _PACKAGE / folder / name
    return inside if inside.exists() else _PACKAGE.parent / folder / name


def names(folder: str, suffix: str) -> list[str]:
    """The names of the shipped files of one kind, sorted."""
    inside = _PACKAGE / folder
    place = inside if inside.is_dir() else _PACKAGE.parent / folder
    return sorted(path.name for path in place.glob(f"*{suffix}"))
