"""`bltui district DIR`: every building file of a folder in one table.

Read-only. A file that cannot be read is listed as a problem.
"""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from bltui import clock, framework
from bltui import workspace as bltui_workspace
from bltui.cli.errors import CommandError
from bltui.cli.parser import Parser, make_command
from bltui.cli.session import Session
from bltui.domain.checks.district_summary import RollUp, StepCell, roll_up
from bltui.domain.model import severity
from bltui.domain.model.building import Unreadable
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date
from bltui.exchange import text_table
from bltui.store import building_file, discovery, errors

if TYPE_CHECKING:
    from bltui.store.errors import StoreError
    from bltui.store.journal_entry import JournalEntry

#: A status as a sign and a word. Every pipe and every terminal can show both.
CELLS = {
    "done": ("x", "done"),
    "in_progress": (">", "now"),
    "late": ("!", "late"),
    "blocked": ("!", "blocked"),
    "not_started": (".", "next"),
    "not_applicable": ("-", "n/a"),
}
LEGEND = "x done, > now, ! late or blocked, . next (not begun), - does not apply"
#: Width of a building's name in a narrow terminal, in characters.
NAME = 18
#: Seconds between two progress lines of a slow run.
PATIENCE = 2.0


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One building of the folder."""

    file: str
    """The file's path inside the folder."""
    uuid: str
    seen: RollUp
    at: str | None
    """When the file was last changed, in the building's time zone.

    For an anonymous change only the day is accurate.
    """
    by: str | None
    what: str | None


class Problem(msgspec.Struct, frozen=True):
    """A file that could not be read."""

    file: str
    message: str


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments."""
    make_command(parser, district, example="bltui district /srv/blt --json")
    parser.add_argument(
        "folder",
        metavar="DIR",
        help="the folder with the building files, or with a folder for each. JSON: folder, buildings (file, building, "
        "district, sample, year, closed, on, steps, cycles, findings, context, last), problems (file, message), totals. "
        "Exit status 65 if no file can be read as a building",
    )


def district(session: Session, args: Namespace) -> int:
    """Print the table, with the files that cannot be read listed below it."""
    lines: list[Line] = []
    problems: list[Problem] = []
    for found in _read(session, args.folder):
        if isinstance(found, Problem):
            problems.append(found)
        elif twin := next((line for line in lines if line.uuid == found.uuid), None):
            problems.append(
                Problem(
                    found.file, f"the same building as {twin.file}: a copy or a link. Not counted."
                )
            )
        else:
            lines.append(found)
    if not (lines or problems):
        raise CommandError(
            (
                f"{args.folder}: no building files in this folder or one level below. "
                "Name another folder."
            ),
            65,
        )
    lines.sort(
        key=lambda line: (line.seen.district.casefold(), line.seen.building.casefold(), line.file)
    )
    if session.out.as_json:
        session.out.json(_json(args.folder, lines, problems))
    else:
        _print(session, lines, problems)
    return 0 if lines else 65


# -- reading ---------------------------------------------------------------------------------------


def _read(session: Session, folder: str) -> Iterator[Line | Problem]:
    """Yield every file of the folder. A slow run prints progress on a terminal."""
    paths = list(discovery.building_files(folder))
    said = time.monotonic()
    watched = sys.stderr is not None and sys.stderr.isatty()
    for number, path in enumerate(paths):
        if watched and time.monotonic() - said > PATIENCE:
            said = time.monotonic()
            session.out.tell(f"{number} of {len(paths)} files read …")
        if isinstance(path, errors.StoreError):
            yield Problem(os.path.relpath(path.path, folder), _words(path))
        else:
            yield _line(session, path, os.path.relpath(path, folder))


def _line(session: Session, path: str, name: str) -> Line | Problem:
    try:
        workspace = bltui_workspace.Workspace(
            building_file.BuildingFile(path, session.author), today=session.today_at
        )
        building = workspace.building
        seen = roll_up(building, workspace.framework, workspace.today, workspace.findings())
        last: JournalEntry | None = next(iter(workspace.latest(1)), None)
    except errors.StoreError as error:
        return Problem(name, _words(error))
    except (Unreadable, framework.Unusable, UserError) as error:
        return Problem(name, f"{error}".rstrip(".") + ". `bltui doctor` shows more.")
    except KeyError as error:
        return Problem(
            name,
            (f"It links to a record that does not exist ({error}). `bltui doctor` shows which."),
        )
    return Line(
        file=name,
        uuid=workspace.version.uuid,
        seen=seen,
        at=clock.moment(last.at, building.profile.tz) if last else None,
        by=last.by if last else None,
        what=last.says if last else None,
    )


def _words(error: StoreError) -> str:
    """Return what is wrong with a file, without its full path."""
    return f"{error.what.rstrip('.')}. {error.todo}".strip()


# -- printing --------------------------------------------------------------------------------------


def _totals(lines: Sequence[Line], problems: Sequence[Problem]) -> dict[str, Any]:
    steps = sorted({cell.step for line in lines for cell in line.seen.steps})
    asked = [line.seen.context for line in lines if line.seen.context is not None]
    return {
        "buildings": len(lines),
        "not_read": len(problems),
        "done": {str(n): sum(_done(line, n) for line in lines) for n in steps},
        "cycles": {key: sum(line.seen.cycles[key] for line in lines) for key in ("open", "closed")},
        "findings": {
            key: sum(line.seen.findings[key] for line in lines) for key in severity.tally(())
        },
        "context": {"set": sum(context.set for context in asked), "of": len(asked)},
    }


def _done(line: Line, step: int) -> bool:
    return any(cell.step == step and cell.status == "done" for cell in line.seen.steps)


def _json(folder: str, lines: Sequence[Line], problems: Sequence[Problem]) -> dict[str, Any]:
    buildings = [
        {
            "file": line.file,
            **msgspec.to_builtins(line.seen),
            "last": {"at": line.at, "by": line.by, "what": line.what} if line.at else None,
        }
        for line in lines
    ]
    return {
        "folder": folder,
        "buildings": buildings,
        "problems": problems,
        "totals": _totals(lines, problems),
    }


def cell(step: StepCell | None) -> tuple[str, str]:
    """Return a step as a sign and a word, both empty if the building's framework lacks the step."""
    return ("", "") if step is None else CELLS["late" if step.late else step.status]


def _print(session: Session, lines: Sequence[Line], problems: Sequence[Problem]) -> None:
    steps = sorted({one.step for line in lines for one in line.seen.steps})
    heads, rows = _wide(lines, steps)
    if session.out.for_person and any(
        text_table.width(text) > _columns() for text in text_table.aligned(heads, rows)
    ):
        _narrow(session, lines, steps)
    else:
        session.out.table(heads, rows)
    _sum_up(session, lines, problems, steps)


def _columns() -> int:
    """Return the terminal's width in columns, 80 if it is unknown."""
    if (wanted := os.environ.get("COLUMNS", "")).isdecimal():
        return int(wanted)
    try:
        return os.get_terminal_size().columns or 80
    except OSError:
        return 80


def _wide(
    lines: Sequence[Line], steps: Sequence[int]
) -> tuple[Sequence[str], list[tuple[object, ...]]]:
    """Return headings and rows with each step as a sign and a word."""
    named = (f"step {n}" for n in steps)
    heads = (
        "building",
        "year",
        *named,
        "cycles",
        severity.WORDS["error"].casefold(),
        severity.WORDS["warn"].casefold(),
        "last change",
        "context",
        "file",
    )
    rows = [
        (
            _called(line),
            _year(line),
            *(" ".join(cell(one)) for one in _cells(line, steps)),
            f"{line.seen.cycles['open']} open, {line.seen.cycles['closed']} closed",
            line.seen.findings["error"],
            line.seen.findings["warn"],
            f"{_changed(line)} {line.by or '–'}".strip() if line.at else "",
            _context(line),
            line.file,
        )
        for line in lines
    ]
    return heads, rows


def _narrow(session: Session, lines: Sequence[Line], steps: Sequence[int]) -> None:
    """Print signs only, with a legend below, so that the table fits in 80 columns."""
    rows = [
        (
            _called(line) if len(_called(line)) <= NAME else f"{_called(line)[: NAME - 1]}…",
            line.seen.year,
            " ".join(cell(one)[0] or " " for one in _cells(line, steps)),
            f"{line.seen.cycles['open']}/{line.seen.cycles['closed']}",
            f"{line.seen.findings['error']}/{line.seen.findings['warn']}",
            _changed(line),
            "" if line.seen.context is None else "set" if line.seen.context.set else "no",
        )
        for line in lines
    ]
    heads = (
        "building",
        "year",
        " ".join(str(n) for n in steps),
        "cyc",
        "r/r",
        "changed",
        "context",
    )
    for text in text_table.aligned(heads, rows):
        session.out.line(text)
    session.out.line(LEGEND)
    session.out.line("cyc: cycles open/closed, r/r: findings Required/Recommended")


def _cells(line: Line, steps: Sequence[int]) -> list[StepCell | None]:
    known = {one.step: one for one in line.seen.steps}
    return [known.get(step) for step in steps]


def _called(line: Line) -> str:
    return f"{line.seen.building}{' (sample)' if line.seen.sample else ''}"


def _year(line: Line) -> str:
    return f"{line.seen.year}{' closed' if line.seen.closed else ''}"


def _changed(line: Line) -> str:
    """Return the day of the last change."""
    return show_date(date.fromisoformat(line.at[:10])) if line.at else ""


def _context(line: Line) -> str:
    context = line.seen.context
    if context is None:
        return ""
    return (
        f"set {show_date(context.on) if context.on else ''}".strip() if context.set else "not set"
    )


def _sum_up(
    session: Session, lines: Sequence[Line], problems: Sequence[Problem], steps: Sequence[int]
) -> None:
    out, totals = session.out, _totals(lines, problems)
    count = totals["buildings"]
    out.line(f"{count} {'building' if count == 1 else 'buildings'}")
    if lines:
        done = ", ".join(f"step {n} in {totals['done'][str(n)]}" for n in steps)
        out.line(f"  done: {done}")
        out.line(f"  cycles: {totals['cycles']['open']} open, {totals['cycles']['closed']} closed")
        found = totals["findings"]
        out.line(f"  findings: {severity.summary(found) or 'none'}")
        if totals["context"]["of"]:
            out.line(
                f"  context set by the superintendent: {totals['context']['set']} of "
                f"{totals['context']['of']}"
            )
    if problems:
        out.line(f"Not read ({len(problems)})")
        for problem in problems:
            out.line(f"  {problem.file}: {problem.message}")
