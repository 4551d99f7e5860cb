"""Whole commands compared with `python -c pass`: start-up, and a change locked and on disk."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.report import Row


def _once(argv: list[str]) -> float:
    started = time.monotonic()
    done = subprocess.run(
        argv, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60, check=False
    )
    took = (time.monotonic() - started) * 1000
    if done.returncode:
        raise SystemExit(
            f"benchmarks: {' '.join(argv)} ended with {done.returncode}: "
            f"{done.stderr.decode()[-300:]}"
        )
    return took


def run(building: Path, runs: int) -> list[Row]:
    """Return the rows for each command, run in turn with the bare interpreter."""
    bltui = [str(Path(sys.executable).with_name("bltui")), "--file", str(building)]
    commands = {
        "bltui --version": ([bltui[0], "--version"], 2.0),
        "bltui people add": ([*bltui, "people", "add", "Sample Speed"], 6.0),
        "bltui team coverage --json": ([*bltui, "team", "coverage", "--json"], None),
        "bltui check": ([*bltui, "check", "--fail-on", "never"], None),
    }
    bare: list[float] = []
    ours: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        floor = _once([sys.executable, "-c", "pass"])
        figures = {name: _once(argv) for name, (argv, _) in commands.items()}
        if turn:  # the first run warms the file cache
            bare.append(floor)
            for name, took in figures.items():
                ours[name].append(took)
    return [
        Row(name, ours[name], "python -c pass", bare, "ms", goal)
        for name, (_, goal) in commands.items()
    ]
