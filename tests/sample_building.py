"""The documents of the sample building, made once per day and then copied."""

from __future__ import annotations

import pickle
from datetime import date
from functools import cache
from typing import Any

from bltui.sample import sample_documents


def documents(today: date) -> dict[str, dict[int, dict[str, Any]]]:
    """Return a copy of the documents, which may be changed.

    Making them takes ten times as long as copying.
    """
    copied: dict[str, dict[int, dict[str, Any]]] = pickle.loads(_made(today))
    return copied


@cache
def _made(today: date) -> bytes:
    return pickle.dumps(sample_documents(today))
