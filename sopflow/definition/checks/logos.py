"""The logo that an SOP names lies in its folder, by what the path says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..logo import misplaced

if TYPE_CHECKING:
    from sopflow.diagnostics import Diagnostic

    from .check import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    path = subject.sop.identity.logo
    wrong = misplaced(path) if path is not None else None
    if wrong is not None:
        yield wrong
