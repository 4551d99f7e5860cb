"""A person's availability: their week line by line, and the form for one line of it."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from bltui.domain.calendar.edits import calendar_of
from bltui.domain.model.availability import Availability, described
from bltui.domain.model.change import Intent
from bltui.domain.model.editing import remove
from bltui.domain.model.errors import UserError
from bltui.domain.model.people import Person
from bltui.domain.model.record import active
from bltui.domain.model.text import shown
from bltui.domain.scheduler.availability_edits import set_availability
from bltui.ui.app_services import Listing, services
from bltui.ui.dialogs.fields import Choice, Field, Many
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.modal import Modal
from bltui.ui.dialogs.record_form import fields_of
from bltui.ui.trail import mark
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column, Row


def availability_form(basis: FormContext, person: Person, seen: Availability | None = None) -> Form:
    """Return the form for one line of a person's week."""
    start = seen or Availability(person_id=person.id, kind="planning")
    try:
        rotation = calendar_of(basis.building, basis.today).rotation
    except UserError:
        rotation = None
    periods = dict.fromkeys(p.id for bell in active(basis.building.bells) for p in bell.periods)
    if start.period:
        periods.setdefault(start.period)
    letters = rotation.names if rotation is not None else start.letters
    # Letters and periods are chosen from those of the calendar, not typed.
    fields: dict[str, Field] = {field.key: field for field in fields_of(basis, start, seen=seen)}
    fields["letters"] = Many(
        key="letters",
        label="Letter days",
        value=start.letters,
        choices=tuple((name, name) for name in letters),
        hint="blank: all",
    )
    fields["period"] = Choice(
        key="period",
        label="Period",
        value=start.period,
        choices=(("", "none"), *((p, p) for p in periods)),
    )
    if not letters:
        del fields["letters"]

    def build(values: Values, record: Any) -> Intent:
        values["period"] = values["period"] or ""
        return partial(set_availability, person_id=person.id, seen=record, **values)

    return Form(
        title=f"When {person.name} can meet",
        about="No entry means free outside class. Add a period or a from-to time; with neither, it is the whole day.",
        fields=tuple(fields.values()),
        build=build,
        seen=seen,
        live_preview=True,
    )


class WeekOf(Listing, Modal[None]):
    """The availability of a person; stays open while lines are added, changed, and removed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Back"),
        Binding("a", "add", "Add"),
        Binding("e", "edit", "Edit"),
        Binding("x", "remove", "Remove"),
    ]

    def __init__(self, person: Person) -> None:
        super().__init__()
        self._person = person
        self._lines = RecordList(
            (Column(wraps=True), Column(cells=24)),
            empty="No entries: free outside class, planning periods unknown. Press a to add one.",
        )

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet") as sheet:
            sheet.border_title = Content(shown(f"When {self._person.name} can meet"))
            yield self._lines
            yield Static(
                Content("a: add   e or enter: edit   x: remove   esc: back"),
                classes="hint",
            )

    def on_mount(self) -> None:
        """Show the lines."""
        self._fill()
        self._lines.focus()

    def _basis(self) -> FormContext:
        state = services(self).state
        return FormContext(state.building, state.framework, state.today)

    def _fill(self) -> None:
        rows = [
            r
            for r in active(services(self).state.building.availability)
            if r.person_id == self._person.id
        ]
        self._lines.fill([Row(f"availability/{r.id}", (described(r), r.note)) for r in rows])

    def come_to(self, records: Collection[str]) -> None:
        """Put the cursor on the new line."""
        self._fill()
        self._lines.come_to(records)

    def _row(self) -> Availability | None:
        cursor = self._lines.cursor
        return (
            services(self).state.building.availability.get(int(cursor.partition("/")[2]))
            if cursor
            else None
        )

    def on_screen_resume(self) -> None:
        """Refresh after a form over it has closed."""
        self._fill()

    def _open(self, form: Form, action: str) -> None:
        mark(self.app, self, action)
        if reason := services(self).state.closed:
            services(self).tell(reason, "refused")
        else:
            self.app.push_screen(FormScreen(form))

    def action_add(self) -> None:
        """Add a line."""
        self._open(availability_form(self._basis(), self._person), "add")

    @on(RecordList.Opened)
    def action_edit(self) -> None:
        """Change the line."""
        if (row := self._row()) is not None:
            self._open(availability_form(self._basis(), self._person, row), "edit")

    async def action_remove(self) -> None:
        """Remove the line; undo restores it."""
        if (row := self._row()) is not None:
            services(self).report(
                await services(self).change(partial(remove, table="availability", number=row.id))
            )
            self._fill()
