"""The texts of `data/` and of the findings are in the words that people use."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from bltui.framework import load_framework
from tests.domain.findings import found
from tests.house.page_shell import PAGES, ROOT
from tests.house.vocabulary import faults

DATA = ROOT / "data"
#: Tables and keys with words that people type or that surveys contain, not words of bltui.
TYPED = {"sources", "columns", "scales", "stop", "short_words", "words", "first", "last"}
#: Files with such words, or with the entries of an imagined building.
LEFT_OUT = {"roles.toml", "sample.toml"}
#: Pages that are made from texts of the program, which are checked where they are written.
MADE = {"commands.md", "keys.md", "records.md"}
#: What a page may say all the same -> why.
EXCEPTIONS: tuple[tuple[str, str], ...] = ()


def texts(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Yield every text of a TOML value with its place."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from texts(one, f"{where}[{number}]")
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in TYPED:
                yield from texts(one, f"{where}.{key}")


def of_data() -> Iterator[tuple[str, str]]:
    for path in sorted(DATA.glob("*.toml")):
        if path.name not in LEFT_OUT:
            yield from texts(tomllib.loads(path.read_text(encoding="utf-8")), path.name)


def of_findings() -> Iterator[tuple[str, str]]:
    for _, _, rule, days in found():
        for findings in days.values():
            yield from ((rule, text) for f in findings for text in (f.message, f.fix))


def prose(page: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs, rows, and items of a page, without code blocks, each with its line."""
    page = re.sub(r"^```.*?^```$", lambda m: "\n" * m[0].count("\n"), page, flags=re.M | re.S)
    begun, kept = 1, ""
    for number, line in enumerate([*page.splitlines(), ""], 1):
        if not line.strip() or re.match(r"\s*([-*|#>]|\d+\.)\s?", line):
            if kept:
                yield begun, kept
            begun, kept = number, line.strip()
        else:
            begun, kept = (begun, f"{kept} {line.strip()}") if kept else (number, line.strip())
    if kept:
        yield begun, kept


def words_of(page: str) -> Iterator[tuple[int, str]]:
    """Yield the same without the code in its lines."""
    for number, text in prose(page):
        yield number, re.sub(r"`[^`]*`", "``", text)


def of_pages() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        if page.name not in MADE:
            for number, text in words_of(page.read_text(encoding="utf-8")):
                yield f"{page.name}:{number}", text
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")
    for number, text in words_of(changes[1]):
        yield f"CHANGELOG.md, {changes[1].splitlines()[0]}, line {number}", text


def test_the_pages_have_no_word_of_the_list() -> None:
    assert not list(faults(of_pages()))


def test_a_fault_of_a_page_is_found_across_lines_but_not_in_code() -> None:
    page = "Text that you take\nback.\n\n```sh\nbltui mend\n```\n\n- `mend` a date\n- mend it\n"
    assert [line.split(":")[0] for line in faults((str(n), t) for n, t in words_of(page))] == [
        "1",
        "9",
    ]


def test_the_data_has_no_word_of_the_list() -> None:
    assert not list(faults(of_data()))


def test_the_findings_have_no_word_of_the_list() -> None:
    assert not sorted(set(faults(of_findings())))


def test_every_rule_says_what_it_checks_why_its_source_and_the_fix() -> None:
    for rule in load_framework("south-dakota").rules.values():
        for text in (rule.title, rule.check, rule.why, rule.source, rule.fix):
            assert text[0].isupper() or text[0] in "“", f"{rule.id}: {text}"
        assert rule.why not in (rule.check, rule.title, rule.fix)
        assert len({rule.title, rule.check, rule.why, rule.fix}) == 4
        for text in (rule.check, rule.why, rule.fix):
            assert text.endswith((".", ")", "?")), f"{rule.id}: {text}"


@pytest.mark.parametrize(
    "text",
    [
        "Mend the date",
        "69 % of staff",
        "on 4 Dec 2026",
        "at 15:15",
        "a chosen default",
        "What is noted",
        "1 people",
        "Leave",
        "in the autumn",
        "The strategy serves a goal",
    ],
)
def test_a_fault_is_found(text: str) -> None:
    assert list(faults([("here", text)]))


@pytest.mark.parametrize(
    "text",
    ["Notes", "A note for the team", "69%", "Dec 4", "3:15 PM", "Leave of absence", "a cover page"],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert not list(faults([("here", text)]))


def test_a_docstring_begins_with_a_whole_sentence() -> None:
    """Broken first lines came from wrapping by script; help and editors show them as they are."""
    broken = []
    for file in (ROOT / "bltui").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                first = (ast.get_docstring(node) or "Nothing.").partition("\n\n")[0].rstrip()
                if first[-1] not in '.:?!)”"`':
                    broken.append(f"{file.relative_to(ROOT)}: {first!r}")
    assert not broken
