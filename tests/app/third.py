"""A store of a third kind: what the contract asks, and nothing else; neither texts nor chains, and nothing to close."""

from __future__ import annotations

from sopflow import InMemoryStore
from sopflow.engine.store import Store

BROUGHT: dict[str, Only] = {}


class Only:
    """Keeps everything in another store, which nobody else sees."""

    def __init__(self) -> None:
        self._kept = InMemoryStore()


def _passed_on(name):
    def method(self, *arguments, **named):
        return getattr(self._kept, name)(*arguments, **named)

    return method


for _name, _one in vars(Store).items():
    if not _name.startswith("_") and callable(_one):
        setattr(Only, _name, _passed_on(_name))


def opened(where: str) -> Only:
    """What a package would bring: a store for each address."""
    return BROUGHT.setdefault(where, Only())
