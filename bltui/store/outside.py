"""Edits by other programs, detected by comparing the file with its journal."""

from __future__ import annotations

from collections.abc import Sequence

from bltui.store.journal import Journal
from bltui.store.journal_entry import JournalEntry
from bltui.store.reader import Version
from bltui.store.replay import differences, replay


def recorded(journal: Journal, present: Version) -> list[JournalEntry]:
    """Return every change up to the current version, oldest first.

    Includes an edit from outside that is not in the journal yet.
    """
    entries = [entry for entry in journal.entries() if entry.gen <= present.gen]
    outside = outside_edit(entries, present)
    return entries if outside is None else [*entries, outside]


def outside_edit(entries: Sequence[JournalEntry], present: Version) -> JournalEntry | None:
    """Return the edit from the last entry to the current file, or None if there was none.

    The next change adds it to the journal. Until then, it is computed each time, with the same id.
    """
    if not entries or entries[-1].sha == present.sha:
        return None
    edits = differences(replay(entries), present.documents)
    return JournalEntry(
        gen=present.gen,
        at=round(present.signature.modified / 1e9, 3),
        says="edited with another program"
        if edits
        else "saved by another program, nothing changed",
        edits=edits,
        outside=True,
        prev=entries[-1].sha,
        sha=present.sha,
    )
