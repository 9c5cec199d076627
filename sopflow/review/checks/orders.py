"""Who gave the order hears what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sopflow.diagnostics import Diagnostic, info
from sopflow.language import Words

from ..subject import Subject

UNANSWERED = info(
    "SOP331",
    "order-unanswered",
    id="perintah datang dari {who}, tetapi tidak ada langkah yang melaporkan kembali kepadanya",
    en="the order comes from {who}, but no row reports back",
    hint_id="tambahkan langkah pelaporan, bila memang diharapkan",
    hint_en="add a row that reports, if that is expected",
    page=Words(
        "SOP penugasan dimulai dari sebuah perintah. Biasanya diakhiri dengan laporan kepada yang memerintahkan.",
        "An SOP of an assignment begins with an order. As a rule it ends with a report to whoever gave it.",
    ),
)
_ORDER: Final = re.compile(
    r"\b(?:perintah|penugasan|instruksi|disposisi)\s+(?:langsung\s+)?dari\s+((?:[A-Z][\w.]*\s?)+)"
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    if not subject.sop.steps:
        return
    first = subject.sop.steps[0]
    match = _ORDER.search(first.activity)
    if match is None:
        return
    who = match[1].strip()
    if any(m.start >= match.start(1) and m.start < match.end(1) for m in subject.names.mentions(first.activity)):
        return  # an actor of the SOP, who takes part
    reports = re.compile(rf"\b(?:kepada|ke)\s+{re.escape(who)}\b", re.IGNORECASE)
    if not any(
        reports.search(step.activity) or reports.search(step.remarks or "") for step in subject.sop.steps[1:]
    ):
        yield UNANSWERED.at(first.span, step=first.id, who=who)
