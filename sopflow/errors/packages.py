"""Packages that only a part of sopflow needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .hosting import MissingPackage


@contextmanager
def needing(extra: str) -> Iterator[None]:
    """Around importing what `sopflow[extra]` brings: `MissingPackage`. A module of ours that is not there is a fault of ours,
    and stays one."""
    try:
        yield
    except ModuleNotFoundError as problem:
        package = (problem.name or "").partition(".")[0]
        if package in ("", "sopflow"):
            raise
        raise MissingPackage(extra=extra, package=package) from None
