"""Commands generated from a record's fields: options, parsing, and edit, list and show."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any

from bltui.cli.errors import UsageError, one_of
from bltui.cli.parser import Parser, Subcommands
from bltui.cli.parser import words as listed
from bltui.cli.session import Session
from bltui.domain.model import editing, labels
from bltui.domain.model.change import Intent
from bltui.domain.model.errors import UserError
from bltui.domain.model.kind import Kind, kinds_of, option_of
from bltui.domain.model.kinds import (
    Choice,
    Choices,
    Day,
    Flag,
    Number,
    Parts,
    Prose,
    Tags,
)
from bltui.domain.model.link_kinds import Link, Person
from bltui.domain.model.protocols import ProtocolId
from bltui.domain.model.record import Record, active
from bltui.domain.model.shown import as_json, rows
from bltui.domain.model.team_kinds import Groups
from bltui.domain.model.text import folded

#: Typed instead of a value when editing, to clear the field.
NONE = "none"
#: How help names the record that a link points to.
_NAMED = {
    "goals": "GOAL",
    "district_goals": "DISTRICT-GOAL",
    "strategies": "STRATEGY",
    "cwgs": "CWG",
    "bells": "BELL",
}


def _argument(kind: Kind, *, removable: bool) -> dict[str, Any]:
    """Return argparse's arguments for a kind of field."""
    if isinstance(kind, Choice) and not isinstance(kind, Choices):
        return {"choices": (*kind.choices, *((NONE,) if removable else ()))}
    if isinstance(kind, Flag) and kind.switch:
        return {"action": "store_const", "const": True}
    if isinstance(kind, Person):
        return {"metavar": "PERSON,.." if kind.many else "PERSON"}
    if isinstance(kind, Link):
        named = {"metavar": _NAMED.get(kind.to, f"{kind.to}/N")}
        return {**named, "action": "append"} if kind.many else named
    alone = {"type": reader(kind)} if kind.ALONE else {}
    return {"metavar": kind.EXAMPLE, **alone}


def reader(kind: Kind) -> Callable[[str], Any]:
    """Return a function that parses a value of a kind for argparse; "none" clears the field.

    Only for kinds that are parsed without looking at other records. The function raises
    ArgumentTypeError for a wrong value.
    """

    def read(text: str) -> Any:
        try:
            return NONE if text == NONE and _removable(kind) else kind.parse(text, None)  # type: ignore[arg-type]  # see above
        except UserError as refused:
            raise ArgumentTypeError(refused.message.rstrip(".")) from None

    return read


def _asked(record: type, *, adding: bool) -> Iterator[tuple[str, Kind]]:
    """Yield the fields that the record's own commands set."""
    for name, kind in kinds_of(record).items():
        if not (kind.set_by or kind.command_by or (adding and kind.edit_only)):
            yield name, kind


def declare(parser: Parser, record: type, *, adding: bool, skip: Collection[str] = ()) -> None:
    """Declare the record's fields as options; when adding, the first field is an argument."""
    fields = [(name, kind) for name, kind in _asked(record, adding=adding) if name not in skip]
    for name, kind in fields:
        if adding and kind.first:
            parser.add_argument(
                name, metavar="NAME" if name == "name" else "TEXT", help=_help(kind)
            )
    for name, kind in fields:
        if not (adding and kind.first):
            option, removable = option_of(name, kind), not adding and _removable(kind)
            words = "; ".join(
                filter(None, (_help(kind), f"“{NONE}” removes it" if removable else ""))
            )
            required = adding and kind.required
            reads = _argument(kind, removable=removable)
            parser.add_argument(option, dest=name, required=required, help=words, **reads)


def _help(kind: Kind) -> str:
    """Return the help of a field: its own, or its label with the hint of its form."""
    hint = f" ({kind.hint})" if kind.hint else ""
    words = kind.help or f"the {kind.label[0].lower()}{kind.label[1:]}{hint}"
    return labels.fill(words).replace("%", "%%")  # argparse fills in what follows a single one


def _removable(kind: Kind) -> bool:
    """Return whether a field can be cleared with "none"."""
    if isinstance(kind, Choice) and not isinstance(kind, Choices):
        return bool(kind.unset)
    removable = Day | Number | Link | Choices | ProtocolId
    return isinstance(kind, removable) and not kind.required


def given(
    session: Session, args: Namespace, record: type, skip: Collection[str] = ()
) -> dict[str, Any]:
    """Return the fields that were given. Raises UserError if a value cannot be read."""
    found = {}
    for name, kind in kinds_of(record).items():
        typed = getattr(args, name, None)
        if typed is not None and name not in skip and not (kind.set_by or kind.command_by):
            found[name] = read(session, kind, typed)
    return found


def read(session: Session, kind: Kind, typed: Any) -> Any:
    """Return the parsed value. Raises UserError if it cannot be read."""
    if isinstance(typed, list):
        return tuple(kind.parse(one, session) for one in typed if one != NONE)
    if typed == NONE and _removable(kind):
        several = isinstance(kind, Choices) or (isinstance(kind, Link) and kind.many)
        return () if several else kind.none
    if isinstance(kind, Groups):
        return groups(session, typed)
    return kind.parse(typed, session) if isinstance(typed, str) else typed


def groups(session: Session, typed: str) -> tuple[str, ...]:
    """Return the groups to represent.

    Raises UsageError with the nearest group if one does not exist.
    """
    kind = Groups("Groups")
    for group in listed(typed) if typed != NONE else ():
        one_of(folded(group), kind.known(session), "a group")
    found: tuple[str, ...] = kind.parse(typed, session)
    return found


def scene(session: Session, record: type[Record]) -> dict[str, Any]:
    """Return the context arguments of `domain.editing`.

    The framework is read only if the record is tagged with its standards.
    """
    tagged = any(isinstance(kind, Tags) for kind in kinds_of(record).values())
    return {"today": session.today, "framework": session.framework if tagged else None}


def one(session: Session, record: type[Record], wanted: str) -> Any:
    """Return the record named by "table/2", its number, or part of its words.

    Raises UserError if there is not exactly one.
    """
    table = record.TABLE
    return session.building.table(table)[Link(record.NOUN, to=table).parse(wanted, session)]


def options(record: type[Record]) -> str:
    """Return the options that edit a record, as a list in a sentence."""
    names = [option_of(name, kind) for name, kind in _asked(record, adding=False)]
    return f"{', '.join(names[:-1])} or {names[-1]}"


def add(session: Session, record: type[Record], fields: dict[str, Any], **more: Any) -> int:
    """Add a record. `more` is merged into the JSON output."""
    return session.do(
        partial(editing.add, record=record(**fields), **scene(session, record)), **more
    )


def change(
    session: Session,
    seen: Record,
    fields: dict[str, Any],
    do: Callable[[Session, Intent], int] = Session.do,
) -> int:
    """Edit a record; `do` carries it out. Raises UsageError if nothing was given."""
    record = type(seen)
    if not fields:
        raise UsageError(f"Nothing to change: give {options(record)}.")
    return do(session, partial(editing.edit, seen=seen, **scene(session, record), **fields))


def add_edit(
    verbs: Subcommands,
    record: type[Record],
    *,
    which: str,
    example: str,
    skip: Collection[str] = (),
) -> Parser:
    """Declare the `edit` command of a record."""

    def run(session: Session, args: Namespace) -> int:
        return change(session, one(session, record, args.which), given(session, args, record))

    parser = verbs.add(
        "edit", run, help=f"edit {_article(record.NOUN)}", example=example, changes=True
    )
    parser.add_argument("which", metavar=which, help="its number, or a part of its text")
    declare(parser, record, adding=False, skip=skip)
    return parser


def add_remove(verbs: Subcommands, record: type[Record], *, which: str, example: str) -> None:
    """Declare the `remove` command of a record."""

    def run(session: Session, args: Namespace) -> int:
        number = one(session, record, args.which).id
        return session.do(partial(editing.remove, table=record.TABLE, number=number))

    parser = verbs.add(
        "remove", run, help=f"remove {_article(record.NOUN)}", example=example, changes=True
    )
    parser.add_argument("which", metavar=which, help="its number, or a part of its text")


def add_list(verbs: Subcommands, record: type[Record], *, example: str) -> None:
    """Declare the `list` command for all records of a table."""

    def run(session: Session, args: Namespace) -> int:
        found = list(active(session.building.table(record.TABLE)))
        if session.out.as_json:
            session.out.json([as_json(row, session) for row in found])
            return 0
        kinds = {n: k for n, k in kinds_of(record).items() if not isinstance(k, Prose | Parts)}
        lines = [
            (str(row.id), *(kind.show(getattr(row, n), session) for n, kind in kinds.items()))
            for row in found
        ]
        session.out.table(("id", *(kind.label.casefold() for kind in kinds.values())), lines)
        if not found:
            session.out.tell("None yet.")
        return 0

    verbs.add("list", run, help=f"list every {record.NOUN}", example=example)


def add_show(
    verbs: Subcommands,
    record: type[Record],
    *,
    which: str,
    example: str,
    find: Callable[[Session, str], Record] | None = None,
) -> None:
    """Declare the `show` command of a record. `find` looks it up, by default in all its texts."""

    def run(session: Session, args: Namespace) -> int:
        found = find(session, args.which) if find else one(session, record, args.which)
        return print_one(session, found)

    parser = verbs.add("show", run, help=f"show {_article(record.NOUN)}", example=example)
    parser.add_argument("which", metavar=which, help="its number, or a part of its text")


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def print_one(session: Session, record: Record) -> int:
    """Print every field of a record that has a value."""
    if session.out.as_json:
        session.out.json(as_json(record, session))
        return 0
    print_rows(session, record)
    return 0


def print_rows(session: Session, record: Record, skip: Collection[str] = ()) -> None:
    """Print every field that has a value, except those in `skip`."""
    kinds = kinds_of(type(record))
    left_out = {kinds[name].label for name in skip}
    for label, words in rows(record, session):
        if label in left_out:
            continue
        first, *more = words.split("\n")
        for head, line in ((label, first), *(("", line) for line in more)):
            session.out.line(f"{head:<17} {line}")
