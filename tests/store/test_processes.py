"""Several processes at once, some of them killed: every acknowledged change is there once, and
nobody waits for ever.
"""

from __future__ import annotations

import fcntl
import json
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from bltui.store.building_file import BuildingFile
from bltui.store.errors import Busy, StoreError
from bltui.store.replay import replay

HERE = Path(__file__).parent
WRITER = HERE / "writer.py"
TOY = HERE / "toy_plain_tinydb.py"


def run(program: Path, path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, program, path, *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


class Crowd:
    """Writers that each save COUNT changes, are killed now and then, and begin anew where they left
    off.
    """

    def __init__(
        self,
        program: Path,
        path: Path,
        writers: int,
        count: int,
        pause: float | None,
        seed: int = 1,
        most: int = 10**6,
    ) -> None:
        self.program, self.path, self.count, self.pause = program, path, count, pause
        self.random = random.Random(seed)
        self.saved: dict[str, int] = {}
        self.running: dict[int, subprocess.Popen[str]] = {}
        self.errors: list[str] = []
        self.kills = 0
        self.most = most
        self.bad_reads: list[str] = []
        self.reads = 0
        self.over = threading.Event()
        self.guard = threading.Lock()
        self.threads = [threading.Thread(target=self._writer, args=(n,)) for n in range(writers)]

    def _writer(self, number: int) -> None:
        left, life = self.count, 0
        while left > 0 and len(self.errors) < 20:
            life += 1
            command = [
                sys.executable,
                str(self.program),
                str(self.path),
                "many",
                str(left),
                f"w{number}.{life}",
            ]
            process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            with self.guard:
                self.running[number] = process
            assert process.stdout is not None
            assert process.stderr is not None
            for line in process.stdout:
                words = line.split()
                if len(words) == 3 and line.endswith("\n"):
                    with self.guard:
                        self.saved[words[1]] = int(words[2])
                    left -= 1
            error = process.stderr.read()
            process.stdout.close()
            process.stderr.close()
            process.wait()
            with self.guard:
                self.running.pop(number, None)
                if process.returncode not in (0, -signal.SIGKILL):
                    self.errors.append(error)

    def _killer(self) -> None:
        assert self.pause is not None
        while self.kills < self.most and not self.over.wait(
            self.random.uniform(0.2, 1.8) * self.pause
        ):
            with self.guard:
                alive = list(self.running.values())
                if alive:
                    self.random.choice(alive).kill()
                    self.kills += 1

    def _reader(self) -> None:
        newest = 0
        while not self.over.wait(0.01):
            with self.guard:
                must = set(self.saved)
            try:
                data = json.loads(self.path.read_text())
            except (OSError, ValueError) as error:
                self.bad_reads.append(repr(error))
                continue
            self.reads += 1
            gen = data["_meta"]["1"]["gen"] if "_meta" in data else newest
            there = {row["name"] for row in data.get("people", {}).values()}
            if gen < newest or not must <= there:
                self.bad_reads.append(
                    f"generation {gen} after {newest}, {len(must - there)} saved changes not there"
                )
            newest = max(gen, newest)

    def go(self) -> None:
        helpers = [threading.Thread(target=self._reader)]
        if self.pause is not None:
            helpers.append(threading.Thread(target=self._killer))
        for thread in self.threads + helpers:
            thread.start()
        for thread in self.threads:
            thread.join()
        self.over.set()
        for thread in helpers:
            thread.join()

    def lost(self) -> list[str]:
        """What is wrong in the end."""
        try:
            data = json.loads(self.path.read_text())
        except ValueError as error:
            return [f"unreadable: {error}"]
        names = Counter(row["name"] for row in data["people"].values())
        wrong = [f"{name} saved {names[name]} times" for name in self.saved if names[name] != 1]
        return wrong + [
            f"{name} stands {count} times" for name, count in names.items() if count != 1
        ]


def faults(crowd: Crowd, author) -> list[str]:
    """Everything wrong after a crowd on the real store."""
    wrong = crowd.lost() + crowd.bad_reads + crowd.errors
    if len(set(crowd.saved.values())) != len(crowd.saved):
        wrong.append("two changes have one generation")
    file = BuildingFile(crowd.path, author)
    entries = file.history()
    if [entry.gen for entry in entries] != list(range(1, file.read().gen + 1)):
        wrong.append("the history has gaps")
    if replay(entries) != file.read().documents:
        wrong.append("the journal does not lead to the file")
    beside = sorted(entry.name for entry in crowd.path.parent.iterdir() if entry != crowd.path)
    return wrong + ([f"left beside the file: {beside}"] if len(beside) > 5 else [])


def test_a_few_writers_and_a_killer(tmp_path, author):
    path = tmp_path / "b.json"
    assert run(WRITER, path, "init").returncode == 0
    assert run(WRITER, path, "add", "one").returncode == 0
    assert run(WRITER, path, "list").stdout == "one\n"
    crowd = Crowd(WRITER, path, 3, 15, 0.3, most=4)
    crowd.go()
    assert faults(crowd, author) == []
    assert len(crowd.saved) == 45
    assert crowd.reads > 20


def test_the_same_crowd_breaks_plain_tinydb(tmp_path):
    """A test of this test: without the store, words are lost or the file is."""
    path = tmp_path / "b.json"
    run(TOY, path, "init")
    crowd = Crowd(TOY, path, 4, 100, None)
    crowd.go()
    assert crowd.lost() or crowd.bad_reads


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [1, 2])
def test_eight_writers_of_a_hundred_changes_and_a_killer(tmp_path, author, seed):
    path = tmp_path / "b.json"
    run(WRITER, path, "init")
    crowd = Crowd(WRITER, path, 8, 100, 0.25, seed)
    crowd.go()
    assert faults(crowd, author) == []
    assert len(crowd.saved) == 800
    assert crowd.kills > 20


MIXED = """
import sys
from bltui.store.author import current_author
from bltui.store.building_file import BuildingFile
from bltui.store.change_summary import Summary
file = BuildingFile(sys.argv[1], current_author())
def work(transaction):
    people = transaction.db.table("people")
    new = people.insert({"name": "x" * 50})
    if new % 2:
        people.remove(doc_ids=[min(row.doc_id for row in people)])
    return Summary("mixed")
print("ready", flush=True)
while True:
    file.commit(work)
"""


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("documents", "kills", "longest"), [(1_000, 160, 0.25), (10_000, 40, 1.5)])
def test_a_killed_writer_never_leaves_a_broken_file(
    tmp_path, author, add, documents, kills, longest
):
    path = tmp_path / "b.json"
    people = {
        i: {"name": f"Sample Person {i}", "title": "Teacher"} for i in range(1, documents + 1)
    }
    BuildingFile.create(path, {"people": people}, author, "made")
    chance = random.Random(6)
    gens = set()
    for _ in range(kills):
        with subprocess.Popen(
            [sys.executable, "-c", MIXED, str(path)], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0.0, longest))
            process.kill()
        gens.add(BuildingFile(path, author).read().gen)
    file = BuildingFile(path, author)
    file.commit(add("last"))
    entries = file.history()
    assert [entry.gen for entry in entries] == list(range(1, file.read().gen + 1))
    assert replay(entries) == file.read().documents
    assert len(gens) > kills // 4


def holding(path: str, how: str) -> subprocess.Popen[str]:
    """Another process that holds the lock; `how` says what it does then."""
    script = (
        "import sys, time, os, signal\n"
        "from bltui.store.author import Author\n"
        "from bltui.store.building_file import BuildingFile\n"
        "file = BuildingFile(sys.argv[1], Author('m.ortiz', 4002))\n"
        "def work(transaction):\n"
        "    print('held', flush=True)\n"
        f"    {how}\n"
        "    raise SystemExit\n"
        "file.commit(work)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, path], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


@pytest.mark.parametrize("how", ["time.sleep(60)", "os.kill(os.getpid(), signal.SIGSTOP)"])
def test_65_66_a_lock_that_is_not_let_go(building, add, how):
    with holding(building.path, how) as process:
        try:
            start = time.monotonic()
            with pytest.raises(Busy) as error:
                building.commit(add("Waiting"))
            assert 0.25 < time.monotonic() - start < 2
            assert error.value.status == 75
            assert f"m.ortiz (process {process.pid}) has been writing since" in str(error.value)
            assert building.read().gen == 1
        finally:
            process.kill()
    assert building.commit(add("After")).gen == 2
    # the thread that waited too long lets go of what it got
    assert building.commit(add("And again")).gen == 3


def test_waiting_ends_as_soon_as_the_other_is_done(building, author, add, clock):
    patient = BuildingFile(building.path, author, now=clock, wait=20)
    with holding(building.path, "time.sleep(0.3)"):
        start = time.monotonic()
        assert patient.commit(add("Next")).gen == 2
        assert time.monotonic() - start < 5


def test_62_a_lock_file_that_was_deleted_is_made_again(building, add):
    Path(building.path + ".lock").unlink()
    assert building.commit(add("A")).gen == 2
    assert Path(building.path + ".lock").exists()


def test_a_lock_file_deleted_while_somebody_waits_gives_no_second_lock(
    building, author, add, clock
):
    """The one who waited for the old file must look again, or two would write at once."""
    path = Path(building.path + ".lock")
    with path.open("r+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        patient = BuildingFile(building.path, author, now=clock, wait=20)
        results: list[int] = []
        waiting = threading.Thread(target=lambda: results.append(patient.commit(add("Waited")).gen))
        waiting.start()
        time.sleep(0.15)
        path.unlink()
        with path.open("x") as second:
            fcntl.flock(second, fcntl.LOCK_EX)
            held.close()
            time.sleep(0.15)
            assert results == []
    waiting.join()
    assert results == [2]


@pytest.mark.parametrize("kind", ["63 link", "64 folder"])
def test_a_lock_that_is_no_file(building, add, tmp_path, kind):
    lock = Path(building.path + ".lock")
    lock.unlink()
    target = tmp_path / "secret"
    target.write_text("keep")
    if "link" in kind:
        lock.symlink_to(target)
    else:
        lock.mkdir()
    with pytest.raises(StoreError) as error:
        building.commit(add("A"))
    assert (error.value.status, str(lock) in str(error.value)) == (74, True)
    assert ("it is a folder" if "folder" in kind else "symbolic link") in str(error.value)
    assert target.read_text() == "keep"


@pytest.mark.parametrize("name", ["tmp", "journal", "backups"])
def test_planted_links_are_harmless(building, add, tmp_path, name, clock):
    target = tmp_path / "secret"
    target.write_text("keep")
    planted = Path(f"{building.path}.{name}")
    planted.unlink(missing_ok=True)
    planted.symlink_to(target)
    clock.now += 86_400  # a backup is due
    try:
        building.commit(add("A"))
    except StoreError as error:
        assert error.status == 74
    assert target.read_text() == "keep"


@pytest.mark.long
@pytest.mark.timeout(600)
def test_the_lock_is_fair(tmp_path, author):
    """Eight writers without a pause, each sync 5 ms slower: nobody is starved."""
    path = tmp_path / "b.json"
    run(WRITER, path, "init")
    script = (
        "import sys, os, time\n"
        "from bltui.store.author import current_author\n"
        "from bltui.store.building_file import BuildingFile\n"
        "from bltui.store.change_summary import Summary\n"
        "import bltui.store.transaction\n"
        "real = os.fsync\n"
        "os.fsync = lambda fd: (time.sleep(0.005), real(fd))\n"
        "file = BuildingFile(sys.argv[1], current_author())\n"
        "for i in range(40):\n"
        "    start = time.monotonic()\n"
        "    file.commit(lambda t: (t.db.table('people').insert({'name': 'x'}), Summary('x'))[1])\n"
        "    print(time.monotonic() - start, flush=True)\n"
    )
    crowd = [
        subprocess.Popen([sys.executable, "-c", script, path], stdout=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    waits = sorted(float(line) for process in crowd for line in process.communicate()[0].split())
    assert len(waits) == 320
    average = sum(waits) / len(waits)
    # a polling lock leaves its slowest at twenty times the average and more
    assert waits[int(len(waits) * 0.99)] < 8 * average, (average, waits[-5:])


def test_no_descriptor_is_left_open(building, add):
    before = len(list(Path("/proc/self/fd").iterdir()))
    for i in range(3):
        building.commit(add(f"P{i}"))
        building.read()
        building.history()
        building.tail(1)
        building.moved()
        building.backups()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
