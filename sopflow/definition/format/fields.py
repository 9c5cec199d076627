"""The fields of a case, and which rows ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from sopflow.diagnostics import Span
from sopflow.fields import BORDERED, Field, FieldType, Problem, exact, limits, patterns
from sopflow.language import Words

from ..nodes import Map, Node
from ..refs import Ref, its_place
from .key import Part, Shape, key, listed
from .shapes import FLAG, ID, IDS, TEXT, TEXT_ALONE, array, choice, either, expected, mapping, new_id
from .values import entries, flag_of, items_of, ref_of, refs_of, text_of

TYPES: Final = ("text", "long_text", "number", "whole", "money", "date", "time", "yes_no")
"""What `type` says; the other types are said by a key of their own."""
_BY_KEY: Final[tuple[FieldType, ...]] = ("one_of", "some_of", "list")

_VALUE: Final = Shape({
    "type": ["string", "number", "boolean", "array"],
    **expected("sebuah nilai, misalnya 50 juta atau 2026-08-17", "a value, such as 50 juta or 2026-08-17"),
})  # fmt: skip
_COUNT: Final = Shape({
    "type": ["string", "integer"], "pattern": f"^[0-9]{{1,5}}{limits.END}",
    **expected("bilangan bulat, misalnya 120", "a whole number, such as 120"),
})  # fmt: skip
_CHOICES: Final = either(
    mapping(TEXT, "id dan judul", "ids and titles", new_id("id pilihan", "a choice's id"), minProperties=1),
    array(new_id("id pilihan", "a choice's id"), "daftar id", "a list of ids", minItems=1, uniqueItems=True),
    id="pilihannya: {id: judul}, atau daftar id", en="the choices: {id: title}, or a list of ids",
)  # fmt: skip
_PLAIN: Final = {
    "title": key(TEXT, "0.1", "Judul / Title", "Judul isian; bila tidak ditulis: idnya.", "Its title; if left out: its id.",
                 "Nilai pengadaan"),
    "type": key(choice(*TYPES), "0.1", "Jenis / Type",
                "text (satu baris), long_text, number, whole (bilangan bulat), money (uang), date, time (jam), yes_no (ya/tidak); bila tidak ditulis: text. Pilihan: one_of atau some_of.",
                "text (one line), long_text, number, whole, money, date, time, yes_no; if left out: text. Choices: one_of or some_of.",
                "money", also=("tipe",)),
    "one_of": key(_CHOICES, "0.1", "Salah satu dari / One of", "Daftar pilihan; dipilih satu.", "The choices; one is chosen.",
                  {"barang": "Barang", "jasa": "Jasa"},
                  also=("pilihan", "choices", "options", "enum")),
    "some_of": key(_CHOICES, "0.1", "Beberapa dari / Some of", "Daftar pilihan; dipilih satu atau beberapa.", "The choices; one or more are chosen.",
                   {"ktp": "KTP", "kk": "Kartu keluarga"}),
    "min": key(_VALUE, "0.1", "Paling sedikit / Least", "Nilai terkecil atau paling awal.", "The least or earliest value.",
               "1 juta", "2026-01-01", also=("minimal", "minimum", "terkecil", "paling awal")),
    "max": key(_VALUE, "0.1", "Paling banyak / Most", "Nilai terbesar atau paling akhir.", "The greatest or latest value.",
               "50 miliar", also=("maks", "maksimal", "maksimum", "maximum", "terbesar", "paling akhir")),
    "max_length": key(_COUNT, "0.1", "Panjang teks / Length", "Jumlah karakter paling banyak.", "The greatest number of characters.", 120, also=("panjang", "panjang maksimal", "maxlength", "length")),
    "pattern": key(TEXT, "0.1", "Bentuk teks / Pattern",
                   ("Bentuk seluruh teks (I-Regexp, RFC 9485, tanpa \\p), misalnya [0-9]{16}. Setiap huruf hanya boleh "
"cocok dengan satu bagian pola."),
                   ("The form of the whole text (I-Regexp, RFC 9485, without \\p), such as [0-9]{16}. Each character "
"may match only one part of the pattern."),
                   "[0-9]{16}", also=("pola", "format", "bentuk", "regex")),
    "scale": key(_COUNT, "0.1", "Desimal uang / Scale",
                 "Untuk money: berapa angka desimal yang dipakai mata uangnya; bila tidak ditulis: 0 (rupiah).",
                 "For money: how many decimals the currency uses; if left out: 0 (rupiah).", 2),
    "optional": key(FLAG, "0.1", "Boleh kosong / Optional", "Boleh tidak diisi.", "May be left empty.", True),
    "personal": key(FLAG, "0.1", "Data pribadi / Personal",
                    "Nilainya data pribadi: disimpan terpisah dari riwayat, dapat dihapus (redact), dan tidak dipakai dalam syarat.",
                    "Its values are personal: kept apart from the history, removable (redact), and in no condition.", True),
    "default": key(_VALUE, "0.1", "Nilai awal / Default", "Nilai bila tidak diisi.", "Its value where nothing is given.", "jasa", also=("bawaan", "nilai bawaan")),
}  # fmt: skip


def _columns(made: Mapping[str, Mapping[str, Any]]) -> Shape:
    return either(
        TEXT_ALONE,
        Part("column", listed(made)),
        id="judul, atau {title: …, type: …}",
        en="a title, or {title: …, type: …}",
    )


FIELD: Final = Part(
    "field",
    listed({
        **_PLAIN,
        "list": key(
            mapping(_columns(_PLAIN), "kolom-kolomnya", "its columns", new_id("id kolom", "a column's id"), minProperties=1),
            "0.1", "Daftar / List", "Beberapa isian berulang: kolom-kolom setiap butirnya.",
            "Repeated records: the columns of each.", {"alamat": "Alamat", "luas": {"title": "Luas (m2)", "type": "number"}}),
        "key": key(ID, "0.1", "Pembeda / Key", "Untuk list: kolom yang isinya berbeda pada setiap butir.",
                   "For list: the column that differs in each record.", "alamat"),
        "visible_to": key(IDS, "0.1", "Terlihat oleh / Visible to",
                          ("Pelaksana yang boleh melihatnya. Bila tidak ditulis: pelaksana internal, dan pihak luar yang "
"formulirnya memuat isian ini."),
                          ("The actors who see it. If left out: internal actors, and external actors whose forms ask for it."),
                          ["kasi", "camat"], names="actors"),
        "search": key(FLAG, "0.1", "Dicari / Searched",
                      "Kasus dapat dicari, diurutkan, dan dihitung menurut isian ini. Bukan untuk long_text dan list; text memerlukan max_length paling banyak 200.",
                      "Cases can be found, sorted and counted by it. Not for long_text and list; text needs a max_length of at most 200.", True),
    }),
)  # fmt: skip
FIELDS: Final = mapping(
    either(TEXT_ALONE, FIELD, id="judul, atau {title: …, type: …}", en="a title, or {title: …, type: …}"),
    "isian-isian: {id: judul}, atau {id: {title: …, type: …}}", "fields: {id: title}, or {id: {title: …, type: …}}",
    new_id("id isian", "a field's id"), minProperties=1, maxProperties=limits.MOST_FIELDS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fill:
    """A field that a row asks for."""

    field: Ref
    optional: bool = False
    """It may be left empty in this row, whatever the field says."""
    span: Span = its_place()


def fills_of(node: Node | None) -> tuple[Fill, ...]:
    found = []
    for item in items_of(node):
        if isinstance(item, Map):
            found += [
                Fill(Ref(n, item.keys[n]), text_of(how) == "optional", span=item.keys[n])
                for n, how in entries(item)
            ]
        elif (ref := ref_of(item)) is not None:
            found.append(Fill(ref, span=ref.span))
    return tuple(found)


FILLS: Final = array(
    either(
        ID,
        mapping({"enum": ["optional"]}, "{isian: optional}", "{field: optional}", ID, minProperties=1, maxProperties=1),
        id="id isian, atau {isian: optional}", en="a field's id, or {field: optional}",
    ),
    "daftar isian, misalnya [nama, nilai]", "a list of fields, such as [nama, nilai]", fills_of, minItems=1,
)  # fmt: skip

_WRITTEN_NUMBER: Final = Words("bilangan bulat dari {low} sampai {high}", "a whole number from {low} to {high}")


def fields_of(node: Node | None) -> dict[str, Field]:
    """The fields, with what their own limits say wrongly."""
    spans = node.keys if isinstance(node, Map) else {}
    return {name: _field(name, own, spans[name]) for name, own in entries(node)}


def _field(name: str, node: Node, span: Span) -> Field:
    if not isinstance(node, Map):
        return Field(name, text_of(node) or name, places={"": span})
    columns = node.get("list")
    spans = columns.keys if isinstance(columns, Map) else {}
    plain = Field(
        id=name,
        title=text_of(node.get("title")) or name,
        type=_type(node),
        pattern=text_of(node.get("pattern")),
        optional=flag_of(node.get("optional")),
        choices=_choices(node.get("one_of") or node.get("some_of")),
        columns=tuple(_field(inner, own, spans[inner]) for inner, own in entries(columns)),
        key=text_of(node.get("key")),
        visible_to=refs_of(node.get("visible_to")),
        personal=flag_of(node.get("personal")),
        search=flag_of(node.get("search")),
        places={**_said_keys(node), "": span},
    )
    unread = _unread_type(node)
    return _limited(plain, node) if unread is None else replace(plain, misread=(("type", unread),))


def _said_keys(node: Map) -> dict[str, Span]:
    """The keys of a field; a `type` that is none is told already, and is not one type too many beside its choices."""
    is_told = any(one in node.values for one in _BY_KEY) and text_of(node.get("type")) not in TYPES
    return {key: span for key, span in node.keys.items() if key != "type" or not is_told}


def _unread_type(node: Map) -> Problem | None:
    """What `type` says that no field is."""
    said = node.get("type")
    if said is None or text_of(said) in TYPES or any(one in node.values for one in _BY_KEY):
        return None
    return Problem("type", said.plain(), Words(", ".join(TYPES), ", ".join(TYPES)))


def _type(node: Map) -> FieldType:
    by_key = next((one for one in _BY_KEY if one in node.values), None)
    said = text_of(node.get("type"))
    return by_key or cast("FieldType", said if said in TYPES else "text")


def _choices(node: Node | None) -> dict[str, str]:
    if isinstance(node, Map):
        return {name: text_of(title) or name for name, title in entries(node)}
    return {str(ref): str(ref) for ref in refs_of(node)}


def _limited(plain: Field, node: Map) -> Field:
    """A field with its limits, which are values of its own type."""
    made: dict[str, Any] = {}
    wrong: list[tuple[str, Problem]] = []
    for name, most in (("scale", limits.MOST_SCALE), ("max_length", limits.LONGEST.get(plain.type, 0))):
        text = text_of(node.get(name))
        if text is not None and text.isdecimal() and len(text) < 6:
            low = 1 if name == "max_length" else 0
            if low <= int(text) <= most or not most:
                made[name] = int(text)
            else:
                wrong.append((name, Problem(name, text, _WRITTEN_NUMBER.filled(low=low, high=most))))
    own = replace(plain, **made, optional=False, pattern=plain.pattern if _is_pattern(plain.pattern) else None)
    for name in ("min", "max", "default"):
        if name in node.values and (plain.type in BORDERED or (name == "default" and plain.type != "list")):
            found = own.of_plain(node.values[name].plain())
            if isinstance(found, Problem):
                wrong.append((name, found._replace(field=name)))
            else:
                made[name] = _kept(found)
                own = replace(own, **{name: made[name]})
    return replace(plain, **made, misread=tuple(wrong))


def _is_pattern(text: str | None) -> bool:
    try:
        return text is not None and bool(patterns.read(text))
    except patterns.BadPattern:
        return False


def _kept(value: Any) -> Any:
    """A value as a definition keeps it: numbers exactly, lists as tuples."""
    return tuple(value) if isinstance(value, list) else exact(value)
