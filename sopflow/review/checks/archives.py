"""Where an SOP files its papers, it files all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sopflow.diagnostics import Diagnostic, info
from sopflow.language import Words

from ..paperwork import made_by
from ..subject import Subject

NOT_FILED = info(
    "SOP320",
    "not-filed",
    id="SOP ini mengarsipkan {filed}, tetapi tidak {titles}",
    en="this SOP files {filed}, but not {titles}",
    hint_id="sebutkan sebagai kelengkapan langkah pengarsipan bila ikut diarsipkan",
    hint_en="name it among the inputs of the row that files, if it is filed too",
    page=Words(
        "Bila ada langkah pengarsipan, dokumen jadi yang dihasilkan sebelumnya biasanya ikut diarsipkan. Yang tidak disebut "
        "di sana mudah tercecer.",
        "Where a row files papers, the finished documents made before it are usually filed too. What is not named there is "
        "easily lost.",
    ),
)
_FILES: Final = re.compile(r"\b(?:meng|peng|di)arsip|\barsip\b")


def check(subject: Subject) -> Iterator[Diagnostic]:
    filing = [step for step in subject.sop.steps if _FILES.search(step.activity.casefold())]
    filed = {document for step in filing for document in subject.flow.rows[str(step.id)].needed}
    if not filed:
        return
    drafts = {name for name, document in subject.sop.documents.items() if document.draft_of is not None}
    names = ", ".join(f'"{subject.title(name)}"' for name in sorted(filed))
    filing_rows = subject.reach.of(str(f.id) for f in filing)
    left = []
    for name, document in subject.sop.documents.items():
        makers = [m for m in made_by(subject, name) if subject.reach.leads_to_any(m, filing_rows)]
        if makers and document.kind == "document" and name not in filed | drafts:
            left.append(f'"{document.title}"')
    if left:
        yield NOT_FILED.at(filing[0].span, step=filing[0].id, titles=", ".join(left), filed=names)
