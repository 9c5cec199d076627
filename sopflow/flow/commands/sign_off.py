"""One of several signs a row; the last signature completes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sopflow.language import Words

from ..rights import work
from . import complete
from .kind import CommandType, EventKind, event, in_row

if TYPE_CHECKING:
    from ..event import Event
    from ..instance import Instance


def _changes(instance: Instance, event: Event) -> dict[str, object]:
    own = (event.effects.signature,) if event.effects.signature is not None else ()
    return in_row(instance, event, lambda row: row._replace(signed=(*row.signed, *own)))


SIGNED_OFF = event("signed_off", EventKind("sign_off", Words("ditandatangani", "signed"), changes=_changes))
COMMAND = CommandType(
    "sign_off",
    complete.decide,
    work,
    target="row",
    summary=Words(
        "tandatangani satu langkah; tanda tangan terakhir menyelesaikannya",
        "sign a row that several sign; the last signature completes it",
    ),
    required=("step",),
    optional=("outcome", "visit", "note", "documents", "acted_at"),
    place=20,
    title=Words("Tanda tangani", "Sign off"),
    who=Words("mereka yang boleh mengerjakan langkah itu", "those who may do the row"),
)
