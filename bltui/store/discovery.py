"""Find the building files of a folder: directly in it, or one level below."""

from __future__ import annotations

import os
from collections.abc import Iterator

from bltui.beside import BACKUPS, HERE
from bltui.store.errors import BadFile, IOFailure, NoPermission, StoreError


def building_files(folder: str) -> Iterator[str | StoreError]:
    """Yield the paths of the `.json` files in a folder and its subfolders, sorted by name.

    Links to files are followed. Links to folders are not, so that nothing is read twice and nothing
    outside is read. An unreadable subfolder is yielded as a StoreError. Raises StoreError if the
    folder itself cannot be read.
    """
    files, folders = _listed(folder)
    for name in folders:
        try:
            more, _ = _listed(name)
        except StoreError as error:
            files.append((name, error))
        else:
            files += more
    return (found for _, found in sorted(files, key=lambda one: one[0]))


def _listed(folder: str) -> tuple[list[tuple[str, str | StoreError]], list[str]]:
    files: list[tuple[str, str | StoreError]] = []
    folders: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if not entry.name.endswith((BACKUPS, HERE)):
                        folders.append(entry.path)
                elif entry.name.endswith(".json") and not entry.is_dir():
                    files.append((entry.path, entry.path))
    except FileNotFoundError:
        raise IOFailure(folder, "this folder does not exist", "Check the path.") from None
    except NotADirectoryError:
        raise BadFile(
            folder, "it is not a folder", "Name the folder with the building files."
        ) from None
    except PermissionError:
        raise NoPermission(
            folder, "your account may not read this folder", "Ask its owner."
        ) from None
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise IOFailure(
            folder, f"this folder cannot be read: {why}", "Fix that, then try again."
        ) from None
    return files, folders
