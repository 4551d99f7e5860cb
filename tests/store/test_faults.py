"""Whatever system call fails, or is the last one of a killed process: no word is lost, and the
words about it are true.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from bltui.store import journal, lock, repair, safe_dir
from bltui.store.building_file import BuildingFile
from bltui.store.errors import StoreError
from bltui.store.replay import replay

CALLS = [
    "open",
    "read",
    "write",
    "pread",
    "pwrite",
    "fsync",
    "rename",
    "link",
    "unlink",
    "mkdir",
    "rmdir",
    "ftruncate",
    "fchmod",
    "fchown",
    "fstat",
    "stat",
    "close",
    "listdir",
]
#: What happens at the chosen call, and to those after it.
KINDS = ("fails", "fails after", "killed", "killed after", "short write")
#: The errors that a failing call reports.
ERRNO = {"write": errno.ENOSPC, "open": errno.EMFILE, "rename": errno.EIO, "mkdir": errno.EDQUOT}


class Killed(BaseException):
    """The process is gone: no clean-up runs."""


class FaultyOS:
    """`os`, except that one call (or two) goes wrong."""

    def __init__(self, kind: str = "", at: int = -1, again: int = -1) -> None:
        self.kind, self.at, self.again = kind, at, again
        self.count = 0
        self.dead = False
        self.fds: set[int] = set()
        self.names: list[str] = []

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in CALLS:
            return real

        def call(*args: Any, **named: Any) -> Any:
            if self.dead:
                raise Killed
            number, self.count = self.count, self.count + 1
            self.names.append(name)
            if number not in (self.at, self.again):
                return self._done(name, real(*args, **named), args)
            if self.kind == "short write" and name == "write":
                real(args[0], bytes(args[1])[: len(args[1]) // 2])
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if self.kind.endswith("after") or name == "close":
                result = self._done(name, real(*args, **named), args)
                if name == "open":
                    os.close(result)
            if self.kind.startswith("killed"):
                self.dead = True
                raise Killed
            code = ERRNO.get(name, errno.EIO)
            raise OSError(code, os.strerror(code))

        return call

    def _done(self, name: str, result: Any, args: tuple[Any, ...]) -> Any:
        if name == "open":
            self.fds.add(result)
        elif name == "close":
            self.fds.discard(args[0])
        return result


@contextmanager
def faulty(monkeypatch: pytest.MonkeyPatch, fault: FaultyOS) -> Iterator[None]:
    with monkeypatch.context() as patch:
        for module in (safe_dir, journal, lock):
            patch.setattr(module, "os", fault)
        try:
            yield
        finally:
            if fault.dead:
                for fd in fault.fds:  # as the system does for a dead process
                    with suppress(OSError):
                        os.close(fd)


class Scene:
    """A building on which one action is done: what it was before and what the action makes of it."""

    def __init__(
        self,
        folder: Path,
        name: str,
        building: Callable[[Path], BuildingFile],
        add: Any,
        clock: Any,
    ) -> None:
        self.path = folder / "b.json"
        self.name, self.add, self.clock = name, add, clock
        self.file = building(self.path) if name != "create" else None
        self.wanted = 1
        prepare = getattr(self, f"_before_{name}", None)
        if prepare:
            prepare()
        self.before = None if name in ("create", "repair") else self.names()

    def fresh(self) -> BuildingFile:
        return BuildingFile(self.path, SCENE_AUTHOR, now=self.clock, wait=0.5)

    def names(self) -> list[str]:
        """What the file holds: the people's names."""
        return [row["name"] for row in self.fresh().read().documents["people"].values()]

    def act(self) -> None:
        if self.name == "create":
            BuildingFile.create(
                self.path, {"people": {1: {"name": "first"}}}, SCENE_AUTHOR, "made", now=self.clock
            )
        elif self.name == "repair":
            repair.repair(self.path, SCENE_AUTHOR, now=self.clock)
        elif self.name == "restore":
            self.fresh().restore(self.fresh().backups()[0])
        else:
            self.fresh().commit(self.add("wanted"))

    def _before_first_lock(self) -> None:
        Path(f"{self.path}.lock").unlink()

    def _before_new_day(self) -> None:
        self.clock.now += 86_400

    def _before_new_year(self) -> None:
        self.clock.now += 86_400 * 60

    def _before_step(self) -> None:
        for i in range(18):
            self.fresh().commit(self.add(f"P{i}"))

    def _before_torn(self) -> None:
        with open(f"{self.path}.journal", "ab") as stream:
            stream.write(b'{"gen":3')

    def _before_garbage(self) -> None:
        Path(f"{self.path}.journal").write_bytes(b"\0" * 99)

    def _before_no_journal(self) -> None:
        Path(f"{self.path}.journal").unlink()

    def _before_in_doubt(self) -> None:
        kept = [Path(f"{self.path}{end}") for end in ("", ".lock")]
        raws = [path.read_bytes() for path in kept]
        self.fresh().commit(self.add("dead"))
        for path, raw in zip(kept, raws, strict=True):
            path.write_bytes(raw)

    def _before_outside(self) -> None:
        self.path.write_text(self.path.read_text().replace("second", "by hand"))

    def _before_stale_tmp(self) -> None:
        Path(f"{self.path}.tmp").write_bytes(b"{half")

    def _before_restore(self) -> None:
        self.file.back_up()
        self.fresh().commit(self.add("later"))

    def _before_repair(self) -> None:
        self.path.write_bytes(b"\xef\xbb\xbf" + self.path.read_bytes())


SCENE_AUTHOR: Any = None
SCENES = [
    "commit",
    "create",
    "first_lock",
    "new_day",
    "new_year",
    "step",
    "torn",
    "garbage",
    "no_journal",
    "in_doubt",
    "outside",
    "stale_tmp",
    "restore",
    "repair",
]


@pytest.fixture
def scene(tmp_path, author, add, clock):
    global SCENE_AUTHOR
    SCENE_AUTHOR = author
    number = 0

    def building(path: Path) -> BuildingFile:
        documents = {"people": {1: {"name": "first"}, 2: {"name": "second"}}}
        file = BuildingFile.create(path, documents, author, "made", now=clock, wait=0.5)
        file.commit(add("third"))
        return file

    def make(name: str) -> Scene:
        nonlocal number
        number += 1
        clock.now = 1_795_313_600.0
        folder = tmp_path / str(number)
        folder.mkdir()
        return Scene(folder, name, building, add, clock)

    return make


def check(scene: Scene, after: list[str] | None, error: BaseException | None, story: str) -> None:
    """The state of the file is old or new, as the words said.

    The next change works; the journal agrees.
    """
    there = scene.path.exists()
    if (
        scene.name == "repair"
        and isinstance(error, StoreError | Killed)
        and not getattr(error, "saved", False)
    ):
        if scene.path.read_bytes().startswith(b"\xef"):
            scene.clock.now += 1
            repair.repair(scene.path, SCENE_AUTHOR, now=scene.clock)
        now: list[str] | None = scene.names()
    else:
        now = scene.names() if there else None
    if error is None or getattr(error, "saved", False):
        assert now == after, story
    elif isinstance(error, StoreError) and error.saved is None:
        assert now in (scene.before, after), story
    elif isinstance(error, StoreError):
        assert now == scene.before or (scene.name == "repair" and now == after), story
        assert "\n" not in str(error), story
    else:
        assert isinstance(error, Killed), (story, repr(error))
        assert now in (scene.before, after), story
    if not there:
        scene.act()
        now = after
    scene.fresh().commit(scene.add("next"))
    assert scene.names() == [*(now or []), "next"], story
    entries = scene.fresh().history()
    assert replay(entries) == {
        t: rows for t, rows in scene.fresh().read().documents.items() if rows
    }, story
    gens = [entry.gen for entry in entries if not entry.outside]
    if scene.name not in ("repair",):
        assert gens == list(range(gens[0], gens[-1] + 1)), story
    assert not Path(f"{scene.path}.tmp").exists(), story


def run(scene: Scene, fault: FaultyOS, monkeypatch: pytest.MonkeyPatch) -> BaseException | None:
    with faulty(monkeypatch, fault):
        try:
            scene.act()
        except (StoreError, Killed) as error:
            return error
    return None


def sweep(
    scene: Callable[[str], Scene],
    name: str,
    kinds: tuple[str, ...],
    monkeypatch,
    every: int = 1,
    twice: int = 0,
) -> int:
    """One fault at each system call of an action; gives how many cases that were."""
    first = scene(name)
    quiet = FaultyOS()
    assert run(first, quiet, monkeypatch) is None
    after = first.names()
    assert after != first.before
    cases = 0
    for kind in kinds:
        for at in range(0, quiet.count, every):
            if kind == "short write" and quiet.names[at] != "write":
                continue
            again = at + twice if twice else -1
            one = scene(name)
            error = run(one, FaultyOS(kind, at, again), monkeypatch)
            check(
                one,
                after,
                error,
                f"{name}: {kind} at call {at} ({quiet.names[at]}), again {again}: {error!r}",
            )
            cases += 1
    return cases


@pytest.mark.parametrize("name", ["commit", "create", "in_doubt"])
def test_one_failing_call(scene, monkeypatch, name):
    assert sweep(scene, name, ("fails", "killed after", "short write"), monkeypatch) > 40


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", SCENES)
def test_each_fault_at_each_call(scene, monkeypatch, name):
    assert sweep(scene, name, KINDS, monkeypatch) > 80


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", ["commit", "new_day", "torn", "in_doubt"])
@pytest.mark.parametrize("twice", [1, 2, 3])
def test_a_second_fault_during_clean_up(scene, monkeypatch, name, twice):
    assert sweep(scene, name, ("fails", "fails after"), monkeypatch, twice=twice) > 40


def test_an_error_of_close_after_the_change_is_no_error(scene, monkeypatch):
    one = scene("commit")
    quiet = FaultyOS()
    run(scene("commit"), quiet, monkeypatch)
    last_sync = max(i for i, name in enumerate(quiet.names) if name == "fsync")
    for at in [i for i, name in enumerate(quiet.names) if name == "close" and i > last_sync]:
        one = scene("commit")
        assert run(one, FaultyOS("fails", at), monkeypatch) is None


def test_54_a_folder_that_cannot_be_synced_is_told_and_saved(scene, monkeypatch):
    quiet = FaultyOS()
    run(scene("commit"), quiet, monkeypatch)
    one = scene("commit")
    error = run(
        one,
        FaultyOS("fails", max(i for i, n in enumerate(quiet.names) if n == "fsync")),
        monkeypatch,
    )
    assert error is not None
    assert (error.status, error.saved, "saved, but the disk did not confirm" in str(error)) == (
        74,
        True,
        True,
    )
    assert one.names()[-1] == "wanted"


LIMITED = """
import resource, sys
from bltui.store.author import current_author
from bltui.store.building_file import BuildingFile
from bltui.store.errors import StoreError
from bltui.store.change_summary import Summary
import bltui.store.transaction
file = BuildingFile(sys.argv[1], current_author())
def work(transaction):
    transaction.db.table("people").insert({"name": "x" * int(sys.argv[4])})
    return Summary("big")
if sys.argv[2] == "memory":
    used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + int(sys.argv[3]),) * 2)
elif sys.argv[2] == "size":
    import signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    file.commit(work)
except StoreError as error:
    print(error)
    sys.exit(error.status)
"""


def limited(path: Path, kind: str, bound: int, size: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LIMITED, str(path), kind, str(bound), str(size)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_53_a_file_that_may_not_grow(building, add):
    raw, lines = Path(building.path).read_bytes(), Path(building.path + ".journal").read_bytes()
    result = limited(Path(building.path), "size", 3000, 20_000)
    assert (result.returncode, result.stderr) == (74, "")
    assert "not saved: file too large; the file was not changed" in result.stdout
    assert (Path(building.path).read_bytes(), Path(building.path + ".journal").read_bytes()) == (
        raw,
        lines,
    )
    assert building.commit(add("small")).gen == 2


def test_out_of_memory(building, add):
    raw = Path(building.path).read_bytes()
    outcomes = set()
    for bound in (0, 1 << 20, 8 << 20, 40 << 20, 1 << 30):
        result = limited(Path(building.path), "memory", bound, 6_000_000)
        outcomes.add(result.returncode)
        if result.returncode == 0:
            break
        assert (result.returncode, "Traceback" in result.stderr) == (74, False), result.stderr
        assert "not enough memory" in result.stdout
        assert Path(building.path).read_bytes() == raw
    assert outcomes == {0, 74}
    assert building.commit(add("next")).gen == 3


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 1 MiB, where root may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        done = (
            os.geteuid() == 0
            and subprocess.run(mount, capture_output=True, check=False).returncode == 0
        )
    except FileNotFoundError:
        done = False
    if not done:
        pytest.skip("a full disk needs root and mount; the limit on file size stands in for it")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_53_a_full_disk(small_disk, author, add):
    path = small_disk / "b.json"
    file = BuildingFile.create(path, {"people": {1: {"name": "x" * 200_000}}}, author, "made")
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(b"x" * 4096)
    raw = path.read_bytes()
    for _ in range(3):
        with pytest.raises(
            StoreError, match="not saved: no space left on device; the file was not changed"
        ) as error:
            file.commit(add("y" * 5_000))
        assert (error.value.status, path.read_bytes() == raw) == (74, True)
        assert not Path(f"{path}.tmp").exists()
    filler.unlink()
    assert file.commit(add("y")).gen == 2
    assert [entry.gen for entry in file.history()] == [1, 2]
