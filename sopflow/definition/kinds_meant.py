"""A kind of field that is no `type`, but a key of its own: choices and lists."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sopflow.language import Words

from .nodes import List, Map, Node, Text, find

_CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    "one_of": (
        "one_of", "one of", "pilihan", "daftar pilihan", "pilihan tunggal", "pilih", "pilih satu", "salah satu", "opsi", "kategori",
        "choice", "choices", "single choice", "option", "options", "enum", "select", "radio", "dropdown", "combo", "combobox",
    ),
    "some_of": (
        "some_of", "some of", "pilihan ganda", "beberapa", "beberapa pilihan", "pilih beberapa", "daftar centang", "daftar periksa",
        "multiple choice", "multi choice", "multiselect", "multi select", "checkboxes", "checklist", "set",
    ),
    "list": (
        "list", "daftar", "tabel", "rincian", "larik", "berulang", "baris", "table", "array", "records", "rows", "repeating",
    ),
}  # fmt: skip
_CHOICES: Final = Words(
    "{pilihan_1: Pilihan pertama, pilihan_2: Pilihan kedua}", "{choice_1: First choice, choice_2: Second choice}"
)
_EXAMPLE: Final = {
    "one_of": _CHOICES,
    "some_of": _CHOICES,
    "list": Words(
        "{nama: Nama, jumlah: {title: Jumlah, type: whole}}", "{name: Name, amount: {title: Amount, type: whole}}"
    ),
}
_WRITE: Final = Words(
    "ini bukan type, melainkan kunci {key}; tulis misalnya {fixed}",
    "this is not a type but the key {key}; write, for example, {fixed}",
)
_DELETE: Final = Words("hapus type: {key} sudah mengatakannya", "delete type: {key} says it already")
_LONGEST: Final = 100
_MOST: Final = 6
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,59}")
_BARE: Final = re.compile(r"[^\W\d_][\w ()/.-]*")


def key_meant(root: Node, path: Sequence[Any], value: object, known: Sequence[str]) -> Words | None:
    """What to write where the `type` of a field says that it has choices or rows."""
    if path[-1:] != ["type"] or len(path) < 3 or path[-3] not in ("fields", "list"):
        return None
    field = find(root, list(path[:-1]))[0]
    if not isinstance(field, Map):
        return None
    own = next((key for key in _EXAMPLE if key in field.values), None)
    if own is not None and "text" in known:
        return _DELETE.filled(key=own)
    key = "one_of" if isinstance(value, list) else _called(value)
    if key is None or (key == "list" and path[-3] == "list"):
        return None  # within a list no column is one
    inside = _choices(field.values["type"]) or _EXAMPLE[key]
    title = field.values.get("title")
    said = title.value if isinstance(title, Text) and isinstance(title.value, str) else None
    named = f"title: {_written(said[:_LONGEST])}, " if said else ""
    begin = f"{path[-2]}: {{{named}{key}: "
    return _WRITE.filled(key=key, fixed=Words(f"{begin}{inside.id}}}", f"{begin}{inside.en}}}"))


def _called(value: object) -> str | None:
    plain = " ".join(str(value)[:_LONGEST].casefold().replace("_", " ").replace("-", " ").split())
    return next((key for key, words in _CALLED.items() if plain in words), None)


def _choices(node: Node) -> Words | None:
    """The choices that stand where the type belongs."""
    if not isinstance(node, List):
        return None
    names = [str(one.plain()) for one in node.items[:_MOST] if isinstance(one, Text)]
    listed = f"[{', '.join(names)}]"
    return Words(listed, listed) if names and all(map(_NAME.fullmatch, names)) else None


def _written(title: str) -> str:
    """A title as it may stand within braces."""
    return title if _BARE.fullmatch(title) else json.dumps(title, ensure_ascii=False)
