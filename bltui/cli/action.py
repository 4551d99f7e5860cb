"""`bltui action`: the actions that people agreed to do, their due dates and their results."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any

from bltui.cli import owning, records
from bltui.cli.parser import Parser
from bltui.cli.session import Session
from bltui.domain.meetings import actions
from bltui.domain.model import editing
from bltui.domain.model.actions import OPEN, Action, ActionStatus
from bltui.domain.model.errors import UserError
from bltui.domain.model.lookup import find
from bltui.domain.model.record import active
from bltui.domain.model.shown import as_json
from bltui.domain.team.account_match import person_of

#: Fields with options of their own, see `owning`.
OWN = ("owner_id", "due")
WHICH = "the action: its number, or a part of its words"


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    listed = verbs.add(
        "list",
        list_actions,
        help="list actions by due date (default: open actions)",
        example="bltui action list",
    )
    listed.add_argument(
        "--mine", action="store_true", help="only your own (--as, else the account)"
    )
    listed.add_argument("--owner", metavar="PERSON", help="only this person's actions")
    listed.add_argument("--overdue", action="store_true", help="only overdue actions")
    listed.add_argument("--all", action="store_true", help="include done and dropped actions")
    add = verbs.add(
        "add",
        add_action,
        help="add an action: who does what, and the due date",
        example='bltui action add "Copy the rubric" --owner "Avery Sample" --due fri',
        changes=True,
    )
    records.declare(add, Action, adding=True, skip=OWN)
    owning.declare(add)
    edit = verbs.add(
        "edit",
        edit_action,
        help="edit an action",
        example="bltui action edit 1 --due +7",
        changes=True,
    )
    edit.add_argument("which", metavar="ACTION", help=WHICH)
    records.declare(edit, Action, adding=False, skip=OWN)
    owning.declare(edit, editing=True)
    show = verbs.add("show", show_action, help="show an action", example="bltui action show 1")
    show.add_argument("which", metavar="ACTION", help=WHICH)
    for name, says in (
        ("done", "mark an action as done"),
        ("drop", "drop an action"),
        ("begin", "mark an action as in progress"),
        ("reopen", "reopen an action"),
    ):
        one = verbs.add(
            name, partial(_status, name), help=says, example=f"bltui action {name} 1", changes=True
        )
        one.add_argument("action", metavar="ACTION", help=WHICH)
        one.add_argument("--note", metavar="TEXT", default="", help="how it went, or why")
    remove = verbs.add(
        "remove",
        remove_action,
        help="remove an action that was added by mistake",
        example="bltui action remove 1",
        changes=True,
    )
    remove.add_argument("action", metavar="ACTION", help=WHICH)


def which(session: Session, wanted: str) -> Action:
    """Return the one action that matches, open actions first.

    Raises UserError if there is none.
    """

    known = list(active(session.building.actions))
    wanted = wanted.removeprefix("actions/")
    chosen = (
        known
        if wanted.removeprefix("#").isdecimal()
        else [a for a in known if a.status in OPEN] or known
    )
    return find(wanted, chosen, lambda a: a.text, "action")


def me(session: Session) -> int | None:
    """Return the person who signs, found by the name from --as or the account.

    None if there is no match or more than one.
    """

    return person_of(session.building, session.author.shown_as)


def row(session: Session, action: Action) -> dict[str, Any]:
    """Return an action in the public JSON shape."""
    return {
        **as_json(action, session),
        "id": str(action.id),
        "owner": actions.owner_words(session.building, action) or None,
        "owners": list(actions.owner_names(session.building, action)),
        "overdue": action.status in OPEN and action.due is not None and action.due < session.today,
    }


def list_actions(session: Session, args: Namespace) -> int:
    """Print the actions."""

    chosen = [a for a in active(session.building.actions) if args.all or a.status in OPEN]
    if args.mine:
        mine = me(session)
        if mine is None:
            raise UserError(
                "Your account matches no person. Give --owner PERSON, or sign with --as PERSON."
            )
        chosen = [a for a in chosen if mine in actions.owner_ids(a)]
    if args.owner:
        wanted = session.person(args.owner).id
        chosen = [a for a in chosen if wanted in actions.owner_ids(a)]
    rows = [row(session, a) for a in actions.by_urgency(chosen)]
    rows = [r for r in rows if r["overdue"]] if args.overdue else rows
    if session.out.as_json:
        session.out.json(rows)
        return 0
    session.out.table(
        ("action", "what", "who", "by", "state"),
        [
            (
                r["id"],
                r["text"],
                r["owner"] or "(nobody)",
                r["due"] or "",
                "OVERDUE" if r["overdue"] else r["status"],
            )
            for r in rows
        ],
    )
    if not rows:
        session.out.tell("No matches.")
    return 0


def show_action(session: Session, args: Namespace) -> int:
    """Print an action."""
    action = which(session, args.which)
    if session.out.as_json:
        session.out.json(row(session, action))
        return 0
    return records.print_one(session, action)


def add_action(session: Session, args: Namespace) -> int:
    """Add an action."""
    fields = records.given(session, args, Action, OWN) | owning.given(session, args)
    return session.do(partial(actions.add_action, **fields))


def edit_action(session: Session, args: Namespace) -> int:
    """Change an action."""
    fields = records.given(session, args, Action, OWN) | owning.given(session, args)
    return records.change(session, which(session, args.which), fields)


def _status(verb: str, session: Session, args: Namespace) -> int:

    states: dict[str, ActionStatus] = {
        "done": "done",
        "drop": "dropped",
        "begin": "doing",
        "reopen": "open",
    }
    number = which(session, args.action).id
    return session.do(
        partial(
            actions.set_status,
            action_id=number,
            status=states[verb],
            on=session.today,
            note=args.note,
        )
    )


def remove_action(session: Session, args: Namespace) -> int:
    """Remove an action."""
    return session.do(
        partial(editing.remove, table="actions", number=which(session, args.action).id)
    )
