"""Whose a draft is: the signer's name, or for anonymous text only as much as offers it to the same
signer again.
"""

from __future__ import annotations

import os

import msgspec

from bltui.drafts.draft import Draft, Seal


class Signer(msgspec.Struct, frozen=True):
    """Who is at the keyboard."""

    name: str
    """As the history shows it."""
    shared: bool
    """Whether the name was given with --as: then the account does not say who it is."""


def seal(name: str, salt: str = "") -> Seal:
    """A name as a salted sum.

    It costs about 50 ms, so that trying many names takes time; it does not hide a known name.
    """
    import hashlib  # 3 ms, which only anonymous text on a shared account needs

    salt = salt or os.urandom(16).hex()
    return Seal(
        salt,
        hashlib.scrypt(
            name.encode(), salt=bytes.fromhex(salt), n=1 << 14, r=8, p=1, dklen=32
        ).hex(),
    )


def owns(signer: Signer, draft: Draft) -> bool:
    """Whether a draft of this account is the signer's.

    Without name or seal it belongs to the account's own login.
    """
    if draft.signer is not None:
        return draft.signer == signer.name
    if draft.seal is None:
        return not signer.shared
    try:
        return signer.shared and seal(signer.name, draft.seal.salt) == draft.seal
    except ValueError:
        return False  # the salt is no number: somebody edited the file
