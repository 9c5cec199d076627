"""Has a cluster know where endpoints are."""

from __future__ import annotations

import ipaddress
import time
from typing import Final
from urllib.parse import urlsplit

import httpx2

from sopflow.errors import SopflowError
from sopflow.language import Words
from sopflow.reasons import reason_of

PATIENCE: Final = 60.0


class NotReachable(SopflowError):
    """An address at which only this machine is."""

    code = "not-reachable"
    words = Words(
        "klaster di {admin} tidak dapat mencapai {address}; sebutkan alamat yang dapat dicapainya: --advertise http://HOST:PORT",
        "the cluster at {admin} cannot reach {address}; name the address that it can: --advertise http://HOST:PORT",
    )


class ServedElsewhere(SopflowError):
    """Another endpoint is registered and answers: it would lose all its calls to this one."""

    code = "served-elsewhere"
    words = Words(
        "klaster sudah dilayani di {address}; beberapa endpoint memakai satu alamat bersama (--advertise), atau ganti yang"
        " lama dengan --replace",
        "the cluster is served at {address} already; several endpoints share one address (--advertise), or replace the old"
        " one with --replace",
    )


def advertised(admin: str, host: str, port: int, advertise: str | None) -> str:
    """The address by which a cluster reaches an endpoint that listens there; `NotReachable`."""
    if advertise is not None:
        return advertise.rstrip("/")
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    if host in ("0.0.0.0", "::", "") or (_is_loopback(host) and not _is_loopback(urlsplit(admin).hostname or "")):
        raise NotReachable(admin=admin, address=address)
    return address


def register(
    admin: str, address: str, *, patience: float = PATIENCE, name: str | None = None, replace: bool = True
) -> Words | None:
    """Register an endpoint at the cluster's admin API, and wait until the cluster has asked it what it offers; why not,
    where that fails for `patience` seconds. What the cluster knew of the same address is replaced.

    Unless `replace`, `ServedElsewhere` where another address serves the objects with the prefix `name` and answers.
    """
    until = time.monotonic() + patience
    while True:
        try:
            other = served_at(admin, name) if name is not None and not replace else None
            if other not in (None, address) and _answers(str(other)):
                raise ServedElsewhere(address=other)
            answer = httpx2.post(
                f"{admin}/deployments", json={"uri": address, "force": True, "breaking": True}, timeout=10
            )
            if answer.is_success:
                return None
            said = f"{answer.status_code} {answer.text[:300]}"
            why = Words(said, said)
        except httpx2.HTTPError as problem:
            why = reason_of(problem)
        if time.monotonic() > until:
            return why
        time.sleep(0.1)


def served_at(admin: str, name: str) -> str | None:
    """The address to which the cluster sends calls of objects with this prefix."""
    service = httpx2.get(f"{admin}/services/{name}.instance", timeout=10)
    if not service.is_success:
        return None
    deployment = httpx2.get(f"{admin}/deployments/{service.json()['deployment_id']}", timeout=10)
    return str(deployment.json()["uri"]).rstrip("/") if deployment.is_success else None


def _answers(address: str) -> bool:
    try:
        return httpx2.get(f"{address}/health", timeout=3).is_success
    except httpx2.HTTPError:
        return False


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
