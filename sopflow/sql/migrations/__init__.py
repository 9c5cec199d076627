"""The versions of the schema; a new one is a file in `versions` and a line here.

A version adds tables and columns in `upgrade()`, in one short transaction. Where the rows that are there need something
in them, `fill(connection, after, limit)` does so for a page of instances, by their numbers, and returns the last number,
or `None` after the last page; to fill the same page twice does no harm. Where indexes change, `finish()` rebuilds them.
"""

from __future__ import annotations

from types import ModuleType
from typing import Final

from .versions import (
    v0001_instances,
    v0002_subscribers,
    v0003_claims,
    v0004_searching,
    v0005_seals,
    v0006_activations,
    v0007_set_aside,
    v0008_epoch,
    v0009_sight,
    v0010_case,
    v0011_fields,
    v0012_private,
)

VERSIONS: Final[tuple[ModuleType, ...]] = (
    v0001_instances,
    v0002_subscribers,
    v0003_claims,
    v0004_searching,
    v0005_seals,
    v0006_activations,
    v0007_set_aside,
    v0008_epoch,
    v0009_sight,
    v0010_case,
    v0011_fields,
    v0012_private,
)
"""The first first."""
