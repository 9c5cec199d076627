"""A cell that somebody changed, as values of the row in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from sopflow.definition.build import is_id
from sopflow.definition.model import Definition, Step
from sopflow.language import Words

from ..cells import time_of
from .tree import Tree

_READ: Final = 2_000
"""Characters of an activity that are compared."""
QUESTION: Final = Words(
    "kegiatan dan pertanyaannya berubah; mana yang pertanyaan?",
    "the activity and its question changed; which part is the question?",
)
EMPTY: Final = Words("kegiatannya kosong", "the activity is empty")
NO_TIME: Final = Words(
    "bukan lama waktu; tulis at_most bila ada batasnya", "not a duration; write at_most if there is a limit"
)
STAYS: Final = Words("duration di baris ini tetap {time}", "the duration of this row is still {time}")
_DAY: Final = re.compile(r"\bhari\b(?! kerja| kalender)")
AT_MOST: Final = Words("periksa at_most", "check at_most")
MANY: Final = Words(
    "tabel ini tidak dapat dibandingkan dengan daftar di definisinya",
    "the cell cannot be compared with the list in the definition",
)


class Left(Exception):
    """What cannot be applied with certainty; `words` says why."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


def activity(row: dict[str, Any], step: Step, text: str) -> None:
    """The Kegiatan cell, which holds the activity and the question."""
    if not text:
        raise Left(EMPTY)
    question = step.question or ""
    if not question:
        row["activity"] = text
    elif text == step.activity:
        del row["question"]
    else:
        at = _border(f"{step.activity} {question}", len(step.activity), text)
        if at is None:
            raise Left(QUESTION)
        said = {"activity": text[:at], "question": text[at + 1 :]}
        row.update({key: value for key, value in said.items() if value != getattr(step, key)})


def _border(was: str, at: int, now: str) -> int | None:
    """Where a space of a text stands in the text that it became; `None` where that is not sure."""
    if now.endswith(was[at:]):
        return len(now) - len(was[at:])
    if now.startswith(was[: at + 1]):
        return at
    if max(len(was), len(now)) > _READ:
        return None
    for block in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
        if block.a < at < block.a + block.size - 1:
            return block.b + at - block.a
    return None


def time(row: dict[str, Any], text: str) -> Words | None:
    """The Waktu cell; what is to be looked at."""
    said, is_duration = time_of(text)
    value: Any = None if said in (None, "-") else said
    if "wait" in row:
        if not is_duration or value in (None, "unknown"):
            raise Left(NO_TIME)
        return _waiting(row, value)
    known = row.get("duration")
    if is_duration:
        row["duration"] = _worded(value, known)
        return None
    if isinstance(known, dict):
        row["duration"] = {**known, "text": value}
        return AT_MOST if "at_most" in known else None
    row["duration"] = {"text": value}
    return NO_TIME


def _waiting(row: dict[str, Any], value: str) -> Words | None:
    """The cell of a row that waits; where `duration` says the same time it says the new one too."""
    wait = row["wait"]
    was = wait.get("at_most") if isinstance(wait, dict) else wait
    value = _worded(value, was)
    row["wait"] = {**wait, "at_most": value} if isinstance(wait, dict) else value
    known = row.get("duration")
    if known is None:
        return None
    if known != was:
        return STAYS.filled(time=str(known))
    row["duration"] = value
    return None


def _worded(value: Any, was: Any) -> Any:
    """A time with the office's word for a day, which a table prints in short."""
    if not isinstance(value, str) or not isinstance(was, str) or "hari kerja" not in was:
        return value
    return _DAY.sub("hari kerja", value)


def items_of(value: Any) -> list[Any]:
    """What a list of documents holds, however it is written."""
    return list(value) if isinstance(value, list) else [] if value in (None, "", "-", "–", "—") else [value]


def items(known: list[Any], was: Sequence[str], now: Sequence[str], item: Callable[[str, Any], Any]) -> list[Any]:
    """A list of documents after a change of its cell; `item` makes the value of a title, and of what it stands for now."""
    if len(known) != len(was):
        raise Left(MANY)
    found: list[Any] = []
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            found += known[a:b]
            continue
        one_by_one = b - a == d - c
        found += [item(now[at], known[a + at - c] if one_by_one else None) for at in range(c, d)]
    return found


def item_of(sop: Definition, known: Mapping[str, str], tree: Tree, title: str, stood: Any = None) -> Any:
    """How a document is named in the file: by its id where it is `known`. A title that is shaped like an id must be
    declared first."""
    if title == "unknown":
        return title
    if isinstance(stood, dict) and stood["document"] in sop.documents:
        own = sop.documents[stood["document"]].title
        if title == own:
            return stood["document"]
        if title.startswith(f"{own} (") and title.endswith(")"):
            return {**stood, "when": title[len(own) + 2 : -1]}
    name = known.get(title) or known.get(title.casefold())
    if name is not None:
        return name
    if is_id(title):
        tree.declare(title)
    return title
