"""`bltui rules`: every rule, what it checks and why, and how this building has set it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Collection
from itertools import groupby

from bltui.cli.errors import UsageError, near, one_of
from bltui.cli.parser import Parser, make_command, words
from bltui.cli.session import Session
from bltui.domain.checks import rule_book
from bltui.domain.checks.rule_book import RuleEntry
from bltui.domain.model.severity import WORDS
from bltui.domain.model.text import shown


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments."""
    make_command(parser, rules, example="bltui rules COM-12")
    parser.add_argument(
        "ids",
        metavar="RULE",
        nargs="*",
        help="show these rules in full, such as COM-12 (default: list all rules)",
    )
    parser.add_argument(
        "--area", metavar="AREA,..", type=words, default=(), help="only these areas, such as team"
    )


def rules(session: Session, args: Namespace) -> int:
    """Print the rules as a list, or the named ones in full."""
    entries = rule_book.rule_book(session.framework, session.building)
    known = {entry.id: entry for entry in entries}
    for area in args.area:
        one_of(area, rule_book.AREAS, "an area of the rules")
    chosen = [known[rule_named(word, known)] for word in args.ids] or entries
    chosen = [entry for entry in chosen if not args.area or entry.area in args.area]
    if session.out.as_json:
        session.out.json({"building": session.building.profile.name, "rules": chosen})
    elif args.ids:
        for number, entry in enumerate(chosen):
            if number:
                session.out.line()
            _full(session, entry)
    else:
        _listed(session, chosen)
    return 0


def rule_named(word: str, known: Collection[str]) -> str:
    """Return a rule's id in any case, with or without its zero. Raises UsageError."""
    name = word.strip().upper()
    start, _, number = name.rpartition("-")
    if number.isdecimal():
        name = f"{start}-{int(number):02d}"
    if name in known:
        return name
    family = sorted(i for i in known if i.partition("-")[0] == name.partition("-")[0])
    guess = f" {family[0]} to {family[-1]} exist." if family else near(name, known)
    raise UsageError(f"There is no rule “{shown(word)}”.{guess} `bltui rules` lists all rules.")


def _full(session: Session, entry: RuleEntry) -> None:
    out = session.out
    out.line(f"{entry.id}  {entry.title}")
    for heading, text in rule_book.sections(entry):
        for number, line in enumerate(text.split("\n")):
            out.line(f"  {heading if number == 0 else '':<15} {line}")


def _listed(session: Session, entries: list[RuleEntry]) -> None:
    out = session.out
    for area, found in groupby(entries, lambda entry: entry.area):
        out.line(rule_book.AREAS[area])
        for entry in found:
            own = "  (set in this building)" if rule_book.changed_here(entry) else ""
            word = WORDS[entry.setting or entry.default]
            out.line(f"  {entry.id:<7} {word:<12} {entry.title}{own}")
    out.line("`bltui rules ID` shows a rule in full.")
