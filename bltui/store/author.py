"""Who is writing: the Unix account, never what the environment claims."""

from __future__ import annotations

import os
import pwd

import msgspec


class Author(msgspec.Struct, frozen=True):
    """The account behind a change, and the name under which a person wants it shown."""

    name: str
    """The account's login name; "uid4001" where the account has none."""
    uid: int
    """The real user id of the process."""
    signed_as: str | None = None
    """The person, where several share the account: trustworthy only if the server sets it."""
    hint: str | None = None
    """What the environment claims about the origin, such as "SUDO_USER=mortiz"; never trusted."""

    @property
    def shown_as(self) -> str:
        """The name that history and records show."""
        return self.signed_as or self.name


def current_author(signed_as: str | None = None) -> Author:
    """The account that runs this process.

    LOGNAME and USER are not asked because anybody can set them.
    """
    uid = os.getuid()
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:
        name = f"uid{uid}"
    claims = [
        f"{key}={os.environ[key][:80]}"
        for key in ("SUDO_USER", "SSH_CONNECTION")
        if os.environ.get(key)
    ]
    return Author(name, uid, signed_as or None, " ".join(claims) or None)
