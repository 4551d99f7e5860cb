"""May this account change the file, and if not, which command mends that."""

from __future__ import annotations

import os
import stat

from bltui.store.disk import Folder, Owner


def obstacle(folder: Folder, name: str) -> tuple[str, str] | None:
    """Why the file cannot be changed, and what to do; None if it can. The file must exist.

    A change replaces the file by a new one, so the folder must be writable too, and not sticky: there only the owner may replace.
    """
    info = folder.stat(name)
    if info is None or os.fstatvfs(folder.fd).f_flag & os.ST_RDONLY:
        return "it lies on a read-only file system", "Reading works; copy it to change it."
    around = os.fstat(folder.fd)
    if not os.access(name, os.W_OK, dir_fd=folder.fd):
        return (
            "your account may read it but not change it",
            f"Whoever owns it can run: chmod g+w {_quoted(f'{folder.path}/{name}')}",
        )
    if not os.access(".", os.W_OK | os.X_OK, dir_fd=folder.fd):
        where = _quoted(folder.path)
        return (
            "your account may not write in its folder",
            f"Whoever owns it can run: chgrp {_group(info.st_gid)} {where} && chmod 2770 {where}",
        )
    if around.st_mode & stat.S_ISVTX and os.geteuid() not in (0, info.st_uid, around.st_uid):
        return (
            "its folder is sticky, so only the owner may replace it",
            f"Whoever owns it can run: chmod -t {_quoted(folder.path)}",
        )
    return None


def _quoted(path: str) -> str:
    from shlex import quote  # here and with grp: nearly every session may write, and needs neither

    return quote(path)


def _group(gid: int) -> str:
    from grp import getgrgid

    try:
        return _quoted(getgrgid(gid).gr_name)
    except KeyError:
        return str(gid)


def unshared(folder: Folder, name: str) -> tuple[str, str]:
    """What to say where a new file cannot be given the group of the old one."""
    info = folder.stat(name)
    group = _group(info.st_gid if info is not None else os.getgid())
    where = _quoted(folder.path)
    return (
        f"a new version could not stay with the group {group}",
        f"Whoever owns the folder can run: chgrp {group} {where} && chmod 2770 {where}",
    )


def newcomer(folder: Folder) -> Owner:
    """Whose a new building file is: the group's where the folder is made for a group, else the person's alone."""
    around = os.fstat(folder.fd)
    shared = bool(around.st_mode & stat.S_IWGRP)
    gid = around.st_gid if around.st_mode & stat.S_ISGID else os.getegid()
    return Owner(os.geteuid(), gid, 0o660 if shared else 0o600)
