"""The school calendar: special days, every school day, and the year with its letters and bells."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from bltui.domain.calendar.edits import calendar_of, clear_days, table_on
from bltui.domain.calendar.snow_days import snow_off
from bltui.domain.model.calendar import DAY_KINDS, EARLY, POLICIES, Bell, Calendar, Day
from bltui.domain.model.dates import MONTHS, show_date
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active
from bltui.domain.schedule.days import SchoolDay, Timetable
from bltui.ui.commands import command, writable
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.cwgs.bell_form import bell_form
from bltui.ui.dialogs.cwgs.calendar_form import rotation_form, terms_form, weekdays_form, year_form
from bltui.ui.dialogs.cwgs.calendar_import import calendar_import
from bltui.ui.dialogs.cwgs.day_form import day_form
from bltui.ui.dialogs.cwgs.snow import SnowDay
from bltui.ui.dialogs.form import Form
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.formatting import WEIGHTS, Bit
from bltui.ui.screens.page_screen import PageScreen
from bltui.ui.state import State
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import Column, Row

_DAYS = (Column(cells=19), Column(cells=15), Column(wraps=True))
_ROLES = {
    "no_school": "paused",
    "snow": "late",
    "in_service": "next",
    "early_release": "now",
    "conditional": "now",
    "ask": "now",
    "school": "done",
}
_EMPTY = (
    "There is no school calendar yet. Press s to set the first and the last day of school, or i to read the "
    "district's calendar from a CSV or .ics file."
)


def short(day: date) -> str:
    """Return a day without its year, for a column: "Wed 25 Nov"."""
    return f"{day:%a} {day.day:2} {MONTHS[day.month - 1].title()}"


def month_of(day: date) -> str:
    """Return the month of a day, such as "Nov 2026"."""
    return f"{MONTHS[day.month - 1].title()} {day.year}"


class CalendarPage(PageScreen):
    """Days at the left, the year at the right; `v` switches between special and all school days."""

    TITLE = "School calendar"
    HELP = (
        "Which days are school days. Everything else counts with them: a meeting falls on a school day or it does not "
        "take place. Set the year first, then what is not ordinary; the bells say when the periods are."
    )
    FOOT: ClassVar[tuple[str, ...]] = (
        "calendar.year",
        "calendar.add",
        "calendar.clear",
        "calendar.snow",
        "calendar.import",
    )

    def __init__(self) -> None:
        super().__init__()
        self._every = False

    def panels(self) -> ComposeResult:
        """Compose the two columns."""
        with Horizontal(id="columns"):
            yield RecordList(_DAYS, empty=_EMPTY, id="days", classes="panel")
            with Vertical(id="side"):
                yield RecordList((Column(cells=12), Column(wraps=True)), id="year", classes="panel")
                yield RecordList((Column(cells=1), Column(wraps=True)), id="found", classes="panel")

    def on_mount(self) -> None:
        """Put the cursor on the next special day, once the days are loaded."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        today, days = self.services.state.today, self.listed("days")
        coming = (d for d in active(self.services.state.building.days) if (d.to or d.date) >= today)
        first = min(coming, key=lambda d: (d.date, d.id), default=None)
        if first is not None:
            days.go(f"days/{first.id}")

    # -- showing -----------------------------------------------------------------------------------

    @property
    def calendar(self) -> Calendar | None:
        """The current school year, or the nearest one."""
        try:
            return calendar_of(self.services.state.building, self.services.state.today)
        except UserError:
            return None

    @property
    def basis(self) -> FormContext:
        """The context for forms."""
        state = self.services.state
        return FormContext(state.building, state.framework, state.today)

    def about(self, state: State) -> str:
        """Return the year and its totals."""
        return self.calendar.year if self.calendar else ""

    def show(self, state: State) -> None:
        """Fill the panels."""
        days, year, found = (self.listed(name) for name in ("days", "year", "found"))
        calendar = self.calendar
        if calendar is None:
            days.heading("Days")
            days.fill(())
            year.heading("Year")
            year.fill((), empty="s sets it.")
            found.heading("Findings")
            found.fill((), empty="")
            return
        table = table_on(state.building, state.today)
        rows = list(self._every_day(table) if self._every else self._set_days(calendar))
        days.heading(
            "Every school day" if self._every else "Not ordinary",
            sum(r.id is not None for r in rows),
            "v turns",
        )
        days.fill(
            rows,
            empty="Every weekday of the year is a school day. Press a for holidays, staff days, "
            "early release.",
        )
        year.heading(f"Year {calendar.year}", hint="enter changes it")
        year.fill(list(self._year(calendar, table)))
        mine = [f for f in state.findings if f.rule.startswith("CAL-")]
        found.heading("Findings", len(mine) or None)
        found.fill(
            [
                Row(
                    f"found/{n}",
                    (
                        Bit(state.signs.of(WEIGHTS[f.severity][0]), WEIGHTS[f.severity][0]),
                        f.message,
                    ),
                )
                for n, f in enumerate(mine)
            ],
            empty="The checks find nothing about the calendar.",
        )

    def _set_days(self, calendar: Calendar) -> Iterator[Row]:
        signs = self.services.state.signs
        last = ""
        for day in sorted(
            active(self.services.state.building.days), key=lambda d: (d.date, d.to or d.date, d.id)
        ):
            if month_of(day.date) != last:
                last = month_of(day.date)
                yield Row(None, (last,), "heading")
            ends = f" - {day.to.day} {MONTHS[day.to.month - 1].title()}" if day.to else ""
            role = _ROLES.get(day.kind, "")
            more = [day.name]
            more += [f"letter {day.letter}"] if day.letter else []
            more += [f"until {day.dismissal}"] if day.dismissal else []
            more += [f"if {day.condition}"] if day.condition else []
            more += [f"for {short(day.makes_up)}"] if day.makes_up else []
            more += [f"({day.level})"] if day.level else []
            if day.bell is not None and (bell := self.services.state.building.bells.get(day.bell)):
                more.append(bell.label)
            yield Row(
                f"days/{day.id}",
                (
                    short(day.date) + ends,
                    Bit(f"{signs.of(role)} {DAY_KINDS[day.kind]}", role),
                    ", ".join(m for m in more if m),
                ),
            )

    def _every_day(self, table: Timetable) -> Iterator[Row]:
        signs = self.services.state.signs
        last = ""
        for day in table.days():
            if month_of(day.date) != last:
                last = month_of(day.date)
                yield Row(None, (last,), "heading")
            role = _ROLES.get(day.kind, "") if day.kind != "school" else ""
            word = "school" if day.kind == "school" else DAY_KINDS[day.kind]
            yield Row(
                f"on/{day.date}",
                (short(day.date), Bit(f"{signs.of(role)} {word}", role), self._said(day, table)),
            )

    def _said(self, day: SchoolDay, table: Timetable) -> str:
        bell = table.bells.get(day.bell) if day.bell is not None else None
        words = [
            f"{day.letter} day" if day.letter else "",
            bell.label if bell and len(table.bells) > 1 else "",
            day.name,
        ]
        words.append("to be asked" if day.ask else "")
        words.append(f"until {day.dismissal}" if day.dismissal else "")
        return ", ".join(word for word in words if word)

    def _year(self, calendar: Calendar, table: Timetable) -> Iterator[Row]:
        def row(name: str, head: str, text: str, role: str = "") -> Row:
            return Row(name, (Bit(head, "quiet"), Bit(text, role)))

        yield row("year", "From", show_date(calendar.first, weekday=True))
        yield row("year-last", "Until", show_date(calendar.last, weekday=True))
        yield row(
            "year-days",
            "Days",
            f"{table.student_days()} with students, {table.staff_days()} for staff",
        )
        yield row("year-tz", "Time zone", calendar.tz, "late" if calendar.tz == "UTC" else "")
        rotation = calendar.rotation
        if rotation is None:
            yield row("rotation", "Letter days", "none")
        else:
            policy = POLICIES[rotation.policy]
            yield row(
                "rotation",
                "Letter days",
                f"{', '.join(rotation.names)} from {show_date(rotation.start)}",
            )
            yield row("rotation-policy", "A snow day", policy)
        if not calendar.terms:
            yield row("terms", "Terms", "none")
        for term in calendar.terms:
            yield row(f"terms-{term.name}", term.name, f"{short(term.first)} to {short(term.last)}")
        bells = sorted(active(self.services.state.building.bells), key=lambda b: b.id)
        yield Row(None, ("Bells",), "heading")
        if not bells:
            yield row("bells/0", "None", "b adds one: periods need it", "now")
        used: dict[int, list[str]] = {}
        for weekday, number in calendar.weekly_bell.items():
            used.setdefault(number, []).append("early release" if weekday == EARLY else weekday)
        for place, bell in enumerate(bells):
            yield row(
                f"bells/{bell.id}",
                bell.label,
                _bell_words(bell, used.get(bell.id, []), ordinary=place == 0),
            )

    # -- commands ----------------------------------------------------------------------------------

    def come_to(self, records: Collection[str]) -> None:
        """Put the cursor on a bell, a day, or a date that was just added."""
        days = self.services.state.building.days
        dates = [
            f"on/{days[int(r.partition('/')[2])].date}" for r in records if r.startswith("days/")
        ]
        super().come_to([*records, *dates])

    def _form(self, form: Form) -> None:
        self.app.push_screen(FormScreen(form))

    def _with_year(self, makes: object) -> None:
        if self.calendar is None:
            self.services.tell("Set the first and the last day of school first: s.", "late")
        else:
            self._form(makes(self.calendar))  # type: ignore[operator]

    def _chosen(self) -> Day | date | None:
        """Return the record of the row, or its date if every day is shown."""
        kind, _, name = (self.listed("days").cursor or "").partition("/")
        if kind == "days":
            return self.services.state.building.days.get(int(name))
        return date.fromisoformat(name) if kind == "on" else None

    @command("calendar.year", "Set up", "s", needs=writable)
    def year(self) -> None:
        """Set the first and last day of school and the time zone.

        The first time it then asks for letter days.
        """
        first = self.calendar is None

        def saved(yes: bool | None) -> None:
            if yes and first and self.calendar is not None:
                self._form(rotation_form(self.basis, self.calendar))

        self.app.push_screen(FormScreen(year_form(self.basis, self.calendar)), saved)

    @command("calendar.add", "Add", "a", needs=writable)
    def add(self) -> None:
        """Add a day or a range of days: no school, staff only, early release, school, a note."""
        chosen = self._chosen()
        on = chosen if isinstance(chosen, date) else None
        self._with_year(lambda _: day_form(self.basis, on=on))

    @command("calendar.edit", "Edit", "e", needs=writable)
    def edit(self) -> None:
        """Change the day of the line; a snow day is unmarked with x."""
        if self.listed("year").has_focus:
            self._edit_year(self.listed("year").cursor or "")
            return
        chosen = self._chosen()
        if isinstance(chosen, date):
            chosen = self._record_on(chosen) or chosen
        if isinstance(chosen, Day):
            if chosen.kind == "snow":
                self.services.tell(
                    "A snow day is unmarked with x; then it can be something else.", "late"
                )
            else:
                self._form(day_form(self.basis, seen=chosen))
        elif chosen is not None:
            self._form(day_form(self.basis, on=chosen))

    def _record_on(self, day: date) -> Day | None:
        found = [
            d
            for d in active(self.services.state.building.days)
            if d.date <= day <= (d.to or d.date)
        ]
        return min(found, key=lambda d: ((d.to or d.date) - d.date, -d.id), default=None)

    @command("calendar.clear", "Ordinary", "x", needs=writable)
    def clear(self) -> None:
        """Make the day of the line ordinary again; on a snow day, unmark it and undo its effects.

        Asks first.
        """
        chosen = self._chosen()
        record = self._record_on(chosen) if isinstance(chosen, date) else chosen
        if record is None:
            self.services.tell("This day is ordinary already.", "late")
            return
        ends = f" to {show_date(record.to)}" if record.to else ""
        said = f"{show_date(record.date, weekday=True)}{ends}"
        if record.kind == "snow":
            question, intent = f"Unmark the snow day {said}?", partial(snow_off, day=record.date)
            more = "Every meeting that it moved or cancelled goes back."
        else:
            question, intent = (
                f"Make {said} ordinary again?",
                partial(clear_days, date=record.date, to=record.to),
            )
            more = f"{DAY_KINDS[record.kind]}{f': {record.name}' if record.name else ''}"

        def answered(yes: bool | None) -> None:
            if yes:
                self.services.submit(intent)

        self.app.push_screen(Confirm(question, yes="yes, do it", more=more), answered)

    @command("calendar.snow", "Snow day", "S", needs=writable)
    def snow(self) -> None:
        """Mark a snow day: shows every affected meeting and asks what happens to it.

        On a snow day, unmark it.
        """
        chosen = self._chosen()
        record = self._record_on(chosen) if isinstance(chosen, date) else chosen
        if record is not None and record.kind == "snow":
            self.clear()
        elif self.calendar is None:
            self.services.tell("Set the first and the last day of school first: s.", "late")
        else:
            self.app.push_screen(SnowDay(self.basis, chosen if isinstance(chosen, date) else None))

    @command("calendar.import", "Import", "i", needs=writable)
    def read_in(self) -> None:
        """Import a calendar from a CSV or .ics file.

        Shows what it adds and changes, and every skipped line.
        """
        self.app.push_screen(calendar_import())

    @command("calendar.rotation", "Letter days", "r", needs=writable)
    def rotation(self) -> None:
        """Set A/B or numbered days, and what a snow day does to them."""
        self._with_year(lambda calendar: rotation_form(self.basis, calendar))

    @command("calendar.terms", "Terms", "t", needs=writable)
    def terms(self) -> None:
        """Set quarters, trimesters, or semesters."""
        self._with_year(lambda calendar: terms_form(self.basis, calendar))

    @command("calendar.bell", "Bell", "b", needs=writable)
    def bell(self) -> None:
        """Add a bell schedule with its periods."""
        self._form(bell_form(self.basis))

    @command("calendar.weekdays", "Weekday bells", "w", needs=writable)
    def weekdays(self) -> None:
        """Set the bell schedule of each weekday, and early-release days."""
        if not any(active(self.services.state.building.bells)):
            self.services.tell("Add a bell schedule first: b.", "late")
        else:
            self._with_year(lambda calendar: weekdays_form(self.basis, calendar))

    @command("calendar.turn", "Every day", "v")
    def turn(self) -> None:
        """Show every school day with letter and bell, or only special days."""
        before = self._chosen()
        self._every = not self._every
        self.refresh_state(self.services.state)
        day = before.date if isinstance(before, Day) else before
        if self._every:
            self.listed("days").go(f"on/{day or self.services.state.today}")
        elif day is not None and (record := self._record_on(day)) is not None:
            self.listed("days").go(f"days/{record.id}")

    @on(RecordList.Opened, "#days")
    async def _open_day(self) -> None:
        await self.action_run("calendar.edit")

    @on(RecordList.Opened, "#year")
    def _open_year(self, event: RecordList.Opened) -> None:
        self._edit_year(event.row)

    def _edit_year(self, row: str) -> None:
        if reason := self.services.state.closed:
            self.services.tell(reason, "late")
        elif row.startswith("bells/"):
            self._form(
                bell_form(
                    self.basis, self.services.state.building.bells.get(int(row.partition("/")[2]))
                )
            )
        elif row.startswith("rotation"):
            self.rotation()
        elif row.startswith("terms"):
            self.terms()
        else:
            self.year()


def _bell_words(bell: Bell, days: list[str], *, ordinary: bool) -> str:
    ends = f"{bell.students.start}-{bell.students.end}"
    count = f"{len(bell.periods)} periods" if bell.periods else "no periods"
    used = ", ".join(days) if days else "other days" if ordinary else ""
    return ", ".join(word for word in (ends, count, used) if word)
