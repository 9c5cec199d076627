"""The commands on an instance: each a POST to its name, refused with what is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sopflow.app.shapes import ANYTHING, INSTANT, NAME, perhaps, record, ref
from sopflow.errors import Conflict
from sopflow.flow.commands import COMMANDS
from sopflow.flow.commands.fields import FIELDS

from ..operation import Operation
from ..problems import Changed
from .instances import DOCUMENTS, INSTANCE, papers, shown

if TYPE_CHECKING:
    from starlette.responses import Response

    from sopflow.flow.commands import CommandType
    from sopflow.language import Words

    from ..checked_request import CheckedRequest

Json = dict[str, Any]
_NOTE: Final[Json] = {"type": "string", "maxLength": 10_000}
_SCHEMAS: Final[Json] = {
    "step": NAME,
    "outcome": NAME,
    "visit": {"type": "integer", "minimum": 1, "maximum": 1_000_000},
    "note": _NOTE,
    "reason": _NOTE,
    "documents": DOCUMENTS,
    "choose": {"type": "object", "additionalProperties": NAME, "maxProperties": 200},
    "to": NAME,
    "length": NAME,
    "data": ANYTHING,
    "acted_at": INSTANT,
}


def _operation(command: CommandType, summary: Words) -> Operation:
    name, method = command.kind.replace("_", "-"), command.call
    required, optional = (tuple(FIELDS[n].argument for n in some) for some in (command.required, command.optional))
    may_be_whole = command.target == "row or instance"

    async def perform(incoming: CheckedRequest) -> Response:
        given = incoming.arguments(*required, *optional)
        if "documents" in given:
            given["documents"] = papers(incoming.body)
        if may_be_whole:
            given.setdefault("step", None)
        if incoming.expected is not None:
            given["expected"] = incoming.expected
        try:
            run = await getattr(incoming.engine, method)(
                incoming.instance, by=incoming.by, key=incoming.key, **given
            )
        except Conflict as conflict:
            if incoming.expected is None:
                raise
            raise Changed(**conflict.values) from None
        return shown(run)

    fields = {n: _SCHEMAS[n] for n in required} | {n: perhaps(_SCHEMAS[n]) for n in optional}
    identity = "".join(part.capitalize() for part in name.split("-"))
    return Operation(
        f"{identity[0].lower()}{identity[1:]}", "POST", f"/instances/{{instance}}/{name}", _sentence(summary.en), perform,
        ref("Instance"), (INSTANCE,), record(fields, optional=optional, closed=True), refusals=(403, 404, 409, 412),
        changes=True, has_tag=True, if_match=True,
    )  # fmt: skip


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


OPERATIONS: Final = tuple(_operation(one, one.summary) for one in COMMANDS.values() if one.summary is not None)
