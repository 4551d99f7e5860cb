"""Count what a Python package is made of: `python -m benchmarks.count ROOT PACKAGE …`.

Each ROOT and PACKAGE pair makes one column. The figures come from the source.
"""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

#: Tokens that are layout, not code.
_LAYOUT = {
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.COMMENT,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_IMPORTS = (ast.Import, ast.ImportFrom)


def _for_types(test: ast.expr) -> bool:
    """Return whether a condition guards imports for the type checker."""
    return any(
        getattr(node, "id", getattr(node, "attr", "")) == "TYPE_CHECKING" for node in ast.walk(test)
    )


class Module:
    """One file of a package."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.source = path.read_text(encoding="utf-8")
        self.tree = ast.parse(self.source)

    @property
    def lines(self) -> list[str]:
        """The lines that are not blank."""
        return [line for line in self.source.splitlines() if line.strip()]

    def tokens(self) -> int:
        """Count the tokens of code, without layout, comments and docstrings."""
        docstrings = {
            node.body[0].lineno
            for node in ast.walk(self.tree)
            if isinstance(node, (ast.Module, ast.ClassDef, *_FUNCTIONS))
            and ast.get_docstring(node) is not None
        }
        found = tokenize.generate_tokens(io.StringIO(self.source).readline)
        return sum(
            token.type not in _LAYOUT
            and not (token.type == tokenize.STRING and token.start[0] in docstrings)
            for token in found
        )

    def comments(self) -> int:
        """Count the lines that are only a comment."""
        return sum(line.strip().startswith("#") for line in self.lines)

    def late_imports(self) -> int:
        """Count the import statements inside functions."""
        inside = {
            id(node)
            for function in ast.walk(self.tree)
            if isinstance(function, _FUNCTIONS)
            for node in ast.walk(function)
            if isinstance(node, _IMPORTS)
        }
        return len(inside)

    def uses(self, name: str) -> int:
        """Count the uses of a name in the code."""
        return sum(isinstance(node, ast.Name) and node.id == name for node in ast.walk(self.tree))

    def calls(self, name: str) -> int:
        """Count the calls of a function."""
        called = (node.func for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        return sum(getattr(func, "id", getattr(func, "attr", "")) == name for func in called)

    def imports(self, known: set[str]) -> Iterator[str]:
        """Yield the package's own modules that this module imports at run time."""
        for_types = {
            id(inner)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.If) and _for_types(node.test)
            for inner in ast.walk(node)
        }
        for node in ast.walk(self.tree):
            if id(node) in for_types:
                continue
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                deeper = [f"{node.module}.{alias.name}" for alias in node.names]
                names = [name if name in known else node.module for name in deeper]
            else:
                continue
            yield from (name for name in names if name in known and name != self.name)


def modules(root: Path, package: str) -> list[Module]:
    """Return the modules of a package below a root."""
    found = []
    for path in sorted((root / package).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Module(path, name))
    return found


def knots(edges: dict[str, set[str]]) -> list[list[str]]:
    """Return the import cycles: groups of names that all lead to each other."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        ahead = [start]
        while ahead:
            for following in edges.get(ahead.pop(), ()):
                if following not in seen:
                    seen.add(following)
                    ahead.append(following)
        return seen

    reach = {name: reached(name) for name in edges}
    found = {
        frozenset(other for other in reach[name] if name in reach.get(other, ()))
        for name in edges
        if name in reach[name]
    }
    return sorted(sorted(group) for group in found if len(group) > 1)


def package_edges(edges: dict[str, set[str]], inside: str) -> dict[str, set[str]]:
    """Return the imports between the packages and files directly inside a package."""
    depth = inside.count(".") + 2

    def room(name: str) -> str:
        return ".".join(name.split(".")[:depth])

    found: dict[str, set[str]] = {}
    for name, targets in edges.items():
        if name.startswith(f"{inside}."):
            inner = {
                room(t) for t in targets if t.startswith(f"{inside}.") and room(t) != room(name)
            }
            found.setdefault(room(name), set()).update(inner)
    return found


def figures(root: Path, package: str) -> dict[str, str]:
    """Return all figures of one package."""
    found = modules(root, package)
    known = {module.name for module in found}
    edges = {module.name: set(module.imports(known)) for module in found}
    lines, tokens = sum(len(m.lines) for m in found), sum(m.tokens() for m in found)
    comments = sum(m.comments() for m in found)
    floors = sorted({".".join(name.split(".")[:2]) for name in known if name.count(".") > 1})
    tied = [knot for floor in (package, *floors) for knot in knots(package_edges(edges, floor))]
    long_lines = sum(len(line) > 100 for m in found for line in m.lines)
    return {
        "modules": f"{len(found):,}",
        "lines": f"{lines:,}",
        "lines over 100 columns": f"{long_lines:,}",
        "tokens": f"{tokens:,}",
        "tokens per line": f"{tokens / max(1, lines):.1f}",
        "comment lines": f"{100 * comments / max(1, lines):.1f}%",
        "imports in functions": f"{sum(m.late_imports() for m in found):,}",
        "import_module calls": f"{sum(m.calls('import_module') for m in found):,}",
        "Any": f"{sum(m.uses('Any') for m in found):,}",
        "knots of packages": f"{len(tied)} ({sum(map(len, tied))} packages)",
        "knots of files": f"{len(knots(edges))}",
    }


def main() -> None:
    """Print one column for each package."""
    pairs = list(zip(sys.argv[1::2], sys.argv[2::2], strict=True))
    if not pairs:
        raise SystemExit(__doc__)
    columns = {package: figures(Path(root), package) for root, package in pairs}
    print("| | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for what in next(iter(columns.values())):
        print(f"| {what} | " + " | ".join(column[what] for column in columns.values()) + " |")


if __name__ == "__main__":
    main()
