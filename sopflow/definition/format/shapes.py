"""What may stand at a key, in the words of whoever wrote something else: the shapes that all files share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from sopflow.fields.limits import END

from .key import Key, Part, Shape, key, listed
from .values import date_of, duration_of, flag_of, known_of, lines_of, ref_of, refs_of, text_of

if TYPE_CHECKING:
    from ..nodes import Node

    Reads = Callable[[Node | None], Any]
    Inner = Shape | Part | Mapping[str, Any]

ID_PATTERN: Final = f"^[a-z][a-z0-9_-]*{END}"
TARGET_PATTERN: Final = rf"{ID_PATTERN}|^\?{END}"
NO_IDS: Final = {"enum": ["end", "unknown"]}
"""What no id may be."""
NULL: Final = {"type": "null"}


def expected(id: str, en: str) -> dict[str, Any]:
    """What is said to whoever wrote something else."""
    return {"x-expected": {"id": id, "en": en}}


def text(id: str, en: str, read: Reads | None = text_of, **more: Any) -> Shape:
    """A text that is not blank, expected in words of its own."""
    return Shape({"type": "string", "minLength": 1, "pattern": r"\S", **more, **expected(id, en)}, read)


def matching(pattern: str, id: str, en: str, read: Reads | None = ref_of, **more: Any) -> Shape:
    """A text of a form."""
    return Shape({"type": "string", "pattern": pattern, **more, **expected(id, en)}, read)


def an_id(id: str = "sebuah id", en: str = "an id", read: Reads | None = ref_of) -> Shape:
    """The name of something that stands elsewhere."""
    return matching(ID_PATTERN, id, en, read)


def new_id(id: str, en: str) -> Shape:
    """A name that is given here."""
    return matching(
        ID_PATTERN,
        f"{id}: huruf kecil, angka, _ atau -, diawali huruf; bukan end atau unknown",
        f"{en}: lower-case letters, digits, _ or -, beginning with a letter; not end or unknown",
        text_of,
        **{"not": NO_IDS},
    )


def written(format: str, id: str, en: str, read: Reads | None = None) -> Shape:
    """A text that is read as something: a duration, a date, an hour."""
    return Shape({"type": "string", "format": f"sopflow-{format}", **expected(id, en)}, read)


def a_duration(id: str, en: str) -> Shape:
    return written("duration", f"lama waktu, misalnya {id}", f"a duration, such as {en}", duration_of)


def choice(*words: str, read: Reads | None = None, unsaid: str | None = None) -> Shape:
    """One of some words."""

    def known(node: Node | None) -> str | None:
        said = text_of(node)
        return said if said in words else unsaid

    return Shape({"enum": list(words)}, read or known)


def only(word: str) -> Shape:
    """The one word that can stand here, for yes."""
    return choice(word, read=lambda node: text_of(node) == word)


def either(*inner: Inner, id: str, en: str, read: Reads | None = None, name: str = "", **more: Any) -> Shape:
    """One of some shapes."""
    return Shape({"anyOf": list(inner), **more, **expected(id, en)}, read, name)


def array(items: Inner, id: str, en: str, read: Reads | None = None, name: str = "", **more: Any) -> Shape:
    """A list."""
    return Shape({"type": "array", "items": items, **more, **expected(id, en)}, read, name)


def mapping(values: Inner, id: str, en: str, names: Inner | None = None, name: str = "", **more: Any) -> Shape:
    """Names that are given here, with what they are."""
    named = {} if names is None else {"propertyNames": names}
    schema = {"type": "object", **named, **more, "additionalProperties": values, **expected(id, en)}
    return Shape(schema, name=name)


def of_part(one: Part, read: Reads | None = None) -> Shape:
    """A mapping with keys of its own."""
    return Shape({"allOf": [one]}, read)


TEXT: Final = text("sebuah teks", "a text")
TEXT_ALONE: Final = {"type": "string", "minLength": 1, "pattern": r"\S"}
"""A text among other shapes, which say together what was expected."""
KNOWN: Final = Shape(
    {"type": ["string", "null"], **expected("sebuah teks, atau unknown", "a text, or unknown")}, known_of
)
FLAG: Final = Shape({"type": "boolean", **expected("true atau false", "true or false")}, flag_of)
ID: Final = an_id()
PLAIN_ID: Final = an_id("sebuah id: huruf kecil, angka, - dan _", "an id: small letters, digits, - and _", text_of)
IDS: Final = array(
    ID, "daftar id, misalnya [camat, sekcam]", "a list of ids, such as [camat, sekcam]", refs_of, "ids",
    minItems=1, uniqueItems=True,
)  # fmt: skip
SOME_DURATIONS: Final = "30 menit, 1,5 jam, 2 hari, 1-2 hari, maks. 3 hari"
DURATION: Final = a_duration(SOME_DURATIONS, SOME_DURATIONS)
DATE_OR_UNKNOWN: Final = either(
    {"type": "string", "format": "sopflow-date"}, NULL, read=date_of, name="date",
    id="tanggal, misalnya 2022-01-07 atau 7 Januari 2022, atau unknown",
    en="a date, such as 2022-01-07 or 7 Januari 2022, or unknown",
)  # fmt: skip
FORMAT_VERSION: Final = Shape({"enum": [1, "1"]})
TEXTS: Final = array(TEXT, "daftar teks", "a list of texts", lines_of)
NAME_OF_POSITION: Final = text(
    "sebuah nama jabatan, paling panjang 100 karakter", "a name of a position, of 100 characters at most", maxLength=100
)  # fmt: skip


def file_of(name: str, title: str, id: str, en: str, example: Any, keys: Mapping[str, Key]) -> Part:
    """A kind of file: its keys after the one that says of which format it is."""
    version = key(FORMAT_VERSION, "0.1", "Versi format / Format version", "Versi format ini: 1.",
                  "The version of this format: 1.", 1, required=True)  # fmt: skip
    said = {"title": title, "description": f"{id}\n\n{en}", "examples": [example]}
    return Part(name, {**listed({"sopflow": version}), **keys}, said)
