"""The logo of the identity page is a picture that can be printed."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.definition.logo import UnusableLogo, logo_near
from sopflow.diagnostics import Diagnostic

from ..subject import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    if subject.folder is None:
        return
    try:
        logo_near(subject.sop, subject.folder)
    except UnusableLogo as problem:
        yield problem.finding
