"""The sheet of a form: its fields laid out, which of them apply, and what stands under each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from bltui.domain.model.text import shown
from bltui.ui.app_services import services
from bltui.ui.dialogs.boxes import BoxesEntry
from bltui.ui.dialogs.field_row import FieldRow
from bltui.ui.dialogs.fields import Field
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_draft import FormDraft
from bltui.ui.dialogs.form_widgets import LineEntry, ProseEntry
from bltui.ui.widgets.when_drawn import when_drawn

#: What works in every form.
_KEYS = (
    ("Tab", "Next field"),
    ("Space", "Choose"),
    ("F10", "Save"),
    ("Esc", "Cancel"),
    ("^g", "Editor"),
    ("F12", "Jump"),
)
#: What works while a field has labels for jumping.
_JUMP_KEYS = (("A letter", "Go to that field"), ("Any other key", "Stay"))


class FormKeys(Static):
    """The keys of a form, over those of the view behind it, which do nothing now."""

    def __init__(self, saves: str) -> None:
        self._saves = saves
        super().__init__(self._content(_KEYS), classes="keys")

    def _content(self, keys: Iterable[tuple[str, str]]) -> Content:
        saves = {"Save": self._saves}
        parts = [f" [b $mark]{key}[/] {saves.get(word, word)} " for key, word in keys]
        return Content.from_markup("".join(parts))

    def show_jump(self, jumping: bool) -> None:
        """Show the keys that work while the fields have labels, or those that always do."""
        self.update(self._content(_JUMP_KEYS if jumping else _KEYS), layout=False)


class FormSheet(FormDraft):
    """The half of `FormScreen` that lays out and shows."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        #: The row of each field, by its key.
        self.rows = {field.key: FieldRow(field) for field in form.fields}
        #: What stands under each field.
        self.below = {key: row.below for key, row in self.rows.items()}
        self._fields = VerticalScroll(*self._laid_out(), classes="fields", can_focus=False)
        self._keys = FormKeys(form.saves)
        #: The row under the cursor.
        self._here = ""
        #: What is wrong with the form as a whole.
        self.trouble = Static(classes="trouble")
        #: What saving would do to the checks.
        self.trial = Static(classes="trial")
        self._after = VerticalScroll(self.trial, classes="after", can_focus=False)
        #: What every field held first, by its key.
        self.start_texts: dict[str, str] = {}
        #: The keys of the fields that were typed into.
        self.typed: set[str] = set()
        #: What is wrong with a field, by its key.
        self.wrong: dict[str, str] = {}
        #: What others saved meanwhile in a field, in words, by its key.
        self.theirs: dict[str, str] = {}
        self._unfit = False
        self._room = 0

    def _laid_out(self) -> Iterator[Static | FieldRow]:
        """Yield the rows of the fields, with the headings above them."""
        for key, row in self.rows.items():
            if heading := self.form.headings.get(key):
                yield Static(Content(shown(heading)), classes="heading")
            yield row

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet wide" if self.form.wide else "sheet") as sheet:
            sheet.border_title = Content(shown(self.form.title))
            if self.form.about:
                yield Static(Content(shown(self.form.about)), classes="about")
            yield self._fields
            if self.form.live_preview:
                yield self._after
            yield self.trouble
            with Horizontal(classes="buttons"):
                needs = any(field.required for field in self.form.fields)
                yield Static(Content("* required" if needs else ""), classes="required")
                yield Button(
                    Content(f"{self.form.saves}  F10"), id="save", classes="-first", compact=True
                )
                yield Button(Content("Cancel  Esc"), id="leave", compact=True)
        yield self._keys

    def entry(self, key: str) -> LineEntry | ProseEntry | BoxesEntry:
        """The widget of a field."""
        return self.rows[key].entry

    def text(self) -> dict[str, str]:
        """What every field holds, by key."""
        return {field.key: self.entry(field.key).raw for field in self.form.fields}

    def asked(self) -> list[Field]:
        """The fields that apply to what stands in the others.

        The rest is hidden, and keeps its text for when it applies again.
        """
        raw = self.text()
        return [field for field in self.form.fields if field.asked(raw)]

    def show_asked(self) -> None:
        """Hide the fields that do not apply."""
        keys = {field.key for field in self.asked()}
        for key, row in self.rows.items():
            if row.display != (key in keys):
                row.display = key in keys

    def put(self, place: Static, lines: Iterable[str], *, wrong: bool = False) -> None:
        """Say some lines in a place of the sheet."""
        self.put_content(
            place,
            Content(shown("\n".join(line for line in lines if line), multiline=True)),
            wrong=wrong,
        )

    def put_content(self, place: Static, text: Content, *, wrong: bool = False) -> None:
        """Say a text in a place of the sheet.

        Lays out again only where the number of lines differs, because that is what costs.
        """
        if place.content == text and place.has_class("wrong") == wrong:
            return
        before = (
            place.content.plain.count("\n")
            if isinstance(place.content, Content) and place.display
            else -1
        )
        place.set_class(wrong, "wrong")
        place.display = bool(text)
        place.update(text)
        if (text.plain.count("\n") if text else -1) != before and not self._unfit:
            self._unfit = True
            when_drawn(self, self._fit)

    def _fit(self) -> None:
        """Let the fields scroll in what the other lines of the sheet leave."""
        self._unfit = False
        rest = sum(
            w.outer_size.height + w.styles.margin.height for w in self._fields.siblings if w.display
        )
        # The frame takes two rows, and the keys of the form the last one.
        room = max(3, self.app.size.height - 3 - rest)
        if self._room != room:
            self._room = room
            self._fields.styles.max_height = room
        self._after.can_focus = self._after.max_scroll_y > 0
        when_drawn(self, self._show_hidden)
        if isinstance(self.focused, LineEntry | ProseEntry | BoxesEntry):
            self.focused.scroll_visible(animate=False)

    def _show_hidden(self, *_: object) -> None:
        """Say in the frame how many fields are scrolled out of sight."""
        top, height = self._fields.scroll_offset.y, self._fields.size.height
        above = below = 0
        for row in self.rows.values():
            if row.display:
                region = row.virtual_region
                above += region.y < top
                below += region.bottom > top + height
        up, down = ("^", "v") if self.has_class("-ascii") else ("▲", "▼")
        words = [f"{sign} {n} more" for sign, n in ((up, above), (down, below)) if n]
        if self._after.max_scroll_y:
            effects = str(self.trial.content).count("\n")
            words.append(f"Tab: all {effects} effects of saving")
        sheet = self.query_one(".sheet")
        sheet.border_subtitle = Content("   ".join(words))

    # -- jumping -----------------------------------------------------------------------------------

    def targets(self) -> list[str]:
        """Return the keys of the fields in sight."""
        top, height = self._fields.scroll_offset.y, self._fields.size.height
        return [
            key
            for key, row in self.rows.items()
            if row.display and top <= row.virtual_region.y < top + height
        ]

    def show_labels(self, labels: Mapping[str, str]) -> None:
        """Show the labels of some fields, and no others."""
        for key, row in self.rows.items():
            row.show_jump(labels.get(key, ""))

    def jump_to(self, target: str) -> None:
        """Move the focus to a field."""
        self.entry(target).focus()

    def action_jump(self) -> None:
        """Show a letter at every field in sight; typing it goes there."""
        self._keys.show_jump(True)
        services(self).jump([self], lambda: self._keys.show_jump(False))

    def on_resize(self) -> None:
        """Another room for the fields."""
        when_drawn(self, self._fit)

    def show_all_below(self) -> None:
        """Say under every field what is wrong with it, or how it is read."""
        reads = self.form.reads(self.text()) if self.form.reads else {}
        for field in self.form.fields:
            self.show_below(field.key, reads)

    def show_below(self, key: str, reads: Mapping[str, str] | None = None) -> None:
        """Say under a field what is wrong with it, or how it is read."""
        row = self.rows[key]
        if key in self.wrong:
            self.put(
                self.below[key], (f"! {self.wrong[key]}", self.theirs.get(key, "")), wrong=True
            )
            return
        if reads is None:
            reads = self.form.reads(self.text()) if self.form.reads else {}
        lines = [
            *self.entry(key).below(),
            *reads.get(key, "").split("\n"),
            self.theirs.get(key, ""),
        ]
        blank = row.beside and not self.form.wide and not row.entry.raw.strip()
        if not any(lines) and (blank or key == self._here):
            lines = [row.field.hint]
        self.put(self.below[key], lines)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the field wants."""
        self._show_hint()

    def _show_hint(self) -> None:
        focused = self.focused
        here = focused.field.key if isinstance(focused, LineEntry | ProseEntry | BoxesEntry) else ""
        before, self._here = self._here, here
        if before and before != here:
            self.show_below(before)
        if here:
            for key, row in self.rows.items():
                row.label.set_class(key == here, "-here")
            self.show_below(here)
