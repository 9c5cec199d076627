"""The engine before a cluster: the same interface; what it decides elsewhere is decided in the cluster."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sopflow.engine.clock import Clock
from sopflow.engine.directory import Directory
from sopflow.engine.engine import Engine
from sopflow.engine.intake import taken
from sopflow.flow.command import Command
from sopflow.flow.flow import Flow
from sopflow.flow.instance import Instance
from sopflow.flow.permission import require_outsider
from sopflow.flow.wire import command_to_json
from sopflow.sql import SQLStore
from sopflow.time import Calendar

from .agreement import given, of_endpoints, require_same
from .ingress import PATIENCE, Ingress
from .names import DEFAULT
from .store import RestateStore


class RestateEngine(Engine):
    """Runs instances on a Restate cluster.

    `ingress` is the address of one of its nodes, or of several; `projection` the SQL store that the endpoints write, for
    lists, search and subscribers. Time passes in the cluster: waits end and `on_late` happens without `advance()`.
    `directory`, `calendars` and `clock` are the endpoints' too; here they serve lists and registering. `StoreUnavailable`
    where no node answers within `patience` seconds.
    """

    store: RestateStore

    def __init__(
        self,
        ingress: str | Sequence[str],
        projection: SQLStore | None = None,
        *,
        name: str = DEFAULT,
        clock: Clock | None = None,
        directory: Directory | None = None,
        calendars: Mapping[str, Calendar] | None = None,
        new_id: Callable[[], str] | None = None,
        patience: float = PATIENCE,
    ) -> None:
        store = RestateStore(Ingress(ingress, patience), projection, name)
        super().__init__(store, clock=clock, directory=directory, calendars=calendars, new_id=new_id)

    def agree(self) -> None:
        """Raise `EndpointDiffers` if the endpoints use another directory, other calendars or another version than
        this engine, and `StoreUnavailable` if none answers."""
        ours = given(self._directory, self._sops.calendars)
        require_same(ours, of_endpoints(self.store.ingress, self.store.name))

    def _start(self, flow: Flow, command: Command) -> Instance:
        require_outsider(command)
        definition = flow.definition
        return self.store.start(self._new_id(), str(definition.id), definition.digest, command_to_json(command))

    def _execute(self, instance_id: str, command: Command, expected: int | None) -> Instance:
        require_outsider(command)
        instance_id, expected = taken(instance=instance_id, expected=expected)
        return self.store.execute(instance_id, command_to_json(command), expected)

    def _advanced(self, instance: str) -> int:
        return self.store.advance(instance)
