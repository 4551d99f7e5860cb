"""Small wrong changes of one source file: what may be mutated, and the mutated tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

Tree = ast.Module
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Sub: ast.Add,
}
_CALLS = {"sorted": "list", "min": "max", "max": "min", "any": "all", "all": "any"}
#: Statements that may be deleted, each with the name of its kind.
_DELETED: dict[type[ast.AST], str] = {
    ast.Raise: "raise deleted",
    ast.For: "loop deleted",
    ast.Expr: "statement deleted",
    ast.AugAssign: "statement deleted",
    ast.Continue: "statement deleted",
}


class Mutant(NamedTuple):
    """One change of one file: the node that is changed, and its line for people."""

    path: str
    node: int
    """The node's index in `ast.walk`."""
    detail: int
    """Which change of the node it is.

    It selects an operator of a chain, a condition of a comprehension, or up or down.
    """
    kind: str
    line: int
    lines: tuple[int, int]
    """The lines of the changed statement. A test that runs one of them may detect the change."""
    function: str
    """The outermost function or method, as "name" or "Class.name"."""


def _span(statement: ast.stmt) -> tuple[int, int]:
    """Return the lines of a statement; of a compound statement only its head."""
    body = getattr(statement, "body", None)
    last = body[0].lineno - 1 if body else statement.end_lineno or statement.lineno
    return statement.lineno, max(statement.lineno, last)


def _changes(node: ast.AST, function: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the possible changes of one node: (detail, kind)."""
    match node:
        case ast.Compare(ops=ops):
            yield from ((n, "comparison") for n, op in enumerate(ops) if type(op) in _SWAPS)
        case ast.BoolOp():
            yield 0, "and/or"
        case ast.UnaryOp(op=ast.Not()):
            yield 0, "not removed"
        case ast.If() | ast.IfExp():
            yield 0, "condition false"
            yield 1, "condition true"
        case ast.comprehension(ifs=ifs):
            yield from ((n, "filter dropped") for n in range(len(ifs)))
        case ast.BinOp(op=ast.Sub()):
            yield 0, "minus to plus"
        case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
            yield 0, f"{name} to {_CALLS[name]}"
        case ast.Constant(value=bool()):
            yield 0, "constant flipped"
        case ast.Constant(value=int()):
            yield from ((detail, "constant") for detail in (-1, 1))
        case ast.Return(value=ast.expr()) if (
            ast.unparse(getattr(function, "returns", None) or node) == "bool"
        ):
            yield 0, "result flipped"
        case ast.Expr(value=ast.Constant()):
            return  # a docstring
        case ast.stmt() if type(node) in _DELETED:
            yield 0, _DELETED[type(node)]


def _visit(
    node: ast.AST, function: ast.AST, statement: ast.stmt
) -> Iterator[tuple[ast.AST, ast.AST, ast.stmt]]:
    """Walk a function and yield each node with its function and statement."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.arguments) or child is getattr(node, "returns", None):
            continue
        inside = child if isinstance(child, ast.stmt) else statement
        yield child, function, inside
        yield from _visit(child, child if isinstance(child, _FUNCTIONS) else function, inside)


def _functions(tree: Tree) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in tree.body:
        if isinstance(node, _FUNCTIONS):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from (
                (f"{node.name}.{inner.name}", inner)
                for inner in node.body
                if isinstance(inner, _FUNCTIONS)
            )


def mutants(root: Path, path: str) -> list[Mutant]:
    """Return all mutants of a file's functions.

    Code that runs only during import is not mutated.
    """
    tree = ast.parse((root / path).read_text(encoding="utf-8"))
    places = {id(node): n for n, node in enumerate(ast.walk(tree))}
    found = []
    for name, function in _functions(tree):
        for statement in function.body:
            nodes = [(statement, function, statement), *_visit(statement, function, statement)]
            for node, inside, at in nodes:
                for detail, kind in _changes(node, inside):
                    line = getattr(node, "lineno", at.lineno)
                    found.append(
                        Mutant(path, places[id(node)], detail, kind, line, _span(at), name)
                    )
    return found


def _changed(node: ast.AST, detail: int) -> ast.AST:
    """Return the node that replaces the given one."""
    match node:
        case ast.Compare():
            node.ops[detail] = _SWAPS[type(node.ops[detail])]()  # type: ignore[call-overload]
        case ast.BoolOp() | ast.BinOp():
            node.op = _SWAPS[type(node.op)]()  # type: ignore[assignment]
        case ast.UnaryOp():
            return node.operand
        case ast.If() | ast.IfExp():
            node.test = ast.Constant(bool(detail))
        case ast.comprehension():
            del node.ifs[detail]
        case ast.Call(func=ast.Name(id=name)):
            node.func = ast.Name(_CALLS[name], ast.Load())
            if name == "sorted":
                node.keywords = []
        case ast.Constant(value=bool(value)):
            node.value = not value
        case ast.Constant(value=value):
            node.value = value + detail  # type: ignore[operator]
        case ast.Return(value=ast.expr() as value):
            node.value = ast.UnaryOp(ast.Not(), value)
        case ast.stmt():
            # The dead statement keeps the function a generator, and its use of `super()`.
            return ast.If(ast.Constant(False), [node], [])
    return node


def mutated(root: Path, mutant: Mutant) -> tuple[Tree, str]:
    """Return the file's mutated tree, and the change in words."""
    tree = ast.parse((root / mutant.path).read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    target = nodes[mutant.node]
    statement = next(
        node
        for node in nodes
        if isinstance(node, ast.stmt)
        and node.lineno == mutant.lines[0]
        and not isinstance(node, _FUNCTIONS)
    )
    before = _head(statement)
    new = _changed(target, mutant.detail)
    if new is not target:
        _replace(nodes, target, new)
    after = "pass" if new is not target and target is statement else _head(statement)
    return ast.fix_missing_locations(tree), f"{before}\n    ->  {after}"


def _replace(nodes: list[ast.AST], target: ast.AST, new: ast.AST) -> None:
    for parent in nodes:
        for name, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, name, ast.copy_location(new, target))
                return
            if isinstance(value, list) and any(item is target for item in value):
                parts = [
                    ast.copy_location(new, target) if item is target else item for item in value
                ]
                setattr(parent, name, parts)
                return


def _head(statement: ast.stmt) -> str:
    """Return a statement on one line; of a compound statement only the first line."""
    return " ".join(ast.unparse(statement).partition("\n")[0].split())
