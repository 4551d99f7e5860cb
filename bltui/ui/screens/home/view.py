"""Home: what needs attention, what is next, the state of the team, and recent changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.geometry import Size

from bltui.clock import moment_in_words
from bltui.domain.checks import first_steps
from bltui.domain.model import labels
from bltui.domain.model.finding import Finding
from bltui.domain.model.formats import show_date, show_time
from bltui.ui.arrangement import Band, Panel, Part, Stack
from bltui.ui.commands import command
from bltui.ui.formatting import WEIGHTS, Bit, Signs
from bltui.ui.screens.home import set_up
from bltui.ui.screens.home.commands import DOES, HomeCommands
from bltui.ui.severity_counts import by_severity
from bltui.ui.startup_prefetch import HistoryEntry
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Cell, Column, Row

#: Width in cells of the bar of represented groups.
BAR = 12
#: The number of days within which a date is shown without its year.
_NEAR = 300
#: The most cells of the panel with the state of the team, the most of it in a narrow terminal, and
#: the cells from which the recent changes stand below it.
_FACTS, _NARROW, _WIDE = 52, 34, 100
_NEEDS = (Column(cells=1, whole=True), Column(whole=True, wraps=True))
_NEXT = (Column(cells=1, whole=True), Column(whole=True, wraps=True))
_TEAM = (Column(cells=1), Column(cells=1, wraps=True), Column(rank=1))


def _need(finding: Finding, number: int, signs: Signs) -> Row:
    role, word = WEIGHTS[finding.severity]
    record = f"finding/{finding.rule}/{finding.subject}/{number}"
    cells = (Bit(f"{signs.of(role)} {word}", role), finding.message)
    return Row(record, cells, find=f"{finding.rule} {finding.area}")


def _change(told: HistoryEntry, signs: Signs) -> Row:
    return Row(
        f"change/{told.id}",
        (Bit(told.when, "quiet"), Bit(told.by or signs.paused, "info"), told.says),
    )


def _meeting(state: State) -> Iterator[Row]:
    """Yield the meeting in progress, or the next one."""
    seen = state.overview
    if seen.held is not None:
        yield Row(f"{seen.held.record}#now", (Bit("now", "recommended"), seen.held.text))
    elif (ahead := seen.meeting) is not None:
        at = f", {show_time(ahead.start)}" if ahead.start else ""
        sent = "" if seen.agenda_sent else "; the agenda is not sent"
        post = f"; post the agenda by {moment_in_words(seen.post_by)}" if seen.post_by else ""
        yield Row(
            f"{ahead.record}#next",
            (Bit(show_date(ahead.on), "info"), f"{labels.team()} meeting{at}{sent}{post}"),
        )


def _actions(state: State) -> Iterator[Row]:
    """Yield the user's open actions if the account identifies them, or else everyone's."""
    for action in state.overview.actions:
        if state.me is not None and state.me not in action.owners:
            continue
        words = (
            action.text
            if state.me is not None
            else f"{action.owner or 'no one yet'}: {action.text}"
        )
        due = show_date(action.due) if action.due else "no due date"
        yield Row(
            f"{action.record}#do", (Bit(due, "required" if action.overdue else "info"), words)
        )


def _steps(state: State) -> Iterator[tuple[str, Cell]]:
    """Yield the building's current steps, and those that are late."""
    found = state.overview.steps
    if found is None:
        return
    yield "Steps done", Bit(f"{found.done} of {found.of}", "info")
    for late in state.overview.steps_late:
        yield "Late step", Bit(f"{state.signs.required} {late}", "required")


def _team(state: State) -> Iterator[tuple[Cell, ...]]:
    """Yield the team in a few lines, each a label and its text, one with a bar."""
    seen, signs = state.overview, state.signs
    covers = seen.coverage
    wanted = {key: group for key, group in covers.groups.items() if group.status != "na"}
    covered = sum(group.status == "covered" for group in wanted.values())
    full = round(BAR * covered / len(wanted)) if wanted else 0
    role = "done" if covered == len(wanted) else "recommended"
    bar = (Bit(signs.full * full, role), Bit(signs.rest * (BAR - full), "quiet"))
    yield "Represented", Bit(f"{covered} of {len(wanted)}", role), bar
    for gap in seen.gaps:
        yield (
            "To confirm" if gap.ask else "Missing",
            Bit(f"{signs.required} {gap.short}", "required"),
        )
    size = {"small": "  too few", "ok": "", "large": "  too many"}[covers.size]
    yield "Members", (Bit(str(covers.people)), Bit(size, "recommended"))
    vacant = covers.seats - covers.filled
    if covers.seats:
        more = Bit(f", {vacant} vacant", "recommended") if vacant else Bit(" filled")
        yield "Seats", (Bit(f"{covers.filled} of {covers.seats}"), more)
    yield "Facilitator", seen.facilitator or Bit(f"{signs.required} no one", "required")
    if seen.cofacilitator:
        yield "Co-facilitator", seen.cofacilitator
    yield (
        f"{state.building.profile.dlt_label} liaison",
        seen.liaison or Bit("no one", "recommended"),
    )
    yield from _steps(state)
    if seen.unanswered:
        yield "Feedback", f"{seen.unanswered} without a reply"
    yield "Staff list", str(seen.staff)


def _ahead(state: State) -> Iterator[Row]:
    """Yield the BLT meeting, actions, this week's meetings, then the rest.

    Each group is sorted by date and has a heading.
    """
    yield from _meeting(state)
    actions = list(_actions(state))
    if actions:
        yield Row(None, ("To do",), "heading")
    yield from actions
    yield from _coming(state, headed=bool(actions))


def _coming(state: State, *, headed: bool) -> Iterator[Row]:
    """Yield this week's meetings, then later ones; the BLT's next meeting is shown above."""
    seen = state.overview
    week = {(n.day, n.text) for n in seen.week}
    above = seen.meeting.on if seen.meeting else None
    later = [
        n
        for n in seen.next
        if (n.day, n.text) not in week and not (n.record.startswith("series/") and n.day == above)
    ]
    if seen.week:
        yield Row(None, (f"{labels.groups()} this week",), "heading")
    for place, meeting in enumerate(seen.week):
        yield Row(
            f"{meeting.record}#week{place}",
            (Bit(show_date(meeting.day), "info"), meeting.text),
        )
    if later and (seen.week or headed):
        yield Row(None, ("Coming up",), "heading")
    for place, n in enumerate(later):
        yield Row(f"{n.record}#{place}", (Bit(show_date(n.day), "info"), n.text))


class Home(HomeCommands):
    """Four panels; Enter on a row opens its record."""

    KEY = "home"
    TITLE = "Home"
    HELP = (
        "What needs attention, what is coming up, the state of the team, and recent changes. Tab "
        "goes to the next panel. Enter opens what the row is about. A finding says why it matters and how to fix it."
    )
    FOOT: ClassVar[tuple[str, ...]] = ("list.open", "add", "find", "undo", "quit")

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        #: Whether a narrow terminal shows the recent changes in place of the team.
        self._recent = False

    def compose(self) -> ComposeResult:
        """Compose the panels."""
        yield RecordList(_NEEDS, id="needs", classes="panel")
        yield RecordList(_NEXT, id="next", classes="panel")
        team = RecordList(_TEAM, id="team", classes="panel")
        team.can_focus = False
        yield team
        yield RecordList(
            [Column(cells=6), Column(rank=1), Column(wraps=True)], id="now", classes="panel"
        )

    def arranged(self, size: Size) -> Part:
        """Sentences have the whole width; below them what is coming up, and how things stand."""
        wide = size.width >= _WIDE
        if first_steps.wanted(self.services.state.building):
            return set_up.arranged(wide=wide)
        facts = min(_FACTS if wide else _NARROW, self.listed("team").across)
        beside = Panel("now" if self._recent else "team")
        right = Stack((Panel("team"), Panel("now"))) if wide else beside
        return Stack((Panel("needs"), Band((Panel("next"), right), (0, facts))))

    def show(self, state: State) -> None:
        """Fill the panels."""
        seen = state.overview
        needs, team, coming, now = (self.listed(name) for name in ("needs", "team", "next", "now"))
        if first_steps.wanted(state.building):
            set_up.show_steps(needs, state)
            set_up.show_needs(team, state, tall=self.screen.has_class("-tall"))
            set_up.show_building(coming, state)
            return
        found = (*seen.needs, *seen.also)
        needs.heading(
            "Needs attention",
            len(found) or None,
            "enter: show why and how to fix it" if found else "",
            summary=by_severity(f.severity for f in found),
        )
        rows = [_need(f, n, state.signs) for n, f in enumerate(found)]
        needs.fill(rows, columns=_NEEDS, empty=f"{state.signs.done} Nothing needs attention.")
        team.heading("Where we are", hint="2: open Team")
        team.fill([Row(None, (Bit(str(name), "quiet"), *said)) for name, *said in _team(state)])
        ahead = list(_ahead(state))
        coming.heading("Coming up", sum(row.id is not None for row in ahead) or None)
        coming.fill(
            ahead, columns=_NEXT, empty="No meeting, action, term, or duty is due within a year."
        )
        now.heading("Recent changes")
        now.fill([_change(told, state.signs) for told in state.recent], empty="No changes yet.")

    @command("home.panel", "Next panel", "v")
    def panel(self) -> None:
        """Go to the next panel: what needs attention, what is coming up, recent changes."""
        new = first_steps.wanted(self.services.state.building)
        order = ("needs", "next") if new else ("needs", "next", "now")
        focused = self.screen.focused
        here = focused.id if focused is not None and focused.id in order else order[-1]
        name = order[(order.index(here or "") + 1) % len(order)]
        self._recent = name == "now"
        self.fit()
        self.bring(name)

    async def reveal(self, panel: str) -> None:
        """Make a panel visible."""
        self._recent = panel == "now"
        self.fit()

    def foot(self, state: State) -> tuple[str, ...]:
        """Return the commands that set a building up until it has a member."""
        return set_up.FOOT if first_steps.wanted(state.building) else self.FOOT

    def find(self, text: str) -> str:
        """Filter all panels."""
        counts = [self.listed(name).filter(text) for name in ("needs", "next", "now")]
        return f"{sum(left for left, _ in counts)} of {sum(all_ for _, all_ in counts)}"

    @on(RecordList.Opened)
    async def _opened(self, event: RecordList.Opened) -> None:
        """Open the record of a row, or do the step."""
        record = event.row.partition("#")[0]
        if record.startswith(set_up.STEP):
            await self._do(record.removeprefix(set_up.STEP))
            return
        if record.startswith("change/"):
            told = next((t for t in self.services.state.recent if f"change/{t.id}" == record), None)
            if told is None or not told.records:
                return  # so much was done since that it is not listed any more
            record = told.records[0]
        self.services.open(record)

    async def _do(self, key: str) -> None:
        """Do a step of the set-up, or say which one comes first."""
        state = self.services.state
        steps = first_steps.first_steps(state.building, state.today)
        step = next(step for step in steps if step.key == key)
        if step.after and not step.done:
            before = steps[step.after - 1].text
            self.services.tell(f"Do step {step.after} first: {before}.", "refused")
        else:
            await self.perform(DOES[key])
