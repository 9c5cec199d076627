"""A row is completed with an outcome, by whoever may do it."""

from __future__ import annotations

from sopflow.language import Words

from ..deciding.ending import row_done
from ..kinds import CommandType, EventKind, event
from ..rights import work

event(
    "completed",
    EventKind(
        "complete",
        Words("dikerjakan", "completed"),
        moves=True,
        ends_row=True,
        can_be_undone=True,
        carries=("outcome", "documents", "kept", "missing", "deviation", "did_by", "case", "compared"),
    ),
)


COMMAND = CommandType(
    "complete",
    row_done,
    work,
    target="row",
    summary=Words(
        "selesaikan satu langkah; yang ditandatangani beberapa orang: tandatangani",
        "complete a row; where several sign, sign it",
    ),
    required=("step",),
    optional=("outcome", "visit", "note", "documents", "choose", "to", "data", "acted_at", "fields"),
    place=10,
    title=Words("Langkah", "Step"),
    in_scenario=Words(
        "Mengerjakan sebuah langkah: LANGKAH, atau LANGKAH=JAWABAN. Bentuk pendek: PELAKSANA: LANGKAH=JAWABAN.",
        "Complete a step: STEP, or STEP=OUTCOME. Short form: ACTOR: STEP=OUTCOME.",
    ),
    who=Words("mereka yang boleh mengerjakan langkah itu", "those who may do the row"),
    more=Words(
        "`documents` adalah dokumen yang dibawa, beserta nomor, tanggal, atau sidiknya. `to` memerlukan catatan.",
        "`documents` are those that are brought, with what identifies each copy. `to` needs a `note`.",
    ),
)
