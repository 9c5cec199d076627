"""What every shell asks of one instance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .stores import HasHeads
from .views import history_view

if TYPE_CHECKING:
    from sopflow.engine.engine import Engine

_TRIES: Final = 10


def history(engine: Engine, instance: str) -> dict[str, Any]:
    """An instance with everything that happened to it, and the hash of that where its store chains events; all of one
    moment, but of an instance in which something happens all the time. `UnknownInstance`."""
    store = engine.store
    for _ in range(_TRIES):
        run = engine.instance(instance)
        events = list(engine.history(run.id))
        head = store.head(run.id) if isinstance(store, HasHeads) else None
        if engine.instance(run.id).revision == run.revision:
            break
    return history_view(run, events, head)
