"""What a row calls signed has been signed in some row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sopflow.definition.model import Step
from sopflow.diagnostics import Diagnostic, warning
from sopflow.language import Words

from ..paperwork import family_of
from ..subject import Subject

NOT_SIGNED = warning(
    "SOP316",
    "nobody-signed-it",
    id='menurut uraiannya "{title}" sudah {done}{by}, tetapi tidak ada langkah sebelumnya yang melakukannya',
    en='according to its text "{title}" has been {done}{by}, but no row before it does that',
    hint_id="tambahkan langkah yang menandatangani, memaraf, atau mengesahkannya, atau perbaiki uraiannya",
    hint_en="add the row that signs, initials or approves it, or correct the text",
    page=Words(
        'Uraian seperti "laporan yang sudah ditandatangani Camat" menganggap ada langkah tempat Camat menandatangani laporan '
        "itu. Di sini tidak ada: langkahnya hilang dari tabel, atau tanda tangan itu tidak pernah diminta.",
        'A text like "the report that the Camat has signed" assumes that there is a row in which the Camat signs the report. '
        "Here there is none: the row is missing from the table, or the signature was never asked for.",
    ),
)
_DONE: Final = re.compile(r"\b(?:sudah|telah)\s+(ditandatangani|ditanda tangani|diparaf|disahkan|disetujui)\b")
_SIGNING: Final = re.compile(r"\b(?:di|ter)?tanda[ -]?tangan|\b[mp]enanda[ -]?tangan")
_DOING: Final = {
    "ditandatangani": _SIGNING,
    "ditanda tangani": _SIGNING,
    "diparaf": re.compile(r"\b(?:mem|di)?paraf"),
    "disahkan": re.compile(r"\b(?:mengesahkan|disahkan|pengesahan|menetapkan|ditetapkan)"),
    "disetujui": re.compile(r"\b(?:menyetujui|disetujui|persetujuan|menetapkan)"),
}
_SAID: Final = {
    "ditandatangani": Words("ditandatangani", "signed"), "ditanda tangani": Words("ditandatangani", "signed"),
    "diparaf": Words("diparaf", "initialled"), "disahkan": Words("disahkan", "approved"),
    "disetujui": Words("disetujui", "agreed to"),
}  # fmt: skip


def check(subject: Subject) -> Iterator[Diagnostic]:
    for step in subject.sop.steps:
        text = step.activity.casefold()
        needs = [d for d in subject.flow.rows[str(step.id)].needed if subject.sop.documents[d].kind == "document"]
        for match in _DONE.finditer(text):
            signer = _signer(subject, step.activity, match.end())
            for document in needs:
                if subject.sop.documents[document].external or _is_done(subject, step, document, match[1], signer):
                    continue
                who = subject.sop.actors[signer].title if signer is not None else ""
                yield NOT_SIGNED.at(
                    subject.place(step, document), step=step.id, title=subject.title(document), done=_SAID[match[1]],
                    by=Words(f" oleh {who}", f" by {who}") if who else "",
                )  # fmt: skip


def _signer(subject: Subject, activity: str, after: int) -> str | None:
    """Who is said to have done it: the actor that is named right behind."""
    for mention in subject.names.mentions(activity):
        if mention.start >= after:
            between = activity[after : mention.start].casefold().strip()
            return mention.actor if between in ("", "oleh") else None
    return None


def _is_done(subject: Subject, step: Step, document: str, done: str, signer: str | None) -> bool:
    family = family_of(subject, document)
    for name, row in subject.flow.rows.items():
        if name == step.id or not subject.reach.leads(name, str(step.id)):
            continue
        if signer is not None and signer not in row.actors:
            continue
        named = {*row.needed, *(d for way in row.ways.values() for d in way.outputs)}
        doing = _DONE.sub("", row.step.activity.casefold())
        if named & family and _DOING[done].search(doing):
            return True
    return False
