"""Where a row leads: to rows, to ends, by its branches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from sopflow.diagnostics import Span

from ..nodes import List, Map, Node
from ..refs import UNKNOWN, Ref, Unknown, its_place
from .conditions import WHEN, When
from .documents import OUTPUTS, Outputs
from .key import Part, Shape, key, named, part
from .reader import read
from .shapes import FLAG, ID_PATTERN, TARGET_PATTERN, TEXT, an_id, either, expected, only
from .values import is_unknown, ref_of, refs_of, text_of

END: Final = "end"
_CLOSES: Final = key(
    only("all"), "0.1", "Menutup / Closes", "all: seluruh proses berakhir saat ini juga.",
    "all: the whole instance ends at once.", "all",
)  # fmt: skip
_HAND_OVER: Final = key(
    TEXT, "0.1", "Serah ke / Hand over", "SOP atau tindakan yang menyusul.", "What follows: an SOP's id or a text.", "penempatan"
)  # fmt: skip
_NAME: Final = an_id(
    "nama akhir: huruf kecil, angka, _ atau -", "an end's name: lower-case letters, digits, _ or -", text_of
)


@dataclass(frozen=True, slots=True)
class End:
    """The place where a token ends: `end`, or a named end."""

    name: str = field(default=END, metadata=named(end=key(
        _NAME, "0.1", "Nama akhir / End", "Nama akhir ini.", "The name of this end.", "ditolak", required=True)))  # fmt: skip
    closes_all: bool = field(default=False, metadata=named(closes=_CLOSES))
    """Ends the whole instance at once and withdraws what is still open."""
    hand_over: str | None = field(default=None, metadata=_HAND_OVER)
    span: Span = its_place()


Target = Ref | End
Targets = tuple[Target, ...] | Unknown


def end_of(node: Map) -> End:
    return read(End, node, span=node.span)


def target_of(node: Node) -> Target | None:
    if isinstance(node, Map):
        return end_of(node)
    ref = ref_of(node)
    return End(span=ref.span) if ref is not None and ref == END else ref


def targets_of(node: Node | None) -> Targets:
    if node is None or is_unknown(node):
        return UNKNOWN
    items = node.items if isinstance(node, List) else [node]
    return tuple(target for item in items if (target := target_of(item)) is not None)


_NAMED_END: Final = part("end", End, title="Akhir bernama / Named end")
_ONE: Final = {"type": "string", "pattern": TARGET_PATTERN}
_SOME: Final = {
    "type": "array",
    "minItems": 1,
    "items": either(
        {"type": "string", "pattern": ID_PATTERN}, _NAMED_END,
        id="id langkah, end, atau {end: nama}", en="a step's id, end, or {end: name}",
    ),
}  # fmt: skip
TARGETS: Final = either(
    _ONE, _NAMED_END, _SOME, read=targets_of, name="targets",
    id="id langkah, daftar id langkah, end, atau {end: nama}", en="a step's id, a list of them, end, or {end: name}",
)  # fmt: skip
_ENDS: Final = either(
    _NAME.schema, {"type": "array", "minItems": 1, "uniqueItems": True, "items": _NAME.schema}, read=refs_of,
    id="nama akhir SOP yang dipanggil, atau daftarnya", en="the name of an end of the called SOP, or a list of them",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Branch:
    """One answer of a decision, and where it leads."""

    name: str
    targets: Targets = field(metadata=named(
        to=key(TARGETS, "0.1", "Menuju / To", "Langkah atau akhir yang dituju.", "The step or end that it leads to.",
               "susun", "end", names="targets"),
        end=key(Shape(_NAME.schema), "0.1", "Berakhir / End", "Berakhir dengan nama ini.", "Ends under this name.", "ditolak"),
        closes=_CLOSES, hand_over=_HAND_OVER))  # fmt: skip
    note_required: bool = field(default=False, metadata=named(note=key(
        only("required"), "0.1", "Catatan / Note", "required: keputusan ini wajib disertai catatan.",
        "required: this answer needs a note.", "required")))  # fmt: skip
    label: str | None = field(default=None, metadata=key(
        TEXT, "0.1", "Label", "Tulisan pada panah.", "The words at the arrow.", "Ada koreksi"))  # fmt: skip
    outputs: Outputs | None = field(default=None, metadata=key(
        OUTPUTS, "0.1", "Output", "Dokumen atau keadaan yang dihasilkan.", "The documents or states that it makes.",
        ["draft_sku"], "unknown", names="documents"))  # fmt: skip
    """Instead of the row's own outputs."""
    when: When | None = field(default=None, metadata=key(
        WHEN, "0.1", "Bila / When", "Cabang ini ditempuh bila isian memenuhi syarat ini; orang tidak memilih.",
        "The branch is taken where the fields meet this; nobody chooses.", {"nilai": {"above": "50 juta"}}))  # fmt: skip
    otherwise: bool = field(default=False, metadata=key(
        FLAG, "0.1", "Selain itu / Otherwise", "true: ditempuh bila tidak ada cabang lain yang memenuhi syarat.",
        "true: taken where no other branch is.", True))  # fmt: skip
    all_end: tuple[Ref, ...] = field(default=(), metadata=named(all=key(
        _ENDS, "0.1", "Semua / All", "Untuk for_each: ditempuh bila semuanya berakhir demikian.",
        "With for_each: taken if all of them have this end.", "selesai", ["selesai", "sebagian"])))  # fmt: skip
    any_ends: tuple[Ref, ...] = field(default=(), metadata=named(any=key(
        _ENDS, "0.1", "Salah satu / Any", "Untuk for_each: ditempuh bila sedikitnya satu berakhir demikian.",
        "With for_each: taken if at least one of them has this end.", "ditolak", ["ditolak", "batal"])))  # fmt: skip
    span: Span = its_place()


def branches_of(node: Node | None) -> tuple[Branch, ...]:
    if not isinstance(node, Map):
        return ()
    return tuple(_branch(name, value, node.keys[name]) for name, value in node.values.items())


def _branch(name: str, node: Node, span: Span) -> Branch:
    if not isinstance(node, Map):
        return Branch(name=name, targets=targets_of(node), span=span)
    targets: Targets = (end_of(node),) if "end" in node.values else targets_of(node.get("to"))
    return read(Branch, node, name=name, targets=targets, span=span)


_BRANCH: Final = Part(
    "branch", part("", Branch).keys,
    {
        "anyOf": [{"required": ["to"]}, {"required": ["end"]}],
        "not": {"required": ["to", "end"]},
        **expected("{to: langkah, …} atau {end: nama, …}", "{to: step, …} or {end: name, …}"),
    },
)  # fmt: skip
_BRANCHES: Final[dict[str, Any]] = {
    "type": "object",
    "minProperties": 2,
    "propertyNames": {"minLength": 1, "maxLength": 60, "not": {"enum": ["late"]}},
    "additionalProperties": either(
        _ONE, _SOME, _BRANCH, id="id langkah, end, {end: nama}, atau {to: langkah, …}",
        en="a step's id, end, {end: name}, or {to: step, …}",
    ),
    **expected("sedikitnya dua cabang, misalnya {Y: susun, N: ajukan}", "at least two branches, such as {Y: susun, N: ajukan}"),
}  # fmt: skip
BRANCHES: Final = Shape(_BRANCHES, branches_of)
