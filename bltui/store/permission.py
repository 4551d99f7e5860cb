"""Check whether this account and others may change the file, and which command fixes that."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from bltui.store.safe_dir import Owner, SafeDir

_READ_WRITE = 0o660

if TYPE_CHECKING:
    from bltui.store.paths import Place


def obstacle(folder: SafeDir, place: Place) -> tuple[str, str] | None:
    """Return why an existing file cannot be changed and what to do, or None if it can.

    A change replaces the file, so the folder must be writable too and not sticky (in a sticky
    folder, only the owner may replace a file). It also needs the lock and the journal.
    """
    info = folder.stat(place.name)
    if info is None or os.fstatvfs(folder.fd).f_flag & os.ST_RDONLY:
        return "it is on a read-only file system", "You can read it. Copy it to change it."
    around = os.fstat(folder.fd)
    if not os.access(place.name, os.W_OK, dir_fd=folder.fd):
        return (
            "your account may read it but not change it",
            f"Its owner can run: chmod g+w {_quoted(f'{folder.path}/{place.name}')}",
        )
    if not os.access(".", os.W_OK | os.X_OK, dir_fd=folder.fd):
        return (
            "your account may not write in its folder",
            f"Its owner can run: {_open_folder(folder, info.st_gid)}",
        )
    if around.st_mode & stat.S_ISVTX and os.geteuid() not in (0, info.st_uid, around.st_uid):
        return (
            "its folder is sticky, so only the owner may replace it",
            f"Its owner can run: chmod -t {_quoted(folder.path)}",
        )
    for name in (place.lock, place.journal):
        beside = folder.stat(name)
        if beside is None or not stat.S_ISREG(beside.st_mode):
            continue  # opening it reports that it is not a file
        if not os.access(name, os.R_OK | os.W_OK, dir_fd=folder.fd):
            command = (
                narrower(folder, place, name) or f"chmod g+rw {_quoted(f'{folder.path}/{name}')}"
            )
            return (
                f"your account may not use {name} (see `bltui doctor`)",
                f"{_owner(beside)} can run: {command}",
            )
    return None


def narrower(folder: SafeDir, place: Place, name: str) -> str | None:
    """Return the command that makes a file beside the building as accessible as the building.

    Returns None if it already is.
    """
    info, beside = folder.stat(place.name), folder.stat(name)
    if info is None or beside is None:
        return None
    wanted = Owner(info.st_uid, info.st_gid, stat.S_IMODE(info.st_mode) & 0o777)
    if stat.S_ISDIR(beside.st_mode):
        wanted = wanted.of_folder()
    path, commands = _quoted(f"{folder.path}/{name}"), []
    if beside.st_gid != wanted.gid and wanted.mode & 0o070:
        commands.append(f"chgrp {_group(wanted.gid)} {path}")
    if wanted.mode & 0o770 & ~stat.S_IMODE(beside.st_mode):
        commands.append(f"chmod {wanted.mode:o} {path}")
    return " && ".join(commands) or None


def unreadable(folder: SafeDir, place: Place, name: str) -> str:
    """Return what to do if this account is denied access to the building or a file beside it."""
    denied = folder.stat(name)
    if denied is None:
        return "Ask the owner of the folder."
    if name != place.name and (command := narrower(folder, place, name)):
        return f"{_owner(denied)} can run: {command}"
    if not os.fstat(folder.fd).st_mode & stat.S_IWGRP:
        return f"{_owner(denied)} can share it."
    return f"{_owner(denied)} can run: {_share(folder, place)}"


def half_shared(folder: SafeDir, place: Place) -> tuple[str, str] | None:
    """Return the problem with a shared folder and the command that fixes it.

    Returns None if there is none or the folder is private. Without the set-group-ID bit, a file
    saved by another program belongs to that person's own group.
    """
    info, around = folder.stat(place.name), os.fstat(folder.fd)
    if info is None or not around.st_mode & stat.S_IWGRP or not info.st_mode & stat.S_IRGRP:
        return None
    if info.st_gid != around.st_gid:
        group = _group(info.st_gid)
        return f"others may write in its folder, but only the group {group} may use it", _share(
            folder, place
        )
    if not around.st_mode & stat.S_ISGID and around.st_gid != os.getegid():
        why = "its folder does not pass on its group, so a file saved by another program locks the others out"
        return why, f"chmod g+s {_quoted(folder.path)}"
    return None


def unshared(folder: SafeDir, name: str) -> tuple[str, str]:
    """Return the error and the fix if a new file cannot have the group of the old one."""
    info = folder.stat(name)
    gid = info.st_gid if info is not None else os.getgid()
    return (
        f"a new version could not stay with the group {_group(gid)}",
        f"The owner of the folder can run: {_open_folder(folder, gid)}",
    )


def newcomer(folder: SafeDir) -> Owner:
    """Return the owner of a new building file.

    The file belongs to the folder's group if that group may write and this account is in it.
    Otherwise, it is private.
    """
    around = os.fstat(folder.fd)
    shared = bool(around.st_mode & stat.S_IWGRP)
    member = os.geteuid() == 0 or around.st_gid in os.getgroups()
    gid = around.st_gid if around.st_mode & stat.S_ISGID or (shared and member) else os.getegid()
    return Owner(os.geteuid(), gid, _READ_WRITE if shared else 0o600)


def _share(folder: SafeDir, place: Place) -> str:
    """Return the command that gives a folder and all files of a building to one group.

    The group is the folder's if it is a shared folder, or else the placeholder GROUP.
    """
    around = os.fstat(folder.fd)
    own = bool(around.st_gid) and not around.st_mode & stat.S_IWOTH
    group = _group(around.st_gid) if own else "GROUP"
    files = f"{_quoted(f'{folder.path}/{place.name}')}*"
    whole = "" if own and around.st_mode & stat.S_ISGID else f"{_open_folder(folder, group)} && "
    return f"{whole}chgrp -R {group} {files} && chmod -R g+rwX {files}"


def _open_folder(folder: SafeDir, group: int | str) -> str:
    where = _quoted(folder.path)
    return (
        f"chgrp {_group(group) if isinstance(group, int) else group} {where} && chmod 2770 {where}"
    )


def _owner(info: os.stat_result) -> str:
    from pwd import getpwuid

    try:
        name = getpwuid(info.st_uid).pw_name
    except KeyError:
        name = f"uid{info.st_uid}"
    return f"Its owner ({name})"


def _quoted(path: str) -> str:
    from shlex import quote  # imported here, as grp is: most sessions may write, and need neither

    return quote(path)


def _group(gid: int) -> str:
    from grp import getgrgid

    try:
        return _quoted(getgrgid(gid).gr_name)
    except KeyError:
        return str(gid)
