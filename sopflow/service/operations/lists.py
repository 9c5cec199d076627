"""Worklists, and what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopflow.app.shapes import NAME, listed, perhaps, record, ref
from sopflow.app.views import item_view, page_view

from ..answer import Answer
from ..operation import Operation, Parameter
from .instances import CURSOR, LIMIT

if TYPE_CHECKING:
    from starlette.responses import Response

    from ..checked_request import CheckedRequest

_WHOSE: Final = (
    Parameter("actor", NAME, "of an actor"),
    Parameter("person", NAME, "of a person: what is in their hands, and what the positions that they hold may do"),
    Parameter("unit", NAME, "of a unit"),
    Parameter("sop", NAME, "of an SOP"),
    Parameter("step", NAME, "of a row"),
    CURSOR,
    LIMIT,
)


async def worklist(incoming: CheckedRequest) -> Response:
    query = dict(incoming.query)
    page = await incoming.engine.worklist_page(after=query.pop("cursor", None), **query)
    return Answer(page_view(page.items, item_view, page.next))


async def overdue(incoming: CheckedRequest) -> Response:
    query = dict(incoming.query)
    page = await incoming.engine.overdue(after=query.pop("cursor", None), **query)
    return Answer(page_view(page.items, item_view, page.next))


_PAGE: Final = record({"items": listed(ref("WorkItem")), "next": perhaps(NAME)})
OPERATIONS: Final = (
    Operation("worklist", "GET", "/worklist", "Work items, what is due first first.", worklist, _PAGE, _WHOSE, refusals=(422,)),
    Operation("overdue", "GET", "/overdue", "Work items that are late, the latest first.", overdue, _PAGE, _WHOSE, refusals=(422,)),
)  # fmt: skip
