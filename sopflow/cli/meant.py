"""The instance that somebody means by the beginning of its id, as programs for versions of files take it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopflow.app.stores import FindsByBeginning
from sopflow.engine.store import Query
from sopflow.errors import SopflowError, UnknownInstance
from sopflow.language import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sopflow.engine.store import Store

SHORTEST: Final = 6
"""Characters of a beginning that stands for an id."""
_SHOWN: Final = 5
_PAGE: Final = 500


class AmbiguousInstance(SopflowError):
    """The beginning of several ids."""

    code = "ambiguous-instance"
    words = Words(
        'beberapa proses berawal dengan "{text}": {instances}{more}; tulis lebih panjang',
        'several instances begin with "{text}": {instances}{more}; write more of the id',
    )


def instance_meant(store: Store, text: str) -> str:
    """The id of an instance, or the only one that begins so; whatever begins no id as it is. `AmbiguousInstance`.

    The id of a called instance begins with its caller's, and is meant only where the slash is written too.
    """
    try:
        store.load(text)
        return text
    except UnknownInstance:
        if len(text) < SHORTEST:
            return text
    except SopflowError:  # it is there
        return text
    found = list(_beginning(store, text))
    if len(found) > 1:
        more = ", …" if len(found) > _SHOWN else ""
        raise AmbiguousInstance(text=text, instances=tuple(found[:_SHOWN]), more=more)
    return found[0] if found else text


def _beginning(store: Store, text: str) -> Iterator[str]:
    """The ids that begin so, and go on without a slash; one more than are shown."""
    if isinstance(store, FindsByBeginning):
        return iter(store.beginning(text, _SHOWN + 1))
    found = (name for name in _all(store) if name.startswith(text) and "/" not in name[len(text) :])
    return (name for name, _ in zip(found, range(_SHOWN + 1), strict=False))


def _all(store: Store) -> Iterator[str]:
    after: str | None = None
    while True:
        page = store.find(Query(), after, _PAGE)
        yield from (run.id for run in page.items)
        if (after := page.next) is None:
            return
