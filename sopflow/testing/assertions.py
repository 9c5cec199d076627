"""Assertions whose failures read as a scenario's do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sopflow.definition import duration
from sopflow.definition.breaches import duration_or_instant
from sopflow.definition.instants import NotAnInstant
from sopflow.definition.model import Ref
from sopflow.engine.engine import Engine
from sopflow.errors import Refusal
from sopflow.flow.instance import Instance
from sopflow.flow.lifecycle import Status
from sopflow.language import NONE, Words, default_language, did_you_mean
from sopflow.scenarios.expecting import Subject, differences
from sopflow.scenarios.failure import differences_table, reason
from sopflow.scenarios.model import Doer, Expectation, PathItem
from sopflow.scenarios.rehearsal import ACCEPTED, OTHERWISE
from sopflow.scenarios.taken import taken

from . import given

__tracebackhide__ = True
_OTHER = Words("{run}: yang terjadi berbeda dari yang diharapkan", "{run}: what happened is not what was expected")
_TAKEN = Words("jalurnya: {path}", "its path: {path}")
_OPEN = Words("terbuka: {rows}", "open: {rows}")
_NO_KEY = Words('tidak ada yang dapat diharapkan bernama "{name}"; {hint}', 'nothing called "{name}" can be expected; {hint}')  # fmt: skip
_NO_LIST = Words("{name} harus berupa daftar, bukan {value!r}", "{name} must be a list, not {value!r}")
_ENGINE = Words("Engine", "an Engine")
_RUN = Words("Instance, atau id-nya", "an Instance, or its id")
_CODE = Words('kode penolakan: "not-authorized"', 'the code of a refusal: "not-authorized"')
_DOERS = Words(
    'nama, daftar nama, atau {"by": ..., "as": ...}', 'a name, a list of names, or {"by": ..., "as": ...}'
)
_DUE = Words(
    'lama waktu atau saat: "5 hari", "2024-03-12 08:00 WIB"',
    'a duration or an instant: "5 hari", "2024-03-12 08:00 WIB"',
)
_DOER = ("by", "as", "for")
_KEYS = tuple(f.name for f in fields(Expectation) if f.name != "span")
_LISTS = ("path", "active", "worklist", "who", "documents", "late", "reminded", "missing")


class ScenarioFailed(AssertionError):
    """Raised for a run that differs from what was expected: why, in one line, and where."""

    __module__ = "sopflow.testing"  # as short as it is imported, in the one line that pytest's summary has

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(f"{reason}\n\n{text}" if text else reason)
        self.reason = reason
        self.text = text or reason


DoerSaid = str | Mapping[str, str]
"""A person, or what is said of one: `{"by": "budi", "as": "Plh.", "for": "camat"}`."""


class Expected(TypedDict, total=False):
    """What can be expected, under the keys of `expect:` in a scenario file."""

    status: Status
    end: str
    hand_over: str
    path: Iterable[str]
    active: Iterable[str]
    worklist: Mapping[str, Iterable[str]]
    who: Mapping[str, Iterable[str]]
    done_by: Mapping[str, DoerSaid | Iterable[DoerSaid]]
    documents: Iterable[str] | Mapping[str, int]
    late: Iterable[str]
    reminded: Iterable[str]
    missing: Iterable[str]
    elapsed: str
    due: Mapping[str, str | datetime | None]


def expectation(**expected: Unpack[Expected]) -> Expectation:
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
    values: dict[str, Any] = dict(expected)
    for name in ("status", "end", "hand_over"):
        given.text(name, values.get(name))
    for name in ("active", "late", "reminded", "missing"):
        if name in values:
            values[name] = tuple(map(Ref, given.listed(name, values[name])))
    if "path" in values:
        items = (str(item).partition("=") for item in given.listed("path", values["path"]))
        values["path"] = tuple(PathItem(Ref(step), outcome if sign else None) for step, sign, outcome in items)
    if isinstance(values.get("documents"), Mapping):
        values["versions"] = {Ref(name): version for name, version in values.pop("documents").items()}
    elif "documents" in values:
        values["documents"] = tuple(map(Ref, given.listed("documents", values["documents"])))
    for name in ("worklist", "who"):
        if name in values:
            values[name] = {
                Ref(one): tuple(map(Ref, given.listed(f"{name}: {one}", listed)))
                for one, listed in given.pairs(name, values[name]).items()
            }
    if "done_by" in values:
        values["done_by"] = {
            Ref(step): _doers(said) for step, said in given.pairs("done_by", values["done_by"]).items()
        }
    if "elapsed" in values:
        values["elapsed"] = given.length("elapsed", values["elapsed"])
    if "due" in values:
        values["due"] = {Ref(step): _due(value) for step, value in given.pairs("due", values["due"]).items()}
    return Expectation(**values)


def _doers(said: DoerSaid | Iterable[DoerSaid]) -> tuple[Doer, ...]:
    listed = (said,) if isinstance(said, (str, Mapping)) else given.kind("done_by", said, (Iterable,), _DOERS)
    return tuple(_doer(one) for one in listed)


def _doer(said: DoerSaid) -> Doer:
    if isinstance(said, str):
        return Doer(Ref(said))
    given.pairs("done_by", said)
    strange = [key for key in said if key not in _DOER]
    if strange:
        hint = did_you_mean(strange[0], _DOER).within(default_language())
        raise TypeError(_NO_KEY.within(default_language(), name=strange[0], hint=hint))
    by, place = (Ref(said[key]) if key in said else None for key in ("by", "for"))
    return Doer(by, said.get("as"), place)


def _due(value: str | datetime | None) -> duration.Duration | datetime | None:
    if value is None or isinstance(value, datetime):
        return given.instant("due", value)
    try:
        return duration_or_instant(value) if isinstance(value, str) else given.wrong("due", value, _DUE)
    except (duration.NotADuration, NotAnInstant):
        given.wrong("due", value, _DUE)


def assert_run(
    engine: Engine, run: Instance | str, *, now: datetime | None = None, **expected: Unpack[Expected]
) -> None:
    """Compare a run of any engine with what is expected, as in a scenario file.

    `now` is for `late` and `elapsed` of a run that is not over; the time of its last event if left out.
    Raises `ScenarioFailed` with every difference.
    """
    given.kind("engine", engine, (Engine,), _ENGINE)
    given.kind("run", run, (Instance, str), _RUN)
    given.instant("now", now)
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
                _TAKEN.within(language, path=", ".join(path) or NONE),
                _OPEN.within(language, rows=", ".join(rows) or NONE),
            )
        ),
    )


@contextmanager
def assert_refused(code: str) -> Iterator[None]:
    """Assert that the command inside is refused with this code; raise `ScenarioFailed` if it is not."""
    given.kind("code", code, (str,), _CODE)
    language = default_language()
    try:
        yield
    except Refusal as problem:
        if problem.code == code:
            return
        why = problem.message(language)
        raise ScenarioFailed(OTHERWISE.within(language, actual=problem.code, code=code, why=why)) from None
    raise ScenarioFailed(ACCEPTED.within(language, code=code))
