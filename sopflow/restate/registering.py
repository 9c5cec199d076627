"""Has a cluster know where an endpoint is."""

from __future__ import annotations

import time
from typing import Final

import httpx2

PATIENCE: Final = 60.0


def register(admin: str, address: str, *, patience: float = PATIENCE) -> str | None:
    """Register an endpoint at the cluster's admin API, and wait until the cluster has asked it what it offers; why not,
    where that fails for `patience` seconds. What the cluster knew of the same address is replaced."""
    until = time.monotonic() + patience
    while True:
        try:
            answer = httpx2.post(
                f"{admin}/deployments", json={"uri": address, "force": True, "breaking": True}, timeout=10
            )
            if answer.is_success:
                return None
            why = f"{answer.status_code} {answer.text[:300]}"
        except httpx2.HTTPError as problem:
            why = f"{type(problem).__name__} {problem}"
        if time.monotonic() > until:
            return why
        time.sleep(0.1)
