"""The owner of a draft: the signer's name, or a hash of it for anonymous text."""

from __future__ import annotations

import os

import msgspec

from bltui.drafts.draft import Draft, Seal


class Signer(msgspec.Struct, frozen=True):
    """The person at the keyboard."""

    name: str
    """The name as shown in the history."""
    shared: bool
    """Whether the name was given with --as. The account then does not identify the person."""


def seal(name: str, salt: str = "") -> Seal:
    """Return a salted hash of a name.

    It takes about 50 ms, so that trying many names is slow. It does not hide a known name.
    """
    import hashlib  # takes 3 ms, and only anonymous text on a shared account needs it

    salt = salt or os.urandom(16).hex()
    return Seal(
        salt,
        hashlib.scrypt(
            name.encode(), salt=bytes.fromhex(salt), n=1 << 14, r=8, p=1, dklen=32
        ).hex(),
    )


def owns(signer: Signer, draft: Draft) -> bool:
    """Return whether a draft of this account belongs to the signer.

    Without a name or seal, it belongs to the account's own login.
    """
    if draft.signer is not None:
        return draft.signer == signer.name
    if draft.seal is None:
        return not signer.shared
    try:
        return signer.shared and seal(signer.name, draft.seal.salt) == draft.seal
    except ValueError:
        return False  # the salt is not a number: the file was edited by hand
