"""Checks of one's own: a function with a decorator, found through an entry point.

[project.entry-points."sopflow.checks"]
kota = "kota_tangerang.checks"
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from types import ModuleType
from typing import Final

from .subject import Check

GROUP: Final = "sopflow.checks"
_MARK: Final = "__sopflow_check__"


def check(function: Check) -> Check:
    """Mark a function from a `Subject` to findings as a check; the entry point names the function or its module."""
    setattr(function, _MARK, True)
    return function


@cache
def own_checks() -> tuple[Check, ...]:
    """The checks that installed packages bring."""
    found: list[Check] = []
    for point in sorted(entry_points(group=GROUP), key=lambda p: p.name):
        loaded = point.load()
        some = vars(loaded).values() if isinstance(loaded, ModuleType) else [loaded]
        found += [one for one in some if getattr(one, _MARK, False) and one not in found]
    return tuple(found)
