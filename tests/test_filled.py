"""Every text with places for values gets each of them where it is said: a place without one would be printed as it stands,
or raise."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from string import Formatter

from sopflow.language import Words

ROOT = Path(__file__).parents[1]
OPTIONAL = ("sopflow.testing.plugin", "sopflow.__main__")


def places(text):
    """The values for which a text has a place; `{a.b}` takes one called `a`."""
    return {name.partition(".")[0] for _, name, _, _ in Formatter().parse(text) if name is not None}


def calls():
    """Where a text that has a name is filled: the place, the text, and what is given; all that is given must be seen there."""
    for path in sorted((ROOT / "sopflow").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree) if name not in OPTIONAL else ():
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            said = node.func.value
            if node.func.attr not in ("filled", "within") or any(one.arg is None for one in node.keywords):
                continue
            if isinstance(said, ast.Name) or (
                isinstance(said, ast.Attribute) and isinstance(said.value, ast.Name)
            ):
                words = named(importlib.import_module(name), ast.unparse(said))
                if isinstance(words, Words):
                    yield f"{name}:{node.lineno}", words, {str(one.arg) for one in node.keywords}


def named(module, name):
    for part in name.split("."):
        module = getattr(module, part, None)
    return module


def test_what_is_filled_is_what_there_are_places_for():
    found = list(calls())
    assert len(found) > 300
    assert {where: places(words.id) ^ given for where, words, given in found if places(words.id) != given} == {}
    assert {where: places(words.id) ^ places(words.en) for where, words, _ in found if places(words.id) != places(words.en)} == {}  # fmt: skip
