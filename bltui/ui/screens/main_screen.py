"""The main screen.

It has a header, the tabs, the current view, a line for messages and input, and a footer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from bltui.ui import palette_items, restoring
from bltui.ui.app_services import services
from bltui.ui.base_view import BaseView
from bltui.ui.commands import Command, Commanded, command, writable
from bltui.ui.formatting import Bit, Signs
from bltui.ui.quick_draft import QuickDraft
from bltui.ui.screens import command_line, preferences, rules_page
from bltui.ui.screens import help as screens_help
from bltui.ui.screens import palette as screens_palette
from bltui.ui.screens.footer import footer
from bltui.ui.screens.quick_add import FOOT, SAYS, QuickAdd
from bltui.ui.screens.registry import VIEWS, ViewEntry, view_of
from bltui.ui.state import State
from bltui.ui.widgets.bars import Lines
from bltui.ui.widgets.record_list import RecordList
from bltui.workspace import Workspace

if TYPE_CHECKING:
    from bltui.ui.drafting import Drafting

#: The lines at the top.
HEAD, TABS, BANNER = range(3)
#: The smallest usable terminal size.
SMALLEST = (60, 16)


class MainScreen(Commanded, QuickAdd, QuickDraft):
    """The main screen; views are mounted when first shown, which keeps the start fast."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    AUTO_FOCUS = ""
    BLANK = True  # as in View

    def __init__(self, size: Size, signs: Signs, *, id: str | None = None) -> None:  # noqa: A002
        """Create the screen with the CSS classes for its size.

        Setting them later would style and lay out everything twice.
        """
        classes = [
            "-wide" if size.width >= 100 else "-narrow",
            "-tall" if size.height >= 30 else "-short",
        ]
        if signs.done == "x":
            classes.append("-ascii")
        super().__init__(id=id, classes=" ".join(classes))
        self._views: dict[str, BaseView] = {}
        self._shown = ""
        self.top = Lines("bar", "page", "page", id="top")
        """The header, the tabs, and a banner for important warnings."""
        self.bottom = Lines("page", "bar", id="bottom")
        """The last message, and the footer."""

    def compose(self) -> ComposeResult:
        """Compose the lines, with Home between them."""
        yield self.top
        yield self._made(VIEWS[0])
        yield self.bottom

    def on_mount(self) -> None:
        """Show Home."""
        self._bring(VIEWS[0].key)

    def _made(self, place: ViewEntry) -> BaseView:
        services(self).load_css(*place.sheets)
        view = self._views[place.key] = place.load()(id=f"view-{place.key}")
        return view

    async def on_resize(self, event: events.Resize) -> None:
        """Ask for a larger terminal if it is too small."""
        small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        if small and not self.query("#small"):
            await self.mount(
                Static(
                    f"Terminal too small. Make it at least {SMALLEST[0]}x{SMALLEST[1]}.", id="small"
                )
            )
        if small != self.has_class("-tiny"):
            self.set_class(small, "-tiny")

    # -- showing -----------------------------------------------------------------------------------

    @property
    def view(self) -> BaseView:
        """The view that is shown."""
        return self._views[self._shown]

    def has_view(self, key: str) -> bool:
        """Return whether there is a view with this key."""
        return any(place.key == key for place in VIEWS)

    async def show_view(self, key: str) -> None:
        """Show a view, mount it the first time, and focus its list."""
        if key not in self._views:
            view = self._made(next(place for place in VIEWS if place.key == key))
            view.display = False  # it is painted once it is filled
            await self.mount(view, before=self.bottom)
        self._bring(key)

    def _bring(self, key: str) -> None:
        for name, view in self._views.items():
            view.display = name == key
        self._shown = key
        self.refresh_state(services(self).state)
        if not services(self).reading:
            self.tell("")
        if (home := self.view.home()) is not None:
            self.set_focus(home)

    def refresh_state(self, state: State) -> None:
        """Show a state: the lines, and the visible view.

        Other views get it when they become visible.
        """
        if not self.is_attached:
            return  # the program is being left
        profile = state.building.profile
        head = [Bit(" bltui", "mark"), Bit(f"  {profile.name}", "strong")]
        if state.overview.year:
            head.append(Bit(f"  {profile.year or state.overview.year}", "quiet"))
        if profile.sample:
            head.append(Bit("  SAMPLE", "recommended"))
        right = []
        if state.recent:
            right.append(Bit(f"Saved {state.recent[0].when}", "quiet"))
        if state.others:
            right.append(Bit(f"  {len(state.others) + 1} people here", "info"))
        self.top.say(HEAD, head, [*right, Bit(" ")])
        tabs = [Bit(" ")]
        keys = {c.id: c.keys[0] for c in self.OFFERS if c.keys}
        for place in VIEWS:
            here = place.key == self._shown
            number = keys[f"view.{place.key}"]
            text = f"[{number} {place.title}]" if here else f" {number} {place.title} "
            tabs += [Bit(text, "mark" if here else "quiet", f"view.{place.key}"), Bit("  ")]
        self.top.say(TABS, tabs)
        self.top.say(
            BANNER,
            [Bit(f" {state.signs.required} {state.banner}", "required")] if state.banner else [],
        )
        if self._shown:
            self.view.show(state)
            self.view.fit()
        self._show_foot(state)

    def _show_foot(self, state: State) -> None:
        if not self._shown:
            return
        if self._sign:
            words = (("enter", "Keep"), ("up", "Recall"), ("esc", "Clear, close"))
            keep = [bit for key, word in words for bit in (Bit(key, "mark"), Bit(f" {word}  "))]
            self.bottom.say(FOOT, [Bit(" "), *keep])
            return
        shown = ("help", *self.view.foot(state))
        self.bottom.say(FOOT, *footer(services(self), state, self.known(), shown))

    @on(BaseView.FootChanged)
    def _foot_changed(self, event: BaseView.FootChanged) -> None:
        self._show_foot(services(self).state)

    def come_to(self, records: Collection[str]) -> None:
        """Put the cursor on the records just added, in the visible view."""
        self.view.come_to(records)

    def known(self) -> Mapping[str, Command]:
        """Return every active command: of the main screen, the view, and its lists."""
        return {c.id: c for c in (*RecordList.OFFERS, *self.OFFERS, *self.view.OFFERS)}

    def tell(self, text: str, role: str = "") -> None:
        """Show one line at the bottom; an empty text shows the hint again."""
        keys, known = services(self).keymap, {c.id: c for c in self.OFFERS}
        hint = f"{keys.shown(known['add'])} to add, {keys.shown(known['find'])} to find"
        bits = [Bit(" "), Bit(text, role)] if text else [Bit(f" {hint}", "quiet")]
        self.bottom.say(SAYS, bits)

    def open(self, record: str) -> None:
        """Show a record in the view of its table."""
        building = services(self).state.building
        if (place := view_of(record, building)) is not None:
            self.run_worker(self._open(place.key, record), exclusive=True, group="open")

    async def _open(self, key: str, record: str) -> None:
        await self.show_view(key)
        if self._sought.pop(key, ""):
            self.view.find("")  # what was sought before may hide it
        if not self.view.open_record(record):
            services(self).tell("Not listed here now: it may be over or removed.", "refused")

    @on(Lines.Pressed)
    async def _pressed(self, event: Lines.Pressed) -> None:
        await self.perform(event.command)

    async def perform(self, command_id: str) -> None:
        """Run a command of the focused list, the view, the main screen, or another view.

        Another view is shown first.
        """
        for node in (self.focused, self.view, self):
            if isinstance(node, Commanded) and any(c.id == command_id for c in node.OFFERS):
                await node.action_run(command_id)
                return
        for place in VIEWS:
            if any(c.id == command_id for c in place.load().OFFERS):
                await self.show_view(place.key)
                await self.view.action_run(command_id)
                return

    # -- commands ----------------------------------------------------------------------------------

    @command("help", "Help", "question_mark,f1")
    def help(self) -> None:
        """Show the purpose of this view and every command with its keys."""
        view = self.view
        sections = [
            (f"In {view.TITLE}", view.OFFERS),
            ("In lists", RecordList.OFFERS),
            ("Everywhere", self.OFFERS),
        ]
        screen = screens_help.Help(view.TITLE, view.HELP, sections)
        self._over(screen)

    @command("view.home", "Home", "1")
    async def go_home(self) -> None:
        """Go to Home: what needs attention, what is coming up, and recent changes."""
        await self.show_view("home")

    @command("view.team", "Team", "2,f2")
    async def go_team(self) -> None:
        """Go to Team: members, represented groups, and findings."""
        await self.show_view("team")

    @command("view.cwgs", "{groups}", "3,f3")
    async def go_cwgs(self) -> None:
        """Go to {groups}: the work groups, their meetings, and conflicts."""
        await self.show_view("cwgs")

    @command("view.steps", "Steps", "4,f4")
    async def go_steps(self) -> None:
        """Go to Steps: the progress of the building, the district, and every group."""
        await self.show_view("steps")

    @command("view.feedback", "Feedback", "5,f5")
    async def go_feedback(self) -> None:
        """Go to Feedback: items without a reply, themes, rounds, and the AHA wall."""
        await self.show_view("feedback")

    @command("view.meeting", "Meeting", "6,f6")
    async def go_meeting(self) -> None:
        """Go to Meeting: agenda and clock, attendance, notes, decisions, actions, and minutes."""
        await self.show_view("meeting")

    @command("view.plan", "Plan", "7")
    async def go_plan(self) -> None:
        """Go to Plan: goals, strategies, indicators, trainings, and what is not aligned."""
        await self.show_view("plan")

    @command("add", "Quick add", "plus,f9", needs=writable)
    async def add(self) -> None:
        """Type a change in words, such as "facilitator Sample Person".

        Shows how the words are understood before you save.
        """
        await self._type("+")

    @command("find", "Find", "slash")
    async def find(self) -> None:
        """Show only rows that contain some words. Press esc to show all again."""
        await self._type("/")

    @command("palette", "Commands", "ctrl+p,colon", palette=False)
    def palette(self) -> None:
        """Find a command or record by a few letters: people, groups, steps, goals, meetings,
        feedback.
        """
        here = (*self.view.OFFERS, *RecordList.OFFERS, *self.OFFERS)
        others = [(place.title, place.load().OFFERS) for place in VIEWS if place.key != self._shown]
        targets = palette_items.palette_items(services(self), here, others)
        self._over(screens_palette.Palette(targets))

    @command("undo", "Undo", "u", needs=writable)
    def undo(self) -> None:
        """Undo your last change and show it."""
        services(self).submit_work(Workspace.undo)

    @command("redo", "Redo", "U", needs=writable)
    def redo(self) -> None:
        """Redo the change that you last undid."""
        services(self).submit_work(Workspace.redo)

    @command("settings", "Settings", "comma")
    def settings(self) -> None:
        """Choose the theme, signs, date format, and mouse. They are saved in config.toml."""
        self._over(preferences.Preferences())

    @command("rules", "Rules")
    def rules(self) -> None:
        """Show every rule: what it checks, why, and its setting in this building."""
        self.app.push_screen(rules_page.RulesPage())

    @command("drafts", "Drafts")
    def drafts(self) -> None:
        """Show unsaved text: restore, read, or discard it."""
        self.run_worker(
            restoring.show_drafts(cast("Drafting", self.app)), group="drafts", exit_on_error=False
        )

    @command("back", "Back", "escape", palette=False)
    async def back(self) -> None:
        """Go one level up: clear the filter, then go Home. Never quits the program."""
        for line in self.query("#typing").results(command_line.Typing):
            self.set_focus(line.field)  # a click moved the focus; Esc in the line itself closes it
            return
        if self._sought.pop(self._shown, ""):
            self.view.find("")
            self.tell("")
        elif self._shown != VIEWS[0].key:
            await self.show_view(VIEWS[0].key)

    @command("suspend", "Go to shell")
    def suspend(self) -> None:
        """Suspend bltui and go to the shell; `fg` returns."""
        self.app.action_suspend_process()

    @command("quit", "Quit", "q")
    async def quit(self) -> None:
        """Quit from Home (ctrl+q: from anywhere). Asks first if typed text is not saved."""
        if self._shown == VIEWS[0].key:
            await self.app.action_quit()
        else:
            self.tell("q quits only on Home. Press ctrl+q to quit from anywhere.")

    def _over(self, dialog: Screen[str | None]) -> None:
        self.app.push_screen(dialog, self._go)

    def _go(self, target: str | None) -> None:
        """Run the command or go to the record chosen in a dialog."""
        if target is None:
            return
        kind, _, name = target.partition("/")
        if kind == "command":
            self.run_worker(self.perform(name), group="go", exit_on_error=True)
        elif kind == "shell":
            services(self).tell(f"Run this in a shell: {name}")
        else:
            self.open(target)
