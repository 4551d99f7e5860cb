"""A monkey at the terminal, and the conditions that must hold.

It sends random keys, pastes, clicks and sizes from a seed.
"""

from __future__ import annotations

import os
import random
import signal
import string
import time
from collections.abc import Callable
from pathlib import Path

from bltui.store.author import current_author
from bltui.store.building_file import BuildingFile
from tests.e2e.terminal import PATIENCE, Terminal

#: The name that signs the monkey's changes.
NAME = "monkey"
#: Runs the program so that an error in a worker ends it. Otherwise the worker would only store the
#: error.
STRICT = """
import sys, textual.worker_manager as manager
new = manager.WorkerManager._new_worker
manager.WorkerManager._new_worker = lambda *all, **named: new(*all, **{**named, "exit_on_error": True})
from bltui.cli import main
sys.exit(main())
"""
#: The most dialogs that are open at once, and the most escapes that close them all.
DEEPEST, MOST_BACK = 4, 40
#: Seconds until the program counts as stuck, on a busy machine.
STUCK = 3 * PATIENCE
ESC, ENTER, QUIT = "\x1b", "\r", "\x11"
NAMED = {
    "enter": ENTER,
    "esc": ESC,
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "shift+up": "\x1b[1;2A",
    "shift+down": "\x1b[1;2B",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    **{f"F{n}": f"\x1bO{end}" for n, end in enumerate("PQRS", 1)},
    **{
        f"F{n}": f"\x1b[{code}~"
        for n, code in zip(range(5, 13), (15, 17, 18, 19, 20, 21, 23, 24), strict=True)
    },
}
#: Without ctrl+q, which quits, and without ctrl codes that are other keys: tab, enter, escape.
CHORDS = [chr(n) for n in range(1, 27) if chr(n) not in "\t\n\r\x11"]
#: Without q, which quits on Home.
LETTERS = [c for c in string.ascii_letters + string.digits if c != "q"] + list("[],*+/:?-=.;'\"")
PASTES = [
    "note one\nnote two\nnote three",
    "Sample Person, grade 2 teacher",
    "facilitator Sample Person",
    "x" * 3000,
    "12/4",
    "every Tuesday 3:15-4:00 PM",
    "\tzwölf Boxkämpfer 漢字 👩‍🏫 [bold]x[/bold]\x07",
    "/etc/passwd",
]
OTHER_SIZES = [(60, 16), (80, 24), (120, 40), (61, 17), (100, 30), (50, 12), (200, 60), (20, 5)]


class Walk:
    """One session of random keys.

    Every failure reports the seed, the size and the keys that led to it.
    """

    def __init__(self, building: Path, size: tuple[int, int], seed: str) -> None:
        self.building, self.size, self.seed = building, size, seed
        self.dice = random.Random(f"{seed} {size}")
        self.keys: list[str] = []
        #: When a key was pressed that may change something: every key except those typed into a
        #: text field.
        self.asked: list[float] = []
        self.terminal = self._open()

    def _open(self) -> Terminal:
        arguments = ["--file", str(self.building), "--as", NAME, "--today", "2026-11-23"]
        return Terminal(arguments, self.building.parent, size=self.size, program=("-c", STRICT))

    def __enter__(self) -> Walk:
        self.terminal.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.terminal.__exit__()

    # -- what must hold ----------------------------------------------------------------------------

    def wrong(self, why: str) -> AssertionError:
        """Return an error that lists what is needed to repeat the walk."""
        last = " ".join(self.keys[-80:])
        return AssertionError(
            f"{why}\nseed {self.seed!r}, size {self.size}, after {len(self.keys)} keys: {last}\n"
            f"{self.terminal.text}\n{self.log()}"
        )

    def log(self) -> str:
        """Return the program's log; empty if there was no error."""
        return "".join(
            path.read_text("utf-8") for path in (self.building.parent / "state").rglob("*.log")
        )

    def changes(self) -> list[float]:
        """Return the times of the changes that the history credits to the monkey."""
        entries = BuildingFile(self.building, current_author()).history()
        return [entry.at for entry in entries if entry.by == NAME]

    def check(self) -> None:
        """Raise AssertionError if the program logged an error or ended with a nonzero status."""
        if self.log() or b"Traceback" in self.terminal.bytes:
            self.terminal.read(0.5)
            raise self.wrong("an error")
        pid, status = os.waitpid(self.terminal.pid, os.WNOHANG | os.WUNTRACED)
        if pid and os.WIFSTOPPED(status):  # the palette's "Go to shell": return to the program
            os.kill(self.terminal.pid, signal.SIGCONT)
        elif pid:
            self.terminal.status = os.waitstatus_to_exitcode(status)
            if self.terminal.status:
                raise self.wrong(f"it ended with {self.terminal.status}")
            self._again()  # the palette's "Quit"

    def _again(self) -> None:
        self.terminal.__exit__()
        self.terminal = self._open().__enter__()
        self.until(lambda: "? Help" in self.terminal.text)

    def until(self, done: Callable[[], bool]) -> None:
        """Wait for a condition that must become true."""
        end = time.monotonic() + STUCK
        while not done():
            if time.monotonic() > end:
                raise self.wrong("it is stuck")
            self.terminal.read(0.03)
            self.check()

    def settle(self) -> None:
        """Wait until the program has handled all input.

        Then the terminal is silent and the program is idle.
        """
        before = ""
        while before != (before := self._worked()):
            self.terminal.read(0.25)
            self.check()

    def _worked(self) -> str:
        """Return a text that stays the same while the program is idle.

        It holds the processor time so far, and the current time while the program is running.
        Empty if there is no /proc.
        """
        try:
            fields = (
                Path(f"/proc/{self.terminal.pid}/stat")
                .read_text("ascii")
                .rpartition(")")[2]
                .split()
            )
        except OSError:
            return ""
        return " ".join((*fields[11:13], str(time.monotonic()) if fields[0] == "R" else ""))

    # -- walking -----------------------------------------------------------------------------------

    def press(self, keys: str, name: str = "", *, text: bool = False) -> None:
        """Send some keys in one write."""
        self.keys.append(name or repr(keys)[1:-1])
        if not text:
            self.asked.append(time.time())
        try:
            self.terminal.type(keys)
        except OSError:
            self.terminal.read()
            self.check()

    def steps(self, count: int) -> None:
        """Press `count` keys in bursts, with checks between them."""
        self.until(lambda: "? Help" in self.terminal.text)
        kinds: list[tuple[int, Callable[[], None]]] = [
            (60, self._letters),
            (30, self._named),
            (6, self._chord),
            (3, self._paste),
            (3, self._click),
            (3, self._resize),
            (3, self._typing),
            (3, self._view),
        ]
        while len(self.keys) < count:
            self.dice.choices([act for _, act in kinds], [weight for weight, _ in kinds])[0]()
            self.terminal.read(self.dice.choice([0.0, 0.0, 0.01, 0.05]))
            self.check()
            if self.dice.random() < 0.02:
                self.home()

    def _letters(self) -> None:
        for _ in range(self.dice.choice([1, 1, 1, 2, 5])):
            self.press(self.dice.choice(LETTERS))

    def _named(self) -> None:
        name = self.dice.choice([*NAMED, "enter", "enter", "esc", "esc", "down", "F10"])
        self.press(NAMED[name], name)

    def _chord(self) -> None:
        self.press(self.dice.choice(CHORDS))

    def _view(self) -> None:
        self.press(self.dice.choice("1234567"))

    def _paste(self) -> None:
        text = self.dice.choice(PASTES)
        self.press(
            f"\x1b[200~{text}\x1b[201~" if self.dice.random() < 0.7 else text[:200].replace("q", "")
        )

    def _click(self) -> None:
        column, line = (
            self.dice.randrange(1, self.size[0] + 1),
            self.dice.randrange(1, self.size[1] + 1),
        )
        self.press(f"\x1b[<0;{column};{line}M\x1b[<0;{column};{line}m")

    def _resize(self) -> None:
        size = self.dice.choice(OTHER_SIZES)
        self.keys.append(f"<{size[0]}x{size[1]}>")
        self.terminal.resize(*size)
        self.terminal.read(self.dice.choice([0.0, 0.1]))
        self.terminal.resize(*self.size)

    def home(self) -> None:
        """Leave whatever is open.

        Home must be visible afterward, with no dialog that more escapes would close.
        """
        tries = there = 0
        while there < DEEPEST:
            if (tries := tries + 1) > MOST_BACK:
                raise self.wrong("no way back")
            self.press(ESC, "esc")
            self.settle()
            there = there + 1 if "[1 Home]" in self.terminal.text else 0
            if "[y]" in self.terminal.text:
                there = 0
                self.press("y")
                self.settle()

    def _typing(self) -> None:
        """Type commands' letters into a text field. They must stay text and not run a command."""
        self.home()
        self.press("+", text=True)
        self.until(lambda: "Recall" in self.terminal.text)
        before = len(self.changes())
        words = "".join(
            self.dice.choices(string.ascii_letters + "    ,.", k=self.dice.randrange(8, 40))
        ).strip()
        while words:
            size = self.dice.choice([1, 3, 50])
            self.press(words[:size], text=True)
            rest, words = words[:size], words[size:]
        self.until(lambda: rest.strip()[-6:] in self.terminal.text)
        if len(self.changes()) != before:
            raise self.wrong("typed text changed the building")
        self.home()

    def leave(self) -> None:
        """Quit as a person does: `q` on Home or ctrl+q, sometimes after a pause in the shell."""
        if self.dice.random() < 0.5:
            self.home()
            os.kill(self.terminal.pid, signal.SIGTSTP)
            os.waitpid(self.terminal.pid, os.WUNTRACED)
            os.kill(self.terminal.pid, signal.SIGCONT)
            self.until(lambda: "? Help" in self.terminal.text)
            self.press("1")
            self.until(lambda: "[1 Home]" in self.terminal.text)
            self.press("q")
        end = time.monotonic() + STUCK
        while self.terminal.status is None:
            self.press(QUIT, "ctrl+q")
            self._ended(0.5)
            if self.terminal.status is None and "[y]" in self.terminal.text:
                self.press("y")
                self._ended(0.5)
            if time.monotonic() > end:
                raise self.wrong("it does not end")
        if self.terminal.status or self.log():
            raise self.wrong(f"it ended with {self.terminal.status}")
        if self.terminal.restored():
            raise self.wrong(f"not put back: {self.terminal.restored()}")

    def _ended(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.terminal.status is None:
            self.terminal.read(0.02)
            pid, status = os.waitpid(self.terminal.pid, os.WNOHANG)
            if pid:
                self.terminal.status = os.waitstatus_to_exitcode(status)

    def unasked(self) -> int:
        """Count the monkey's changes that no key press can have caused."""
        asked, count = list(self.asked), 0
        for at in self.changes():
            own = next((when for when in reversed(asked) if when <= at), None)
            if own is None or at - own > STUCK:
                count += 1
            else:
                asked.remove(own)
        return count
