"""`bltui building`: the building's own settings."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from functools import partial
from typing import Any, get_args

from bltui import founding
from bltui.cli import records
from bltui.cli.errors import UsageError, one_of
from bltui.cli.parser import Parser
from bltui.cli.rules import rule_named
from bltui.cli.session import Session
from bltui.domain.checks import rule_overrides
from bltui.domain.model.building_settings import Profile
from bltui.domain.model.framework_types import limit_of
from bltui.domain.model.severity import WORDS, Severity, key_of
from bltui.domain.model.shown import as_json
from bltui.domain.years import new_building
from bltui.framework import load_framework


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    verbs.add(
        "show",
        show,
        help="show the settings, and where they differ from the defaults",
        example="bltui building show",
    )
    change = verbs.add(
        "set",
        set_building,
        help="change settings",
        example='bltui building set --na UNION --why "no union here" --limit size_max=20 --rule COM-12=off',
        changes=True,
    )
    records.declare(change, Profile, adding=False)
    change.add_argument(
        "--na", metavar="GROUP", help="a group that does not apply here; needs --why"
    )
    change.add_argument("--why", metavar="TEXT", help="why it does not apply")
    change.add_argument("--applies", metavar="GROUP", help="a group that applies again")
    change.add_argument(
        "--limit",
        metavar="KEY=N",
        type=_pair,
        action="append",
        default=[],
        help="the building's own limit; KEY=default removes it",
    )
    change.add_argument(
        "--rule",
        metavar="ID=GRADE",
        type=_pair,
        action="append",
        default=[],
        help="set a rule's severity: required, recommended, info, or off; ID=default resets it; error and warn are accepted too",
    )


def _pair(text: str) -> tuple[str, str]:
    key, found, value = text.partition("=")
    if not (found and key.strip() and value.strip()):
        raise ArgumentTypeError(f"“{text}” is not KEY=VALUE")
    return key.strip(), value.strip()


def show(session: Session, args: Namespace) -> int:
    """Print the settings."""
    profile, framework = session.building.profile, session.framework
    limits = {key: limit_of(key, profile.limits, framework) for key in framework.limits}
    if session.out.as_json:
        said = as_json(profile, session)
        del said["id"]
        session.out.json({**said, "all_limits": limits})
        return 0
    out = session.out
    records.print_rows(session, profile, skip=("limits", "rules"))
    for rule, grade in profile.rules.items():
        out.line(
            f"rule              {rule}: {WORDS[grade]} (default "
            f"{WORDS[framework.rules[rule].severity] if rule in framework.rules else '–'})"
        )
    for key, limit in framework.limits.items():
        own = "set here; " if key in profile.limits else ""
        out.line(
            f"limit             {key}: {limit.said(limits[key])} ({own}default "
            f"{limit.value:g}: {limit.basis})"
        )
    return 0


def set_building(session: Session, args: Namespace) -> int:
    """Change settings, all of them in one change."""
    seen = session.building.profile
    fields, tables = _fields(session, args), _tables(session, args)
    if not (fields or tables):
        raise UsageError(
            "Nothing to change. Give --grades, --limit, or another option of `bltui "
            "building set --help`."
        )
    if not fields and len(tables) == 1:
        table, entries = next(iter(tables.items()))
        return session.do(
            partial(rule_overrides.set_local, table=table, seen=seen, entries=entries)
        )
    for table, entries in tables.items():
        merged = {**getattr(seen, table), **entries}
        fields[table] = {key: value for key, value in merged.items() if value is not None}
    return session.do(partial(new_building.edit_profile, seen=seen, **fields))


def _fields(session: Session, args: Namespace) -> dict[str, Any]:
    fields = records.given(session, args, Profile)
    if fields.get("framework"):
        fields["framework"] = founding.kept_framework(fields["framework"])
        load_framework(fields["framework"])
    return fields


def _tables(session: Session, args: Namespace) -> dict[Any, dict[str, Any]]:
    """Return the single entries that were given, by table of the profile."""
    framework = session.workspace.framework
    tables: dict[str, dict[str, Any]] = {"not_applicable": {}, "limits": {}, "rules": {}}
    if args.na:
        if not args.why:
            raise UsageError("--na needs a reason. Add --why TEXT.")
        tables["not_applicable"][records.groups(session, args.na)[0]] = args.why
    if args.applies:
        tables["not_applicable"][records.groups(session, args.applies)[0]] = None
    for key, value in args.limit:
        tables["limits"][one_of(key, framework.limits, "a limit")] = (
            None if value == "default" else _number(value)
        )
    for rule, grade in args.rule:
        name = rule_named(rule, framework.rules)
        tables["rules"][name] = (
            None if grade == "default" else one_of(key_of(grade), get_args(Severity), "a grade")
        )
    return {table: entries for table, entries in tables.items() if entries}


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 100_000:
        raise UsageError(f"“{text}” is not a limit. Write a number from 0 to 100000.")
    return value
