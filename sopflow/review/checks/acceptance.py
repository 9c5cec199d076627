"""What the author accepts is something that exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.definition.diagnostics import RULES, Diagnostic, Severity, error
from sopflow.language import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..subject import Subject

NO_SUCH_CODE = error(
    "SOP218", "no-such-code", id='tidak ada temuan berkode "{code}"', en='there is no finding "{code}"'
)
NOT_ACCEPTABLE = error(
    "SOP219",
    "not-acceptable",
    id="{code} adalah kesalahan dan tidak dapat diterima begitu saja",
    en="{code} is an error and cannot be accepted",
    hint_id="perbaiki penyebabnya",
    hint_en="fix its cause",
)
UNKNOWN_ACCEPTED_STEP = error(
    "SOP222", "accepted-step", id='langkah "{name}" tidak ada', en='there is no step "{name}"'
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    for accepted in subject.sop.accept:
        rule = RULES.get(accepted.code)
        if rule is None:
            yield NO_SUCH_CODE.at(accepted.code.span, hint=did_you_mean(accepted.code, RULES), code=accepted.code)
        elif rule.severity is Severity.ERROR:
            yield NOT_ACCEPTABLE.at(accepted.code.span, code=accepted.code)
        if accepted.step is not None and accepted.step not in subject.steps:
            hint = did_you_mean(accepted.step, subject.steps)
            yield UNKNOWN_ACCEPTED_STEP.at(accepted.step.span, hint=hint, name=accepted.step)
