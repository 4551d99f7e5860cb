"""Home: what needs attention, what is next, the state of the team, and recent changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from bltui.domain.model.finding import Finding
from bltui.domain.model.formats import percent, show_date
from bltui.ui.base_view import BaseView
from bltui.ui.formatting import WEIGHTS, Bit, Signs
from bltui.ui.startup_prefetch import HistoryEntry
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Cell, Column, Row

#: Width in cells of the bar of represented groups.
BAR = 12
#: The width in cells from which a list has room for words beside its signs, and the maximum lines
#: per row.
_WIDE, _LINES = 50, 2
#: The number of days within which a date is shown without its year.


def _need(finding: Finding, number: int, signs: Signs) -> Row:
    role, word = WEIGHTS[finding.severity]
    record = f"finding/{finding.rule}/{finding.subject}/{number}"
    cells = (Bit(signs.of(role), role), Bit(word, role), finding.message)
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
        at = f", {ahead.start}" if ahead.start else ""
        sent = "" if seen.agenda_sent else "; the agenda is not sent"
        record = (
            f"meetings/{ahead.meeting_id}"
            if ahead.meeting_id is not None
            else f"series/{ahead.series_id}"
        )
        yield Row(f"{record}#next", (Bit(show_date(ahead.on), "info"), f"BLT meeting{at}{sent}"))


def _actions(state: State) -> Iterator[Row]:
    """Yield the user's open actions if the account identifies them, or else everyone's."""
    for action in state.overview.actions:
        if state.me is not None and action.owner_id != state.me:
            continue
        words = (
            action.text
            if state.me is not None
            else f"{action.owner or 'nobody yet'}: {action.text}"
        )
        due = show_date(action.due) if action.due else "no day"
        yield Row(
            f"{action.record}#do", (Bit(due, "required" if action.overdue else "info"), words)
        )


def _steps(state: State) -> Iterator[tuple[str, Cell]]:
    """Yield the building's current steps, and those that are late."""
    found = state.overview.steps
    if found is None:
        return
    share = f", all {percent(found.percent)}" if found.percent is not None else ""
    yield "Steps", Bit(f"{found.done} of {found.of} done{share}", "info")
    for late in state.overview.steps_late:
        yield "Late", Bit(f"{state.signs.required} {late}", "required")


def _team(state: State) -> Iterator[tuple[str, Cell]]:
    """Yield the team in a few lines, each a label and its text."""
    seen, signs = state.overview, state.signs
    covers = seen.coverage
    wanted = {key: group for key, group in covers.groups.items() if group.status != "na"}
    covered = sum(group.status == "covered" for group in wanted.values())
    full = round(BAR * covered / len(wanted)) if wanted else 0
    role = "done" if covered == len(wanted) else "recommended"
    bar = (Bit(signs.full * full, role), Bit(signs.rest * (BAR - full), "quiet"))
    yield "Represented", (Bit(f"{covered} of {len(wanted)}  ", role), *bar)
    for gap in seen.gaps:
        yield "To ask" if gap.ask else "Missing", Bit(f"{signs.required} {gap.short}", "required")
    yield from _steps(state)
    size = {
        "small": "fewer than this building wants",
        "ok": "",
        "large": "more than this building wants",
    }[covers.size]
    yield "People", (Bit(str(covers.people)), Bit(f"  {size}", "recommended"))
    vacant = covers.seats - covers.filled
    if covers.seats:
        yield (
            "Seats",
            (
                Bit(f"{covers.filled} of {covers.seats}"),
                Bit(f", {vacant} open", "recommended") if vacant else Bit(" filled"),
            ),
        )
    yield "Facilitator", seen.facilitator or Bit(f"{signs.required} nobody", "required")
    if seen.cofacilitator:
        yield "With", seen.cofacilitator
    yield (
        f"{state.building.profile.dlt_label} liaison",
        seen.liaison or Bit("nobody", "recommended"),
    )
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
        yield Row(None, ("CWGs this week",), "heading")
    for place, meeting in enumerate(seen.week):
        yield Row(
            f"{meeting.record}#week{place}",
            (Bit(show_date(meeting.day), "info"), meeting.text),
        )
    if later and (seen.week or headed):
        yield Row(None, ("Coming up",), "heading")
    for place, n in enumerate(later):
        yield Row(f"{n.record}#{place}", (Bit(show_date(n.day), "info"), n.text))


class Home(BaseView):
    """Four panels; Enter on a row opens its record."""

    KEY = "home"
    TITLE = "Home"
    HELP = (
        "What needs somebody, what comes next, how the team stands, and what was just done. Tab goes from panel to "
        "panel; enter opens what the line is about, and a finding says why it matters and how to mend it."
    )
    FOOT: ClassVar[tuple[str, ...]] = ("list.open", "add", "find", "undo", "quit")

    def compose(self) -> ComposeResult:
        """Compose the panels."""
        # In a narrow terminal only the sign shows the severity, and two lines are enough to
        # recognize a finding.
        needs = [Column(cells=1), Column(cells=11, above=_WIDE), Column(wraps=True, most=_LINES)]
        yield RecordList(needs, id="needs", classes="panel")
        team = RecordList([Column(cells=12), Column()], id="team", classes="panel")
        team.can_focus = False
        yield team
        yield RecordList(
            [Column(cells=11), Column(wraps=True, most=_LINES)], id="next", classes="panel"
        )
        yield RecordList(
            [Column(cells=6), Column(cells=10), Column(wraps=True)], id="now", classes="panel"
        )

    def show(self, state: State) -> None:
        """Fill the panels."""
        seen = state.overview
        needs, team, coming, now = (self.listed(name) for name in ("needs", "team", "next", "now"))
        first = "No one is on the team yet. Press 2, then a to add somebody or i to read a roster from a CSV file."
        needs.heading("Needs you", len(seen.needs) or None)
        rows = (
            []
            if seen.empty
            else [_need(f, n, state.signs) for n, f in enumerate((*seen.needs, *seen.also))]
        )
        needs.fill(rows, empty=first if seen.empty else f"{state.signs.done} Nothing needs you.")
        team.heading("Team", hint="2 opens it")
        team.fill([Row(None, (Bit(name, "quiet"), said)) for name, said in _team(state)])
        ahead = list(_ahead(state))
        coming.heading("Next", sum(row.id is not None for row in ahead) or None)
        coming.fill(ahead, empty="No meeting, action, term or duty is due within a year.")
        now.heading("Just now")
        now.fill(
            [_change(told, state.signs) for told in state.recent], empty="Nothing was done yet."
        )

    def find(self, text: str) -> str:
        """Filter all panels."""
        counts = [self.listed(name).filter(text) for name in ("needs", "next", "now")]
        return f"{sum(left for left, _ in counts)} of {sum(all_ for _, all_ in counts)}"

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        """Open the record of a row."""
        record = event.row.partition("#")[0]
        if record.startswith("change/"):
            told = next((t for t in self.services.state.recent if f"change/{t.id}" == record), None)
            if told is None or not told.records:
                return  # so much was done since that it is not listed any more
            record = told.records[0]
        self.services.open(record)
