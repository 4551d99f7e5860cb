"""What kind of file system a file lies on, as far as it matters for locks."""

from __future__ import annotations

import os
from collections.abc import Iterable

#: Where locks or fsync are promised but not always kept.
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
    """What is doubtful about where an open folder lies, in words.

    None for a local file system, or where nobody knows.
    """
    kind = _doubtful(fd)
    return (
        f"it lies on {kind}, where locks and fsync cannot be relied on; keep it on a local disk"
        if kind
        else None
    )


def _doubtful(fd: int) -> str | None:
    device = os.fstat(fd).st_dev
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as lines:
            kind = kind_of(f"{os.major(device)}:{os.minor(device)}", lines)
    except OSError:
        return None  # not Linux: nothing is known
    return kind if kind is not None and kind.startswith(DOUBTFUL) else None


def kind_of(device: str, mounts: Iterable[str]) -> str | None:
    """The file system of a device, "major:minor", by the lines of /proc/self/mountinfo (proc(5)).

    None if none is of it.
    """
    for line in mounts:
        before, _, after = line.partition(" - ")
        if before.split()[2] == device:
            return after.split()[0]
    return None
