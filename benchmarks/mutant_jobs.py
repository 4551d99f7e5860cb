"""Run tests on changed functions in forked processes, some at once."""

from __future__ import annotations

import gc
import os
import resource
import time
from collections.abc import Iterable, Iterator
from math import ceil
from types import CodeType, FunctionType
from typing import Any, NamedTuple

import pytest

from benchmarks.mutations import Mutant

#: Processor time that a test may use: these seconds, and so many times what was recorded for it.
#: More is an endless loop.
LEAST, TIMES = 2, 2
#: Mutants that run at once.
AT_ONCE = 2
#: Most bytes of memory for one mutant.
MEMORY = 4 << 30


class Job(NamedTuple):
    """A mutant and the tests that can detect it, each with its recorded seconds."""

    mutant: Mutant | None
    change: str
    tests: list[tuple[pytest.Item, float]]
    known: int = 0
    """How many tests run the changed line, also those that are left out for their time."""
    codes: tuple[CodeType, CodeType] | None = None
    """The old and the new code of the changed function. None changes nothing."""


def _shape(code: CodeType) -> object:
    """Return what a function does, without its line numbers."""
    inner = [
        _shape(const) if isinstance(const, CodeType) else (type(const), const)
        for const in code.co_consts
    ]
    return code.co_code, inner, code.co_names, code.co_varnames


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


def judged(jobs: Iterable[Job]) -> Iterator[tuple[Job, str, str]]:
    """Run jobs in forked processes, some at once.

    Yields each as it ends, with the outcome and the test that failed.
    """
    waiting, running = iter(jobs), dict[int, tuple[Job, int]]()
    while True:
        while len(running) < AT_ONCE and (job := next(waiting, None)):
            if job.codes and _shape(job.codes[0]) == _shape(job.codes[1]):
                yield job, "equivalent", ""
            elif not job.tests:
                yield job, "survived", "no test runs it"
            else:
                pid, reading = _forked(job)
                running[pid] = job, reading
        if not running:
            return
        pid, status = os.wait()
        job, reading = running.pop(pid)
        with os.fdopen(reading) as answer:
            said = answer.read()
        if os.WIFSIGNALED(status):
            yield job, "timeout", said.rpartition("\n")[2]
        elif os.WEXITSTATUS(status):
            yield job, "killed", said or "the interpreter"
        else:
            yield job, "survived", f"{len(job.tests)} of {job.known} tests pass"


def _forked(job: Job) -> tuple[int, int]:
    """Start a job in a forked process. Returns its id and where the failing test can be read."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 2
        try:
            os.close(reading)
            status = _run(job, writing)
        finally:
            os._exit(status)
    os.close(writing)
    return child, reading


def _run(job: Job, answer: int) -> int:
    """Run tests until one fails. Returns 1 if one fails, else 0."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    if job.codes is not None:
        # A function that is made inside the changed one may be alive already, made when its module
        # was imported.
        new = {(code.co_qualname, code.co_firstlineno): code for code in _nested(job.codes[1])}
        for old in _nested(job.codes[0]):
            code = new.get((old.co_qualname, old.co_firstlineno))
            if code is not None and code.co_freevars == old.co_freevars:
                for function in _functions(old):
                    function.__code__ = code
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    for place, (item, seconds) in enumerate(job.tests):
        following = job.tests[place + 1][0] if place + 1 < len(job.tests) else None
        limit = ceil(time.process_time() + LEAST + TIMES * seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))
        if any(report.failed for report in _reports(item, following)):
            os.write(answer, item.nodeid.encode())
            return 1
    return 0


def _reports(item: pytest.Item, following: pytest.Item | None) -> Any:
    from _pytest.runner import runtestprotocol  # what `pytest_runtest_protocol` itself calls

    return runtestprotocol(item, log=False, nextitem=following)
