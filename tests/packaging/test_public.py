"""What is public is said in one place, and is whole: types that public names take, return or hold are public too."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import typing
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType

import pytest

import sopflow

ROOT = Path(__file__).parents[2]
SAID = (ROOT / "docs/api.md").read_text("utf-8")
MODULES = re.findall(r"^\| `(sopflow[a-z_.]*)` \|", SAID, flags=re.M)
TEXTS = [ROOT / "README.md", *ROOT.glob("docs/*.md"), ROOT / "definitions/README.md"]
IMPORT = re.compile(r"^\s*(?:from (sopflow[\w.]*) import ([\w, ]+)|import (sopflow[\w.]*))", flags=re.M)
PRIVATE = {
    "Event.asked": "`Event.command` says it whole",
    "Event.act": "an event has its values as its own", "OpenRow.rare": "a row has its values as its own",
    "Instance.rare": "an instance has its values as its own", "Context.past": "an engine looks it up",
    "Flow.arrivals": "a flow is compiled", "Flow.fire": "a flow is compiled", "Flow.near": "a flow is compiled",
    "Subject.flow": "a check asks it, and looks at the definition",
}  # fmt: skip
"""What a host does not touch, though its name does not begin with `_`."""


@cache
def public() -> frozenset[int]:
    """Everything that may be imported, by identity."""
    return frozenset(id(value) for name in MODULES for value in names_of(name).values())


def names_of(name: str) -> dict[str, object]:
    """The public names of a module: those that it lists, else those that are defined in it."""
    module = import_module(name)
    listed = getattr(module, "__all__", None)
    if listed is None:
        own = {n: v for n, v in vars(module).items() if getattr(v, "__module__", None) == name}
        listed = [n for n in own if not n.startswith("_")]
    return {n: getattr(module, n) for n in listed}


@cache
def scope(name: str) -> dict[str, object]:
    """The names in a module, with those that only its types need."""
    module = sys.modules[name]
    found = dict(vars(module))
    for node in ast.parse(Path(str(module.__file__)).read_text("utf-8")).body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            found["__package__"] = module.__package__ or name
            for one in node.body:
                with suppress(ImportError):  # a name that only types know, in a module of ours
                    exec(compile(ast.Module([one], []), name, "exec"), found)
    return found


def types_of(hint: object) -> typing.Iterator[type]:
    """The classes of ours in an annotation."""
    if isinstance(hint, type) and hint.__module__.startswith("sopflow"):
        yield hint
    for part in typing.get_args(hint):
        for one in part if isinstance(part, list) else [part]:
            yield from types_of(one)


def members(name: str, value: object) -> typing.Iterator[tuple[str, object]]:
    """A function, or a class with its public methods and properties."""
    if isinstance(value, FunctionType):
        yield name, value
    if inspect.isclass(value):
        yield name, value
        for own, member in inspect.getmembers_static(value):
            member = member.__func__ if isinstance(member, classmethod | staticmethod) else member
            member = member.fget if isinstance(member, property) else member
            is_ours = isinstance(member, FunctionType) and member.__module__.startswith("sopflow")
            if is_ours and (not own.startswith("_") or own == "__init__"):
                yield f"{name}.{own}", inspect.unwrap(member)


def hints(member: object) -> dict[str, object]:
    if inspect.isclass(member):
        found: dict[str, object] = {}
        for base in reversed(member.__mro__):
            if base.__module__.startswith("sopflow"):
                for name, said in vars(base).get("__annotations__", {}).items():
                    hint = eval(said, scope(base.__module__)) if isinstance(said, str) else said
                    found |= {name: hint} if not name.startswith("_") else {}
        return found
    return typing.get_type_hints(member, globalns=scope(member.__module__))


def unlisted(value: object, name: str) -> typing.Iterator[str]:
    """The types that a public name brings along and that nobody may import."""
    for said, member in members(name, value):
        for argument, hint in hints(member).items():
            place = f"{said}.{argument}" if inspect.isclass(member) else said
            if place not in PRIVATE:
                yield from (
                    f"{place}: {kind.__module__}.{kind.__name__}"
                    for kind in types_of(hint)
                    if id(kind) not in public()
                )


@pytest.mark.parametrize("name", sopflow.__all__)
def test_what_a_public_name_takes_returns_and_holds_is_public(name):
    assert sorted({*unlisted(getattr(sopflow, name), name)}) == []


@pytest.mark.parametrize("module", MODULES)
def test_no_public_function_takes_arguments_of_any_name_and_type(module):
    open_ended = [
        said
        for name, value in names_of(module).items()
        for said, member in members(name, value)
        if isinstance(member, FunctionType)
        for parameter in inspect.signature(member).parameters.values()
        if parameter.kind is parameter.VAR_KEYWORD and parameter.annotation in ("Any", typing.Any, parameter.empty)
    ]
    assert open_ended == []


def imports(text: str) -> typing.Iterator[tuple[str, str | None]]:
    for module, names, alone in IMPORT.findall(text):
        yield from (
            ((module, name.split(" as ")[0].strip()) for name in names.split(",")) if module else [(alone, None)]
        )


@pytest.mark.parametrize("path", [*TEXTS, *ROOT.glob("examples/**/*.py")], ids=lambda path: path.name)
def test_docs_and_examples_import_what_is_public(path):
    for module, name in imports(path.read_text("utf-8")):
        assert module in MODULES, f"say in docs/api.md that {module} is public"
        assert name is None or name in names_of(module) or f"{module}.{name}" in MODULES, (module, name)


def test_every_export_is_named_in_the_docs():
    written = "\n".join(path.read_text("utf-8") for path in TEXTS)
    names = [name for name in sopflow.__all__ if not name.startswith("_")]
    missing = [name for name in names if not re.search(rf"\b{name}\b", written)]
    assert missing == []


def test_a_type_that_nobody_exports_is_found():
    class Hidden:
        pass

    Hidden.__module__ = "sopflow.hidden"

    def function() -> None: ...

    function.__module__ = "sopflow"
    function.__annotations__ = {"return": list[Hidden]}
    assert [*unlisted(function, "function")] == ["function: sopflow.hidden.Hidden"]


NOT_NAMES = {
    "sopflow.checks": "a group of entry points",
    "sopflow.instance": "the name of a virtual object on Restate",
}
INLINE = re.compile(r"`(sopflow(?:\.\w+)+)([(`])")


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_what_the_docs_name_is_there(text):
    for name, sign in INLINE.findall(text.read_text("utf-8")):
        if name not in NOT_NAMES:
            found = resolved(name)
            assert found is not None, name
            assert sign == "`" or callable(found), f"{name} is nothing to call"


def resolved(name: str) -> object:
    """The name in its module, which hides a module of that name, or else that module."""
    module, _, last = name.rpartition(".")
    with suppress(ImportError, AttributeError):
        return getattr(import_module(module), last)
    with suppress(ImportError):
        return import_module(name)
    return None
