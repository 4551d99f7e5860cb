"""Digests: what names a file's bytes in the journal, and the ids that are made from them."""

from __future__ import annotations

# The same function as in hashlib, which would load OpenSSL as well and cost a command a fifth of
# Python's start
try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

#: No vowels, so that no id is a word; nothing that looks like something else.
_SIGNS = "23456789bcdfghjkmnpqrstvwxyz"
_LENGTH = 8
#: Digits of a digest that are more than an id takes.
_DIGITS = 12


def digest(raw: bytes) -> str:
    """What names a file's bytes in the journal."""
    return blake2b(raw, digest_size=16).hexdigest()


def short_id(text: str) -> str:
    """An id for a person to type, made from a text.

    It says nothing about what came before or after.
    """
    rest, signs = int(digest(text.encode())[:_DIGITS], 16), ""
    while len(signs) < _LENGTH:
        rest, sign = divmod(rest, len(_SIGNS))
        signs += _SIGNS[sign]
    return signs
