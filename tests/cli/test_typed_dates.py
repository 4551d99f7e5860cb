"""The dates in the options of commands have the forms of `tests/domain/test_dates.py`."""

from __future__ import annotations

import json
from datetime import date

from bltui.domain.model.formats import full_date
from tests.cli.conftest import Shell
from tests.domain.test_dates import ALONE, CALENDAR, RELATIVE, TODAY


def test_every_form_in_the_option_of_a_command(bltui: Shell) -> None:
    for text, wanted in (CALENDAR | ALONE | RELATIVE).items():
        answer = bltui(
            "--today", TODAY, "action", "add", "Copy it", "--due", text, "--dry-run", "--json"
        )
        echo = full_date(date.fromisoformat(wanted))
        if answer.status:  # a due date that has passed is asked about
            assert f"is {echo}, which has passed" in answer.err, text
        else:
            assert f"(by {echo})" in json.loads(answer.out)["what"], text
