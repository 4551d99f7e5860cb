"""Edits made with another program: noticed by comparing the file with what its journal leads to."""

from __future__ import annotations

from collections.abc import Sequence

from bltui.store.journal import Journal
from bltui.store.journal_entry import JournalEntry
from bltui.store.reader import Version
from bltui.store.replay import differences, replay


def recorded(journal: Journal, present: Version) -> list[JournalEntry]:
    """Every change up to the present version, oldest first, with an edit from outside that the
    journal does not have yet.
    """
    entries = [entry for entry in journal.entries() if entry.gen <= present.gen]
    outside = outside_edit(entries, present)
    return entries if outside is None else [*entries, outside]


def outside_edit(entries: Sequence[JournalEntry], present: Version) -> JournalEntry | None:
    """The edit that led from the last of the entries to the present file; None if there was none.

    The next change puts it in the journal. Until then it is worked out each time, always with the
    same id.
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
