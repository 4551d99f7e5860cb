"""Draw sentences that people read: `python -m tests.house.sentences [--seed N] [CHECKOUT]`.

Reading a few aloud shows what no list of words finds. The same number comes from each source. The
texts are read from the files of a checkout, so that an older one can be drawn from as well.
"""

from __future__ import annotations

import argparse
import ast
import random
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.house.literals import ROOT, of_tree
from tests.house.test_words import LEFT_OUT, MADE, prose, texts
from tests.house.test_words_ui import literals

Texts = Iterator[tuple[str, str]]
#: Texts of the data that name something, or that quote the source documents.
_NAMES = re.compile(r"^standards|\.(source|id|reference|ref|advantages\[\d+\])$")
#: Texts that are typed, or that name code.
_CODE = re.compile(r"[{}\\<>]|\(\?|^bltui |::")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-Z“\"`])")
_WORD = re.compile(r"[A-Za-z’']{2,}")


def screens(top: Path) -> Texts:
    """Yield the texts in the code of the screens."""
    for path in sorted((top / "bltui/ui").rglob("*.py")):
        for line, text in literals(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(top)}:{line}", text.replace("{}", "…")


def helps(top: Path) -> Texts:
    """Yield the help of the commands and of their options."""
    command = ""
    for line in (top / "docs/commands.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            command = line.strip("# ")
        elif command.startswith("bltui") and line and not line.startswith("    "):
            for part in line.split(" · "):
                option = re.match(r"`([^`]*)` ", part)
                place = f"{command} {option[1]}" if option else command
                yield place, part[option.end() :] if option else part


def messages(top: Path) -> Texts:
    """Yield the errors and messages."""
    for path in sorted((top / "bltui").rglob("*.py")):
        if path.relative_to(top / "bltui").parts[0] not in ("ui", "exchange"):
            yield from _code(top, path)


def findings(top: Path) -> Texts:
    """Yield the texts of the rules and of the other data."""
    for path in sorted((top / "data").glob("*.toml")):
        if path.name not in LEFT_OUT:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            yield from ((w, t) for w, t in texts(data, path.stem) if not _NAMES.search(w))


def exports(top: Path) -> Texts:
    """Yield the texts of exports and import sheets."""
    for path in sorted((top / "bltui/exchange").rglob("*.py")):
        yield from _code(top, path)


def pages(top: Path) -> Texts:
    """Yield the sentences of the pages that are written by hand."""
    found = [top / "README.md", top / "CHANGELOG.md", *sorted((top / "docs").glob("*.md"))]
    for path in found:
        if path.name not in MADE | {"rules.md"}:
            for number, text in prose(path.read_text(encoding="utf-8")):
                for sentence in _SENTENCE.split(re.sub(r"^([-*#>]+|\d+\.)\s+", "", text)):
                    yield f"{path.relative_to(top)}:{number}", sentence


SOURCES: tuple[Callable[[Path], Texts], ...] = (
    screens, helps, messages, findings, exports, pages,
)  # fmt: skip


def _code(top: Path, path: Path) -> Texts:
    for one in of_tree(path.relative_to(top).as_posix(), ast.parse(path.read_text("utf-8"))):
        yield one.place, re.sub(r"\s+", " ", one.text)


def sentence(text: str) -> bool:
    """Return whether a text is a sentence or phrase, rather than a name or a label."""
    return len(_WORD.findall(text)) >= 4 and not _CODE.search(text)


def draw(top: Path, count: int, seed: int) -> Texts:
    """Yield `count` sentences of a checkout, as many from each source."""
    for source in SOURCES:
        found = sorted({(where, text) for where, text in source(top) if sentence(text)})
        chance = random.Random(f"{seed} {source.__name__}")
        for where, text in chance.sample(found, count // len(SOURCES)):
            yield f"{source.__name__}: {where}", text


def main() -> None:
    """Print the sentences with their places."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=12, help="draws others (default: 12)")
    parser.add_argument("--count", type=int, default=60, help="how many (default: 60)")
    parser.add_argument("checkout", nargs="?", type=Path, default=ROOT, help="default: this one")
    args = parser.parse_args()
    for number, (where, text) in enumerate(draw(args.checkout, args.count, args.seed), 1):
        print(f"{number}. {where}\n   {text}")


if __name__ == "__main__":
    main()
