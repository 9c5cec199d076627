"""A return does not repeat what several do together, or at the same time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from sopflow.definition.refs import known_in
from sopflow.diagnostics import Diagnostic, Severity, rule
from sopflow.language import Words

from ..subject import Subject

REPEATS = rule(
    "SOP309",
    "repeats-joint-work",
    Severity.INFO,
    id='"{outcome}" kembali ke "{target}", sehingga diulang pula: {rows}',
    en='"{outcome}" goes back to "{target}", so that this is repeated too: {rows}',
    hint_id="bila tidak perlu diulang, kembalilah ke langkah sesudahnya",
    hint_en="if it need not be repeated, go back to a row after it",
    page=Words(
        "Pengembalian mengulang semua langkah di antaranya, juga yang ditandatangani bersama atau yang berjalan bersamaan, "
        "misalnya meminta pertimbangan kepada tiga pihak. Kertas sering memaksudkan hanya perbaikan konsepnya.",
        "A return repeats all rows in between, also those that several sign or that run at the same time, such as asking "
        "three parties for their opinion. The paper often means only that the draft is corrected.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    position = {name: at for at, name in enumerate(subject.steps)}
    splits = {
        name for name, row in subject.flow.rows.items() if any(len(w.targets) > 1 for w in row.ways.values())
    }
    shared = [name for name, row in subject.flow.rows.items() if name in splits or row.is_joint]
    places = [position[name] for name in shared]
    for step in subject.sop.steps:
        for branch in step.branches:
            for target in known_in(branch.targets):
                name = str(target)
                if position.get(name, len(position)) > position[str(step.id)]:
                    continue
                first, last = position[name], position[str(step.id)]
                again = [
                    row
                    for row in shared[bisect_left(places, first) : bisect_left(places, last)]
                    if (row == name or subject.reach.leads(name, row)) and subject.reach.leads(row, str(step.id))
                ]
                if again:
                    rows = ", ".join(again)
                    yield REPEATS.at(branch.span, step=step.id, outcome=branch.name, target=name, rows=rows)
