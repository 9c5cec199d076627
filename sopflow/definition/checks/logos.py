"""The logo that an SOP names lies in its folder, by what the path says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import NOWHERE
from ..logo import OUTSIDE, is_inside
from ..model import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..diagnostics import Diagnostic
    from .check import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    path = subject.sop.identity.logo
    if path is not None and not is_inside(path):
        yield OUTSIDE.at(path.span if isinstance(path, Ref) else NOWHERE, path=path)
