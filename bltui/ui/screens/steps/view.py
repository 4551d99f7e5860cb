"""Steps: the building's and the district's boards, every group's cycle, and the row's details."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widget import Widget

from bltui.domain.model import labels
from bltui.domain.model.cwgs import Cwg
from bltui.domain.model.cycles import Cycle
from bltui.domain.model.framework_types import BoardKey
from bltui.domain.model.steps import Evidence, StepState
from bltui.domain.steps.boards import BoardView, Card, board
from bltui.domain.steps.current_state import working_year
from bltui.domain.steps.matrix import matrix
from bltui.ui.arrangement import Band, Panel, Part, Stack
from bltui.ui.commands import command
from bltui.ui.screens.steps.commands import At, StepsCommands
from bltui.ui.screens.steps.explain import Explains
from bltui.ui.screens.steps.pages import DETAIL, ROOMS, group_rows, step_rows
from bltui.ui.screens.steps.rows import (
    BOARD,
    board_rows,
    legend,
    matrix_columns,
    matrix_rows,
    whole,
)
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList

#: The panels in the order in which `v` cycles through them.
PANELS = ("building", "matrix", "district", "detail")
#: The least and the most cells of the details beside the boards.
BESIDE, MOST = 34, 72
#: The lines from which there is room for all panels.
TALL = 32


class Steps(Explains, StepsCommands):
    """The view. Its commands are in `commands`."""

    PANELS = PANELS
    KEY = "steps"
    TITLE = "Steps"
    HELP = (
        "The progress of the year: the building's steps as a board, each group's cycle through the recurring steps, "
        "and the district's steps. Press space for the next status and enter to open the view where the work is done. Press v for the matrix, the district, and the details."
    )
    FOOT: ClassVar[tuple[str, ...]] = (
        "steps.next",
        "steps.blocked",
        "steps.evidence",
        "steps.cycle",
        "steps.panel",
    )

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        #: The panel that was turned to.
        self._panel = "building"
        self._from: State | None = None
        self._boards: dict[BoardKey, BoardView] = {}
        #: The list whose row the details show.
        self._source = "building"
        #: The row that they show now.
        self._told = ""

    def compose(self) -> ComposeResult:
        """Compose the boards, the matrix between them, and the details."""
        yield RecordList(BOARD, id="building", classes="panel")
        yield RecordList(id="matrix", classes="panel")
        yield RecordList(BOARD, id="district", classes="panel")
        yield RecordList(DETAIL, id="detail", classes="panel details")

    def arranged(self, size: Size) -> Part:
        """The boards and the matrix, beside the row's details if all columns have their cells."""
        panel = self._source if self._panel == "detail" else self._panel
        boards = [Panel("building"), Panel("matrix")]
        if "district" in self.services.state.framework.boards:
            boards.append(Panel("district"))
        rest = size.width - max(self.listed(board.name).across for board in boards)
        detail = Panel("detail", fills=True)
        if rest >= BESIDE:
            left = boards if size.height >= TALL else self._two(panel)
            return Band((Stack(tuple(left)), detail), (0, min(rest, MOST)))
        if self._panel == "detail":
            return Stack((Panel(panel), detail))
        if size.height >= TALL:
            return Stack((*boards, detail))
        return Stack(tuple(self._two(panel)))

    def _two(self, panel: str) -> list[Panel]:
        """Return the boards of a terminal with few lines."""
        return [Panel("district")] if panel == "district" else [Panel("building"), Panel("matrix")]

    def on_resize(self) -> None:
        """Show dates in the matrix if there is room."""
        self._fill_matrix(self.services.state)

    # -- showing -----------------------------------------------------------------------------------

    def home(self) -> Widget | None:
        """Return the building's board."""
        return self.listed("building")

    def _board(self, state: State, which: BoardKey) -> BoardView:
        """Return a board of a state; computed once."""
        if self._from is not state:
            self._from, self._boards = state, {}
        if which not in self._boards:
            year = working_year(state.building, state.today)
            self._boards[which] = board(state.building, state.framework, year, state.today, which)
        return self._boards[which]

    def show(self, state: State) -> None:
        """Fill the panels."""
        view = self._board(state, "building")
        rows = self.listed("building")
        rows.heading(
            f"{view.title}  {whole(view.progress)}",
            hint="space: set next status  enter: go to the work",
        )
        rows.fill(board_rows(view, state.signs))
        self._fill_matrix(state)
        if "district" in state.framework.boards:
            other = self._board(state, "district")
            rows = self.listed("district")
            rows.heading(f"{other.title}  {whole(other.progress)}")
            rows.fill(board_rows(other, state.signs))
        self._detail(state)

    def _fill_matrix(self, state: State) -> None:
        view = self._board(state, "building")
        rows = self.listed("matrix")
        cells = self.app.size.width
        steps = state.framework.boards["building"].phases()
        lines = matrix(state.building, state.framework, view.year, state.today)
        rows.heading(
            f"Groups in steps {steps[0]} to {steps[-1]}" if steps else "Groups",
            hint=legend(state.signs),
        )
        rows.fill(
            matrix_rows(lines, state.signs, cells),
            columns=matrix_columns(steps, cells),
            empty=f"The cycles of the groups. Press 3 for {labels.groups()}, then n to create a group.",
        )

    def _detail(self, state: State) -> None:
        panel = self.listed("detail")
        panel.heading("Details", hint="space: check off  i: add evidence")
        group, at = self.group, self.at
        if group is not None:
            panel.fill(group_rows(state, group))
        elif at is not None and (card := self._card(state, *at)) is not None:
            rooms = [room for room in card.opens if room in ROOMS]
            panel.fill(step_rows(state, self._board(state, at[0]), card, rooms))
        else:
            panel.fill((), empty="Nothing selected.")
        if self._told != (told := self._chosen()):
            # The details of another row start at the top.
            self._told = told
            panel.scroll_to(0, 0, animate=False, force=True)

    def _card(self, state: State, which: BoardKey, step: int) -> Card | None:
        return next((card for card in self._board(state, which).cards if card.step == step), None)

    @property
    def line(self) -> str:
        """The row at the cursor of the focused list."""
        return self.listed(self._focused or self._source).cursor or ""

    def _chosen(self) -> str:
        """Return the row that the details show."""
        return self.listed(self._source).cursor or ""

    @property
    def at(self) -> At | None:
        """The step of the row."""
        kind, _, number = self._chosen().partition("/")
        if kind == "building":
            return "building", int(number)
        return ("district", int(number)) if kind == "district" else None

    @property
    def group(self) -> Cwg | None:
        """The group of the row."""
        kind, _, number = self._chosen().partition("/")
        return self.services.state.building.cwgs.get(int(number)) if kind == "cwgs" else None

    def find(self, text: str) -> str:
        """Show only steps and groups that contain the words."""
        counts = [self.listed(name).filter(text) for name in PANELS[:-1]]
        return (
            f"{sum(left for left, _ in counts)} of {sum(all_ for _, all_ in counts)}"
            if text
            else ""
        )

    @command("steps.panel", "Next panel", "v")
    def panel(self) -> None:
        """Go to the next panel: cycles, district steps, details."""
        now = self._focused if self._focused in PANELS else self._source
        self.turn_to(PANELS[(PANELS.index(now) + 1) % len(PANELS)])

    def turn_to(self, panel: str) -> None:
        """Show a panel and focus it."""
        self._panel = panel
        if panel in PANELS[:-1] and panel != self._source:
            self._source = panel
            self._detail(self.services.state)
        self.fit()
        self.screen.set_focus(self.listed(panel))

    # -- going somewhere ---------------------------------------------------------------------------

    def open_record(self, record: str) -> bool:
        """Put the cursor on a step, on the group of a cycle, or on evidence.

        For a finding, explain it.
        """
        kind, _, rest = record.partition("/")
        if kind == "finding":
            return self.explain_named(rest)
        if kind == "step":
            return self._go(rest.partition("/")[0], rest)
        found = self.services.state.building.resolve(record)
        if isinstance(found, StepState):
            return self._go(found.board, f"{found.board}/{found.step}")
        if isinstance(found, Cycle):
            return self._go("matrix", f"cwgs/{found.cwg_id}")
        if isinstance(found, Evidence) and found.step is not None:
            self._go(found.board, f"{found.board}/{found.step}")
            self.turn_to("detail")
            return self.listed("detail").go(record)
        return False

    def _go(self, panel: str, row: str) -> bool:
        self.turn_to(panel)
        there = self.listed(panel).go(row)
        self._detail(self.services.state)
        return there

    @on(RecordList.Opened, "#building,#district")
    async def _open_room(self, event: RecordList.Opened) -> None:
        rooms = [row for row in self.listed("detail").ids if row.startswith("room/")]
        if self._source == event.rows.id and rooms:
            await self._enter(rooms[0])
        else:
            self.turn_to("detail")

    @on(RecordList.Opened, "#matrix")
    def _open_group(self, event: RecordList.Opened) -> None:
        self.services.open(event.row)

    @on(RecordList.Opened, "#detail")
    async def _open_line(self, event: RecordList.Opened) -> None:
        kind, _, rest = event.row.partition("/")
        if kind == "room":
            await self._enter(event.row)
        elif kind == "tick":
            await self.action_run("steps.next")
        elif kind == "evidence":
            await self.action_run("steps.edit")
        elif kind == "finding":
            self.explain_named(rest)
        else:
            self.services.open(event.row)

    async def _enter(self, room: str) -> None:
        """Go to the view where the work of a step is done."""
        _, goes, _ = ROOMS[room.partition("/")[2]]  # type: ignore[index]
        await self.screen.perform(goes)  # type: ignore[attr-defined]
