"""Equipment is used, not made."""

from __future__ import annotations

from collections.abc import Iterator

from sopflow.definition.refs import known_in
from sopflow.diagnostics import Diagnostic, info, warning
from sopflow.language import Words

from ..paperwork import made_by
from ..subject import Subject

MADE = warning(
    "SOP317",
    "equipment-as-output",
    id='peralatan "{title}" disebut sebagai output',
    en='the equipment "{title}" is listed as an output',
    hint_id="output adalah dokumen atau keadaan; untuk peralatan yang siap tulis kind: state",
    hint_en="an output is a document or a state of affairs; for equipment that is ready write kind: state",
    page=Words(
        "Output adalah hasil langkah: dokumen, atau keadaan seperti kendaraan siap pakai. Peralatan dipakai, tidak "
        "dihasilkan.",
        "An output is what a row results in: a document, or a state of affairs such as a vehicle made ready. Equipment is "
        "used, not made.",
    ),
)
AMONG_PAPERS = info(
    "SOP319",
    "equipment-among-inputs",
    id="kelengkapan memuat peralatan: {titles}",
    en="there is equipment among the inputs: {titles}",
    hint_id="peralatan disebut di identitas (equipment); kelengkapan adalah dokumen",
    hint_en="equipment belongs on the identity page (equipment); inputs are documents",
    page=Words(
        "Kolom kelengkapan memuat persyaratan berupa dokumen; peralatan punya tempat sendiri di halaman identitas. Mesin tidak memantau peralatan, jadi peralatan tidak pernah dianggap kurang.",
        "The column of inputs is for documents; equipment has its own place on the identity page. The engine does not track equipment: it is never missing.",
    ),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    tools = {name: d.title for name, d in subject.sop.documents.items() if d.kind == "equipment"}
    for name, title in tools.items():
        for maker in made_by(subject, name):
            step = subject.steps[maker]
            yield MADE.at(subject.place(step, name), step=step.id, title=title)
    for step in subject.sop.steps:
        found = [str(one.document) for one in known_in(step.inputs) if one.document in tools]
        if found:
            titles = ", ".join(tools[name] for name in found)
            yield AMONG_PAPERS.at(subject.place(step, found[0]), step=step.id, titles=titles)
