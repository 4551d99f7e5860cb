"""Keys: the page is the commands, no key is taken twice, none is one that does not arrive."""

from __future__ import annotations

from pathlib import Path

from bltui.ui.keymap import FORBIDDEN, check, show
from bltui.ui.keytable import page
from bltui.ui.screens.workbench import Workbench
from bltui.ui.views import PLACES
from bltui.ui.widgets.rows import Rows


def test_the_page_of_keys_is_up_to_date():
    written = Path(__file__).parents[2] / "docs" / "keys.md"
    assert written.read_text("utf-8") == page(), "run: python -m bltui.ui.keytable > docs/keys.md"


def test_no_key_is_forbidden_or_taken_twice():
    for place in PLACES:
        taken: dict[str, str] = {}
        for command in (*Workbench.OFFERS, *Rows.OFFERS, *place.load().OFFERS):
            assert command.help, command.id
            for key in command.keys:
                assert key not in FORBIDDEN
                assert key not in taken, f"{show(key)}: {taken.get(key)} and {command.id}"
                taken[key] = command.id


def test_two_commands_may_change_places():
    places = {"": Workbench.OFFERS}
    keymap, faults = check(places, {"undo": "slash", "find": "u"})
    assert faults == []
    assert keymap.chosen == {"undo": "slash", "find": "u"}


def test_every_f_key_has_a_twin():
    for command in Workbench.OFFERS:
        if any(k[0] == "f" and k[1:].isdecimal() for k in command.keys):
            assert any(not (k[0] == "f" and k[1:].isdecimal()) for k in command.keys), command.id
