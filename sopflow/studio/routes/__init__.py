"""What the page asks, one file a matter; a new one is a file here and its line in `ROUTES`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from . import amending, drawing, exporting, files, importing, office, scenarios, versions, walking

if TYPE_CHECKING:
    from sopflow.studio.workspace import RequestBody, Workspace

ROUTES: Final[dict[str, Callable[[Workspace, RequestBody], dict[str, Any]]]] = {
    **files.ROUTES, **drawing.ROUTES, **walking.ROUTES, **scenarios.ROUTES, **importing.ROUTES, **exporting.ROUTES, **office.ROUTES, **versions.ROUTES, **amending.ROUTES,
}  # fmt: skip
