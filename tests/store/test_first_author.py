"""Who entered a record stays with it when someone else edits it; an anonymous save forgets it."""

from __future__ import annotations

from bltui.store.replay import stamped


def test_the_author_is_who_entered_it_whoever_edits_it_later() -> None:
    first = stamped({"text": "a"}, {}, "ana", 1.0)
    assert "_first_by" not in first
    same = stamped({"text": "b"}, first, "ana", 2.0)
    assert "_first_by" not in same  # as files were written before
    other = stamped({"text": "c"}, same, "ben", 3.0)
    assert (other["_by"], other["_first_by"]) == ("ben", "ana")
    third = stamped({"text": "d"}, other, "cal", 4.0)
    assert (third["_by"], third["_first_by"]) == ("cal", "ana")
    back = stamped({"text": "e"}, third, "ana", 5.0)
    assert back["_by"] == "ana"


def test_an_anonymous_save_keeps_no_author() -> None:
    first = stamped({"text": "a"}, {}, "ana", 1.0)
    hidden = stamped({"text": "b"}, first, None, 2.0)
    assert not {"_by", "_first_by", "_first"} & hidden.keys()
    assert "_first_by" not in stamped({"text": "c"}, hidden, "ben", 3.0)
