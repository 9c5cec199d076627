"""What cannot be written in BPMN, or read from it."""

from __future__ import annotations

from typing import Final

from sopflow.errors import SopflowError
from sopflow.language import Words

WAITS_FOREVER: Final = Words(
    'menunggu baris "{row}", yang tidak pernah sampai ke sini; perbaiki join',
    'waits for row "{row}", which never leads here; correct join',
)


class NotInBpmn(SopflowError):
    """An SOP that no diagram in BPMN says."""

    code = "not-in-bpmn"
    about = Words(
        "Langkah ini tidak dapat digambar dalam BPMN tanpa kehilangan artinya.",
        "BPMN cannot express the step without losing part of its meaning.",
    )
    words = Words('langkah "{step}": {why}', 'step "{step}": {why}')


class UnreadableBpmn(SopflowError):
    """A file that is not a process in BPMN, or more than is read; `line` is 0 where it is the whole file."""

    code = "unreadable-bpmn"
    about = Words(
        "Berkas BPMN ini tidak dapat dibaca sebagai SOP.",
        "The BPMN file cannot be read as an SOP.",
    )
    words = Words("baris {line}: {why}", "line {line}: {why}")


LARGE_DRAFT: Final = Words(
    "terlalu banyak untuk satu SOP: {rows} langkah dengan catatannya lebih besar dari berkas definisi ({limit:,} byte); bagi diagramnya",
    "too much for one SOP: {rows} step(s) with notes are larger than the file of a definition ({limit:,} bytes); divide the diagram",
)
NO_PROCESS: Final = Words("tidak memuat proses yang berisi alur", "contains no process with a flow")


class NoSuchProcess(SopflowError):
    """A number that no process of the file has."""

    code = "no-such-process"
    words = Words(
        ("berkas ini memuat {count} proses; nomor {number} tidak ada. Pilih 1 sampai {count} dengan --sop"),
        ("this file has {count} process(es); number {number} does not exist. Choose 1 to {count} with --sop"),
    )
