"""From the words of feedback to feedback on disk, at 1,000 items.

By intent and by command, compared with the fsync floor and TinyDB.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from tinydb import TinyDB

from benchmarks.report import Row
from bltui.domain.feedback.edits import say
from bltui.domain.years.new_building import found
from bltui.store.author import current_author
from bltui.store.building_file import BuildingFile
from bltui.workspace import Workspace

_ITEMS, _FIRST = 1_000, 10_000
_DAY = date(2026, 11, 22)


def _timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def _floor(path: Path, data: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(fd, data)
    os.fsync(fd)
    os.close(fd)


def _quiet(arguments: list[str]) -> None:
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)


def run(runs: int) -> list[Row]:
    """Return the rows, with all ways measured in turn. Each item has different words."""
    documents = found(name="Sample School", grades=("K", "1"))
    documents["feedback"] = {
        _FIRST + n: {
            "text": f"Sample remark {n} about step 5",
            "on": str(_DAY),
            "source": "teacher",
            "about": "step:5",
        }
        for n in range(_ITEMS)
    }
    figures: dict[str, list[float]] = {
        "intent": [],
        "command": [],
        "python": [],
        "tinydb": [],
        "floor": [],
    }
    with tempfile.TemporaryDirectory(prefix="bltui-bench-") as name:
        folder = Path(name)
        path = folder / "building.json"
        BuildingFile.create(path, documents, current_author(), "building created")
        workspace = Workspace(BuildingFile(path, current_author()), today=lambda _: _DAY)
        plain = TinyDB(folder / "plain.json")
        plain.table("feedback").insert_multiple(documents["feedback"].values())
        command = [sys.executable, "-m", "bltui", "--file", str(path), "feedback", "add"]
        data = path.read_bytes()
        for n in range(runs + 1):
            text = f"Sample remark number {n}"
            took = {
                "intent": _timed(
                    partial(workspace.do, partial(say, text=text, on=_DAY, source="teacher"))
                ),
                "command": _timed(partial(_quiet, [*command, f"{text} by command"])),
                "python": _timed(partial(_quiet, [sys.executable, "-c", "pass"])),
                "tinydb": _timed(
                    partial(plain.table("feedback").insert, {"text": text, "source": "teacher"})
                ),
                "floor": _timed(partial(_floor, folder / "floor", data)),
            }
            # The first run warms caches and is not counted.
            if n:
                for way, value in took.items():
                    figures[way].append(value)
        plain.close()
    what = f"feedback at {_ITEMS:,} items"
    return [
        Row(what, figures["intent"], "plain TinyDB insert", figures["tinydb"], "ms", 6.0),
        Row(what, figures["intent"], "write + fsync of the bytes", figures["floor"], "ms"),
        Row(
            f"{what}, by command",
            figures["command"],
            "python -c pass",
            figures["python"],
            "ms",
            6.0,
        ),
    ]
