"""Rows of several actors: any of them, or all in any order, and all the same file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from sopflow.definition.model import Ref
from sopflow.flow.files import sample
from sopflow.language import Words

from .trial import Ground, RuleTrial, Trial

if TYPE_CHECKING:
    from sopflow.flow.command import Paper
    from sopflow.flow.flow import Flow, Row

    from ..model import Act

_BY: Final = Words("{row} oleh {actor}", "{row} by {actor}")
_BACKWARDS: Final = Words("{row} ditandatangani dari belakang", "{row} signed in reverse order")
_FILES: Final = Words("{row}: berkas yang ditandatangani", "{row}: the files that are signed")
_FILES_OF: Final = Words(
    "{row}: berkas yang ditandatangani ({outcome})", "{row}: the files that are signed ({outcome})"
)


def rules(ground: Ground) -> Iterator[RuleTrial]:
    for row in ground.work:
        if len(row.actors) < 2:
            continue
        if row.step.sign_off == "any":
            for actor in row.actors[1:]:
                yield RuleTrial(_BY.filled(row=row.id, actor=actor), partial(_signed, row=row.id, actors=(actor,)))
        elif row.step.sign_off == "all":
            turned = tuple(reversed(row.actors))
            yield RuleTrial(_BACKWARDS.filled(row=row.id), partial(_signed, row=row.id, actors=turned))
        for outcome, files in _files(ground.flow, row).items() if row.is_joint else ():
            name = (_FILES if row.sole is not None else _FILES_OF).filled(row=row.id, outcome=outcome)
            yield RuleTrial(name, partial(_one_file, row=row, outcome=outcome, files=files))


def _signed(trial: Trial, row: str, actors: tuple[str, ...]) -> None:
    trial.reach(row)
    for actor in actors:
        trial.do(replace(trial.step(row), by=Ref(actor)))
        trial.expect_open()


def _files(flow: Flow, row: Row) -> dict[str, tuple[Paper, ...]]:
    """What the row makes with files, by its answers; one answer for the same files."""
    made = {outcome: [d for d in row.ways[outcome].outputs if d in flow.with_files] for outcome in row.outcomes}
    by_files = {tuple(documents): outcome for outcome, documents in made.items() if documents}
    return {outcome: tuple(map(sample, documents)) for documents, outcome in by_files.items()}


def _one_file(trial: Trial, row: Row, outcome: str, files: tuple[Paper, ...]) -> None:
    """Who signs first brings the files; the others sign those and no others, and the last brings them again."""
    first, *others = trial.reach(row.id).actors
    known = {paper.document for paper in files}

    def signed(by: str, *brought: Paper) -> Act:
        usual = trial.step(row.id, outcome, by=Ref(by))
        return replace(usual, papers=(*(p for p in usual.papers if p.document not in known), *brought))

    trial.do(signed(first, *files))
    changed = tuple(paper._replace(sha256=(paper.sha256 or "")[::-1]) for paper in files)
    trial.must_refuse("signed-otherwise", signed(others[0], *changed))
    for actor in others[:-1]:
        trial.do(signed(actor))
    trial.must_refuse("files-required", signed(others[-1]))
    trial.do(signed(others[-1], *files))
    trial.expect_open()
