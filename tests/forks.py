"""A test in a forked child."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable


def in_a_fork(
    child: Callable[[], object], *, meanwhile: Callable[[], object] = lambda: None, seconds: int = 30
) -> int:
    """Do something in a forked child, something else in the parent beside it; the child's exit code. A child that hangs
    is killed."""
    pid = os.fork()
    if pid == 0:
        signal.alarm(seconds)
        try:
            child()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    try:
        meanwhile()
    finally:
        _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)
