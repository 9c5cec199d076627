"""Forms: what must be filled in, what is beyond a limit, what a row asks for besides; and that only a case's own starter is it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sopflow.definition.model import Ref
from sopflow.fields.samples import beyond, sample
from sopflow.language import Words

from ..model import Act
from .trial import Ground, RuleTrial, Trial

if TYPE_CHECKING:
    from sopflow.flow.flow import Row

_FILLED: Final = Words("{row} diisi lengkap", "{row} with every field")
_EMPTIED: Final = Words("{row} tanpa yang boleh kosong", "{row} without optional fields")
_ONLY_STARTER: Final = Words("{row} hanya oleh pemulainya", "{row} only by whoever started it")


def refuse(trial: Trial, row: Row, usual: Act) -> None:
    """Everything that the form of an open row refuses, one thing at a time."""
    for one in row.form:
        field = one.field
        wrong: list[Any] = [field.to_plain(value) for value in beyond(field)]
        if not one.is_optional and field.default is None:
            wrong.insert(0, None)
        for value in wrong:
            trial.refused("fields-refused", replace(usual, fields={**usual.fields, field.id: value}))


def rules(ground: Ground) -> Iterator[RuleTrial]:
    for row in ground.work:
        if any(one.is_optional or one.field.default is not None for one in row.form):
            yield RuleTrial(_FILLED.filled(row=row.id), partial(_whole, row=row))
        if any(one.is_optional and one.field.default is None for one in row.form):
            yield RuleTrial(_EMPTIED.filled(row=row.id), partial(_emptied, row=row))
    for actor in ground.sop.actors.values():
        rows = [row for row in ground.work if row.actors == (actor.id,)]
        if actor.is_starter and rows:
            people = {ground.person(number): (str(actor.id),) for number in (1, 2)}
            yield RuleTrial(_ONLY_STARTER.filled(row=rows[0].id), partial(_starter, row=rows[0].id), people)


def _whole(trial: Trial, row: Row) -> None:
    """A row of which everything is filled in that it asks for."""
    trial.reach(row.id)
    usual = trial.step(row.id)
    some = {
        one.field.id: one.field.to_plain(value) for one in row.form if (value := sample(one.field)) is not None
    }
    trial.do(replace(usual, fields={**some, **usual.fields}))
    trial.expect_open()


def _emptied(trial: Trial, row: Row) -> None:
    """A row of which everything is left empty that may be, what is known from before too."""
    trial.reach(row.id)
    usual = trial.step(row.id)
    none = {one.field.id: None for one in row.form if one.is_optional and one.field.default is None}
    trial.do(replace(usual, fields={**none, **usual.fields}))
    trial.expect_open()


def _starter(trial: Trial, row: str) -> None:
    """Another than who started, who is as much what the row wants."""
    trial.do(Act("start", by=Ref(trial.ground.person(1))))
    trial.go(trial.ground.to_row(row))
    trial.open_row(row)
    trial.must_refuse("not-authorized", replace(trial.step(row), by=Ref(trial.ground.person(2))))
    trial.do(replace(trial.step(row), by=Ref(trial.ground.person(1))))
    trial.expect_open()
