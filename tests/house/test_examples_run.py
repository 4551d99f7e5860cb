"""Every example of docs/commands.md and of the help runs, each on a fresh copy of the sample building.

An example may need something first, such as a meeting that is running: `FIRST` says what.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bltui.cli.commands import grammar
from tests.cli.commands_page import leaves

from .page_shell import SAMPLES, PageShell, reason_not_to_run

TODAY = "2026-11-23"
EXAMPLES = [parser.get_default("example") for parser in leaves(grammar(None, whole=True))]

PERSON = 'bltui people add "Sample Person" --title "Grade 2 teacher" --grades 2'
MEMBER = 'bltui team add "Sample Person" --role "Grade 2 Teacher" --start 7/1/2026 --end 6/30/2028'
UNION = 'bltui team seat add "Union Rep." --groups UNION'
WEDNESDAYS = 'bltui cwg schedule 3 "every other wed 3:15pm-4pm sep 9 to may 20" --room 104'
INDICATOR = 'bltui plan indicator add "Fluent readers in grade 3" --strategy 1 --kind student'
TRAINING = "bltui training add 9/28/2026"
ROUND = 'bltui feedback round open "Step 8 in spring" --invited 40'
PLANNED = 'bltui meeting plan --date today --start 3:30pm --end 4:45pm --place "Room 12"'
STARTED = f"{PLANNED} && bltui meeting start"
ENDED = f"{STARTED} && bltui meeting end"

#: The beginning of an example -> what runs first. All that fit run, in this order.
FIRST: tuple[tuple[str, str], ...] = (
    (r'(?!people add|add |team add|team what-if add).*"Sample Person"', PERSON),
    (r"team (edit|end|what-if end) |team (facilitator|liaison) ", MEMBER),
    (r"team seat (fill|remove)", UNION),
    (r"team seat answer", 'bltui team seat add "Office"'),
    (r"calendar bell weekday", 'bltui calendar bell set "Late start" 1=9:30-10:05'),
    (r"availability clear", 'bltui availability set "Casey Sample" planning --period 4'),
    (r"cwg (move|cancel|held|restore|keep|draft|close) 3", WEDNESDAYS),
    (r"cwg restore", "bltui cwg cancel 3 10/21"),
    (r"cwg keep", "bltui cwg held 3 10/21 && bltui cwg schedule 3 'every fri 3:15pm-4pm'"),
    (r"step cycle (start|advance)", "bltui step cycle close --cwg 2 --outcome adopt"),
    (r"step cycle start", 'bltui plan strategy add "Close reading" --goal 1'),
    (r"step cycle advance", "bltui step cycle start --cwg 2 --strategy 1"),
    (r"year open", "bltui year close"),
    (r"plan (indicator edit|measure)", INDICATOR),
    (r"training (edit|attendance) ", TRAINING),
    (r"feedback (round (show|edit|close|answer)|import)", ROUND),
    (r"feedback rename-theme", 'bltui feedback theme "Time to plan" 12345'),
    (
        r"meeting (agenda|prepare|edit|move|cancel|restore|send|post|remove|item)|feedback discuss",
        PLANNED,
    ),
    (r"meeting item (edit|move|remove)", "bltui meeting prepare"),
    (r"meeting restore", "bltui meeting cancel 2"),
    (r"meeting (step|steps|result|stop) ", "bltui meeting start --team cwg:2"),
    (
        r"meeting (present|guest|role|note|park|plus|delta|tell|heard|decide|action|self|end)",
        STARTED,
    ),
    (r"meeting turn", f'{STARTED} && bltui meeting item add "Grade 3 data" --protocol data'),
    (r"meeting (share|approve|amend)", ENDED),
    (r"meeting (approve|amend)", "bltui meeting share 2"),
    (r"meeting amend", "bltui meeting approve 2"),
    (r"(export|cwg) handout8? (?!--draft)", 'bltui cwg waive CWG-02 KEY --why "a substitute"'),
    (r"undo|redo|history show", PERSON),
    (r"redo", "bltui undo"),
    (r"restore", "bltui backup make"),
)


def answer_of(shell: PageShell, line: str) -> Any:
    return json.loads(shell.run(f"{line} --json").out)


def conflict(shell: PageShell) -> dict[str, Any]:
    return answer_of(shell, "bltui cwg check")["conflicts"][0]


#: What an example cannot know -> the same in the sample building.
STAND_INS: dict[str, Callable[[PageShell], str]] = {
    "12345": lambda shell: answer_of(shell, "bltui feedback list")[0]["id"],
    "23456": lambda shell: answer_of(shell, "bltui feedback list")[1]["id"],
    "CWG-07": lambda shell: conflict(shell)["rule"],
    "cwgs/1|people/12": lambda shell: conflict(shell)["key"],
    " KEY ": lambda shell: f" '{conflict(shell)['key']}' ",
    "7kq2mzr4": lambda shell: answer_of(shell, "bltui history")[0]["change"],
    "availability clear 12": lambda _: "availability clear 1",
    "restore 57": lambda _: "restore 1",
}


def real(line: str, shell: PageShell) -> str:
    """Return a line with what the sample building has."""
    for stand_in, found in STAND_INS.items():
        if stand_in in line:
            line = line.replace(stand_in, found(shell))
    return line


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "school.json"
    assert PageShell(TODAY).run(f"bltui demo --write {path}").status == 0
    return path


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: Path) -> Path:
    """Return a folder with a copy of the sample building, in an empty home."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "BLTUI_CONFIG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TZ", "America/Chicago")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "home").mkdir()
    work = tmp_path / "work"
    work.mkdir()
    for path in sample.parent.iterdir():
        if path.is_file():
            shutil.copy(path, work)
    monkeypatch.chdir(work)
    return work


@pytest.mark.parametrize("example", [e for e in EXAMPLES if not reason_not_to_run(e)])
def test_an_example_runs(place: Path, example: str) -> None:
    shell = PageShell(TODAY)
    line = example.removeprefix('eval "$(').removesuffix(')"')
    if " import " in line or "--wishes" in line:
        shutil.copytree(SAMPLES, place, dirs_exist_ok=True)
    if not line.startswith("bltui new"):
        shell.variables["BLTUI_FILE"] = "school.json"
    words = line.removeprefix("bltui ")
    for pattern, before in FIRST:
        if re.match(pattern, words):
            answer = shell.run(real(before, shell))
            assert answer.status == 0, f"first {before}: {answer.err}"
    answer = shell.run(line if line.startswith("bltui new") else real(line, shell))
    finds = re.match(r"(cwg |training )?check", words)
    assert answer.status == 0 or (finds and answer.status == 1), answer.err


def test_nothing_is_prepared_for_no_example() -> None:
    words = [example.removeprefix("bltui ") for example in EXAMPLES]
    assert not [p for p, _ in FIRST if not any(re.match(p, w) for w in words)]
