"""No row is open twice at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sopflow.diagnostics import Diagnostic, warning
from sopflow.language import Words

from ..subject import Subject

TWICE = warning(
    "SOP306",
    "open-twice",
    id='"{step}" dapat terbuka dua kali sekaligus, misalnya lewat: {way}',
    en='"{step}" can be open twice at the same time, for instance by: {way}',
    hint_id="gabungkan dahulu jalan yang bersamaan: join di langkah ini, atau sebelumnya",
    hint_en="join the ways that run at the same time first: at this row, or before it",
    page=Words(
        "Dua jalan yang berjalan bersamaan sampai di langkah yang sama tanpa digabungkan. Langkah itu, dan semua sesudahnya, "
        "lalu dikerjakan dua kali.",
        "Two ways that run at the same time come to one row without being joined. That row, and everything after it, is "
        "then done twice.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    ways = subject.ways
    told = set()
    for at, state in enumerate(ways.states):
        # open rows stand in the order of the table, so that the same one twice stands side by side
        for name, after in pairwise(state.open):
            if name == after and name not in told:
                told.add(name)
                step = subject.steps[name]
                yield TWICE.at(step.span, step=step.id, way=ways.way_to(at))
    # a row that both lead to is told; those after it follow from it
