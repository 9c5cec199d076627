"""Notes on a cell that somebody changed: what they say the paper says, it may not say any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sopflow.definition.plain import items_of
from sopflow.language import Words

from ..cells import same_time
from .difference import NOTED, shown

STILL: Final = Words('source baris ini masih menyebut "{text}"', 'the source of this row still says "{text}"')


def renewed(row: dict[str, Any], kind: str, texts: Mapping[str, str]) -> Words | None:
    """Let each note on a changed cell that says what stood there say what stands there now; `texts` are the new texts by the
    old ones. What another note says of that cell is to be looked at."""
    doubt = None
    now = [_folded(kind, text) for text in texts.values()]
    for note in list(_notes(row, kind)):
        said = _folded(kind, note["text"])
        new = next((new for old, new in texts.items() if _folded(kind, old) == said), None)
        if any(said == one if kind == "time" else said in one for one in now):
            continue
        if new is None:
            doubt = STILL.filled(text=shown(note["text"]))
        elif new:
            note["text"] = new
        else:
            _forget(row, note)
    return doubt


def _notes(row: Mapping[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    """The notes on a cell that say a text for sure, or nearly so."""
    for note in items_of(row.get("source")):
        if not isinstance(note, dict) or note.get("cell") not in NOTED.get(kind, ()):
            continue
        if note.get("text") and note.get("reading") != "open":
            yield note


def _forget(row: dict[str, Any], note: dict[str, Any]) -> None:
    """A note that says what is not there any more, and nothing else."""
    if "why" in note:
        del note["text"]
    elif isinstance(row["source"], list) and len(row["source"]) > 1:
        row["source"] = [one for one in row["source"] if one is not note]
    else:
        del row["source"]


def _folded(kind: str, text: str) -> str:
    """A text, so that what means the same reads the same."""
    return same_time(text) if kind == "time" else " ".join(text.replace(";", " ").split()).casefold()
