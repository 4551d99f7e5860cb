"""Who is here: seen while it is there, gone when it leaves or dies, never in anybody's way."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bltui.store.author import Author
from bltui.store.presence import Presence

ORTIZ = Author("m.ortiz", 4002)


def test_two_sessions_see_each_other_and_leave_nothing(building, author, beside):
    names = beside(building)
    with Presence(building.path, author) as mine:
        assert mine.others() == []
        with Presence(building.path, ORTIZ) as theirs:
            assert [guest.name for guest in mine.others()] == ["m.ortiz"]
            assert [guest.name for guest in theirs.others()] == ["sample"]
            assert abs(mine.others()[0].since - time.time()) < 5
        assert mine.others() == []
        assert beside(building) == names | {"lincoln.json.here"}
    assert beside(building) == names


def test_a_killed_session_vanishes_by_itself(building, author):
    script = (
        "import sys, time\n"
        "from bltui.store.author import Author\n"
        "from bltui.store.presence import Presence\n"
        "with Presence(sys.argv[1], Author('m.ortiz', 4002)):\n"
        "    print('here', flush=True)\n"
        "    time.sleep(60)\n"
    )
    with Presence(building.path, author) as mine:
        with subprocess.Popen(
            [sys.executable, "-c", script, building.path], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            assert [guest.name for guest in mine.others()] == ["m.ortiz"]
            process.kill()
        assert mine.others() == []
        assert len(list(Path(building.path + ".here").iterdir())) == 1


def test_a_half_made_entry_is_no_guest_and_goes_when_it_is_old(building, author):
    with Presence(building.path, author) as mine:
        half = Path(building.path + ".here") / ".99-half"
        half.write_text("x")
        assert mine.others() == []
        assert half.exists()
        os.utime(half, (time.time() - 60,) * 2)
        assert mine.others() == []
        assert not half.exists()


def test_nonsense_in_the_folder_harms_nobody(building, author):
    with Presence(building.path, author) as mine, Presence(building.path, ORTIZ):
        here = Path(building.path + ".here")
        (here / "folder").mkdir()
        (here / "link").symlink_to("/etc/passwd")
        (here / "bytes").write_bytes(b"\xff\x00")
        theirs = next(
            p for p in here.iterdir() if p.is_file() and "m.ortiz" in p.read_text(errors="replace")
        )
        theirs.write_bytes(b"\xff no tab")
        assert [guest.name for guest in mine.others()] == ["?"]
    assert (here / "folder").exists()


@pytest.mark.parametrize("blocked", ["a file lies there", "the folder is gone"])
def test_where_presence_cannot_be_shown_it_is_not(building, author, blocked):
    if "file" in blocked:
        Path(building.path + ".here").write_text("x")
        path = building.path
    else:
        path = building.path + "/nowhere/b.json"
    with Presence(path, author) as mine:
        assert mine.others() == []


def test_asking_is_cheap(building, author):
    with Presence(building.path, author) as mine, Presence(building.path, ORTIZ):
        start = time.process_time()
        for _ in range(100):
            mine.others()
        assert time.process_time() - start < 1.0  # 10 ms each, where a tenth is usual


def test_a_crowd_that_comes_and_goes(building, author):
    for _ in range(30):
        with Presence(building.path, author) as mine:
            with Presence(building.path, ORTIZ):
                pass
            with Presence(building.path, ORTIZ):
                assert len(mine.others()) == 1
    assert not Path(building.path + ".here").exists()
