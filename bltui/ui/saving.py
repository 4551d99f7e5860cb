"""The half of the app that saves: whatever is done with the workspace has its turn in one thread,
and what came of it is shown and said.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from bltui.domain.checks import rules
from bltui.domain.model.change import Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.finding import Finding
from bltui.store.errors import StoreError
from bltui.ui.app_services import Changed, ChangePreview, Listing, NotChanged
from bltui.ui.leaving import Leaving
from bltui.ui.serial_worker import SerialWorker
from bltui.ui.state import State, look
from bltui.undoing import announced
from bltui.workspace import Done, Workspace

T = TypeVar("T")


class Saving(Leaving):
    """An app on one workspace."""

    def __init__(self, workspace: Workspace, now: Callable[[], float], draft: str) -> None:
        """`draft` is a draft file to reopen first, or blank."""
        super().__init__(now, draft)
        #: The building; what may take long is done with it in the thread of `serial_worker`.
        self.workspace = workspace
        self.serial_worker = SerialWorker()

    def show_state(self, state: State) -> None:
        """Give every page a new state."""
        self.state = state
        for page in self.pages:
            page.refresh_state(state)

    async def run_in_worker(self, work: Callable[[Workspace], T]) -> T:
        """Something with the workspace, in its thread and in its turn."""
        return await self.serial_worker.run(lambda: work(self.workspace))

    async def save(self, work: Callable[[Workspace], Done]) -> Done | UserError | StoreError:
        """Something that changes the file.

        Returns when it is on disk and shown, or why it is not.
        """
        if self.reopening:
            return UserError("A draft is being opened. Save again in a moment.")
        signs, others = self.state.signs, self.state.others

        def job() -> tuple[Done | UserError | StoreError, State | None]:
            try:
                return work(self.workspace), look(self.workspace, signs, others)
            except (UserError, StoreError) as error:
                return error, None

        def landed(result: tuple[Done | UserError | StoreError, State | None]) -> None:
            outcome, state = result
            if state is not None:
                self.show_state(state)
            if isinstance(outcome, Done) and outcome.change.added:
                for listing in [s for s in self.screen_stack if isinstance(s, Listing)][-1:]:
                    listing.come_to(outcome.change.added)

        waiting = asyncio.create_task(self.say_who_writes(self.workspace.file.writer))
        try:
            outcome, _ = await self.serial_worker.run(job, landed)
        finally:
            waiting.cancel()
        return outcome

    async def change(self, intent: Intent) -> Done | UserError | StoreError:
        """Save an intent; returns when it is on disk and shown, or why it is not."""
        if self.state.closed:
            return UserError(self.state.closed)
        return await self.save(lambda workspace: workspace.do(intent))

    async def rehearse(self, intent: Intent) -> ChangePreview | UserError | StoreError:
        """What an intent would do, with the findings that it would bring and fix."""

        def work(workspace: Workspace) -> ChangePreview | UserError | StoreError:
            try:
                return rehearsed(workspace, intent)
            except (UserError, StoreError) as error:
                return error

        return await self.run_in_worker(work)

    def submit(self, intent: Intent) -> None:
        """Save an intent and say what came of it."""
        self.run_worker(self._ask(self.change(intent)), group="store", exit_on_error=False)

    def submit_work(self, work: Callable[[Workspace], Done]) -> None:
        """The same for undo and redo."""
        self.run_worker(self._ask(self.save(work)), group="store", exit_on_error=False)

    async def _ask(self, asked: Any) -> None:
        outcome = await asked
        self.report(outcome)
        for screen in self.screen_stack[-1:]:
            screen.post_message(
                Changed(outcome) if isinstance(outcome, Done) else NotChanged(outcome)
            )

    def report(self, outcome: Done | UserError | StoreError) -> None:
        """Say in one line what came of a change."""
        if isinstance(outcome, Done):
            notes = "".join(f" ({note})" for note in outcome.change.notes)
            self.tell(f"{_done(outcome)}{notes}", "done")
        elif isinstance(outcome, UserError):
            self.tell(outcome.message, "refused")
        else:
            self.tell(str(outcome), "refused")


def _done(outcome: Done) -> str:
    """What was done, as people say it: "Saved: …", "Undone: …"."""
    says = announced(outcome.change.says)
    saved = outcome.number and says == outcome.change.says
    return f"Saved: {says}" if saved else says


def rehearsed(workspace: Workspace, intent: Intent) -> ChangePreview:
    """What an intent would do to the building and to its findings; nothing is written."""
    change, building = workspace.rehearse(intent)
    before = workspace.findings()
    after = rules.check(building, workspace.framework, workspace.today)

    def name(finding: Finding) -> tuple[str, str]:
        return finding.rule, finding.message

    old, new = {name(f) for f in before}, {name(f) for f in after}
    return ChangePreview(
        change,
        building,
        tuple(f for f in after if name(f) not in old),
        tuple(f for f in before if name(f) not in new),
    )
