"""Assertions whose failures read as a scenario's do."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sopflow.definition import duration
from sopflow.definition.model import Ref
from sopflow.definition.schema import duration_or_instant
from sopflow.errors import Refusal
from sopflow.language import Words, default_language, did_you_mean
from sopflow.scenarios.expecting import Subject, differences
from sopflow.scenarios.failure import differences_table, reason
from sopflow.scenarios.model import Expectation, PathItem
from sopflow.scenarios.taken import taken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sopflow.engine.engine import Engine
    from sopflow.flow.instance import Instance

__tracebackhide__ = True
_OTHER = Words("{run}: yang terjadi lain dari yang diharapkan", "{run}: what happened is not what was expected")
_TAKEN = Words("jalurnya: {path}", "its path: {path}")
_OPEN = Words("terbuka: {rows}", "open: {rows}")
_ACCEPTED = Words('perintah ini diterima, padahal harus ditolak ("{code}")', 'this was accepted, but must be refused ("{code}")')  # fmt: skip
_OTHERWISE = Words('ditolak dengan kode "{actual}", bukan "{code}": {why}', 'refused with the code "{actual}", not "{code}": {why}')  # fmt: skip
_NO_KEY = Words('tidak ada yang dapat diharapkan bernama "{name}"; {hint}', 'nothing called "{name}" can be expected; {hint}')  # fmt: skip
_NO_LIST = Words("{name} harus berupa daftar, bukan {value!r}", "{name} must be a list, not {value!r}")
_KEYS = tuple(f.name for f in fields(Expectation) if f.name != "span")
_LISTS = ("path", "active", "worklist", "who", "documents", "late", "reminded", "missing")


class ScenarioFailed(AssertionError):
    """A run that went otherwise than expected: why, in one line, and where."""

    __module__ = "sopflow.testing"  # as short as it is imported, in the one line that pytest's summary has

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(f"{reason}\n\n{text}" if text else reason)
        self.reason = reason
        self.text = text or reason


def expectation(**expected: Any) -> Expectation:
    """What is expected, from plain values: texts for durations, `STEP=OUTCOME` in paths; `TypeError` for others.

    Keys are those of `expect:` in a scenario file; `documents` may be a list, or a mapping to versions.
    """
    for name, value in expected.items():
        if name not in _KEYS:
            raise TypeError(
                _NO_KEY.within(
                    default_language(), name=name, hint=did_you_mean(name, _KEYS).within(default_language())
                )
            )
        nested = value.values() if name in ("worklist", "who") and isinstance(value, dict) else (value,)
        if name in _LISTS and any(isinstance(one, str) for one in nested):
            raise TypeError(_NO_LIST.within(default_language(), name=name, value=value))
    values = dict(expected)
    for name in ("active", "late", "reminded", "missing"):
        if name in values:
            values[name] = tuple(map(Ref, values[name]))
    if "path" in values:
        items = (str(item).partition("=") for item in values["path"])
        values["path"] = tuple(PathItem(Ref(step), outcome if sign else None) for step, sign, outcome in items)
    if isinstance(values.get("documents"), dict):
        values["versions"] = {Ref(name): version for name, version in values.pop("documents").items()}
    elif "documents" in values:
        values["documents"] = tuple(map(Ref, values["documents"]))
    for name in ("worklist", "who"):
        if name in values:
            values[name] = {Ref(one): tuple(map(Ref, listed)) for one, listed in values[name].items()}
    if "elapsed" in values:
        values["elapsed"] = duration.parse(values["elapsed"])
    if "due" in values:
        values["due"] = {Ref(step): _due(value) for step, value in values["due"].items()}
    return Expectation(**values)


def _due(value: str | datetime | None) -> duration.Duration | datetime | None:
    return duration_or_instant(value) if isinstance(value, str) else value


def assert_run(engine: Engine, run: Instance | str, *, now: datetime | None = None, **expected: Any) -> None:
    """Compare a run of any engine with what is expected: `status`, `end`, `path`, `active`, `worklist`,
    `who`, `documents`, `late`, `reminded`, `missing`, `elapsed`, `due`, as in a scenario file.

    `now` is for `late` and `elapsed` of a run that is not over; the time of its last event if left out.
    Raises `ScenarioFailed` with every difference.
    """
    state = engine.instance(run if isinstance(run, str) else run.id)
    found = list(differences(expectation(**expected), Subject(engine, state, now or state.at)))
    if not found:
        return
    language = default_language()
    flow = engine.flow(state.sop, state.version)
    path = map(str, taken(engine.history(state.id), flow))
    rows = [f"{item.step} ({', '.join(item.actors)})" for item in engine.possible(state.id)]
    raise ScenarioFailed(
        reason(found, language),
        "\n".join(
            (
                _OTHER.within(language, run=f"{state.sop} {state.id}"),
                differences_table(found, language),
                _TAKEN.within(language, path=", ".join(path) or "-"),
                _OPEN.within(language, rows=", ".join(rows) or "-"),
            )
        ),
    )


@contextmanager
def assert_refused(code: str) -> Iterator[None]:
    """What is done inside must be refused with this code; `ScenarioFailed` if it is not."""
    language = default_language()
    try:
        yield
    except Refusal as problem:
        if problem.code == code:
            return
        why = problem.message(language)
        raise ScenarioFailed(_OTHERWISE.within(language, actual=problem.code, code=code, why=why)) from None
    raise ScenarioFailed(_ACCEPTED.within(language, code=code))
