"""Handout 8 as it prints, the publication status and blockers, and writing it to files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from bltui.domain.model.cwgs import Cwg, GroupStatus, working
from bltui.domain.model.errors import UserError
from bltui.domain.schedule.conflict import ScheduleConflict
from bltui.exchange.handout8 import as_text
from bltui.store.errors import StoreError
from bltui.ui import empty_texts
from bltui.ui.commands import command, writable
from bltui.ui.cwg_selection import Picture
from bltui.ui.dialogs.cwgs.group_form import publish
from bltui.ui.dialogs.cwgs.publish import Wanted, page_of, question, write
from bltui.ui.dialogs.explain import Explain, Page
from bltui.ui.formatting import WEIGHTS, Bit
from bltui.ui.screens.page_screen import PageScreen
from bltui.ui.screens.print_rows import print_rows
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column, Row

#: Columns of the print; narrower only in a narrow terminal.
LINE = 80
#: Width in cells of the panels beside it in a wide terminal.
SIDE = 36
_ROLES = {"draft": "info", "published": "done", "closed": "paused"}
_EMPTY = "No groups yet. Press esc to go back, then n to create one, or P to propose groups for the whole staff."


class HandoutPage(PageScreen):
    """The print at the left, the groups with their status at the right, and the blockers."""

    TITLE = "Handout 8"
    HELP = (
        "The chart from the training: every group with its leader, members, meeting times, and dates. A group can be "
        "published once every required conflict is fixed or waived. Until then it prints as a draft."
    )
    FOOT: ClassVar[tuple[str, ...]] = (
        "handout.publish",
        "handout.why",
        "handout.write",
        "handout.print",
    )

    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self._wanted = Wanted(folder="")

    def panels(self) -> ComposeResult:
        """Compose the print, the groups, and the blockers."""
        with Horizontal():
            yield RecordList((Column(),), empty=_EMPTY, id="print", classes="panel")
            with Vertical(id="side"):
                yield RecordList(
                    (Column(), Column(cells=11)), empty=_EMPTY, id="groups", classes="panel"
                )
                yield RecordList((Column(cells=1), Column(wraps=True)), id="stops", classes="panel")

    def on_mount(self) -> None:
        """Make the blockers read-only."""
        self.listed("stops").can_focus = False

    def home(self) -> RecordList:
        """Return the list of groups."""
        return self.listed("groups")

    # -- showing -----------------------------------------------------------------------------------

    @property
    def picture(self) -> Picture:
        """The schedule of the state that is shown."""
        state = self.services.state
        if self._picture is None or self._picture.state is not state:
            self._picture = Picture(state)
        return self._picture

    def _groups(self) -> list[Cwg]:
        return list(working(self.services.state.building.cwgs))

    def _stops(self, cwg: int | None = None) -> list[ScheduleConflict]:
        """Return the unwaived required conflicts of a group, or of all."""
        picture = self.picture
        found = [
            c for c in picture.clashes if c.cwgs and not c.waived and picture.weight(c) == "error"
        ]
        return [c for c in found if cwg is None or cwg in c.cwgs]

    def about(self, state: State) -> str:
        """Return the publication progress."""
        groups = self._groups()
        done = sum(g.status == "published" for g in groups)
        return f"{done} of {len(groups)} published"

    def show(self, state: State) -> None:
        """Fill the panels."""
        groups = self._groups()
        listed = self.listed("groups")
        listed.heading("Groups", len(groups), "p: publish")
        listed.fill([self._row(group) for group in groups])
        stops = self._stops()
        printed = self.listed("print")
        printed.heading("As it prints", hint="DRAFT" if stops else "")
        printed.fill(list(self._print(state, ready=not stops)) if groups else ())
        self._show_stops()

    def _row(self, group: Cwg) -> Row:
        signs, stops = self.services.state.signs, len(self._stops(group.id))
        role = "required" if stops else _ROLES[group.status]
        word = f"{stops} {WEIGHTS['error'][1]}" if stops else group.status
        return Row(f"cwgs/{group.id}", (group.called, Bit(f"{signs.of(role)} {word}", role)))

    def _print(self, state: State, *, ready: bool) -> Iterator[Row]:
        page = page_of(state.building, self.picture.schedule, state.today, ready=ready)
        cells = self.app.size.width
        room = cells - 5 - (SIDE if cells >= 100 else 0)
        text = as_text(page, max(50, min(LINE, room)))
        yield from print_rows(text, state.signs, headed=False)

    @property
    def group(self) -> Cwg | None:
        """The group of the row."""
        cursor = self.listed("groups").cursor
        return (
            self.services.state.building.cwgs.get(int(cursor.partition("/")[2])) if cursor else None
        )

    @on(RecordList.Moved, "#groups")
    def _show_stops(self) -> None:
        panel, group, signs = self.listed("stops"), self.group, self.services.state.signs
        found = self._stops(group.id) if group is not None else []
        panel.heading(f"Blocks {group.called}" if group is not None else "Blocks publishing")
        panel.fill(
            [Row(None, (Bit(signs.required, "required"), c.message)) for c in found],
            empty="Nothing blocks publishing it."
            if group is not None
            else empty_texts.NOTHING_TO_CHECK,
        )

    # -- commands ----------------------------------------------------------------------------------

    @command("handout.publish", "Publish", "p", needs=writable)
    async def publish(self) -> None:
        """Publish the selected group, or return it to draft.

        Required conflicts block publishing unless waived.
        """
        group, state = self.group, self.services.state
        if group is None:
            self.services.tell(_EMPTY, "refused")
            return
        status: GroupStatus = "draft" if group.status == "published" else "published"
        intent = partial(
            publish, cwg_id=group.id, status=status, framework=state.framework, today=state.today
        )
        self.services.report(await self.services.change(intent))

    @command("handout.all", "Publish all", "P", needs=writable)
    async def publish_all(self) -> None:
        """Publish every draft without required conflicts and list the others."""
        state = self.services.state
        done, left = 0, []
        for group in self._groups():
            if group.status == "published":
                continue
            intent = partial(
                publish,
                cwg_id=group.id,
                status="published",
                framework=state.framework,
                today=state.today,
            )
            outcome = await self.services.change(intent)
            if isinstance(outcome, StoreError):
                self.services.report(outcome)
                return
            if isinstance(outcome, UserError):
                left.append(group.called)
            else:
                done += 1
        words = f"Published: {done}" + (
            f"; still drafts because of required conflicts: {', '.join(left)}" if left else ""
        )
        self.tell(words, "refused" if left else "done")

    @command("handout.why", "Why not", "d")
    def why(self) -> None:
        """Show in full what blocks publishing the selected group."""
        group = self.group
        if group is None:
            return
        found = self._stops(group.id)
        sections = tuple((c.rule, c.message + (f" {c.fix}" if c.fix else "")) for c in found)
        page = Page(
            title=f"Blocks {group.called}",
            sections=sections or (("Nothing", "Nothing. Press p to publish it."),),
        )
        self.app.push_screen(Explain(page))

    @on(RecordList.Opened, "#groups")
    def _opened(self) -> None:
        self.why()

    @command("handout.print", "Print", "v")
    def turn(self) -> None:
        """Switch between the print preview and the groups."""
        here = self.listed("print").has_focus
        self.set_class(not here, "-print")
        self.set_focus(self.listed("groups" if here else "print"))

    @command("handout.write", "Write files", "w")
    def write_files(self) -> None:
        """Write Handout 8 (text, Markdown, HTML, or Word) and calendar feeds (.ics) to a folder."""
        if not self._groups():
            self.services.tell(_EMPTY, "refused")
            return
        stops = len(self._stops())
        form = question(self._wanted, stops)

        def answered(yes: bool | None) -> None:
            if yes:
                self._wanted = Wanted(**form.answers)
                self.run_worker(self._write(self._wanted, ready=not stops), exit_on_error=False)

        self.app.push_screen(form, answered)

    async def _write(self, wanted: Wanted, *, ready: bool) -> None:
        state, schedule = self.services.state, self.picture.schedule

        def work(_: object) -> list[Path] | UserError:
            try:
                return write(state.building, schedule, state.today, wanted, ready=ready)
            except UserError as refused:
                return refused

        found = await self.services.run_in_worker(work)
        if isinstance(found, UserError):
            self.services.tell(found.message, "refused")
            return
        self.tell(
            f"Written: {len(found)} file{'' if len(found) == 1 else 's'} in {found[0].parent}",
            "done",
        )
        page = Page(
            title=f"Written into {found[0].parent}",
            sections=tuple((str(n), path.name) for n, path in enumerate(found, 1)),
        )
        self.app.push_screen(Explain(page))
