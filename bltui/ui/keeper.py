"""Keeper: writes typed text to disk within a second and removes finished drafts.

It has its own thread and does not use the app's SerialWorker, which may be waiting for another
writer's lock. It polls the open forms twice a second instead of listening to their fields, so it
cannot miss a change.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bltui.drafts.draft import VERSION, Draft, Seal, Typed
from bltui.drafts.folder import Held
from bltui.drafts.whose import Signer, seal
from bltui.ui.trail import nameless
from bltui.ui.unsaved import Source, Unsaved

if TYPE_CHECKING:
    from bltui.store.building_file import BuildingFile
    from bltui.ui.drafting import Drafting

#: The title of the draft of queued keys.
_QUEUED = "Typed ahead"
#: Seconds between two polls of the typed text.
LOOK = 0.5
#: Seconds that quitting waits for a disk that does not respond.
PATIENCE = 5.0


class _Kept:
    """One form's draft: its file, its wanted and written content, and what failed to be written."""

    def __init__(self, held: Held | None = None, written: Unsaved | None = None) -> None:
        self.held = held
        self.required = self.written = written
        self.failed: Unsaved | None = None
        self.seal: Seal | None = None

    @property
    def behind(self) -> bool:
        """Whether the disk is out of date and a write is worth trying."""
        return self.required != self.written and (
            self.required is None or self.required != self.failed
        )


class QueuedKeys:
    """The queued text while a save waits for another writer."""

    def __init__(self, app: Drafting) -> None:
        self._app = app

    def unsaved(self) -> Unsaved | None:
        """Return the queued text, without a name because it may become anonymous."""
        text = self._app.queued_text.strip()
        if not text:
            return None
        fields = (Typed("text", _QUEUED, text),)
        return Unsaved(title=_QUEUED, form=_QUEUED, fields=fields, trail=(), anonymous=True)

    def fits(self, form: str, keys: Collection[str]) -> bool:
        """Return False: queued keys are never restored, and their draft shows them as text."""
        return False

    def refill(self, fields: Sequence[Typed]) -> None:
        """Do nothing; never called, because `fits` is always False."""


class Keeper:
    """The drafts of this session."""

    def __init__(self, app: Drafting, signer: Signer, building: str) -> None:
        self._app = app
        self.signer = signer
        self.building = os.path.realpath(building)
        self._kept: dict[Source, _Kept] = {}
        self._queued = QueuedKeys(app)
        self._turn = threading.Condition()
        self._thread: threading.Thread | None = None
        self._ended = False
        #: Whether the thread is writing or removing a file right now.
        self._busy = False
        self._told = False
        #: Why the last text could not be written; blank if it was.
        self.trouble = ""

    def sources(self) -> list[tuple[Source, Unsaved]]:
        """Return the open forms that hold typed text."""
        forms: list[Source] = [
            screen for screen in self._app.screen_stack if isinstance(screen, Source)
        ]
        forms.append(self._queued)
        return [(form, found) for form in forms if (found := form.unsaved()) is not None]

    def look(self) -> None:
        """Collect what is typed now, and let the thread update the disk."""
        if self._ended:
            return
        found = dict(self.sources())
        with self._turn:
            for source in [*self._kept, *found]:
                kept = self._kept.setdefault(source, _Kept())
                kept.required = found.get(source)
            if self._behind():
                self._begin()
                self._turn.notify_all()
        if self.trouble and not self._told:
            self._told = True
            self._app.news(
                f"Drafts cannot be saved: {self.trouble}. Unsaved text is only on this screen. Save it or copy it.",
                "refused",
            )

    def adopt(self, source: Source, held: Held) -> None:
        """Continue a draft whose text has been restored to a form."""
        with self._turn:
            self._kept[source] = _Kept(held, source.unsaved())

    def flush(self) -> bool:
        """Write everything now; return False if that failed."""
        with self._turn:
            for kept in self._kept.values():
                kept.failed = None
        self.look()
        with self._turn:
            return self._turn.wait_for(self._settled, PATIENCE) and not self.trouble

    def end(self, *, keep: bool) -> None:
        """End the session: keep its drafts for the next one, or remove them."""
        if self._ended:
            return
        if keep:
            self.flush()
        self._ended = True
        with self._turn:
            for kept in self._kept.values() if not keep else ():
                kept.required = None
            if self._behind():
                self._begin()  # a draft that was only just restored has brought no thread yet
            self._turn.notify_all()
            self._turn.wait_for(self._settled, PATIENCE)
            for kept in self._kept.values():
                if kept.held is not None:
                    kept.held.release()

    # -- the thread --------------------------------------------------------------------------------

    def _begin(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="bltui-drafts", daemon=True)
            self._thread.start()

    def _behind(self) -> bool:
        return any(kept.behind for kept in self._kept.values())

    def _settled(self) -> bool:
        return not self._busy and not self._behind()

    def _serve(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(self._behind)
                source, kept = next((s, k) for s, k in self._kept.items() if k.behind)
                wanted = kept.required
                self._busy = True
            trouble = ""
            try:
                self._bring(kept, wanted)
            except (OSError, ValueError) as error:
                trouble = getattr(error, "strerror", None) or str(error)
            with self._turn:
                self._busy = False
                self.trouble = trouble
                if trouble and wanted is not None:
                    kept.failed = wanted  # the next key tries again
                else:
                    kept.written = wanted
                if kept.required is None and kept.written is None:
                    self._kept.pop(source, None)
                self._turn.notify_all()

    def _bring(self, kept: _Kept, wanted: Unsaved | None) -> None:
        if wanted is None:
            if kept.held is not None:
                held, kept.held = kept.held, None
                held.drop()
            return
        if kept.held is None:
            kept.held = Held()
        kept.held.write(self._draft(kept, wanted))

    def _draft(self, kept: _Kept, text: Unsaved) -> Draft:
        state, now = self._app.state, self._app.now()
        named = not text.anonymous
        if not named and self.signer.shared and kept.seal is None:
            kept.seal = seal(self.signer.name)
        return Draft(
            version=VERSION,
            building=self.building,
            signer=self.signer.name if named else None,
            seal=None if named else kept.seal,
            day=datetime.fromtimestamp(now, state.zone).date(),
            at=now if named else None,
            title=text.title,
            form=text.form,
            fields=text.fields,
            trail=text.trail if named else nameless(text.trail),
        )


def keeper_of(app: Drafting, file: BuildingFile) -> Keeper:
    """Return the keeper of a session on a building file."""
    return Keeper(app, Signer(file.author.shown_as, file.author.signed_as is not None), file.path)
