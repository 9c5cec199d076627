"""Instances: start one, find them, look at one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from sopflow.app import asking
from sopflow.app.requests import START
from sopflow.app.searches import searches_of
from sopflow.app.shapes import FLAG, INSTANT, NAME, NUMBER, listed, perhaps, record, ref
from sopflow.app.views import STATUS, instance_view, item_view, page_view
from sopflow.engine.finding import MOST_TESTS

from ..answer import Answer
from ..filters import require_known
from ..operation import Operation, Parameter

if TYPE_CHECKING:
    from sopflow.flow.instance import Instance

    from ..checked_request import CheckedRequest

INSTANCE: Final = Parameter("instance", NAME, "the instance's id", "path")
CURSOR: Final = Parameter("cursor", NAME, "the `next` of the page before")
LIMIT: Final = Parameter(
    "limit", {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}, "at most this many items"
)
_PERSON: Final = Parameter(
    "person", NAME, "whose commands `may` lists; where the host authenticates requests, it is their person"
)
_FILTERS: Final = (
    Parameter("sop", NAME, "of an SOP"),
    Parameter("status", STATUS, "in a status"),
    Parameter("subject", NAME, "with words in the subject; the last word may be only a beginning: `guber*`"),
    Parameter("key", NAME, "started with this idempotency key"),
    Parameter("unit", NAME, "of a unit"),
    Parameter("step", NAME, "in which this row is open"),
    Parameter("started_from", INSTANT, "started at this instant or later"),
    Parameter("started_before", INSTANT, "started before this instant"),
    Parameter("overdue", FLAG | {"default": False}, "past the due time of the whole instance"),
    Parameter("started_by", NAME, "started by this person"),
    Parameter("parent", NAME, "called by this instance"),
    Parameter("ended_from", INSTANT, "ended at this instant or later"),
    Parameter("ended_before", INSTANT, "ended before this instant"),
    Parameter(
        "field",
        listed(NAME) | {"maxItems": MOST_TESTS},
        "with a field that is searched, as `nilai>=1000000000`, `jenis=barang|jasa`, `nomor=*` (filled) or `nomor=` (empty); repeat it for more, all of which hold; with `sop`",
    ),
    Parameter("sort", NAME, "`started`, `ended` or `field.nilai`; with `-` in front the other way round"),
    Parameter("count", FLAG | {"default": False}, "also how many there are on all pages"),
)


def shown(run: Instance, status: int = 200, **headers: str) -> Answer:
    """An instance with its entity tag."""
    return Answer(instance_view(run), status_code=status, headers={"etag": f'"{run.revision}"', **headers})


async def start(incoming: CheckedRequest) -> Response:
    run = await incoming.engine.start(by=incoming.by, key=incoming.key, **incoming.arguments())
    place = incoming.request.url_for("getInstance", instance=run.id)
    return shown(run, 201, location=place.path)


async def find(incoming: CheckedRequest) -> Response:
    query = dict(incoming.query)
    engine, sop, texts = incoming.engine, query.get("sop"), query.pop("field", None)
    wants_count, after = query.pop("count"), query.pop("cursor", None)
    if texts:
        known = await engine.searched(sop) if sop is not None else {}
        query["fields"] = searches_of(texts, sop, known)
    page = await engine.find(after=after, **query)
    if not page.items:
        await require_known(incoming)
    found = page_view(page.items, instance_view, page.next)
    if wants_count:
        found["count"] = await engine.count(**{n: v for n, v in query.items() if n not in ("sort", "limit")})
    return Answer(found)


async def instance(incoming: CheckedRequest) -> Response:
    run = await incoming.engine.instance(incoming.instance)
    known = [
        tag.strip().removeprefix("W/") for tag in incoming.request.headers.get("if-none-match", "").split(",")
    ]
    if f'"{run.revision}"' in known:
        return Response(status_code=304, headers={"etag": f'"{run.revision}"'})
    return shown(run)


async def history(incoming: CheckedRequest) -> Response:
    return Answer(await incoming.engine._asked(partial(asking.history, instance=incoming.instance)))


async def possible(incoming: CheckedRequest) -> Response:
    items = await incoming.engine.possible(incoming.instance)
    person = incoming.person if incoming.person is not None else incoming.query.get("person")
    offered = await incoming.engine.may(incoming.instance, person) if person is not None else ()
    return Answer({"items": [item_view(item) for item in items], "may": [offer._asdict() for offer in offered]})


OPERATIONS: Final = (
    Operation(
        "startInstance", "POST", "/instances", "Start an instance of an SOP.", start, ref("Instance"), (), START, 201,
        refusals=(403, 404, 409), changes=True, has_tag=True,
    ),
    Operation(
        "findInstances", "GET", "/instances", "Instances in the order of their start, of when they were due, or of `sort`.", find,
        record({"items": listed(ref("Instance")), "next": perhaps(NAME), "count": NUMBER}, optional=("count",)), (*_FILTERS, CURSOR, LIMIT), refusals=(404, 422),
    ),
    Operation(
        "getInstance", "GET", "/instances/{instance}", "An instance as it is now.", instance, ref("Instance"), (INSTANCE,),
        refusals=(404,), has_tag=True,
    ),
    Operation(
        "getHistory", "GET", "/instances/{instance}/history", "The instance, its events in order, and the hash of all of them.",
        history, ref("History"), (INSTANCE,), refusals=(404,),
    ),
    Operation(
        "getPossible", "GET", "/instances/{instance}/possible", "What can be done now, by whom and with which outcomes.",
        possible, record({"items": listed(ref("WorkItem")), "may": listed(ref("Offer"))}), (INSTANCE, _PERSON),
        refusals=(404,),
    ),
)  # fmt: skip
