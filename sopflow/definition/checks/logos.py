"""The logo that an SOP names lies in its folder, by what the path says."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import Diagnostic

from ..logo import misplaced
from .check import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    path = subject.sop.identity.logo
    wrong = misplaced(path) if path is not None else None
    if wrong is not None:
        yield wrong
