"""An operation: what its path, its parameters, its body and its answer are, and the function that does it.

From these come the routes, the checks of what clients send, and the OpenAPI document.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from starlette.responses import Response

    from .checked_request import CheckedRequest

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value in the path or the query."""

    name: str
    schema: Json
    description: str
    place: Literal["path", "query"] = "query"


@dataclass(frozen=True, slots=True)
class Operation:
    name: str
    """Its `operationId`."""
    method: Literal["GET", "POST"]
    path: str
    summary: str
    function: Callable[[CheckedRequest], Awaitable[Response]]
    answer: Json | None
    """The schema of a successful answer; `None` where it is not JSON."""
    parameters: tuple[Parameter, ...] = ()
    body: Json | None = None
    status: int = 200
    media: tuple[str, ...] = ("application/json",)
    refusals: tuple[int, ...] = ()
    """The statuses of problem details, besides those that any operation has."""
    changes: bool = False
    """Whether it is a command on an instance: with `Idempotency-Key`."""
    names_who: bool = False
    """Whether somebody acts in it, as in those."""
    has_tag: bool = False
    """Whether its answer has an `ETag`."""
    if_match: bool = False
