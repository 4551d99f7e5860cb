"""Where things lie on this machine: settings, buildings, drafts, the log."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def config_file() -> Path:
    """The user's settings; `$BLTUI_CONFIG` names another file."""
    named = os.environ.get("BLTUI_CONFIG")
    return Path(named) if named else platformdirs.user_config_path("bltui") / "config.toml"


def data_folder() -> Path:
    """Where a person's own building files lie when none is named."""
    return platformdirs.user_data_path("bltui")


def state_folder() -> Path:
    """Drafts of refused text and the log; private to the user."""
    return platformdirs.user_state_path("bltui")


def log_file() -> Path:
    """Where unexpected errors are written, never to the terminal."""
    return state_folder() / "bltui.log"


def drafts_folder() -> Path:
    """Where a person's text is kept when it could not be saved."""
    return state_folder() / "drafts"
