"""Waiting for what another thread or process is about to do. Only here may a test look at a clock, and only to give up."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def soon(found: Callable[[], T], seconds: float = 120) -> T:
    """What is found in the end; fails when there is still nothing after so long, however slow the machine is."""
    given_up = time.monotonic() + seconds
    while not (one := found()):
        assert time.monotonic() < given_up, "it did not happen"
        time.sleep(0.02)
    return one
