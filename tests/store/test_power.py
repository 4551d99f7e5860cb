"""Power cuts, modelled: whatever part of what was not yet synced reaches the disk, the file is old
or new, and saved is saved.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bltui.store import journal, lock, safe_dir
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.store.errors import StoreError
from bltui.store.replay import replay

SAMPLE = Author("sample", 4001)


class Disk:
    """What a disk may hold at a power cut, kept along with the real calls.

    Names change in order or, journal-less, in any: every prefix of the changes since the folder's
    last sync, and every one of them left out alone. A file's bytes are those of its last sync, the
    newest, or half of the newest.
    """

    def __init__(self, folder: Path, forget: str) -> None:
        self.folder, self.forget = folder, forget
        self.names: dict[str, int] = {}
        self.pending: list[list[tuple[str, int | None]]] = []
        self.synced: dict[int, bytes] = {}
        self.newest: dict[int, bytes] = {}
        self.states: set[tuple[tuple[tuple[str, bytes], ...], bool]] = set()
        self.done = False
        for path in folder.iterdir():
            if path.is_file():
                inode = path.stat().st_ino
                self.names[path.name] = inode
                self.synced[inode] = self.newest[inode] = path.read_bytes()

    def _inside(self, fd: int | None) -> bool:
        return fd is not None and os.fstat(fd).st_ino == self.folder.stat().st_ino

    def kind(self, inode: int) -> str:
        """Whether these bytes are the journal's or another file's."""
        path = self.folder / "b.json.journal"
        return "journal" if path.exists() and path.stat().st_ino == inode else "file"

    def rename(self, *changes: tuple[str, int | None]) -> None:
        self.pending.append(list(changes))

    def see(self) -> None:
        """Note every state that a power cut at this moment may leave."""
        steps = self.pending
        orders = [steps[:n] for n in range(len(steps) + 1)] + [
            steps[:n] + steps[n + 1 :] for n in range(len(steps))
        ]
        for order in orders:
            names = dict(self.names)
            for step in order:
                for name, inode in step:
                    if inode is None:
                        names.pop(name, None)
                    else:
                        names[name] = inode
            for bytes_of in (self._old, self._new, self._half):
                files = tuple(sorted((name, bytes_of(inode)) for name, inode in names.items()))
                self.states.add((files, self.done))

    def _old(self, inode: int) -> bytes:
        return self.synced.get(inode, b"")

    def _new(self, inode: int) -> bytes:
        return self.newest[inode]

    def _half(self, inode: int) -> bytes:
        old, new = self._old(inode), self._new(inode)
        return (
            new
            if old == new
            else new[: (len(old) + len(new)) // 2 if new.startswith(old) else len(new) // 2]
        )


class WatchedOS:
    """`os`, with every change of the building's folder told to a `Disk`."""

    def __init__(self, model: Disk) -> None:
        self.model = model

    def __getattr__(self, name: str) -> Any:
        own = getattr(type(self), f"_{name}", None)
        real = getattr(os, name)
        if own is None:
            return real

        def call(*args: Any, **named: Any) -> Any:
            result = own(self, real, *args, **named)
            self.model.see()
            return result

        return call

    def _open(
        self, real: Any, path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None
    ) -> int:
        fd: int = real(path, flags, mode, dir_fd=dir_fd)
        inode = os.fstat(fd).st_ino
        if flags & os.O_CREAT and self.model._inside(dir_fd):
            self.model.newest.setdefault(inode, b"")
            self.model.rename((path, inode))
        return fd

    def _grown(self, fd: int) -> None:
        inode = os.fstat(fd).st_ino
        if inode in self.model.newest:
            self.model.newest[inode] = Path(f"/proc/self/fd/{fd}").read_bytes()

    def _write(self, real: Any, fd: int, data: bytes) -> int:
        # half first, as a slow disk may
        count: int = real(fd, bytes(data)[: max(1, len(data) // 2)])
        self._grown(fd)
        return count

    def _pwrite(self, real: Any, fd: int, data: bytes, at: int) -> int:
        count: int = real(fd, data, at)
        self._grown(fd)
        return count

    def _ftruncate(self, real: Any, fd: int, size: int) -> None:
        real(fd, size)
        self._grown(fd)

    def _fsync(self, real: Any, fd: int) -> None:
        real(fd)
        inode = os.fstat(fd).st_ino
        if self.model._inside(fd):
            if self.model.forget != "folder":
                for step in self.model.pending:
                    for name, target in step:
                        self.model.names.pop(name, None)
                        if target is not None:
                            self.model.names[name] = target
                self.model.pending = []
        elif inode in self.model.newest and self.model.forget != self.model.kind(inode):
            self.model.synced[inode] = self.model.newest[inode]

    def _rename(self, real: Any, old: str, new: str, *, src_dir_fd: int, dst_dir_fd: int) -> None:
        inode = os.stat(old, dir_fd=src_dir_fd).st_ino
        real(old, new, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)
        if self.model._inside(src_dir_fd):
            self.model.rename(
                (old, None), *([(new, inode)] if self.model._inside(dst_dir_fd) else [])
            )

    def _link(self, real: Any, old: str, new: str, **named: Any) -> None:
        inode = os.stat(old, dir_fd=named["src_dir_fd"]).st_ino
        real(old, new, **named)
        if self.model._inside(named["dst_dir_fd"]):
            self.model.rename((new, inode))

    def _unlink(self, real: Any, name: str, *, dir_fd: int) -> None:
        real(name, dir_fd=dir_fd)
        if self.model._inside(dir_fd):
            self.model.rename((name, None))


def names(path: Path) -> list[str]:
    return [row["name"] for row in BuildingFile(path, SAMPLE).read().documents["people"].values()]


def violations(
    folder: Path, states: set[Any], before: list[str] | None, after: list[str], add: Any
) -> Iterator[str]:
    """What is wrong with the states that power cuts may leave."""
    for number, (files, done) in enumerate(sorted(states)):
        place = folder / str(number)
        place.mkdir()
        for name, content in files:
            (place / name).write_bytes(content)
        path = place / "b.json"
        for left in place.iterdir():
            os.utime(left, (1e9, 1e9))
        try:
            now = names(path) if path.exists() else None
            if now not in ([after] if done else [before, after]):
                yield f"acknowledged={done}, yet it holds {now}"
                continue
            if now is None:
                continue
            file = BuildingFile(path, SAMPLE)
            recorded = [e.gen for e in file.history() if not e.outside]
            if now == after and now != before and recorded[-1:] != [file.read().gen]:
                yield "the change lacks its line in the journal"
            file.commit(add("next"))
            if names(path) != [*now, "next"]:
                yield f"the next change made {names(path)}"
            if replay(file.history()) != file.read().documents:
                yield "the journal does not lead to the file"
        except StoreError as error:
            yield str(error)


def cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, add: Any, action: str, forget: str = ""
) -> tuple[int, list[str]]:
    """Number of states at power cuts during an action, and what is wrong with them."""
    folder = tmp_path / "disk"
    folder.mkdir()
    path = folder / "b.json"
    before = None
    if action != "create":
        file = BuildingFile.create(path, {"people": {1: {"name": "first"}}}, SAMPLE, "made")
        file.commit(add("second"))
        before = names(path)
        if action == "no journal":
            (folder / "b.json.journal").unlink()
        if action == "torn journal":
            with (folder / "b.json.journal").open("ab") as stream:
                stream.write(b'{"gen"')
        if action == "outside":
            path.write_text(path.read_text().replace("second", "by hand"))
            before = names(path)
    model = Disk(folder, forget)
    watched = WatchedOS(model)
    with monkeypatch.context() as patch:
        for module in (safe_dir, journal, lock):
            patch.setattr(module, "os", watched)
        if action == "create":
            BuildingFile.create(path, {"people": {1: {"name": "first"}}}, SAMPLE, "made")
        else:
            later = 60 * 86_400 if action == "new year" else 0
            BuildingFile(path, SAMPLE, now=lambda: __import__("time").time() + later).commit(
                add("third")
            )
    model.done = True
    model.see()
    states = tmp_path / "states"
    states.mkdir()
    return len(model.states), list(violations(states, model.states, before, names(path), add))


@pytest.mark.parametrize(
    "action", ["commit", "create", "no journal", "torn journal", "outside", "new year"]
)
def test_every_state_after_a_power_cut_is_old_or_new(tmp_path, monkeypatch, add, action):
    states, wrong = cut(tmp_path, monkeypatch, add, action)
    assert wrong == []
    assert states >= 20


@pytest.mark.parametrize("forget", ["file", "journal", "folder"])
def test_the_model_notices_a_missing_sync(tmp_path, monkeypatch, add, forget):
    assert cut(tmp_path, monkeypatch, add, "commit", forget)[1]
