"""Several threads on one engine: nothing is lost, nothing is done twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import sopflow
from sopflow.flow.evolve import fold
from tests.sop import engine_for, sop

RACE = sop("- {id: s0, activity: x, actor: [a, b, c], sign_off: all}\n- {id: s1, activity: x, actor: [a, b]}")


def test_each_act_has_exactly_one_winner():
    engine = engine_for(RACE)
    runs = [engine.start("uji", "a").id for _ in range(50)]

    def sign(by):
        for run in runs:
            engine.sign_off(run, "s0", by)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(sign, ["a", "b", "c"]))

    def complete(by):
        won = 0
        for run in runs:
            try:
                engine.complete(run, "s1", by)
                won += 1
            except sopflow.Refusal:
                pass
        return won

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(complete, ["a", "b", "a", "b"])) == len(runs)
    for run in runs:
        events = list(engine.history(run))
        assert [e.type for e in events] == ["started", "signed_off", "signed_off", "completed", "completed"]
        assert fold(events) == engine.instance(run)


def test_the_same_key_from_many_threads_starts_once():
    engine = engine_for(RACE)
    with ThreadPoolExecutor(8) as pool:
        runs = set(pool.map(lambda _: engine.start("uji", "a", key="k").id, range(40)))
    assert len(runs) == len(list(engine.instances())) == 1
