"""Every code with which something is refused, and where its class stands, so that `sopflow explain` imports that one alone."""

from __future__ import annotations

import json
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import sopflow
from sopflow import errors
from sopflow.errors import SopflowError

from .text import head

_APART = ("sopflow.sql.migrations.", "sopflow.__main__", "sopflow.testing.plugin")
"""What is not imported but by a tool of its own."""


def files(_: Path) -> Iterator[tuple[str, str]]:
    rows = "".join(
        f"    {json.dumps(code)}: ({', '.join(json.dumps(f'{home(one)}:{one.__name__}') for one in kinds)},),\n"
        for code, kinds in sorted(refused().items())
    )
    yield (
        "sopflow/cli/refused.py",
        head("The codes of what is refused, each with its classes.", "sopflow/")
        + f"from typing import Final\n\nREFUSED: Final = {{\n{rows}}}\n",
    )


def refused() -> dict[str, list[type[SopflowError]]]:
    """By the code, the classes that have it: one for the same words, and of one that is made more precise the plain one."""
    for module in pkgutil.walk_packages(sopflow.__path__, "sopflow."):
        if not module.name.startswith(_APART):
            import_module(module.name)
    found: dict[str, list[type[SopflowError]]] = defaultdict(list)
    for kind in sorted(
        {SopflowError, *below(SopflowError)},
        key=lambda one: (home(one) != errors.__name__, one.__module__, one.__name__),
    ):
        is_own = all(above.code != kind.code for above in kind.__mro__[1:] if issubclass(above, SopflowError))
        if is_own and all(one.words != kind.words for one in found[kind.code]):
            found[kind.code].append(kind)
    return {code: kinds for code, kinds in found.items() if kinds}


def home(kind: type[SopflowError]) -> str:
    """The module from which a host imports it."""
    return errors.__name__ if hasattr(errors, kind.__name__) else kind.__module__


def below(kind: type[SopflowError]) -> Iterator[type[SopflowError]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("sopflow."):
            yield one
            yield from below(one)
