"""Home: what needs somebody, what comes next, how the team stands, and what was just done."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from bltui.domain.dates import show_date
from bltui.ui.commands import command
from bltui.ui.present import WEIGHTS, Bit, clock
from bltui.ui.state import State
from bltui.ui.view import View
from bltui.ui.widgets.rows import Rows
from bltui.ui.widgets.ruled import Column, Row


class Home(View):
    """Four panels; enter on a line opens what it is about."""

    KEY = "home"
    TITLE = "Home"
    HELP = "What needs somebody, what comes next, how the team stands, and what was just done. Enter opens the line."
    FOOT: ClassVar[tuple[str, ...]] = ("list.open", "add", "find", "undo")

    def compose(self) -> ComposeResult:
        """The panels."""
        yield Rows([Column(cells=8), Column(wraps=True)], id="needs", classes="panel")
        yield Rows([Column(cells=11), Column(wraps=True)], id="team", classes="panel")
        yield Rows([Column(cells=11), Column(wraps=True)], id="next", classes="panel")
        yield Rows([Column(cells=6), Column(cells=8, above=44), Column()], id="now", classes="panel")

    def show(self, state: State) -> None:
        """Fill the panels."""
        seen = state.overview
        needs = self.query_one("#needs", Rows)
        rows = []
        for number, finding in enumerate((*seen.needs, *seen.also)):
            role, word = WEIGHTS[finding.severity]
            sign = state.signs.of(role)
            rows.append(
                Row(
                    f"finding/{finding.rule}/{finding.subject}/{number}", (Bit(f"{sign} {word}", role), finding.message)
                )
            )
        needs.heading("Needs you", len(seen.needs), "enter opens" if rows else "")
        needs.fill(
            rows, empty="Nothing needs you." if not seen.empty else "No one is on the team yet: press 2, then a."
        )
        coming = self.query_one("#next", Rows)
        coming.heading("Next", len(seen.next))
        coming.fill(
            [Row(n.record, (show_date(n.day), n.text)) for n in seen.next], empty="No dates ahead within a year."
        )
        now = self.query_one("#now", Rows)
        now.heading("Just now")
        now.fill(
            [
                Row(
                    f"change/{e.gen}",
                    (Bit(clock(e.at, state.zone, state.today), "quiet"), Bit(e.by or "–", "next"), e.says),
                )
                for e in state.recent
            ],
            empty="Nothing has been done yet.",
        )
        team = self.query_one("#team", Rows)
        team.heading("Team", seen.coverage.people)
        team.fill([Row(None, ("Facilitator", seen.facilitator or "nobody"))])

    @on(Rows.Opened)
    def _opened(self, event: Rows.Opened) -> None:
        """Open what a line is about."""
        self.desk.open(event.row)

    @command("home.why", "Why", "w")
    def why(self) -> None:
        """Show why a finding matters and where its rule comes from."""
