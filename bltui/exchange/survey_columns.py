"""The use of each column of a survey's export.

It is decided by the heading, the cells, or a person. Uncertain columns are asked about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from bltui.domain.feedback.word_config import FeedbackWords
from bltui.domain.model.rounds import Prompt
from bltui.domain.model.scores import LEAST, MOST
from bltui.domain.model.text import folded, shown
from bltui.exchange.tables import Problem, Row, Table, Unusable

Use = Literal["text", "likert", "source", "date", "aside", "ask"]

_NUMBERED = re.compile(r"(?:(\d)\s*[-–—.:=)]+\s*)?(.*?)(?:\s*\(?=?\s*(\d)\)?)?")
_NAMING = re.compile(r"\b(e-?mail|name|phone|address|signature)\b")
_MIDDLE = frozenset(
    (
        "neutral",
        "undecided",
        "neither agree nor disagree",
        "unsure",
        "not sure",
        "no opinion",
        "neither",
    )
)
#: Cells that mean there is no answer.
NO_ANSWER = frozenset(
    (
        "",
        "n/a",
        "na",
        "none",
        "-",
        "–",
        "no answer",
        "prefer not to answer",
        "not applicable",
        "no comment",
    )
)


#: Words in the second header line that name no statement. The question above them is then the whole
#: heading.
WHOLE = frozenset(("response", "responses", "open-ended response"))
#: Headings of columns that differ in every answer.
_OWN = frozenset(("id", "response id", "responseid", "respondent id", "respondentid"))
_CLOCK = re.compile(r"\d:\d\d")
_ONE_TO_FOUR = re.compile(r"\b1\s*(?:-|–|to|through)\s*4\b")


class Column(msgspec.Struct, frozen=True):
    """One column and its use. The field names are the public JSON of the preview."""

    number: int
    """Counted from 1."""
    heading: str
    use: Use
    why: str
    """The reason for the use, or how to have the column imported."""


class Wishes(msgspec.Struct, frozen=True):
    """Columns that a person named. They are not guessed."""

    text: tuple[str, ...] = ()
    likert: tuple[str, ...] = ()
    source: str | None = None
    date: str | None = None


def key_of(heading: str) -> str:
    """Return a heading or statement for comparing."""
    return folded(heading).strip(" :*?.")


def find_column(headings: Sequence[str], wanted: str, name: str) -> int:
    """Return the column with this number, heading, or unique part of a heading.

    Raises Unusable if there is not exactly one.
    """
    key = key_of(wanted)
    keys = [key_of(heading) for heading in headings]
    if key.isdecimal() and 1 <= int(key) <= len(keys) and key not in keys:
        return int(key) - 1
    found = [n for n, own in enumerate(keys) if own == key] or [
        n for n, own in enumerate(keys) if key and key in own
    ]
    if len(found) == 1:
        return found[0]
    why = "matches several columns" if found else "is not a column"
    listed = "; ".join(f"{n} {shown(heading)[:60]}" for n, heading in enumerate(headings, 1))
    raise Unusable(f"{name}: “{shown(wanted)}” {why}. The columns are: {listed}.")


def without_codes(table: Table) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Return headings and rows without export codes.

    If an export has three header rows (codes, questions, import marks), the questions become the
    headings.
    """
    for at, row in enumerate(table.rows[:3]):
        if any(cell.lstrip().startswith('{"ImportId"') for cell in row.cells):
            questions = table.rows[at - 1].cells if at else table.header.cells
            said = tuple(q.strip() or c for q, c in zip(questions, table.header.cells, strict=True))
            return _statements(said), table.rows[at + 1 :]
    return _statements(table.header.cells), table.rows


def without_doubles(
    rows: Sequence[Row], headings: Sequence[str]
) -> tuple[tuple[Row, ...], list[Problem]]:
    """Return the rows without exact repeats, and the problems that report them.

    A row that repeats another in every cell, with its number and time, is one answer sent twice.
    """
    own = [n for n, heading in enumerate(headings) if key_of(heading) in _OWN]
    first: dict[tuple[str, ...], int] = {}
    kept: list[Row] = []
    problems: list[Problem] = []
    for row in rows:
        told = any(row.cells[n].strip() for n in own) or any(
            _CLOCK.search(cell[:40]) for cell in row.cells
        )
        if told and row.cells in first:
            problems.append(
                Problem(
                    row.line, f"the same as line {first[row.cells]} in every cell: imported once."
                )
            )
            continue
        first.setdefault(row.cells, row.line)
        kept.append(row)
    return tuple(kept), problems


def _statements(headings: Sequence[str]) -> tuple[str, ...]:
    """Return the headings, shortened to the statement if several share one question.

    "How much …? - It was useful" becomes "It was useful".
    """
    parts = [heading.partition(" - ") for heading in headings]
    tops = [top if tail.strip() else "" for top, _, tail in parts]
    tails = [
        key_of(tail if tops.count(top) > 1 else heading)
        for heading, top, (_, _, tail) in zip(headings, tops, parts, strict=True)
    ]
    return tuple(
        tail.strip()
        if top and tops.count(top) > 1 and tails.count(key_of(tail)) == 1 and len(tail.split()) > 1
        else heading
        for heading, top, (_, _, tail) in zip(headings, tops, parts, strict=True)
    )


def _bare(cell: str) -> tuple[str, set[int]]:
    """Return the words of a cell such as "4 - Strongly agree", and the numbers next to them."""
    text = folded(cell).strip(" .")
    match = _NUMBERED.fullmatch(text)
    return (
        (match[2].strip(), {int(n) for n in (match[1], match[3]) if n}) if match else (text, set())
    )


def score(cell: str, words: FeedbackWords, *, numbers: bool) -> int | None:
    """Return a cell as 1 to 4; None if it is not clearly a word of a four-point scale.

    With `numbers`, bare numbers count too.
    """
    text = folded(cell).strip(" .")
    if text.isdecimal():
        return int(text) if numbers and LEAST <= int(text) <= MOST else None
    bare, said = _bare(cell)
    for scale in words.scales:
        if bare in scale:
            value = scale.index(bare) + 1
            return value if said <= {value} else None
    return None


def columns(
    table: Table, words: FeedbackWords, prompts: Sequence[Prompt], wishes: Wishes
) -> list[Column]:
    """Return every column with its use. Raises Unusable if a wish names no column."""
    headings, rows = without_codes(table)
    cells = [[row.cells[n].strip() for row in rows] for n in range(len(headings))]
    wanted: list[tuple[Use, str]] = [("text", one) for one in wishes.text]
    wanted += [("likert", one) for one in wishes.likert]
    wanted += [("source", wishes.source)] if wishes.source is not None else []
    wanted += [("date", wishes.date)] if wishes.date is not None else []
    named: dict[int, tuple[Use, str]] = {
        find_column(headings, one, table.name): (use, "as you chose") for use, one in wanted
    }
    kinds = {key_of(prompt.text): prompt.kind for prompt in prompts}
    middle = any(folded(cell) in _MIDDLE for column in cells for cell in column)
    found: list[Column] = []
    taken: set[Use] = {use for use, _ in named.values()}
    for n, heading in enumerate(headings):
        use, why = named.get(n) or _guess(heading, cells[n], words, kinds, middle)
        if n not in named:
            if use in ("source", "date") and use in taken:
                why = f"another column is the {'group' if use == 'source' else 'date'}"
                use = "aside"
            if use == "text" and wishes.text:
                use, why = "aside", "not among the columns that you named"
        taken.add(use)
        found.append(Column(n + 1, shown(heading.strip()) or f"column {n + 1}", use, why))
    return found


def _guess(
    heading: str, cells: Sequence[str], words: FeedbackWords, kinds: Mapping[str, str], middle: bool
) -> tuple[Use, str]:
    key = key_of(heading)
    given = [cell for cell in cells if folded(cell) not in NO_ANSWER]
    distinct = {folded(cell) for cell in given}
    if key in kinds:
        if kinds[key] == "open":
            return "text", "a question of the round"
        if all(score(cell, words, numbers=True) for cell in given):
            return "likert", "a statement of the round"
        return (
            "ask",
            "a statement of the round, but not every cell is 1 to 4 or a word of such a scale",
        )
    what: Use | None = words.columns.get(key) or words.columns.get(folded(heading))
    if _NAMING.search(key) and len(key.split()) <= 5:
        what = "aside"
    if what == "aside":
        return what, "it may name the person who answered; answers are imported without it"
    if what is not None:
        return what, "by its heading"
    if not given:
        return "aside", "no cell is filled"
    if all(cell in words.sources for cell in distinct) and len(distinct) > 1:
        return "source", "every cell is a group"
    return _by_cells(key, given, distinct, words, middle)


def _by_cells(
    heading: str, given: Sequence[str], distinct: set[str], words: FeedbackWords, middle: bool
) -> tuple[Use, str]:
    scored = [score(cell, words, numbers=False) for cell in given]
    if all(scored):
        if middle:
            return (
                "ask",
                "words of a scale, but the file has a middle too, so 1 to 4 is not certain",
            )
        if len(distinct) > 1 or len(given) >= 5:
            return "likert", "every cell is a word of a four-point scale"
    elif distinct & _MIDDLE and all(
        found or folded(cell) in _MIDDLE for found, cell in zip(scored, given, strict=True)
    ):
        return (
            "ask",
            (
                "a scale with a middle, and scores here are 1 to 4: if used as a scale, the middle is skipped"
            ),
        )
    elif len(distinct) <= 8 and any(
        _bare(cell)[0] in scale for cell in given for scale in words.scales
    ):
        return (
            "ask",
            "some cells are words of a scale, others are not, or their numbers differ",
        )
    if all(re.fullmatch(r"\d+(\.\d+)?", cell) for cell in given):
        if _ONE_TO_FOUR.search(heading) and all(score(cell, words, numbers=True) for cell in given):
            return "likert", "every cell is 1 to 4, as the heading says"
        return "ask", f"only numbers: name it as a scale if 1 to {MOST} mean disagree to agree"
    if (
        len(distinct) <= 12
        and len(given) >= 2 * len(distinct)
        and max(len(cell.split()) for cell in distinct) <= 4
    ):
        return "ask", "a choice among a few values: choose it as text or as the group, or skip it"
    return "text", "written answers"
