"""Keys: the page is the commands, no key is taken twice, none is one that does not arrive."""

from __future__ import annotations

from pathlib import Path

from bltui.ui.keymap import FORBIDDEN, check, show
from bltui.ui.keymap_scopes import SHARED, scopes
from bltui.ui.keytable import page
from bltui.ui.screens.main_screen import MainScreen


def test_the_page_of_keys_is_up_to_date():
    written = Path(__file__).parents[2] / "docs" / "keys.md"
    assert written.read_text("utf-8") == page(), "run: python -m bltui.ui.keytable > docs/keys.md"


def test_no_key_is_forbidden_or_taken_twice():
    for place, commands in scopes().items():
        taken: dict[str, str] = {}
        for command in commands:
            assert command.help, command.id
            for key in command.keys:
                assert key not in FORBIDDEN
                assert taken.get(key, command.id) == command.id, (
                    f"{place}, {show(key)}: {taken[key]} and {command.id}"
                )
                taken[key] = command.id


def test_every_id_begins_with_its_place():
    """Only the places that a person's choices name are loaded at the start."""
    shared = {c.id for c in SHARED}
    for place, commands in scopes().items():
        assert {c.id.partition(".")[0] for c in commands if c.id not in shared} <= {place}


def test_only_what_a_choice_concerns_is_looked_at():
    assert set(scopes(["free.next"])) == {"", "free"}
    assert set(scopes(["free.next", "undo"])) == set(scopes())


def test_the_key_of_a_page_may_be_that_of_a_view_but_not_of_a_list():
    wanted = {"free.next": "1", "free.length": "j", "handout.why": "D", "list.copy": "ctrl+l"}
    keymap, faults = check(scopes(wanted), wanted)
    assert set(keymap.chosen) == {"free.next", "handout.why", "list.copy"}
    assert faults == ["keys.free.length: j is already the key of list.down."]


def test_two_commands_may_change_places():
    places = {"": MainScreen.OFFERS}
    keymap, faults = check(places, {"undo": "slash", "find": "u"})
    assert faults == []
    assert keymap.chosen == {"undo": "slash", "find": "u"}


def test_every_f_key_has_a_twin():
    for command in MainScreen.OFFERS:
        if any(k[0] == "f" and k[1:].isdecimal() for k in command.keys):
            assert any(not (k[0] == "f" and k[1:].isdecimal()) for k in command.keys), command.id
