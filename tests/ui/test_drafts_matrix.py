"""Every form that a command opens, every way out: the text is asked about, or comes back into the
same fields.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from bltui.domain.model.errors import UserError
from bltui.store.author import Author
from bltui.store.building_file import BuildingFile
from bltui.ui import shutdown
from bltui.ui.app import Bltui
from bltui.ui.app_services import Page
from bltui.ui.dialogs.confirm import Confirm
from bltui.ui.dialogs.form_screen import FormScreen
from bltui.ui.dialogs.form_widgets import LineEntry
from bltui.ui.dialogs.prompt import Question
from bltui.ui.dialogs.quitting import Quitting
from bltui.ui.screens.registry import PAGES, VIEWS
from bltui.ui.unsaved import Source
from bltui.ui.widgets.record_list import RecordList
from tests.sample_building import documents as sample_documents
from tests.ui.drafting import TODAY, files, first_field, reopened, session, texts, written
from tests.ui.pressing import until

#: What is typed into every form: it stands in none.
TEXT = "Zq words 7"

#: Commands that open a page with commands of its own.
_PAGES = {
    "calendar": "cwgs.calendar",
    "free": "cwgs.free",
    "handout": "cwgs.handout",
    "propose": "cwgs.propose",
    "paper": "meeting.minutes",
}


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.json"
    BuildingFile.create(
        path, sample_documents(TODAY), Author("ana", 1000), "the sample building written"
    )
    return path


def ways() -> list[tuple[str, ...]]:
    """Commands of every view, those of its pages behind the command that opens the page."""
    found: list[tuple[str, ...]] = []
    for place in VIEWS:
        found += [(c.id,) for c in place.load().OFFERS if c.id.startswith(f"{place.key}.")]
    for page in PAGES:
        if page.key in _PAGES:
            found += [
                (_PAGES[page.key], c.id)
                for c in page.load().OFFERS
                if c.id.startswith(f"{page.key}.")
            ]
    return found


async def _perform(app: Bltui, command: str) -> None:
    screen: Any = app.screen
    assert isinstance(screen, Page)
    if screen is app.bench:
        place = next(p for p in VIEWS if command.startswith(f"{p.key}."))
        if place.key != app.bench.view.KEY:
            await app.bench.show_view(place.key)
    await screen.perform(command)  # type: ignore[attr-defined]


def _cursors(app: Bltui) -> list[tuple[RecordList, str]]:
    """A row of every kind in every list in front."""
    root: Any = app.bench.view if app.screen is app.bench else app.screen
    found: list[tuple[RecordList, str]] = []
    for rows in root.query(RecordList):
        kinds: set[str] = set()
        for row in rows.ids:
            if (kind := row.partition("/")[0]) not in kinds and rows.focusable:
                kinds.add(kind)
                found.append((rows, row))
    return found


async def opened(app: Bltui, pilot: Pilot[Any], way: tuple[str, ...]) -> Any:
    """The form that a command opens, on whichever line it opens one.

    None where it opens none with a field for text.
    """
    for command in way[:-1]:
        before = app.screen
        await _perform(app, command)
        await until(pilot, lambda before=before: app.screen is not before)  # type: ignore[misc]
    here = app.screen
    if here is app.bench:
        await app.bench.show_view(next(p.key for p in VIEWS if way[-1].startswith(f"{p.key}.")))
    await pilot.pause(0.05)
    for rows, row in [(None, ""), *_cursors(app)]:
        if rows is not None:
            if not rows.focusable:
                continue
            here.set_focus(rows)
            rows.go(row)
            await pilot.pause()
        await _perform(app, way[-1])
        for _ in range(3):
            if app.screen is here:
                await pilot.pause(0.02)
        screen = app.screen
        if screen is here:
            continue
        await until(pilot, lambda screen=screen: screen.is_mounted)  # type: ignore[misc]
        await pilot.pause()
        if isinstance(screen, Source) and first_field(screen) is not None:
            return screen
        while app.screen is not here:
            await app.pop_screen()
    return None


async def typed(pilot: Pilot[Any], screen: Any, text: str) -> dict[str, str]:
    """Type into the first field; gives every text of the form that would be lost."""
    entry = first_field(screen)
    assert entry is not None
    screen.set_focus(entry)
    if isinstance(entry, LineEntry):
        entry.cursor_position = len(
            entry.value
        )  # a field may select its text when it gets the focus
    await pilot.press(*text)
    await pilot.pause()
    found = screen.unsaved()
    assert found is not None and any(text in one.text for one in found.fields), found
    return texts(screen)


async def asked(app: Bltui, pilot: Pilot[Any], screen: Any) -> None:
    """Esc and ctrl+q ask, enter answers neither, and n goes on."""
    for key, kind in (("escape", Confirm), ("ctrl+q", Quitting)):
        before = texts(screen)
        await pilot.press(key)
        await until(pilot, lambda kind=kind: isinstance(app.screen, kind))  # type: ignore[misc]
        await pilot.press("enter")
        assert isinstance(app.screen, kind)
        await pilot.press("n")
        await until(pilot, lambda: app.screen is screen)
        assert texts(screen) == before


def names_nobody(app: Bltui, screen: Any) -> None:
    """Where the history will name nobody, the draft names nobody."""
    found = screen.unsaved()
    if not isinstance(screen, FormScreen) or isinstance(screen, Question) or found is None:
        return
    try:
        values = {one.key: screen._value(one) for one in screen.asked()}
        change, _ = app.workspace.rehearse(screen.form.build(values, screen.seen))
    except UserError:
        return
    assert found.anonymous or not change.anonymous


async def quit_and_keep(app: Bltui, pilot: Pilot[Any]) -> None:
    await pilot.press("ctrl+q")
    await until(pilot, lambda: isinstance(app.screen, Quitting))
    await pilot.press("k")


async def hang_up(app: Bltui, pilot: Pilot[Any]) -> None:
    shutdown.leave(app, signal.SIGHUP)


async def terminated(app: Bltui, pilot: Pilot[Any]) -> None:
    shutdown.leave(app, signal.SIGTERM)


async def killed(app: Bltui, pilot: Pilot[Any]) -> None:
    """As kill -9 leaves it: what the disk holds soon after the last key, and no lock."""
    assert app.keeper is not None
    keeper = app.keeper
    for text in texts(app.screen).values():
        await written(pilot, text)
    await until(pilot, lambda: not keeper._behind())
    app.keeper._ended = True
    for kept in app.keeper._kept.values():
        assert kept.held is not None
        kept.held.release()


ENDS: tuple[Callable[..., Any], ...] = (quit_and_keep, hang_up, terminated, killed)


async def every_way_out(
    path: Path, way: tuple[str, ...], ends: tuple[Callable[..., Any], ...] = ENDS
) -> bool:
    """Type into a form, leave by each way, and find the text back in it each time.

    False where there is no form.
    """
    async with session(path) as (app, pilot):
        screen = await opened(app, pilot, way)
        if screen is None:
            return False
        kept = await typed(pilot, screen, TEXT)
        names_nobody(app, screen)
        await asked(app, pilot, screen)
        await ends[0](app, pilot)
    for number, end in enumerate((*ends[1:], None)):
        (file,) = files()
        assert file.stat().st_mode & 0o777 == 0o600 and file.parent.stat().st_mode & 0o777 == 0o700
        async with session(path) as (app, pilot):
            screen = await reopened(app, pilot)
            assert texts(screen) == kept
            if end is None:
                await pilot.press("escape")
                await until(pilot, lambda: isinstance(app.screen, Confirm))
                await pilot.press("y")
                await until(pilot, lambda: not files())
            else:
                kept = await typed(pilot, screen, str(number))
                await end(app, pilot)
    return True


#: A form of each kind, each left by two of the ways: one way for two forms. The rest is long.
FEW = [
    (("team.new-person",), (quit_and_keep, killed)),
    (("feedback.add",), (hang_up, terminated)),
    (("cwgs.calendar", "calendar.add"), (killed, hang_up)),
    (("team.import",), (terminated, quit_and_keep)),
]


@pytest.mark.parametrize(("way", "ends"), FEW, ids=["-".join(way) for way, _ in FEW])
async def test_a_few_forms_survive_two_ways_out_each(
    sample: Path, way: tuple[str, ...], ends: tuple[Callable[..., Any], ...]
) -> None:
    assert await every_way_out(sample, way, ends)


@pytest.mark.long
@pytest.mark.soak
@pytest.mark.parametrize("way", ways(), ids=lambda way: "-".join(way))
async def test_text_in_a_form_survives_every_way_out(sample: Path, way: tuple[str, ...]) -> None:
    if not await every_way_out(sample, way):
        pytest.skip("opens no form with a field for text")
