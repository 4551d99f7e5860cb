"""`bltui cwg publish`, `draft`, `close`, `waive`, `handout`: publish groups and print them."""

from __future__ import annotations

from argparse import Namespace
from functools import partial

from bltui.cli.conflicts import case_of, change, errors, print_conflicts
from bltui.cli.errors import near
from bltui.cli.export import groups
from bltui.cli.parser import Subcommands
from bltui.cli.session import Session
from bltui.domain.checks import waivers
from bltui.domain.groups import edits
from bltui.domain.model.building import Building
from bltui.domain.model.change import Change
from bltui.domain.model.cwgs import GroupStatus
from bltui.domain.model.errors import UserError
from bltui.domain.model.text import shown
from bltui.domain.team import lookup


def configure(verbs: Subcommands) -> None:
    """Declare the sub-commands."""
    for name, run, says in (
        ("publish", publish, ("publish a group; refused while required conflicts have no waiver")),
        ("draft", to_draft, "change a published or closed group back to draft"),
        ("close", close, "close a group; it stays in the history"),
    ):
        one = verbs.add(name, run, help=says, example=f"bltui cwg {name} 3", changes=True)
        one.add_argument("cwg", metavar="CWG", help="the group: its number, or a part of its name")
    waive = verbs.add(
        "waive",
        waive_one,
        help="waive a conflict, with the reason; `cwg check` shows the keys",
        example='bltui cwg waive CWG-07 "cwgs/1|people/12" --why "a substitute is arranged"',
        changes=True,
    )
    waive.add_argument("rule", metavar="RULE", help="such as CWG-07")
    waive.add_argument(
        "key", metavar="KEY", help="the conflict's key, or KEY@DATE for one of its dates"
    )
    how = waive.add_mutually_exclusive_group(required=True)
    how.add_argument("--why", metavar="TEXT", help="the reason, which is kept")
    how.add_argument("--undo", action="store_true", help="end the waiver")
    paper = verbs.add(
        "handout",
        groups.handout_out,
        help="export Handout 8, like `bltui export handout8`",
        example="bltui cwg handout --draft",
    )
    groups.handout_options(paper)


def publish(session: Session, args: Namespace) -> int:
    """Publish a group, or list the conflicts that block it."""
    return _turn(session, args, "published")


def to_draft(session: Session, args: Namespace) -> int:
    """Return a group to draft."""
    return _turn(session, args, "draft")


def close(session: Session, args: Namespace) -> int:
    """Close a group."""
    return _turn(session, args, "closed")


def _turn(session: Session, args: Namespace, status: GroupStatus) -> int:
    one = lookup.group(session.building, args.cwg)

    def intent(building: Building) -> Change:
        found = errors(session, case_of(session, building), one.id) if status == "published" else []
        return edits.set_status(
            building, cwg_id=one.id, status=status, blocking=[c.message for c in found]
        )

    try:
        return change(session, intent)
    except UserError:
        if status == "published" and not session.out.as_json:
            print_conflicts(session, errors(session, case_of(session), one.id), keys=True)
        raise


def waive_one(session: Session, args: Namespace) -> int:
    """Waive a conflict, or end the waiver."""
    rule, key = args.rule.upper(), args.key
    if args.undo:
        return change(session, partial(waivers.unwaive, rule=rule, key=key))
    cause, _, day = key.partition("@")
    if rule not in session.workspace.framework.rules:
        raise UserError(
            f"There is no rule “{shown(rule[:20])}”. `bltui cwg check` lists conflicts with rule "
            "and key.",
            field="rule",
        )
    mine = {c.key: c for c in case_of(session).clashes if c.rule == rule}
    if cause not in mine:
        hint = near(cause, mine) or (
            " It has none of that rule." if not mine else f" There is {', '.join(mine)}."
        )
        raise UserError(
            f"No conflict {rule} has the key “{key}”.{hint} `bltui cwg check` lists them.",
            field="key",
        )
    if day and day not in [str(d) for d in mine[cause].dates]:
        raise UserError(
            f"That conflict is not on {day}. Its dates are in `bltui cwg check`.", field="key"
        )
    return change(session, partial(waivers.waive, rule=rule, key=key, why=args.why))
