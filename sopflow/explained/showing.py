"""An example as text: the file that fails, what a check says of it, and the file corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sopflow.language import Language, Words

from .running import report

if TYPE_CHECKING:
    from .example import Example

LONGEST: Final = 4_000
FAILS: Final = Words("{file} yang gagal", "{file} as it fails")
SAYS: Final = Words("Keluaran sopflow check", "What sopflow check prints")
PASSES: Final = Words("{file} yang sudah diperbaiki", "{file} corrected")
ABSENT: Final = Words("(tidak ada)", "(not there)")


class Shown(NamedTuple):
    """An example in one language."""

    name: str
    """Of the file that fails; its content comes first, so that the lines that are told are those that are seen."""
    fails: str
    says: str
    passes: str
    note: str


def shown(example: Example, code: str, language: Language) -> Shown:
    """The example of a code; what a check says is made by running it."""
    beside = {**example.beside}
    return Shown(
        example.name,
        _files(example, example.fails, beside, language),
        report(example, code, language),
        _files(example, example.passes, {**beside, **example.corrected}, language),
        example.note.within(language),
    )


def _files(example: Example, content: bytes, beside: dict[str, str], language: Language) -> str:
    """A file, and those beside it, each of these below its name; of a long one its name only."""
    parts = [_text(content, example.note, language)]
    parts += [f"# {name}\n{text if len(text) < LONGEST else '…'}" for name, text in beside.items()]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _text(content: bytes, note: Words, language: Language) -> str:
    if len(content) > LONGEST:
        return f"# {note.within(language)}"
    if not content:
        return f"# {ABSENT.within(language)}"
    return content.decode("utf-8", "replace")
