"""An open form: its fields checked one by one, saved as one intent, the text never lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual import events, on, work
from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Button

from bltui.domain.model.building import Building
from bltui.domain.model.change import Intent
from bltui.domain.model.errors import Conflict, UserError
from bltui.store.errors import StoreError
from bltui.ui.app_services import ChangePreview, Waiter, services
from bltui.ui.dialogs import conflict_dialog, editor
from bltui.ui.dialogs.boxes import BoxesEntry
from bltui.ui.dialogs.change_preview import effect
from bltui.ui.dialogs.fields import Field
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_sheet import FormSheet
from bltui.ui.dialogs.form_widgets import Advanced, Edited, LineEntry, ProseEntry
from bltui.ui.dialogs.versions import Kept, Tried, versions_of

#: Seconds after the last key before a form previews its effect.
PAUSE = 0.25


class FormScreen(Waiter, FormSheet):
    """One open form. Closes with True once it is saved; with False when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel"),
        Binding("f10", "save", "Save"),
        Binding("ctrl+g", "editor", "Edit in your editor"),
        Binding("f12,ctrl+o", "jump", "Jump to a field"),
    ]

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        #: The record that is edited, as it was seen last.
        self.seen = form.seen
        self._timer: Timer | None = None
        self._saving = False

    def on_mount(self) -> None:
        """Remember how the fields stood, and begin in the first one."""
        self.start_texts = self.text()
        self.show_asked()
        self.show_all_below()
        first = self.form.at or (self.form.fields[0].key if self.form.fields else "")
        if first:
            self.entry(first).focus()
        if self.form.live_preview:
            self._try()

    def refresh_all(self) -> None:
        """Show which fields apply now, how each is read, and what saving would do."""
        self.show_asked()
        self.show_all_below()
        if self.form.live_preview:
            self._try()

    # -- typing ------------------------------------------------------------------------------------

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Check the text once the focus leaves the field."""
        widget = event.widget
        if isinstance(widget, LineEntry | ProseEntry | BoxesEntry) and self.is_attached:
            self._unreadable(widget.field)
            self.show_below(widget.field.key)

    def on_edited(self, event: Edited) -> None:
        """Update a changed field's reading, the dependent fields, and the effect of saving."""
        event.stop()
        raw = self.entry(event.key).raw
        if not self.start_texts or (
            raw == self.start_texts[event.key] and event.key not in self.typed
        ):
            self.show_below(event.key)
            return
        if self.entry(event.key).has_focus:
            self.typed.add(event.key)
        self.wrong.pop(event.key, None)
        self.put(self.trouble, ())
        if self.form.dependent_values is not None and event.key in self.typed:
            for key, value in self.form.dependent_values(event.key, self.text()).items():
                if key not in self.typed and self.entry(key).raw != value:
                    self.entry(key).fill(value)
        self.show_asked()
        self.show_all_below()
        if self.form.live_preview:
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(PAUSE, self._try)

    def on_advanced(self, event: Advanced) -> None:
        """Go to the next field on Enter, or save in the last one.

        Stay if what was typed cannot be read: the next letters are not meant for the next field.
        """
        event.stop()
        if self._unreadable(self.entry(event.key).field):
            services(self).drop_typed_ahead()
            self.show_all_below()
            return
        keys = [field.key for field in self.asked()]
        place = keys.index(event.key)
        if place + 1 < len(keys) and not self.entry(event.key).field.saves:
            self.entry(keys[place + 1]).focus()
        else:
            self.action_save()

    def _unreadable(self, field: Field) -> bool:
        """Whether a field holds text that cannot be read."""
        if field.key not in self.typed or not self.entry(field.key).raw.strip():
            return False
        self._check(field)
        return field.key in self.wrong

    def _value(self, field: Field) -> Any:
        """Return the current value of a field. Raises UserError."""
        raw = self.entry(field.key).raw
        if raw == self.start_texts[field.key] and (raw.strip() or not field.required):
            # Untouched text is never read again: a value that this program would write otherwise
            # stays as it is.
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
        self.show_all_below()
        if values is None:
            services(self).drop_typed_ahead()
            self.entry(next(f.key for f in self.form.fields if f.key in self.wrong)).focus()
        return values

    def action_editor(self) -> None:
        """Edit the text of the field in the person's own editor."""
        entry = self.focused
        if not isinstance(entry, LineEntry | ProseEntry):
            return
        before = entry.raw
        try:
            words = editor.editor()
            with self.app.suspend():
                text = editor.edited(before, words)
        except (UserError, SuspendNotSupported) as refused:
            why = str(refused) if isinstance(refused, UserError) else "No editor can open here."
            self.put(self.trouble, (f"! {why}",), wrong=True)
            return
        if isinstance(entry, LineEntry):
            text = " ".join(text.split())
        self.put(self.trouble, ())
        if text != before:
            entry.fill(text)

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
            intent = self.form.intent(values, self.seen)
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
        self.put(self.trouble, ())
        if isinstance(result, Conflict):
            self._show_conflict(result, tried.building)
        elif isinstance(result, UserError):
            self._refuse(result)
        elif isinstance(result, StoreError):
            services(self).drop_typed_ahead()
            self.put(self.trouble, (f"! {result}",), wrong=True)
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
            if self.entry(key).field.saves:
                break
        return count

    def say_waiting(self, text: str) -> None:
        """Say whom the save waits for."""
        self.put(self.trouble, (text,))

    def _refuse(self, refused: UserError) -> None:
        """Show why the change was refused, below the affected field; the text stays."""
        services(self).drop_typed_ahead()
        key = self.form.names.get(refused.field or "", refused.field or "")
        if any(field.key == key for field in self.asked()):
            self.wrong[key] = refused.message
            self.show_below(key)
            self.entry(key).focus()
        else:
            self.put(self.trouble, (f"! {refused.message}",), wrong=True)

    def _show_conflict(self, conflict: Conflict, newest: Building) -> None:
        """Show both versions of fields that a colleague saved first.

        The typed text is kept until the user chooses.
        """
        if self.seen is None:
            self._refuse(conflict)
            return
        record, found = versions_of(self.form, self.seen, conflict, self.text(), newest)
        for key, versions in found.items():
            self.theirs[key] = versions.told
            self.show_below(key)
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
                self.theirs.pop(key, None)
                if kept == "theirs":
                    self._adopt(found[key].field)
                elif kept == "both":
                    self.rows[key].hold(found[key].both)
                    self.typed.add(key)
            self.action_save()

        self.app.push_screen(conflict_dialog.ConflictDialog(tuple(found.values())), chosen)
        services(self).drop_typed_ahead()

    def _adopt(self, field: Field) -> None:
        """Put a colleague's value into a field, as if the form had opened with it."""
        self.form = self.form.adopting(field)
        self.start_texts[field.key] = self.rows[field.key].adopt(field)
        self.typed.discard(field.key)

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
                result = await services(self).rehearse(self.form.intent(values, self.seen))
                if isinstance(result, ChangePreview) and (
                    self.typed or result.gained or result.lost
                ):
                    lines = effect(result, services(self).state.signs)
        except UserError:
            lines = []
        if self.is_attached:
            self.put_content(self.trial, Content("\n").join(lines))

    # -- leaving -----------------------------------------------------------------------------------

    @on(Button.Pressed, "#save")
    def _pressed_save(self) -> None:
        self.action_save()

    @on(Button.Pressed, "#leave")
    def _pressed_leave(self) -> None:
        self.action_leave()
