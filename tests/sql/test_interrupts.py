"""Ctrl-C at any moment of a write: it is done or it is not, and the next one is not kept waiting."""

from __future__ import annotations

import os
import sys
import threading
from functools import partial

from sopflow.sql import SQLStore
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
    thread.join(20)
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
