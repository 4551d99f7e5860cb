"""A group's process in its meeting: a step, its results, and the stop sign.

These are commands of the Meeting view.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bltui.domain.meetings import process_edits
from bltui.domain.model.errors import UserError
from bltui.domain.model.meetings import Meeting
from bltui.domain.model.process_steps import ProcessNote, ProcessResult
from bltui.domain.steps.current_state import working_year
from bltui.exchange import process_rollup_report
from bltui.exchange.page import Page
from bltui.ui.commands import command, writable
from bltui.ui.dialogs.meeting import process_form
from bltui.ui.screens import print_preview
from bltui.ui.screens.meeting.planning import Planning
from bltui.ui.screens.meeting.process_rows import UNWRITTEN
from bltui.ui.state import State

_ALL = "Every step is written. Press v for the process, choose a step, and press e."


class GroupProcess(Planning):
    """The commands of a group's process."""

    def _on_group(self, ask: Callable[[Meeting], None]) -> None:
        """Act like `_on_minutes`, but report a meeting that has no process."""

        def checked(meeting: Meeting) -> None:
            state = self.services.state
            try:
                process_edits.of_group(state.building, meeting.id, state.framework.process)
            except UserError as refused:
                self.services.tell(refused.message, "refused")
            else:
                self._on_minutes(ask)

        self._on_meeting(checked)

    @command("meeting.step", "Process step", "o", needs=writable)
    def process_step(self) -> None:
        """Write at a step of the group's process.

        What was discussed, what adults and students will do, and the evidence.
        """
        table, _, rest = self.line.partition("/")
        note = self.services.state.building.resolve(self.line) if rest.isdecimal() else None

        def ask(meeting: Meeting) -> None:
            if isinstance(note, ProcessNote):
                self.edit_process(note)
            elif table == UNWRITTEN:
                self._process_form(process_form.step_form, meeting, step=int(rest))
            elif process_form.unwritten(self.basis, meeting):
                self._process_form(process_form.step_form, meeting)
            else:
                self.services.tell(_ALL, "refused")

        self._on_group(ask)

    @command("meeting.result", "Result", "R", needs=writable)
    def result(self) -> None:
        """Record how many students were tested and reached each level, before or after.

        Counts only, never a student.
        """
        state = self.services.state
        table, _, rest = self.line.partition("/")
        record = state.building.resolve(self.line) if rest.isdecimal() else None
        step = record.step if isinstance(record, ProcessNote | ProcessResult) else None
        step = int(rest) if table == UNWRITTEN else step
        self._on_group(lambda m: self._process_form(process_form.result_form, m, step=step))

    @command("meeting.stop", "Stop sign", "X", needs=writable)
    def stop_sign(self) -> None:
        """Mark the step where the group stopped, and what it needs from the {team}."""
        self._on_group(lambda m: self._process_form(process_form.stop_form, m))

    @command("meeting.groups", "Process of all groups")
    def groups(self) -> None:
        """Show the process of all groups on one page for the {team}, as it prints."""
        self._all_groups("blt")

    @command("meeting.groups-dlt", "Process for the DLT")
    def groups_dlt(self) -> None:
        """Show the process of all groups as the district sees it: without small results."""
        self._all_groups("dlt")

    def _all_groups(self, reader: process_rollup_report.Reader) -> None:
        year = working_year(self.services.state.building, self.services.state.today)
        make_page = process_rollup_report.process_page

        def make(state: State) -> Page:
            return make_page(state.building, state.framework, year, state.today, reader)

        preview = print_preview.PrintPreview
        self.app.push_screen(preview("Process of the groups", make, f"process-{year}.md"))

    def _process_form(self, make: Callable[..., Any], meeting: Meeting, **more: Any) -> None:
        self._form(make, self.basis, meeting, self.called, **more)

    def edit_process(self, record: ProcessNote | ProcessResult) -> None:
        """Edit a step or a result as it is shown."""
        if isinstance(record, ProcessNote):
            make: Callable[..., Any] = process_form.step_form
        else:
            make = process_form.result_form
        self._on_group(lambda m: self._process_form(make, m, seen=record))
