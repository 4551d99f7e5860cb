"""Pytest plugins that record which test runs which line, and run the tests on mutants."""

from __future__ import annotations

import gc
import hashlib
import importlib
import json
import os
import resource
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, NamedTuple

import coverage
import pytest

from benchmarks.mutations import Mutant, mutated

RECORD = ".mutants.json"
#: Seconds of processor time for one mutant. More is an endless loop.
SECONDS = 60
#: Recorded processor seconds of tests for one mutant. The most specific tests run first.
ENOUGH = 20.0
#: Most bytes of memory for one mutant.
MEMORY = 4 << 30


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
        killers = set()
        for number, mutant in enumerate(self.mutants, 1):
            outcome, change, by = self._judge(mutant, items)
            self.results.append((mutant, outcome, change, by))
            if outcome == "killed":
                killers.add(by)
            if outcome == "survived":
                print(
                    f"{number}/{len(self.mutants)} {mutant.path}:{mutant.line} {by}\n    {change}",
                    flush=True,
                )
        for test in sorted(killers):
            if _forked([items[test]], None)[0] != "survived":
                self.unsound.append(test)
        return True

    def _judge(self, mutant: Mutant, items: dict[str, pytest.Item]) -> tuple[str, str, str]:
        path = self.root / mutant.path
        if self.record.hashes.get(mutant.path) != _hash(path):
            raise pytest.UsageError(f"{mutant.path} changed since it was recorded: --record")
        tree, change = mutated(self.root, mutant)
        old = _find(compile(path.read_text(encoding="utf-8"), str(path), "exec"), mutant.function)
        new = _find(compile(tree, str(path), "exec"), mutant.function)
        if _shape(old) == _shape(new):
            return "equivalent", change, ""
        known = self.record.lines.get(mutant.path, {})
        first, last = mutant.lines
        tests = {
            test
            for line in range(first, last + 1)
            for test in known.get(str(line), ())
            if test in items
        }
        chosen, seconds = [], 0.0
        for test in sorted(tests, key=lambda test: (self.breadth[test], test)):
            if seconds + self.record.seconds[test] <= ENOUGH or not chosen:
                chosen.append(items[test])
                seconds += self.record.seconds[test]
        if not chosen:
            return "survived", change, "no test runs it"
        outcome, by = _forked(chosen, (old, new))
        return outcome, change, by or f"{len(chosen)} of {len(tests)} tests pass"


def _shape(code: CodeType) -> object:
    """Return what a function does, without its line numbers."""
    inner = [
        _shape(const) if isinstance(const, CodeType) else (type(const), const)
        for const in code.co_consts
    ]
    return code.co_code, inner, code.co_names, code.co_varnames


def _find(module: CodeType, name: str) -> CodeType:
    """Return the code of a function or method in a module's code; the last one with that name."""
    code = module
    for part in name.split("."):
        code = [c for c in code.co_consts if isinstance(c, CodeType) and c.co_name == part][-1]
    return code


def _nested(code: CodeType) -> Iterator[CodeType]:
    """A code, and those of the functions inside it."""
    yield code
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield from _nested(const)


def _functions(code: CodeType) -> list[FunctionType]:
    """Return the live functions of a code object, decorated or not."""
    return [
        thing
        for thing in gc.get_objects()
        if isinstance(thing, FunctionType)
        and thing.__code__.co_filename == code.co_filename
        and thing.__code__.co_qualname == code.co_qualname
        and thing.__code__.co_firstlineno == code.co_firstlineno
    ]


def _forked(items: list[pytest.Item], codes: tuple[CodeType, CodeType] | None) -> tuple[str, str]:
    """Run tests in a forked process with one function changed.

    Returns the outcome and the test that failed.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 2
        try:
            os.close(reading)
            status = _run(items, codes, writing)
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "timeout", said.rpartition("\n")[2]
    return (
        ("survived", "") if os.WEXITSTATUS(status) == 0 else ("killed", said or "the interpreter")
    )


def _run(items: list[pytest.Item], codes: tuple[CodeType, CodeType] | None, answer: int) -> int:
    """Run tests until one fails. Returns 1 if one fails, else 0."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    if codes is not None:
        # A function that is made inside the changed one may be alive already, made when its module
        # was imported.
        new = {(code.co_qualname, code.co_firstlineno): code for code in _nested(codes[1])}
        for old in _nested(codes[0]):
            code = new.get((old.co_qualname, old.co_firstlineno))
            if code is not None and code.co_freevars == old.co_freevars:
                for function in _functions(old):
                    function.__code__ = code
    for place, item in enumerate(items):
        following = items[place + 1] if place + 1 < len(items) else None
        if any(report.failed for report in _reports(item, following)):
            os.write(answer, item.nodeid.encode())
            return 1
    return 0


def _reports(item: pytest.Item, following: pytest.Item | None) -> Any:
    from _pytest.runner import runtestprotocol  # what `pytest_runtest_protocol` itself calls

    return runtestprotocol(item, log=False, nextitem=following)
