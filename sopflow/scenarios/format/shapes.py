"""What may stand at the keys of scenarios."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sopflow.definition.format.key import Part, Shape, key, listed
from sopflow.definition.format.shapes import (
    ID,
    NULL,
    TEXT,
    TEXT_ALONE,
    a_duration,
    array,
    either,
    expected,
    mapping,
    matching,
    text,
    written,
)
from sopflow.definition.nodes import Node
from sopflow.definition.refs import Ref
from sopflow.definition.written import text_of
from sopflow.fields.limits import END

from ..values import answers_of, duration_of, fields_of, instant_of, papers_of, ref_of, some_ref
from ..values import listed as listed_items


def texts_of(node: Node | None) -> tuple[Ref, ...] | None:
    """The texts of a list, each with its place."""
    return listed_items(node, some_ref)


STEP: Final = text("id langkah, atau LANGKAH=JAWABAN", "a step's id, or STEP=OUTCOME")
ACTOR: Final = text("nama pelaksana", "an actor")
SOMEBODY: Final = text("nama orang atau pelaksana", "a person or an actor", ref_of)
LENGTH: Final = a_duration("30 menit, 2 jam, 3 hari", "30 menit, 2 jam, 3 hari")._replace(read=duration_of)
INSTANT: Final = written(
    "instant", "waktu dengan zonanya, misalnya 2024-03-12 08:00 WIB", "a time with its zone, such as 2024-03-12 08:00 WIB",
    instant_of,
)  # fmt: skip
LIST_OF_DOCUMENTS: Final = ("daftar dokumen", "a list of documents")
ROWS: Final = array(
    ID, "daftar id langkah, misalnya [verifikasi]", "a list of steps' ids, such as [verifikasi]", texts_of, "steps"
)


def names(values: Any = None, read: Callable[[Node | None], Any] | None = None, **more: Any) -> Shape:
    """Names of what the SOP has, each with what is said of it."""
    words = "nama dan isinya, misalnya {verifikasi: N}", "names with what they stand for, such as {verifikasi: N}"
    if values is None:
        return Shape({"type": "object", **more, **expected(*words)}, read)
    return mapping(values, *words, **more)._replace(read=read)


_SIZE: Final = matching(rf"^[0-9]{{1,16}}{END}", "banyaknya byte", "a number of bytes", text_of)
_PAPER: Final = Part(
    "paper",
    listed({
        "number": key(TEXT, "0.1", "Nomor / Number", "Nomor dokumen.", "The document's number.", "065/12-Tib"),
        "date": key(TEXT, "0.1", "Tanggal / Date", "Tanggal dokumen.", "The document's date.", "2024-03-11"),
        "uri": key(TEXT, "0.1", "Alamat / URI", "Di mana dokumen disimpan.", "Where the document is kept.",
                   "file:///arsip/12.pdf"),
        "sha256": key(TEXT, "0.1", "SHA-256", "Sidik isi dokumen.", "The digest of its content.", "9f86d081884c7d65"),
        "name": key(TEXT, "0.1", "Nama berkas / File name", "Nama berkasnya.", "What its file is called.", "permohonan.pdf"),
        "media_type": key(TEXT, "0.1", "Jenis media / Media type", "Jenis media berkasnya.", "The media type of its file.", "application/pdf"),
        "size": key(_SIZE, "0.1", "Ukuran / Size", "Banyaknya byte berkasnya.", "How many bytes its file has.", 20480),
    }),
)  # fmt: skip
PAPERS: Final = either(
    array(text("id dokumen atau judul", "a document's id or title"), *LIST_OF_DOCUMENTS),
    names(either(_PAPER, NULL, id="{number: …, date: …}, atau kosong", en="{number: …, date: …}, or nothing")),
    id="daftar dokumen, misalnya [surat_perintah]", en="a list of documents, such as [surat_perintah]", name="papers",
    read=papers_of,
)  # fmt: skip
PERSONS: Final = names(
    either(TEXT_ALONE, {"type": "array", "items": TEXT_ALONE, "minItems": 1},
           id="nama seseorang, atau daftarnya", en="a person, or several"),
)  # fmt: skip
ANSWERS: Final = names(
    either(TEXT_ALONE, {"type": "array", "items": TEXT_ALONE, "minItems": 1},
           id="satu jawaban, atau daftarnya berurutan", en="an outcome, or several in order"),
    name="answers", read=answers_of,
)  # fmt: skip
_VALUE_SAID: Final = {
    "type": ["string", "number", "boolean", "array", "object", "null"],
    **expected("sebuah nilai, misalnya 50 juta atau 2026-08-17", "a value, such as 50 juta or 2026-08-17"),
}
FIELDS_SAID: Final = mapping(
    _VALUE_SAID,
    "isian dan nilainya, misalnya {nama: Ani, nilai: 50 juta}",
    "fields and their values, such as {nama: Ani, nilai: 50 juta}",
)._replace(read=fields_of)
