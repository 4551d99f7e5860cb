"""The snow day dialog: pick the day, decide about each affected meeting, see conflicts, mark it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from bltui.domain.model import labels
from bltui.domain.model.change import Intent
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.errors import UserError
from bltui.domain.model.formats import show_date, show_time
from bltui.domain.model.series import Series
from bltui.domain.model.text import shown
from bltui.domain.schedule.expansion import Meeting
from bltui.domain.series.snow_days import Decision, hit_by, snow_on
from bltui.store.errors import StoreError
from bltui.ui.app_services import ChangePreview, services
from bltui.ui.commands import Commanded, command
from bltui.ui.dialogs.change_preview import effect
from bltui.ui.dialogs.drafted import OneLine
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.form_widgets import Advanced, Edited, LineEntry
from bltui.ui.formatting import Bit
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column, Row

#: The options for a meeting, in the order in which Enter cycles through them.
DECISIONS: dict[Decision, str] = {
    "wait": "decide later",
    "cancel": "cancel",
    "next_school_day": "next school day",
    "next_week": "one week later",
}
_COLUMNS = (
    Column("Time", 5),
    Column("Group"),
    Column("Choice", 15),
    Column("Result", wraps=True),
)
_Named = tuple[int, date]


class SnowDay(Commanded, OneLine):
    """A dialog that closes with True once the day is marked, or with False on cancel."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel"),
        Binding("f10", "save", "Mark"),
    ]

    def __init__(self, basis: FormContext, day: date | None = None) -> None:
        self._field = basis.day("day", "Day", day or basis.today, required=True)
        super().__init__("Mark a snow day", LineEntry(self._field))
        self._basis = basis
        self._day_entry = self._line
        self._wanted: dict[_Named, Decision] = {}
        self._hit: list[tuple[Series, Meeting]] = []
        self._says = Static(classes="about", id="says")
        self._rows = RecordList(_COLUMNS, empty="No meetings on that day.")
        self._trial = Static(classes="trial", id="trial")
        self._day: date | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet tall") as sheet:
            sheet.border_title = Content(self._title)
            with Horizontal(classes="field"):
                yield Static(Content("Day"), classes="label -here")
                yield self._day_entry
            yield self._says
            yield self._rows
            yield self._trial
            keys = services(self).keymap
            each, every = (
                "  ".join(
                    f"{keys.shown(c)}: {c.title.lower()}"
                    for c in self.OFFERS
                    if c.id.endswith("-all") is all_
                )
                for all_ in (False, True)
            )
            yield Static(
                Content(f"This  {each}\nAll   {every}\nF10: mark the day   esc: cancel"),
                classes="hint",
            )

    def on_mount(self) -> None:
        """Focus the day field."""
        self._day_entry.focus()
        self._read()

    def _say(self, text: str) -> None:
        self._says.update(Content(shown(text)))

    def on_edited(self, event: Edited) -> None:
        """Show the meetings of another day."""
        event.stop()
        self._read()

    def on_advanced(self, event: Advanced) -> None:
        """Move from the day to the meetings on Enter."""
        event.stop()
        if self._hit:
            self._rows.focus()

    def _read(self) -> None:
        """Load the meetings of the typed day."""
        self._trial.display = False
        try:
            self._day = self._field.parse(self._day_entry.raw)
            self._hit = list(hit_by(self._basis.building, self._day)) if self._day else []
        except UserError as refused:
            self._day, self._hit = None, []
            self._rows.fill(())
            self._say(f"! {refused.message}")
            return
        if self._day is not None:
            self._say(f"Meetings on {show_date(self._day)}: {len(self._hit)}")
        self._fill({})
        self._try()

    def _fill(self, fates: Mapping[int, str]) -> None:
        rows = []
        for number, (series, meeting) in enumerate(self._hit):
            group = self._basis.building.cwgs.get(series.cwg_id or 0)
            rows.append(
                Row(
                    f"{series.id}/{meeting.original}",
                    (
                        show_time(meeting.begins) if meeting.timed else meeting.hours,
                        _called(series, group),
                        Bit(DECISIONS[self._decision(series, meeting)], "mark"),
                        Bit(fates.get(number, ""), "quiet"),
                    ),
                )
            )
        self._rows.fill(rows)

    def _decision(self, series: Series, meeting: Meeting) -> Decision:
        return self._wanted.get((series.id, meeting.original), "wait")

    @property
    def _intent(self) -> Intent | None:
        if self._day is None:
            return None
        each = {(s.id, m.original): self._decision(s, m) for s, m in self._hit}
        return partial(snow_on, day=self._day, each=each)

    @work(group="snow", exclusive=True, exit_on_error=False)
    async def _try(self) -> None:
        """Preview the effect of marking the day on each meeting and on the findings."""
        if (intent := self._intent) is None:
            return
        result = await services(self).rehearse(intent)
        if not self.is_attached:
            return
        if isinstance(result, ChangePreview):
            # The change has one note for each meeting, in their order.
            notes = (note.partition(": ")[2] for note in result.change.notes)
            self._fill(dict(enumerate(notes)))
            self._trial.display = True
            self._trial.update(Content("\n").join(effect(result, services(self).state.signs)))
        else:
            self._day = None if isinstance(result, UserError) else self._day
            self._say(f"! {result}")

    @on(RecordList.Opened)
    def _next_decision(self, event: RecordList.Opened) -> None:
        """Enter goes on to the next decision."""
        order = list(DECISIONS)
        for series, meeting in self._at(event.row):
            following = order[(order.index(self._decision(series, meeting)) + 1) % len(order)]
            self._set([(series, meeting)], following)

    def _at(self, row: str) -> list[tuple[Series, Meeting]]:
        """Return the meeting of a row; empty if the day has changed since."""
        return [
            (series, meeting)
            for series, meeting in self._hit
            if f"{series.id}/{meeting.original}" == row
        ]

    def _set(self, meetings: list[tuple[Series, Meeting]], decision: Decision) -> None:
        for series, meeting in meetings:
            self._wanted[series.id, meeting.original] = decision
        self._fill({})
        self._try()

    @command("snow.wait", "Decide later", "d", palette=False)
    def wait(self) -> None:
        """Decide later about the selected meeting."""
        self._decide("wait")

    @command("snow.cancel", "Cancel", "c", palette=False)
    def cancel(self) -> None:
        """Cancel the selected meeting."""
        self._decide("cancel")

    @command("snow.next-day", "Next school day", "n", palette=False)
    def next_day(self) -> None:
        """Move the selected meeting to the next school day."""
        self._decide("next_school_day")

    @command("snow.next-week", "One week later", "w", palette=False)
    def next_week(self) -> None:
        """Move the selected meeting one week later."""
        self._decide("next_week")

    @command("snow.wait-all", "Decide later", "D", palette=False)
    def wait_all(self) -> None:
        """Decide later about all meetings of the day."""
        self._decide_all("wait")

    @command("snow.cancel-all", "Cancel", "C", palette=False)
    def cancel_all(self) -> None:
        """Cancel all meetings of the day."""
        self._decide_all("cancel")

    @command("snow.next-day-all", "Next school day", "N", palette=False)
    def next_day_all(self) -> None:
        """Move all meetings of the day to the next school day."""
        self._decide_all("next_school_day")

    @command("snow.next-week-all", "One week later", "W", palette=False)
    def next_week_all(self) -> None:
        """Move all meetings of the day one week later."""
        self._decide_all("next_week")

    def _decide(self, decision: Decision) -> None:
        """Set what happens to the meeting of the row."""
        if self._rows.has_focus and self._rows.cursor is not None:
            self._set(self._at(self._rows.cursor), decision)

    def _decide_all(self, decision: Decision) -> None:
        """Set what happens to all meetings of the day."""
        if self._rows.has_focus:
            self._set(self._hit, decision)

    def action_save(self) -> None:
        """Mark the day with all decisions as one change."""
        if (intent := self._intent) is not None:
            self._save(intent)

    @work(group="save", exclusive=True, exit_on_error=False)
    async def _save(self, intent: Intent) -> None:
        outcome = await services(self).change(intent)
        if isinstance(outcome, UserError | StoreError):
            self._say(f"! {outcome}")
        else:
            services(self).report(outcome)
            self.dismiss(True)


def _called(series: Series, group: Cwg | None) -> str:
    return f"the {labels.team()}" if series.team == "blt" or group is None else group.titled
