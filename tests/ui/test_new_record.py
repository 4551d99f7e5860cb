"""After adding, the cursor is on the new record, whichever view, list and form it was: the next key
is meant for it.
"""

from __future__ import annotations

from typing import Any

import pytest

from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.screens.cwgs.calendar_page import CalendarPage
from bltui.ui.widgets.record_list import RecordList
from tests.ui.pressing import form, until

#: The view, the keys that lead to the form, what is filled in, the list that shows it, and how its
#: records begin.
ADDED = [
    ("2", "a", {"name": "Ann Lee", "role": "Grade 4 teacher"}, "seats", "memberships/"),
    ("2", "v a", {"name": "Ann Lee", "role": "Grade 4 teacher"}, "seats", "memberships/"),
    ("2", "n", {"name": "Aaron Lee"}, "staff", "people/"),
    ("3", "n", {"name": "A new group"}, "groups", "cwgs/"),
    ("3", "v v n", {"name": "A new group"}, "groups", "cwgs/"),
    ("5", "a", {"text": "More time for this", "source": "parent"}, "said", "feedback/"),
    ("5", "v v v a", {"text": "More time for this", "source": "parent"}, "said", "feedback/"),
    ("6", "s n", {"text": "Budget talk"}, "lower", "lines/"),
    ("6", "s v n", {"text": "Budget talk"}, "lower", "lines/"),
    ("6", "s t", {"text": "Send the list"}, "lower", "actions/"),
    ("6", "s v tab a", {"title": "A new point"}, "agenda", "agenda/"),
    ("7", "D", {"text": "Every student reads"}, "tree", "district_goals/"),
    ("7", "t D", {"text": "Every student reads"}, "tree", "district_goals/"),
    ("7", "M", {"text": "We need a day for data"}, "messages", "messages/"),
]


def on(rows: RecordList) -> str:
    """What the cursor of a list is on."""
    return rows.current.record if rows.current is not None else ""


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["narrow", "wide"])
@pytest.mark.parametrize(("view", "keys", "values", "name", "table"), ADDED)
async def test_the_cursor_is_on_what_a_form_added(
    opened: Any,
    size: tuple[int, int],
    view: str,
    keys: str,
    values: dict[str, str],
    name: str,
    table: str,
) -> None:
    async with opened(size=size) as (app, pilot):
        await pilot.press(view)
        await pilot.pause()
        for key in keys.split():
            before, gen = app.focused, app.state.gen
            await pilot.press(key)
            if key == "s":
                await until(pilot, lambda gen=gen: app.state.gen > gen)
            await pilot.pause()
        assert isinstance(app.screen, FormScreen), before
        known = set(getattr(app.state.building, table.rstrip("/")).keys())
        await form(pilot, app, **values)
        (new,) = set(getattr(app.state.building, table.rstrip("/")).keys()) - known
        await until(pilot, lambda: app.bench.focused is not None and app.bench.focused.id == name)
        assert on(app.bench.focused) == f"{table}{new}"
        assert app.bench.focused.region, "it is in sight"


@pytest.mark.parametrize(
    ("view", "words", "name", "table"),
    [
        ("2", "person Aaron Lee, grade 2 teacher", "staff", "people/"),
        ("5", "fb parents: more time for this", "said", "feedback/"),
        ("1", "todo: send the list due 2026-12-01", "next", "actions/"),
    ],
)
async def test_the_cursor_is_on_what_the_quick_add_line_added(
    opened: Any, view: str, words: str, name: str, table: str
) -> None:
    async with opened(size=(120, 40)) as (app, pilot):
        await pilot.press(view)
        await pilot.pause()
        known = set(getattr(app.state.building, table.rstrip("/")).keys())
        await pilot.press("plus", *words, "enter")
        await until(pilot, lambda: not app.bench.query("#typing"), lambda: app.bench.bottom.text(0))
        new = set(getattr(app.state.building, table.rstrip("/")).keys()) - known
        assert on(app.bench.view.query_one(f"#{name}", RecordList)) in {
            f"{table}{number}" for number in new
        }


async def test_a_new_bell_and_a_new_day_have_the_cursor_on_the_calendar(opened: Any) -> None:
    async with opened(size=(120, 40)) as (app, pilot):
        app.push_screen(CalendarPage())
        await pilot.pause()
        page = app.screen
        for key, values, name, table in (
            (
                "b",
                {"label": "Short day", "students": "8:00-12:00", "contract": "7:45-12:30"},
                "year",
                "bells",
            ),
            ("a", {"date": "2027-03-12", "name": "A trip"}, "days", "days"),
        ):
            known = set(getattr(app.state.building, table).keys())
            await pilot.press(key)
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, FormScreen)
            for field, text in values.items():
                screen.entry(field).fill(text)
            await pilot.press("f10")
            await until(pilot, lambda: app.screen is page, lambda screen=screen: str(screen.wrong))
            (new,) = set(getattr(app.state.building, table).keys()) - known
            assert on(page.query_one(f"#{name}", RecordList)) == f"{table}/{new}"
            assert page.focused.id == name
