"""Worklists, and what is late."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from sopflow.app.shapes import NAME, listed, perhaps, record, ref
from sopflow.app.views import item_view, page_view
from sopflow.engine.asynchronous import AsyncPersonsEngine

from ..answer import Answer
from ..filters import require_known
from ..operation import Operation, Parameter
from .instances import CURSOR, LIMIT

if TYPE_CHECKING:
    from starlette.responses import Response

    from sopflow.engine.store import Page
    from sopflow.flow.possible import WorkItem

    from ..checked_request import CheckedRequest

_WHOSE: Final = (
    Parameter("actor", NAME, "of an actor"),
    Parameter(
        "person", NAME, "of a person: what they have claimed or were given, and what their positions may do"
    ),
    Parameter("unit", NAME, "of a unit"),
    Parameter("sop", NAME, "of an SOP"),
    Parameter("step", NAME, "of a row"),
    CURSOR,
    LIMIT,
)


async def worklist(incoming: CheckedRequest) -> Response:
    if isinstance(incoming.engine, AsyncPersonsEngine) and not {"actor", "person", "unit"} & incoming.query.keys():
        incoming.query["person"] = incoming.person
    return await _listed(incoming, incoming.engine.worklist_page)


async def overdue(incoming: CheckedRequest) -> Response:
    return await _listed(incoming, incoming.engine.overdue)


async def _listed(incoming: CheckedRequest, listing: Callable[..., Awaitable[Page[WorkItem]]]) -> Response:
    query = dict(incoming.query)
    page = await listing(after=query.pop("cursor", None), **query)
    if not page.items:
        await require_known(incoming)
    return Answer(page_view(page.items, item_view, page.next))


_PAGE: Final = record({"items": listed(ref("WorkItem")), "next": perhaps(NAME)})
OPERATIONS: Final = (
    Operation("worklist", "GET", "/worklist", "Work items, in the order in which they are due. Where the host authenticates requests: those of its person, unless `actor`, `person` or `unit` asks for others that they may see.", worklist, _PAGE, _WHOSE, refusals=(422,)),
    Operation("overdue", "GET", "/overdue", "Work items that are late, the latest first.", overdue, _PAGE, _WHOSE, refusals=(422,)),
)  # fmt: skip
