"""Finds in the source what changes after it was made: attributes written outside `__init__`, caches, module variables."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[2] / "sopflow"
MAKING = {"__init__", "__new__", "__post_init__", "__set_name__"}
CHANGES = {
    "add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popitem", "popleft", "remove", "reverse",
    "setdefault", "sort", "update",
}  # fmt: skip
CACHES = {"cache", "cached_property", "lru_cache"}


def changing() -> dict[str, list[str]]:
    """By module and class (`definition/library.py Library`), or module alone, what of it changes."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        for place, what in _in_module(tree):
            found.setdefault(f"{name} {place}".strip(), set()).add(what)
    return {place: sorted(what) for place, what in found.items()}


def _in_module(tree: ast.Module) -> Iterator[tuple[str, str]]:
    own = {t.id for node in tree.body for t in _targets(node) if isinstance(t, ast.Name)}
    methods: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
                    methods.add(method)
                    yield from ((node.name, what) for what in _of_method(method))
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if node not in methods and _is_cached(node):
                yield "", node.name
            yield from (("", what) for what in _of_module(node, own))


def _of_method(method: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    if _is_cached(method):
        yield method.name
    if method.name not in MAKING and method.args.args:
        yield from _changed(method, method.args.args[0].arg)


def _of_module(function: ast.FunctionDef | ast.AsyncFunctionDef, own: set[str]) -> Iterator[str]:
    """The module's variables that a function changes."""
    local = {t.id for part in ast.walk(function) for t in _targets(part) if isinstance(t, ast.Name)}
    local |= {part.arg for part in ast.walk(function) if isinstance(part, ast.arg)}
    for part in ast.walk(function):
        if isinstance(part, ast.Global):
            yield from part.names
        yield from (base.id for base in _bases(part) if isinstance(base, ast.Name) and base.id in own - local)


def _changed(method: ast.AST, itself: str) -> Iterator[str]:
    for part in ast.walk(method):
        for target in _targets(part):
            if isinstance(target, ast.Attribute) and _is(target.value, itself):
                yield target.attr
        for base in _bases(part):
            if isinstance(base, ast.Attribute) and _is(base.value, itself):
                yield base.attr


def _bases(part: ast.AST) -> Iterator[ast.expr]:
    """What a statement or a call changes from within: `x` of `x[…] = …`, `del x[…]`, `x.append(…)`."""
    for target in _targets(part):
        if isinstance(target, ast.Subscript):
            yield target.value
    if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr in CHANGES:
        value = part.func.value
        yield value.value if isinstance(value, ast.Subscript) else value


def _targets(part: ast.AST) -> list[ast.expr]:
    if isinstance(part, ast.Assign):
        targets = part.targets
    elif isinstance(part, ast.AugAssign | ast.AnnAssign):
        targets = [part.target]
    elif isinstance(part, ast.Delete):
        targets = part.targets
    else:
        return []
    return [t for target in targets for t in (target.elts if isinstance(target, ast.Tuple) else [target])]


def _is_cached(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    parts = [part for decorator in function.decorator_list for part in ast.walk(decorator)]
    names = {part.id for part in parts if isinstance(part, ast.Name)}
    return bool(CACHES & (names | {part.attr for part in parts if isinstance(part, ast.Attribute)}))


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
