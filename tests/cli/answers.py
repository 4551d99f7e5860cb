"""The JSON answers of commands in a busy week of the sample building and after it.

`python -m tests.cli.answers` writes them. Texts of several words are left out, so that wording may
change; numbers, dates, field names and choices may not.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shlex
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bltui.cli import main

GOLDEN = Path(__file__).parent / "golden" / "answers.jsonl"
#: The building after the busy week.
BUSY = GOLDEN.with_name("busy.json")
DAY = "2026-11-22"
LATER = ("2026-12-08", "2027-06-20")
#: The commands of the busy week.
STORY = """
people add "New Sample" --title "Grade 2 teacher" --grades 2 --subjects Reading
people edit "New Sample" --title Coach
people deactivate 12
team add "New Sample" --role "Union Rep." --groups UNION --kind term --start 2026-07-01 --end 2028-06-30
team edit "New Sample" --end 2027-06-30
team seat add "Open seat" --groups NONCERT
team seat fill "Open seat" 3 --start 2026-11-01
team facilitator 4
team contact principal "about the agenda" --on 2026-11-20
calendar day 2026-12-24..2026-12-25 no_school --name "Extra days"
calendar day 2026-12-09 early_release --dismissal 13:00
calendar rotation A,B --policy carry --start 2026-08-24
calendar bell set Regular 1=8:00-8:46 2=8:50-9:36 --students 8:00-15:00
calendar bell weekday wed Regular
availability set 2 planning --period 2
availability set 3 busy --days wed --time 3pm-4pm
availability set 4 if_needed --days mon,wed --time 3pm-5pm
availability set 5 away --from 2026-12-01 --to 2026-12-18
cwg add Numbers --structure interest --leader 3 --member 4 --focus Fluency --goal none
cwg join 1 6
cwg leave 2 7 --on 2026-11-20
cwg schedule 5 "every other wed 3:15pm-4pm sep 9 to may 19" --room 104
cwg move 1 2026-12-02 to 2026-12-03 --why snow
cwg cancel 2 2026-12-15
cwg extra 1 2026-12-10 --time 3:15pm-4pm
cwg publish 3
calendar snow 2027-01-20 --then next_week
step set 8 blocked --reason "waiting for data"
step due 8 2026-11-20
step owner 8 3
step check 1 1
step evidence 6 "data: reading quiz https://example.org/quiz" --subgroup "grade 2"
step cycle back --cwg 2
step cycle advance --cwg 2 --evidence "data:reading quiz"
step cycle close --cwg 3 --outcome stop --learned "Shorter texts"
plan district measure 1 "State test" --baseline 61 --target 70 --unit points --by 2027-05-31
plan goal add "Grade 3 reads better" --district none
plan goal edit 1 --status reached
plan strategy add Talk --goal 2 --reference "Sample Author (2020), https://example.org"
plan indicator add "Fluent readers" --strategy 1 --kind student --baseline 54@2026-09-15 --target 70@2027-05-01
plan measure "Fluent readers" 2026-10-15 --expected 56
plan measure "Fluent readers" 2026-11-15 --expected 58 --actual 62
plan evaluate impact "Better by 12 points"
plan finance Readers --amount 1200 --goal 1
training add 2027-01-14 --presenters 2,3 --planning-minutes 60 --goal 1
training segment 2027-01-14 Asking --phase we_do --minutes 20
training segment 2027-01-14 Modeling --phase i_do
training plan 2027-01-14 --how "In rooms" --leads 2
message add staff "By mail" --on 2026-11-20
message add cwg "To a group" --cwg 2
feedback add "More visits" --from teacher --about step:5
feedback add "Less paper" --anonymous
feedback round open Spring --invited 40 --closes +14
feedback round answer 1 --score students=4 --text next_steps="More visits" --from teacher
feedback round answer 1 --score students=2
meeting plan --date 2026-12-15 --start 15:30 --end 16:30
meeting prepare 2
meeting item add Budget --minutes 15 --meeting 2
meeting item add Late --at 3:00-3:15pm --meeting 2
meeting move 2 to 2026-12-08
meeting send 2
meeting start --at 15:30
meeting present 2,3,4,5 --late 6 --excused 7 --left 8
meeting role recorder 3
meeting note "4 of 6 rooms"
meeting park Copier
meeting plus "In time"
meeting delta "Fewer points"
meeting tell Adopted --party staff
meeting heard Grants --party DLT
meeting decide Calendar --yes 4 --no 1 --abstain 1
meeting decide Books --fist 3,4,5,2
meeting decide Agreed --consensus
meeting action "Copy the rubric" --owner 3 --due 2026-11-27
meeting self-check "3 4 4 2"
meeting self-check "1 2 4 3"
meeting end --next 2026-12-15 --at 16:40
meeting share 3
action add Overdue --owner 5 --due 2026-11-20
action add Open
action begin 1
action done 2
building set --limit size_max=10 --rule COM-12=error
""".strip().splitlines()
#: The commands that are asked after the week.
QUESTIONS = """
status
check
people list
team list
team coverage
team coverage --on 2027-09-01
team rotation
calendar show
calendar days --from 2026-12-07 --to 2027-01-22
calendar bell list
availability list
cwg list
cwg list --all
cwg show 1
cwg show 2
cwg show 5
cwg dates 1
cwg dates 5
cwg check
cwg free 5
cwg handout --draft
cwg propose --structure interest --topics Reading,Writing --seed 7
step list
step show 1
step show 5
step show 6
step show 8
step matrix
plan show
plan align
plan responsibilities
plan standards
plan indicator list
training list
training check
message list
feedback list
feedback wall
feedback themes
feedback words
feedback summary
feedback round list
feedback round show 1
meeting list
meeting next
meeting agenda
meeting agenda 2
meeting minutes 1
meeting minutes 3
meeting self-check
action list
building show
year close --dry-run
team what-if add "Somebody New" --role "Union Rep."
team what-if end 4
""".strip().splitlines()
#: Values that differ in each run: ids of changes, and who made them when.
_RUN = ("change", "at", "by", "latest")
#: Values that depend on the day.
DAILY = ("check", "step list", "training check", "action list")


def masked(value: Any) -> Any:
    """Return a JSON value without its prose."""
    if isinstance(value, str):
        return "…" if " " in value or value.startswith("/") else value
    if isinstance(value, list):
        return [masked(one) for one in value]
    if isinstance(value, dict):
        return {key: "…" if key in _RUN else masked(one) for key, one in value.items()}
    return value


class File:
    """A building file that commands run on."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def ask(self, words: str, day: str = DAY) -> Any:
        """Run a command; return its exit status and its answer."""
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            status = main(
                [
                    "--file",
                    str(self.path),
                    "--as",
                    "sample",
                    "--today",
                    day,
                    *shlex.split(words),
                    "--json",
                ]
            )
        return [status, masked(json.loads(out.getvalue() or "null"))]

    def tables(self) -> dict[str, Any]:
        """Return the records by reference, without bookkeeping."""
        return {
            f"{table}/{number}": {
                key: value for key, value in record.items() if not key.startswith("_")
            }
            for table, records in json.loads(self.path.read_text(encoding="utf-8")).items()
            for number, record in records.items()
            if table != "_meta"
        }


def week(path: Path) -> Iterator[tuple[str, Any]]:
    """Run the busy week on a new file of the sample building.

    Yields every command with its answer, and then the records.
    """
    file = File(path)
    with contextlib.redirect_stdout(io.StringIO()):
        main(["demo", "--write", str(path), "--today", DAY])
    before = file.tables()
    for words in STORY:
        yield words, file.ask(words)
    after = file.tables()
    yield (
        "records",
        {name: masked(record) for name, record in after.items() if before.get(name) != record},
    )


#: The commands that are asked after the week, with the day.
ASKED = [(words, DAY) for words in QUESTIONS] + [(words, day) for day in LATER for words in DAILY]


def line(what: Sequence[str], said: Any) -> str:
    """Return a command with its answer as one line of JSON."""
    return json.dumps([*what, said], ensure_ascii=False, separators=(",", ":"))


def write(folder: Path) -> None:
    """Write the answers, and the building of the busy week."""
    path = folder / "school.json"
    told = [line((words,), said) for words, said in week(path)]
    shutil.copy(path, BUSY)
    told += [line(asked, File(path).ask(*asked)) for asked in ASKED]
    GOLDEN.write_text("".join(f"{one}\n" for one in told), encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(
            HOME=home, XDG_STATE_HOME=home, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home, TZ="UTC"
        )
        write(Path(home))
