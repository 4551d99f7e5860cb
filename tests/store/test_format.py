"""The file: readable by plain TinyDB, one document a line, nothing lost that this version does not
know.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from tinydb import TinyDB
from tinydb.table import Document
from tinydb.table import Table as TinyTable

from bltui.domain.model.change import Edit
from bltui.domain.model.errors import UserError
from bltui.store import building_file, reader
from bltui.store.building_file import BuildingFile
from bltui.store.change_summary import Summary
from bltui.store.replay import BOOKKEEPING, replay
from bltui.store.safe_dir import signature


def plain(rows):
    return {i: {k: v for k, v in row.items() if k not in BOOKKEEPING} for i, row in rows.items()}


def test_plain_tinydb_reads_every_table_and_document(building, add):
    building.commit(add("Ünï Cödé"))
    version = building.read()
    with TinyDB(building.path) as database:
        assert database.tables() == {"_meta", "profile", "people"}
        for table, rows in version.documents.items():
            assert {row.doc_id: dict(row) for row in database.table(table)} == rows
        assert database.table("_meta").get(doc_id=1)["gen"] == 2


def test_the_generation_comes_early_and_each_document_has_a_line(building, add):
    before = Path(building.path).read_text().splitlines()
    building.commit(add("New Person"))
    after = Path(building.path).read_text()
    assert '"gen":2' in after[:200]
    assert json.loads(after)
    # the line of _meta, the former last line of the table (a comma more), the new line
    assert len(set(after.splitlines()) - set(before)) == 3


def test_what_this_version_does_not_know_stays(building, add):
    path = Path(building.path)
    data = json.loads(path.read_text())
    data["_meta"]["1"]["later"] = {"a": [1]}
    data["people"]["2"]["shoe"] = {"size": 9}
    data["gadgets"] = {"7": {"x": None}}
    data["_default"] = {}
    path.write_text(json.dumps(data))
    building.commit(add("New Person"))
    again = json.loads(path.read_text())
    assert again["gadgets"] == {"7": {"x": None}}
    assert again["_default"] == {}
    assert again["people"]["2"]["shoe"] == {"size": 9}
    assert again["_meta"]["1"]["later"] == {"a": [1]}


def test_windows_line_ends_are_read_and_written_back_as_line_feeds(building, put):
    path = Path(building.path)
    path.write_bytes(
        path.read_bytes().replace(b"\n", b"\r\n").replace(b'"grades"', b'\r\n"grades"')
    )
    building.commit(put(1, title="Teacher"))
    raw = path.read_bytes()
    assert b"\r" not in raw
    assert (
        raw.count(b"\n") == 8
    )  # two lines of _meta, three people and one profile, each table's own


def test_ids_are_never_given_twice(building, add):
    building.commit(add("Fourth"))

    def remove(transaction):
        transaction.db.table("people").remove(doc_ids=[4])
        return Summary("people/4 taken back")

    building.commit(remove)
    building.commit(add("Fifth"))
    version = building.read()
    assert 4 not in version.documents["people"]
    assert version.documents["people"][5]["name"] == "Fifth"
    assert version.next_ids["people"] == 6


def test_new_ids_do_not_clash_with_each_other_or_with_a_hand_edit(building):
    path = Path(building.path)
    path.write_text(path.read_text().replace('"3":{"name"', '"30":{"name"'))

    def work(transaction):
        people = transaction.db.table("people")
        first = transaction.new_id("people")
        people.insert(Document({"name": "A"}, first))
        second = people.insert({"name": "B"})
        third, fourth = people.insert_multiple([{"name": "C"}, {"name": "D"}])
        assert [first, second, third, fourth] == [31, 32, 33, 34]
        return Summary("four")

    assert sorted(building.commit(work).documents["people"]) == [1, 2, 30, 31, 32, 33, 34]


def test_revision_author_and_time_are_kept_for_each_changed_document(building, put, clock):
    clock.now += 60
    documents = building.commit(put(2, title="Coach")).documents["people"]
    assert (documents[2]["_rev"], documents[2]["_by"], documents[2]["_at"]) == (
        2,
        "sample",
        clock.now,
    )
    assert documents[1]["_rev"] == 1


def test_what_is_saved_again_says_when_it_was_saved_first(building, put, add, clock):
    """A document saved once needs no word of it."""
    documents = building.commit(add("A")).documents["people"]
    number, first = max(documents), clock.now
    assert "_first" not in documents[number]
    for title in ("Coach", "Teacher"):
        clock.now += 60
        building.commit(put(number, title=title))
    row = building.read().documents["people"][number]
    assert (row["_first"], row["_at"], row["_rev"]) == (first, clock.now, 3)


def test_what_was_anonymous_never_says_when_it_was_first(building, clock):
    def work(transaction):
        number = transaction.db.table("feedback").insert({"text": "more time"})
        return Summary(f"feedback {number} added", anonymous=True)

    def answer(text):
        def work(transaction):
            transaction.db.table("feedback").update({"answer": text}, doc_ids=[1])
            return Summary("feedback answered")

        return work

    building.commit(work)
    for text in ("soon", "next week"):
        clock.now += 60
        building.commit(answer(text))
    row = building.read().documents["feedback"][1]
    assert row["_rev"] == 3 and "_first" not in row


def test_anonymous_changes_keep_no_name_and_only_the_day(building):
    def work(transaction):
        transaction.db.table("feedback").insert({"text": "more time"})
        return Summary("feedback added", anonymous=True)

    row = building.commit(work).documents["feedback"][1]
    assert "_by" not in row
    assert row["_at"] % 86_400 == 0
    entry = building.tail(1)[0]
    assert (entry.by, entry.account, entry.uid, entry.at % 86_400) == (None, None, None, 0)
    assert "sample" not in Path(building.path + ".journal").read_text().splitlines()[-1]


def test_true_and_one_are_different_values(building, put):
    building.commit(put(1, flag=1))
    assert building.commit(put(1, flag=True)).documents["people"][1]["flag"] is True
    assert building.read().gen == 3


def test_many_edits_write_each_table_once(building, monkeypatch):
    """TinyDB writes a whole table at each call: a roster's people, seats and terms come in turns,
    and there are thousands.
    """
    calls = []
    whole = TinyTable._update_table
    monkeypatch.setattr(
        TinyTable,
        "_update_table",
        lambda table, put: (calls.append(table.name), whole(table, put))[1],
    )
    edits = [
        Edit(table, n, None, {"name": f"N{n}"})
        for n in range(50, 90)
        for table in ("people", "seats")
    ]
    after = building.commit(
        lambda transaction: (transaction.apply(edits), Summary("many"))[1]
    ).documents
    assert calls == ["people", "seats"]
    assert {*range(50, 90)} <= {*after["people"]} & {*after["seats"]}


def test_edits_go_through_and_back(building):
    def apply(*edits):
        return lambda transaction: (transaction.apply(edits), Summary("edited"))[1]

    before = plain(building.read().documents["people"])
    edits = (
        Edit("people", 1, {"name": "Sample Person 1"}, {"name": "X", "title": "T"}),
        Edit("people", 4, None, {"name": "Y"}),
        Edit("people", 2, before[2], None),
    )
    after = building.commit(apply(*edits)).documents["people"]
    assert plain(after) == {
        1: {"grades": ["2", "3"], "name": "X", "title": "T"},
        3: before[3],
        4: {"name": "Y"},
    }
    entry = building.tail(1)[0]
    assert {(e.table, e.id) for e in entry.edits} == {("people", 1), ("people", 2), ("people", 4)}
    building.commit(apply(*(edit.inverse() for edit in entry.edits)))
    assert plain(building.read().documents["people"]) == before


@pytest.mark.parametrize(
    "edit",
    [
        Edit("people", 1, None, {"name": "twice"}),
        Edit("people", 9, {"a": 1}, {"a": 2}),
        Edit("people", 9, {"a": 1}, None),
    ],
)
def test_edits_of_what_is_not_as_expected_are_refused(building, edit):
    raw = Path(building.path).read_bytes()
    with pytest.raises(UserError):
        building.commit(lambda transaction: (transaction.apply([edit]), Summary("no"))[1])
    assert Path(building.path).read_bytes() == raw


@pytest.mark.parametrize(
    "value", [2**63 - 1, -(2**63), 1e308, 5e-324, "\u0000\u2028", "😀", [[]], {"": None}]
)
def test_the_outermost_values_come_back(building, put, author, value):
    building.commit(put(1, odd=value))
    assert BuildingFile(building.path, author).read().documents["people"][1]["odd"] == value


@pytest.mark.parametrize(
    "value",
    [
        2**63,
        -(2**63) - 1,
        float("nan"),
        float("inf"),
        2**70,
        "\ud800",
        {1: 2},
        (1, 2),
        object(),
        b"x",
    ],
)
def test_what_could_not_be_read_again_is_not_written(building, put, value):
    raw = Path(building.path).read_bytes()
    with pytest.raises((UserError, ValueError)):
        building.commit(put(1, odd=value))
    assert Path(building.path).read_bytes() == raw
    assert building.read().gen == 1


def test_whole_tables_can_be_emptied_and_dropped(building):
    def work(transaction):
        database = transaction.db
        assert database.tables() == {"profile", "people"}
        database.table("people").truncate()
        database.drop_table("profile")
        database.drop_table("nothing")
        return Summary("emptied")

    assert building.commit(work).documents == {"people": {}, "profile": {}}
    building.commit(lambda transaction: (transaction.db.drop_tables(), Summary("dropped"))[1])
    assert replay(building.history()) == {}


def test_nothing_changed_means_nothing_written(building, put, beside):
    info = Path(building.path).stat()
    version = building.commit(put(1, name="Sample Person 1"))
    assert version.gen == 1
    assert (Path(building.path).stat().st_ino, len(building.history())) == (info.st_ino, 1)


def test_work_that_raises_leaves_everything_as_it_was(building, beside):
    raw, names = Path(building.path).read_bytes(), beside(building)

    def work(transaction):
        transaction.db.table("people").truncate()
        raise UserError("no")

    with pytest.raises(UserError):
        building.commit(work)
    assert (Path(building.path).read_bytes(), beside(building)) == (raw, names)
    assert len(building.read().documents["people"]) == 3


def test_a_rehearsal_shows_the_outcome_and_writes_nothing(building, add, beside):
    raw, names = Path(building.path).read_bytes(), beside(building)
    version = building.rehearse(add("Maybe"))
    assert version.documents["people"][4]["name"] == "Maybe"
    assert version.gen == 2
    assert (Path(building.path).read_bytes(), beside(building), building.read().gen) == (
        raw,
        names,
        1,
    )


def test_what_was_read_is_not_altered_by_a_change_that_fails_late(building, put):
    version = building.read()

    def work(transaction):
        transaction.db.table("people").update(lambda row: row["grades"].append("9"), doc_ids=[1])
        raise UserError("no")

    with pytest.raises(UserError):
        building.commit(work)
    assert version.documents["people"][1]["grades"] == ["2", "3"]


def test_a_change_by_somebody_else_shows(building, author, add):
    building.read()
    assert not building.moved()
    BuildingFile(building.path, author).commit(add("Other"))
    assert building.moved()
    assert building.read().gen == 2
    assert not building.moved()
    time.sleep(0.12)
    assert not building.moved()
    assert building.read().settled  # from here on a stat is enough


def test_even_an_edit_in_place_within_one_tick_of_the_clock_shows(building, monkeypatch):
    """Times of a coarse file system may not differ at first: then the bytes must be looked at."""
    frozen = signature(Path(building.path).stat())
    for module in (building_file, reader):
        monkeypatch.setattr(module, "signature", lambda info: frozen)
    path = Path(building.path)
    building.read()
    path.write_text(path.read_text().replace("Person 1", "Person 7"))
    assert building.moved()
    assert building.read().documents["people"][1]["name"] == "Sample Person 7"


def test_create_never_replaces_anything(building, author):
    raw = Path(building.path).read_bytes()
    with pytest.raises(UserError, match="already exists"):
        BuildingFile.create(building.path, {}, author, "again")
    assert Path(building.path).read_bytes() == raw


def test_a_new_building_under_an_old_name_has_its_own_history(building, author, add):
    building.commit(add("Old"))
    Path(building.path).unlink()
    file = BuildingFile.create(
        building.path, {"profile": {1: {"name": "Sample"}}}, author, "made anew"
    )
    assert [entry.says for entry in file.history()] == ["made anew"]
    file.commit(add("New"))
    assert file.read().gen == 2


@pytest.mark.parametrize(("size", "fits"), [(220, True), (221, False)])
def test_a_name_leaves_room_for_the_names_beside_it(tmp_path, author, add, size, fits):
    path = tmp_path / ("n" * size)
    if fits:
        BuildingFile.create(path, {"profile": {1: {}}}, author, "made").commit(add("P"))
    else:
        with pytest.raises(UserError, match="bytes long"):
            BuildingFile.create(path, {}, author, "made")
        assert not list(tmp_path.iterdir())
