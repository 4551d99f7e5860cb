"""Load definitions from TOML: the frameworks and role words of `data/`, or a custom file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Any

import msgspec

from bltui import framework_words
from bltui.domain.feedback.word_config import FeedbackWords, feedback_words, standing_items
from bltui.domain.model import validation_messages
from bltui.domain.model.errors import UserError, brief
from bltui.domain.model.finding import Rule
from bltui.domain.model.framework_types import (
    Activity,
    Board,
    EvidenceKind,
    Framework,
    Group,
    Limit,
    Responsibility,
    Room,
    SelfCheckForm,
    Standard,
    Standing,
)
from bltui.domain.model.labels import Labels
from bltui.domain.model.protocols import Protocol
from bltui.domain.model.severity import Severity
from bltui.domain.model.text import PROSE, clean
from bltui.domain.steps.validation import fault_of
from bltui.domain.team.role_words import RoleWords, words_from
from bltui.framework_labels import Label, LabelTable, Short, completed, filled
from bltui.framework_open_meeting import OpenMeetingWords, law_of
from bltui.framework_process import ProcessWords, process_of
from bltui.framework_protocols import ProtocolWords, protocols_of
from bltui.resources import resource
from bltui.toml_file import BadToml, read_toml, toml_text
from bltui.toml_lines import place_of

#: The frameworks included with bltui. The first one is the default.
SHIPPED = ("south-dakota", "ohio")
#: Keys that connect the definitions, which no framework can change.
_FIXED = ("rule", "area", "limits")

_Text = Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]


class Unusable(ValueError):
    """A framework file that cannot be read or is invalid.

    The message is one line: which file, where, and what to do (exit status 65).
    """

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(brief(message))
        #: The invalid key, such as "boards.building.steps[2].title", or "" if it is the whole file.
        self.path = path


class _Closed(msgspec.Struct, forbid_unknown_fields=True):
    """Base class that reports unknown keys instead of ignoring them."""


class _Group(_Closed):
    label: Label
    short: Short
    wants: _Text
    rule: str


class _Rule(_Closed):
    area: str
    severity: Severity
    title: _Text
    check: _Text
    why: _Text
    source: _Text
    fix: _Text
    limits: tuple[str, ...] = ()


class _Limit(_Closed):
    group: Label
    value: Annotated[float, msgspec.Meta(ge=0, le=100_000)]
    label: Label
    unit: Label
    basis: _Text


class _Step(_Closed):
    number: Annotated[int, msgspec.Meta(ge=0, le=99)]
    title: Label
    short: Short
    checklist: dict[str, Label] = {}
    evidence: tuple[EvidenceKind, ...] = ()
    advantages: tuple[_Text, ...] = ()
    opens: tuple[Room, ...] = ()


class _Board(_Closed):
    title: Label
    source: _Text
    steps: Annotated[tuple[_Step, ...], msgspec.Meta(min_length=1, max_length=20)]
    reconstruction: bool = False
    precondition: int | None = None
    recursive: tuple[int, int] | None = None


class _Boards(_Closed):
    """The boards of a framework file. Each replaces the whole default board."""

    building: _Board | None = None
    district: _Board | None = None


class _Standard(_Closed):
    label: Label
    text: _Text
    source: _Text


class _Responsibility(_Closed):
    short: Short
    text: _Text
    source: _Text
    activity: tuple[Activity, ...] = ()


class _Statement(_Closed):
    key: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,21}$")]
    short: Short
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class _SelfCheck(_Closed):
    """The self-check of a framework file. It replaces the whole default self-check."""

    source: _Text
    scale: tuple[Label, Label, Label, Label]
    statements: Annotated[tuple[_Statement, ...], msgspec.Meta(min_length=1, max_length=9)]


class _Own(_Closed):
    """The content of a framework file.

    Boards and the self-check replace the defaults. Everything else overrides single words of the
    shared definitions.
    """

    title: Label
    labels: dict[str, str] = {}
    boards: _Boards = msgspec.field(default_factory=_Boards)
    self_check: _SelfCheck | None = None
    process: ProcessWords | None = None
    open_meeting: OpenMeetingWords | None = None
    protocols: dict[str, dict[str, Any]] = {}
    standards: dict[str, dict[str, Any]] = {}
    responsibilities: dict[str, dict[str, Any]] = {}
    groups: dict[str, dict[str, Any]] = {}
    rules: dict[str, dict[str, Any]] = {}
    limits: dict[str, dict[str, Any]] = {}


def names() -> list[str]:
    """Return the keys of the included frameworks, the default first."""
    return list(SHIPPED)


def _cleaned(value: Any, where: str, name: str) -> Any:
    if isinstance(value, str):
        try:
            return clean(value, where or "text", limit=PROSE)
        except UserError as error:
            raise Unusable(f"{name}: {error.message}", where) from None
    if isinstance(value, list):
        return [_cleaned(v, f"{where}[{n}]", name) for n, v in enumerate(value)]
    if isinstance(value, dict):
        return {k: _cleaned(v, f"{where}.{k}" if where else k, name) for k, v in value.items()}
    return value


def _read(path: Path, name: str) -> dict[str, Any]:
    """Return a TOML file as plain values.

    Raises Unusable with line and column, and OSError if the file cannot be read.
    """
    try:
        return read_toml(toml_text(path))
    except BadToml as error:
        raise Unusable(f"{name}: {error}") from None


def _convert(value: object, kind: Any, where: str, name: str) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        what, _, at = str(error).partition(" - at `$")
        path = ".".join(part for part in (where, at.rstrip("`").lstrip(".")) if part)
        unknown = what.partition("unknown field `")[2].rstrip("`")
        if what.startswith("Invalid enum value"):
            known = ", ".join(framework_words.allowed(kind, at.rstrip("`")))
            what = (
                f"{validation_messages.plainly(what).removesuffix(' here')}. Known are {known}"
                if known
                else what
            )
        raise Unusable(
            f"{name}: {path + ': ' if path else ''}{validation_messages.plainly(what)}. Fix that "
            "key.",
            f"{path}.{unknown}".strip(".") if unknown else path,
        ) from None


#: The files of `data/` for each table, in display order.
_FILES = {
    "groups": ("groups",),
    "rules": ("rules", "cwg_rules", "calendar_rules", "year_rules"),
    "limits": ("limits", "cwg_limits", "year_limits"),
    "standards": ("standards",),
    "responsibilities": ("responsibilities",),
    "protocols": ("protocols",),
}


@cache
def _shared(table: str) -> dict[str, Any]:
    """Return a table that all frameworks share, such as the groups or the rules."""
    files = (_read(resource("data", f"{name}.toml"), f"{name}.toml") for name in _FILES[table])
    return {key: words for file in files for key, words in file.items()}


def _definitions(
    table: str,
    kind: type[_Closed],
    own: Mapping[str, Mapping[str, Any]],
    name: str,
    labels: Labels,
) -> dict[str, Any]:
    """Return the shared definitions of a table, in order, with a framework's overrides by key."""
    shared = _shared(table)
    for key in own:
        if key not in shared:
            known = ", ".join(shared)
            raise Unusable(
                f"{name}: {table}.{key}: there is no such key. Known are {known}.", f"{table}.{key}"
            )
        for fixed in _FIXED:
            if fixed in own[key]:
                where = f"{table}.{key}.{fixed}"
                raise Unusable(f"{name}: {where}: this cannot be changed. Remove that line.", where)
    return {
        key: {
            "key": key,
            **msgspec.to_builtins(
                _convert(
                    filled({**words, **own.get(key, {})}, labels), kind, f"{table}.{key}", name
                )
            ),
        }
        for key, words in shared.items()
    }


def _board(definition: _Board, where: str, name: str) -> Board:
    """Return a board after checking its step numbers. Raises Unusable."""
    board = msgspec.convert(msgspec.to_builtins(definition), Board)
    if fault := fault_of(board):
        key, what = fault
        raise Unusable(f"{name}: {where}.{key}: {what}", f"{where}.{key}")
    return board


@lru_cache(maxsize=8)
def _default_boards(labels: Labels) -> dict[Any, Board]:
    """Return the boards that apply if a framework file has none, with its labels."""
    files = (("building", f"{SHIPPED[0]}.toml"), ("district", "district.toml"))
    boards = {}
    for key, name in files:
        found = _read(resource("data", name), name)
        own = found["boards"][key] if "boards" in found else found
        _board(_convert(filled(own, Labels()), _Board, "", name), "", name)
        # Not checked again: a long label may make a short title longer than 22 characters.
        boards[key] = msgspec.convert(filled(own, labels), Board)
    return boards


def _self_check(definition: _SelfCheck, where: str, name: str) -> SelfCheckForm:
    """Return a self-check after checking that its statement keys are unique. Raises Unusable."""
    keys = [statement.key for statement in definition.statements]
    for number, key in enumerate(keys):
        if key in keys[:number]:
            place = f"{where}.statements[{number}].key"
            raise Unusable(
                f"{name}: {place}: “{key}” is the key of an earlier statement. Give it another.",
                place,
            )
    return msgspec.convert(msgspec.to_builtins(definition), SelfCheckForm)


@cache
def _default(part: str, kind: Any) -> Any:
    """Return a table of `meetings.toml`, which applies if a framework file has none."""
    name = "meetings.toml"
    return _convert(_read(resource("data", name), name)[part], kind, part, name)


def _protocols(tables: Mapping[str, Any], name: str) -> dict[str, Protocol]:
    """Return the shared protocols, and those of a framework file."""
    every = {**_shared("protocols"), **tables}
    words = {k: _convert(t, ProtocolWords, f"protocols.{k}", name) for k, t in every.items()}
    return protocols_of(words)


def _framework(path: Path, key: str, name: str) -> Framework:
    found = _cleaned(_read(path, name), "", name)
    labels: Labels = _convert(completed(found.get("labels")), LabelTable, "labels", name)
    own: _Own = _convert(filled(found, labels), _Own, "", name)
    groups = _definitions("groups", _Group, own.groups, name, labels)
    rules = _definitions("rules", _Rule, own.rules, name, labels)
    limits = _definitions("limits", _Limit, own.limits, name, labels)
    standards = _definitions("standards", _Standard, own.standards, name, labels)
    duties = _definitions("responsibilities", _Responsibility, own.responsibilities, name, labels)
    both = {"building": own.boards.building, "district": own.boards.district}
    boards: dict[Any, Board] = _default_boards(labels) | {
        k: _board(b, f"boards.{k}", name) for k, b in both.items() if b is not None
    }
    return Framework(
        key=key,
        title=own.title,
        labels=msgspec.to_builtins(labels),
        groups=msgspec.convert(groups, dict[str, Group]),
        rules={i: msgspec.convert({"id": i, **words}, Rule) for i, words in rules.items()},
        limits=msgspec.convert(limits, dict[str, Limit]),
        boards=boards,
        process=process_of(own.process or _default("process", ProcessWords), boards["building"]),
        protocols=_protocols(own.protocols, name),
        standards=msgspec.convert(standards, dict[str, Standard]),
        responsibilities=msgspec.convert(duties, dict[str, Responsibility]),
        open_meeting=law_of(own.open_meeting),
        self_check=_self_check(
            own.self_check or _default("self_check", _SelfCheck), "self_check", name
        ),
    )


@cache
def _shipped(key: str) -> Framework:
    return _framework(resource("data", f"{key}.toml"), key, f"{key}.toml")


def load_framework(key: str) -> Framework:
    """Return the definitions of an included framework, or of a TOML file given by its path.

    A custom file may have just a title and the words that differ; the rest are the defaults. Raises
    Unusable with the place (line and column, or key) and the fix.
    """
    if key in SHIPPED:
        return _shipped(key)
    if not (key.endswith(".toml") or "/" in key):
        raise Unusable(
            f"There is no framework {key}. Choose {' or '.join(SHIPPED)}, or the path of a .toml "
            "file."
        )
    path = Path(key)
    try:
        return _framework(path, key, path.name)
    except Unusable as error:
        place = place_of(toml_text(path), error.path) if error.path else None
        if place is None:
            raise
        raise Unusable(
            f"{error} It is at line {place[0]}, column {place[1]}.", error.path
        ) from None
    except OSError as error:
        raise Unusable(
            f"{key}: {error.strerror or error}. Name a framework file that can be read."
        ) from None


@cache
def load_role_words() -> RoleWords:
    """Return the included words of role texts, for parsing rosters."""
    return words_from(_read(resource("data", "roles.toml"), "roles.toml"))


@cache
def load_feedback_words() -> FeedbackWords:
    """Return the included statements, groups, scales, and stop words for rounds and surveys."""
    return feedback_words(_read(resource("data", "feedback.toml"), "feedback.toml"))


@cache
def load_standing() -> tuple[Standing, ...]:
    """Return the items that are on every prepared agenda."""
    return standing_items(_read(resource("data", "meetings.toml"), "meetings.toml"))
