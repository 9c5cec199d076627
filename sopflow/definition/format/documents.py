"""Documents, and what a row needs and makes of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

from sopflow.diagnostics import Span

from ..nodes import Map, Node
from ..refs import UNKNOWN, Ref, Unknown, its_place
from .key import Shape, key, part
from .shapes import FLAG, ID, NULL, TEXT, TEXT_ALONE, choice, either, expected, new_id
from .values import is_unknown, items_of, ref_of, text_of

DocumentKind = Literal["document", "equipment", "state"]
FileRule = Literal["required"]
Outputs = tuple[Ref | Unknown, ...] | Unknown

TITLE_OR_ID: Final = Shape(
    {
        "type": "string",
        "pattern": r"\S",
        **expected("id dokumen, judul, atau unknown", "a document's id, a title, or unknown"),
    },
    ref_of,
)
_NOT_SAID: Final = {"type": "string", "enum": ["unknown", "?", "-", "–", "—", ""]}


@dataclass(frozen=True, slots=True)
class Document:
    """What a row needs or makes: a paper, a piece of equipment, or a state of affairs."""

    id: str
    title: str = field(metadata=key(
        TEXT, "0.1", "Judul / Title", "Judul dokumen.", "The document's title.", "Surat permohonan", required=True, also=("nama",)))  # fmt: skip
    kind: DocumentKind = field(default="document", metadata=key(
        choice(*get_args(DocumentKind)), "0.1", "Jenis / Kind",
        "document, equipment (peralatan) atau state (keadaan).", "document, equipment, or state.", "equipment"))  # fmt: skip
    external: bool = field(default=False, metadata=key(
        FLAG, "0.1", "Dari luar / External", "Datang dari luar: tidak dibuat oleh langkah mana pun.",
        "Comes from outside: no step makes it.", True, also=("luar", "eksternal")))  # fmt: skip
    at_hand: bool = field(default=False, metadata=key(
        FLAG, "0.1", "Sudah ada / At hand", "Sudah ada sebelum SOP dimulai.", "Is there before the SOP starts.", True))  # fmt: skip
    optional: bool = field(default=False, metadata=key(
        FLAG, "0.1", "Boleh tidak ada / Optional", "Boleh tidak ada.", "May be missing.", True))  # fmt: skip
    draft_of: Ref | None = field(default=None, metadata=key(
        ID, "0.1", "Draf dari / Draft of", "Dokumen yang menjadi bentuk akhirnya.",
        "The document that this is a draft of.", "sku", names="documents"))  # fmt: skip
    file: FileRule | None = field(default=None, metadata=key(
        choice(*get_args(FileRule)), "0.1", "Berkas / File",
        "required: dibawa atau dibuat bersama berkasnya; yang dicatat nama atau alamatnya dan SHA-256-nya.",
        "required: it is brought or made with its file; its name or address is recorded, and its SHA-256.",
        "required"))  # fmt: skip
    span: Span = its_place()


@dataclass(frozen=True, slots=True)
class Input:
    """A document that a row needs; with `when` only in some cases, so that it never counts as missing."""

    document: Ref = field(metadata=key(
        TITLE_OR_ID, "0.1", "Dokumen / Document", "Id atau judul dokumen.", "The document's id or title.",
        "surat_kehilangan", required=True, names="documents"))  # fmt: skip
    when: str | None = field(default=None, metadata=key(
        TEXT, "0.1", "Bila / When", "Dalam hal apa dokumen ini diminta.", "In which cases it is asked for.",
        "bila KTP hilang"))  # fmt: skip


def inputs_of(node: Node | None) -> tuple[Input | Unknown, ...] | Unknown:
    if is_unknown(node):
        return UNKNOWN
    found: list[Input | Unknown] = []
    for item in items_of(node):
        document = ref_of(item.get("document")) if isinstance(item, Map) else ref_of(item)
        if is_unknown(item):
            found.append(UNKNOWN)
        elif document is not None:
            found.append(Input(document, text_of(item.get("when")) if isinstance(item, Map) else None))
    return tuple(found)


def outputs_of(node: Node | None) -> Outputs:
    if is_unknown(node):
        return UNKNOWN
    items = [UNKNOWN if is_unknown(item) else ref_of(item) for item in items_of(node)]
    return tuple(item for item in items if item is not None)


_A_LIST: Final = expected("daftar dokumen, misalnya [surat_a, surat_b]", "a list of documents, such as [surat_a, surat_b]")  # fmt: skip


def _list_of(items: Any, read: Callable[[Node | None], Any], name: str = "") -> Shape:
    several = {"type": "array", "items": items}
    return Shape({"anyOf": [several, _NOT_SAID, NULL], "x-list": True, **_A_LIST}, read, name)


_INPUT: Final = either(
    TITLE_OR_ID, part("input", Input), id="id dokumen, judul, atau {document: …, when: …}",
    en="a document's id, a title, or {document: …, when: …}",
)  # fmt: skip
INPUTS: Final = _list_of(_INPUT, inputs_of)
OUTPUTS: Final = _list_of(TITLE_OR_ID, outputs_of, "outputs")
_OF_PAPER: Final = {
    "not": {"required": ["file", "kind"]},
    "x-code": "SOP111", "x-key": "file",
    **expected("file hanya untuk dokumen, tanpa kind", "file only for a document, without kind"),
}  # fmt: skip
DOCUMENTS: Final = Shape({
    "type": "object",
    "propertyNames": new_id("id dokumen", "a document's id"),
    "additionalProperties": either(
        TEXT_ALONE, part("document", Document, allOf=[_OF_PAPER]), id="judul, atau {title: …, kind: …}", en="a title, or {title: …, kind: …}"
    ),
})  # fmt: skip
