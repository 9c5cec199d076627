"""Checking files as procedures: what loading finds, and what the checks of the procedure find in what loads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from os import PathLike
from pathlib import Path

from sopflow.budget import CHECKING
from sopflow.definition import loading
from sopflow.definition.calendars import names_near
from sopflow.definition.glossary import glossary_near
from sopflow.definition.loading import MAX_FINDINGS, MORE, Checked, placed
from sopflow.definition.model import Definition
from sopflow.definition.names import NO_GLOSSARY, Glossary
from sopflow.diagnostics import Diagnostic, Severity

from .checks import CHECKS
from .plugins import own_checks
from .subject import Subject


def check(
    path: str | PathLike[str], *, others: Mapping[str, Definition] | None = None, publish: bool = False
) -> Checked:
    """Check one file; never raises for what is in it. With `publish` its identity page must be complete too.

    Glossaries in the same folder give other names of positions.
    """
    place = Path(path)
    checked = loading.check(path, others=others, calendars=names_near(place))
    return reviewed(checked, publish=publish, glossary=glossary_near(place.parent), folder=place.parent)


def check_all(paths: Sequence[str | PathLike[str]], *, publish: bool = False) -> Iterable[Checked]:
    """Check files that may call each other, one after the other as the caller iterates.

    SOPs in the same folders can be called too; they are not reported.
    """
    for one in loading.check_all(paths):
        folder = Path(one.path).parent
        yield reviewed(one, publish=publish, glossary=glossary_near(folder), folder=folder)


def reviewed(
    checked: Checked,
    *,
    publish: bool = False,
    glossary: Glossary = NO_GLOSSARY,
    folder: Path | None = None,
    work: int = CHECKING,
) -> Checked:
    """A file with what the checks of the procedure find too, for at most so much `work`; as it is where an error stands
    in the way. What it names beside itself is looked at in `folder`."""
    if checked.definition is None:
        return checked
    sop = checked.definition
    own = findings(sop, publish=publish, glossary=glossary, folder=folder, work=work)
    found = placed(checked.path, [*checked.findings, *own], sop)
    is_broken = any(one.severity is Severity.ERROR for one in found)
    return replace(checked, findings=found, definition=None if is_broken else sop)


def findings(
    sop: Definition,
    *,
    publish: bool = False,
    glossary: Glossary = NO_GLOSSARY,
    folder: Path | None = None,
    work: int = CHECKING,
) -> Iterator[Diagnostic]:
    """What the checks of the procedure find in a definition, those of other packages included."""
    subject = Subject(sop, publish, glossary, folder, work)
    for one in (*CHECKS, *own_checks()):
        some = list(islice(one(subject), MAX_FINDINGS))
        yield from some
        if len(some) == MAX_FINDINGS:
            yield MORE.at(some[-1].span, limit=MAX_FINDINGS)
