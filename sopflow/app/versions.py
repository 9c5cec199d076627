"""What every shell asks of the versions of an SOP, and of the instances that go from one to another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from sopflow.errors import UnknownDefinition

from .requests import NOTE
from .shapes import FLAG, NAME, listed, record
from .views import migration_view, version_view

if TYPE_CHECKING:
    from sopflow.engine.engine import Engine
    from sopflow.engine.migration import Migration
    from sopflow.language import Language

Json = dict[str, Any]
MOST: Final = 500
"""Instances that one request may move."""
ACTIVATE: Final = record({"version": NAME}, closed=True)
MIGRATE: Final = record(
    {
        "to": NAME, "instances": listed(NAME) | {"maxItems": MOST},
        "mapping": {"type": "object", "additionalProperties": NAME, "maxProperties": MOST}, "reason": NOTE, "dry_run": FLAG,
    },
    optional=("mapping", "reason", "dry_run"), closed=True,
)  # fmt: skip


def versions(engine: Engine, sop: str) -> Json:
    """The versions of an SOP, each with since when and by whom it was current last; `UnknownDefinition`."""
    kept = engine.versions()
    mine = [one for one in kept if one.sop == sop]
    if not mine:
        raise UnknownDefinition(sop=sop, known=tuple({one.sop: None for one in kept}))
    last = {one.version: one for one in engine.activations(sop)}
    return {"items": [version_view(one, last.get(one.version)) for one in mine]}


def activated(engine: Engine, sop: str, *, version: str, by: str) -> Json:
    """The same, once a version of it was made the current one."""
    engine.activate(sop, version, by)
    return versions(engine, sop)


def migrated(
    engine: Engine, sop: str, language: Language, *, to: str, by: str, instances: Collection[str],
    mapping: Mapping[str, str] | None = None, reason: str | None = None, dry_run: bool = False,
) -> Json:  # fmt: skip
    """What became of instances that were moved to a version, or (`dry_run`) would become; `UnknownInstance` before any is."""
    found = engine.migrate(sop, to=to, by=by, mapping=mapping, reason=reason, instances=instances, dry_run=dry_run)
    return migrations(found, to, language, dry_run=dry_run)


def migrations(found: Iterable[Migration], to: str, language: Language, *, dry_run: bool) -> Json:
    told = [migration_view(one, language) for one in found]
    stay = sum(one["refused"] is not None for one in told)
    return {"to": to, "moved": len(told) - stay, "stay": stay, "dry_run": dry_run, "instances": told}
