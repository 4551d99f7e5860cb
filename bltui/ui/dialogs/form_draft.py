"""FormDraft: saves the text of a form in a draft and restores it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bltui.drafts.draft import Typed
from bltui.ui.dialogs.boxes import BoxesEntry
from bltui.ui.dialogs.drafted import Drafted
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_widgets import LineEntry, ProseEntry
from bltui.ui.unsaved import Unsaved, changed


class FormDraft(Drafted):
    """The part of `FormScreen` that drafts need."""

    form: Form
    start_texts: dict[str, str]
    typed: set[str]
    theirs: dict[str, str]

    def text(self) -> dict[str, str]:
        """Return the text of every field, by key."""
        raise NotImplementedError

    def entry(self, key: str) -> LineEntry | ProseEntry | BoxesEntry:
        """Return the widget of a field."""
        raise NotImplementedError

    def refresh_all(self) -> None:
        """Update which fields apply, how each is understood, and the effect of saving."""
        raise NotImplementedError

    @property
    def _which(self) -> str:
        """The identity of this form; its title may change with its record."""
        seen = self.form.seen
        return f"{type(seen).__name__}/{seen.id}" if seen is not None else self.form.title

    @property
    def dirty(self) -> bool:
        """Whether closing would lose typed text."""
        return self.unsaved() is not None

    def unsaved(self) -> Unsaved | None:
        """What was typed and is not saved."""
        if not self.typed:
            return None
        texts = self.text()
        labels = {field.key: field.label for field in self.form.fields}
        fields = changed(texts, self.start_texts, labels, self.typed)
        if not fields:
            return None
        anonymous = self.form.anonymous is not None and self.form.anonymous(texts)
        return Unsaved(
            title=self.form.title,
            form=self._which,
            fields=fields,
            trail=self.trail,
            anonymous=anonymous,
        )

    def fits(self, form: str, keys: Collection[str]) -> bool:
        """Whether it is that form, mounted, with those fields."""
        return form == self._which and set(keys) <= set(self.start_texts)

    def refill(self, fields: Sequence[Typed]) -> None:
        """Restore the text; if the record has changed since, show both versions."""
        known = {field.key: field for field in self.form.fields}
        for typed in fields:
            now = self.start_texts[typed.key]
            if now != typed.start:
                self.theirs[typed.key] = (
                    f"Current value: {known[typed.key].words(now) or '(blank)'}"
                )
            self.typed.add(typed.key)
            entry = self.entry(typed.key)
            if isinstance(entry, LineEntry):
                entry.select_on_focus = (
                    False  # it is the person's own text: the next key must not replace it
                )
            entry.fill(typed.text)
        if self.form.dependent_values is not None:
            for typed in fields:
                for key, value in self.form.dependent_values(typed.key, self.text()).items():
                    if key not in self.typed:
                        self.entry(key).fill(value)
        self.entry(fields[0].key).focus()
        self.refresh_all()
