"""Documents arrive; rows that wait for one of them end."""

from __future__ import annotations

from sopflow.definition.model import DONE
from sopflow.errors import Refusal, UnknownDocument
from sopflow.frozen import NOTHING
from sopflow.language import NONE, Words

from ..authority import Capacity
from ..command import Command
from ..context import Context
from ..deciding.recording import event_of, happened_at, papers_of
from ..deciding.rows import require_open_then
from ..deciding.signed import require_as_signed
from ..event import Event, OpenRow
from ..files import require_files
from ..flow import Flow
from ..instance import Instance
from ..kinds import CommandType, EventKind, act, event
from ..people import is_starter
from ..rights import actors_of, default, internal, took_part
from ..routing import Routing

act("receive", Words("mencatat dokumen yang datang", "record documents that arrive"))
_AWAITED = Words("ditunggu: {listed}", "waited for: {listed}")
_NO_DOCUMENT = Words("dokumen yang datang belum disebut", "the document that arrived is not named")
RECEIVED = event(
    "received",
    EventKind(
        "receive",
        Words("diterima", "received"),
        is_a_part=True,
        moves=True,
        carries=(
            "documents",
            "kept",
        ),
    ),
)


def decide(flow: Flow, instance: Instance, command: Command, context: Context, capacity: Capacity | None) -> Event:
    papers = papers_of(flow, command)
    waits = awaited(flow, instance)
    if not papers:
        raise _unnamed(flow, instance)
    require_as_signed(flow, instance, command, NOTHING)
    routing = Routing(flow, instance, context, since=happened_at(command, context.at))
    ended = [open_row for open_row, document in waits.items() if document in papers]
    for open_row in ended:
        require_open_then(flow, command, open_row, context.zone)
    documents = list(papers)
    if flow.with_files:
        made = [d for open_row in ended for d in flow.rows[open_row.step].ways[DONE].outputs]
        require_files(flow, command, made)
    routing.closed = tuple(ended)
    for open_row in ended:
        row = flow.rows[open_row.step]
        way = row.ways[DONE]
        documents += way.outputs
        routing.send(row.id, flow.fire(row.id, way))
    return event_of(routing, command, RECEIVED, documents=tuple(dict.fromkeys(documents)), capacity=capacity)


def _unnamed(flow: Flow, instance: Instance) -> UnknownDocument:
    known = flow.definition.documents
    names = dict.fromkeys(awaited(flow, instance).values())
    listed = ", ".join(f'"{known[one].title}" ({one})' for one in names) or NONE
    hint = _AWAITED.filled(listed=listed)
    return UnknownDocument(document="", what=_NO_DOCUMENT, hint=hint)


def awaited(flow: Flow, instance: Instance) -> dict[OpenRow, str]:
    """The open rows that wait for a document, and for which."""
    waits = ((r, flow.rows[r.step].step.wait) for r in instance.active)
    return {r: str(wait.until) for r, wait in waits if wait is not None and wait.until is not None}


def permit(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    """Those before and after a row that waits, which itself has no actor; the starter for what it asks of outsiders. Nobody
    in an SOP without documents."""
    capacity = _permit(flow, instance, command, context)
    if not flow.definition.documents and not command.papers:
        raise _unnamed(flow, instance)
    return capacity


def _permit(flow: Flow, instance: Instance, command: Command, context: Context) -> Capacity | None:
    waits = awaited(flow, instance)
    after = [step for row in waits for step in flow.graph.after(row.step)]
    actors = dict.fromkeys((*took_part(flow, instance), *internal(flow, instance, actors_of(flow, after))))
    try:
        return default(flow, instance, command, context, tuple(actors))
    except Refusal:
        documents = flow.definition.documents
        asked_for = {name for name in waits.values() if documents[name].external}
        brought = {paper.document for paper in command.papers}
        is_named = bool(flow.definition.who_may("receive"))
        is_own = is_starter(flow, instance, command.by)
        if is_named or not is_own or not asked_for or not brought <= asked_for:
            raise
        return None


COMMAND = CommandType(
    "receive",
    decide,
    permit,
    target="instance",
    summary=Words(
        "catat dokumen yang datang; langkah yang menunggunya berakhir",
        "record documents that arrived; rows that wait for one of them end",
    ),
    required=("documents",),
    optional=("note", "acted_at"),
    place=100,
    title=Words("Terima", "Receive"),
    verb=Words("menerima dokumen", "receive documents"),
    in_scenario=Words(
        "Dokumen yang datang; yang menunggunya berakhir.", "Documents that arrive; what waits for them ends."
    ),
    who=Words(
        "pelaksana internal pada langkah yang terbuka atau sudah dikerjakan, dan pelaksana internal langkah sesudah yang menunggu; yang memulai hanya untuk dokumen dengan `external: true` yang ditunggu",
        "internal actors of rows that are open or done, and of the rows next after a waiting one; the starter only for documents with `external: true` that a row waits for",
    ),
)
