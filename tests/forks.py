"""A test in a forked child."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from pathlib import Path


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


def as_nobody(work: Callable[[], str]) -> str:
    """What work says in a process that is nobody's, where this one is root's and may read anything."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            said = work()
        except BaseException as problem:
            said = repr(problem)
        os.write(write, said.encode())
        os._exit(0)
    os.close(write)
    os.waitpid(pid, 0)
    with os.fdopen(read, "rb") as file:
        return file.read().decode()


def reachable(folder: Path) -> None:
    """Let nobody's process into a test's folder."""
    for place in (folder, *folder.parents):
        if str(place).startswith("/tmp/pytest"):
            place.chmod(0o755)
