"""A person's own settings, read once from `config.toml` and passed on as a value."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
import tomli


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
    try:
        return msgspec.convert(tomli.loads(raw.decode()), Settings)
    except UnicodeDecodeError as error:
        raise BadSettings(f"{path}: not UTF-8 at byte {error.start}. Save it as UTF-8.") from None
    except tomli.TOMLDecodeError as error:
        raise BadSettings(f"{path}: {error}. Mend that line.") from None
    except msgspec.ValidationError as error:
        known = ", ".join(Settings.__struct_fields__)
        raise BadSettings(f"{path}: {str(error).replace('$.', '')}. Keys are {known}.") from None
