"""Who is free: the grid says what the domain says, and a time goes from there into the group's
meetings.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual import events

from bltui.domain.calendar.edits import set_rotation
from bltui.domain.model.availability import clock_of
from bltui.domain.model.record import active
from bltui.domain.model.series import RotationDays, Weekly
from bltui.domain.schedule.free_time import best
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.dialogs.cwgs.availability_form import WeekOf
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.import_sheet import ImportSheet
from bltui.ui.screens.cwgs.free import FreePage
from bltui.ui.screens.cwgs.free_rows import phrase
from bltui.ui.widgets.heatmap import Heatmap
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import plain
from bltui.workspace import Workspace
from tests.ui.conftest import TODAY


async def page_of(app, pilot):
    await pilot.press("3", "f")
    await pilot.pause()
    assert isinstance(app.screen, FreePage)
    return app.screen


def painted(grid: Heatmap) -> list[str]:
    return ["".join(s.text for s in grid.render_line(y)) for y in range(grid.content_size.height)]


async def test_the_grid_shows_how_many_can_come_and_a_star_where_the_leader_can(opened):
    async with opened(size=(80, 24)) as (app, pilot):
        page = await page_of(app, pilot)
        grid = page.query_one(Heatmap)
        lines = painted(grid)
        assert lines[0].split() == ["Mon", "Tue", "Wed", "Thu", "Fri"]
        assert all(len(line) == grid.content_size.width for line in lines)
        seen = {(cell.when.weekday, clock_of(cell.when.start)): cell for cell in page.cells}
        wednesday = seen[2, "15:15"]
        assert wednesday.of == 5 and wednesday.can_come == 4  # Hayden leads another group then
        row = next(line for line in lines if line.startswith("3:15 PM"))
        assert "*4" in row and "*5" in row
        await pilot.press("n")
        assert "#2" in page.about(app.state)


async def test_a_time_of_the_grid_becomes_the_meeting_time(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        page = await page_of(app, pilot)
        series = next(s for s in active(app.state.building.series) if s.cwg_id == 1)
        await pilot.press("w", "6")  # every other week, the sixth of the best times
        chosen = best(page.cells, 9)[5]
        await pilot.press("enter")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FormScreen)
        assert form.entry("phrase").raw == phrase(chosen, series, 2)
        await pilot.press("f10")
        await pilot.pause()
        now = app.state.building.series[series.id]
        assert isinstance(now.pattern, Weekly)
        assert (now.pattern.interval, now.room, now.until) == (2, series.room, series.until)
        assert now.time.start == clock_of(chosen.when.start)


async def test_what_somebody_says_of_their_week_counts_at_once(opened):
    async with opened(size=(120, 40)) as (app, pilot):
        page = await page_of(app, pilot)
        people = page.listed("people")
        people.focus()
        people.go("people/3")
        before = next(c for c in page.cells if c.when.weekday == 4 and c.when.start >= 15 * 60)
        people_ids = page._people()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, WeekOf)
        someone = app.screen._person
        await pilot.press("a")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FormScreen)
        for key, text in (("kind", "busy"), ("weekdays", "fri"), ("start", "3pm"), ("end", "4pm")):
            form.entry(key).focus()
            form.entry(key).fill(text)
            await pilot.pause()
        await pilot.press("f10")
        await pilot.pause()
        week = app.screen
        assert isinstance(week, WeekOf)
        assert [plain(r.cells[0]) for r in week.query_one(RecordList).shown] == [
            "busy fri 3:00–4:00 PM"
        ]
        await pilot.press("escape")
        await pilot.pause()
        after = next(c for c in page.cells if c.when.weekday == 4 and c.when.start >= 15 * 60)
        bit = people_ids.index(someone.id)
        assert (before.states[bit], after.states[bit]) == ("free", "busy")


async def test_availability_comes_from_a_file_and_every_unread_line_is_named(
    opened, tmp_path: Path
):
    file = tmp_path / "plans.csv"
    file.write_text(
        "name,kind,days,period\nCasey Sample,planning,mon,4\nNobody Atall,planning,mon,4\nBlake "
        "Sample,planning,xx,2\n"
    )
    async with opened(size=(80, 24)) as (app, pilot):
        page = await page_of(app, pilot)
        await pilot.press("i")
        sheet = app.screen
        assert isinstance(sheet, ImportSheet)
        sheet._path.post_message(events.Paste(str(file)))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        lines = [" ".join(plain(c) for c in row.cells) for row in sheet.query_one(RecordList).shown]
        assert any("Nobody Atall" in line for line in lines) and any(
            "line 4" in line for line in lines
        )
        assert any("+ planning mon period 4" in line for line in lines)
        await pilot.press("f10")
        await pilot.pause()
        assert app.screen is page
        assert [r.period for r in active(app.state.building.availability)] == ["4"]


async def test_without_a_calendar_it_says_what_to_do_first(opened, empty_file: Path):
    async with opened(path=empty_file) as (app, pilot):
        page = await page_of(app, pilot)
        assert "No calendar" in painted(page.query_one(Heatmap))[0]
        await pilot.press("enter", "1", "escape")
        await pilot.pause()
        assert app.screen is app.bench


async def test_letter_days_and_early_release_days_are_a_grid_of_their_own(
    opened, sample_file: Path
):
    other = Workspace(BuildingFile(sample_file, Author("ben", 1001)), today=lambda _: TODAY)
    first = next(active(other.building.calendars)).first
    other.do(partial(set_rotation, names=("A", "B"), policy="fixed", start=first))
    async with opened(size=(80, 24)) as (app, pilot):
        page = await page_of(app, pilot)
        grid = page.query_one(Heatmap)
        said = [[plain(cell) for cell in row.cells] for row in page.listed("time").shown]
        assert ["Letters", "A on 12, B on 10"] in said
        await pilot.press("d")
        assert painted(grid)[0].split() == ["A", "day", "B", "day", "Early"]
        early = next(cell for cell in page.cells if cell.when.early)
        assert phrase(early, None, 2).startswith("every early release ")
        await pilot.press("w", "1", "enter")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FormScreen)
        typed = form.entry("phrase").raw
        assert typed.startswith("every other A day 7:00–7:45 AM ")
        assert next(f for f in form.form.fields if f.key == "phrase").parse(
            typed
        ).pattern == RotationDays(("A",), 2)
