"""`bltui purge`: erase a record's words from the file, its history and its backups for good."""

from __future__ import annotations

from argparse import Namespace

from bltui.cli.confirmation import asks, confirm
from bltui.cli.parser import Parser, make_command
from bltui.cli.session import Session
from bltui.domain.feedback import purging
from bltui.drafts import purging as drafts_purging
from bltui.store import building_file
from bltui.store import purge as store_purge


def configure(parser: Parser, command: str) -> None:
    """Declare the arguments."""
    make_command(parser, purge, example="bltui purge feedback/12345 --yes", changes=True)
    parser.add_argument(
        "record", metavar="RECORD", help="the record, such as feedback/12345, lines/3, or people/4"
    )
    asks(parser)


def purge(session: Session, args: Namespace) -> int:
    """Print what would be erased, ask, and erase it. It cannot be undone."""
    words = purging.words_of(session.building, args.record)
    texts = purging.texts_of(session.building, words)
    named = ", ".join(words)
    if session.dry_run:
        if session.out.as_json:
            session.out.json({"records": list(words), "dry_run": True})
        else:
            session.out.line(f"would be purged: the text of {named}")
            session.out.tell("Nothing was written.")
        return 0
    confirm(
        session,
        f"Purge the words of {named} from the file, its history, and its backups? This cannot be undone, "
        "and nothing before it can be undone either.",
    )
    file = building_file.BuildingFile(session.path, session.author)
    parting = file.parting()
    done = store_purge.purge(file, words)
    session.saved = True
    drafts = drafts_purging.purge(texts)
    if session.out.as_json:
        session.out.json(
            {
                "records": list(words),
                "change": done.change,
                "dry_run": False,
                **_counts(done),
                "drafts": drafts,
            }
        )
    else:
        session.out.line(f"purged: {named}")
        session.out.line(
            f"{done.lines + done.dropped} lines of the history and {done.backups} backups were "
            "rewritten"
        )
        if drafts:
            were = (
                "1 draft of this account was"
                if drafts == 1
                else f"{drafts} drafts of this account were"
            )
            session.out.line(f"{were} deleted, with all the text there")
    for name in done.left:
        session.out.tell(
            f"{name}: this backup cannot be read, and may contain the text. Look at "
            "it, or remove it."
        )
    if parting:
        session.out.tell(f"{parting}, and the text in it. Remove it.")
    session.out.tell(
        "Copies in other places (exports, mail, other folders), open forms, and "
        "other accounts' drafts are not purged."
    )
    return 0


def _counts(done: object) -> dict[str, object]:
    return {name: getattr(done, name) for name in ("lines", "dropped", "backups", "left")}
