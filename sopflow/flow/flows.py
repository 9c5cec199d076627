"""Compiled definitions by their digest, of whatever canonical form, and by their version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.definition.digest import is_digest_of

if TYPE_CHECKING:
    from .flow import Flow
    from .instance import Instance


class Flows:
    """Grows only; safe to use from several threads."""

    def __init__(self) -> None:
        self.by_digest: dict[str, Flow] = {}
        self.by_version: dict[tuple[str, str], Flow] = {}
        """In the order in which they came."""

    def add(self, flow: Flow) -> Flow:
        """Add a flow. Its version stays with the first that came."""
        definition = flow.definition
        self.by_version.setdefault((str(definition.id), definition.version), flow)
        return self.by_digest.setdefault(definition.digest, flow)

    def of(self, instance: Instance) -> Flow | None:
        """The flow that an instance runs on. A version that is here under a digest of another form is found too."""
        flow = self.by_digest.get(instance.digest)
        if flow is not None:
            return flow
        other = self.by_version.get((instance.sop, instance.version))
        if other is None or not is_digest_of(instance.digest, other.definition):
            return None
        return self.add(other.with_digest(instance.digest))
