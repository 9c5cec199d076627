"""The identity page of an SOP that is to be published is complete."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sopflow.definition.model import Unknown
from sopflow.diagnostics import Diagnostic, warning
from sopflow.language import Words

from ..subject import Subject

INCOMPLETE = warning(
    "SOP328",
    "identity-incomplete",
    id="untuk diterbitkan, halaman identitas masih memerlukan: {fields}",
    en="to be published, the identity page still needs: {fields}",
    hint_id="isi di bawah identity",
    hint_en="fill them in under identity",
    page=Words(
        "Halaman identitas memuat nomor, tanggal pembuatan, revisi dan efektif, pengesah, dasar hukum, kualifikasi "
        "pelaksana, keterkaitan, peralatan, peringatan, serta pencatatan (Permenpan RB 35/2012). Diperiksa hanya dengan "
        "`--publish`.",
        "The identity page holds the number, the dates of creation, revision and effect, who approved it, the legal basis, the "
        "actors' qualifications, related SOPs, equipment, warnings and records (Permenpan RB 35/2012). Checked only with "
        "`--publish`.",
    ),
)
_NEEDED: Final = (
    "agency", "number", "created", "effective", "approved_by", "legal_basis", "qualifications", "warnings", "records",
)  # fmt: skip


def check(subject: Subject) -> Iterator[Diagnostic]:
    if not subject.publish:
        return
    known = {name: getattr(subject.sop.identity, name) for name in _NEEDED}
    lacking = [name for name, value in known.items() if isinstance(value, Unknown) or not value]
    if lacking:
        yield INCOMPLETE.at(subject.sop.span, fields=", ".join(lacking))
