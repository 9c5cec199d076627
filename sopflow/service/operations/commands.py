"""The commands on an instance: each a POST to its name, refused with what is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sopflow.errors import Conflict

from ..operation import ANYTHING, INSTANT, NAME, Operation, perhaps, record, ref
from ..problems import Changed
from .instances import DOCUMENTS, INSTANCE, papers, shown

if TYPE_CHECKING:
    from starlette.responses import Response

    from ..asked import Asked

Json = dict[str, Any]
_NOTE: Final[Json] = {"type": "string", "maxLength": 10_000}
_FIELDS: Final[Json] = {
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
_COMMANDS: Final = (
    ("complete", "Do a row; on one that several sign, sign it.", ("step",), ("outcome", "visit", "note", "documents", "choose", "to", "data", "acted_at")),
    ("sign-off", "Sign a row that several sign; the last signature completes it.", ("step",), ("outcome", "visit", "note", "documents", "acted_at")),
    ("withdraw", "Withdraw one's own signature from a row that is still open.", ("step",), ("visit", "note")),
    ("skip", "Leave out an optional row.", ("step", "reason"), ("outcome", "visit", "choose", "to", "acted_at")),
    ("receive", "Take documents in; rows that wait for one of them end.", ("documents",), ("note", "acted_at")),
    ("extend", "Extend the due time of a row, or of the whole instance.", ("reason",), ("step", "length", "visit", "acted_at")),
    ("claim", "Claim a row.", ("step",), ("visit", "note")),
    ("release", "Release a claimed row.", ("step",), ("visit", "note")),
    ("reassign", "Give a row to another person who may do it.", ("step", "to"), ("visit", "note")),
    ("delegate", "Have somebody do a row in one's own name.", ("step", "to", "reason"), ("visit",)),
    ("undo", "Withdraw the last completion, while nothing has been built on it.", ("reason",), ()),
    ("annotate", "Leave a note in the history.", ("note",), ("step", "data")),
    ("suspend", "Stop the clock.", (), ("note",)),
    ("resume", "Go on; what is due moves by the time that the clock stood still.", (), ("note",)),
    ("cancel", "End an instance for good, and the SOPs that it called.", (), ("note",)),
)  # fmt: skip
_METHODS: Final = {"sign-off": "sign_off", "undo": "undo_last"}


def _operation(name: str, summary: str, required: tuple[str, ...], optional: tuple[str, ...]) -> Operation:
    method = _METHODS.get(name, name)

    async def perform(asked: Asked) -> Response:
        given = asked.arguments(*required, *optional)
        if "documents" in given:
            given["documents"] = papers(asked.body)
        if name == "extend":
            given.setdefault("step", None)
        if asked.expected is not None:
            given["expected"] = asked.expected
        try:
            run = await getattr(asked.engine, method)(asked.instance, by=asked.by, key=asked.key, **given)
        except Conflict as conflict:
            if asked.expected is None:
                raise
            raise Changed(**conflict.values) from None
        return shown(run)

    fields = {n: _FIELDS[n] for n in required} | {n: perhaps(_FIELDS[n]) for n in optional}
    identity = "".join(part.capitalize() for part in name.split("-"))
    return Operation(
        f"{identity[0].lower()}{identity[1:]}", "POST", f"/instances/{{instance}}/{name}", summary, perform,
        ref("Instance"), (INSTANCE,), record(fields, optional=optional, closed=True), refusals=(403, 404, 409, 412),
        changes=True, has_tag=True, if_match=True,
    )  # fmt: skip


OPERATIONS: Final = tuple(_operation(*command) for command in _COMMANDS)
