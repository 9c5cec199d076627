"""The instance that somebody means by the beginning of its id, as programs for versions of files take it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from sopflow.app.stores import FindsByBeginning
from sopflow.engine.queries import over_pages
from sopflow.engine.store import Query, Store
from sopflow.errors import SopflowError, UnknownInstance
from sopflow.language import Words

from .usage import SHORTEST, unsaid

_SHOWN: Final = 5
_PAGE: Final = 500
_LENGTHS: Final = (4, 8, 16)
"""Characters of a part of an id that are tried in a table; of the first part, which every instance has, twice as many."""


class AmbiguousInstance(SopflowError):
    """The beginning of several ids."""

    code = "ambiguous-instance"
    words = Words(
        'beberapa proses berawal dengan "{text}": {instances}{more}; tulis lebih panjang',
        'several instances begin with "{text}": {instances}{more}; write more of the id',
    )


def instance_meant(store: Store, text: str) -> str:
    """The id of an instance, or the only one that begins so; whatever begins no id as it is. `AmbiguousInstance`.

    The id of a called instance is its caller's, a slash and one of its own. It is meant by beginnings on both sides of the
    slash, or by the beginning of its own; the beginning of its caller's means the caller.
    """
    try:
        store.load(text)
        return text
    except UnknownInstance:
        if "=" in text:  # no id that was made, but a value in its place
            raise UnknownInstance(instance=unsaid(text)) from None
        begun = text.removeprefix("…").removeprefix("/")  # as messages name one that was called
        if len(begun) < SHORTEST:
            return text
    except SopflowError:  # it is there
        return text
    found = list(islice(_beginning(store, begun), _SHOWN + 1))
    if len(found) > 1:
        more = ", …" if len(found) > _SHOWN else ""
        raise AmbiguousInstance(text=text, instances=tuple(found[:_SHOWN]), more=more)
    return found[0] if found else text


def brief_ids(store: Store, instances: Iterable[str]) -> dict[str, str]:
    """For a table: what stands for each id. Of those of called instances, beginnings that mean no other one."""
    return {one: _brief(store, one) for one in dict.fromkeys(instances)}


def _brief(store: Store, instance: str) -> str:
    caller, *own = instance.split("/")
    if not own or not isinstance(store, FindsByBeginning):
        return instance
    for length in _LENGTHS:
        short = "/".join((caller[: 2 * length], *(part[:length] for part in own)))
        if len(short) < SHORTEST:
            continue
        try:
            if instance_meant(store, short) == instance:
                return short
        except AmbiguousInstance:
            continue
    return instance


def _beginning(store: Store, text: str) -> Iterator[str]:
    """The ids that are meant by a beginning, or by beginnings on both sides of the slashes."""
    if not isinstance(store, FindsByBeginning):
        every = over_pages(lambda after: store.find(Query(), after, _PAGE))
        yield from (run.id for run in every if _is_meant(run.id, text))
        return
    found = [""]
    for part in text.split("/"):
        if len(found) > _SHOWN:  # of so many callers not all were returned
            break
        before = [f"{one}/" if one else "" for one in found]
        found = [name for one in before for name in store.beginning(one + part, _SHOWN + 1)]
    yield from found
    if "/" not in text:
        yield from store.beginning_called(text, _SHOWN + 1)


def _is_meant(name: str, text: str) -> bool:
    parts, wanted = name.split("/"), text.split("/")
    if len(wanted) == 1 and len(parts) > 1:
        return parts[-1].startswith(text)
    return len(parts) == len(wanted) and all(map(str.startswith, parts, wanted))
