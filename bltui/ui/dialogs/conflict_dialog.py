"""The conflict dialog, for when a colleague saved the same fields first.

Shows both versions in full and asks which to keep.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, tzinfo
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Static

from bltui.clock import saved_at
from bltui.domain.model.text import shown
from bltui.ui.app_services import services
from bltui.ui.dialogs.modal import Modal
from bltui.ui.dialogs.versions import Kept, Versions, in_words
from bltui.ui.dialogs.word_diff import Parts, word_diff
from bltui.ui.widgets.when_drawn import when_drawn

#: The key of each choice.
KEYS: dict[Kept, str] = {"theirs": "t", "mine": "m", "both": "b"}
#: What differs, besides the brackets around it.
_DIFFERS = "bold underline"


def marked(parts: Parts) -> Content:
    """Return a version with brackets around the differences, line by line.

    The brackets show the differences on terminals without styles.
    """
    if not parts:
        return Content("(blank)")
    pieces: list[Content] = []
    for part in parts:
        for number, line in enumerate(part.text.split("\n")):
            pieces.append(Content("\n" if number else ""))
            words = line.strip()
            if part.differs and words:
                before, after = line.split(words, 1) if words != line else ("", "")
                pieces += [Content(before), Content(f"[{words}]").stylize(_DIFFERS), Content(after)]
            else:
                pieces.append(Content(line))
    return Content("").join(pieces)


class Option(Vertical):
    """One version to choose: its key, and the text below it."""

    class Clicked(Message):
        """Message: the option was clicked."""

        def __init__(self, keeps: Kept) -> None:
            super().__init__()
            self.keeps = keeps

    def __init__(self, keeps: Kept, title: str, text: Content) -> None:
        self._head = Static()
        super().__init__(self._head, *([Static(text, classes="version")] if text else []))
        self.keeps = keeps
        self._title = f"{KEYS[keeps]}  {title}"

    def show(self, kept: Kept | None) -> None:
        """Show whether it is the chosen one."""
        chosen = kept == self.keeps
        self._head.update(
            Content(f"{'(x)' if chosen else '( )'} {self._title}").stylize("bold" if chosen else "")
        )

    def on_click(self) -> None:
        self.post_message(self.Clicked(self.keeps))


class VersionsRow(Vertical, can_focus=True):
    """One field in conflict, with both versions below each other."""

    def __init__(self, versions: Versions, zone: tzinfo, today: date) -> None:
        super().__init__(classes="versions")
        self.versions = versions
        self.kept: Kept | None = None
        self._when = saved_at(versions.at, zone, today) if versions.at is not None else ""

    @property
    def choices(self) -> tuple[Kept, ...]:
        """The options to choose from."""
        return ("theirs", "mine", "both") if self.versions.both else ("theirs", "mine")

    def compose(self) -> ComposeResult:
        yield Static(Content(shown(self.versions.field.label)), classes="label")
        yield from self._options()

    def _options(self) -> Iterator[Option]:
        field = self.versions.field
        theirs, mine = word_diff(
            in_words(field, self.versions.theirs), in_words(field, self.versions.mine)
        )
        who = f"{shown(self.versions.who)} {self._when}".rstrip()
        yield Option("theirs", f"Keep theirs (saved by {who})", marked(theirs))
        yield Option("mine", "Keep mine", marked(mine))
        if self.versions.both:
            long = self.versions.too_long
            about = f"Too long for this field: shorten it in the form. {long}" if long else ""
            yield Option("both", "Keep both: theirs, then mine", Content(shown(about)))

    def on_mount(self) -> None:
        """Start without a choice."""
        self.keep(None)

    def keep(self, kept: Kept | None) -> None:
        """Choose which version is kept."""
        self.kept = kept
        for option in self.query(Option):
            option.show(kept)


class ConflictDialog(Modal[dict[str, Kept] | None]):
    """A dialog that closes with the choice for each field, or with None to go back to the form."""

    AUTO_FOCUS = "VersionsRow"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,e", "edit", "Edit"),
        Binding("f10", "save", "Save"),
        *(Binding(key, f"keep('{kept}')", f"Keep {kept}") for kept, key in KEYS.items()),
    ]

    def __init__(self, fields: tuple[Versions, ...]) -> None:
        super().__init__()
        self._fields = fields

    def compose(self) -> ComposeResult:
        state = services(self).state
        with Vertical(classes="sheet conflict") as sheet:
            sheet.border_title = Content(shown(self._title(state.zone, state.today)))
            both = "  b: keep both" if any(field.both for field in self._fields) else ""
            yield Static(
                Content(f"t: keep theirs  m: keep mine{both}   [ ]: changed words"), classes="about"
            )
            yield VerticalScroll(
                *(VersionsRow(field, state.zone, state.today) for field in self._fields),
                classes="fields",
                can_focus=False,
            )
            yield Static(classes="trouble")
            with Horizontal(classes="buttons"):
                more = "tab: next   " if len(self._fields) > 1 else ""
                yield Static(Content(f"{more}arrows: scroll"), classes="hint")
                yield Button(Content("Save  F10"), id="save", classes="-first", compact=True)
                yield Button(Content("Edit  Esc"), id="edit", compact=True)

    def _title(self, zone: tzinfo, today: date) -> str:
        names = dict.fromkeys(field.who for field in self._fields)
        times = [field.at for field in self._fields if field.at is not None]
        return f"Changed by {' and '.join(names)} {saved_at(max(times), zone, today) if times else ''}".rstrip()

    def on_resize(self) -> None:
        """Let the versions scroll in the space that the other lines leave."""
        when_drawn(self, self._fit)

    def _fit(self) -> None:
        fields = self.query_one(".fields")
        rest = sum(
            w.outer_size.height + w.styles.margin.height for w in fields.siblings if w.display
        )
        fields.styles.max_height = max(3, self.app.size.height - 2 - rest)

    def _say(self, words: str) -> None:
        trouble = self.query_one(".trouble", Static)
        trouble.update(Content(shown(words)))
        trouble.set_class(bool(words), "wrong")
        trouble.display = bool(words)
        when_drawn(self, self._fit)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Scroll a focused field to its beginning."""
        if isinstance(event.widget, VersionsRow):
            event.widget.scroll_visible(animate=False, top=True)

    @on(Option.Clicked)
    def _clicked(self, event: Option.Clicked) -> None:
        self.action_keep(event.keeps)

    def action_keep(self, kept: Kept) -> None:
        """Choose for the focused field, and go to the next one without a choice."""
        row = self.focused
        if not isinstance(row, VersionsRow):
            return
        if kept not in row.choices:
            self._say("Keep both is for text. Choose t or m.")
            return
        self._say("")
        row.keep(kept)
        if (open_ := self._open()) is not None:
            open_.focus()

    def _open(self) -> VersionsRow | None:
        return next((row for row in self.query(VersionsRow) if row.kept is None), None)

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Close with the choices, once every field has one."""
        if (row := self._open()) is not None:
            row.focus()
            keys = ", ".join(KEYS[kept] for kept in row.choices)
            self._say(f"Choose what to keep for {row.versions.field.label}: {keys}.")
            return
        self.dismiss(
            {
                row.versions.field.key: row.kept
                for row in self.query(VersionsRow)
                if row.kept is not None
            }
        )

    @on(Button.Pressed, "#edit")
    def action_edit(self) -> None:
        """Go back to the form to write a text that combines both."""
        self.dismiss(None)
