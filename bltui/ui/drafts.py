"""Drafts: typed text that is not saved, in files that only its owner can read, until it is saved or was told of."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path

from bltui import places
from bltui.domain.text import opening, shown


def keep(texts: Mapping[str, Mapping[str, str]]) -> Path | None:
    """Write typed text, by form and field, and give the file; None if there was nothing to keep. Raises OSError."""
    if not texts:
        return None
    folder = places.drafts_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    now = time.time_ns() // 1000
    path = (
        folder
        / f"{time.strftime('%Y-%m-%d %H.%M.%S', time.localtime(now // 10**6))}.{now % 10**6:06}-{os.getpid()}.json"
    )
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(texts, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return path


def kept() -> str:
    """One line on what was typed when a session was cut off, or nothing. Each is told of once: the file stays, as `.told`."""
    folder = places.drafts_folder()
    said: list[str] = []
    for path in sorted(folder.glob("*.json")):
        if _in_use(path):
            continue
        try:
            forms = json.loads(path.read_text("utf-8"))
            said += [text for form in forms.values() for text in form.values() if text]
            path.rename(path.with_suffix(".told"))
        except (OSError, ValueError, AttributeError):
            continue  # somebody else's file, or one that was cut off itself: nothing of it can be told
    if not said:
        return ""
    return f"Typed when you were cut off, and kept: “{shown(opening(max(said, key=len), 40))}”. It is in {shown(str(folder))}"


def _in_use(path: Path) -> bool:
    """Whether the session that wrote a draft still runs: then its text stands in a form."""
    number = path.stem.rpartition("-")[2]
    try:
        os.kill(int(number), 0)
    except (ValueError, OverflowError, ProcessLookupError):
        return False
    except PermissionError:
        return False  # the number is another account's process by now
    return True
