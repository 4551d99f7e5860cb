"""`bltui action`: what somebody promised to do, by when, and what came of it."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Any

from bltui.cli.grammar import Parser
from bltui.cli.session import Session
from bltui.domain.model.actions import OPEN, Action
from bltui.domain.model.record import live

WHICH = "the action: its number, or a part of its words"


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    listed = verbs.add("list", list_actions, says="the open actions, what is due first", example="bltui action list")
    listed.add_argument("--mine", action="store_true", help="only those of whoever signs (--as, else the account)")
    listed.add_argument("--owner", metavar="PERSON", help="only those of this person")
    listed.add_argument("--overdue", action="store_true", help="only those whose day has passed")
    listed.add_argument("--all", action="store_true", help="those that are done or dropped too")
    add = verbs.add(
        "add",
        add_action,
        says="note who does what by when",
        example='bltui action add "Copy the rubric" --owner "Avery Sample" --due fri',
        changes=True,
    )
    promise(add)
    add.add_argument("--about", metavar="step:5", default="", help="what it serves: step:N, goal:N, cwg:N, meeting:N")
    edit = verbs.add(
        "edit",
        edit_action,
        says="change an action",
        example="bltui action edit 1 --due +7",
        changes=True,
    )
    edit.add_argument("action", metavar="ACTION", help=WHICH)
    edit.add_argument("--text", metavar="TEXT")
    _who_when(edit)
    for name, says in (
        ("done", "an action is done"),
        ("drop", "an action will not be done"),
        ("begin", "somebody works on it"),
        ("reopen", "it is to be done after all"),
    ):
        one = verbs.add(name, partial(_status, name), says=says, example=f"bltui action {name} 1", changes=True)
        one.add_argument("action", metavar="ACTION", help=WHICH)
        one.add_argument("--note", metavar="TEXT", default="", help="how it went, or why")
    remove = verbs.add(
        "remove",
        remove_action,
        says="take off what was noted by mistake",
        example="bltui action remove 1",
        changes=True,
    )
    remove.add_argument("action", metavar="ACTION", help=WHICH)


def promise(parser: Parser) -> None:
    """The arguments that say who does what by when."""
    parser.add_argument("text", metavar="TEXT", help="what is to be done")
    _who_when(parser)


def _who_when(parser: Parser) -> None:
    parser.add_argument("--owner", metavar="PERSON", help="who does it")
    parser.add_argument("--due", metavar="DATE", help="by when: fri, +7, 2026-12-04")


def owner(session: Session, args: Namespace) -> int | None:
    """The person of --owner."""
    return session.person(args.owner, by_initials=True).id if args.owner else None


def which(session: Session, wanted: str) -> Action:
    """The one action that is meant; open ones before the others. Raises Refused."""
    from bltui.domain.model.lookup import find

    known = list(live(session.building.actions))
    wanted = wanted.removeprefix("actions/")
    chosen = known if wanted.removeprefix("#").isdecimal() else [a for a in known if a.status in OPEN] or known
    return find(wanted, chosen, lambda a: a.text, "action")


def me(session: Session) -> int | None:
    """The person of the list who signs, by the name of --as or of the account; None where that is in doubt."""
    from bltui.domain.team.account_match import person_of

    return person_of(session.building, session.author.shown_as)


def row(session: Session, action: Action) -> dict[str, Any]:
    """An action in the public JSON shape."""
    from bltui.domain.meetings.minutes import name_of

    return {
        "id": str(action.id),
        "text": action.text,
        "owner": name_of(session.building, action.owner_id),
        "due": action.due,
        "status": action.status,
        "overdue": action.status in OPEN and action.due is not None and action.due < session.today,
        "source": action.source or None,
        "about": action.about or None,
        "done_on": action.done_on,
        "note": action.note,
    }


def list_actions(session: Session, args: Namespace) -> int:
    """Print the actions."""
    from bltui.domain.meetings.actions import by_urgency
    from bltui.domain.model.errors import Refused

    chosen = [a for a in live(session.building.actions) if args.all or a.status in OPEN]
    if args.mine:
        mine = me(session)
        if mine is None:
            raise Refused("Nobody on the list is called like you. Give --owner PERSON, or sign with --as PERSON.")
        chosen = [a for a in chosen if a.owner_id == mine]
    if args.owner:
        wanted = owner(session, args)
        chosen = [a for a in chosen if a.owner_id == wanted]
    rows = [row(session, a) for a in by_urgency(chosen)]
    rows = [r for r in rows if r["overdue"]] if args.overdue else rows
    if session.out.as_json:
        session.out.json(rows)
        return 0
    session.out.table(
        ("action", "what", "who", "by", "state"),
        [
            (r["id"], r["text"], r["owner"] or "(nobody)", r["due"] or "", "OVERDUE" if r["overdue"] else r["status"])
            for r in rows
        ],
    )
    if not rows:
        session.out.tell("No action fits.")
    return 0


def add_action(session: Session, args: Namespace) -> int:
    """Note an action."""
    from bltui.domain.meetings.actions import add_action as intent

    fields = {"owner_id": owner(session, args), "due": session.day(args.due), "about": args.about}
    return session.do(partial(intent, text=args.text, **fields))


def edit_action(session: Session, args: Namespace) -> int:
    """Change an action."""
    from bltui.cli.usage import Usage
    from bltui.domain.meetings.actions import edit_action as intent

    fields: dict[str, Any] = {"text": args.text, "owner_id": owner(session, args), "due": session.day(args.due)}
    given = {name: value for name, value in fields.items() if value is not None}
    if not given:
        raise Usage("Nothing to change: give --text, --owner or --due.")
    return session.do(partial(intent, seen=which(session, args.action), **given))


def _status(verb: str, session: Session, args: Namespace) -> int:
    from bltui.domain.meetings.actions import set_status
    from bltui.domain.model.actions import ActionStatus

    states: dict[str, ActionStatus] = {"done": "done", "drop": "dropped", "begin": "doing", "reopen": "open"}
    number = which(session, args.action).id
    return session.do(partial(set_status, action_id=number, status=states[verb], on=session.today, note=args.note))


def remove_action(session: Session, args: Namespace) -> int:
    """Take an action off the lists."""
    from bltui.domain.meetings.actions import remove_action as intent

    return session.do(partial(intent, action_id=which(session, args.action).id))
