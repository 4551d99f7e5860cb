"""Proposals: groups, leaders, and times for the whole staff, as a draft to accept or discard."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from bltui.domain.calendar.edits import calendar_of
from bltui.domain.model.change import Intent
from bltui.domain.model.cwgs import STRUCTURES, Structure
from bltui.domain.model.errors import UserError
from bltui.domain.scheduler.proposals import Proposal, Proposed, Request, accept, matched
from bltui.domain.scheduler.proposer import propose
from bltui.domain.scheduler.request import present
from bltui.exchange.optimal import Proof
from bltui.store.errors import StoreError
from bltui.ui import empty_texts
from bltui.ui.commands import command, writable
from bltui.ui.cwg_selection import Picture
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.cwgs.propose_form import Asked, question, request_of
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.screens.cwgs import proposal_diff
from bltui.ui.screens.page_screen import PageScreen
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column

#: Search steps between two progress messages.
_TOLD = 2


class ProposePage(PageScreen):
    """The proposal at the left; at the right, the group at the cursor compared with the present."""

    TITLE = "Propose groups"
    HELP = (
        "Groups, leaders, and times for the whole staff, by one of the seven structures. A proposal is a draft that is "
        "compared with the current groups: who would change groups, who cannot come, and why. Check the groups that you want and accept them. Lock what must stay, and search again."
    )
    FOOT: ClassVar[tuple[str, ...]] = (
        "propose.ask",
        "propose.tick",
        "propose.accept",
        "propose.discard",
    )

    class Told(Message):
        """Message: the search made progress."""

        def __init__(self, done: int, of: int, what: str = "round") -> None:
            super().__init__()
            self.done = done
            self.of = of
            self.what = what

    class Found(Message):
        """Message: the search has ended."""

        def __init__(self, request: Request, proposal: Proposal, stopped: bool) -> None:
            super().__init__()
            self.request = request
            self.proposal = proposal
            self.stopped = stopped

    def __init__(self) -> None:
        super().__init__()
        self._asked: Asked | None = None
        self._request: Request | None = None
        #: The proposal shown; None during a search.
        self.proposal: Proposal | None = None
        self._wanted: set[int] = set()
        self._halt = Event()
        self._searching = False
        self._picture: Picture | None = None

    def panels(self) -> ComposeResult:
        """Compose two columns."""
        with Horizontal():
            yield RecordList(proposal_diff.GROUPS, id="groups", classes="panel")
            yield RecordList((Column(wraps=True),), id="detail", classes="panel")

    def on_mount(self) -> None:
        """Make the right panel read-only."""
        self.listed("detail").can_focus = False

    def on_unmount(self) -> None:
        """Stop the search, because nobody waits for it."""
        self._halt.set()

    @property
    def picture(self) -> Picture:
        """The schedule of the state that is shown."""
        state = self.services.state
        if self._picture is None or self._picture.state is not state:
            self._picture = Picture(state)
        return self._picture

    # -- showing -----------------------------------------------------------------------------------

    def about(self, state: State) -> str:
        """Return what is proposed."""
        found = self.proposal
        if found is None or not found.feasible:
            return ""
        return f"{STRUCTURES[found.structure]}   seed {found.seed}"

    def show(self, state: State) -> None:
        """Fill the panels."""
        groups = self.listed("groups")
        found = self.proposal
        empty = "No proposal yet. Press o to choose a structure and preferences."
        if self._searching:
            empty = "Searching for groups. Press esc to stop and keep the best so far."
        elif found is not None and not found.feasible:
            empty = f"{state.signs.required} No proposal: {found.reason}"
        rows = (
            []
            if found is None or self._request is None or not found.feasible or self._searching
            else list(proposal_diff.group_rows(self.picture, found, self._request, self._wanted))
        )
        come = f"  {found.attending} of {found.of} can come" if found is not None and rows else ""
        groups.heading(
            f"Groups {len(rows)}{come}" if rows else "Proposal",
            None,
            "space: check or uncheck  A: accept" if rows else "",
        )
        groups.fill(rows, empty=empty)
        self._show_detail()

    @property
    def _here(self) -> Proposed | None:
        cursor = self.listed("groups").cursor or ""
        found = self.proposal
        if found is None or not cursor.startswith("proposed/"):
            return None
        number = int(cursor.partition("/")[2])
        return found.groups[number] if number < len(found.groups) else None

    @on(RecordList.Moved, "#groups")
    def _show_detail(self) -> None:
        panel = self.listed("detail")
        here, found, request = self._here, self.proposal, self._request
        rows = (
            list(proposal_diff.detail_rows(self.picture, found, request, here))
            if found and request
            else []
        )
        panel.heading(here.name if here is not None else "Details")
        panel.fill(rows, empty=empty_texts.DETAILS)

    # -- asking ------------------------------------------------------------------------------------

    @command("propose.ask", "Search", "o")
    def ask(self) -> None:
        """Choose the structure and preferences, then search for groups."""
        if self._searching:
            return
        state = self.services.state
        asked = self._asked
        if asked is None:
            limits = self.picture.limits
            try:
                calendar = calendar_of(state.building, state.today)
            except UserError as refused:
                self.services.tell(
                    f"{refused.message} Press esc, then c to open the calendar.", "refused"
                )
                return
            rooms = dict.fromkeys(s.room for s in self.picture.schedule.series.values() if s.room)
            asked = Asked(
                low=int(limits["cwg_size_min"]),
                high=int(limits["cwg_size_max"]),
                rooms=tuple(rooms),
                first=min(max(state.today, calendar.first), calendar.last),
                last=calendar.last,
            )
        form = question(FormContext(state.building, state.framework, state.today), asked)

        def answered(yes: bool | None) -> None:
            if yes:
                self._asked = Asked(**form.answers)
                self._begin(self._asked)

        self.app.push_screen(form, answered)

    @command("propose.again", "Retry", "r")
    def again(self) -> None:
        """Search again with the next seed, with the same preferences."""
        if self._asked is None:
            self.ask()
        elif not self._searching:
            self._asked = msgspec.structs.replace(self._asked, seed=self._asked.seed + 1)
            self._begin(self._asked)

    def _begin(self, asked: Asked) -> None:
        picture = self.picture
        self._halt = stop = Event()
        self._searching = True
        self.proposal = None
        self.tell("Reading who is free…", "info")

        def work() -> None:
            try:
                request, unread = request_of(picture, asked)
            except UserError as refused:
                self.post_message(
                    self.Found(_nobody(asked.structure), _none(asked, refused.message), False)
                )
                return

            def tell(done: int, of: int) -> None:
                if done % _TOLD == 0:
                    self.post_message(self.Told(done, of))

            def counted(done: int, of: int) -> None:
                self.post_message(self.Told(done, of, "second"))

            proof = Proof(stop=stop.is_set, progress=counted)
            solver = proof.solve if asked.optimal else None
            found = propose(request, stop=stop.is_set, progress=tell, solver=solver)
            if found.feasible:
                found = matched(found, present(picture.schedule, asked.structure))
            found = msgspec.structs.replace(
                found,
                notes=(
                    *(proof.notes if asked.optimal and found.feasible else ()),
                    *found.notes,
                    *unread,
                ),
            )
            self.post_message(self.Found(request, found, stop.is_set()))

        self.run_worker(work, thread=True, exclusive=True, group="propose", exit_on_error=False)
        self.refresh_state(self.services.state)

    def on_propose_page_told(self, event: Told) -> None:
        """Show the progress of the search."""
        if self._searching and not self._halt.is_set():
            signs = self.services.state.signs
            full = round(20 * event.done / max(1, event.of))
            self.tell(
                f"{signs.full * full}{signs.rest * (20 - full)}  {event.what} {event.done} of "
                f"{event.of}  esc: stop",
                "info",
            )

    def on_propose_page_found(self, event: Found) -> None:
        """Show the result of the search."""
        self._searching = False
        self._request, self.proposal = event.request, event.proposal
        self._wanted = set(range(len(event.proposal.groups)))
        self.refresh_state(self.services.state)
        self.listed("groups").focus()
        if not event.proposal.feasible:
            self.services.tell("No groups found.", "refused")
        else:
            stopped = "Stopped: the best so far. " if event.stopped else ""
            self.tell(
                f"{stopped}Groups found: {len(event.proposal.groups)}. Nothing is saved yet. Press A to "
                "accept the checked groups.",
                "done",
            )

    @command("back", "Back", "escape", palette=False)
    def back(self) -> None:
        """Stop the search and keep the best so far, or go back."""
        if self._searching:
            self._halt.set()
            self.tell("Stopping…", "info")
        else:
            self.dismiss(None)

    # -- taking over -------------------------------------------------------------------------------

    @command("propose.tick", "Check", "space")
    def tick(self) -> None:
        """Check or uncheck the selected group."""
        cursor = self.listed("groups").cursor
        if cursor is not None and self._here is not None:
            self._wanted ^= {int(cursor.partition("/")[2])}
            self.refresh_state(self.services.state)

    @on(RecordList.Opened, "#groups")
    async def _opened(self) -> None:
        await self.action_run("propose.tick")

    @command("propose.all", "All", "a")
    def tick_all(self) -> None:
        """Check all groups, or none."""
        everything = set(range(len(self.proposal.groups))) if self.proposal is not None else set()
        self._wanted = set() if self._wanted == everything else everything
        self.refresh_state(self.services.state)

    @command("propose.accept", "Accept", "A", needs=writable)
    def accept(self) -> None:
        """Accept the checked groups as drafts, with their meetings.

        Asks first, and undo removes them.
        """
        found, request, asked = self.proposal, self._request, self._asked
        if (
            found is None
            or request is None
            or asked is None
            or not found.feasible
            or not self._wanted
        ):
            self.services.tell("No group is checked. Press space to check one.", "refused")
            return
        chosen = [g for n, g in enumerate(found.groups) if n in self._wanted]
        new = sum(g.cwg_id is None for g in chosen)
        intent = partial(
            accept,
            proposal=found,
            times=request.times,
            which=sorted(self._wanted),
            first=asked.first,
            until=asked.last,
            interval=asked.every,
        )

        def answered(yes: bool | None) -> None:
            if yes:
                self.run_worker(self._take(intent), exit_on_error=False)

        question = Confirm(
            f"Accept {len(chosen)} of {len(found.groups)} groups?",
            yes="accept them (undo removes them)",
            more=f"{new} new, {len(chosen) - new} replace current groups and keep their meetings.",
        )
        self.app.push_screen(question, answered)

    async def _take(self, intent: Intent) -> None:
        outcome = await self.services.change(intent)
        if not isinstance(outcome, UserError | StoreError):
            self.proposal, self._request, self._wanted = None, None, set()
            self.refresh_state(self.services.state)
        self.services.report(outcome)

    @command("propose.discard", "Discard", "d")
    def discard(self) -> None:
        """Discard the proposal; nothing of it was saved."""
        if self.proposal is not None:
            self.proposal, self._request, self._wanted = None, None, set()
            self.refresh_state(self.services.state)
            self.tell("Discarded the proposal. Nothing was changed.")

    @command("propose.lock", "Lock", "L", needs=writable)
    def lock_group(self) -> None:
        """Lock the time, leader, or members of the current group for the next proposal."""
        here = self._here
        state = self.services.state
        now = (
            state.building.cwgs.get(here.cwg_id)
            if here is not None and here.cwg_id is not None
            else None
        )
        if now is None:
            self.services.tell("This is a new group. Only current groups can be locked.", "refused")
            return
        self.app.push_screen(
            FormScreen(
                proposal_diff.lock_form(
                    FormContext(state.building, state.framework, state.today), now
                )
            )
        )


def _nobody(structure: Structure) -> Request:
    return Request(structure=structure, people=(), times=())


def _none(asked: Asked, reason: str) -> Proposal:
    return Proposal(structure=asked.structure, seed=asked.seed, feasible=False, reason=reason)
