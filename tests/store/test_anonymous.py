"""What an anonymous change leaves in the files beside the building: no name, no time of day, no
place by a clock.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bltui.store import migrations
from bltui.store.building_file import BuildingFile
from bltui.store.change_summary import Summary
from bltui.store.errors import Busy
from bltui.store.transaction import Transaction

DAY = 86_400


def say(text: str, anonymous: bool = True):
    def work(transaction: Transaction) -> Summary:
        transaction.db.table("feedback").insert({"text": text})
        return Summary("feedback added", anonymous=anonymous)

    return work


def lines(building: BuildingFile) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(f"{building.path}.journal").read_text().splitlines()]


def named_seconds(building: BuildingFile) -> set[int]:
    """The seconds in which somebody with a name did something."""
    return {int(line["at"]) for line in lines(building) if "by" in line}


def test_no_backup_is_named_for_the_time_of_an_anonymous_change(building, add, clock):
    pick = random.Random(1)
    for n in range(400):
        clock.now += pick.choice((7, 611, 11_000))
        building.commit(say(f"remark {n}") if pick.random() < 0.6 else add(f"P {n}"))
    kept = building.backups()
    assert {backup.kind for backup in kept} == {"day", "step"}
    assert {int(backup.at) for backup in kept} <= named_seconds(building)


def test_backups_come_as_often_as_before_once_somebody_has_a_name_again(building, add, clock):
    for _ in range(3):
        clock.now += DAY
        for n in range(25):
            building.commit(say(f"remark {n}"))
        building.commit(
            add("P")
        )  # the first of the day with a name, and the first after a twentieth change
        building.commit(add("Q"))
    assert [b.kind for b in building.backups()] == ["day"] * 3
    for n in range(25):
        building.commit(say(f"remark {n}"))
    building.commit(add("R"))
    building.commit(add("S"))
    assert [b.kind for b in building.backups()] == ["day"] * 3 + ["step"]


@pytest.mark.parametrize("before", [True, False], ids=["anonymous before", "anonymous after"])
def test_a_history_that_begins_again_has_only_its_day(building, add, clock, before):
    building.commit(say("one") if before else add("A"))
    Path(f"{building.path}.journal").unlink()
    clock.now += 4321.5
    building.commit(add("B") if before else say("one"))
    start = building.history()[0]
    assert start.start and start.at % DAY == 0
    assert not before or building.history()[1].by == "sample"


def test_a_new_year_begun_by_an_anonymous_change_does_not_tell_its_time(building, add, clock):
    building.commit(add("A"))
    clock.now += 60 * DAY + 4321.5
    building.commit(say("one"))
    assert lines(building)[0]["start"] and lines(building)[0]["at"] % DAY == 0
    clock.now += 366 * DAY
    building.commit(add("B"))
    assert lines(building)[0]["says"] == "the history starts here"
    assert [entry.says for entry in building.history()][-2:] == [
        "feedback added",
        "people: B added",
    ]


def test_a_file_brought_to_a_new_format_by_an_anonymous_change_has_only_its_day(
    building, add, clock, monkeypatch
):
    building.commit(add("A"))
    monkeypatch.setattr(migrations, "SCHEMA", 2)
    clock.now += 4321.5
    building.commit(say("one"))
    assert [entry.at % DAY == 0 for entry in building.history()] == [False, False, True, True]


def test_the_journal_does_not_keep_the_order_in_which_records_were_given(building):
    numbers = random.Random(2).sample(range(10_000, 99_999), 40)

    def work(transaction: Transaction) -> Summary:
        from tinydb.table import Document

        transaction.db.table("responses").insert_multiple([Document({"n": n}, n) for n in numbers])
        return Summary("survey imported")

    building.commit(work)
    assert [edit["id"] for edit in lines(building)[-1]["edits"]] == sorted(numbers)


HELD = """
import os, signal, sys
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.store.safe_dir import SafeDir
from bltui.store.change_summary import Summary
real = SafeDir.rename
def stop(self, *names):
    real(self, *names)
    print("renamed", flush=True)
    os.kill(os.getpid(), signal.SIGSTOP)
SafeDir.rename = stop
def work(transaction):
    transaction.db.table("feedback").insert({"text": "quiet"})
    return Summary("feedback added", anonymous=True)
BuildingFile(sys.argv[1], Author("m.ortiz", 4002)).commit(work)
"""


def test_a_writer_killed_in_an_anonymous_change_leaves_no_name(building, add):
    building.commit(add("A"))
    with subprocess.Popen(
        [sys.executable, "-c", HELD, building.path], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None and process.stdout.readline() == "renamed\n"
            with pytest.raises(Busy, match="somebody is writing"):
                building.commit(add("B"))
        finally:
            os.kill(process.pid, signal.SIGKILL)
    assert building.read().gen == 3
    for path in Path(building.path).parent.rglob("*"):
        assert path.is_dir() or b"m.ortiz" not in path.read_bytes(), path.name
    building.commit(add("B"))
    assert Path(f"{building.path}.lock").read_text().startswith("sample\t")
