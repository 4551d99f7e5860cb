"""CWGs: the groups, the selected one, and below them week, month, agenda, or conflicts."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widget import Widget

from bltui.domain.model import labels
from bltui.domain.model.cwgs import Cwg
from bltui.ui.arrangement import Band, Panel, Part, Stack
from bltui.ui.commands import command
from bltui.ui.cwg_selection import CwgSelection, Picture, Turned, meeting_id, read_meeting
from bltui.ui.formatting import Bit
from bltui.ui.screens.cwgs import agenda, conflicts, month, week
from bltui.ui.screens.cwgs import rows as cwgs_list
from bltui.ui.screens.cwgs.conflicts import clash_id, clash_named
from bltui.ui.screens.cwgs.pages import CwgsPages
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Row


class PanelAt(msgspec.Struct, frozen=True):
    """A panel's entry; the panel is loaded and mounted when it is first shown."""

    key: str
    """Its id."""
    kind: Callable[[], type[Any]]
    """Returns its class, importing its module: a widget with `look(sight)`.

    See `cwg_selection.Panel`.
    """
    step: str = ""
    """What `[` and `]` change while it is shown: "week" or "month"; "" for nothing."""

    def make(self) -> Any:
        """Return a panel to mount."""
        return self.kind()(id=self.key, classes="panel lower")


#: The cells of the selected group beside the list, and the lines from which it is below all.
DETAIL, MOST, TALL = 42, 64, 32
#: The panel that is below the others if there is room.
BELOW = "conflicts"
#: The panels in the order in which `v` cycles through them. A new panel is one line here.
PANELS = (
    PanelAt("week", lambda: week.Week, "week"),
    PanelAt("month", lambda: month.Month, "month"),
    PanelAt("agenda", lambda: agenda.Agenda, "week"),
    PanelAt("conflicts", lambda: conflicts.Conflicts),
)


class Cwgs(CwgsPages):
    """The view. Its commands are in `commands` and `pages`."""

    KEY = "cwgs"
    TITLE = labels.attribute("{groups}")
    HELP = labels.attribute(
        "The {group_names}: members, leaders, meetings, and every conflict. Press v for the week, month, agenda, and conflicts, where you can move and cancel meetings."
    )
    LISTS = ("groups",)
    FOOT: ClassVar[tuple[str, ...]] = (
        "cwgs.new",
        "cwgs.edit",
        "cwgs.time",
        "cwgs.move",
        "cwgs.cancel",
        "cwgs.panel",
    )

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._turned_to = "groups"  # the list or panel
        self._picture: Picture | None = None
        self._day: date | None = None
        self._only = False
        self._panel = PANELS[0].key
        #: The panels shown so far.
        self._panels: dict[str, Any] = {}

    def compose(self) -> ComposeResult:
        """Compose the groups and the selected one; panels are mounted when they are first shown."""
        yield RecordList(cwgs_list.GROUPS, empty="", id="groups", classes="panel")
        yield RecordList(cwgs_list.DETAIL, empty="", id="group", classes="panel details")

    async def on_mount(self) -> None:
        """Show the week from the start."""
        await self._mount(self._panel)

    def arranged(self, size: Size) -> Part:
        """The groups, their week, and the selected group: all, or the one that was turned to."""
        groups, detail = Panel("groups"), Panel("group", fills=True)
        lower = [Panel(self._panel)] if self._panel in self._panels else []
        rest = size.width - self.listed("groups").across
        if rest >= DETAIL:
            if size.height >= TALL and self._panel != BELOW and BELOW in self._panels:
                lower.append(Panel(BELOW))
            return Band((Stack((groups, *lower)), detail), (0, min(rest, MOST)))
        if size.height >= TALL:
            return Stack((groups, *lower, detail))
        if self._turned_to == "group" or not lower:
            return Stack((groups, detail))
        return Stack((groups, *lower))

    # -- what is looked at -------------------------------------------------------------------------

    def home(self) -> Widget | None:
        """Return the list of groups."""
        return self.listed("groups")

    @property
    def picture(self) -> Picture:
        """The schedule and the conflicts of the state that is shown."""
        state = self.services.state
        if self._picture is None or self._picture.state is not state:
            self._picture = Picture(state)
        return self._picture

    @property
    def day(self) -> date:
        """A day of the week or month shown; on a weekend, a day of the next week."""
        today = self.services.state.today
        return self._day or today + timedelta(
            max(0, 7 - today.weekday()) if today.weekday() > 4 else 0
        )

    @property
    def cwg(self) -> Cwg | None:
        """The group that commands apply to: that of the meeting at the cursor, or of the row."""
        if (meeting := read_meeting(self.line)) is not None:
            series = self.picture.schedule.series.get(meeting[0])
            number = series.cwg_id if series is not None else None
        else:
            row = self.listed("groups").cursor or ""
            number = int(row.partition("/")[2]) if row.startswith("cwgs/") else None
        return self.services.state.building.cwgs.get(number) if number is not None else None

    @property
    def line(self) -> str:
        """The row at the cursor of the focused list; "" if none has one."""
        focused = self.screen.focused
        return (
            focused.cursor or ""
            if isinstance(focused, RecordList) and self in focused.ancestors
            else ""
        )

    @property
    def sight(self) -> CwgSelection:
        """The selection that the panels show."""
        row = self.listed("groups").cursor or ""
        chosen = int(row.partition("/")[2]) if row.startswith("cwgs/") else None
        return CwgSelection(self.services.state, self.picture, chosen, self.day, self._only)

    # -- showing -----------------------------------------------------------------------------------

    def show(self, state: State) -> None:
        """Fill the lists and the visible panel."""
        groups = self.listed("groups")
        groups.heading(
            "Groups",
            len(self.picture.groups),
            cwgs_list.hint(self.picture),
            summary=cwgs_list.published(self.picture),
        )
        groups.fill(cwgs_list.group_rows(self.picture), empty=cwgs_list.empty(state))
        self._look()

    def _look(self) -> None:
        sight = self.sight
        group = _chosen(sight)
        detail = self.listed("group")
        # The name is inside, because a change of the border would redraw the whole panel.
        detail.heading("Details", hint="x: undo an exception")
        name = Row(
            None, (Bit(group.called if group else "No group selected", "mark"),), kind="heading"
        )
        detail.fill((name, *cwgs_list.detail_rows(sight)))
        for key, panel in self._panels.items():
            if key in (self._panel, BELOW):
                panel.look(sight)

    async def _make(self, key: str) -> None:
        if key not in self._panels:
            panel = self._panels[key] = next(p for p in PANELS if p.key == key).make()
            await self.mount(panel)

    def _look_anew(self) -> None:
        """Show the panels, and place them: other rows want other heights."""
        self._look()
        self.fit()

    async def _show_below(self) -> None:
        await self._make(BELOW)
        self._look_anew()

    async def _mount(self, key: str) -> Any:
        await self._make(key)
        if key != BELOW or self._placed is None or BELOW not in self._placed[1]:
            self._panel = key
        self._look_anew()
        return self._panels[key]

    async def turn_to(self, key: str) -> None:
        """Show a panel and focus it; "groups" and "group" are the lists above."""
        if key in ("groups", "group"):
            self.bring(key)
        else:
            self._give_keys(key, await self._mount(key))

    def bring(self, name: str) -> None:
        """Show one of the lists above and focus it."""
        self._look()  # enter may come before the cursor has rested
        self._give_keys(name, self.listed(name))

    def _give_keys(self, key: str, panel: Widget) -> None:
        self._turned_to = key
        self.fit()
        target = (
            panel if panel.can_focus else next((w for w in panel.query("*") if w.focusable), panel)
        )
        self.screen.set_focus(target)

    def look_at(self, day: date) -> None:
        """Show the week or month of a day."""
        self._day = day
        self._look_anew()

    def on_resize(self) -> None:
        """Show the week as a grid or as a list, and the conflicts below it if there is room."""
        if self.size.width - self.listed("groups").across >= DETAIL and self.size.height >= TALL:
            self.call_later(self._show_below)
        elif self._turned_to == BELOW:
            self._panel = BELOW
        self._look_anew()

    @on(RecordList.Moved, "#groups")
    def _moved(self, event: RecordList.Moved) -> None:
        self._look()

    @on(RecordList.Opened)
    async def _opened(self, event: RecordList.Opened) -> None:
        """Open a row: a group's details, a week's days, a conflict's place, a meeting's group."""
        kind, _, rest = event.row.partition("/")
        if kind == "cwgs":
            await self.turn_to("group")
        elif kind == "week":
            self._day = date.fromisoformat(rest)
            await self.turn_to("week")
        elif kind == "clash":
            await self._go_to_clash(event.row)
        elif kind == "exceptions":
            self.services.tell("Press x to undo this exception.")
        elif kind == "meeting" and event.rows.id != "group" and (cwg := self.cwg) is not None:
            self.listed("groups").go(f"cwgs/{cwg.id}")
            await self.turn_to("group")

    async def _go_to_clash(self, row: str) -> None:
        """Go to a conflict's next date, or to the group if it has no dates."""
        clash = clash_named(self.picture, row)
        if clash is None:
            return
        coming = [d for d in clash.dates if d >= self.services.state.today] or list(clash.dates)
        if not coming:
            if clash.cwgs:
                self.listed("groups").go(f"cwgs/{clash.cwgs[0]}")
            await self.turn_to("groups")
            return
        self._day = coming[0]
        await self.turn_to("week")
        for series in clash.series:
            for meeting in self.picture.expanded(series):
                if meeting.date == coming[0] and self.listed("week").go(
                    meeting_id(series, meeting.original)
                ):
                    return

    @on(Turned)
    def _turned(self, event: Turned) -> None:
        self._turn(event.step)

    def open_record(self, record: str) -> bool:
        """Put the cursor on a group, on the group of a series, or on a conflict."""
        table, _, rest = record.partition("/")
        building = self.services.state.building
        if table == "finding":
            rule, _, subject = rest.partition("/")
            # Home appends a row number to the subject.
            self.run_worker(
                self._open_conflict(rule, subject.rpartition("/")[0]), exit_on_error=True
            )
            return True
        if (
            table == "series"
            and rest.isdecimal()
            and (series := building.series.get(int(rest))) is not None
        ):
            record = f"cwgs/{series.cwg_id}"
        self.screen.set_focus(self.listed("groups"))
        return self.listed("groups").go(record)

    async def _open_conflict(self, rule: str, subject: str) -> None:
        await self.turn_to("conflicts")
        rows = self.listed("conflicts")
        named = [
            clash_id(c) for c in self.picture.clashes if c.rule == rule and c.subject == subject
        ]
        for row in named:
            rows.go(row)

    async def reveal(self, panel: str) -> None:
        """Show a panel, and mount it the first time."""
        if panel in ("groups", "group", *(p.key for p in PANELS)):
            await self.turn_to(panel)

    @property
    def whereabouts(self) -> str:
        """The selected group, and the week or month shown."""
        return f"{self.listed('groups').cursor or ''} {self._day or ''}"

    async def come_back(self, whereabouts: str) -> None:
        """Restore the group and the week."""
        row, _, day = whereabouts.partition(" ")
        self.listed("groups").go(row)
        self._day = date.fromisoformat(day) if day else None
        self._look()

    def find(self, text: str) -> str:
        """Show only groups and meetings that contain the words."""
        left, of = self.listed("groups").filter(text)
        for name in ("agenda", "conflicts"):
            if (panel := self._panels.get(name)) is not None:
                panel.filter(text)
        return f"{left} of {of}" if text else ""

    # -- going about -------------------------------------------------------------------------------

    @command("cwgs.panel", "Next panel", "v")
    async def panel(self) -> None:
        """Go to the next panel: details, week, month, agenda, conflicts."""
        order = ("groups", "group", *(p.key for p in PANELS))
        here = order.index(self._turned_to)
        await self.turn_to(order[(here + 1) % len(order)])

    @command("cwgs.conflicts", "Conflicts", "C")
    async def go_conflicts(self) -> None:
        """Show each conflict once, most severe first."""
        await self.turn_to("conflicts")

    @command("cwgs.today", "Today", "T")
    def today(self) -> None:
        """Go to today in week, month, and agenda."""
        self._day = None
        self._look_anew()

    @command("cwgs.back", "Previous week", "left_square_bracket")
    def back(self) -> None:
        """Go to the previous week or month."""
        self._turn(-1)

    @command("cwgs.on", "Next week", "right_square_bracket")
    def turn_on(self) -> None:
        """Go to the next week or month."""
        self._turn(1)

    def _turn(self, step: int) -> None:
        by = next((p.step for p in PANELS if p.key == self._panel), "") or "week"
        day = self.day
        if by == "week":
            self.look_at(day + timedelta(7 * step))
            return
        year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
        self.look_at(
            day.replace(
                year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1])
            )
        )

    @command("cwgs.only", "This group", "o")
    def only(self) -> None:
        """Show only the selected group's meetings in week, month, and agenda, or all again."""
        self._only = not self._only
        self._look_anew()
        self.services.tell(
            "Showing only the selected group." if self._only else "Showing all groups."
        )


def _chosen(sight: CwgSelection) -> Cwg | None:
    """Return the selected group."""
    return sight.state.building.cwgs.get(sight.cwg) if sight.cwg is not None else None
