"""Trail: how the current screen was reached, recorded so that a draft can reopen its form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bltui.drafts.step import Step, Trail

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import Widget


def mark(app: Any, screen: Screen[Any], command: str) -> None:
    """Record a command as the way to the next screen that opens."""
    focused = screen.focused
    step = Step(command, **_view(app, screen), **_row(focused))
    app.trail = (*trail_of(screen), step)


def trail_of(screen: Screen[Any]) -> Trail:
    """Return how a screen was opened; empty for the main screen, which is always open."""
    trail: Trail = getattr(screen, "trail", ())
    return trail


def nameless(trail: Trail) -> Trail:
    """Return the trail without the rows that the cursor was on."""
    return tuple(Step(step.command, step.answer, step.view, step.about) for step in trail)


def _view(app: Any, screen: Any) -> dict[str, str]:
    bench: Any = app.bench
    if bench is not screen:
        return {}
    view = bench.view
    return {"view": view.KEY, "about": view.whereabouts}


def _row(focused: Widget | None) -> dict[str, str]:
    cursor = getattr(focused, "cursor", None)
    if focused is None or not focused.id or not isinstance(cursor, str):
        return {}
    return {"list": focused.id, "row": cursor}
