"""Ctrl-C at any moment of a write: it is done or it is not, and the next one is not kept waiting."""

from __future__ import annotations

import os
import sys
import threading
import time
from functools import partial

from sopflow.sql import SQLStore, audit
from tests.forks import in_a_fork
from tests.sop import engine_for, sop

SOP = sop("- {id: s, activity: x, actor: a}\n- {id: t, activity: x, actor: b}")
_OURS = ("/sopflow/sql/", "/sopflow/forks.py", "/threading.py", "/contextlib.py", "/weakref.py")


def interrupted(work, at):
    """Do it, interrupted where it calls a function for the `at`-th time; whether it went on that long."""
    calls, debugger = [], sys.gettrace()

    def look(frame, *_):
        if any(part in frame.f_code.co_filename for part in _OURS):
            calls.append(frame)
            if len(calls) == at:
                raise KeyboardInterrupt

    try:
        sys.settrace(look)
        work()
    except KeyboardInterrupt:
        pass
    finally:
        sys.settrace(debugger)
    return len(calls) >= at


def elsewhere(work):
    """Do it in another thread; whether it came to its end."""
    done = []
    thread = threading.Thread(target=lambda: done.append(work()), daemon=True)
    thread.start()
    thread.join(60)
    return len(done) == 1


def test_the_next_write_is_not_kept_waiting(tmp_path):
    engine = engine_for(SOP, store=SQLStore(tmp_path / "proses.db", patience=0.5, synchronous="OFF"))
    start = partial(engine.start, "uji", "a")
    start()
    at = 1
    while interrupted(start, at):
        at += 1
        start()
        assert elsewhere(start), at
    assert at > 20
    if hasattr(os, "fork"):
        assert in_a_fork(start) == 0


def test_who_waits_for_the_same_turn_is_done_whatever_interrupts_whose_turn_it_is(tmp_path):
    store = SQLStore(tmp_path / "proses.db", patience=0.5, synchronous="OFF")
    engine = engine_for(SOP, store=store)
    own, start = store._own, partial(engine.start, "uji", "a")
    start()
    at, went_on = 1, True
    while went_on:
        run, done = start(), []
        with own.turn:
            waits = threading.Thread(
                target=lambda run=run, done=done: done.append(engine.complete(run.id, "s", "a"))
            )
            waits.start()
            while not own._line._waiting:
                time.sleep(0.0001)
            went_on = interrupted(start, at)
        waits.join(60)
        assert (len(done), store.load(run.id).revision) == (1, 2), at
        at += 1
    assert at > 20
    assert not any(a.problem for a in audit(store))
