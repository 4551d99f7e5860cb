"""The table of keys in docs/keys.md, made from the commands: `python -m bltui.ui.keytable >
docs/keys.md`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from bltui.ui.commands import Command
from bltui.ui.keymap import FORBIDDEN, show
from bltui.ui.screens.main_screen import MainScreen
from bltui.ui.screens.page_screen import PageScreen
from bltui.ui.screens.registry import PAGES, VIEWS
from bltui.ui.widgets.record_list import RecordList

_ABOUT = """# Keys

This page is made from the commands themselves (`python -m bltui.ui.keytable`); a test compares the two. `?` shows the same
inside the program, with your own keys, and says why something cannot be done just now.

Another key for a command is a line in `config.toml` under `[keys]`: its id, and one or more keys.

```toml
[keys]
"undo" = "u,backspace"
```

A choice that cannot be used is left out and named at the start: an unknown id, a key that is taken, or a key that does not
arrive. With a dialog open only its own keys and ctrl+q work. In a text field letters are text; F-keys still work.
"""


_PAGES = """
## On pages over a view

Help, undo, redo and back have the same keys there as everywhere, and so do lists."""


def _rows(commands: Iterable[Command]) -> list[str]:
    lines = ["| key | command | id | what it does |", "|---|---|---|---|"]
    for found in commands:
        keys = " ".join(f"`{show(key)}`" for key in found.keys) or "(palette)"
        lines.append(f"| {keys} | {found.title} | `{found.id}` | {found.help} |")
    return lines


def page() -> str:
    """The whole page."""
    parts = [
        _ABOUT,
        "## Everywhere\n",
        *_rows(MainScreen.OFFERS),
        "| `^q` | Quit | | Leave, from everywhere. |",
    ]
    parts += ["\n## In lists\n", *_rows(RecordList.OFFERS)]
    parts.append(
        "| `^z` `^y` | Undo, redo | | The same as `u` and `U`, in lists only: in a field they are "
        "the field's. |"
    )
    for place in VIEWS:
        view = place.load()
        if view.OFFERS:
            parts += [f"\n## In {view.TITLE}\n", *_rows(view.OFFERS)]
    parts.append(_PAGES)
    for page in PAGES:
        kind = page.load()
        parts += [
            f"\n### {page.title}\n",
            *_rows(c for c in kind.OFFERS if c not in PageScreen.OFFERS and c.id != "back"),
        ]
    parts += ["\n## Keys that cannot be chosen\n", "| key | why |", "|---|---|"]
    parts += [
        f"| `{show(key)}` | {why} |" for key, why in FORBIDDEN.items() if not key[-1].isdecimal()
    ]
    parts.append("| ctrl or alt with a digit | terminals do not send it |")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
