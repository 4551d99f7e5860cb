"""A person's own settings, read once from `config.toml` and passed on as a value."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec


class BadSettings(ValueError):
    """The settings file cannot be used; the message names file, line and what to do."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `config.toml` may say; every key has a default, so that no file is needed."""

    building: str | None = None
    """The building file that is opened when none is named."""
    theme: str = "bltui-dark"
    """A theme of `styles/themes.toml`, or one of Textual's own."""
    signs: Literal["auto", "unicode", "ascii"] = "auto"
    """Signs beside words: "auto" takes ✓ ● ! where the locale is UTF-8."""
    mouse: bool = True
    """False leaves the mouse to the terminal, for selecting text."""
    keys: dict[str, str] = {}
    """Other keys for commands: the command's id = "key" or "key,key"."""


def load_settings(path: Path) -> Settings:
    """The settings in a file; the defaults where there is none. Raises BadSettings."""
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as error:
        raise BadSettings(f"{path}: cannot be read ({error.strerror}).") from None
    import tomli  # here: most people have no settings of their own

    try:
        return msgspec.convert(tomli.loads(raw.decode()), Settings)
    except UnicodeDecodeError as error:
        raise BadSettings(f"{path}: not UTF-8 at byte {error.start}. Save it as UTF-8.") from None
    except tomli.TOMLDecodeError as error:
        raise BadSettings(f"{path}: {error}. Mend that line.") from None
    except msgspec.ValidationError as error:
        from bltui.domain.misfit import plainly

        known = ", ".join(Settings.__struct_fields__)
        reason, _, where = str(error).partition(" - at `$.")
        place = f"{where.rstrip('`')}: " if where else ""
        raise BadSettings(f"{path}: {place}{plainly(reason)}. Keys are {known}.") from None


def keep_setting(path: Path, key: str, value: str | bool) -> None:
    """Set one key of the settings file and leave every other line as it is, comments too. Raises BadSettings or OSError.

    tomli only reads. A general writer would lose the person's comments, and all that is ever set here is a plain word or
    true and false at the top level; so one line is replaced or put in front, and the result is read back before it counts.
    """
    try:
        old = path.read_text("utf-8")
    except FileNotFoundError:
        old = ""
    except UnicodeDecodeError as error:
        raise BadSettings(f"{path}: not UTF-8 at byte {error.start}. Save it as UTF-8.") from None
    wanted = ("true" if value else "false") if isinstance(value, bool) else f'"{value}"'
    line = f"{key} = {wanted}\n"
    lines = old.splitlines(keepends=True)
    table = next((i for i, text in enumerate(lines) if text.lstrip().startswith("[")), len(lines))
    at = next((i for i in range(table) if lines[i].partition("=")[0].strip() == key), None)
    if at is None:
        lines.insert(0, line)
    else:
        lines[at] = line
    new = "".join(lines)
    import tomli

    try:
        before, after = tomli.loads(old), tomli.loads(new)
    except tomli.TOMLDecodeError as error:
        raise BadSettings(f"{path}: {error}. Mend that line by hand.") from None
    if after != {**before, key: value}:
        raise BadSettings(f"{path}: {key} stands there in a way that cannot be changed here. Change it by hand.")
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(new, "utf-8")
    beside.replace(path)
