"""Digests of files for the journal, and the ids made from them."""

from __future__ import annotations

# The same function as in hashlib, which would also load OpenSSL and add a fifth to Python's
# start-up time.
try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

#: No vowels, so that no id is a word, and no characters that look alike.
_SIGNS = "23456789bcdfghjkmnpqrstvwxyz"
_LENGTH = 8
#: Hex digits used for an id: more than enough.
_DIGITS = 12


def digest(raw: bytes) -> str:
    """Return the digest by which the journal identifies a file's bytes."""
    return blake2b(raw, digest_size=16).hexdigest()


def short_id(text: str) -> str:
    """Return an id made from a text, short enough to type.

    It does not reveal what came before or after.
    """
    rest, signs = int(digest(text.encode())[:_DIGITS], 16), ""
    while len(signs) < _LENGTH:
        rest, sign = divmod(rest, len(_SIGNS))
        signs += _SIGNS[sign]
    return signs
