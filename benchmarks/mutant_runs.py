"""Pytest plugins that record which test runs which line, and run the tests on mutants."""

from __future__ import annotations

import hashlib
import importlib
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import CodeType
from typing import NamedTuple

import coverage
import pytest

from benchmarks.mutant_jobs import Job, judged
from benchmarks.mutations import Mutant, mutated

RECORD = ".mutants.json"
#: Recorded processor seconds of tests for one mutant. The most specific tests run first.
ENOUGH = 40.0


class Repeatable:
    """A plugin that makes random tests use the same examples each time."""

    def pytest_configure(self) -> None:
        """Load the profile after pytest rewrites its assertions and before tests are imported."""
        from hypothesis import settings

        settings.register_profile("mutants", derandomize=True, database=None, deadline=None)
        settings.load_profile("mutants")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


class Record(NamedTuple):
    """The lines that each test runs."""

    lines: dict[str, dict[str, list[str]]]
    """The ids of tests by file and line."""
    seconds: dict[str, float]
    hashes: dict[str, str]

    @property
    def files(self) -> list[str]:
        """The files of the tests."""
        return sorted({test.partition("::")[0] for test in self.seconds})


def load_record(root: Path) -> Record:
    """Return the record, empty if there is none."""
    path = root / RECORD
    if not path.exists():
        raise SystemExit("Nothing is recorded yet: python -m benchmarks.mutants --record")
    return Record(**json.loads(path.read_text(encoding="utf-8")))


class Recorder(Repeatable):
    """A plugin that runs the tests once and records the lines that each one runs."""

    def __init__(self, root: Path, *, fresh: bool) -> None:
        self.root = root
        self.old = Record({}, {}, {}) if fresh else load_record(root)
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()
        self.coverage = coverage.Coverage(
            data_file=None, include=[str(root / "bltui" / "domain" / "*")], config_file=False
        )

    def pytest_sessionstart(self) -> None:
        """Start recording before the tests are imported."""
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Record a test's lines and seconds under its id."""
        self.coverage.switch_context(item.nodeid)
        begin = time.process_time()
        result = yield
        self.seconds[item.nodeid] = round(time.process_time() - begin, 3)
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Leave out a test that fails."""
        if not report.passed:
            self.failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Write the record, merged with the earlier records of other tests."""
        self.coverage.stop()
        data = self.coverage.get_data()
        sound = self.seconds.keys() - self.failed
        names = {
            str(path.relative_to(self.root)): path
            for path in (self.root / "bltui" / "domain").rglob("*.py")
        }
        hashes = {name: _hash(path) for name, path in names.items()}
        lines: dict[str, dict[str, list[str]]] = {}
        for name, path in names.items():
            found = data.contexts_by_lineno(str(path)) if str(path) in data.measured_files() else {}
            known = (
                self.old.lines.get(name, {}) if self.old.hashes.get(name) == hashes[name] else {}
            )
            lines[name] = {
                line: [t for t in tests if t not in self.seconds] for line, tests in known.items()
            }
            for line, tests in found.items():
                lines[name].setdefault(str(line), []).extend(sorted(set(tests) & sound))
        seconds = self.old.seconds | {test: self.seconds[test] for test in sound}
        record = Record(lines, seconds, hashes)
        (self.root / RECORD).write_text(json.dumps(record._asdict()), encoding="utf-8")


class Runs(Repeatable):
    """A plugin that collects the tests once, then runs the relevant ones on each mutant.

    Each mutant runs in a forked process.
    """

    def __init__(self, root: Path, mutants: Sequence[Mutant], record: Record) -> None:
        self.root = root
        self.mutants = mutants
        self.record = record
        self.results: list[tuple[Mutant, str, str, str]] = []
        self.unsound: list[str] = []
        self.breadth: dict[str, int] = {}
        for lines in record.lines.values():
            for tests in lines.values():
                for test in tests:
                    self.breadth[test] = self.breadth.get(test, 0) + 1

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the mutants instead of the tests."""
        items = {item.nodeid: item for item in session.items}
        for name in sorted({mutant.path for mutant in self.mutants}):
            # `dir` runs a module whose import was deferred: only then its functions are there to be
            # changed.
            dir(importlib.import_module(name.removesuffix(".py").replace("/", ".")))
        jobs = [self._job(mutant, items) for mutant in self.mutants]
        killers = set()
        for job, outcome, by in judged(jobs):
            assert job.mutant is not None
            self.results.append((job.mutant, outcome, job.change, by))
            if outcome == "killed":
                killers.add(by)
            if outcome == "survived":
                where = f"{job.mutant.path}:{job.mutant.line} {job.mutant.kind}: {by}"
                print(f"survived {where}\n    {job.change}", flush=True)
        alone = [Job(None, "", [(items[test], self.record.seconds[test])]) for test in killers]
        self.unsound = sorted(
            job.tests[0][0].nodeid for job, outcome, _ in judged(alone) if outcome != "survived"
        )
        return True

    def _job(self, mutant: Mutant, items: dict[str, pytest.Item]) -> Job:
        path = self.root / mutant.path
        if self.record.hashes.get(mutant.path) != _hash(path):
            raise pytest.UsageError(f"{mutant.path} changed since it was recorded: --record")
        tree, change = mutated(self.root, mutant)
        old = _find(compile(path.read_text(encoding="utf-8"), str(path), "exec"), mutant.function)
        new = _find(compile(tree, str(path), "exec"), mutant.function)
        known = self.record.lines.get(mutant.path, {})
        first, last = mutant.lines
        tests = {
            test
            for line in range(first, last + 1)
            for test in known.get(str(line), ())
            if test in items
        }
        chosen: list[tuple[pytest.Item, float]] = []
        total = 0.0
        for test in sorted(tests, key=lambda test: (self.breadth[test], test)):
            seconds = self.record.seconds[test]
            if total + seconds <= ENOUGH or not chosen:
                chosen.append((items[test], seconds))
                total += seconds
        return Job(mutant, change, chosen, len(tests), (old, new))


def _find(module: CodeType, name: str) -> CodeType:
    """Return the code of a function or method in a module's code; the last one with that name."""
    code = module
    for part in name.split("."):
        code = [c for c in code.co_consts if isinstance(c, CodeType) and c.co_name == part][-1]
    return code
