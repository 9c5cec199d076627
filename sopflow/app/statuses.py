"""From errors to the statuses of HTTP: one table for the service and the studio."""

from __future__ import annotations

from typing import ClassVar, Final

from sopflow.budget import Spent
from sopflow.definition.files import NoRegularFile, OutsideRoot, TooLarge
from sopflow.errors import (
    BadCommand,
    BadCursor,
    CommandFailed,
    DefinitionError,
    KeyReused,
    NotAuthorized,
    NotText,
    PositionGone,
    Refusal,
    SopflowError,
    StoreError,
    UnknownDefinition,
    UnknownInstance,
)

from .requests import InvalidRequest


class RequestProblem(SopflowError):
    """A request that no instance is asked about; it knows its own status."""

    status: ClassVar[int] = 400


_STATUS: Final[tuple[tuple[type[SopflowError], int], ...]] = (
    (UnknownInstance, 404), (UnknownDefinition, 404), (NotAuthorized, 403), (KeyReused, 422), (BadCursor, 400), (CommandFailed, 500), (PositionGone, 410),
    (DefinitionError, 422), (Spent, 422), (InvalidRequest, 422), (BadCommand, 422), (Refusal, 409), (StoreError, 503),
    (OutsideRoot, 403), (NoRegularFile, 403), (TooLarge, 413), (NotText, 422),
)  # fmt: skip
_UNPROCESSABLE: Final = frozenset(
    {
        "unknown-step", "missing-outcome", "unknown-outcome", "note-required", "target-required", "target-not-allowed",
        "choice-required", "unknown-document", "unknown-unit", "unknown-person", "time-out-of-range",
        "no-person", "backdated", "fields-refused", "files-required", "not-searched", "bad-search",
    }
)  # fmt: skip
"""What would be refused whatever the state is."""


def status_of(problem: SopflowError) -> int:
    if isinstance(problem, RequestProblem):
        status = problem.values.get("status", problem.status)
        return status if isinstance(status, int) else 400
    if problem.code in _UNPROCESSABLE:
        return 422
    return next((status for kind, status in _STATUS if isinstance(problem, kind)), 400)
