"""What is public is said in one place, and is whole: types that public names take, return or hold are public too."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import typing
from contextlib import suppress
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

import sopflow

ROOT = Path(__file__).parents[2]
SAID = (ROOT / "docs/api.md").read_text("utf-8")
MODULES = re.findall(r"^\| `(sopflow[a-z_.]*)` \|", SAID, flags=re.M)
TEXTS = [ROOT / "README.md", *ROOT.glob("docs/*.md"), ROOT / "definitions/README.md"]
IMPORT = re.compile(r"^\s*(?:from (sopflow[\w.]*) import ([\w, ]+)|import (sopflow[\w.]*))", flags=re.M)
ASIDE = dict(
    re.findall(
        r"^\| `([\w.]+)` \| ([^|]+) \|$", SAID.partition("## Handed on")[2].partition("\n## ")[0], flags=re.M
    )
)
ASIDE_SAID = dict(ASIDE)
"""What a host hands on and does not look into, and why, as the docs have it: types, and attributes as `Class.name`."""


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


@cache
def own_names(name: str) -> frozenset[str]:
    """What a module gets from our other modules, or defines itself."""

    def bound(body: list[ast.stmt]) -> typing.Iterator[str]:
        for node in body:
            if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").startswith("sopflow")):
                yield from (one.asname or one.name for one in node.names)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                yield from (one.id for one in targets if isinstance(one, ast.Name))
            elif isinstance(node, ast.ClassDef):
                yield node.name
            elif isinstance(node, ast.If | ast.Try):
                yield from bound(node.body)

    return frozenset(bound(ast.parse(Path(str(sys.modules[name].__file__)).read_text("utf-8")).body))


def members(name: str, value: object) -> typing.Iterator[tuple[str, object]]:
    """A function, or a class with its public methods and properties."""
    if isinstance(value, FunctionType):
        yield name, value
    if inspect.isclass(value):
        yield name, value
        for own, member in inspect.getmembers_static(value):
            member = member.__func__ if isinstance(member, classmethod | staticmethod) else member
            member = member.fget if isinstance(member, property) else member
            member = member.func if isinstance(member, cached_property) else member
            is_ours = isinstance(member, FunctionType) and member.__module__.startswith("sopflow")
            if is_ours and (not own.startswith("_") or own == "__init__"):
                yield f"{name}.{own}", inspect.unwrap(member)


def written(said: str, member: object) -> typing.Iterator[tuple[str, str, object]]:
    """The annotations of a member as they are written: the place, the module that has it, and the text."""
    if inspect.isclass(member):
        for base in reversed(member.__mro__):
            if base.__module__.startswith("sopflow"):
                for name, text in inspect.get_annotations(base).items():
                    if not name.startswith("_"):
                        yield f"{said}.{name}", base.__module__, text
    else:
        for text in getattr(member, "__annotations__", {}).values():
            yield said, getattr(member, "__module__", ""), text


def named(module: str, text: object) -> typing.Iterator[tuple[str, object]]:
    """Our own names in an annotation, with what they are."""
    text = text.__forward_arg__ if isinstance(text, typing.ForwardRef) else text
    if not isinstance(text, str):
        yield from ((kind.__name__, kind) for kind in types_of(text))
        return
    for node in ast.walk(ast.parse(text, mode="eval")):
        value = scope(module).get(node.id) if isinstance(node, ast.Name) and node.id in own_names(module) else None
        if value is not None and not isinstance(value, typing.TypeVar):
            yield node.id, value  # type: ignore[union-attr]


def types_of(hint: object) -> typing.Iterator[type]:
    """The classes of ours in an annotation."""
    if isinstance(hint, type) and hint.__module__.startswith("sopflow"):
        yield hint
    for part in typing.get_args(hint):
        for one in part if isinstance(part, list) else [part]:
            yield from types_of(one)


def unlisted(value: object, name: str) -> typing.Iterator[str]:
    """The classes that a public name brings along, by themselves or by a short name, and that nobody may import."""
    for said, member in members(name, value):
        for place, module, text in written(said, member):
            for short, meant in named(module, text):
                kinds = [meant] if isinstance(meant, type) else types_of(meant)
                if place not in ASIDE and said not in ASIDE and short not in ASIDE:
                    yield from (
                        f"{place}: {kind.__module__}.{kind.__name__}"
                        for kind in kinds
                        if id(kind) not in public() and kind.__name__ not in ASIDE
                    )


def aliases() -> dict[str, list[object]]:
    """The short names in the signatures of public names, which stand for types that everybody has."""
    found: dict[str, list[object]] = {}
    for module in MODULES:
        for name, value in names_of(module).items():
            for said, member in members(name, value):
                for _, home, text in written(said, member):
                    for short, meant in named(home, text):
                        if not isinstance(meant, type) and short not in ASIDE:
                            found.setdefault(short, []).append(meant)
    return found


@pytest.mark.parametrize("module", MODULES)
def test_what_a_public_name_takes_returns_and_holds_is_public(module):
    found = {one for name, value in names_of(module).items() for one in unlisted(value, name)}
    assert sorted(found) == []


def test_every_short_name_in_a_signature_is_in_the_docs():
    said = SAID.partition("## Short names")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", said, flags=re.M))
    assert sorted(aliases()) == sorted(rows)
    for short, meant in aliases().items():
        for one in meant:
            if typing.get_origin(one) is typing.Literal and len(typing.get_args(one)) < 9:
                assert [value for value in typing.get_args(one) if f'`"{value}"`' not in rows[short]] == []


def test_what_is_handed_on_is_nothing_else(monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "ASIDE", {})
    found = {
        one for module in MODULES for name, value in names_of(module).items() for one in unlisted(value, name)
    }
    places = {part for one in found for part in (one.partition(":")[0], one.rpartition(".")[2])}
    assert sorted(set(ASIDE_SAID) - places) == []


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


@pytest.mark.parametrize("text", [t for t in TEXTS if t.name != "commands.md"], ids=lambda text: text.name)
def test_the_docs_send_a_host_to_nothing_private(text):
    """`commands.md` is for contributors."""
    for name, _ in INLINE.findall(text.read_text("utf-8")):
        if name not in NOT_NAMES:
            is_part = name.rpartition(".")[0] in MODULES and not isinstance(resolved(name), ModuleType)
            assert name in MODULES or is_part, f"{name} is private"


def resolved(name: str) -> object:
    """The name in its module, which hides a module of that name, or else that module."""
    module, _, last = name.rpartition(".")
    with suppress(ImportError, AttributeError):
        return getattr(import_module(module), last)
    with suppress(ImportError):
        return import_module(name)
    return None


def test_tools_that_read_the_source_find_every_public_name():
    """Names are imported when they are asked for; type checkers and the site read where they come from."""
    tree = ast.parse(Path(str(sopflow.__file__)).read_text("utf-8"))
    (block,) = [
        node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    read = {alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert read >= set(sopflow._HOME_OF)
