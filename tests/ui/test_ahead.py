"""The second process at the start: it sees what this one would see, and whatever goes wrong in it
costs only time.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

START = """
import os, sys
from datetime import date
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.workspace import Workspace
from bltui.ui import startup_prefetch
workspace = Workspace(BuildingFile(sys.argv[1], Author("ana", 1000)), today=lambda _: date(2026, 11, 22))
"""

SAME = """
worked_out = startup_prefetch.ahead(workspace)()
assert worked_out == startup_prefetch.see(workspace), "not the same"
assert worked_out.findings and worked_out.overview.steps and worked_out.recent
assert "textual" not in sys.modules, "the second process would import what the first one imports"
"""

#: Home names its rows by the ids of the history, one each, an edit with another program included.
BY_ID = """
from pathlib import Path
path = Path(sys.argv[1])
path.write_text(path.read_text().replace("Bailey Sample", "Bailey Sampel"))
workspace.refresh()
told = [one.id for one in startup_prefetch.see(workspace).recent]
assert told == [entry.id for entry, _ in reversed(workspace.history())], told
assert len(set(told)) == len(told) == 2
"""

DEAD = """
def dies(workspace, outlet):
    raise ValueError("nobody must see this")
startup_prefetch._work = dies
assert startup_prefetch.ahead(workspace)() is None
"""

HALF = """
startup_prefetch._work = lambda workspace, outlet: os.write(outlet, b"\\x83")
assert startup_prefetch.ahead(workspace)() is None
"""

NO_MORE = """
def fork(): raise BlockingIOError("too many processes")
os.fork = fork
before = len(os.listdir("/dev/fd"))
assert startup_prefetch.ahead(workspace)() is None
assert len(os.listdir("/dev/fd")) == before, "a pipe is left open"
"""


@pytest.mark.parametrize("then", [SAME, BY_ID, DEAD, HALF, NO_MORE])
def test_a_second_process_helps_or_does_no_harm(sample_file: Path, then: str) -> None:
    # In a process of its own: one that tests has threads, and must not be forked.
    command = [sys.executable, "-c", START + then, str(sample_file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
