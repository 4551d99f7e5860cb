"""Several accounts of one group: everybody in it can go on working, readers can read, and a refusal
says what to run.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bltui.store.author import current_author
from bltui.store.building_file import BuildingFile
from bltui.store.doctor import examine
from bltui.store.repair import repair

root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as several accounts")

ACT = """
import grp, os, shlex, sys
from bltui.store import transaction
from bltui.store.author import current_author
from bltui.store.building_file import BuildingFile
from bltui.store.errors import StoreError
from bltui.store.change_summary import Summary
uid, umask, path, command, *words = sys.argv[1:]
os.umask(int(umask, 8))
os.setgroups([4100] if uid in ("4001", "4002") else [])
os.setgid(int(uid)); os.setuid(int(uid))  # only now: the account need not be able to read this Python
try:
    if command == "init":
        BuildingFile.create(path, {"people": {1: {"name": "first"}}}, current_author(), "made")
    elif command == "add":
        for name in words:
            def work(transaction):
                transaction.db.table("people").insert({"name": name})
                return Summary("added")
            gen = BuildingFile(path, current_author()).commit(work).gen
        print(gen)
    else:
        version = BuildingFile(path, current_author()).read()
        print(version.gen, version.readonly)
except StoreError as error:
    print(error)
    sys.exit(error.status)
"""


def act(uid: int, path: Path, *words: str, umask: str = "022") -> tuple[int, str]:
    """What an account gets when it does something."""
    command = [sys.executable, "-c", ACT, str(uid), umask, str(path), *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd="/")
    assert done.stderr == ""
    return done.returncode, done.stdout.strip()


@pytest.fixture
def shared():
    """A folder made for the group 4100, as the guide says; reachable for every account.

    It is not below pytest's own folder, which a second run closes to everybody but its owner.
    """
    with tempfile.TemporaryDirectory(prefix="bltui-") as above:
        Path(above).chmod(0o755)
        folder = Path(above) / "blt"
        folder.mkdir()
        os.chown(folder, 0, 4100)
        folder.chmod(0o2770)
        yield folder


@root
@pytest.mark.parametrize("umask", ["000", "022", "077"])
def test_two_accounts_of_one_group_take_turns_whatever_the_umask(shared, umask):
    path = shared / "lincoln.json"
    assert act(4001, path, "init", umask=umask) == (0, "")
    for gen, uid in enumerate((4002, 4001, 4002), 2):
        assert act(uid, path, "add", "P", umask=umask) == (0, str(gen))
    for name in ("lincoln.json", "lincoln.json.lock", "lincoln.json.journal"):
        info = (shared / name).stat()
        assert (info.st_gid, stat.S_IMODE(info.st_mode)) == (4100, 0o660), name
    entries = BuildingFile(path, current_author()).history()
    assert [(entry.by, entry.uid) for entry in entries] == [
        (f"uid{uid}", uid) for uid in (4001, 4002, 4001, 4002)
    ]


@root
def test_backups_of_one_account_can_be_cleared_by_another(shared):
    path = shared / "lincoln.json"
    act(4001, path, "init", umask="077")
    for uid in (4001, 4002, 4001):
        assert act(uid, path, "add", *"ABCDEFGHIJKLMNOPQRST" * 2, umask="077")[0] == 0
    info = (shared / "lincoln.json.backups").stat()
    assert (info.st_gid, stat.S_IMODE(info.st_mode)) == (4100, 0o2770)
    kept = [entry.name for entry in (shared / "lincoln.json.backups").iterdir()]
    assert sorted(name[17:24] for name in kept) == [
        "g000040",
        "g000060",
        "g000080",
        "g000100",
        "g000120",
    ]


@root
def test_an_account_outside_the_group_reads_only_if_it_may(shared):
    path = shared / "lincoln.json"
    act(4001, path, "init")
    status, words = act(4003, path, "read")
    assert (status, "permission denied" in words) == (77, True)
    shared.chmod(0o2775)
    path.chmod(0o664)
    before = sorted(entry.name for entry in shared.iterdir())
    assert act(4003, path, "read") == (0, "1 your account may read it but not change it")
    status, words = act(4003, path, "add", "No")
    assert (status, "chmod g+w" in words) == (77, True)
    assert sorted(entry.name for entry in shared.iterdir()) == before


@root
def test_51_52_folders_that_stand_in_the_way(shared):
    path = shared / "lincoln.json"
    act(4001, path, "init")
    raw = path.read_bytes()
    shared.chmod(0o2750)
    status, words = act(4002, path, "add", "No")
    assert status == 77
    assert f"chgrp 4100 {shared} && chmod 2770 {shared}" in words
    shared.chmod(0o3770)
    status, words = act(4002, path, "add", "No")
    assert (status, f"chmod -t {shared}" in words) == (77, True)
    assert act(4001, path, "add", "Mine")[0] == 0
    shared.chmod(0o2770)
    path.chmod(0o440)
    status, words = act(4002, path, "add", "No")
    assert (status, "chmod g+w" in words) == (77, True)
    assert act(4002, path, "read")[0] == 0
    assert raw != path.read_bytes()


@root
def test_a_group_that_cannot_be_kept_is_refused(shared):
    """A folder that hands new files to another group would lock the team out of its own building."""
    path = shared / "lincoln.json"
    act(4001, path, "init")
    act(4001, path, "add", "P")
    raw = path.read_bytes()
    shared.chmod(0o777)  # no longer set-group-id
    os.chown(path, 4001, 4200)  # a group that 4002 is not in
    path.chmod(0o666)
    for name in ("lock", "journal"):
        (shared / f"lincoln.json.{name}").chmod(0o666)
    status, words = act(4002, path, "add", "No")
    assert (status, "chgrp 4200" in words, "not saved" in words) == (77, True, True)
    assert path.read_bytes() == raw
    assert not (shared / "lincoln.json.tmp").exists()


def run_as_root(command: str) -> None:
    """What the refusal says to run, by whoever may."""
    subprocess.run(command, shell=True, check=True, capture_output=True)


@root
@pytest.mark.parametrize("mode", [0o770, 0o775])
def test_a_folder_without_the_set_group_bit_works_for_its_group_and_is_told(shared, mode):
    path = shared / "lincoln.json"
    shared.chmod(mode)
    assert act(4001, path, "init", umask="077") == (0, "")
    assert act(4002, path, "add", "P") == (0, "2")
    assert act(4001, path, "add", "P") == (0, "3")
    half = BuildingFile(path, current_author()).half_shared()
    assert half and half[1] == f"chmod g+s {shared}"
    assert any(half[1] in line.words for line in examine(path) if line.state == "warn")
    run_as_root(half[1])
    assert BuildingFile(path, current_author()).half_shared() is None


@root
def test_a_file_that_only_its_makers_group_may_use_says_what_to_run(shared):
    path = shared / "lincoln.json"
    os.chown(shared, 0, 0)
    shared.chmod(0o777)
    act(4001, path, "init")
    half = BuildingFile(path, current_author()).half_shared()
    assert half and "only the group 4001" in half[0]
    status, words = act(4002, path, "read")
    assert status == 77
    command = words.partition("can run: ")[2]
    assert command == half[1] and "chgrp -R GROUP" in command and "uid4001" in words
    run_as_root(command.replace("GROUP", "4100"))
    assert act(4002, path, "add", "P") == (0, "2")
    assert act(4001, path, "add", "P") == (0, "3")


@root
@pytest.mark.parametrize("name", ["lock", "journal"])
@pytest.mark.parametrize("way", ["run the line", "repair"])
def test_what_an_administrator_left_closed_is_bad_and_says_what_to_run(shared, name, way):
    path = shared / "lincoln.json"
    act(4001, path, "init")
    beside = shared / f"lincoln.json.{name}"
    os.chown(beside, 0, 0)
    beside.chmod(0o600)
    raw = path.read_bytes()
    status, words = act(4002, path, "add", "No")
    command = words.partition("Its owner (root) can run: ")[2]
    assert (status, command) == (77, f"chgrp 4100 {beside} && chmod 660 {beside}")
    assert path.read_bytes() == raw
    # The screens show the reason alone, which names the command that shows the rest.
    assert act(4002, path, "read") == (
        0,
        f"1 your account may not use {beside.name} (see `bltui doctor`)",
    )
    assert [line.words for line in examine(path) if line.state == "bad"] == [
        f"{beside.name} is not open to everyone who may change the file. Run: {command}"
    ]
    run_as_root(command) if way == "run the line" else repair(path, current_author())
    assert act(4002, path, "add", "P") == (0, "2")
    assert not [line for line in examine(path) if line.state == "bad"]


@root
def test_a_folder_of_backups_that_was_left_closed_is_told_and_opened(shared):
    path = shared / "lincoln.json"
    act(4001, path, "init")
    (kept := shared / "lincoln.json.backups").mkdir(mode=0o700)
    os.chown(kept, 0, 0)
    (bad,) = [line.words for line in examine(path) if line.state == "bad"]
    assert bad.endswith(f"Run: chgrp 4100 {kept} && chmod 2770 {kept}")
    repair(path, current_author())
    assert (kept.stat().st_gid, stat.S_IMODE(kept.stat().st_mode)) == (4100, 0o2770)


@root
def test_51_a_read_only_mount(tmp_path, author, add):
    folder = tmp_path / "mount"
    folder.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    ).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        file = BuildingFile.create(
            folder / "b.json", {"people": {1: {"name": "x"}}}, author, "made"
        )
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        fresh = BuildingFile(folder / "b.json", author)
        assert "read-only file system" in (fresh.read().readonly or "")
        from bltui.store.errors import NoPermission

        with pytest.raises(NoPermission, match="read-only file system; nothing was changed"):
            fresh.commit(add("No"))
        assert file.read().gen == 1
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_building_in_a_private_folder_is_private(building):
    assert stat.S_IMODE(Path(building.path).stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(building.path + ".journal").stat().st_mode) == 0o600


def test_the_mode_of_a_building_is_kept(building, add):
    Path(building.path).chmod(0o640)
    building.commit(add("A"))
    assert stat.S_IMODE(Path(building.path).stat().st_mode) == 0o640


def test_an_access_list_is_kept(building, add):
    # user:: rw-, user 4003 r--, group:: r--, mask r--, other ---
    entries = [
        (1, 6, 0xFFFFFFFF),
        (2, 4, 4003),
        (4, 4, 0xFFFFFFFF),
        (16, 4, 0xFFFFFFFF),
        (32, 0, 0xFFFFFFFF),
    ]
    acl = (2).to_bytes(4, "little") + b"".join(
        tag.to_bytes(2, "little") + rights.to_bytes(2, "little") + who.to_bytes(4, "little")
        for tag, rights, who in entries
    )
    try:
        os.setxattr(building.path, "system.posix_acl_access", acl)
    except OSError:
        pytest.skip("this file system has no access lists")
    building.commit(add("A"))
    assert os.getxattr(building.path, "system.posix_acl_access") == acl


def test_71_the_environment_does_not_say_who_writes(monkeypatch):
    monkeypatch.setenv("LOGNAME", "principal")
    monkeypatch.setenv("USER", "principal")
    monkeypatch.setenv("SUDO_USER", "vice")
    author = current_author("M. Ortiz")
    assert author.uid == os.getuid()
    assert author.name != "principal"
    assert (author.shown_as, author.hint and "SUDO_USER=vice" in author.hint) == ("M. Ortiz", True)


def test_what_a_shared_account_signs_is_kept_beside_the_account(building, add):
    from bltui.store.author import Author

    file = BuildingFile(building.path, Author("shared", 4001, "M. Ortiz"))
    file.commit(add("A"))
    entry = file.tail(1)[0]
    assert (entry.by, entry.account, entry.uid) == ("M. Ortiz", "shared", 4001)
    assert file.read().documents["people"][4]["_by"] == "M. Ortiz"
