"""Paths on this machine: settings, buildings, drafts, and the log."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def config_file() -> Path:
    """Return the path of the user's settings, which `$BLTUI_CONFIG` can override."""
    named = os.environ.get("BLTUI_CONFIG")
    return Path(named) if named else platformdirs.user_config_path("bltui") / "config.toml"


def data_folder() -> Path:
    """Return the folder of a person's own building files, used if no file is named."""
    return platformdirs.user_data_path("bltui")


def state_folder() -> Path:
    """Return the folder of drafts and the log, private to the user."""
    return platformdirs.user_state_path("bltui")


def log_file() -> Path:
    """Return the file for unexpected errors, which are never shown on the terminal."""
    return state_folder() / "bltui.log"


def drafts_folder() -> Path:
    """Return the folder for a person's text that could not be saved."""
    return state_folder() / "drafts"
