"""The Team view as a person meets it: keys pressed, the building asked, then the screen."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from bltui.domain.model import editing
from bltui.domain.model.seats import Seat
from bltui.domain.team.seat_edits import remove_seat
from bltui.domain.years.new_building import found
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui.app import Bltui
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.explain import Explain
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.import_sheet import ImportSheet
from bltui.ui.screens.team.view import Team
from bltui.ui.widgets.record_list import RecordList
from bltui.ui.widgets.table_layout import plain
from bltui.workspace import Workspace
from tests.sample_building import documents as sample_documents
from tests.ui.pressing import on_view, typed, until

TODAY = date(2026, 11, 22)


def workspace(path: Path, who: str = "ana") -> Workspace:
    """The file as one person opens it."""
    return Workspace(BuildingFile(path, Author(who, 1000)), today=lambda _: TODAY)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A file with the sample building."""
    path = tmp_path / "sample.json"
    BuildingFile.create(path, sample_documents(TODAY), Author("ana", 1000), says="building: sample")
    return path


def team(
    path: Path, size: tuple[int, int] = (120, 40), who: str = "ana"
) -> AbstractAsyncContextManager[tuple[Bltui, Pilot[Any], Team]]:
    """The app on the Team view."""
    return on_view(workspace(path, who), "2", Team, size)


def words(rows: RecordList) -> list[str]:
    """What a list says, row by row."""
    return [" | ".join(plain(c).strip() for c in row.cells) for row in rows.shown]


def said(static: Static) -> str:
    """What a line says."""
    assert isinstance(static.content, Content)
    return static.content.plain


def listed(view: Team, name: str) -> list[str]:
    return words(view.query_one(f"#{name}", RecordList))


async def test_the_view_names_members_vacancies_and_gaps(sample: Path) -> None:
    """Signs never stand alone, and what is missing is said in words."""
    async with team(sample) as (_, _, view):
        seats = listed(view, "seats")
        assert "Avery Sample | Principal | Administrator | –" in seats
        assert any(row.startswith("! Vacant | 2nd/3rd Rep.") for row in seats)
        assert any(row.startswith("Emery Sample * | 4th/5th Rep.") for row in seats)
        coverage = listed(view, "coverage")
        assert "! Teachers union | no one" in coverage
        assert "– Early childhood (n/a) | not applicable" in coverage
        assert "✓ Special education | Gray Sample" in coverage
        assert any("No teachers union representative" in row for row in listed(view, "findings"))
        rotation = listed(view, "rotation")
        assert rotation[0].startswith("Casey Sample | ━━━━ end")
        assert any("no longer represented: grades K and 1" in row for row in rotation)


async def test_a_narrow_terminal_shows_one_panel_at_a_time(sample: Path) -> None:
    """`v` goes through the panels; the chart and the staff list take the whole width."""
    async with team(sample, size=(80, 24)) as (app, pilot, view):

        def seen() -> list[str]:
            return [r.id or "" for r in view.query(RecordList) if r.region.width and r.is_on_screen]

        assert seen() == ["seats", "coverage", "findings"]
        shown = []
        for _ in range(5):
            await pilot.press("v")
            await pilot.pause()
            shown.append(seen())
            assert app.focused is not None and app.focused.id in seen()
        assert shown == [
            ["seats", "coverage", "findings"],
            ["seats", "coverage", "findings"],
            ["seats", "rotation"],
            ["seats", "staff"],
            ["seats", "coverage", "findings"],
        ]


async def test_a_very_narrow_terminal_shows_each_panel_in_its_whole_width(sample: Path) -> None:
    """Half a list says nothing."""
    async with team(sample, size=(60, 16)) as (_, pilot, view):
        for name in ("seats", "coverage", "findings", "rotation", "staff", "seats"):
            assert view.query_one(f"#{name}", RecordList).region.width == 60
            await pilot.press("v")
            await pilot.pause()


async def test_home_opens_a_finding_here(sample: Path) -> None:
    """Enter on a line of Home: the Team view, the finding, and why it matters."""
    async with team(sample) as (app, pilot, _):
        await pilot.press("1")
        needs = app.bench.view.query_one("#needs", RecordList)
        assert needs.go(next(row for row in needs.ids if row.startswith("finding/COM-13")))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Explain))
        assert isinstance(app.screen, Explain) and "union" in app.screen.page.plain()
        assert isinstance(app.bench.view, Team)


async def test_an_empty_building_says_what_to_do_first(tmp_path: Path) -> None:
    """Nobody on the team: the list names the two keys that begin."""
    path = tmp_path / "new.json"
    BuildingFile.create(
        path,
        found(name="Sample New School", grades=("K", "1")),
        Author("ana", 1000),
        says="building: made",
    )
    async with team(path, size=(80, 24)) as (app, pilot, view):
        assert "Press a to add a member, or i to import a roster" in (
            view.query_one("#seats", RecordList)._empty
        )
        await pilot.press("a")
        assert isinstance(app.screen, FormScreen)
        await typed(pilot, "Sample Person")
        await pilot.press("enter")
        await typed(pilot, "Principal")
        await pilot.press("f10")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert [p.name for p in app.state.building.people.values()] == ["Sample Person"]
        assert listed(view, "seats")[0].startswith("Sample Person | Principal")
        assert any("✓ Administrator" in row for row in listed(view, "coverage"))


async def test_a_finding_says_why_and_opens_the_form_that_mends_it(sample: Path) -> None:
    """From the gap to the saved member in one go; afterwards the gap is gone."""
    async with team(sample) as (app, pilot, view):
        people = len(app.state.building.people)
        findings = view.query_one("#findings", RecordList)
        findings.focus()
        assert findings.go("COM-13 Teachers union")
        await pilot.press("enter")
        sheet = app.screen
        assert isinstance(sheet, Explain)
        text = sheet.page.plain()
        assert "Teachers union representation" in text and "Madison-Plains BLT Team page" in text
        await pilot.press("enter")
        form = app.screen
        assert isinstance(form, FormScreen)
        assert form.text()["groups"] == "UNION"
        await typed(pilot, "Blake")
        await pilot.press("down", "enter")
        assert form.text()["name"] == "Blake Sample"
        await pilot.press("f10")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        seat = max(app.state.building.seats.values(), key=lambda s: s.id)
        assert seat.groups == ("UNION",) and seat.label == "Union representative"
        assert len(app.state.building.people) == people
        assert not any(f.rule == "COM-13" for f in app.state.findings)
        assert "✓ Teachers union | Blake Sample" in listed(view, "coverage")


async def test_the_form_says_what_saving_would_do(sample: Path) -> None:
    """What-if, live: a change that costs the team its special education cover is said before it is
    saved.
    """
    async with team(sample) as (app, pilot, view):
        view.query_one("#seats", RecordList).go(row_of(app, "Gray Sample"))
        await pilot.press("x")
        form = app.screen
        assert isinstance(form, FormScreen)
        await pilot.press("ctrl+u")
        await typed(pilot, "2026-11-01")
        await until(pilot, lambda: "COM-05" in said(form.trial))
        assert "new     COM-05 No special education representative" in said(form.trial)
        assert "COM-05" not in {f.rule for f in app.state.findings}
        await pilot.press("escape")
        assert isinstance(app.screen, Confirm)
        await pilot.press("enter", "x")
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert all(m.end != date(2026, 11, 1) for m in app.state.building.memberships.values())


def row_of(app: Bltui, name: str) -> str:
    """The row of a member."""
    building = app.state.building
    return next(
        f"memberships/{m.id}"
        for m in building.memberships.values()
        if building.people[m.person_id].name == name
    )


async def test_what_if_somebody_leaves_changes_nothing(sample: Path) -> None:
    """`w` only looks."""
    before = sample.read_bytes()
    async with team(sample) as (app, pilot, view):
        view.query_one("#seats", RecordList).go(row_of(app, "Gray Sample"))
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, Explain))
        assert isinstance(app.screen, Explain)
        text = app.screen.page.plain()
        assert "No longer represented: Special education" in text and "+ COM-05" in text
        await pilot.press("escape")
    assert sample.read_bytes() == before


async def test_a_vacant_seat_is_filled_and_a_seat_is_removed_only_by_y(sample: Path) -> None:
    """`a` on a vacant seat opens the form for that seat; `x` asks, and enter is no answer."""
    async with team(sample) as (app, pilot, view):
        seats = view.query_one("#seats", RecordList)
        vacant = next(row for row in seats.ids if row.startswith("seats/"))
        seats.go(vacant)
        await pilot.press("x")
        assert isinstance(app.screen, Confirm)
        await pilot.press("enter", "x", "n")
        await pilot.pause()
        assert len(app.screen_stack) == 1
        assert not app.state.building.seats[int(vacant.partition("/")[2])].archived
        await pilot.press("a")
        assert isinstance(app.screen, FormScreen)
        await typed(pilot, "Sample Newcomer")
        await pilot.press("f10")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert "Sample Newcomer | 2nd/3rd Rep." in " ".join(listed(view, "seats"))
        assert any(
            p.name == "Sample Newcomer" and p.grades == ("2", "3")
            for p in app.state.building.people.values()
        )
        await pilot.press("u")
        await until(pilot, lambda: "Sample Newcomer" not in " ".join(listed(view, "seats")))
        seats.go(vacant)
        await pilot.press("x", "y")
        await until(pilot, lambda: app.state.building.seats[int(vacant.partition("/")[2])].archived)


async def test_an_alternate_is_asked_for_years_and_partner(sample: Path) -> None:
    async with team(sample) as (app, pilot, _):
        await pilot.press("a")
        form = app.screen
        assert isinstance(form, FormScreen)
        for key, text in (
            ("name", "Sample Odd"),
            ("role", "Grade 1 or 2"),
            ("partner", "Sample Even"),
        ):
            form.entry(key).fill(text)
        form.entry("kind").focus()
        asked = len(form.asked())
        assert "partner" not in [
            field.key for field in form.asked()
        ]  # nor read, though something stands there
        await pilot.press(
            "right", "right"
        )  # alternate years: this one, until somebody says otherwise
        assert form.entry("active_years").raw == "even" and len(form.asked()) == asked + 2
        await pilot.press("f10")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        building = app.state.building
        names = {
            m.active_years: building.people[m.person_id].name
            for m in list(building.memberships.values())[-2:]
        }
        assert names == {"even": "Sample Odd", "odd": "Sample Even"}


async def test_a_facilitator_is_named(sample: Path) -> None:
    """`f` proposes the member of the line."""
    async with team(sample) as (app, pilot, view):
        view.query_one("#seats", RecordList).go(row_of(app, "Harper Sample"))
        await pilot.press("f", "f10")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert app.state.overview.facilitator == "Harper Sample"
        assert any(row.startswith("Harper Sample * ") for row in listed(view, "seats"))


async def test_a_term_is_changed(sample: Path) -> None:
    """Dates in a person's own words; the whole date is said back."""
    async with team(sample) as (app, pilot, view):
        row = row_of(app, "Casey Sample")
        view.query_one("#seats", RecordList).go(row)
        await pilot.press("t", "enter", "ctrl+u")
        await typed(pilot, "jun 30 2028")
        form = app.screen
        assert isinstance(form, FormScreen)
        await pilot.pause()
        assert said(form.below["end"]) == "Fri, Jun 30, 2028"
        await pilot.press("f10")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert app.state.building.memberships[int(row.partition("/")[2])].end == date(2028, 6, 30)
        assert view.query_one("#seats", RecordList).cursor == row


async def test_a_group_that_does_not_apply_needs_a_reason(sample: Path) -> None:
    """From coverage: enter, n, the reason."""
    async with team(sample) as (app, pilot, view):
        coverage = view.query_one("#coverage", RecordList)
        coverage.focus()
        coverage.go("group/UNION")
        await pilot.press("enter", "n")
        await typed(pilot, "no union here")
        await pilot.press("enter")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert app.state.building.profile.not_applicable["UNION"] == "no union here"
        assert "– Teachers union (n/a) | not applicable" in listed(view, "coverage")
        assert not any(f.rule == "COM-13" for f in app.state.findings)


async def test_a_rule_is_weighed_otherwise(sample: Path) -> None:
    """From a finding: g, then off."""
    async with team(sample) as (app, pilot, view):
        findings = view.query_one("#findings", RecordList)
        findings.focus()
        findings.go("COM-13 Teachers union")
        await pilot.press("enter", "g", "o", "f10")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert app.state.building.profile.rules == {"COM-13": "off"}
        assert not any(f.rule == "COM-13" for f in app.state.findings)


async def test_somebody_goes_on_and_off_the_staff_list(sample: Path) -> None:
    """n adds; x in the staff list says that somebody left; h shows who left."""
    async with team(sample) as (app, pilot, view):
        await pilot.press("n")
        await typed(pilot, "Sample Extra")
        await pilot.press("f10")
        await until(pilot, lambda: any("Sample Extra" in row for row in listed(view, "staff")))
        app.open(
            next(
                f"people/{p.id}"
                for p in app.state.building.people.values()
                if p.name == "Sample Extra"
            )
        )
        await until(pilot, lambda: app.focused is not None and app.focused.id == "staff")
        await pilot.press("x", "y")
        await until(pilot, lambda: not any("Sample Extra" in row for row in listed(view, "staff")))
        await pilot.press("h")
        assert any("Sample Extra |  | has left" in row for row in listed(view, "staff"))


async def test_an_open_question_is_answered(sample: Path) -> None:
    """A role that could mean several things: the sheet leads to the form where ticking settles it."""
    workspace(sample).do(
        lambda b: editing.add(
            b, record=Seat(label="Support staff", ask=("NONCERT", "SPED")), today=TODAY
        )
    )
    async with team(sample) as (app, pilot, view):
        seats = view.query_one("#seats", RecordList)
        number = max(app.state.building.seats)
        assert seats.go(f"seats/{number}")
        await pilot.press("enter", "enter")
        form = app.screen
        assert isinstance(form, FormScreen)
        assert "could mean: Noncertified staff, Special education" in form.form.about
        assert app.focused is form.entry("groups")
        await pilot.press("n", "space")
        assert form.text()["groups"] == "NONCERT" and form.text()["ask"] == ""
        await pilot.press("f10")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        seat = app.state.building.seats[number]
        assert seat.groups == ("NONCERT",) and seat.ask == ()


async def test_a_roster_is_imported_all_or_nothing(sample: Path, tmp_path: Path) -> None:
    """Looking changes nothing.

    Every line that is not read is named; putting in is one change that undo takes back.
    """
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "Role,Name,Start\nUnion rep,Sample Person A,2026-08-01\nSPED Teacher,Sample Person "
        "B,13/13/2025\n"
    )
    async with team(sample) as (app, pilot, view):
        count = len(app.state.building.seats)
        await pilot.press("i")
        screen = app.screen
        assert isinstance(screen, ImportSheet)
        screen._path.fill(str(roster))
        await pilot.press("enter")
        await until(pilot, lambda: screen._seen is not None)
        text = " ".join(words(screen.query_one(RecordList)))
        assert "line 3" in text and "13/13/2025" in text
        assert "Sample Person A | Union rep | Teachers union" in text
        assert len(app.state.building.seats) == count
        await pilot.press("f10")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert len(app.state.building.seats) == count + 1
        await pilot.press("u")
        await until(
            pilot, lambda: not any("Sample Person A" in row for row in listed(view, "seats"))
        )


async def test_a_file_that_is_no_roster_is_named(sample: Path, tmp_path: Path) -> None:
    """One line, and the dialog stays."""
    async with team(sample) as (app, pilot, _):
        await pilot.press("i")
        screen = app.screen
        assert isinstance(screen, ImportSheet)
        for name, reason in (
            (tmp_path / "none.csv", "No such file"),
            (tmp_path, "not a regular file"),
        ):
            screen._path.fill(str(name))
            await pilot.press("enter")
            await until(
                pilot, lambda reason=reason: reason in said(screen.query_one("#says", Static))
            )
            assert app.screen is screen


async def test_a_colleagues_change_moves_no_cursor(sample: Path) -> None:
    """A seat removed above: the cursor stays on its record, and so does an open form."""
    ben = workspace(sample, "ben")
    async with team(sample) as (app, pilot, view):
        row = row_of(app, "Emery Sample")
        seats = view.query_one("#seats", RecordList)
        seats.go(row)
        vacant = next(r for r in seats.ids if r.startswith("seats/"))
        assert seats.ids.index(vacant) < seats.ids.index(row)
        await pilot.press("e")
        form = app.screen
        assert isinstance(form, FormScreen)
        await pilot.press("end")
        await typed(pilot, " mine")
        ben.do(lambda b: remove_seat(b, seat_id=int(vacant.partition("/")[2])))
        await until(pilot, lambda: vacant not in seats.ids)
        assert seats.cursor == row
        assert app.screen is form and form.text()["label"].endswith(" mine")


async def test_a_read_only_building_refuses_with_the_reason(sample: Path) -> None:
    """Commands that change something say why they cannot run."""
    async with team(sample) as (app, pilot, _):
        app.state = msgspec.structs.replace(app.state, closed="you may not write this file")
        await pilot.press("a")
        await pilot.pause()
        assert len(app.screen_stack) == 1


def test_the_foot_fits_a_narrow_terminal() -> None:
    """At most six commands, and no two of the view share a key."""
    known = {c.id: c for c in (*RecordList.OFFERS, *Team.OFFERS)}
    keys = [key for c in Team.OFFERS for key in c.keys]
    assert len(keys) == len(set(keys))
    assert not set(keys) & {key for c in RecordList.OFFERS for key in c.keys}
    assert len(Team.FOOT) <= 6
    assert all(known[i].help for i in Team.FOOT if i in known)
    text = "".join(f"{c.keys[0]} {c.title}  " for i in Team.FOOT if (c := known.get(i)))
    assert len(" ? Help  " + text + "u Undo  ^p commands ") <= 80
