"""What a person would say to whoever wrote a value that does not fit: the text that was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sopflow.language import Suggestion, Words, did_you_mean

from .choices import choice_called
from .format.shapes import ID_PATTERN
from .reading import List, Map, Node, Text

_KEYED: Final = ("actors", "documents", "branches")
"""Parts that hold a name and what it is on each line."""
_LISTED: Final = ("steps",)
"""Parts whose items begin with a dash and their id."""
_SHOWN_PAIRS: Final = 12
_SHOWN_LETTERS: Final = 100
_ID: Final = re.compile(r"[a-z][a-z0-9_-]*")
_TRUE: Final = frozenset(["ya", "y", "yes", "benar", "betul", "true", "on", "iya", "1"])
_FALSE: Final = frozenset(["tidak", "tdk", "t", "bukan", "no", "n", "salah", "false", "off", "0"])
_OTHER: Final = {"ya": "Tidak", "tidak": "Ya", "y": "N", "n": "Y", "t": "Y", "yes": "No", "no": "Yes"}
"""The answer that is missing where one alone is given."""


def cure_of(node: Node, schema: Mapping[str, Any], part: object = None) -> Words | None:
    """A hint for the commonest reasons why a value has the wrong shape; `part` is the key whose value it is."""
    if braced(node, schema) and isinstance(node, Map):
        return _without_braces(list(node.values), schema)
    if isinstance(node, List) and part in _KEYED:
        return _keyed(node, str(part))
    if isinstance(node, Map) and part in _LISTED and node.keys:
        first = next(iter(node.keys))
        return Words(
            f"awali setiap butir dengan tanda hubung dan id-nya: - id: {first}",
            f"begin each item with a dash and its id: - id: {first}",
        )
    if isinstance(node, Map) and len(node.keys) == 1:
        return _quoted_pair(node)
    if isinstance(node, List) and all(isinstance(item, Text) for item in node.items):
        text = ", ".join(str(item.plain()) for item in node.items)[:80]
        return Words(
            f'teks yang diawali [ ditulis dalam tanda petik: "[{text}]"',
            f'a text that begins with [ goes in quotes: "[{text}]"',
        )
    if isinstance(node, Text) and isinstance(node.value, str):
        return _text_meant(node.value, schema)
    return None


def braced(node: Node, schema: Mapping[str, Any]) -> bool:
    """Whether braces were written around names alone where a list or a text belongs: `{surat, memo}`."""
    if not isinstance(node, Map) or not node.values:
        return False
    if any(not isinstance(value, Text) or value.value is not None for value in node.values.values()):
        return False
    kinds = list(alternatives(schema))
    known = {key for kind in kinds for key in kind.get("properties", ())}
    is_known = known & {*node.values} and [*node.values] != ["end"]  # `{end}` is the text, `{end: name}` the part
    return any(kind.get("type") in ("array", "string") for kind in kinds) and not is_known


def id_of(value: object, schema: Mapping[str, Any]) -> Words | None:
    """The id that a text would be: `Kasi Trantib` is `kasi_trantib`."""
    if not any(kind.get("pattern") == ID_PATTERN for kind in alternatives(schema)):
        return None
    slug = re.sub(r"[^a-z0-9_-]+", "_", str(value)[:_SHOWN_LETTERS].casefold()).strip("_-")
    if slug == value or not _ID.fullmatch(slug) or slug in ("end", "unknown"):
        return None
    return Suggestion(f'tulis "{slug}"', f'write "{slug}"', slug)


def choice_of(word: str, known: Sequence[str]) -> Words | None:
    """The choice that was meant: spelled alike, or in Indonesian."""
    said = choice_called(word, known)
    if said is not None:
        return Suggestion(f'tulis "{said}"', f'write "{said}"', said)
    hint = did_you_mean(word, known)
    return hint if isinstance(hint, Suggestion) else None


def as_list(text: str) -> str:
    """A text that lists things, as a list: `a. x; b. y` and `x, y` become `[x, y]`."""
    parts = (part.strip(" “”„") for part in re.split(r"[;,]", text))
    bare = [re.sub(r"^[a-z0-9]{1,2}[.)]\s+", "", part) for part in parts]
    return f"[{', '.join(part for part in bare if part)}]"


def alternatives(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """All that a schema may mean."""
    yield schema
    for name in ("anyOf", "oneOf"):
        for one in schema.get(name, ()):
            yield from alternatives(one)


def another_branch(node: Node, part: Sequence[object]) -> Words | None:
    """What is missing where a decision has one answer alone."""
    if tuple(part) != ("branches",) or not isinstance(node, Map):
        return None
    (answer,) = node.values
    fixed = f"{_OTHER.get(answer.casefold(), '…')}: end"
    return Words(
        f"tambahkan cabang untuk jawaban yang lain, misalnya {fixed}",
        f"add a branch for the other answer, such as {fixed}",
    )


def _text_meant(text: str, schema: Mapping[str, Any]) -> Words | None:
    """What a text was meant to be where a text does not fit: true or false, a list, an id."""
    kinds = {str(kind.get("type")) for kind in alternatives(schema)}
    word = text.strip().casefold()
    if "boolean" in kinds and word in _TRUE | _FALSE:
        meant = "true" if word in _TRUE else "false"
        if text == meant:
            return Words(f"tulis {meant} tanpa tanda petik", f"write {meant} without quotes")
        return Suggestion(f"tulis {meant}", f"write {meant}", meant, is_certain=True)
    words = [str(one) for kind in alternatives(schema) for one in kind.get("enum", ())]
    if (called := choice_called(text, words)) is not None:
        return Suggestion(f'tulis "{called}"', f'write "{called}"', called)
    if "array" in kinds and "string" not in kinds and text.strip():
        fixed = as_list(text[:_SHOWN_LETTERS])
        return Words(f"tulis dalam kurung siku: {fixed}", f"write it in square brackets: {fixed}")
    return id_of(text, schema)


def _without_braces(names: list[str], schema: Mapping[str, Any]) -> Words:
    kinds = {str(kind.get("type")) for kind in alternatives(schema)}
    listed = ", ".join(names[:_SHOWN_PAIRS]) + (", …" if len(names) > _SHOWN_PAIRS else "")
    if "array" in kinds and ("string" not in kinds or len(names) > 1 or "x-list" in schema):
        return Words(f"tulis dalam kurung siku: [{listed}]", f"write it in square brackets: [{listed}]")
    return Words(f"tulis tanpa kurung kurawal: {listed}", f"write it without braces: {listed}")


def _keyed(node: List, part: str) -> Words | None:
    """A list as the names and titles that it should have been."""
    pairs: list[str] = []
    for item in node.items[:_SHOWN_PAIRS]:
        if isinstance(item, Map) and len(item.values) == 1:
            pairs += [f"{key}: {value.plain()}" for key, value in item.values.items() if isinstance(value, Text)]
        elif isinstance(item, Text) and isinstance(item.value, str):
            name = re.sub(r"[^a-z0-9]+", "_", item.value.casefold()).strip("_")
            pairs.append(f"{item.value}: end" if part == "branches" else f"{name}: {item.value}")
    if not pairs:
        return None
    more = ", …" if len(node.items) > len(pairs) else ""
    fixed = f"{part}: {{{', '.join(pairs)}{more}}}"
    return Words(
        f"tulis nama dan isinya, tanpa tanda hubung: {fixed}",
        f"write each name and its value, without dashes: {fixed}",
    )


def _quoted_pair(node: Map) -> Words | None:
    key, value = next((k, v.plain()) for k, v in node.values.items())
    if not isinstance(value, str) or not (" " in key or "/" in key):
        return None
    quoted = f'"{key}: {value}"'[:_SHOWN_LETTERS]
    return Words(
        f'teks yang memuat ": " ditulis dalam tanda petik: {quoted}',
        f'a text with ": " in it goes in quotes: {quoted}',
    )
