"""What the author accepts is something that exists."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.diagnostics import RULES, Diagnostic, Severity, error, warning
from sopflow.language import Words, did_you_mean

from ..rules import all_rules
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

ACCEPTED_TWICE = warning(
    "SOP232",
    "accepted-again",
    id="{code} sudah diterima di atas{place}, dengan alasannya",
    en="{code} is accepted above{place}, with its reason",
    hint_id="simpan satu di antaranya",
    hint_en="keep one of them",
)
_AT = Words(' untuk langkah "{step}"', ' for the step "{step}"')


def check(subject: Subject) -> Iterator[Diagnostic]:
    seen: set[tuple[str, str | None]] = set()
    for accepted in subject.sop.accept:
        if (accepted.code, accepted.step) in seen:
            place = _AT.filled(step=accepted.step) if accepted.step is not None else ""
            yield ACCEPTED_TWICE.at(accepted.code.span, code=accepted.code, place=place)
        seen.add((accepted.code, accepted.step))
        # what else is imported must not decide which codes there are
        rule = RULES.get(accepted.code) or all_rules().get(accepted.code)
        if rule is None:
            hint = did_you_mean(accepted.code, all_rules())
            yield NO_SUCH_CODE.at(accepted.code.span, hint=hint, code=accepted.code)
        elif rule.severity is Severity.ERROR:
            yield NOT_ACCEPTABLE.at(accepted.code.span, code=accepted.code)
        if accepted.step is not None and accepted.step not in subject.steps:
            hint = did_you_mean(accepted.step, subject.steps)
            yield UNKNOWN_ACCEPTED_STEP.at(accepted.step.span, hint=hint, name=accepted.step)
