"""Feedback: unanswered items, themes, rounds, the AHA wall, and the counts as bars."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widget import Widget

from bltui.domain.feedback.queries import items, unanswered, wall
from bltui.domain.feedback.statistics import tally
from bltui.domain.model import feedback
from bltui.domain.model.about import about_words
from bltui.domain.model.text import folded
from bltui.domain.model.themes import Often, often
from bltui.framework import load_feedback_words
from bltui.ui import empty_texts
from bltui.ui.arrangement import Band, Panel, Part, Stack
from bltui.ui.commands import command
from bltui.ui.screens.feedback import rows
from bltui.ui.screens.feedback.commands import FeedbackCommands
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList

#: The cells of the item and the counts beside the list, and the size of a terminal with room for
#: both below it.
BESIDE, MOST, WIDE, TALL = 46, 72, 100, 32
#: The lists in the order in which `v` cycles through them, with the text of each when empty.
LISTS = {
    "inbox": ("No reply yet", "Nothing waits for a reply. Press a to record what someone says."),
    "all": ("Everything", "No feedback yet. Press a to record what someone says."),
    "wall": ("AHA wall", "No AHAs yet. Press A to add one to the wall."),
    "themes": ("Themes", "No themes yet. Mark items with space, then press t."),
    "words": ("Frequent words", "Words that appear in two or more items. Press a to add an item."),
    "rounds": (
        "Rounds",
        "No round of questions yet. Press R to open one, or i to import a survey.",
    ),
}
_ITEMS = ("inbox", "all", "wall")


class Feedback(FeedbackCommands):
    """The view. Its commands are in `commands`."""

    KEY = "feedback"
    TITLE = "Feedback"
    HELP = (
        "Feedback from the first record to the reply: new, in a theme, discussed, decided, answered. Press v for "
        "everything, the AHA wall, themes, frequent words, and rounds. Enter on a theme, word, or round shows its items."
    )
    LISTS = ("said",)
    FOOT: ClassVar[tuple[str, ...]] = (
        "feedback.add",
        "feedback.theme",
        "feedback.outcome",
        "feedback.reply",
        "feedback.lists",
        "feedback.who",
    )

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._list = "inbox"
        #: Whether a narrow terminal shows the counts in place of the item.
        self._counts = False
        self._marked: set[int] = set()
        self._source: str | None = None
        self._about: str | None = None
        self._within = ""
        """The theme, word, or round that the list is filtered by."""

    def compose(self) -> ComposeResult:
        """Compose the list, the item in full and the counts."""
        yield RecordList(rows.ITEMS, id="said", classes="panel")
        yield RecordList(rows.DETAIL, empty=empty_texts.DETAILS, id="item", classes="panel details")
        yield RecordList(rows.TALLY, empty=empty_texts.DETAILS, id="tally", classes="panel")

    def arranged(self, size: Size) -> Part:
        """The list has the width that its texts want; the item and the counts have the rest."""
        said, item, tally = Panel("said"), Panel("item", fills=True), Panel("tally")
        rest = size.width - self.listed("said").across
        if rest >= BESIDE:
            right = Stack((Panel("item"), Panel("tally", fills=True)))
            return Band((said, right), (0, min(rest, MOST)))
        if size.width >= WIDE and size.height >= TALL:
            return Stack((said, Band((item, tally), (0, BESIDE))))
        return Stack((said, tally if self._counts else item))

    def home(self) -> Widget | None:
        """Return the list."""
        return self.listed("said")

    @property
    def line(self) -> str:
        """The row at the cursor."""
        return self.listed("said").cursor or ""

    @property
    def chosen(self) -> Sequence[feedback.Feedback]:
        """The marked items, or else the one at the cursor."""
        held = self.services.state.building.feedback
        marked = [held[n] for n in sorted(self._marked) if n in held and not held[n].archived]
        table, _, rest = self.line.partition("/")
        here = [held[int(rest)]] if table == "feedback" and int(rest) in held else []
        return marked or here

    def unmark(self) -> None:
        """Unmark all items."""
        self._marked.clear()
        self.show(self.services.state)

    # -- showing -----------------------------------------------------------------------------------

    def _chosen_items(self, state: State) -> list[feedback.Feedback]:
        """Return the items of the list, with filters applied."""
        source = {"inbox": unanswered, "all": items, "wall": wall}.get(self._list, items)
        found = source(state.building)
        if self._source is not None:
            found = [f for f in found if f.source == self._source]
        if self._about is not None:
            found = [f for f in found if f.about == self._about]
        return [f for f in found if self._holds(f)]

    def _holds(self, item: feedback.Feedback) -> bool:
        table, _, rest = self._within.partition("/")
        if table == "themes":
            return int(rest) in item.theme_ids
        if table == "rounds":
            return item.round_id == int(rest)
        return all(word in folded(item.text) for word in rest.split()) if table == "words" else True

    def _often(self, state: State) -> tuple[list[Often], list[Often]]:
        stop = load_feedback_words().stop
        open_items = unanswered(state.building)
        return often(open_items, stop)[:20], often(open_items, stop, pairs=True)[:15]

    def show(self, state: State) -> None:
        """Fill the lists."""
        title, empty = LISTS[self._list]
        found = self._chosen_items(state)
        main = self.listed("said")
        if self._list in _ITEMS:
            main.heading(
                f"{title}{self._filters(state)}",
                len(found),
                self._hint(),
                summary=rows.by_status(found),
            )
            main.fill(rows.item_rows(state, found, self._marked), columns=rows.ITEMS, empty=empty)
        else:
            columns = {"themes": rows.THEMES, "words": rows.WORDS, "rounds": rows.ROUNDS}[
                self._list
            ]
            filled = {
                "themes": lambda: rows.theme_rows(state),
                "words": lambda: rows.word_rows(*self._often(state), state.signs),
                "rounds": lambda: rows.round_rows(state),
            }[self._list]()
            count = sum(row.id is not None for row in filled)
            main.heading(title, count, hint="enter: show its items")
            main.fill(filled, columns=columns, empty=empty)
        counts = self.listed("tally")
        counts.heading(
            f"Counts of these {len(found)}" if self._list in _ITEMS else "Counts of all items"
        )
        counts.fill(list(rows.tally_rows(tally(state.building, found), state.signs)))
        self._look()

    def _filters(self, state: State) -> str:
        table, _, rest = self._within.partition("/")
        building = state.building
        within = {
            "themes": lambda: f"theme {building.themes[int(rest)].name}",
            "rounds": lambda: building.rounds[int(rest)].title,
            "words": lambda: f"“{rest}”",
        }.get(table, lambda: "")()
        who = feedback.SOURCES[self._source] if self._source is not None else ""  # type: ignore[index]
        about = (about_words(self._about) or "nothing") if self._about is not None else ""
        words = ", ".join(w for w in (within, who, f"about {about}" if about else "") if w)
        return f" ({words})" if words else ""

    def _hint(self) -> str:
        marked = f"{len(self._marked)} marked  " if self._marked else ""
        return f"{marked}space: mark  w: filter by sender  b: filter by topic  F: show all"

    def _look(self) -> None:
        state = self.services.state
        detail = self.listed("item")
        line = self.line
        detail.heading("Item" if line.startswith("feedback/") else "Details")
        table, _, rest = line.partition("/")
        among = [
            f
            for f in unanswered(state.building)
            if table == "words" and all(w in folded(f.text) for w in rest.split())
        ]
        detail.fill(rows.detail_rows(state, line, among))

    @on(RecordList.Moved, "#said")
    def _moved(self, event: RecordList.Moved) -> None:
        self._look()

    @on(RecordList.Opened, "#said")
    def _opened(self, event: RecordList.Opened) -> None:
        """Open a row: the items of a theme, word, or round, or the details of an item."""
        table = event.row.partition("/")[0]
        if table in ("themes", "words", "rounds"):
            self._within, self._list = event.row, "all"
            self.show(self.services.state)
        else:
            self.screen.set_focus(self.listed("item"))

    def open_record(self, record: str) -> bool:
        """Put the cursor on an item, a theme, or a round."""
        if record.startswith("finding/"):
            findings = self.services.state.findings
            found = next(
                (f for f in findings if f"{record}/".startswith(f"finding/{f.rule}/{f.subject}/")),
                None,
            )
            record = found.records[0] if found is not None and found.records else ""
        table, _, rest = record.partition("/")
        building = self.services.state.building
        if table == "feedback":
            item = building.feedback.get(int(rest)) if rest.isdecimal() else None
            self._list = (
                "inbox" if item is not None and not item.closed and item.kind != "aha" else "all"
            )
        elif table in ("rounds", "themes"):
            self._list = table
        self._source = self._about = None
        self._within = ""
        self.show(self.services.state)
        return self.listed("said").go(record)

    def come_to(self, records: Collection[str]) -> None:
        """Put the cursor on the records just added.

        If the list does not show them, switch to the list that does.
        """
        super().come_to(records)
        current = self.listed("said").current
        own = [record for record in records if record.startswith(("feedback/", "rounds/"))]
        if own and (current is None or current.record not in own):
            self.open_record(own[0])

    @property
    def whereabouts(self) -> str:
        """The list that is shown, its filter, and the marked items."""
        return "\t".join((self._list, self._within, *map(str, sorted(self._marked))))

    async def come_back(self, whereabouts: str) -> None:
        """Restore that list, with the same items marked."""
        shown, within, *marked = whereabouts.split("\t")
        if shown in LISTS:
            self._list, self._within = shown, within
            self._marked = {int(number) for number in marked if number.isdecimal()}
            self.show(self.services.state)

    def find(self, text: str) -> str:
        """Show only rows that contain the words."""
        left, of = self.listed("said").filter(text)
        return f"{left} of {of}" if text else ""

    # -- going about -------------------------------------------------------------------------------

    @command("feedback.lists", "Next list", "v")
    def lists(self) -> None:
        """Go to the next list: no reply yet, everything, AHA wall, themes, frequent words, rounds."""
        order = list(LISTS)
        self._list = order[(order.index(self._list) + 1) % len(order)]
        self._within = ""
        self._marked.clear()
        self.show(self.services.state)
        main = self.listed("said")
        if main.ids:
            main.go(main.ids[0])
        self.screen.set_focus(main)

    @command("feedback.counts", "Counts", "c")
    def counts(self) -> None:
        """Switch between the item and the counts if only one fits."""
        self._counts = not self._counts
        self.fit()

    @command("feedback.mark", "Mark", "space")
    def mark(self) -> None:
        """Mark the item. A theme, decision, or reply applies to all marked items."""
        table, _, rest = self.line.partition("/")
        if table == "feedback":
            self._marked ^= {int(rest)}
            self.show(self.services.state)
            self.listed("said").down()

    @command("feedback.mark-all", "Mark all", "asterisk")
    def mark_all(self) -> None:
        """Mark every item of the visible list, or none."""
        shown = {
            int(row.partition("/")[2])
            for row in self.listed("said").ids
            if row.startswith("feedback/")
        }
        self._marked = set() if shown <= self._marked else self._marked | shown
        self.show(self.services.state)

    @command("feedback.who", "From", "w")
    def who(self) -> None:
        """Show only items from teachers, then parents, and so on, then everyone."""
        found: list[str | None] = [
            None,
            *sorted({f.source for f in items(self.services.state.building)}),
        ]
        at = found.index(self._source) if self._source in found else 0
        self._source = found[(at + 1) % len(found)]
        self._show_items()

    @command("feedback.about", "About", "b")
    def about(self) -> None:
        """Show only items about one step, goal, group, or meeting, then the next, then all."""
        found: list[str | None] = [
            None,
            *sorted({f.about for f in items(self.services.state.building)}),
        ]
        at = found.index(self._about) if self._about in found else 0
        self._about = found[(at + 1) % len(found)]
        self._show_items()

    def _show_items(self) -> None:
        if self._list not in _ITEMS:
            self._list = "all"
        self.show(self.services.state)

    @command("feedback.all", "Show all", "F")
    def all_again(self) -> None:
        """Clear the filters and show every item in the list."""
        self._source = self._about = None
        self._within = ""
        self.show(self.services.state)
