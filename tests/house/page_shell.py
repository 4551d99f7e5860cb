"""A small shell for the examples of the pages: words, quotes, `&&`, `|`, `<`, `>`, and `export`.

It runs `bltui` in this process, on a fixed day, so that hundreds of examples take seconds.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from bltui.cli import main

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "docs" / "samples"
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("*.md")),
]

_FENCE = re.compile(r"^```sh\n(.*?)^```$", re.M | re.S)
_COMMENT = re.compile(r"(^|\s+)#\s.*$")

#: What a test cannot run: the command -> why.
NOT_RUN: tuple[tuple[str, str], ...] = (
    (r"(pipx|uv|pip) ", "installs from a package index"),
    (r"(make|git|pre-commit) ", "works on the source, not on a building"),
    (r"(ssh|chgrp|chmod) ", "needs a server with accounts"),
    (r"python -m (benchmarks|tests)\b", "runs for minutes, or on the source"),
    (r"bltui( --file \S+)?$|bltui demo$|bltui open\b", "opens the screens, which need a terminal"),
    (r"bltui drafts (show|restore|discard) ", "needs text that a lost session left"),
    (r"bltui district /", "names a folder of a server"),
    (r"bltui training (add|show) 2027-01-14", "the page's own example of a new field"),
)


class Answer(NamedTuple):
    """The exit status of a command and what it printed."""

    status: int
    out: bytes
    err: str


def blocks(page: str) -> list[str]:
    """Return the shell blocks of a page, in order."""
    return _FENCE.findall(page)


def lines(page: str) -> Iterator[str]:
    """Yield every command line of a page, in order, without its comment."""
    for block in blocks(page):
        for line in block.replace("\\\n", " ").splitlines():
            if command := _COMMENT.sub("", line).strip():
                yield command


def reason_not_to_run(line: str) -> str:
    """Return why a line is not run, or an empty text if it is."""
    return next((why for pattern, why in NOT_RUN if re.match(pattern, line)), "")


class PageShell:
    """Runs lines in the current folder and keeps what they export."""

    def __init__(self, today: str) -> None:
        self.today = today
        self.variables: dict[str, str] = {}

    def run(self, line: str) -> Answer:
        """Run one line and return the answer of its last command."""
        lexer = shlex.shlex(line, posix=True, punctuation_chars="&|<>")
        lexer.whitespace_split, lexer.commenters = True, ""
        answer, words = Answer(0, b"", ""), list(lexer)
        for command in _split(words, "&&"):
            piped = b""
            for part in _split(command, "|"):
                answer = self._one(part, piped)
                piped = answer.out
            if answer.status:
                break
        return answer

    def _one(self, words: Sequence[str], piped: bytes) -> Answer:
        words = list(words)
        if "<" in words:
            at = words.index("<")
            piped = Path(words[at + 1]).read_bytes()
            del words[at : at + 2]
        target = ""
        if ">" in words:
            at = words.index(">")
            target = words[at + 1]
            del words[at : at + 2]
        answer = self._command(words, piped)
        if target:
            Path(target).write_bytes(answer.out)
        return answer

    def _command(self, words: list[str], piped: bytes) -> Answer:
        if words[0] == "export":
            self.variables.update(word.split("=", 1) for word in words[1:])
            return Answer(0, b"", "")
        if words[0] == "cat":
            return Answer(0, b"".join(Path(word).read_bytes() for word in words[1:]), "")
        if words[0] == "mkdir":
            Path(words[-1]).mkdir()
            return Answer(0, b"", "")
        if words[0] == "cp":
            Path(words[2]).write_bytes(Path(words[1]).read_bytes())
            return Answer(0, b"", "")
        if words[0] != "bltui":
            return Answer(127, b"", f"{words[0]}: the test's shell has no such command")
        stdin, out, err = (
            io.TextIOWrapper(io.BytesIO(b), encoding="utf-8") for b in (piped, b"", b"")
        )
        arguments = (
            words[1:]
            if words[1:] in (["-V"], ["--version"])
            else ["--today", self.today, *words[1:]]
        )
        with (
            mock.patch.dict(os.environ, self.variables),
            mock.patch("sys.stdin", stdin),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            status = main(arguments)
            out.flush()
            err.flush()
        texts = [stream.buffer.getvalue() for stream in (out, err)]
        return Answer(status, texts[0], texts[1].decode("utf-8"))


def _split(words: Sequence[str], sign: str) -> Iterator[list[str]]:
    part: list[str] = []
    for word in words:
        if word == sign:
            yield part
            part = []
        else:
            part.append(word)
    yield part
