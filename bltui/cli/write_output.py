"""Where an export is written and in which format.

A file is written completely or not at all.
"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from bltui.cli.errors import CommandError, UsageError
from bltui.cli.parser import Parser
from bltui.cli.session import Session
from bltui.exchange import page as exchange_page
from bltui.exchange import write_output, writing

if TYPE_CHECKING:
    from bltui.exchange.page import Page

#: The same as `exchange.page.FORMS`, which would have to be imported just to print help.
FORMS = ("text", "md", "html", "docx")


def destination(parser: Parser) -> Parser:
    """Declare --out and --replace."""
    parser.add_argument("--out", metavar="FILE", help="write here (default: standard output)")
    parser.add_argument(
        "--replace", action="store_true", help="with --out: replace a file of that name"
    )
    return parser


def on_paper(parser: Parser, *tables: str) -> Parser:
    """Declare --format, with table formats such as "csv" if there are any, and the destination."""
    parser.add_argument(
        "--format", choices=(*FORMS, *tables), help="default: what FILE ends in, else text"
    )
    parser.set_defaults(endings={f".{table}": table for table in tables})
    return destination(parser)


def form_of(args: Namespace) -> str:
    """Return the format that was given, else the one of the file's extension, else text."""
    if args.format is None and args.out is not None:
        from pathlib import PurePath

        endings: dict[str, str] = {**exchange_page.ENDINGS, **args.endings}
        return endings.get(PurePath(args.out).suffix.casefold(), "text")
    return args.format or "text"


def deliver_page(session: Session, args: Namespace, page: Page) -> int:
    """Write a page in the chosen format to its destination."""
    return deliver(session, args, writing.written(page, form_of(args)))


def deliver(session: Session, args: Namespace, content: str | bytes) -> int:
    """Write the content to its destination. A file is written completely or not at all."""
    data = content.encode() if isinstance(content, str) else content
    if args.out is not None:
        _write(session, args.out, data, replace=args.replace)
        if session.out.as_json:
            session.out.json({"file": args.out, "bytes": len(data)})
        else:
            session.out.line(f"wrote {args.out}")
        return 0
    if getattr(args, "format", None) == "docx":
        if session.out.as_json or session.out.for_person:
            raise UsageError("A Word document goes into a file: give --out FILE.docx.")
        session.out.bytes(data)
    elif session.out.as_json:
        session.out.json({"text": data.decode()})
    elif session.out.for_person or getattr(args, "format", "") in (None, "text"):
        session.out.page(data.decode())
    else:
        session.out.bytes(data)
    return 0


def _write(session: Session, name: str, data: bytes, *, replace: bool) -> None:
    from pathlib import Path

    try:
        write_output.write_file(Path(name), data, replace=replace)
    except write_output.AlreadyThere:
        if replace:
            raise
        raise CommandError(
            f"{name} is there already. Give --replace to replace it, or name another file.", 4
        ) from None
    except write_output.NotWritten as error:
        raise CommandError(str(error), 74) from None
    except ValueError:
        raise CommandError(f"{name}: there is no such place. Nothing was exported.", 74) from None
