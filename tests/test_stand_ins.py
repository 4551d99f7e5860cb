"""What a terminal cannot show is replaced in one place: every sign that bltui writes has a
stand-in, letters stay.
"""

from __future__ import annotations

import ast
import io
import unicodedata
from pathlib import Path

import pytest
from rich.cells import cell_len

from bltui import stand_ins
from bltui.stand_ins import fit_stream, takes_utf8, wants_ascii

ROOT = Path(__file__).parent.parent
#: Modules whose characters are recognized or removed, not written.
_READERS = (
    "text.py",
    "role_words.py",
    "person_match.py",
    "export_csv.py",
    "word.py",
    "stand_ins.py",
    "day_types.py",
)


def _written() -> set[str]:
    """Every character beyond ASCII in a text that bltui can write."""
    found: set[str] = set()
    for path in (ROOT / "bltui").rglob("*.py"):
        text = path.read_text("utf-8")
        # Parsing takes long, and most files have neither signs nor escapes.
        if path.name not in _READERS and (not text.isascii() or "\\" in text):
            tree = ast.parse(text)
            found |= {
                c
                for n in ast.walk(tree)
                if isinstance(n, ast.Constant) and isinstance(n.value, str)
                for c in n.value
            }
    for path in (ROOT / "data").glob("*.toml"):
        found |= set(path.read_text("utf-8"))
    return {c for c in found if not c.isascii() and unicodedata.category(c) != "Cs"}


def test_every_sign_has_a_stand_in() -> None:
    missing = {c for c in _written() if unicodedata.category(c)[0] != "L"} - set(stand_ins._CELLS)
    assert not missing, missing
    for char, instead in stand_ins._CELLS.items():
        assert instead.isascii() and len(instead) == cell_len(char) == 1, char
    assert all(text.isascii() for text in stand_ins._LINES.values())


def _stream(encoding: str = "utf-8") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding)


def _bytes(stream: io.TextIOWrapper, text: str) -> bytes:
    stream.write(text)
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    data = raw.getvalue()
    raw.seek(0)
    raw.truncate()
    return data


def test_signs_go_and_letters_stay() -> None:
    stream = _stream()
    fit_stream(stream, "ascii")
    assert (
        _bytes(stream, "“José” – 李 … ▂█ ─┐ → \udcff")
        == '"José" - 李 ... .# -+ -> \\udcff'.encode()
    )
    fit_stream(stream, "ascii", cells=True)
    assert _bytes(stream, "“José”…") == '"José"~'.encode()
    fit_stream(stream, "unicode")
    assert _bytes(stream, "“José” …") == "“José” …".encode()


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("ascii", b'"Jose" ?? ...'), ("latin-1", b'"Jos\xe9" ?? ...'), ("cp437", b'"Jos\x82" ?? ...')],
)
@pytest.mark.parametrize("setting", ["auto", "ascii", "unicode"])
def test_an_encoding_without_the_character(encoding: str, shown: bytes, setting: str) -> None:
    """It can only be replaced, whatever the setting says; columns keep their width."""
    stream = _stream(encoding)
    fit_stream(stream, setting)
    assert not takes_utf8(stream)
    assert _bytes(stream, "“José” 李 …") == shown
    fit_stream(stream, setting, cells=True)
    assert not takes_utf8(stream) and _bytes(stream, "李…") == b"??~"


@pytest.mark.parametrize(
    ("environ", "ascii_only"),
    [
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LC_CTYPE": "UTF-8"}, False),
        ({"LANG": "C", "LC_CTYPE": "C.utf8"}, False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, True),
        ({"LANG": "POSIX"}, True),
        ({"LANG": "de_DE.ISO-8859-1"}, True),
        ({}, True),
    ],
)
def test_the_locale_decides_if_no_setting_does(environ: dict[str, str], ascii_only: bool) -> None:
    assert wants_ascii("auto", environ) is ascii_only
    assert wants_ascii("ascii", environ) and not wants_ascii("unicode", environ)
