"""Deferred imports: a module of bltui runs when something in it is first used.

So every import can be at the top of its file, where people and tools look for it, and a
command still loads only what it needs. Import the module to defer it:
`from bltui.exchange import roster`, then `roster.read_roster`. Import a name to run its module at
once: `from bltui.exchange.roster import read_roster`. Without this, `people add` takes 3.5 times
the processor time.

Python 3.15 has the same as `lazy import`. The standard library's LazyLoader does not lock in 3.11,
so a thread could see a module that has only partly run.
"""

from __future__ import annotations

import sys
from _thread import RLock  # the RLock of threading, without importing threading
from os import listdir
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:  # `bltui --version` takes as long as Python itself: no typing, no importlib.abc
    from collections.abc import Sequence
    from importlib.abc import Loader
    from importlib.machinery import ModuleSpec, SourceFileLoader
    from typing import Any
else:  # the classes that Python imported this module with
    ModuleSpec, SourceFileLoader = type(__spec__), type(__spec__.loader)

# One lock for all: a module that is being run imports others of ours, in any order.
_RUNNING = RLock()


class _Deferred(ModuleType):
    """A module that has not run yet. It already has the attributes that the import system needs."""

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("__"):
            _run(self)
        return ModuleType.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        # Running the module later would put back its own value.
        if not name.startswith("__"):
            _run(self)
        ModuleType.__setattr__(self, name, value)

    def __dir__(self) -> list[str]:
        _run(self)
        return list(ModuleType.__dir__(self))


class _Loader:
    """Delays running a module until it is used."""

    def __init__(self, real: Loader) -> None:
        self.real = real
        self.running = False

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the real loader, such as the code or source for tracebacks."""
        return getattr(self.real, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None  # an ordinary module, to which the import system adds its attributes

    def exec_module(self, module: ModuleType) -> None:
        """Let the first use run the module, see `_run`."""
        if (spec := module.__spec__) is not None:
            module.__file__, spec.has_location = spec.origin, True
        module.__class__ = _Deferred


def _run(module: ModuleType) -> None:
    """Run a deferred module. If it raises, the next use runs it again."""
    with _RUNNING:
        spec = module.__spec__
        loader = spec.loader if spec is not None else None
        if spec is None or not isinstance(loader, _Loader) or loader.running:
            return
        loader.running = True
        try:
            loader.real.exec_module(module)
        except BaseException:
            loader.running = False
            raise
        spec.loader = module.__loader__ = loader.real
        module.__class__ = ModuleType


class _Finder:
    """Finds the modules of bltui, but not its packages, which are almost empty."""

    def __init__(self) -> None:
        self._files: dict[str, frozenset[str]] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if path is None or not fullname.startswith("bltui."):
            return None
        if (spec := self._listed(fullname, path[0])) is not None:
            return spec
        others = (finder for finder in sys.meta_path if finder is not self)
        found = (finder.find_spec(fullname, path, target) for finder in others)
        spec = next((spec for spec in found if spec is not None), None)
        if spec is not None and spec.loader is not None and spec.submodule_search_locations is None:
            spec.loader = _Loader(spec.loader)  # type: ignore[assignment]  # of its shape
        return spec

    def _listed(self, fullname: str, folder: str) -> ModuleSpec | None:
        """Return the spec of a module that is a file of its package, without looking at the file.

        Python's own finder accesses the disk twice for each module, a tenth of the time of
        `people add`.
        """
        if folder not in self._files:
            try:
                names = listdir(folder)  # noqa: PTH208  pathlib costs an import
                self._files[folder] = frozenset(names)
            except OSError:  # a package in an archive
                self._files[folder] = frozenset()
        name = f"{fullname.rpartition('.')[2]}.py"
        if name not in self._files[folder]:
            return None
        file = f"{folder}/{name}"
        loader = _Loader(SourceFileLoader(fullname, file))
        # `exec_module` sets its location. Set here, the import system would work out where the
        # compiled module is, which takes as long as the rest of a deferred import.
        return ModuleSpec(fullname, loader, origin=file)  # type: ignore[arg-type]  # of its shape


def defer() -> None:
    """Defer running the modules of bltui that are imported from now on."""
    sys.meta_path.insert(0, _Finder())
