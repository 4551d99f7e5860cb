"""Random keys in every view and size while a colleague writes: no error, no stuck program, no
change that no key asked for.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bltui.sample import sample_documents
from bltui.store.author import current_author
from bltui.store.building_file import BuildingFile
from tests.e2e.monkey import Walk

COLLEAGUE = Path(__file__).with_name("colleague.py")
SIZES = [(60, 16), (80, 24), (120, 40)]


def walk(folder: Path, size: tuple[int, int], seed: str, keys: int) -> None:
    """A walk from its start to the program's end, then what the file holds."""
    building = folder / "sample.json"
    BuildingFile.create(
        building,
        sample_documents(date(2026, 11, 23)),
        current_author(),
        "the sample building written",
    )
    command = [sys.executable, str(COLLEAGUE), str(building), f"{seed} {size}"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as colleague:
        try:
            with Walk(building, size, seed) as going:
                going.steps(keys)
                going.leave()
        finally:
            _, said = colleague.communicate(timeout=30)
    assert (colleague.returncode, said) == (0, ""), seed
    found = subprocess.run(
        [sys.executable, "-m", "bltui", "--file", str(building), "doctor"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, f"seed {seed!r}, size {size}\n{found.stdout}{found.stderr}"
    assert going.unasked() == 0, f"seed {seed!r}, size {size}: {' '.join(going.keys)}"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_a_short_walk(tmp_path: Path, size: tuple[int, int]) -> None:
    walk(tmp_path, size, "short", 60)


@pytest.mark.long
@pytest.mark.soak
@pytest.mark.timeout(400)
@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_a_long_walk(tmp_path: Path, size: tuple[int, int], seed: int) -> None:
    walk(tmp_path, size, f"long {seed}", 500)
