"""Who gives feedback and what it is about, as options of `bltui feedback`."""

from __future__ import annotations

from bltui import framework
from bltui.cli.errors import one_of
from bltui.cli.parser import Parser
from bltui.cli.session import Session
from bltui.domain.model.errors import UserError
from bltui.domain.model.feedback import SOURCES, Source
from bltui.domain.model.text import folded

_GROUPS = ", ".join(source for source in SOURCES if source)


def source_option(parser: Parser) -> None:
    """Declare --from."""
    parser.add_argument(
        "--from", metavar="GROUP", dest="source", help=f"the group that says it: {_GROUPS}"
    )


def about_option(parser: Parser) -> None:
    """Declare --about."""
    parser.add_argument(
        "--about", metavar="step:5", help="what it is about: step:N, goal:N, cwg:N, meeting:N"
    )


def check_about(session: Session, text: str) -> None:
    """Raise UserError if the text names a step that no board of the framework has."""
    name, _, number = text.strip().casefold().replace("#", ":").partition(":")
    boards = session.workspace.framework.boards.values()
    if (
        name == "step"
        and number.isdecimal()
        and boards
        and not any(b.step(int(number)) for b in boards)
    ):
        most = max(step.number for board in boards for step in board.steps)
        raise UserError(f"There is no step {number}. The last one is {most}.", field="about")


def source_of(text: str | None) -> Source | None:
    """Return the group of a word such as "teacher" or "families"; None if no word was given.

    Raises UsageError if the word is unknown.
    """
    if text is None:
        return None
    for source in SOURCES:
        if source and text == source:
            return source
    known = framework.load_feedback_words().sources
    found = known.get(folded(text)) or known.get(folded(text).removesuffix("s"))
    if found is None:
        one_of(text, [source for source in SOURCES if source], "a group")
    return found
