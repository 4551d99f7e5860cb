"""What kind of file system a file lies on, as far as it matters for locks."""

from __future__ import annotations

import os

#: Where locks or fsync are promised but not always kept.
DOUBTFUL = ("nfs", "cifs", "smb", "fuse", "9p", "afs", "ceph", "gluster", "lustre", "vboxsf", "davfs", "sshfs")


def doubtful(fd: int) -> str | None:
    """The name of a network or user-space file system that an open folder lies on; None for a local one.

    Linux tells in /proc/self/mountinfo; where there is none, nothing is known and None is given.
    """
    device = os.fstat(fd).st_dev
    key = f"{os.major(device)}:{os.minor(device)}"
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as lines:
            for line in lines:
                before, _, after = line.partition(" - ")
                if before.split()[2] == key:
                    kind = after.split()[0]
                    return kind if kind.startswith(DOUBTFUL) else None
    except OSError:
        return None
    return None
