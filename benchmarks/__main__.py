"""Print the ratios of one run as tables: `python -m benchmarks [--runs N] [--only PARTS]`.

PARTS are commands, commits, feedback, schedule, terminal and forms, separated by commas.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import commands, commits, feedback, forms, schedule, terminal
from benchmarks.report import table


def main() -> None:
    """Measure and print. A missed goal is printed and is not a failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="counted runs of each (default 7)")
    parser.add_argument(
        "--only", default="commands,commits,feedback,schedule,terminal,forms", help="which parts"
    )
    args = parser.parse_args()
    only = args.only.split(",")
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {args.runs} runs in turn; "
        "median (least-most). Only the ratios mean something.\n"
    )
    with tempfile.TemporaryDirectory(prefix="bltui-bench-") as folder:
        os.environ["XDG_STATE_HOME"] = (
            folder  # the person's own drafts would be offered at the start
        )
        building = Path(folder) / "sample.json"
        subprocess.run(
            [sys.executable, "-m", "bltui", "demo", "--write", str(building)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        if "commands" in only:
            print(table("Commands", commands.run(building, args.runs)))
        if "commits" in only:
            print(table("Commits", commits.run(args.runs)))
        if "feedback" in only:
            print(table("Feedback", feedback.run(args.runs)))
        if "schedule" in only:
            print(table("Meetings", schedule.run(args.runs)))
        if "terminal" in only:
            print(table("Terminal, 120x40", terminal.run(building, args.runs)))
        if "forms" in only:
            print(table("Forms, 120x40", forms.run(building, args.runs)))


if __name__ == "__main__":
    main()
