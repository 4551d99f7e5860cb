"""A form generated from a record's fields: one widget for each kind, and the save action."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from typing import Any

from bltui.domain.model import labels
from bltui.domain.model.change import Intent
from bltui.domain.model.clocks import Hours, Period
from bltui.domain.model.editing import add, edit
from bltui.domain.model.kind import Kind, kinds_in, kinds_of
from bltui.domain.model.kinds import (
    Choice,
    Choices,
    Day,
    Flag,
    Line,
    Number,
    Parts,
    Prose,
    Tags,
    Words,
)
from bltui.domain.model.link_kinds import Link, Person
from bltui.domain.model.plan import Reference
from bltui.domain.model.process_steps import LevelCounts
from bltui.domain.model.protocols import ProtocolId
from bltui.domain.model.record import Record
from bltui.domain.model.rounds import Prompt
from bltui.domain.model.team_kinds import Grades, Groups
from bltui.domain.model.teams import Team
from bltui.domain.model.times import Time
from bltui.domain.model.training import Segment
from bltui.domain.model.votes import Scores
from bltui.ui.dialogs import fields as field
from bltui.ui.dialogs import plan_fields, time_fields
from bltui.ui.dialogs.form import Form, Values
from bltui.ui.dialogs.form_context import FormContext
from bltui.ui.dialogs.question_field import Questions
from bltui.ui.dialogs.several import Several

Widget = Callable[[FormContext, Any, dict[str, Any]], field.Field]


def _words(basis: FormContext, kind: Line, given: dict[str, Any]) -> field.Field:
    return field.Sentences(**given, limit=kind.max)


def _prose(basis: FormContext, kind: Prose, given: dict[str, Any]) -> field.Field:
    return field.Prose(
        **given
        | {"hint": f"{labels.fill(kind.hint)}. Tab: next field" if kind.hint else "tab: next field"}
    )


def _typed(basis: FormContext, kind: Kind, given: dict[str, Any]) -> field.Field:
    return field.typed(given["key"], kind, given["value"], context=basis)


def _choice(basis: FormContext, kind: Choice, given: dict[str, Any]) -> field.Field:
    offered = (choice for choice in kind.choices if choice not in kind.apart)
    choices = ((choice or field.BLANK, kind.show(choice, basis)) for choice in offered)
    return field.Choice(
        **given, choices=((("", kind.unset),) if kind.unset else ()) + tuple(choices)
    )


def _choices(basis: FormContext, kind: Choices, given: dict[str, Any]) -> field.Field:
    offered = (
        (key, word)
        for key, word in kind.choices.items()
        if key not in kind.apart or key in given["value"]
    )
    return field.Many(**given, choices=tuple(offered))


def _tags(basis: FormContext, kind: Tags, given: dict[str, Any]) -> field.Field:
    known = tuple(kind.known(basis).items())
    return field.Many(**given, choices=field.choices_of(known, given["value"]))


def _protocol(basis: FormContext, kind: ProtocolId, given: dict[str, Any]) -> field.Field:
    known = tuple(
        (p.key, f"{p.title}, {p.minutes} min") for p in basis.framework.protocols.values()
    )
    kept = (given["value"],) if given["value"] else ()
    return field.Choice(**given, choices=((field.BLANK, "none"), *field.choices_of(known, kept)))


def _groups(basis: FormContext, kind: Groups, given: dict[str, Any]) -> field.Field:
    return field.Many(**given, choices=field.choices_of(basis.groups(), given["value"]))


def _person(basis: FormContext, kind: Person, given: dict[str, Any]) -> field.Field:
    return (
        Several(**given, people=basis.people())
        if kind.many
        else field.PersonField(**given, people=basis.people())
    )


def _link(basis: FormContext, kind: Link, given: dict[str, Any]) -> field.Field:
    value = given["value"]
    choices = _CHOICES[kind.to](basis, value if kind.many else () if value is None else (value,))
    if kind.many:
        return plan_fields.LinkMany(**given, choices=choices)
    return plan_fields.Link(**given, choices=plan_fields.none_or(choices))


#: The records that a link offers, including those that are linked already.
_CHOICES: dict[str, Callable[[FormContext, Iterable[int]], plan_fields.Links]] = {
    "goals": plan_fields.goals,
    "strategies": plan_fields.strategies,
    "district_goals": lambda basis, keep: plan_fields.district_goals(basis),
    "cwgs": lambda basis, keep: plan_fields.groups(basis),
    "inservices": lambda basis, keep: plan_fields.inservices(basis),
    "bells": lambda basis, keep: plan_fields.bells(basis),
}
#: Every kind of field and its widget, the specific before the general.
WIDGETS: tuple[tuple[type[Kind], Widget], ...] = (
    (Tags, _tags),
    (Grades, lambda basis, kind, given: field.Grades(**given)),
    (Groups, _groups),
    (Words, _typed),
    (Prose, _prose),
    (ProtocolId, _protocol),
    (Line, _words),
    (Day, _typed),
    (Time, _typed),
    (Number, _typed),
    (Scores, _typed),
    (LevelCounts, _typed),
    (Team, _typed),
    (Choices, _choices),
    (Choice, _choice),
    (Flag, lambda basis, kind, given: field.Flag(**given)),
    (Person, _person),
    (Link, _link),
)
#: Values with several fields that are typed as lines of text.
_LINES: dict[type, type[field.Field]] = {
    Reference: plan_fields.Literature,
    Segment: plan_fields.Segments,
    Prompt: Questions,
    Hours: time_fields.Span,
    Period: time_fields.Periods,
}


def fields_of(
    basis: FormContext, start: Any, *, seen: Any = None, skip: Collection[str] = ()
) -> Iterator[field.Field]:
    """Yield the fields of a record, or of a part of one, filled with `start`.

    `seen` is None for a new one.
    """
    for name, kind in kinds_in(start).items():
        if kind.set_by or kind.form_by or name in skip or (seen is None and kind.edit_only):
            continue
        given = {
            "key": name,
            "label": kind.label,
            "value": getattr(start, name),
            "required": kind.required,
        }
        given |= {"hint": labels.fill(kind.hint)} if kind.hint else {}
        if isinstance(kind, Parts):
            yield _LINES[kind.of](**given)
        else:
            yield next(widget for known, widget in WIDGETS if isinstance(kind, known))(
                basis, kind, given
            )


def saves(
    basis: FormContext,
    record: type[Record],
    add_with: Callable[..., Any] | None = None,
    edit_with: Callable[..., Any] | None = None,
) -> Callable[[Values, Any], Intent]:
    """Return the function that builds a form's intent: edit the seen record, or add a new one.

    Uses the special intents if they are given.
    """

    def build(values: Values, seen: Any) -> Intent:
        if seen is not None and edit_with is not None:
            return partial(edit_with, seen=seen, **values)
        if seen is not None:
            return partial(edit, seen=seen, today=basis.today, framework=basis.framework, **values)
        if add_with is not None:
            return partial(add_with, **values)
        return partial(add, record=record(**values), today=basis.today, framework=basis.framework)

    return build


def record_form(
    basis: FormContext,
    start: Record,
    *,
    title: str,
    seen: Record | None = None,
    about: str = "",
    add_with: Callable[..., Any] | None = None,
    edit_with: Callable[..., Any] | None = None,
    skip: Collection[str] = (),
) -> Form:
    """Return the form of a record: a new one that begins as `start`, or `seen`.

    Fields in `skip` are not asked.
    """
    start = seen or start
    return Form(
        title=title,
        about=about,
        fields=tuple(fields_of(basis, start, seen=seen, skip=skip)),
        build=saves(basis, type(start), add_with, edit_with),
        seen=seen,
        names={
            inner: name
            for name, kind in kinds_in(start).items()
            if isinstance(kind, Parts) and kind.of in _LINES
            for inner in kinds_of(kind.of)
        },
        live_preview=True,
    )
