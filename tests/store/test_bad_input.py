"""Files that are not building files: refused in one line, at once, with not a byte changed and
nothing left beside them.
"""

from __future__ import annotations

import gzip
import os
import socket
import time
from pathlib import Path

import pytest

from bltui.store.building_file import BuildingFile
from bltui.store.errors import BadFile, IOFailure, Missing, StoreError

META = '"_meta":{"1":{"format":"bltui-building","schema":1,"gen":5,"uuid":"u","next":{}}}'
GOOD = "{" + META + ',\n"people":{\n"1":{"name":"A"},\n"2":{"name":"B"}}}\n'


def people(text: str) -> bytes:
    return ("{" + META + ',\n"people":' + text + "}\n").encode()


def meta(text: str) -> bytes:
    return ('{"_meta":{"1":' + text + '},"people":{}}').encode()


BAD = {
    "1 empty": (b"", "it is empty"),
    "2 spaces": (b" \n\n ", "it is only white space"),
    "3 NUL bytes": (b"\0" * 500, "only NUL bytes"),
    "4 NUL tail": (GOOD.encode() + b"\0" * 9, "NUL bytes follow after the end"),
    "5 cut in half": (GOOD.encode()[:130], "cut off"),
    "5 cut in a word": (people('{"1":{"name":"A')[:-2], "line 2"),
    "6 trailing garbage": (
        GOOD.encode() + b"x",
        "something follows after the end (line 5, column 1)",
    ),
    "7 two documents": (GOOD.encode() * 2, "something follows after the end"),
    "8 BOM": (b"\xef\xbb\xbf" + GOOD.encode(), "byte order mark (BOM)"),
    "9 UTF-16": (GOOD.encode("utf-16"), "UTF-16"),
    "10 latin-1": (people('{"1":{"name":"Café"}}').decode().encode("latin-1"), "not UTF-8 (byte 1"),
    "11 list": (b"[1]", "does not start with {"),
    "11 string": (b'"x"', "does not start with {"),
    "11 number": (b"5", "does not start with {"),
    "12 null": (b"null", "does not start with {"),
    "13 table is a list": (people("[]"), 'the table "people" is not an object'),
    "13 table is null": (people("null"), 'the table "people" is not an object'),
    "14 document is a string": (people('{"7":"x"}'), "people/7 is not an object"),
    "14 document is null": (people('{"7":null}'), "people/7 is not an object"),
    "15 id abc": (people('{"abc":{}}'), 'people: "abc" is not a document id'),
    "16 id -1": (people('{"-1":{}}'), '"-1" is not a document id'),
    "16 id 0": (people('{"0":{}}'), '"0" is not a document id'),
    "17 id 01": (people('{"1":{},"01":{}}'), '"01" is not a document id'),
    "18 id of 400 digits": (people('{"' + "1" * 400 + '":{}}'), "is not a document id"),
    "19 id of 5000 digits": (people('{"' + "1" * 5000 + '":{}}'), "is not a document id"),
    "21 5000 digits": (people('{"1":{"n":' + "1" * 5000 + "}}"), "outside 64 bits"),
    "22 2^70": (
        people('{"1":{"n":' + str(2**70) + "}}"),
        "people/1: the number 1180591620717411303424 is outside",
    ),
    "23 NaN": (people('{"1":{"n":NaN}}'), "NaN is not a JSON number"),
    "23 Infinity": (people('{"1":{"n":-Infinity}}'), "Infinity is not a JSON number"),
    "24 1e999": (people('{"1":{"n":1e999}}'), "1e999 is too large"),
    "25 duplicate key": (
        people('{"1":{"a":1,"b":{"c":1,"c":2}}}'),
        'people/1: the key "c" appears twice',
    ),
    "25 duplicate id": (people('{"1":{},"1":{}}'), "people/1 appears twice"),
    "26 duplicate table": (people('{},"people":{}'), 'the table "people" appears twice'),
    "26 duplicate table, escaped": (
        people('{},"peop\\u006ce":{}'),
        'the table "people" appears twice',
    ),
    "27 nesting 100000": (
        people('{"1":' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}"),
        "nests deeper than 24",
    ),
    "28 nesting 900": (people('{"1":{"a":' + "[" * 900 + "]" * 900 + "}}"), "nests deeper than 24"),
    "28 nesting 25": (people('{"1":{"a":' + "[" * 24 + "]" * 24 + "}}"), "nests deeper than 24"),
    "29 lone surrogate": (people('{"1":{"a":"\\ud800"}}'), "lone surrogate"),
    "29 lone surrogate in a key": (people('{"1":{"\\udc00":1}}'), "lone surrogate"),
    "31 raw control character": (
        people('{"1":{"a":"x\x01"}}'),
        "invalid control character at (line 2",
    ),
    "32 single quotes": (people("{'1':{}}"), "JSON, not Python"),
    "32 single quotes inside": (people("{\"1\":{'a':1}}"), "JSON, not Python"),
    "33 trailing comma": (people('{"1":{"a":1},}'), "no comma before a closing bracket"),
    "33 trailing comma inside": (people('{"1":{"a":1,}}'), "line 2"),
    "34 comment": (people('{"1":{}, // x\n"2":{}}'), "JSON has no comments"),
    "34 comment at the start": (b"# mine\n" + GOOD.encode(), "JSON has no comments"),
    "35 merge conflict": (
        GOOD.replace("\n", "\n<<<<<<< HEAD\n", 1).encode(),
        "merge conflict markers (line 2)",
    ),
    "37 newer schema": (
        meta('{"format":"bltui-building","schema":9,"gen":5,"uuid":"u","next":{}}'),
        "a newer bltui wrote it",
    ),
    "38 gen is a string": (
        meta('{"format":"bltui-building","schema":1,"gen":"5","uuid":"u","next":{}}'),
        "_meta/1/gen",
    ),
    "38 gen is negative": (
        meta('{"format":"bltui-building","schema":1,"gen":-5,"uuid":"u","next":{}}'),
        "_meta/1/gen",
    ),
    "38 gen is true": (
        meta('{"format":"bltui-building","schema":1,"gen":true,"uuid":"u","next":{}}'),
        "_meta/1/gen",
    ),
    "38 gen missing": (
        meta('{"format":"bltui-building","schema":1,"uuid":"u","next":{}}'),
        "_meta/1/gen",
    ),
    "38 schema 0": (
        meta('{"format":"bltui-building","schema":0,"gen":1,"uuid":"u","next":{}}'),
        "_meta/1/schema",
    ),
    "38 uuid missing": (
        meta('{"format":"bltui-building","schema":1,"gen":1,"next":{}}'),
        "_meta/1/uuid",
    ),
    "38 next wrong": (
        meta('{"format":"bltui-building","schema":1,"gen":1,"uuid":"u","next":{"a":"b"}}'),
        "_meta/1/next",
    ),
    "38 another format": (
        meta('{"format":"shopping","schema":1,"gen":1,"uuid":"u","next":{}}'),
        "_meta/1/format",
    ),
    "38 two meta documents": (b'{"_meta":{"1":{},"2":{}}}', '"_meta" holds 2 documents'),
    "38 meta missing": (b'{"_default":{"1":{"a":1}}}', 'has no "_meta" table'),
    "39 HTML": (b"<!doctype html><p>x", "web page"),
    "39 gzip": (gzip.compress(b"x"), "gzip"),
    "39 sqlite": (b"SQLite format 3\0rest", "SQLite"),
    "39 zip": (b"PK\x03\x04rest", "zip archive"),
}


def old(path: Path) -> None:
    """Nobody is saving this just now."""
    os.utime(path, (time.time() - 60,) * 2)


def refusal(file: BuildingFile, add) -> StoreError:
    """The refusal of both reading and writing, which must be the same, quick, one line and safe to
    print.
    """
    caught = []
    for attempt in (file.read, lambda: file.commit(add("Never"))):
        start = time.process_time()
        with pytest.raises(StoreError) as error:
            attempt()
        assert time.process_time() - start < 0.5
        assert "\n" not in str(error.value)
        assert str(error.value).isprintable()
        assert not error.value.saved
        caught.append(error.value)
    assert str(caught[0]) == str(caught[1])
    return caught[0]


@pytest.mark.parametrize("case", BAD)
def test_unreadable_content_is_refused_and_left_alone(tmp_path, author, add, case):
    content, words = BAD[case]
    path = tmp_path / "lincoln.json"
    path.write_bytes(content)
    old(path)
    error = refusal(BuildingFile(path, author), add)
    assert isinstance(error, BadFile)
    assert error.status == 65
    assert words in str(error)
    assert error.todo
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["lincoln.json"]


def test_the_good_file_of_these_tests_is_good(tmp_path, author, add):
    path = tmp_path / "lincoln.json"
    path.write_text(GOOD)
    assert BuildingFile(path, author).commit(add("C")).gen == 6
    # nesting at the limit, odd spacing, escapes in names
    path.write_bytes(
        people('{ "\\u0031" : {"a":' + "[" * 23 + "]" * 23 + '} ,\n\t"2":{"b":"\\ud83d\\ude00"} }')
    )
    assert BuildingFile(path, author).read().documents["people"][2]["b"] == "😀"


def test_a_newer_format_that_allows_it_is_read_but_not_written(tmp_path, author, add):
    path = tmp_path / "lincoln.json"
    path.write_bytes(
        meta('{"format":"bltui-building","schema":9,"min_reader":1,"gen":5,"uuid":"u","next":{}}')
    )
    raw = path.read_bytes()
    file = BuildingFile(path, author)
    assert "newer bltui" in (file.read().readonly or "")
    with pytest.raises(BadFile, match="only reads it"):
        file.commit(add("No"))
    assert path.read_bytes() == raw


def test_40_a_huge_file(tmp_path, author, add):
    path = tmp_path / "lincoln.json"
    with path.open("wb") as stream:
        stream.truncate(65 << 20)
    old(path)
    error = refusal(BuildingFile(path, author), add)
    assert (error.status, "64 MiB" in str(error)) == (65, True)


def test_30_escape_sequences_are_loaded_as_they_are(tmp_path, author):
    path = tmp_path / "lincoln.json"
    path.write_bytes(people('{"1":{"name":"\\u001b]2;X\\u001b\\\\"}}'))
    assert BuildingFile(path, author).read().documents["people"][1]["name"] == "\x1b]2;X\x1b\\"


def test_42_a_mistyped_name(tmp_path, author, add):
    (tmp_path / "lincoln.json").write_text(GOOD)
    error = refusal(BuildingFile(tmp_path / "lincon.json", author), add)
    assert isinstance(error, Missing)
    assert error.status == 65
    assert 'Did you mean "lincoln.json"?' in str(error)
    assert "bltui new" in str(error)
    assert [p.name for p in tmp_path.iterdir()] == ["lincoln.json"]


def test_43_a_missing_folder(tmp_path, author, add):
    error = refusal(BuildingFile(tmp_path / "nowhere" / "lincoln.json", author), add)
    assert (error.status, str(tmp_path / "nowhere") in str(error)) == (74, True)
    with pytest.raises(IOFailure):
        BuildingFile.create(tmp_path / "nowhere" / "lincoln.json", {}, author, "made")


def bound(path):
    """Put a socket there, bound by its short name: the whole one may be longer than a socket's may
    be.
    """
    here = Path.cwd()
    with socket.socket(socket.AF_UNIX) as listener:
        os.chdir(path.parent)
        try:
            listener.bind(path.name)
        finally:
            os.chdir(here)


@pytest.mark.parametrize("name", ["lock", "journal"])
@pytest.mark.parametrize("kind", ["pipe", "socket"])
def test_what_is_no_file_beside_the_building(building, add, name, kind):
    path = Path(f"{building.path}.{name}")
    path.unlink()
    os.mkfifo(path) if kind == "pipe" else bound(path)
    raw = Path(building.path).read_bytes()
    with pytest.raises(IOFailure) as refused:
        building.commit(add("Never"))
    error = refused.value
    assert (
        error.status,
        f"it is a {'named ' if kind == 'pipe' else ''}{kind}, not a regular file" in str(error),
    ) == (
        74,
        True,
    )
    assert Path(building.path).read_bytes() == raw


@pytest.mark.parametrize("kind", ["44 folder", "45 pipe", "46 device", "46 socket"])
def test_what_is_no_file(tmp_path, author, add, kind):
    path = tmp_path / "lincoln.json"
    if "folder" in kind:
        path.mkdir()
    elif "pipe" in kind:
        os.mkfifo(path)
    elif "socket" in kind:
        bound(path)
    else:
        path = Path("/dev/null")
    error = refusal(BuildingFile(path, author), add)
    assert (error.status, f"{kind.split()[1]}, not a regular file" in str(error)) == (65, True)
    assert len(list(tmp_path.iterdir())) == ("device" not in kind)


def test_47_a_link_works_on_its_target(building, tmp_path, author, add):
    link = tmp_path / "mine.json"
    link.symlink_to(building.path)
    BuildingFile(link, author).commit(add("Through the link"))
    assert link.is_symlink()
    assert building.read().gen == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine.json", "school"]


@pytest.mark.parametrize("target", ["nowhere.json", "lincoln.json"])
def test_48_49_links_to_nowhere_and_to_themselves(tmp_path, author, add, target):
    path = tmp_path / "lincoln.json"
    path.symlink_to(target)
    error = refusal(BuildingFile(path, author), add)
    assert (error.status, "symbolic link" in str(error)) == (74, True)
    assert [p.name for p in tmp_path.iterdir()] == ["lincoln.json"]


def test_57_a_file_that_is_being_saved_gets_a_second(building, author):
    path = Path(building.path)
    whole = path.read_text()
    path.write_text(whole[:50])
    file = BuildingFile(path, author)
    import threading

    timer = threading.Timer(0.3, path.write_text, (whole.replace("Person 1", "Person 7"),))
    timer.start()
    try:
        assert file.read().documents["people"][1]["name"] == "Sample Person 7"
    finally:
        timer.join()


def test_70_a_clock_that_jumps_does_not_matter(building, add, clock):
    for jump in (-9e8, 2.3e9, 0):
        clock.now = 1_795_313_600.0 + jump
        building.commit(add("P"))
    assert [entry.gen for entry in building.history()] == [1, 2, 3, 4]
