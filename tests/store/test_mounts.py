"""Where a file lies: network and user-space file systems are named, local ones are not."""

from __future__ import annotations

import os

import pytest

from bltui.store import filesystem_type

# As proc(5) shows them: with optional fields before the dash, or without.
LINES = (
    "22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw",
    "40 22 0:35 / /srv/schools rw,relatime shared:20 master:3 - nfs4 server:/schools rw,vers=4.2",
    "41 22 0:36 / /mnt/x rw - fuse.sshfs somebody@host: rw",
    "42 22 0:37 / /mnt/y rw - cifs //server/share rw",
)


@pytest.mark.parametrize(
    ("device", "kind"), [("8:2", "ext4"), ("0:35", "nfs4"), ("0:36", "fuse.sshfs"), ("0:99", None)]
)
def test_the_file_system_of_a_device(device: str, kind: str | None) -> None:
    assert filesystem_type.kind_of(device, LINES) == kind


@pytest.mark.parametrize(
    ("kind", "said"),
    [("ext4", False), ("xfs", False), ("nfs4", True), ("fuse.sshfs", True), ("cifs", True)],
)
def test_what_is_said_of_it(tmp_path, monkeypatch, kind, said):
    monkeypatch.setattr(filesystem_type, "kind_of", lambda device, lines: kind)
    fd = os.open(tmp_path, os.O_RDONLY)
    try:
        words = filesystem_type.doubt(fd)
    finally:
        os.close(fd)
    assert (words is not None) == said and (not said or words.startswith(f"it is on {kind}"))
