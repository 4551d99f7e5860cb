"""Plan: the tree from the district's aim to groups and trainings, and its monitoring panels."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widget import Widget

from bltui.domain.model.plan import Finance
from bltui.domain.plan.alignment import alignment
from bltui.domain.plan.responsibilities import Duty, responsibilities
from bltui.domain.steps.current_state import working_year
from bltui.ui.arrangement import Band, Panel, Part, Stack
from bltui.ui.commands import command
from bltui.ui.formatting import Bit
from bltui.ui.screens.plan import rows as plan_list
from bltui.ui.screens.plan.commands import PlanCommands
from bltui.ui.screens.plan.pages import DETAIL, page_rows
from bltui.ui.screens.plan.rows import record_of
from bltui.ui.screens.steps.explain import Explains
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Row

#: The size of a terminal with room for all, and the least and most cells of the details.
WIDE, TALL, BESIDE, MOST = 100, 32, 44, 80
#: The panels in the order in which `v` cycles through them.
PANELS = (
    "tree",
    "indicators",
    "trainings",
    "duties",
    "messages",
    "standards",
    "findings",
    "detail",
)
#: Panels of which one is shown at a time; the tree and the details are beside them if there is
#: room.
_LOWER = PANELS[1:-1]
#: The lists whose rows have details.
_TOLD = ("tree", "indicators", "trainings", "duties")
#: The panels below the tree that show the records of a table.
_LISTED = {
    "indicators": "indicators",
    "trainings": "trainings",
    "inservices": "trainings",
    "calendar": "trainings",
    "messages": "messages",
}


class Plan(Explains, PlanCommands):
    """The view. Its commands are in `commands`."""

    PANELS = PANELS
    KEY = "plan"
    TITLE = "Plan"
    HELP = (
        "The alignment of all work: the district's aim, goals, and measures, then the building's goals, strategies, groups, "
        "and trainings as a tree, with everything that is not aligned. Press v for indicators, trainings and in-service days, responsibilities, messages, standards, findings, and details."
    )
    LISTS = PANELS[:-1]
    FOOT: ClassVar[tuple[str, ...]] = (
        "plan.add",
        "plan.edit",
        "plan.measure",
        "plan.trainings",
        "plan.panel",
    )

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        #: The panel that was turned to.
        self._panel = "tree"
        self._duties: list[Duty] = []
        #: The list whose row the details show.
        self._source = "tree"
        #: The row that they show now.
        self._told = ""
        #: The panel below the tree.
        self._lower = _LOWER[1]
        self._shown: dict[str, State] = {}

    def compose(self) -> ComposeResult:
        """Compose the indicators, the tree, the other lists, and the details."""
        for name, columns in plan_list.LISTS.items():
            yield RecordList(columns, id=name, classes="panel")
        yield RecordList(DETAIL, id="detail", classes="panel details")

    def arranged(self, size: Size) -> Part:
        """Whether it works (the indicators), then the tree or another list, and the details."""
        tall, detail = size.height >= TALL, Panel("detail", fills=True)
        if size.width >= WIDE and tall:
            lists = Stack((Panel("tree"), Panel(self._lower)))
            if self._lower == "indicators":
                lists = Stack((Panel("tree"),))
            left = min(size.width - BESIDE, max(self.listed("tree").across, size.width - MOST))
            return Stack((Panel("indicators"), Band((lists, detail), (left, 0))))
        panel = self._source if self._panel == "detail" else self._panel
        if panel == "tree" and self._panel != "detail":
            return Stack((Panel("indicators"), Panel("tree")))
        if panel not in _TOLD and self._panel != "detail":
            return Stack((Panel(panel),))
        return Stack((Panel(panel), detail))

    # -- showing -----------------------------------------------------------------------------------

    def home(self) -> Widget | None:
        """Return the tree."""
        return self.listed("tree")

    def show(self, state: State) -> None:
        """Fill the tree, the visible panel, and the details.

        Other panels are filled when they are shown.
        """
        for panel in ("tree", "indicators", self._lower):
            self._fill(panel, state)
        self._detail(state)

    def _fill(self, panel: str, state: State) -> None:
        fills: dict[str, Callable[[State], None]] = {
            "tree": self._fill_tree,
            "indicators": self._fill_indicators,
            "trainings": self._fill_trainings,
            "duties": self._fill_duties,
            "messages": self._fill_messages,
            "standards": self._fill_standards,
            "findings": self._fill_findings,
        }
        if self._shown.get(panel) is not state:
            self._shown[panel] = state
            fills[panel](state)

    def _fill_tree(self, state: State) -> None:
        found = alignment(state.building, working_year(state.building, state.today))
        rows = self.listed("tree")
        hint = (
            f"{len(found.loose)} not aligned"
            if found.loose
            else "all aligned"
            if found.aims
            else ""
        )
        rows.heading(f"Plan {found.year}", hint=hint)
        empty = "No plan yet. Press D to add a district goal, B to add a building goal, or a to add below the selected row."
        before = record_of(rows.cursor or "")
        rows.fill(plan_list.tree_rows(state, found), empty=empty)
        # A record with a new link moves in the tree, and the cursor goes with it.
        if before and record_of(rows.cursor or "") != before:
            any(rows.go(row) for row in rows.ids if record_of(row) == before)

    def _fill_indicators(self, state: State) -> None:
        rows = self.listed("indicators")
        found = plan_list.indicator_rows(state)
        rows.heading(
            "Goals and indicators", hint="m: add a result", summary=plan_list.standing(state)
        )
        rows.fill(
            found,
            empty="No indicators yet. Press I to add one: what adults do or what students show.",
        )

    def _fill_trainings(self, state: State) -> None:
        rows = self.listed("trainings")
        rows.heading(
            "Trainings and in-service days",
            hint="T: add a training  N: add a day  w: record attendance  p: plan the roll-out",
        )
        empty = "No trainings or in-service days yet. Press T to add a training, N a day, or C the days of the calendar."
        rows.fill(plan_list.training_rows(state), empty=empty)

    def _fill_duties(self, state: State) -> None:
        year = working_year(state.building, state.today)
        self._duties = responsibilities(state.building, state.framework, year, state.today)
        rows = self.listed("duties")
        done = sum(duty.last is not None for duty in self._duties)
        rows.heading(
            f"Responsibilities  {done} of {len(self._duties)} worked on", hint="i: add evidence"
        )
        rows.fill(
            plan_list.duty_rows(state, self._duties),
            empty="The framework has no responsibilities.",
        )

    def _fill_messages(self, state: State) -> None:
        found, one_way = plan_list.message_rows(state)
        rows = self.listed("messages")
        rows.heading("Messages", len(found), "M: add a message  r: add the answer")
        if one_way:
            found = [Row(None, (Bit(one_way, "required"),), "text"), *found]
        rows.fill(
            found,
            empty="No messages yet. Press M to add one: to or from the district, a group, staff, or families.",
        )

    def _fill_standards(self, state: State) -> None:
        rows = self.listed("standards")
        rows.heading("By standard")
        rows.fill(plan_list.standard_rows(state), empty="The framework has no standards.")

    def _fill_findings(self, state: State) -> None:
        found = plan_list.plan_findings(state)
        rows = self.listed("findings")
        rows.heading("Findings", len(found), "enter: show why")
        rows.fill(found, empty="The checks find nothing about the plan and the trainings.")

    def _detail(self, state: State) -> None:
        panel = self.listed("detail")
        panel.heading("Details")
        chosen = self.listed(self._source).cursor or ""
        panel.fill(
            page_rows(state, chosen, self._duties),
            empty="Nothing selected. Press enter or e on a row to open it.",
        )
        if self._told != chosen:
            # The details of another row start at the top.
            self._told = chosen
            panel.scroll_to(0, 0, animate=False, force=True)

    @property
    def line(self) -> str:
        """The record of the row.

        In the details, that of an evidence row, or else the record that they show.
        """
        own = record_of(self.listed("detail").cursor or "") if self._focused == "detail" else ""
        return (
            own
            if own.startswith("evidence/")
            else record_of(self.listed(self._source).cursor or "")
        )

    @property
    def panel_shown(self) -> str:
        """The panel that commands apply to."""
        return self._source

    def find(self, text: str) -> str:
        """Show only rows that contain the words, in every panel."""
        for name in _LOWER:
            self._fill(name, self.services.state)
        counts = [self.listed(name).filter(text) for name in ("indicators", "tree", self._lower)]
        for name in _LOWER:
            if name not in ("indicators", self._lower):
                self.listed(name).filter(text)
        return (
            f"{sum(left for left, _ in counts)} of {sum(all_ for _, all_ in counts)}"
            if text
            else ""
        )

    @command("plan.panel", "Next list", "v")
    def panel(self) -> None:
        """Go to the next panel: tree, indicators, trainings, responsibilities, messages, standards,
        findings, details.
        """
        now = self._focused if self._focused in PANELS else self._source
        self.turn_to(PANELS[(PANELS.index(now) + 1) % len(PANELS)])

    @command("plan.panel-back", "Previous list", "V")
    def panel_back(self) -> None:
        """Go to the previous panel."""
        now = self._focused if self._focused in PANELS else self._source
        self.turn_to(PANELS[PANELS.index(now) - 1])

    def _turn(self, panel: str) -> None:
        if panel in _LOWER:
            self._fill(panel, self.services.state)
        if panel in _LOWER[1:]:
            self._lower = panel
        self._panel = panel
        self.fit()

    def turn_to(self, panel: str) -> None:
        """Show a panel and focus it."""
        self._turn(panel)
        if panel in PANELS[:-1] and panel != self._source:
            self._source = panel
            self._detail(self.services.state)
        self.screen.set_focus(self.listed(panel))

    # -- going somewhere ---------------------------------------------------------------------------

    def come_to(self, records: Collection[str]) -> None:
        """Put the cursor on the records just added; a hidden panel is filled first."""
        for record in records:
            if (panel := _LISTED.get(record.partition("/")[0])) is not None:
                self._fill(panel, self.services.state)
        super().come_to(records)

    def bring(self, name: str) -> None:
        """Show a panel and focus it."""
        self.turn_to(name)

    def open_record(self, record: str) -> bool:
        """Put the cursor on a record in the most suitable panel, or explain a finding."""
        table, _, rest = record.partition("/")
        if table == "finding":
            return self.explain_named(rest)
        panel = _LISTED.get(table, "tree")
        if isinstance(self.services.state.building.resolve(record), Finance):
            panel = "tree"
        self.turn_to(panel)
        rows = self.listed(panel)
        there = any(rows.go(row) for row in rows.ids if record_of(row) == record)
        self._detail(self.services.state)
        return there

    @on(RecordList.Opened, "#tree,#indicators,#trainings,#duties,#messages,#standards")
    async def _open_line(self, event: RecordList.Opened) -> None:
        record = record_of(event.row)
        if record.startswith(("cwgs/", "contacts/", "steps/", "evidence/")):
            self.services.open(record)
        elif record.startswith("duty/"):
            self.turn_to("detail")
        else:
            await self.action_run("plan.edit")

    @on(RecordList.Opened, "#findings,#detail")
    async def _open_detail(self, event: RecordList.Opened) -> None:
        table, _, rest = event.row.partition("/")
        if table == "finding":
            self.explain_named(rest)
        elif table == "evidence":
            await self.action_run("plan.edit")
        else:
            self.services.open(record_of(event.row))
