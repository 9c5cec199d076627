"""Whatever a host hands in where something else is expected is refused by a typed error that says what is expected."""

from __future__ import annotations

import asyncio
import inspect
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

import sopflow
from sopflow.errors import BadArgument, NotTransactional, SopflowError
from sopflow.sql import SQLStore
from tests.sop import engine_for, sop

LETTER = sop("""
- {id: tulis, activity: Menulis, actor: [a, b], outputs: [Surat], extension: {reason: true, at_most: 2 hari}, duration: 1 hari}
- {id: periksa, activity: Memeriksa, actor: b, branches: {Y: end, N: tulis}}
""".replace(", extension: {reason: true, at_most: 2 hari}", ""))  # fmt: skip
NAIVE = datetime(2026, 3, 17, 10)
WRONG = (
    5, -1, 1.5, True, b"tulis", uuid4(), object(), Decimal(1), NAIVE, date(2026, 3, 17), timedelta(1), [], {}, (), [5],
    {5: 5}, {"a": 5}, {"a": ["b"]}, ("a",), {"a"}, str, len, lambda: None, Exception(), "tidak-ada", None, float("nan"),
    2**63, "\0", "\ud800", iter([5]), [None], {"surat": {"date": "besok"}}, {"surat": {5: 5}},
)  # fmt: skip
GOOD = {
    "person": "a", "mark": "0", "subscriber": "nama", "flow": sopflow.Flow(LETTER),
    "sop": "uji", "by": "a", "step": "tulis", "version": "1", "to": "b", "reason": "sebab", "note": "catatan",
    "documents": "surat", "name": "nama", "handler": print, "after": None, "limit": 5, "length": "1 jam", "people": {"a": "b"},
    "fields": {"nilai": 5},
}  # fmt: skip
TAKES_ANYTHING = {("data", kind) for kind in (int, float, bool, list, dict, tuple, str, type(None))}
TAKES_ANYTHING |= {("people", dict), ("fields", dict)}
TAKES_ANYTHING |= {("pauses", kind) for kind in (list, tuple, type(iter([])))}
"""The host's own data is any JSON; no pauses at all are pauses too."""


def public(kind):
    return [
        name
        for name, member in inspect.getmembers(kind)
        if not name.startswith("_") and callable(member) and name not in ("over",)
    ]


def arguments_of(method):
    return [p for p in inspect.signature(method).parameters.values() if p.name not in ("self", "wanted")]


def good(method, name, parameter, run):
    """Arguments of a call that are right as far as their kinds go."""
    if parameter == "instance":
        return run.id
    if parameter == "sop" and name == "register":
        return LETTER
    if parameter == "to" and name == "migrate":
        return "1"
    if parameter == "after" and name == "recorded":
        return 0
    if parameter == "transaction":
        return None
    if parameter == "name" and name == "calendar":
        return None
    return GOOD[parameter]


def calls(kind, run):
    """Every public method with every one of its arguments replaced by every wrong value."""
    for name in public(kind):
        method = getattr(kind, name)
        parameters = arguments_of(method)
        needed = {p.name: good(method, name, p.name, run) for p in parameters if p.default is p.empty}
        for parameter in parameters:
            for value in WRONG:
                yield name, parameter, {**needed, parameter.name: value}


async def everything(called):
    if inspect.isawaitable(called):
        called = await called
    if hasattr(called, "__aiter__"):
        return [one async for one in called]
    return called


@pytest.mark.parametrize("kind", [sopflow.Engine, sopflow.AsyncEngine])
@pytest.mark.parametrize("where", ["memory", "sqlite"])
def test_every_argument_of_every_method_is_refused_by_a_typed_error(kind, where, tmp_path):
    store = sopflow.InMemoryStore() if where == "memory" else SQLStore(tmp_path / "proses.db", synchronous="OFF")
    engine = engine_for(LETTER, store=store)
    run = engine.start("uji", "a")
    subject = engine if kind is sopflow.Engine else sopflow.AsyncEngine.over(engine)
    problems = []

    async def all_calls():
        for name, parameter, given in calls(kind, run):
            value = given[parameter.name]
            where = f"{name}({parameter.name}={value!r:.40})"
            try:
                found = await everything(getattr(subject, name)(**given))
                if inspect.isgenerator(found) or hasattr(found, "__next__"):
                    list(found)
            except SopflowError as refused:
                assert refused.message("id")
                assert refused.message("en")
                continue
            except Exception as problem:
                problems.append(f"{where}: {type(problem).__name__}: {problem}")
                continue
            if not fits(name, parameter, value):
                problems.append(f"{where} is accepted")

    asyncio.run(all_calls())
    assert not problems, "\n".join([f"{len(problems)}", *problems[:60]])


def fits(name, parameter, value):
    """Whether silence is right: the value is one of those that the argument takes."""
    if (parameter.name, type(value)) in TAKES_ANYTHING:
        return True
    kind = str(parameter.annotation)
    if value is None:
        return "None" in kind or parameter.name == "transaction"
    if isinstance(value, str):
        return "str" in kind or "Papers" in kind
    if isinstance(value, bool):
        return "bool" in kind
    if isinstance(value, int):
        return "int" in kind and value >= 0 and value < 2**63
    if callable(value):
        return "Callable" in kind
    if isinstance(value, list | tuple | dict | set) or hasattr(value, "__iter__"):
        is_of_texts = all(isinstance(one, str) for one in value)
        return is_of_texts and any(word in kind for word in ("Iterable", "Papers", "Mapping"))
    return False


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda e, r: e.instance(uuid4()), ("instance", "UUID", "a text")),
        (lambda e, r: e.find(status="runing"), ("status", "runing", "one of running, suspended")),
        (lambda e, r: e.find(started_from=NAIVE), ("started_from", "2026-03-17 10:00", "time zone")),
        (lambda e, r: e.find(limit=-1), ("limit", "-1", "whole number from 1")),
        (lambda e, r: e.complete(r.id, "tulis", "a", note=5), ("note", "5", "a text")),
        (lambda e, r: e.complete(r.id, "tulis", "a", acted_at=NAIVE), ("acted_at", "time zone")),
        (lambda e, r: e.complete(r.id, "tulis", "a", documents={"surat": {"date": "17-3-2026"}}), ("'surat'].date", "2026-03-17")),
        (lambda e, r: e.complete(r.id, "tulis", "a", documents={"surat": {"date": "2026-02-30"}}), ("date", "2026-02-30")),
        (lambda e, r: e.receive(r.id, sopflow.Paper("surat", sha256="abc"), "a"), ("sha256", "abc", "64")),
        (lambda e, r: e.register("definitions/pengawalan.yaml"), ("definition", "sopflow.load")),
        (lambda e, r: sopflow.Engine("proses.db"), ("store", "proses.db", "append")),
        (lambda e, r: sopflow.Engine(clock=datetime.now), ("clock", "now")),
    ],
)  # fmt: skip
def test_a_refusal_says_which_argument_what_was_given_and_what_is_expected(call, told):
    engine = engine_for(LETTER)
    with pytest.raises(BadArgument) as refused:
        call(engine, engine.start("uji", "a"))
    for word in told:
        assert word in refused.value.message("en")


@pytest.mark.parametrize(
    "transaction", [None, 5, "proses.db", object(), SQLStore], ids=["none", "number", "path", "object", "class"]
)
def test_a_transaction_that_is_none_is_refused(transaction, tmp_path):
    engine = sopflow.Engine(SQLStore(tmp_path / "proses.db"))
    with pytest.raises(BadArgument, match="Connection"):
        engine.using(transaction)
    with pytest.raises(NotTransactional):
        sopflow.Engine().using(transaction)


def test_a_connection_that_is_closed_is_refused(tmp_path):
    store = SQLStore(tmp_path / "proses.db")
    with store.engine.connect() as connection:
        pass
    with pytest.raises(BadArgument, match="transaction"):
        sopflow.Engine(store).using(connection)


def test_names_that_stand_in_an_index_and_limits_are_bounded():
    engine = engine_for(sop("- {id: s, activity: x, actor: a}"))
    assert engine.start("uji", "a", key="k" * 500, unit="u" * 400).revision == 1
    for call in (
        lambda: engine.start("uji", "a", key="k" * 501),
        lambda: engine.start("uji", "a", unit="u" * 501),
        lambda: engine.start("uji", "a", unit="\N{LATIN SMALL LETTER E WITH ACUTE}" * 501),
        lambda: engine.subscribe("s" * 501, print),
        lambda: engine.find(limit=2**31),
    ):
        with pytest.raises(BadArgument):
            call()
