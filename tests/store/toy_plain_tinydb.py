"""The same program on plain TinyDB: what happens without this store.

The store's tests must fail on it, to show that they detect faults.
"""

from __future__ import annotations

import sys

from tinydb import TinyDB


def main(path: str, command: str, *words: str) -> int:
    database = TinyDB(path)
    table = database.table("people")
    if command == "init":
        database.table("profile").insert({"name": "Sample School"})
    elif command == "add":
        table.insert({"name": words[0]})
    elif command == "list":
        print("\n".join(row["name"] for row in table))
    elif command == "many":
        for i in range(int(words[0])):
            number = table.insert({"name": f"{words[1]}-{i}"})
            print("ok", f"{words[1]}-{i}", number, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
