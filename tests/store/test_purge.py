"""A purge takes words out of everything beside a building's file, and leaves a building that is
sound.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bltui.domain.feedback.edits import say
from bltui.domain.feedback.purging import words_of
from bltui.domain.model.editing import edit
from bltui.domain.model.errors import UserError
from bltui.domain.team.staff_edits import add_person
from bltui.store import purge as purging
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.store.doctor import examine
from bltui.store.journal import Journal
from bltui.store.purge import STUB, purge
from bltui.workspace import Workspace

SECRET = "Sam Sample cried in room 4 — “ach”"
TODAY = date(2026, 11, 22)


@pytest.fixture
def workspace(building: BuildingFile, clock: Any) -> Workspace:
    """A building in which a remark was made, changed, copied to backups of several days, and
    carried into a new year.
    """
    space = Workspace(building, today=lambda _: TODAY)
    space.do(partial(say, text=SECRET, on=TODAY, source="teacher"))
    building.back_up()
    clock.now += 86_400
    (item,) = space.building.feedback.values()
    space.do(partial(edit, seen=item, today=space.today, text=f"{SECRET}, twice"))
    clock.now += 86_400 * 60
    space.do(partial(add_person, name="Sample New"))
    building.back_up()
    return space


def reference(space: Workspace) -> str:
    return f"feedback/{next(iter(space.building.feedback))}"


def everything(file: BuildingFile) -> dict[str, bytes]:
    folder = Path(file.path).parent
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def holds(data: bytes) -> bool:
    return b"cried" in data


def test_nothing_is_left_and_the_building_is_sound(workspace: Workspace, clock: Any) -> None:
    file = workspace.file
    before = everything(file)
    assert {name.split("/")[-1][:9] for name, data in before.items() if holds(data)} >= {
        "lincoln.j",
        "journal.y",
        "20261122T",
    }
    done = purge(file, words_of(workspace.building, reference(workspace)), now=clock)
    after = everything(file)
    assert not [name for name, data in after.items() if holds(data)]
    assert set(after) == set(before)
    assert (done.dropped, done.left) == (0, ()) and done.lines >= 2 and done.backups >= 2
    assert [line.words for line in examine(file.path) if line.state == "bad"] == []
    workspace.refresh()
    (item,) = workspace.building.feedback.values()
    assert item.text == STUB and item.archived and item.source == "teacher"
    entries = file.history()
    assert entries[-1].says == f"purged: {reference(workspace)}" and entries[-1].by == "sample"
    assert [e.says for e in entries].count(STUB) == 2
    workspace.do(partial(add_person, name="Sample Later"))
    assert workspace.history()[-1][0].says == "people: Sample Later added"


def test_what_was_purged_does_not_come_back(workspace: Workspace, clock: Any) -> None:
    file = workspace.file
    said, later = (entry.id for entry, _ in workspace.history()[1:3])
    oldest = next(b for b in file.backups() if b.kind == "kept")
    purge(file, words_of(workspace.building, reference(workspace)), now=clock)
    workspace.refresh()
    with pytest.raises(UserError):
        workspace.undo(said)
    workspace.undo(later)
    file.restore(oldest)
    workspace.refresh()
    assert not any(holds(data) for data in everything(file).values())


def test_purging_twice_and_purging_what_is_not_there(workspace: Workspace, clock: Any) -> None:
    words = words_of(workspace.building, reference(workspace))
    first = purge(workspace.file, words, now=clock)
    again = purge(workspace.file, words, now=clock)
    assert [e.id for e in workspace.file.history()[-2:]] == [
        first.change,
        again.change,
    ] and again.backups == 0
    before = everything(workspace.file)
    with pytest.raises(UserError, match=r"There is no feedback/7\."):
        purge(workspace.file, {"feedback/7": ("text",)}, now=clock)
    assert everything(workspace.file) == before


@pytest.mark.parametrize("step", ["journal", "backup", "file"])
def test_cut_short_it_can_be_done_again(
    workspace: Workspace, clock: Any, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = words_of(workspace.building, reference(workspace))
    calls = {"journal": 3, "backup": 1, "file": 99}[step]
    replace: Callable[..., None] = purging._replace
    count = 0

    def failing(*args: Any) -> None:
        nonlocal count
        count += 1
        if count >= calls:
            raise KeyboardInterrupt
        replace(*args)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(purging, "_replace", failing)
        if step == "file":
            patch.setattr(purging.WriteSession, "write", failing)
            calls = 0
        purge(workspace.file, words, now=clock)
    assert [line.words for line in examine(workspace.file.path) if line.state == "bad"] == []
    purge(workspace.file, words, now=clock)
    assert not any(holds(data) for data in everything(workspace.file).values())


def test_damaged_lines_and_copies_are_not_forgotten(workspace: Workspace, clock: Any) -> None:
    file = workspace.file
    folder = Path(file.path).parent
    (old,) = folder.rglob("journal.year-2026-001")
    old.write_bytes(
        old.read_bytes()
        + b'{"gen":3,"says":"cried in room 4 \xe2\x80\x94 \xe2\x80\x9cach\xe2\x80\x9d" torn\n'
    )
    text = workspace.building.feedback[int(reference(workspace).partition("/")[2])].text
    old.write_bytes(old.read_bytes() + f'{{"x":"{text}"\n'.encode())
    (folder / "lincoln.json.backups" / "20260101T000000Z-g000001-kept.json").write_text(
        f"broken {text}"
    )
    done = purge(file, words_of(workspace.building, reference(workspace)), now=clock)
    assert done.dropped == 1 and done.left == ("20260101T000000Z-g000001-kept.json",)
    with file.place.folder() as inner:
        assert Journal(inner, file.place).survey().entries


def test_files_keep_their_rights(workspace: Workspace, clock: Any) -> None:
    file = workspace.file
    Path(file.path).chmod(0o660)
    purge(file, words_of(workspace.building, reference(workspace)), now=clock)
    folder = Path(file.path).parent
    names = [
        folder / "lincoln.json",
        folder / "lincoln.json.journal",
        next(folder.rglob("journal.year-*")),
    ]
    assert {oct(name.stat().st_mode & 0o777) for name in names} == {"0o660"}


def test_the_words_of_an_action_made_from_a_remark_go_with_it(workspace: Workspace) -> None:
    from bltui.domain.meetings.actions import add_action

    number = reference(workspace).replace("/", ":")
    text = workspace.building.feedback[int(number.partition(":")[2])].text
    workspace.do(partial(add_action, text=text, source=number))
    assert set(words_of(workspace.building, reference(workspace))) == {
        reference(workspace),
        "actions/1",
    }
    with pytest.raises(UserError):
        words_of(workspace.building, "profile/1")


def test_an_anonymous_remark_leaves_no_name_and_no_time(building: BuildingFile) -> None:
    space = Workspace(building, today=lambda _: TODAY)
    space.do(partial(say, text="The copier is always broken", on=TODAY, anonymous=True))
    entry = building.history()[-1]
    assert (entry.by, entry.account, entry.uid, entry.hint) == (
        None,
        None,
        None,
        None,
    ) and entry.at % 86_400 == 0
    (item,) = space.building.feedback.values()
    assert item.by is None and item.at is not None and item.at % 86_400 == 0
    with pytest.raises(UserError, match="You have nothing to"):
        Workspace(building, today=lambda _: TODAY).undo()


def test_remarks_lie_in_the_file_in_an_order_that_says_nothing(building: BuildingFile) -> None:
    space = Workspace(building, today=lambda _: TODAY)
    for n in range(12):
        space.do(partial(say, text=f"remark {n}", on=TODAY, anonymous=True))
    stored = list(building.read().documents["feedback"])
    assert stored == sorted(stored)
    spoken = [int(space.building.feedback[number].text.split()[1]) for number in stored]
    assert spoken != sorted(spoken)


def test_author_of_the_purge_is_named(workspace: Workspace, clock: Any) -> None:
    file = BuildingFile(workspace.file.path, Author("lee", 4002), now=clock)
    purge(file, words_of(workspace.building, reference(workspace)), now=clock)
    assert file.history()[-1].by == "lee"
