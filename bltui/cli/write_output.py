"""Where an export is written and in which format.

A file is written completely or not at all.
"""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from bltui.cli.errors import CommandError, UsageError
from bltui.cli.parser import Parser
from bltui.cli.session import Session
from bltui.domain.model.text import shown
from bltui.exchange import page as exchange_page
from bltui.exchange import write_output, writing

if TYPE_CHECKING:
    from bltui.exchange.page import Page

#: The formats of a page, the same as `exchange.page.FORMS`, which would have to be imported just to
#: print help. A test compares the two.
FORMS = ("text", "md", "html", "docx")
#: A text with a subject. No file ending stands for it.
MAIL = "mail"
#: Formats that are not text, so that they never go to a terminal.
_BINARY = ("docx",)


def destination(parser: Parser, *forms: str) -> Parser:
    """Declare --out and --replace for a command that writes these formats, such as "csv"."""
    out = parser.add_argument(
        "--out",
        metavar="FILE",
        type=partial(_named, forms),
        help="write to this file (default: standard output, also as -)",
    )
    # Read by the shell's completion only, and listing them costs an import.
    out.endings = partial(_endings, forms)  # type: ignore[attr-defined]
    parser.add_argument(
        "--replace", action="store_true", help="with --out: replace a file of that name"
    )
    return parser


def on_paper(parser: Parser, *tables: str) -> Parser:
    """Declare --format, with table formats such as "csv" if there are any, and the destination."""
    forms = (*FORMS, *tables)
    parser.add_argument(
        "--format", choices=forms, help="the format (default: by the ending of FILE, else text)"
    )
    return destination(parser, *forms)


def _endings(forms: Sequence[str]) -> dict[str, str]:
    """Return the file endings of the formats, each with its format."""
    pages = {ending: form for ending, form in exchange_page.ENDINGS.items() if form in forms}
    return pages | {f".{form}": form for form in forms if form not in (*FORMS, MAIL)}


def _form_named(name: str) -> str | None:
    """Return the format of a file's ending; None without an ending."""
    from pathlib import PurePath

    ending = PurePath(name).suffix.casefold()
    return exchange_page.ENDINGS.get(ending, ending[1:]) or None


def _named(forms: Sequence[str], name: str) -> str | None:
    """Return the name of a file to write; None for standard output.

    Raises ArgumentTypeError if its ending belongs to a format that the command does not write.
    """
    if name == "-":
        return None
    form = _form_named(name)
    if form is not None and form not in forms:
        *others, last = _endings(forms)
        listed = f"{', '.join(others)} or {last}" if others else last
        raise ArgumentTypeError(f"“{shown(name)}” does not end in {listed}")
    return name


def form_of(args: Namespace) -> str:
    """Return the format that was given, else the one of the file's ending, else text.

    Raises UsageError if the two do not agree.
    """
    named = _form_named(args.out) if args.out is not None else None
    agree = args.format == named or (args.format, named) == (MAIL, "text")
    if args.format and named and not agree:
        raise UsageError(
            f"--format {args.format} does not fit {shown(args.out)}. Leave out one of the two."
        )
    return args.format or named or "text"


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
    if (form := getattr(args, "format", None)) in _BINARY:
        if session.out.as_json or session.out.for_person:
            raise UsageError(f"A .{form} file is not text. Give --out FILE.{form}, or pipe it.")
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
            f"{name} already exists. Give --replace to replace it, or name another file.", 4
        ) from None
    except write_output.NotWritten as error:
        raise CommandError(str(error), 74) from None
    except ValueError:
        raise CommandError(
            f"{name}: this is not a possible file name. Nothing was exported.", 74
        ) from None
