"""`bltui building`: the building's own settings."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from functools import partial
from typing import Any, get_args

import msgspec

from bltui import framework as bltui_framework
from bltui.cli.errors import UsageError, one_of
from bltui.cli.new import kept_framework, year_label
from bltui.cli.parser import Parser, words, yes_no
from bltui.cli.session import Session
from bltui.cli.team import seats
from bltui.domain.checks import rule_overrides
from bltui.domain.model import framework_types, grades, school_year
from bltui.domain.model.building_settings import CoverageBy, Level, Severity
from bltui.domain.model.errors import UserError
from bltui.domain.model.record import fields_of
from bltui.domain.years import new_building


def configure(parser: Parser, command: str) -> None:
    """Declare the sub-commands."""
    verbs = parser.verbs()
    verbs.add("show", show, help="the settings, and where they differ from the defaults", example="bltui building show")
    change = verbs.add(
        "set",
        set_building,
        help="change settings",
        example='bltui building set --na UNION --why "no union here" --limit size_max=20 --rule COM-12=off',
        changes=True,
    )
    for name, says in (
        ("name", "what the school is called"),
        ("district", "the district"),
        ("vision", "the vision; the default is that of the Regional BLT Training"),
        ("tz", "IANA time zone, such as America/Chicago"),
        ("framework", "south-dakota, ohio, or a TOML file of your own"),
    ):
        change.add_argument(f"--{name}", metavar="TEXT", help=says)
    change.add_argument("--level", choices=get_args(Level), help="the kind of school")
    change.add_argument("--grades", metavar="K-5", help="the grades that it teaches")
    change.add_argument("--early-grades", metavar="PK", help="the grades whose teachers are early childhood")
    change.add_argument("--departments", metavar="A,B", type=words, help="departments to be represented")
    change.add_argument("--coverage-by", choices=get_args(CoverageBy), help="what teachers must cover between them")
    change.add_argument("--subgroups", metavar="A,B", type=words, help="further groups to be represented")
    change.add_argument("--dlt-label", choices=("DLT", "CSLT"), help="District or Community School Leadership Team")
    change.add_argument("--rotation-required", type=yes_no, metavar="yes|no", help="“no” turns the rotation rules off")
    change.add_argument("--year", type=year_label, metavar="2026-27", help="the school year being worked on")
    change.add_argument(
        "--year-starts", type=_month_day, metavar="07-01", help="the first day of a school year, for terms"
    )
    change.add_argument("--na", metavar="GROUP", help="a group that does not apply here; needs --why")
    change.add_argument("--why", metavar="TEXT", help="why it does not apply")
    change.add_argument("--applies", metavar="GROUP", help="a group that applies again")
    change.add_argument(
        "--limit",
        metavar="KEY=N",
        type=_pair,
        action="append",
        default=[],
        help="a limit of your own; KEY=default takes it back",
    )
    change.add_argument(
        "--rule",
        metavar="ID=GRADE",
        type=_pair,
        action="append",
        default=[],
        help="grade a rule as off, info, warn or error; ID=default takes it back",
    )


def _pair(text: str) -> tuple[str, str]:
    key, found, value = text.partition("=")
    if not (found and key.strip() and value.strip()):
        raise ArgumentTypeError(f"“{text}” is not of the form KEY=VALUE")
    return key.strip(), value.strip()


def _month_day(text: str) -> str:
    try:
        first = school_year.school_year(2027, text).first
    except UserError:
        raise ArgumentTypeError(f"“{text}” is not a month and day. Write it as 07-01") from None
    return f"{first.month:02d}-{first.day:02d}"


def show(session: Session, args: Namespace) -> int:
    """Print the settings."""
    profile, framework = session.building.profile, session.workspace.framework
    limits = {key: framework_types.limit_of(key, profile.limits, framework) for key in framework.limits}
    value = {
        field: msgspec.to_builtins(getattr(profile, field)) for field in fields_of(type(profile)) if field != "archived"
    }
    if session.out.as_json:
        session.out.json({**value, "all_limits": limits})
        return 0
    out = session.out
    for field, content in value.items():
        if field in ("limits", "rules", "not_applicable", "closed_years"):
            continue
        if field in ("grades", "early_grades"):
            content = grades.show_grades(content)
        elif isinstance(content, list | tuple):
            content = ", ".join(content)
        elif isinstance(content, bool):
            content = "yes" if content else "no"
        out.line(f"{field.replace('_', ' '):<18} {content or '–'}")
    for year, closed in profile.closed_years.items():
        out.line(f"closed year        {year}: on {closed}")
    for key, reason in profile.not_applicable.items():
        out.line(f"does not apply     {key}: {reason}")
    for rule, grade in profile.rules.items():
        out.line(
            f"rule               {rule}: {grade} (default {framework.rules[rule].severity if rule in framework.rules else '–'})"
        )
    for key, limit in framework.limits.items():
        own = "set here; " if key in profile.limits else ""
        out.line(
            f"limit              {key}: {limits[key]:g} {limit.unit} ({own}default {limit.value:g}: {limit.basis})"
        )
    return 0


def set_building(session: Session, args: Namespace) -> int:
    """Change settings, all in one change."""
    seen = session.building.profile
    fields, tables = _fields(args), _tables(session, args)
    if not (fields or tables):
        raise UsageError(
            "Nothing to change: give --grades, --limit or another option; `bltui building set --help` lists them."
        )
    if not fields and len(tables) == 1:
        table, entries = next(iter(tables.items()))
        return session.do(partial(rule_overrides.set_local, table=table, seen=seen, entries=entries))
    for table, entries in tables.items():
        merged = {**getattr(seen, table), **entries}
        fields[table] = {key: value for key, value in merged.items() if value is not None}
    return session.do(partial(new_building.edit_profile, seen=seen, **fields))


def _fields(args: Namespace) -> dict[str, Any]:
    plain = ("name", "district", "vision", "tz", "framework", "level", "departments", "coverage_by", "subgroups")
    fields = {f: getattr(args, f) for f in (*plain, "dlt_label", "rotation_required", "year", "year_starts")}
    for field in ("grades", "early_grades"):
        typed = getattr(args, field)
        fields[field] = grades.read_grades(typed) if typed is not None else None
    if fields["framework"]:
        fields["framework"] = kept_framework(fields["framework"])
        bltui_framework.load_framework(fields["framework"])
    return {field: value for field, value in fields.items() if value is not None}


def _tables(session: Session, args: Namespace) -> dict[Any, dict[str, Any]]:
    """The single entries that were typed, per table of the profile."""
    framework = session.workspace.framework
    tables: dict[str, dict[str, Any]] = {"not_applicable": {}, "limits": {}, "rules": {}}
    if args.na:
        if not args.why:
            raise UsageError("--na needs --why TEXT: say why the group does not apply here.")
        tables["not_applicable"][seats.groups_meant(session, (args.na,))[0]] = args.why
    if args.applies:
        tables["not_applicable"][seats.groups_meant(session, (args.applies,))[0]] = None
    for key, value in args.limit:
        tables["limits"][one_of(key, framework.limits, "a limit")] = None if value == "default" else _number(value)
    for rule, grade in args.rule:
        name = one_of(rule.upper(), framework.rules, "a rule")
        tables["rules"][name] = None if grade == "default" else one_of(grade, get_args(Severity), "a grade")
    return {table: entries for table, entries in tables.items() if entries}


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 100_000:
        raise UsageError(f"“{text}” is not a limit. Write a number from 0 to 100000.")
    return value
