"""Two commands on SOPs that call each other, each decided before the other is kept: what becomes of it is what would have
become of them one after the other, in either order."""

from __future__ import annotations

from contextlib import suppress
from itertools import count, product

import pytest

import sopflow
from sopflow.definition.loading import loads
from sopflow.fields import Withheld
from sopflow.flow.flow import Flow

CALLED = """sopflow: 1
id: anak
version: 'VERSION'
title: Anak
actors: {a: A, pemohon: {title: Pemohon, external: true}WITNESS}
fields: {nik: {title: NIK, personal: true, optional: true}, catatan: {title: Catatan, optional: true}}
steps:
  - {id: x, activity: X, actor: a, fills: [nik, catatan]}
  - {id: y, activity: Y, actor: a, branches: {BRANCHES}}
"""
CALLER = """sopflow: 1
id: induk
version: 'VERSION'
title: Induk
actors: {a: A, pemohon: {title: Pemohon, external: true}, saksi: {title: Saksi, external: true}}
fields:
  titik: {title: Titik, list: {lokasi: Lokasi}, key: lokasi}
  nik: {title: NIK, personal: true, optional: true}
steps:
  - {id: isi, activity: Isi, actor: a, fills: [titik, nik], next: [panggil, lain]}
  - id: panggil
    activity: Panggil
    call: anak
    for_each: titik
    branches: {BRANCHES}
  - {id: lain, activity: Lain, actor: a, branches: {lanjut: end, tutup: {end: batal, closes: all}}}
  - {id: tutup, activity: Tutup, actor: a}
"""
CHILDREN = [
    "baik: {end: baik}, buruk: {end: buruk}",
    "baik: {end: baik}, buruk: {end: buruk}, batal: {end: batal}",
    "baik: {end: baik}, bagus: {end: bagus}, buruk: {end: buruk}",
]
CALLERS = [
    "p: {to: tutup, all: [baik, bagus]}, q: {to: tutup, any: buruk}, r: {to: tutup, all: batal}, s: {to: tutup, otherwise: true}",
    "p: {to: tutup, all: baik}, q: {to: tutup, any: buruk}",
    "p: {to: tutup, any: batal}, q: {to: tutup, any: bagus}, r: {to: tutup, all: [baik, buruk]}",
]


def version(text, branches, number):
    witness = ", saksi: {title: Saksi, external: true}" if number == 3 else ""
    said = text.replace("VERSION", str(number)).replace("BRANCHES", branches).replace("WITNESS", witness)
    return Flow(loads(said))


VERSIONS = [
    *(version(CALLED, one, number) for number, one in enumerate(CHILDREN, 1)),
    *(version(CALLER, one, number) for number, one in enumerate(CALLERS, 1)),
]


def migrate(sop, own, to):
    def act(engine):
        for one in engine.migrate(sop, to=to, by="a", instances=[own]):
            if one.refusal is not None:
                raise one.refusal

    return act


def every_act(own, sop, rows):
    return {
        "suspend": lambda e: e.suspend(own, "a"),
        "resume": lambda e: e.resume(own, "a"),
        "cancel": lambda e: e.cancel(own, "a"),
        "undo": lambda e: e.undo_last(own, "a", "keliru"),
        "redact": lambda e: e.redact(own, "a", "diminta"),
        "rebind": lambda e: e.rebind(own, "a", {"pemohon": f"{sop}-baru"}, "x"),
        "rebind the witness": lambda e: e.rebind(own, "a", {"saksi": f"{sop}-saksi"}, "x"),
        "correct": lambda e: e.correct(own, "a", {"nik": f"{sop}-2"}, "x"),
        **{f"to {n}": migrate(sop, own, str(n)) for n in (1, 2, 3)},
        **{
            name: lambda e, step=step, outcome=outcome: e.complete(own, step, "a", outcome)
            for name, (step, outcome) in rows.items()
        },
    }


ROWS = {"lanjut": ("lain", "lanjut"), "tutup": ("lain", "tutup")}
OWN_ROWS = {"isi": ("x", None), "baik": ("y", "baik"), "batal": ("y", "batal")}
PAIRS = [("caller", "one"), ("one", "caller"), ("one", "other")]
SETTINGS = {
    "just called": (),
    "one stands by itself": (("one", "suspend"),),
    "all stand": (("caller", "suspend"),),
    "one stands by itself, then all": (("one", "suspend"), ("caller", "suspend")),
    "one is at its end": (("one", "isi"),),
    "one is over": (("one", "isi"), ("one", "baik"), ("other", "isi")),
    "the caller knows each end, and not both": (("caller", "to 3"),),
    "one is on a later version": (("caller", "to 3"), ("one", "to 2")),
}


class Between:
    """A store in which something else is done after what a command looked at, and before it is kept, the first time."""

    def __init__(self, store, meanwhile):
        self._store = store
        self._meanwhile = [meanwhile]

    def __getattr__(self, name):
        return getattr(self._store, name)

    def append(self, changes, *seen):
        if self._meanwhile:
            self._meanwhile.pop()()
        self._store.append(changes, *seen)


def begun(setting):
    """A caller with two that it called, in a store, as in that setting."""
    numbers = count(1)
    clock = sopflow.ManualClock(sopflow.SystemClock().now())
    store = sopflow.InMemoryStore()

    def engine_on(store):
        return sopflow.Engine(store, clock=clock, new_id=lambda: f"i{next(numbers)}")

    engine = engine_on(store)
    for one in VERSIONS:
        engine.register(one, activate=one.definition.version == "1")
    run = engine.start("induk", "a", people={"pemohon": "warga", "saksi": "wati"})
    places = {"titik": [{"lokasi": "p"}, {"lokasi": "q"}], "nik": "1"}
    one, other = engine.complete(run.id, "isi", "a", fields=places).open_row("panggil").children
    acts = {
        **{("caller", n): act for n, act in every_act(run.id, "induk", ROWS).items()},
        **{("one", n): act for n, act in every_act(one, "anak", OWN_ROWS).items()},
        **{("other", n): act for n, act in every_act(other, "anak", OWN_ROWS).items()},
    }
    for name in SETTINGS[setting]:
        acts[name](engine)
    return engine, engine_on, acts


def done(engine, act):
    with suppress(sopflow.Refusal):
        act(engine)


def became(engine):
    """What matters of every instance."""
    return {
        run.id: (
            run.status, run.is_held, run.version, run.end, [(r.step, r.visit) for r in run.active],
            dict(run.people), {name: "gone" if isinstance(value, Withheld) else value for name, value in run.fields.items()},
        )
        for run in engine.instances()
    }  # fmt: skip


def after(setting, first, second):
    engine, _, acts = begun(setting)
    done(engine, acts[first])
    done(engine, acts[second])
    return became(engine)


def at_once(setting, first, second):
    engine, engine_on, acts = begun(setting)
    between = Between(engine.store, lambda: done(engine, acts[second]))
    done(engine_on(between), acts[first])
    if between._meanwhile:  # the first was refused, and there was no moment between
        done(engine, acts[second])
    return became(engine)


@pytest.mark.parametrize("setting", SETTINGS)
def test_two_commands_at_once_become_what_they_become_one_after_the_other(setting):
    _, _, acts = begun(setting)
    pairs = [(a, b) for a, b in product(acts, acts) if (a[0], b[0]) in PAIRS]
    assert len(pairs) > 400
    for first, second in pairs:
        orders = after(setting, first, second), after(setting, second, first)
        assert at_once(setting, first, second) in orders, (first, second)
