"""The wheel holds what it must and nothing else, installs in a fresh environment, answers and
paints.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(out),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (built,) = out.glob("*.whl")
    return built


@pytest.mark.wheel
def test_the_wheel_holds_the_package_its_styles_and_its_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {p.relative_to(ROOT).as_posix() for p in (ROOT / "bltui").rglob("*.py")}
    for folder in ("styles", "data"):
        shipped |= {
            f"bltui/{p.relative_to(ROOT).as_posix()}"
            for p in (ROOT / folder).iterdir()
            if p.is_file()
        }
    version = wheel.name.split("-")[1]
    shipped.add(f"bltui-{version}.data/data/share/man/man1/bltui.1")
    missing = shipped - names
    assert not missing
    others = {n for n in names - shipped if ".dist-info/" not in n}
    assert not others, f"in the wheel, but not in the repository: {sorted(others)}"


@pytest.mark.wheel
def test_installed_in_a_fresh_environment_it_answers_and_paints(
    wheel: Path, tmp_path: Path
) -> None:
    place = tmp_path / "env"
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "-c", str(ROOT / "constraints.txt"), str(wheel)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    bltui = str(place / "bin" / "bltui")
    home = {
        "HOME": str(tmp_path),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }
    version = subprocess.run(
        [bltui, "--version"],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        env=home,
        cwd=tmp_path,
    )
    assert version.stdout.startswith("bltui ")
    sample = tmp_path / "sample.json"
    subprocess.run(
        [bltui, "demo", "--write", str(sample)],
        check=True,
        capture_output=True,
        timeout=60,
        env=home,
        cwd=tmp_path,
    )
    assert b"Sample Elementary School" in first_paint(
        [bltui, "--file", str(sample)], home, tmp_path
    )


def first_paint(argv: list[str], env: dict[str, str], folder: Path) -> bytes:
    """What a program writes to a terminal until it has named the school, at most 20 s."""
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(argv[0], argv, env)
    got = b""
    until = time.monotonic() + 20
    try:
        while b"Sample Elementary School" not in got and time.monotonic() < until:
            if select.select([fd], [], [], 0.5)[0]:
                got += os.read(fd, 65536)
    except OSError:
        pass  # the program ended: what it wrote is judged by the caller
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(fd)
    return got
