"""Every text of the program outside the terminal UI is in the words that people use.

The texts are the string literals of the source and the help of every command. `vocabulary` holds
the words; what a literal shows about counts and formats is checked here.
"""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator

import pytest

from bltui.cli.commands import grammar
from tests.house.literals import PROGRAM, Literal, literals, parse, sources
from tests.house.vocabulary import COUNTED, faults

#: Literals that no person reads, or that hold what people type. Each is a file and a text.
NOT_TEXTS: tuple[tuple[str, str, str], ...] = (
    (r"", r"\(\?[:P=!<i]|\\[bsdw]|\[\^", "a regular expression"),
    (r"domain/schedule/phrase_", r"^[^a-z]*$", "the grammar of meeting phrases"),
    (r"domain/schedule/phrase_(table|words)", r"", "words that people type in a phrase"),
    (r"exchange/(roster_table|day_types|person_names)", r"", "words of other files"),
    (r"exchange/(handout8|page)\.py", r"^(<|body\{)", "HTML and CSS"),
    (r"domain/model/formats\.py", r"^(2026-12-02|Wed 2 Dec); ", "the names of the formats"),
    (r"domain/model/times", r"^a time such as `15:30`$", "the field in the file, in ISO form"),
)
#: Files that write times and numbers for machines: what for.
MACHINES = {
    "bltui/domain/model/formats.py": "the formatter",
    "bltui/domain/model/times.py": "stored times",
    "bltui/domain/model/availability.py": "stored times",
    "bltui/domain/model/building_settings.py": "the stored first day of the school year",
    "bltui/domain/model/school_year.py": "the key of a school year",
    "bltui/domain/calendar/import_edits.py": "the key of a school year",
    "bltui/domain/meetings/running.py": "stored times",
    "bltui/domain/schedule/expansion.py": "stored times",
    "bltui/domain/schedule/phrase_times.py": "stored times",
    "bltui/domain/checks/groups.py": "IDs of rules",
    "bltui/cli/rules.py": "IDs of rules",
    "bltui/exchange/import_ics.py": "stored times",
    "bltui/exchange/import_fet.py": "stored times",
    "bltui/exchange/day_types.py": "stored times",
    "bltui/exchange/export_ics.py": "ICS stamps",
    "bltui/exchange/ics_recurrence.py": "ICS stamps",
    "bltui/exchange/zones.py": "ICS stamps",
    "bltui/store/backups.py": "names of files",
    "bltui/store/repair.py": "names of files",
    "bltui/store/journal.py": "names of files",
    "bltui/store/lock.py": "the lock file",
    "bltui/store/presence.py": "files of sessions",
}
#: Format specs that write a date, a time, a share or money.
_SPEC = re.compile(r"%[a-zA-Z]|^0?2d$|\.\d+[f%]$|^%$")
_MANY = re.compile(rf"^ ({'|'.join(COUNTED.values())})\b")
#: A number whose noun is plural in any case, such as "1 of 3 members".
_OF = re.compile(r"(\bof|\blast|[-–=]) ?$")
#: Texts whose value before "years" or "days" is a word, or a number above 1.
NOT_COUNTS = re.compile(
    r"(serves|, …) in … years|on … days|(every|for) … weeks|^… meetings\. Printed"
)


def is_text(literal: Literal) -> bool:
    """Return whether a person may read a literal: it has a space or ends a sentence."""
    text = literal.text
    return (" " in text.strip() or text[-1:] in tuple(".,;:!?")) and not any(
        re.search(path, literal.path) and re.search(found, text) for path, found, _ in NOT_TEXTS
    )


def helps(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """Yield every text of a command's help and of the commands below it."""
    for text in (parser.description, parser.epilog):
        yield parser.prog, text or ""
    for action in parser._actions:
        yield parser.prog, (action.help or "") % {**vars(action), "prog": parser.prog}
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._get_subactions():
                yield parser.prog, choice.help or ""
            for one in dict.fromkeys(action.choices.values()):
                yield from helps(one)


def uncounted(node: ast.JoinedStr) -> Iterator[str]:
    """Yield what is wrong with the counts of an f-string that does not use `formats.count`."""
    before = ""
    for part, after in zip(node.values, [*node.values[1:], ast.Constant("")], strict=True):
        if isinstance(part, ast.Constant):
            before += str(part.value)
            continue
        text = str(after.value) if isinstance(after, ast.Constant) else ""
        if isinstance(part, ast.FormattedValue) and ast.unparse(part.value).startswith("labels."):
            before += "."  # the label of the team or of a group
            continue
        value = part.value if isinstance(part, ast.FormattedValue) else None
        called = isinstance(value, ast.Call) and ast.unparse(value.func).split(".")[-1]
        if _MANY.match(text) and not _OF.search(before) and called != "count":
            yield f"a number before “{text.strip()}”"
        if re.search(r"[a-z]\(s\)", text):
            yield "“(s)”"
        by_hand = isinstance(value, ast.IfExp) and {"", "s"} == {
            one.value for one in (value.body, value.orelse) if isinstance(one, ast.Constant)
        }
        if by_hand and re.search(r"…( [\w-]+){0,2}$|… …$", before):
            yield "a plural by hand"
        before += "…" if called not in ("listed", "shortened") else "."


def specs(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield each call of strftime and each format spec of a date, a time, a share or money."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "strftime":
            yield node.lineno, "strftime"
        if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
            spec = "".join(
                str(p.value) for p in node.format_spec.values if isinstance(p, ast.Constant)
            )
            if _SPEC.search(spec):
                yield node.lineno, f":{spec}"


def test_no_literal_has_a_word_or_form_of_the_list() -> None:
    assert not list(faults((one.place, one.text) for one in literals() if is_text(one)))


def test_no_help_has_a_word_or_form_of_the_list() -> None:
    assert not sorted(set(faults(helps(grammar(None, whole=True)))))


def test_counts_have_their_noun_from_the_formatter() -> None:
    assert not [
        f"{one.place}: {wrong}: {one.text}"
        for one in literals()
        if isinstance(one.node, ast.JoinedStr) and is_text(one)
        if not NOT_COUNTS.search(one.text)
        for wrong in uncounted(one.node)
    ]


def test_only_the_formatter_and_files_format_dates_and_numbers() -> None:
    found = [(path, line, spec) for path, tree in sources() for line, spec in specs(tree)]
    assert not [one for one in found if one[0] not in MACHINES]
    assert not set(MACHINES) - {path for path, _, _ in found}, "an exemption without a use"


def date_lists(tree: ast.Module) -> Iterator[int]:
    """Yield the line of each list of dates that a comma joins, as in "Oct 6, 2026, Feb 9, 2027"."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "join"
            and isinstance(node.func.value, ast.Constant)
            and node.func.value.value == ", "
            and any(_date_first(one) for one in node.args)
        ):
            yield node.lineno


def _date_first(node: ast.expr) -> bool:
    """Return whether each item of a list begins with a date."""
    item = node.elt if isinstance(node, ast.GeneratorExp | ast.ListComp) else node
    if isinstance(item, ast.JoinedStr) and item.values:
        first = item.values[0]
        item = first.value if isinstance(first, ast.FormattedValue) else first
    written = ast.unparse(item)
    return bool(re.match(r"(map\()?(formats\.)?(show|full|short)_date\b", written))


def test_a_list_of_dates_is_joined_by_the_formatter() -> None:
    joined = ast.parse('", ".join(f"{show_date(d)} ({n})" for d, n in days)')
    assert list(date_lists(joined)), "the check sees nothing"
    trees = [
        *sources(),
        *((str(p), ast.parse(p.read_text("utf-8"))) for p in (PROGRAM / "ui").rglob("*.py")),
    ]
    assert not [f"{path}:{line}" for path, tree in trees for line in date_lists(tree)]


def test_every_exception_is_needed() -> None:
    every = list(literals())
    for path, found, why in NOT_TEXTS:
        assert any(re.search(path, o.path) and re.search(found, o.text) for o in every), why


@pytest.mark.parametrize(
    "source",
    [
        'f"{len(all)} people are late"',
        'f"{number} meetings"',
        "f\"{count} row{'s' if count > 1 else ''}\"",
        'f"{n} line(s)"',
    ],
)
def test_a_count_by_hand_is_found(source: str) -> None:
    (one,) = (o for o in parse("x.py", source) if isinstance(o.node, ast.JoinedStr))
    assert list(uncounted(one.node))


@pytest.mark.parametrize(
    "source", ['at.strftime("%H")', 'f"{at:%H:%M}"', 'f"{x:.1f}"', 'f"{h:02d}"']
)
def test_a_format_by_hand_is_found(source: str) -> None:
    assert list(specs(ast.parse(source)))
