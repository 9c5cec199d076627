"""The Keterangan cell, in which a table also says what keys of the row say: who of several acts, whether the row may be
left out, and what it waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sopflow.definition.model import STARTED, Step
from sopflow.language import Words

from ..reasons import reason_in
from .cells import Left
from .said import Said

_MORE: Final = Words(
    "sel ini juga memuat hal lain dari definisinya", "the cell also holds something else of the definition"
)
_UNSAID: Final = Words(
    "keterangannya tidak lagi menyebut {key}; bila memang dicabut, hapus `{key}: {value}` dari langkah {step} di berkas YAML",
    "the remarks no longer say {key}; if that is meant, remove `{key}: {value}` from the step {step} in the YAML file",
)
Meanings = dict[str, Any]
"""Values of keys, by ids of the definition."""


def meanings(said: Said, ids: Mapping[str, str]) -> Meanings:
    """What the remarks of a row say that its keys say."""
    found = dict(said.keys)
    waited = found.get("join")
    if isinstance(waited, tuple):
        found["join"] = STARTED if waited == (STARTED,) else [ids.get(one, one) for one in waited]
    return found


def changed(row: dict[str, Any], step: Step, was: tuple[Said, Meanings], now: tuple[Said, Meanings]) -> None:
    """Let a row say what its remarks say now."""
    (before, meant), (after, means) = was, now
    if after.doubt and after.doubt != before.doubt:
        raise Left(Words(after.doubt, reason_in(after.doubt, "en")))
    if any(_unlike(meant, step)):
        raise Left(_MORE)
    keys = {key: means.get(key) for key in (*meant, *means) if not _is_same(meant.get(key), means.get(key))}
    gone = [key for key, value in keys.items() if value is None and key != "optional"]
    if gone and not (gone == ["sign_off"] and len(after.actors) < 2):
        raise Left(_UNSAID.filled(key=gone[0], value=_written(getattr(step, gone[0])), step=step.id))
    text = _own(step, before.own_remarks, after.own_remarks)
    row.update({key: value for key, value in keys.items() if value is not None})
    for key in (key for key, value in keys.items() if value is None):
        row.pop(key, None)
    if text:
        row["remarks"] = text
    else:
        row.pop("remarks", None)


def _written(value: object) -> str:
    """A value as YAML writes it in one line."""
    return f"[{', '.join(map(str, value))}]" if isinstance(value, tuple) else str(value)


def _own(step: Step, was: str, text: str) -> str:
    """The remarks themselves, behind which the table may have put more."""
    own = " ".join((step.remarks or "").split())
    extra = was[len(own) :].strip() if was.startswith(own) else was
    if not extra:
        return text
    if text.count(extra) != 1:
        raise Left(_MORE)
    return " ".join(text.replace(extra, " ").split())


def _unlike(meant: Meanings, step: Step) -> Iterator[str]:
    """Keys of which the definition does not say what was printed: then its own remarks say it."""
    for key, value in meant.items():
        own: Any = getattr(step, key)
        if not _is_same(value, [*map(str, own)] if isinstance(own, tuple) else own):
            yield key


def is_same(one: Meanings, other: Meanings) -> bool:
    """Whether the remarks of a row mean the same, in whatever order they name rows."""
    return one.keys() == other.keys() and all(_is_same(one[key], other[key]) for key in one)


def _is_same(one: Any, other: Any) -> bool:
    return (
        sorted(one) == sorted(other) if isinstance(one, list) and isinstance(other, list) else bool(one == other)
    )
