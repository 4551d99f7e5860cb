"""The author of a change: the Unix account, never what the environment claims."""

from __future__ import annotations

import os
import pwd

import msgspec


class Author(msgspec.Struct, frozen=True):
    """The account that makes a change, and the name to show for it."""

    name: str
    """The account's login name, or "uid4001" if it has none."""
    uid: int
    """The real user id of the process."""
    signed_as: str | None = None
    """The person, if several share the account. Trustworthy only if the server sets it."""
    hint: str | None = None
    """The environment's claim about the origin, such as "SUDO_USER=mortiz". Never trusted."""

    @property
    def shown_as(self) -> str:
        """The name shown in the history and on records."""
        return self.signed_as or self.name


def current_author(signed_as: str | None = None) -> Author:
    """Return the account that runs this process.

    LOGNAME and USER are ignored because anybody can set them.
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
