"""A small program that changes a building file, for tests with many processes.

writer.py FILE init | add TEXT | list | many COUNT NAME (prints "ok NAME-i GEN" after each saved
change)
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bltui.domain.model.errors import UserError
from bltui.store.author import current_author
from bltui.store.building_file import BuildingFile
from bltui.store.change_summary import Summary
from bltui.store.errors import StoreError

if TYPE_CHECKING:
    from bltui.store.transaction import Transaction


def add(file: BuildingFile, text: str) -> int:
    def work(transaction: Transaction) -> Summary:
        transaction.db.table("people").insert({"name": text})
        return Summary(f"people: {text} added")

    return file.commit(work).gen


def main(path: str, command: str, *words: str) -> int:
    author = current_author()
    try:
        if command == "init":
            BuildingFile.create(path, {"profile": {1: {"name": "Sample School"}}}, author, "made")
            return 0
        file = BuildingFile(path, author)
        if command == "add":
            add(file, words[0])
        elif command == "list":
            print("\n".join(row["name"] for row in file.read().documents["people"].values()))
        elif command == "many":
            for i in range(int(words[0])):
                print("ok", f"{words[1]}-{i}", add(file, f"{words[1]}-{i}"), flush=True)
        return 0
    except (StoreError, UserError) as error:
        print(error, file=sys.stderr)
        return getattr(error, "status", 4)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
