"""An open form: fields on one sheet, checked one by one, saved as one intent, with no text lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Button, Static

from bltui.domain.model.building import Building
from bltui.domain.model.change import Intent
from bltui.domain.model.errors import Conflict, UserError
from bltui.domain.model.text import shown
from bltui.store.errors import StoreError
from bltui.ui.app_services import ChangePreview, Waiter, services
from bltui.ui.dialogs import conflict_dialog
from bltui.ui.dialogs.boxes import BoxesEntry
from bltui.ui.dialogs.change_preview import effect
from bltui.ui.dialogs.field_row import FieldRow
from bltui.ui.dialogs.fields import Field
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_draft import FormDraft
from bltui.ui.dialogs.form_widgets import Advanced, Edited, LineEntry, ProseEntry
from bltui.ui.dialogs.versions import Kept, Tried, versions_of

#: Seconds after the last key before a form previews its effect.
PAUSE = 0.25


class FormScreen(Waiter, FormDraft):
    """An open form. Closes with True once it is saved, or with False on cancel."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel"),
        Binding("f10", "save", "Save"),
    ]

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        self.seen = form.seen
        self._rows = {field.key: FieldRow(field) for field in form.fields}
        #: The text below each field.
        self.below = {key: row.below for key, row in self._rows.items()}
        self._fields = VerticalScroll(*self._rows.values(), classes="fields", can_focus=False)
        self._says_hint = Static(classes="hint", id="hint")
        #: The error of the form as a whole.
        self.trouble = Static(classes="trouble")
        self._trial = Static(classes="trial")
        self._start: dict[str, str] = {}
        self._typed: set[str] = set()
        #: The error of each field, by its key.
        self.wrong: dict[str, str] = {}
        self._theirs: dict[str, str] = {}
        self._timer: Timer | None = None
        self._saving = False
        self._unfit = False
        self._room = 0

    # -- laying out --------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet wide" if self.form.wide else "sheet") as sheet:
            sheet.border_title = Content(shown(self.form.title))
            if self.form.about:
                yield Static(Content(shown(self.form.about)), classes="about")
            yield self._fields
            if self.form.live_preview:
                yield self._trial
            yield self.trouble
            with Horizontal(classes="buttons"):
                yield self._says_hint
                yield Button(Content(f"{self.form.saves} F10"), id="save", compact=True)
                yield Button(Content("Cancel esc"), id="leave", compact=True)

    def on_mount(self) -> None:
        """Record the initial texts, and focus the first field."""
        self._start = self.text()
        self._show_asked()
        self._tell_all()
        first = self.form.at or (self.form.fields[0].key if self.form.fields else "")
        if first:
            self.entry(first).focus()
        if self.form.live_preview:
            self._try()

    def entry(self, key: str) -> LineEntry | ProseEntry | BoxesEntry:
        """Return the widget of a field."""
        return self._rows[key].entry

    def text(self) -> dict[str, str]:
        """Return the text of every field, by key."""
        return {field.key: self.entry(field.key).raw for field in self.form.fields}

    def asked(self) -> list[Field]:
        """Return the fields that apply, given the texts of the others.

        The rest are hidden and keep their text for when they apply again.
        """
        raw = self.text()
        return [field for field in self.form.fields if field.asked(raw)]

    def _show_asked(self) -> None:
        keys = {field.key for field in self.asked()}
        for key, row in self._rows.items():
            if row.display != (key in keys):
                row.display = key in keys

    def refresh_all(self) -> None:
        """Update which fields apply, how each is understood, and the effect of saving."""
        self._show_asked()
        self._tell_all()
        if self.form.live_preview:
            self._try()

    def _put(self, place: Static, lines: Iterable[str], *, wrong: bool = False) -> None:
        self._set(
            place,
            Content(shown("\n".join(line for line in lines if line), multiline=True)),
            wrong=wrong,
        )

    def _set(self, place: Static, text: Content, *, wrong: bool = False) -> None:
        """Show a text; redo the layout only if the number of lines changes, as that is slow."""
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
            self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Let the fields scroll in the space that the other lines leave."""
        self._unfit = False
        if not self._fields.is_attached:
            return  # the form was closed meanwhile
        rest = sum(
            w.outer_size.height + w.styles.margin.height for w in self._fields.siblings if w.display
        )
        room = max(3, self.app.size.height - 2 - rest)
        if self._room != room:
            self._room = room
            self._fields.styles.max_height = room
        if isinstance(self.focused, LineEntry | ProseEntry | BoxesEntry):
            self.focused.scroll_visible(animate=False)

    def on_resize(self) -> None:
        """Fit the fields to the new size."""
        self.call_after_refresh(self._fit)

    def _tell_all(self) -> None:
        reads = self.form.reads(self.text()) if self.form.reads else {}
        for field in self.form.fields:
            self._tell(field.key, reads)

    def _tell(self, key: str, reads: Mapping[str, str] | None = None) -> None:
        """Show a field's error, or how it is understood, below it."""
        if key in self.wrong:
            self._put(
                self.below[key], (f"! {self.wrong[key]}", self._theirs.get(key, "")), wrong=True
            )
            return
        if reads is None:
            reads = self.form.reads(self.text()) if self.form.reads else {}
        lines = [
            *self.entry(key).below(),
            *reads.get(key, "").split("\n"),
            self._theirs.get(key, ""),
        ]
        self._put(self.below[key], lines)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the focused field's hint."""
        self._hint()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Check the text once the focus leaves the field."""
        widget = event.widget
        if isinstance(widget, LineEntry | ProseEntry | BoxesEntry) and self.is_attached:
            key = widget.field.key
            if key in self._typed and widget.raw.strip():
                self._check(widget.field)
            self._tell(key)

    def _hint(self) -> None:
        focused = self.focused
        here = focused.field.key if isinstance(focused, LineEntry | ProseEntry | BoxesEntry) else ""
        self._says_hint.update(Content(shown(self._rows[here].hint if here else "")))
        if here:
            for key, row in self._rows.items():
                row.label.set_class(key == here, "-here")
            self._tell(here)

    # -- typing ------------------------------------------------------------------------------------

    def on_edited(self, event: Edited) -> None:
        """Update a changed field's reading, the dependent fields, and the effect of saving."""
        event.stop()
        raw = self.entry(event.key).raw
        if not self._start or (raw == self._start[event.key] and event.key not in self._typed):
            self._tell(event.key)
            return
        if self.entry(event.key).has_focus:
            self._typed.add(event.key)
        self.wrong.pop(event.key, None)
        self._put(self.trouble, ())
        if self.form.dependent_values is not None and event.key in self._typed:
            for key, value in self.form.dependent_values(event.key, self.text()).items():
                if key not in self._typed and self.entry(key).raw != value:
                    self.entry(key).fill(value)
        self._show_asked()
        self._tell_all()
        if self.form.live_preview:
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(PAUSE, self._try)

    def on_advanced(self, event: Advanced) -> None:
        """Go to the next field on Enter, or save in the last one."""
        event.stop()
        keys = [field.key for field in self.asked()]
        place = keys.index(event.key)
        if place + 1 < len(keys):
            self.entry(keys[place + 1]).focus()
        else:
            self.action_save()

    def _value(self, field: Field) -> Any:
        """Return the current value of a field. Raises UserError."""
        raw = self.entry(field.key).raw
        if raw == self._start[field.key] and (raw.strip() or not field.required):
            # Untouched text is never parsed again, so that a value in a different notation stays as
            # it is.
            return field.value
        return field.parse(raw)

    def _check(self, field: Field) -> Any:
        """Return the value of a field; if it cannot be parsed, show why and return None."""
        try:
            value = self._value(field)
        except UserError as refused:
            self.wrong[field.key] = refused.message
            return None
        self.wrong.pop(field.key, None)
        return value

    def values(self) -> Values | None:
        """Return the value of every field that is asked.

        If one cannot be parsed, show why below it and return None.
        """
        self.wrong = {}
        values = {field.key: self._check(field) for field in self.asked()}
        return None if self.wrong else values

    def taken(self) -> Values | None:
        """Return the values like `values`, and also accept the field being typed into.

        If one cannot be parsed, focus it and return None.
        """
        focused = self.focused
        if isinstance(focused, LineEntry) and hasattr(focused, "take"):
            focused.take()
        values = self.values()
        self._tell_all()
        if values is None:
            services(self).drop_typed_ahead()
            self.entry(next(f.key for f in self.form.fields if f.key in self.wrong)).focus()
        return values

    # -- saving ------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Check every field, then save the change to disk.

        The form stays open until that is done.
        """
        if self._saving:
            return
        if (values := self.taken()) is None:
            return
        try:
            intent = self.form.build(values, self.seen)
        except UserError as refused:
            self._refuse(refused)
            return
        self._saving = True
        self._save(intent)

    @work(group="form", exit_on_error=False)
    async def _save(self, intent: Intent) -> None:
        tried = Tried(intent, services(self).state.building)
        result = await services(self).change(tried)
        self._saving = False
        self._put(self.trouble, ())
        if isinstance(result, Conflict):
            self._show_conflict(result, tried.building)
        elif isinstance(result, UserError):
            self._refuse(result)
        elif isinstance(result, StoreError):
            services(self).drop_typed_ahead()
            self._put(self.trouble, (f"! {result}",), wrong=True)
        else:
            services(self).report(result)
            self.dismiss(True)

    def lines_expected(self) -> int:
        """Return 1 for each text field from the focused one on.

        Returns 0 for a multi-line field, which takes all lines.
        """
        keys = [field.key for field in self.asked()]
        here = self.focused
        if not isinstance(here, LineEntry) or here.field.key not in keys:
            return 0
        count = 0
        for key in keys[keys.index(here.field.key) :]:
            if not isinstance(self.entry(key), LineEntry):
                break
            count += 1
        return count

    def say_waiting(self, text: str) -> None:
        """Show whom the save waits for."""
        self._put(self.trouble, (text,))

    def _refuse(self, refused: UserError) -> None:
        """Show why the change was refused, below the affected field; the text stays."""
        services(self).drop_typed_ahead()
        key = self.form.names.get(refused.field or "", refused.field or "")
        if any(field.key == key for field in self.asked()):
            self.wrong[key] = refused.message
            self._tell(key)
            self.entry(key).focus()
        else:
            self._put(self.trouble, (f"! {refused.message}",), wrong=True)

    def _show_conflict(self, conflict: Conflict, newest: Building) -> None:
        """Show both versions of fields that a colleague saved first.

        The typed text is kept until the user chooses.
        """
        if self.seen is None:
            self._refuse(conflict)
            return
        record, found = versions_of(self.form, self.seen, conflict, self.text(), newest)
        for key, versions in found.items():
            self._theirs[key] = versions.told
            self._tell(key)
        if not found:
            self.seen = record
            self.action_save()
            return

        def chosen(choices: Mapping[str, Kept] | None) -> None:
            if choices is None:
                self.entry(next(iter(found))).focus()
                return
            self.seen = record
            for key, kept in choices.items():
                self._theirs.pop(key, None)
                if kept == "theirs":
                    self._adopt(found[key].field)
                elif kept == "both":
                    self._rows[key].hold(found[key].both)
                    self._typed.add(key)
            self.action_save()

        self.app.push_screen(conflict_dialog.ConflictDialog(tuple(found.values())), chosen)
        services(self).drop_typed_ahead()

    def _adopt(self, field: Field) -> None:
        """Put a colleague's value into a field, as if the form had opened with it."""
        self.form = self.form.adopting(field)
        self._start[field.key] = self._rows[field.key].adopt(field)
        self._typed.discard(field.key)

    # -- what it would do --------------------------------------------------------------------------

    @work(group="trial", exclusive=True, exit_on_error=False)
    async def _try(self) -> None:
        """Show how saving now would affect the findings.

        Shows nothing while a field is blank or cannot be parsed.
        """
        lines: list[Content] = []
        try:
            asked = self.asked()
            values = {field.key: self._value(field) for field in asked}
            if not any(f.required and not self.entry(f.key).raw.strip() for f in asked):
                result = await services(self).rehearse(self.form.build(values, self.seen))
                if isinstance(result, ChangePreview) and (
                    self._typed or result.gained or result.lost
                ):
                    lines = effect(result)
        except UserError:
            lines = []
        if self.is_attached:
            self._set(self._trial, Content("\n").join(lines))

    # -- leaving -----------------------------------------------------------------------------------

    @on(Button.Pressed, "#save")
    def _pressed_save(self) -> None:
        self.action_save()

    @on(Button.Pressed, "#leave")
    def _pressed_leave(self) -> None:
        self.action_leave()
