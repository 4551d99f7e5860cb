"""The school calendar in the UI, as a person sets it up, changes it and has a snow day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual import events

from bltui.domain.calendar.edits import table_on
from bltui.domain.model.clocks import Hours, Period, read_hours
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import active
from bltui.domain.model.times import read_time
from bltui.ui.dialogs.cwgs.calendar_form import rotation_form
from bltui.ui.dialogs.cwgs.snow import SnowDay
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.import_sheet import ImportSheet
from bltui.ui.dialogs.time_fields import Periods, Span
from bltui.ui.screens.cwgs.calendar_page import CalendarPage
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import plain
from tests.ui.pressing import until


async def typed(pilot, text):
    """Text into the field that has the keys, at once."""
    pilot.app.screen.focused.post_message(events.Paste(text))
    await pilot.pause()


async def filled(pilot, **fields):
    """Fields of the form in sight."""
    form = pilot.app.screen
    assert isinstance(form, FormScreen)
    for key, text in fields.items():
        form.entry(key).focus()
        await pilot.pause()
        form.entry(key).fill(text)
        await pilot.pause()
    await pilot.press("f10")
    await until(
        pilot,
        lambda: pilot.app.screen is not form or bool(form.wrong) or bool(str(form.trouble.content)),
    )
    await pilot.pause()


def words(page, name):
    return [
        " | ".join(plain(c).strip() for c in row.cells)
        for row in page.query_one(f"#{name}", RecordList).shown
    ]


async def page_of(app, pilot):
    await pilot.press("3", "c")
    await pilot.pause()
    assert isinstance(app.screen, CalendarPage)
    return app.screen


async def test_a_year_is_set_up_and_what_a_snow_day_does_is_asked(opened, empty_file: Path):
    async with opened(path=empty_file, size=(120, 40)) as (app, pilot):
        page = await page_of(app, pilot)
        assert "Press s to set the first and last day" in str(page.listed("days")._empty)
        await pilot.press("a")
        assert page.said() == "Set the first and last day of school first: press s."
        await pilot.press("s")
        await filled(pilot, first="2026-08-24", last="2027-05-28", tz="CST")
        assert isinstance(
            app.screen, FormScreen
        )  # an abbreviation is no zone: the form stays and says what is meant
        await filled(pilot, tz="America/Chicago")
        # The first time it goes on to the letter days; without an answer about snow days nothing is
        # saved.
        assert isinstance(app.screen, FormScreen) and "Letter days" in app.screen.form.title
        await filled(pilot, names="A,B")
        assert isinstance(app.screen, FormScreen)
        assert "districts differ" in app.screen.wrong["policy"]
        await filled(pilot, policy="carry")
        calendar = next(active(app.state.building.calendars))
        assert (calendar.first, calendar.last, calendar.tz) == (
            date(2026, 8, 24),
            date(2027, 5, 28),
            "America/Chicago",
        )
        assert calendar.rotation is not None and calendar.rotation.policy == "carry"
        assert any("America/Chicago" in line for line in words(page, "year"))


async def test_days_come_change_and_become_ordinary_again(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        page = await page_of(app, pilot)
        await pilot.press("a")
        await filled(
            pilot, date="2027-02-12", kind="early_release", name="Conferences [b]", dismissal="1:30"
        )
        day = next(d for d in active(app.state.building.days) if d.date == date(2027, 2, 12))
        assert (day.kind, day.dismissal) == ("early_release", "13:30")
        assert any("Conferences [b], until 1:30 PM" in line for line in words(page, "days"))
        page.listed("days").go(f"days/{day.id}")
        await pilot.press("e")
        await filled(pilot, date="2027-02-11")
        kept = [d for d in active(app.state.building.days) if d.name == "Conferences [b]"]
        assert [d.date for d in kept] == [date(2027, 2, 11)]  # moved, not doubled
        page.listed("days").go(f"days/{kept[0].id}")
        await pilot.press("x", "y")
        await pilot.pause()
        assert not [d for d in active(app.state.building.days) if d.name == "Conferences [b]"]
        await pilot.press("u")
        await pilot.pause()
        assert [d for d in active(app.state.building.days) if d.name == "Conferences [b]"]


async def test_a_snow_day_lists_its_meetings_and_goes_without_a_trace(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        page = await page_of(app, pilot)
        before = (app.state.building.days, app.state.building.exceptions, app.state.building.series)
        await pilot.press("S")
        sheet = app.screen
        assert isinstance(sheet, SnowDay)
        sheet._day_entry.value = ""
        await typed(pilot, "dec 2")
        await pilot.press("enter", "N", "down", "c")
        await pilot.pause()
        said = [[plain(c) for c in row.cells] for row in sheet.query_one(RecordList).shown]
        assert [row[2] for row in said] == ["next school day", "cancel"]
        assert [row[3] for row in said] == ["moved to Thu, Dec 3, 2026", "canceled"]
        await pilot.press("f10")
        await pilot.pause()
        assert app.screen is page
        table = table_on(app.state.building, date(2026, 12, 2))
        assert table.on(date(2026, 12, 2)).kind == "snow"
        made = [e for e in active(app.state.building.exceptions) if e.why == "snow day"]
        assert sorted(e.do for e in made) == ["cancel", "move"]
        row = next(d for d in active(app.state.building.days) if d.kind == "snow")
        page.listed("days").go(f"days/{row.id}")
        await pilot.press("S", "y")
        await pilot.pause()
        after = app.state.building
        assert not [d for d in active(after.days) if d.kind == "snow"]
        assert {e.id for e in active(after.exceptions)} == {
            e.id for e in before[1].values() if not e.archived
        }


async def test_a_snow_day_on_a_closed_day_is_refused_in_words(opened):
    async with opened(size=(80, 24)) as (app, pilot):
        await pilot.press("3", "S")
        await pilot.pause()
        sheet = app.screen
        assert isinstance(sheet, SnowDay)
        sheet._day_entry.value = "2026-11-26"
        await pilot.pause(0.1)
        await pilot.press("f10")
        await pilot.pause()
        assert app.screen is sheet
        assert "already has no school." in str(sheet.query_one("#says").content)


async def test_a_calendar_file_is_shown_first_and_then_put_in_whole(opened, tmp_path: Path):
    file = tmp_path / "days.csv"
    file.write_text(
        "date,to,kind,name\n2027-04-02,,no_school,Spring day\n2027-04-09,,holiday,Some "
        "day\n2027-13-01,,no_school,Bad\n"
    )
    async with opened(size=(120, 40)) as (app, pilot):
        await page_of(app, pilot)
        count = len(list(active(app.state.building.days)))
        await pilot.press("i")
        sheet = app.screen
        assert isinstance(sheet, ImportSheet)
        await typed(pilot, str(file))
        await pilot.press("enter")
        await pilot.pause()
        lines = [" ".join(plain(c) for c in row.cells) for row in sheet.query_one(RecordList).shown]
        assert any("line 4" in line for line in lines)
        assert any(line.startswith("Undecided") for line in lines)
        assert len(list(active(app.state.building.days))) == count  # looking changes nothing
        await pilot.press("f10")
        await pilot.pause()
        kinds = {d.name: d.kind for d in active(app.state.building.days)}
        assert (kinds["Spring day"], kinds["Some day"]) == ("no_school", "ask")


async def test_a_bell_and_its_periods_are_typed_line_by_line(opened):
    async with opened(size=(80, 24)) as (app, pilot):
        await page_of(app, pilot)
        await pilot.press("b")
        await filled(
            pilot,
            label="Late start",
            contract="8:30-16:00",
            students="10am to 3pm",
            periods="1 10:00-10:40\n2 1:00-1:45",
        )
        bell = next(b for b in active(app.state.building.bells) if b.label == "Late start")
        assert bell.students == Hours("10:00", "15:00")
        assert bell.periods == (Period("1", "10:00", "10:40"), Period("2", "13:00", "13:45"))
        await pilot.press("w")
        await filled(pilot, wed=str(bell.id))
        assert next(active(app.state.building.calendars)).weekly_bell == {"wed": bell.id}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3:15", "15:15"),
        ("07:15", "07:15"),
        ("7:15", "07:15"),
        ("noon", "12:00"),
        ("12am", "00:00"),
    ],
)
def test_times_read_as_schools_write_them(text: str, wanted: str):
    assert read_time(text) == wanted


@pytest.mark.parametrize("text", ["25:00", "3:75", "quarter past", "13pm", ""])
def test_no_time_is_guessed(text: str):
    with pytest.raises(UserError):
        read_time(text)


def test_spans_and_periods_name_what_is_wrong():
    assert read_hours("8am – 3pm") == Hours("08:00", "15:00")
    with pytest.raises(UserError, match="ends before"):
        read_hours("15:00-8:00")
    with pytest.raises(UserError, match="Line 2"):
        Periods(key="p", label="Periods").parse("1 8:00-8:40\n2 eight")
    assert Span(key="s", label="S").describe("8am-3pm") == "8:00 AM–3:00 PM"


def test_no_policy_is_chosen_beforehand(sample_file: Path):
    from bltui.store.author import Author
    from bltui.store.building_file import BuildingFile
    from bltui.ui.dialogs.form_context import FormContext
    from bltui.workspace import Workspace

    space = Workspace(
        BuildingFile(sample_file, Author("ana", 1000)), today=lambda _: date(2026, 11, 23)
    )
    basis = FormContext(space.building, space.framework, space.today)
    form = rotation_form(basis, next(active(space.building.calendars)))
    assert next(f.value for f in form.fields if f.key == "policy") is None
