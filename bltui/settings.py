"""A person's settings, read once from `config.toml` and passed on as a value."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import msgspec

from bltui.domain.model import validation_messages
from bltui.domain.model.formats import Format
from bltui.toml_file import BadToml, read_toml, toml_text


class BadSettings(ValueError):
    """The settings file is invalid. The message has the file, the line, and the fix."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The content of `config.toml`. Every key has a default, so no file is needed."""

    building: str | None = None
    """The building file to open if none is named."""
    theme: str = "bltui-dark"
    """A theme of `styles/themes.toml`, or one of Textual's own."""
    signs: Literal["auto", "unicode", "ascii"] = "auto"
    """Signs, quotes, and frames: "auto" shows ✓ ● “ ” if the locale is UTF-8, else ASCII."""
    format: Format | None = None
    """How dates and times are written: "us", "iso", or "international". None: as the building."""
    mouse: bool = True
    """False leaves the mouse to the terminal, for selecting text."""
    keys: dict[str, str] = {}
    """Other keys for commands: the command's id = "key" or "key,key"."""


def load_settings(path: Path) -> Settings:
    """Return the settings in a file, or the defaults if it does not exist. Raises BadSettings."""
    try:
        found = msgspec.convert(read_toml(toml_text(path)), Settings)
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as error:
        raise BadSettings(f"{path}: cannot be read ({error.strerror}).") from None
    except BadToml as error:
        raise BadSettings(f"{path}: {error}") from None
    except msgspec.ValidationError as error:
        known = ", ".join(Settings.__struct_fields__)
        reason, _, where = str(error).partition(" - at `$.")
        place = f"{where.rstrip('`')}: " if where else ""
        raise BadSettings(
            f"{path}: {place}{validation_messages.plainly(reason)}. Keys are {known}."
        ) from None
    if "\0" in (found.building or ""):
        raise BadSettings(f"{path}: building: no file has such a name. Fix that line.")
    return found


def keep_setting(path: Path, key: str, value: str | bool) -> None:
    """Set one key of the settings file, keeping all other lines and comments.

    Raises BadSettings or OSError. tomli only reads, and a general writer would lose the comments.
    Only texts and booleans at the top level are ever set here, so one line is replaced or
    added at the top, and the result is parsed before it is saved.
    """
    try:
        old = toml_text(path)
        before = read_toml(old)
    except FileNotFoundError:
        old, before = "", {}
    except BadToml as error:
        raise BadSettings(f"{path}: {error}") from None
    # A JSON string is a TOML string too; it escapes what a path may hold.
    wanted = json.dumps(value, ensure_ascii=False)
    line = f"{key} = {wanted}\n"
    lines = old.splitlines(keepends=True)
    table = next((i for i, text in enumerate(lines) if text.lstrip().startswith("[")), len(lines))
    at = next((i for i in range(table) if lines[i].partition("=")[0].strip() == key), None)
    if at is None:
        lines.insert(0, line)
    else:
        lines[at] = line
    new = "".join(lines)
    if not _sets(new, {**before, key: value}):
        raise BadSettings(
            f"{path}: {key} is written in a way that cannot be changed here. Change it by hand."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(new, "utf-8")
    beside.replace(path)


def _sets(text: str, wanted: dict[str, Any]) -> bool:
    """Return whether a text is a TOML document with exactly these values."""
    try:
        return read_toml(text) == wanted
    except BadToml:
        return False
