"""Restoring drafts: reopen a draft's form as it was first opened, and refill its fields."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from bltui.drafts import folder, mine
from bltui.drafts.draft import Draft
from bltui.drafts.step import Step
from bltui.ui.app_services import Page
from bltui.ui.commands import Commanded
from bltui.ui.dialogs import draft_list
from bltui.ui.unsaved import Source
from bltui.ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from textual.screen import Screen

    from bltui.drafts.mine import Found
    from bltui.ui.drafting import Drafting

#: Seconds that a step may take to open its screen, and the polling interval.
_PATIENCE = 5.0
_OFTEN = 0.02
_NONE = "No drafts: everything that you typed is saved or discarded."
_ELSEWHERE = "Draft not found: it was discarded, or it is open in another session."
_GONE = "The form cannot be opened: the record may be removed or the file read-only. The draft stays until you discard it."


async def offer(app: Drafting, draft: str = "") -> None:
    """Reopen the requested draft at startup, or else offer this user's unsaved drafts."""
    if not folder.names():
        return
    found = await _find(app)
    if draft:
        await restore(app, draft, dict(found).get(draft))
    elif found and app.untouched and app.screen is app.bench:
        _list(app, found)
    elif found:
        app.tell(_mention(len(found)), "recommended")


async def show_drafts(app: Drafting) -> None:
    """Show the list of drafts."""
    if found := await _find(app):
        _list(app, found)
    else:
        app.tell(_NONE)


def _mention(count: int) -> str:
    return f"{count} draft{'' if count == 1 else 's'} of unsaved text. To see them, press ctrl+p and choose Drafts."


async def _find(app: Drafting) -> Found:
    keeper = app.keeper
    assert keeper is not None
    drafts_of = mine.drafts_of
    found: Found = await asyncio.to_thread(drafts_of, keeper.signer, keeper.building)
    return found


def _list(app: Drafting, found: Found) -> None:
    def chosen(name: str | None) -> None:
        if name is not None:
            app.run_worker(
                restore(app, name, dict(found)[name]), group="drafts", exit_on_error=False
            )

    app.push_screen(draft_list.DraftList(found, app.state.zone, app.state.today), chosen)


async def restore(app: Drafting, name: str, draft: Draft | None) -> None:
    """Open a draft's form with its text, or show the text if the form cannot be opened."""
    held = folder.claim(name) if draft is not None else None
    if draft is None or held is None:
        app.tell(_ELSEWHERE, "refused")
        return
    app.tell(f"Opening the draft: {draft.title} …")
    source = await _reopened(app, draft)
    if source is None:
        held.release()
        app.push_screen(draft_list.in_full(draft, app.state.zone, _GONE))
        return
    source.refill(draft.fields)
    assert app.keeper is not None
    app.keeper.adopt(source, held)


async def _reopened(app: Drafting, draft: Draft) -> Source | None:
    """Return the reopened form of a draft.

    Returns None, and closes what it opened, if the recorded steps now lead elsewhere.
    """
    keys = [field.key for field in draft.fields]

    def elsewhere() -> bool:
        screen = app.screen
        return (
            len(app.screen_stack) > 1
            and screen.is_mounted
            and isinstance(screen, Source)
            and not there()
        )

    def there() -> bool:
        screen = app.screen
        return screen.is_mounted and isinstance(screen, Source) and screen.fits(draft.form, keys)

    app.reopening = True
    try:
        for step in draft.trail:
            before = app.screen
            await _take(app, step)
            last = step is draft.trail[-1]
            if not await _until(
                (lambda: there() or elsewhere()) if last else partial(_went_on, app, before)
            ):
                break
    except (ValueError, LookupError):
        pass  # a draft that somebody edited: its text is shown all the same
    finally:
        app.reopening = False
    source = app.screen
    if draft.trail and there() and isinstance(source, Source):
        return source
    while app.screen is not app.bench:
        await _until(lambda: app.screen.is_mounted)
        await app.pop_screen()
    return None


def _went_on(app: Drafting, before: Screen[Any]) -> bool:
    return app.screen is not before and app.screen.is_mounted


async def _take(app: Drafting, step: Step) -> None:
    """Repeat one recorded step on the screen in front."""
    screen: Any = app.screen
    if step.answer:
        screen.dismiss(step.answer)
        return
    if screen is app.bench:
        if not app.bench.has_view(step.view):
            raise LookupError(step.view)
        await app.bench.show_view(step.view)
        await _until(lambda: bool(app.bench.view.query("RecordList")))
        await app.bench.view.come_back(step.about)
    await _put_cursor(app, screen, step)
    if isinstance(screen, Page):
        await screen.perform(step.command)  # type: ignore[attr-defined]
    elif isinstance(screen, Commanded):
        await screen.action_run(step.command)
    else:
        await screen.run_action(step.command)


async def _put_cursor(app: Drafting, screen: Screen[Any], step: Step) -> None:
    """Focus the list and put its cursor on the row.

    If that row is gone, the form reports it later.
    """
    if not step.list:
        return
    root: Any = screen
    if screen is app.bench:
        root = app.bench.view
        await root.reveal(step.list)
    for rows in root.query(f"#{step.list}").results(RecordList):
        screen.set_focus(rows)
        await _until(lambda rows=rows: step.row in rows.ids, 0.5)  # type: ignore[misc]
        rows.go(step.row)


async def _until(done: Callable[[], bool], seconds: float = 0) -> bool:
    loop = asyncio.get_running_loop()
    end = loop.time() + (seconds or _PATIENCE)
    while not done():
        if loop.time() > end:
            return False
        await asyncio.sleep(_OFTEN)
    return True
