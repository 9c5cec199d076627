"""Calls into the cluster over HTTP, tried again on any of its nodes until one answers."""

from __future__ import annotations

import itertools
import json
import random
import time
import uuid
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

import httpx2

from sopflow.engine.refusing import refusal_from_json
from sopflow.errors import SopflowError, StoreUnavailable
from sopflow.forks import Forked, mind_forks
from sopflow.reasons import reason_of

from .problems import ObjectHeld

Json = dict[str, Any]
ENDED: Final = 422
"""The status of a call that ended for itself alone; its message is the problem as JSON."""
PATIENCE: Final = 30.0
"""Seconds for which a cluster that elects a new leader, or starts again, is waited for."""
_CONNECT, _ANSWER = 2.0, 15.0
_SPREADS: Final = 12.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.02, 1.0
_LEFT_ALONE: Final[list[httpx2.Client]] = []
"""Of parents, in forked children: kept, so that nothing closes them."""
_PASSES: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


class Ingress(Forked):
    """The HTTP ingress of a cluster: the addresses of one node or of several. Safe for many threads.

    `StoreUnavailable` where nobody answers within `patience` seconds.
    """

    def __init__(self, addresses: str | Sequence[str], patience: float = PATIENCE) -> None:
        self.addresses = (addresses,) if isinstance(addresses, str) else tuple(addresses)
        self._http = _client(patience)
        self._patience = patience
        self._turn = itertools.count(random.randrange(len(self.addresses)))
        mind_forks(self)

    def renew(self) -> None:
        """In a forked child, which must not use its parent's connections: called by itself."""
        _LEFT_ALONE.append(self._http)
        self._http = _client(self._patience)

    def call(self, service: str, key: str, handler: str, body: Json) -> Json:
        """What a handler answers; a refusal in it is raised.

        With an idempotency key of its own: a call that is tried again, on the same node or on another, is carried out
        once.
        """
        return self._sent(service, key, handler, body, {"idempotency-key": uuid.uuid4().hex})

    def ask(self, service: str, key: str, handler: str, body: Json) -> Json:
        """What a handler answers that changes nothing; nobody keeps the answer."""
        return self._sent(service, key, handler, body, {})

    def _sent(self, service: str, key: str, handler: str, body: Json, also: dict[str, str]) -> Json:
        path = f"/{service}/{quote(key, safe='')}/{handler}"
        headers = {"content-type": "application/json", **also}
        content = json.dumps(body).encode()
        until = time.monotonic() + self._patience
        heard = time.monotonic() + _SPREADS
        pause = _FIRST_PAUSE
        is_held = False
        why: object
        while True:
            address = self.addresses[next(self._turn) % len(self.addresses)]
            try:
                answer = self._http.post(f"{address}{path}", content=content, headers=headers)
                if answer.status_code == 200:
                    return opened(answer.json())
                if answer.status_code == ENDED:
                    raise _problem(answer)
                why, is_held = f"{answer.status_code} {answer.text[:200]}", False
                # a node may not have heard yet of an endpoint that was registered at another
                passes = (answer.status_code in _PASSES and not _is_over(answer)) or (
                    answer.status_code == 404 and time.monotonic() < heard
                )
            except httpx2.HTTPError as problem:
                why, passes = reason_of(problem), True
                is_held = isinstance(problem, httpx2.ReadTimeout)
            if not passes or time.monotonic() > until:
                if is_held:
                    raise ObjectHeld(store=address, service=service, key=key, why=why)
                raise StoreUnavailable(store=address, why=why)
            time.sleep(pause * random.uniform(0.5, 1.5))
            pause = min(pause * 2, _LONGEST_PAUSE)

    def close(self) -> None:
        self._http.close()


def _client(patience: float) -> httpx2.Client:
    limits = httpx2.Limits(max_connections=256, max_keepalive_connections=64)
    timeout = httpx2.Timeout(min(_ANSWER, max(patience, 1.0)), connect=_CONNECT)
    return httpx2.Client(timeout=timeout, limits=limits)


def _is_over(answer: httpx2.Response) -> bool:
    """Whether a call has failed for good: after so many attempts, or because somebody ended it."""
    try:
        return bool(answer.json().get("source") == "invocation")
    except (ValueError, AttributeError):
        return False


def _problem(answer: httpx2.Response) -> SopflowError:
    """What ended a call, as the handler told it."""
    try:
        return refusal_from_json(json.loads(answer.json()["message"]))
    except (ValueError, KeyError, TypeError):
        return StoreUnavailable(store=str(answer.url), why=answer.text[:200])


def opened(reply: Json) -> Json:
    """A reply; the refusal in it is raised."""
    if "refused" in reply:
        raise refusal_from_json(reply["refused"])
    return reply
