"""`bltui drafts`: only the signer's own, read, discarded, and reached by `purge`."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from bltui.drafts.draft import Draft, Typed
from bltui.drafts.folder import Held
from bltui.drafts.whose import seal
from bltui.places import drafts_folder
from bltui.store.author import current_author

from .conftest import Shell


def draft(
    building: Path,
    text: str,
    *,
    signer: str | None = None,
    hidden: str = "",
    at: float | None = 0.0,
) -> Held:
    """A draft as a session leaves it; `hidden` signs an anonymous one."""
    held = Held()
    named = at is not None
    held.write(
        Draft(
            version=1,
            building=os.path.realpath(building),
            signer=(signer or current_author().name) if named else None,
            seal=seal(hidden) if hidden else None,
            day=date(2026, 11, 20),
            at=1_795_448_520.0 + at if at is not None else None,
            title="Feedback",
            form="Feedback",
            fields=(Typed("text", "What", text),),
            trail=(),
        )
    )
    held.release()
    return held


def test_the_list_holds_only_ones_own(
    shell: Shell, bltui: Shell, school: Path, tmp_path: Path
) -> None:
    draft(school, "older", at=-60.0)
    draft(school, "newer")
    draft(school, "of Ortiz", signer="M. Ortiz")
    draft(school, "anonymous of Ortiz", hidden="M. Ortiz", at=None)
    draft(tmp_path / "other.json", "elsewhere", at=-120.0)
    assert [row["fields"][0]["text"] for row in bltui("drafts", "list", "--json").json] == [
        "newer",
        "older",
    ]
    assert [row["building"] for row in shell("drafts", "list", "--json").json][-1] == str(
        tmp_path / "other.json"
    )
    said = bltui("drafts", "list")
    assert "Feedback" in said.out and "newer" in said.out and "Ortiz" not in said.out + said.err
    theirs = bltui("--as", "M. Ortiz", "drafts", "list", "--json").json
    assert {row["fields"][0]["text"] for row in theirs} == {"of Ortiz", "anonymous of Ortiz"}
    assert [row["at"] for row in theirs if row["fields"][0]["text"].startswith("anon")] == [
        "2026-11-20"
    ]
    assert bltui("--as", "J. Reed", "drafts", "list", "--json").json == []


def test_one_is_shown_and_discarded_by_number_or_id(bltui: Shell, school: Path) -> None:
    first, second = draft(school, "one\ntwo\x1b[2J"), draft(school, "other", at=-60.0)
    shown = bltui("drafts", "show", 1)
    assert "  two" in shown.out and "\x1b" not in shown.out
    name = second.name.removesuffix(".json")
    assert bltui("drafts", "show", name, "--json").json["fields"][0]["text"] == "other"
    assert bltui("drafts", "discard", name, "--dry-run").status == 0
    assert (drafts_folder() / second.name).exists()
    assert bltui("drafts", "discard", name).status == 0
    assert not (drafts_folder() / second.name).exists() and (drafts_folder() / first.name).exists()
    missing = bltui("drafts", "show", 2)
    assert missing.status == 4 and missing.err.count("\n") == 1


def test_one_of_somebody_else_is_not_there(bltui: Shell, school: Path) -> None:
    name = draft(school, "of Ortiz", signer="M. Ortiz").name
    for verb in ("show", "discard", "restore"):
        assert bltui("drafts", verb, name.removesuffix(".json")).status == 4
    assert (drafts_folder() / name).exists()


def test_restoring_needs_a_terminal(bltui: Shell, school: Path) -> None:
    draft(school, "words")
    said = bltui("drafts", "restore", 1)
    assert said.status == 2 and said.err.startswith("bltui: The terminal UI needs a terminal")


def test_no_drafts_and_no_folder(bltui: Shell) -> None:
    said = bltui("drafts", "list")
    assert (said.status, said.out) == (0, "") and "No drafts" in said.err


def test_a_purge_reaches_the_drafts_of_every_signer(bltui: Shell, school: Path) -> None:
    """Also where the words stand among others, or only as what the field held before."""
    number = bltui("feedback", "add", "Mr. Reed shouts at us", "--json").json["records"][0]
    draft(school, "I think: mr. reed  shouts at us, always", signer="M. Ortiz")
    keeps = draft(school, "something else")
    held = Held()
    held.write(
        Draft(
            version=1,
            building=os.path.realpath(school),
            signer="M. Ortiz",
            seal=None,
            day=None,
            at=1.0,
            title="Feedback 1",
            form="Feedback/1",
            fields=(
                Typed("text", "What", "new", "Mr. Reed shouts at us"),
                Typed("about", "About", "step:5"),
            ),
            trail=(),
        )
    )
    held.release()
    said = bltui("purge", number, "--yes", "--json").json
    assert said["drafts"] == 2
    left = {path.name: path.read_text("utf-8") for path in drafts_folder().iterdir()}
    assert set(left) == {keeps.name, held.name}
    assert all("Reed" not in text for text in left.values())
    assert "step:5" in left[held.name]
