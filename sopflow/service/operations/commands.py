"""The commands on an instance: each a POST to its name, refused with what is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sopflow.app.requests import command_body, unknown_fields
from sopflow.app.shapes import ref
from sopflow.errors import Conflict, FieldsRefused
from sopflow.flow.commands import COMMANDS, CommandType

from ..operation import Operation
from ..problems import Changed
from .instances import INSTANCE, shown

if TYPE_CHECKING:
    from starlette.responses import Response

    from sopflow.language import Words

    from ..checked_request import CheckedRequest


def _operation(command: CommandType, summary: Words) -> Operation:
    name, method = command.kind.replace("_", "-"), command.call

    async def perform(incoming: CheckedRequest) -> Response:
        given = incoming.arguments(command)
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
        except FieldsRefused as refused:
            if "erased" not in command.fields:
                raise
            raise unknown_fields(refused, given["fields"]) from None
        return shown(run)

    identity = "".join(part.capitalize() for part in name.split("-"))
    return Operation(
        f"{identity[0].lower()}{identity[1:]}", "POST", f"/instances/{{instance}}/{name}", _sentence(summary.en), perform,
        ref("Instance"), (INSTANCE,), command_body(command), refusals=(403, 404, 409, 412),
        changes=True, has_tag=True, if_match=True,
    )  # fmt: skip


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


OPERATIONS: Final = tuple(_operation(one, one.summary) for one in COMMANDS.values() if one.summary is not None)
