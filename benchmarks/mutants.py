"""Do the tests detect small faults in the domain? `python -m benchmarks.mutants`

A mutant is the program with one small fault: `>` for `>=`, a deleted `raise`, a forced condition
(`mutations.py`). A seed picks mutants evenly over three parts of the domain: the rules, the files
with intents, and the queries that both use. In each part they are spread evenly over the files and
the kinds of faults. A mutant is killed if a test fails or uses up its processor time. It survives
if all tests that run the changed line pass.

Nothing is written to the checkout. The tests are collected once. Each mutant is a forked process
that replaces the code of one function and runs the tests that are known to run the line, the most
specific first, until one fails. Two run at once, with the lowest priority. A test may use as much
processor time as its record allows (`mutant_jobs.py`).

    python -m benchmarks.mutants --record            # once: which test runs which line (minutes)
    python -m benchmarks.mutants --record tests/…    # again, for new tests
    python -m benchmarks.mutants --seed 3 > seed3    # 100 mutants; lists the survivors
    python -m benchmarks.mutants --again seed3       # those survivors, after tests for them
    python -m benchmarks.mutants --only checks/meetings.py --kind comparison --all

The record is `.mutants.json`. A mutant in a file that has changed since then is refused until you
record again. Needs `os.fork`.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from benchmarks.mutant_runs import Recorder, Runs, load_record
from benchmarks.mutations import Mutant, mutants, mutated

ROOT = Path(__file__).resolve().parents[1]
DOMAIN = ROOT / "bltui" / "domain"
TESTS = ["tests/domain", "tests/records", "tests/exchange", "tests/cli/test_answers.py"]


class Result(NamedTuple):
    """The outcome of one mutant."""

    mutant: Mutant
    outcome: str
    change: str
    by: str


def parts() -> list[list[str]]:
    """Return the files of the rules, of the intents, and of the queries that both use."""
    trees = {
        path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(DOMAIN.rglob("*.py"))
    }
    rules = [path for path in trees if path.parent.name == "checks"]
    edits = [
        path for path in trees if path not in rules and any(map(_is_intent, ast.walk(trees[path])))
    ]
    imported = {path for asking in (*rules, *edits) for path in _imports(trees[asking])}
    queries = [
        path for path in trees if path in imported and path not in rules and path not in edits
    ]
    return [[str(path.relative_to(ROOT)) for path in part] for part in (rules, edits, queries)]


def _is_intent(node: ast.AST) -> bool:
    """Return whether a node is a function that returns a Change."""
    return (
        isinstance(node, ast.FunctionDef)
        and node.returns is not None
        and ast.unparse(node.returns) == "Change"
    )


def _imports(tree: ast.Module) -> Iterator[Path]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bltui.domain."):
            yield (ROOT / str(node.module).replace(".", "/")).with_suffix(".py")


def chosen(seed: int, count: int, only: str = "", kind: str = "") -> list[Mutant]:
    """Pick mutants evenly over the parts, over each part's files, and over the kinds."""
    dice = random.Random(seed)
    queues = []
    every = [str(path.relative_to(ROOT)) for path in sorted(DOMAIN.rglob("*.py"))]
    for part in [every] if only else parts():
        wanted = (
            [m for m in mutants(ROOT, path) if kind in m.kind] for path in part if only in path
        )
        files = [found for found in wanted if found]
        dice.shuffle(files)
        if files:
            queues.append(files)
    picked: list[Mutant] = []
    while queues and len(picked) < count:
        queue = queues.pop(0)
        found = queue.pop(0)
        sort = dice.choice(sorted({mutant.kind for mutant in found}))
        mutant = dice.choice([mutant for mutant in found if mutant.kind == sort])
        found.remove(mutant)
        picked.append(mutant)
        if found:
            queue.append(found)
        if queue:
            queues.append(queue)
    return picked


#: A survivor in the output: its file, its line, and its change.
_SURVIVOR = re.compile(r"^survived (\S+):(\d+) .*\n    (.*\n    ->  .*)$", re.MULTILINE)


def survivors(output: str) -> list[Mutant]:
    """Return the survivors that an earlier run listed, as the files are now.

    A survivor whose statement is no longer in its file is named and left out.
    """
    found = []
    for path, line, change in _SURVIVOR.findall(output):
        same = [
            m
            for m in (mutants(ROOT, path) if (ROOT / path).exists() else ())
            if mutated(ROOT, m)[1] == change
        ]
        if same:
            found.append(min(same, key=lambda m: abs(m.line - int(line))))
        else:
            print(f"no longer there: {path}:{line}\n    {change}")
    return found


def report(results: list[Result]) -> str:
    """Return the figures, with the number of survivors by kind."""
    kinds = Counter(result.mutant.kind for result in results if result.outcome == "survived")
    lines = [f"{number} survived: {kind}" for kind, number in kinds.most_common()]
    counted = Counter(result.outcome for result in results)
    dead = counted["killed"] + counted["timeout"]
    mattering = len(results) - counted["equivalent"]
    share = 100 * dead / max(1, mattering)
    figures = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counted.items()))
    return "\n".join([*lines, f"{len(results)} mutants: {figures}; {share:.0f}% killed"])


def main() -> None:
    """Record, or run the mutants of a seed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.mutants", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--seed", type=int, default=1, help="which mutants (default 1)")
    parser.add_argument("--count", type=int, default=100, help="how many (default 100)")
    parser.add_argument(
        "--only", default="", metavar="PATH", help="only files with this in their path"
    )
    parser.add_argument("--kind", default="", help="only this kind, such as “raise deleted”")
    parser.add_argument(
        "--again", type=Path, metavar="FILE", help="the survivors in the output of an earlier run"
    )
    parser.add_argument("--all", action="store_true", help="every such mutant")
    parser.add_argument(
        "--verbose", action="store_true", help="also which test killed which mutant"
    )
    parser.add_argument(
        "--record",
        nargs="*",
        metavar="TESTS",
        help=f"record these tests (default {' '.join(TESTS)})",
    )
    args = parser.parse_args()
    options = [
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-k",
        "not fast_enough",
        "--rootdir",
        str(ROOT),
    ]
    if args.record is not None:
        sys.exit(
            pytest.main(
                [*options, *(args.record or TESTS)], plugins=[Recorder(ROOT, fresh=not args.record)]
            )
        )
    os.nice(19)
    if args.again:
        picked = survivors(args.again.read_text(encoding="utf-8"))
    else:
        picked = chosen(args.seed, 10**6 if args.all else args.count, args.only, args.kind)
    record = load_record(ROOT)
    runs = Runs(ROOT, picked, record)
    pytest.main([*options, *record.files], plugins=[runs])
    results = [Result(*found) for found in runs.results]
    if args.verbose or args.again:
        for mutant, outcome, _, by in results:
            print(f"{outcome:10} {mutant.path}:{mutant.line} {mutant.kind}: {by}")
    print(report(results))
    if runs.unsound:
        print("These tests fail without a mutant, too: " + ", ".join(runs.unsound))


if __name__ == "__main__":
    main()
