"""Run one command: parse its arguments, and turn errors into one line and an exit status."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from bltui import __version__, framework, settings, workspace
from bltui.cli import commands, completing, log, parser
from bltui.cli import launch as cli_launch
from bltui.cli import session as cli_session
from bltui.cli.errors import CommandError, UsageError
from bltui.cli.output import Output, fit_streams
from bltui.domain.model import building
from bltui.domain.model.errors import UserError, brief
from bltui.domain.model.text import shown
from bltui.exchange import tables
from bltui.store import errors as store_errors

if TYPE_CHECKING:
    from argparse import Namespace

    from bltui.cli.session import Session

#: The exit statuses that scripts may rely on. The store's are attributes of its errors.
DONE, FOUND, USAGE, REFUSED, UNUSABLE, UNEXPECTED, INPUT_OUTPUT, INTERRUPTED = (
    0,
    1,
    2,
    4,
    65,
    70,
    74,
    130,
)


def _load_msgspec() -> None:
    """Import msgspec without typing_extensions, which takes as long as starting Python.

    msgspec imports three names that Python 3.11 has itself, and uses those if the package is
    missing.
    """
    if "msgspec" in sys.modules or "typing_extensions" in sys.modules:
        return
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]


def run(arguments: Sequence[str]) -> int:
    """Run one command and return the exit status. A traceback never reaches the terminal."""
    gc.set_threshold(50_000)  # a command's objects live until it ends, so a lower value only costs
    _load_msgspec()
    fit_streams()
    if "_ARGCOMPLETE" in os.environ:
        completing.complete()
    if bad := next(
        (n for n, a in enumerate(arguments, 1) if any("\ud800" <= c <= "\udfff" for c in a)), 0
    ):
        _say(
            f"bltui: argument {bad} holds bytes that are not UTF-8. Type it again; nothing was "
            "written."
        )
        return UNUSABLE
    session = None
    args = None
    try:
        args = _read(arguments)
        out = Output(
            as_json=getattr(args, "json", False), color=not getattr(args, "no_color", False)
        )
        session = cli_session.Session(args, out)
        status: int = args.run(session, args)
        out.flush()
        return status
    except SystemExit as leaving:
        # argparse prints --help and exits.
        return leaving.code if isinstance(leaving.code, int) else DONE
    except BrokenPipeError:
        _hush()
        return DONE
    except KeyboardInterrupt:
        _say("bltui: interrupted.")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  the one place where every error becomes a line and a status
        return _explain(_placed(error, session), args, saved=session is not None and session.saved)


def _read(arguments: Sequence[str]) -> Namespace:
    if (opening := _plain_opening(arguments)) is not None:
        return opening
    if arguments[0].startswith("-"):
        commands.misplaced(arguments)
    command = commands.typed(arguments)
    args = parser.parse(commands.grammar(command), arguments)
    if getattr(args, "version", False):
        sys.stdout.write(f"bltui {__version__}\n")
        raise SystemExit(DONE)
    if command is None:
        args = parser.parse(commands.grammar("open"), [*arguments, "open"])
    return args


def _plain_opening(arguments: Sequence[str]) -> Namespace | None:
    """Return the arguments of `bltui` and `bltui --file FILE`, None for any other command line.

    Nearly every session starts like this, and it needs no parser of all commands.
    """
    if arguments and not (
        len(arguments) == 2 and arguments[0] == "--file" and not arguments[1].startswith("-")
    ):
        return None
    given = {"file": arguments[1]} if arguments else {}
    return cast("Namespace", SimpleNamespace(run=cli_launch.open_building, **given))


def _placed(error: Exception, session: Session | None) -> Exception:
    """Return the error, with the file's name added if a record could not be read.

    Records are read when they are first used, so the error itself does not know the file.
    """
    if session is None or not isinstance(error, building.Unreadable):
        return error
    return workspace.unreadable(session.path, error)


def _explain(error: Exception, args: Namespace | None, *, saved: bool) -> int:
    """Print an error in one line and return its exit status."""
    status = status_of(error)
    if status is None:
        place = log.write_log(error)
        what = f"something unexpected happened ({type(error).__name__})"
        state = "The change was saved before that" if saved else "What was saved before is safe"
        _say(
            f"bltui: {what}. {state}; the details are in {place}."
            if place
            else f"bltui: {what}. {state}."
        )
        return UNEXPECTED
    if getattr(args, "debug", False) and (place := log.write_log(error)):
        _say(f"bltui: details in {place}")
    if isinstance(error, OSError):
        _hush()
        state = "The change was saved, but the answer" if saved else "The answer"
        _say(f"bltui: {state} could not be written: {error.strerror or error}.")
        return status
    _say(f"bltui: {error}")
    return status


def status_of(error: Exception) -> int | None:
    """Return the exit status of an expected error; None for an unexpected error."""
    if isinstance(error, UsageError):
        return USAGE
    if isinstance(error, CommandError):
        return error.status
    foreseen = (store_errors.StoreError, settings.BadSettings, framework.Unusable, tables.Unusable)
    if isinstance(error, foreseen):
        return getattr(error, "status", UNUSABLE)
    if isinstance(error, UserError):
        return REFUSED
    return INPUT_OUTPUT if isinstance(error, OSError) else None


def _say(line: str) -> None:
    if sys.stderr is not None:
        try:
            sys.stderr.write(f"{brief(shown(line))}\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            _hush()


def _hush() -> None:
    """Redirect closed streams to the null device, so that Python's flush at exit does not fail."""
    void = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            os.dup2(void, stream.fileno())
    os.close(void)
