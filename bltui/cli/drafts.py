"""`bltui drafts`: list, show, restore or discard unsaved text of the person who signs."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bltui import clock, founding, places, ui
from bltui.cli import launch as cli_launch
from bltui.cli.parser import Parser
from bltui.cli.session import Session
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import opening
from bltui.domain.model.zones import zone
from bltui.drafts import folder, mine, whose

if TYPE_CHECKING:
    from bltui.drafts.draft import Draft

_WHICH = "the draft: its number in the list, or its id"


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    verbs.add(
        "list",
        list_drafts,
        help="list your drafts, newest first (default: every building's; with --file: "
        "that building's)",
        example="bltui drafts list",
    )
    for name, run, says, changes in (
        ("show", show, "print the text of a draft", False),
        ("restore", restore, "open the terminal UI with the draft in its form", False),
        ("discard", discard, "remove a draft", True),
    ):
        one = verbs.add(name, run, help=says, example=f"bltui drafts {name} 1", changes=changes)
        one.add_argument("draft", metavar="DRAFT", help=_WHICH)


def _own(session: Session) -> list[tuple[str, Draft]]:
    """Return the drafts of the person who signs. Other people's drafts are not even counted."""
    author = session.author
    building = session.path if getattr(session.args, "file", None) else None
    return mine.drafts_of(whose.Signer(author.shown_as, author.signed_as is not None), building)


def _which(session: Session, wanted: str) -> tuple[str, Draft]:
    """Return the one draft that was named. Raises UserError if there is not exactly one."""
    own = _own(session)
    found = [
        own[n]
        for n in range(len(own))
        if wanted in (str(n + 1), f"#{n + 1}") or mine.called(own[n][0]).startswith(wanted)
    ]
    if len(found) == 1:
        return found[0]
    raise UserError(
        f"Several drafts begin with {wanted}. Type more of the id."
        if found
        else f"No draft {wanted}. Run `bltui drafts list`."
    )


def _row(name: str, draft: Draft) -> dict[str, Any]:
    """Return a draft in the public JSON shape."""
    return {
        "id": mine.called(name),
        "building": draft.building or None,
        "form": draft.title,
        "at": clock.moment(draft.at, "UTC") if draft.at is not None else draft.day,
        "fields": [{"label": field.label, "text": field.text} for field in draft.fields],
    }


def list_drafts(session: Session, args: Namespace) -> int:
    """Print the drafts."""
    own = _own(session)
    if session.out.as_json:
        session.out.json([_row(*one) for one in own])
        return 0
    session.out.table(
        ("draft", "id", f"typed ({_zone()})", "building", "form", "text"),
        [
            (
                n,
                _row(*one)["id"],
                _when(one[1]),
                Path(one[1].building).name,
                one[1].title,
                opening(one[1].words, 40),
            )
            for n, one in enumerate(own, 1)
        ],
    )
    if not own:
        session.out.tell("No drafts.")
    return 0


def _when(draft: Draft) -> str:
    return draft.when(zone(_zone()))


def _zone() -> str:
    """Return the machine's time zone; a draft does not know that of its building."""
    return clock.machine_zone() or "UTC"


def show(session: Session, args: Namespace) -> int:
    """Print one draft in full."""
    name, draft = _which(session, args.draft)
    if session.out.as_json:
        session.out.json(_row(name, draft))
        return 0
    session.out.line(f"{draft.title}  ({_when(draft)}, {_zone()})")
    for field in draft.fields:
        session.out.line(f"{field.label}:")
        for line in field.text.split("\n"):
            session.out.line(f"  {line}")
    return 0


def restore(session: Session, args: Namespace) -> int:
    """Open the terminal UI on the draft's building and reopen its form."""
    name, draft = _which(session, args.draft)
    cli_launch.needs_terminal()
    if draft.form == founding.FORM:  # its form holds the newest draft when it opens
        folder_of_all = os.path.realpath(places.data_folder())
        return cli_launch.set_up(session, "" if draft.building == folder_of_all else draft.building)
    if draft.building:
        session.path = draft.building
    return ui.run(session.workspace, session.settings, name)


def discard(session: Session, args: Namespace) -> int:
    """Remove one draft."""
    name, draft = _which(session, args.draft)
    if not session.dry_run:
        folder.discard(name)
    if session.out.as_json:
        session.out.json({**_row(name, draft), "dry_run": session.dry_run})
    else:
        session.out.line(f"{'would discard' if session.dry_run else 'discarded'}: {draft.title}")
    return 0
