"""The type of the file system, as far as it matters for locks."""

from __future__ import annotations

import os
from collections.abc import Iterable

#: File systems on which locks or fsync are not reliable.
DOUBTFUL = (
    "nfs",
    "cifs",
    "smb",
    "fuse",
    "9p",
    "afs",
    "ceph",
    "gluster",
    "lustre",
    "vboxsf",
    "davfs",
    "sshfs",
)


def doubt(fd: int) -> str | None:
    """Return a warning about the file system of an open folder.

    Returns None if it is local or unknown.
    """
    kind = _doubtful(fd)
    return (
        f"it is on {kind}, where locks and fsync are not reliable; keep it on a local disk"
        if kind
        else None
    )


def _doubtful(fd: int) -> str | None:
    device = os.fstat(fd).st_dev
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as lines:
            kind = kind_of(f"{os.major(device)}:{os.minor(device)}", lines)
    except OSError:
        return None  # not Linux: unknown
    return kind if kind is not None and kind.startswith(DOUBTFUL) else None


def kind_of(device: str, mounts: Iterable[str]) -> str | None:
    """Return the file system type of a device, "major:minor", or None if it is not listed.

    `mounts` are the lines of /proc/self/mountinfo (proc(5)).
    """
    for line in mounts:
        before, _, after = line.partition(" - ")
        if before.split()[2] == device:
            return after.split()[0]
    return None
