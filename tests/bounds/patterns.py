"""Every pattern of the package, found in its source and its schemas."""

from __future__ import annotations

import ast
import importlib
import json
from pathlib import Path

import sopflow

from .backtracking import Use

PACKAGE = Path(sopflow.__file__).parent
_CALLS = ("compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
MADE_FROM_DATA = {
    "app/misfits.py": r"^[A-Za-z0-9._:-]+$(?!\n)",  # of parameters, in the service's own operations
    "fields/patterns.py": "[0-9]{1,3}(?:\\u002e[0-9]{3})*",
    "language.py": r"[\U00000000-\U00000374\U0000037E\U00000385-\U0000038A]+",
    "review/checks/orders.py": r"\b(?:kepada|ke)\s\ *komandan\b",
}
"""An example of each pattern that is put together when it is used."""


def uses() -> dict[str, list[Use]]:
    """The patterns by the place where they stand (`file:line`)."""
    found: dict[str, list[Use]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        name = str(file.relative_to(PACKAGE))
        if "re." not in (text := file.read_text("utf-8")):
            continue
        tree = ast.parse(text)
        calls = [node for node in ast.walk(tree) if _is_re(node)]
        if not calls:
            continue
        module = importlib.import_module(
            "sopflow." + name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        )
        for call in calls:
            pattern, flags = _pattern(call, module, name)
            methods = _methods(tree, call) if call.func.attr == "compile" else [call.func.attr]
            place = f"{name}:{call.lineno}"
            found.setdefault(place, []).extend(Use(pattern, flags, method) for method in methods)
    for file in sorted(PACKAGE.rglob("*.schema.json")):
        for pattern in sorted(set(schema_patterns(json.loads(file.read_text("utf-8"))))):
            found[f"{file.name}: {pattern}"] = [Use(pattern, 0, "search")]
    return found


def _is_re(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in _CALLS
    )


def _pattern(call, module, name):
    try:
        pattern = eval(compile(ast.Expression(call.args[0]), name, "eval"), vars(module))
        flags = [a for a in [*call.args[1:], *(k.value for k in call.keywords)] if "re." in ast.unparse(a)]
        flag = eval(compile(ast.Expression(flags[0]), name, "eval"), vars(module)) if flags else 0
    except NameError:
        assert name in MADE_FROM_DATA, f"{name}:{call.lineno}: give an example of this pattern in MADE_FROM_DATA"
        return MADE_FROM_DATA[name], 0
    return (pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern), int(flag)


def _methods(tree, call):
    """What is done with a compiled pattern: only what matches once, or what may try every position."""
    names = {
        ast.unparse(t)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and call in ast.walk(node.value)
        for t in (node.targets if isinstance(node, ast.Assign) else [node.target])
    }
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in names and node.attr in _CALLS
    }
    return sorted(used) or ["search"]


def schema_patterns(schema):
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "pattern" and isinstance(value, str):
                yield value
            elif key == "patternProperties":
                yield from value
            yield from schema_patterns(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from schema_patterns(value)
