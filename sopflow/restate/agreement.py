"""Whether an application and the endpoints that decide for it were given the same: version, directory and calendars."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import httpx2
import restate

from sopflow._version import __version__
from sopflow.engine.directory import Directory
from sopflow.errors import SopflowError
from sopflow.language import Words, joined
from sopflow.people.directory import OfficeDirectory
from sopflow.time import Calendar

from .calling import ATTENDED, add_handlers, in_a_thread
from .ingress import Ingress
from .names import CATALOGUE, Names

Json = dict[str, Any]
_FIRST: Final = datetime(2020, 1, 1, tzinfo=UTC)
_DAYS: Final = 12 * 366
_DAY: Final = timedelta(days=1)
_SOON: Final = 5.0
_VERSION: Final = Words(
    "versi sopflow: {ours} di sini, {theirs} di sana", "sopflow version: {ours} here, {theirs} there"
)
_DIRECTORY: Final = Words("direktori: {ours} di sini, {theirs} di sana", "directory: {ours} here, {theirs} there")
_CALENDAR: Final = Words(
    'kalender "{name}": {ours} di sini, {theirs} di sana', 'calendar "{name}": {ours} here, {theirs} there'
)
_NONE: Final = Words("tidak ada", "none")


class EndpointDiffers(SopflowError):
    """An endpoint would decide by another directory, by other calendars, or by another version."""

    code = "endpoint-differs"
    words = Words(
        "endpoint klaster memakai setelan yang berbeda dengan program ini: {what}; berikan --directory, --calendars dan versi yang sama"
        " kepada keduanya; untuk mengganti endpoint lama: sopflow endpoint … --replace",
        "the cluster's endpoint uses other settings than this process: {what}; give both the same --directory,"
        " --calendars and version; to replace the old endpoints: sopflow endpoint … --replace",
    )


def given(directory: Directory | None, calendars: Mapping[str, Calendar]) -> Json:
    """What a process decides by, as fingerprints."""
    known = {}
    for name in calendars:
        try:
            known[name] = _short(_days_of(calendars[name]))
        except SopflowError as problem:  # a file with errors is not a calendar for either
            known[name] = problem.code
    return {"version": __version__, "directory": _people_of(directory), "calendars": known}


def require_same(ours: Json, theirs: Json) -> None:
    """`EndpointDiffers` that names each difference. Calendars that only the other has do no harm."""
    found = []
    for name, words in (("version", _VERSION), ("directory", _DIRECTORY)):
        if ours[name] != theirs[name]:
            found.append(words.filled(ours=ours[name] or _NONE, theirs=theirs[name] or _NONE))
    for name, own in ours["calendars"].items():
        other = theirs["calendars"].get(name)
        if own != other:
            found.append(_CALENDAR.filled(name=name, ours=own, theirs=other or _NONE))
    if found:
        raise EndpointDiffers(what=joined(found, "; "))


def of_endpoints(ingress: Ingress, name: str) -> Json:
    """What the endpoints of a cluster were given; `StoreUnavailable` where none answers."""
    found: Json = ingress.ask(Names.of(name).about, CATALOGUE, "read", {})["given"]
    return found


def of_others(ingress: Sequence[str], name: str) -> Json | None:
    """The same at once, for an endpoint that is about to begin; `None` where there is no other."""
    for address in ingress:
        try:
            answer = httpx2.post(f"{address}/{Names.of(name).about}/{CATALOGUE}/read", json={}, timeout=_SOON)
            if answer.status_code == 200:
                found: Json = answer.json()["given"]
                return found
        except httpx2.HTTPError:
            continue
    return None


class _About:
    def __init__(self, look: Callable[[], Json], pool: Executor) -> None:
        self._look = look
        self._pool = pool

    async def read(self, ctx: restate.ObjectSharedContext, request: Json) -> Json:
        return {"given": await in_a_thread(self._pool, self._look)}


def about_object(names: Names, look: Callable[[], Json], pool: Executor) -> restate.VirtualObject:
    """Says what an endpoint was given."""
    one = restate.VirtualObject(names.about, invocation_retry_policy=ATTENDED)
    add_handlers(one, "about", _About(look, pool), "read", shared=True)
    return one


def _people_of(directory: Directory | None) -> str | None:
    """A directory of a host's own says what it is by an attribute `fingerprint`, or else by its class."""
    if directory is None:
        return None
    if isinstance(directory, OfficeDirectory):
        content = (
            str(directory.zone), *directory.all_units.values(), *directory.positions.values(), *directory.people.values()
        )  # fmt: skip
        return f"{directory.name} {_short(repr(content))}"
    own = getattr(directory, "fingerprint", None)
    return str(own) if own is not None else type(directory).__qualname__


def _days_of(calendar: Calendar) -> str:
    """What is worked on each of some thousand days: what any calendar can be asked, holidays included."""
    days = (_FIRST + number * _DAY for number in range(_DAYS))
    return " ".join(str(calendar.worked(day, day + _DAY)) for day in days)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
