"""Every command of every page runs, in order, in a home of its own, on the shipped sample files."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bltui.cli.commands import grammar
from bltui.cli.errors import UsageError

from .page_shell import PAGES, ROOT, SAMPLES, PageShell, lines, reason_not_to_run

TODAY = "2026-11-23"
#: The README must work for a newcomer on any day of the year.
DAYS = {"README.md": (TODAY, "2026-08-05", "2027-02-10", "2027-06-20")}
#: Lines that end with another status than 0, and which.
STATUS: tuple[tuple[str, int], ...] = ((r"bltui (--file \S+ )?(cwg |training )?check", 1),)
#: Pages whose examples another test runs.
SKIPPED = {"commands.md": "test_examples_run.py"}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the sample files, in an empty home."""
    home, work = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    for name in ("CONFIG_HOME", "DATA_HOME", "STATE_HOME"):
        monkeypatch.delenv(f"XDG_{name}", raising=False)
    for name in ("BLTUI_FILE", "BLTUI_CONFIG", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TZ", "America/Chicago")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    shutil.copytree(SAMPLES, work)
    monkeypatch.chdir(work)
    return work


RUNS = [
    pytest.param(page, day, id=f"{page.name}-{day}")
    for page in PAGES
    for day in DAYS.get(page.name, (TODAY,))
    if page.name not in SKIPPED and any(lines(page.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize(("page", "day"), RUNS)
def test_every_command_of_a_page_runs(place: Path, page: Path, day: str) -> None:
    shell, wrong = PageShell(day), []
    for line in lines(page.read_text(encoding="utf-8")):
        if reason_not_to_run(line):
            continue
        answer = shell.run(line)
        wanted = next((status for found, status in STATUS if re.match(found, line)), 0)
        if answer.status not in (0, wanted):
            wrong.append(f"{line}: {answer.status} {answer.err.strip()[:300]}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_a_line_that_fails_is_seen(place: Path) -> None:
    shell = PageShell(TODAY)
    assert shell.run("bltui demo --write s.json && bltui --file s.json cwg show 99").status == 4
    assert shell.run("sorcery now").status == 127
    assert not reason_not_to_run("bltui demo --write sample.json")


def test_no_example_hides_from_the_test() -> None:
    """A block of four spaces or another fence is not run, so no command may stand in one."""
    hidden = re.compile(r"^( {4}|\$ )(bltui|eval) |^```(bash|shell|console)$", re.M)
    assert not [
        f"{page.name}: {found[0]}"
        for page in PAGES
        if page.name not in SKIPPED
        for found in hidden.finditer(page.read_text(encoding="utf-8"))
    ]


def _command_exists(words: list[str]) -> bool:
    """Whether the words begin with a command; options and values may follow."""
    named = [*words]
    for at, word in enumerate(words):
        if not re.fullmatch(r"[a-z][a-z-]*", word):
            named = words[:at]
            break
    for length in range(len(named), 0, -1):
        try:
            grammar(named[0], whole=True).parse_args([*named[:length], "--help"])
        except SystemExit as done:
            if done.code == 0:
                return True
        except UsageError:
            continue
    return not named


def test_every_command_that_a_sentence_names_exists() -> None:
    wrong = []
    for page in PAGES:
        for found in re.findall(r"`bltui ([^`]+)`", page.read_text(encoding="utf-8")):
            try:
                if not _command_exists(found.split()):
                    wrong.append(f"{page.name}: bltui {found}")
            except KeyError:
                wrong.append(f"{page.name}: bltui {found}")
    assert not wrong


def test_every_sample_file_is_used_by_a_page() -> None:
    texts = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert not [path.name for path in SAMPLES.iterdir() if path.name not in texts]


def test_every_page_is_in_the_menu_of_the_website_and_in_the_readme() -> None:
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pages = [page.name for page in PAGES if page.parent.name == "docs"]
    assert not [name for name in pages if f": {name}\n" not in menu]
    assert not [name for name in pages if f"(docs/{name})" not in readme]


def test_every_link_of_a_page_leads_somewhere() -> None:
    wrong = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if (
                "://" not in target
                and not target.endswith(".png")
                and not (page.parent / target).exists()
            ):
                wrong.append(f"{page.relative_to(ROOT)}: {target}")
    assert not wrong


def test_the_pictures_of_the_pages_are_those_that_the_script_draws() -> None:
    script = (ROOT / "docs" / "pictures.py").read_text(encoding="utf-8")
    drawn = set(re.findall(r'^    "([a-z]+)": \(', script, re.M))
    texts = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert drawn == set(re.findall(r"\]\((?:docs/)?([a-z]+)\.png\)", texts))
