"""Changes of the SOP that no scenario can notice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from sopflow.definition.format.key import key, part
from sopflow.definition.format.reader import read
from sopflow.definition.format.shapes import TEXT, array, expected, text
from sopflow.definition.nodes import List, Map, Node
from sopflow.definition.refs import Ref
from sopflow.definition.written import text_of

from ..values import ref_of


@dataclass(frozen=True, slots=True)
class AcceptedChange:
    """A change of the SOP that no scenario can notice, and why."""

    change: Ref = field(metadata=key(
        text("nama perubahan, misalnya duration:verifikasi", "the name of a change, such as duration:verifikasi", ref_of),
        "0.1", "Nama perubahan / Name of the change", "Nama perubahan, seperti dalam laporan.",
        "The name of the change, as reported.", "duration:verifikasi", required=True))  # fmt: skip
    reason: str = field(metadata=key(
        TEXT._replace(read=text_of), "0.1", "Alasan / Reason", "Mengapa tidak ada skenario yang dapat membedakannya.",
        "Why no scenario can tell the difference.", "Dua cara mengatakan hal yang sama.", required=True))  # fmt: skip


def accepted(node: Node | None) -> tuple[AcceptedChange, ...]:
    items = node.items if isinstance(node, List) else []
    return tuple(
        read(AcceptedChange, item, reason=text_of(item.get("reason")) or "")
        for item in items
        if isinstance(item, Map) and ref_of(item.get("change")) is not None
    )


ACCEPT: Final = array(
    part("accepted_change", AcceptedChange, title="Perubahan / Change",
         **expected("{change: ..., reason: ...}", "{change: ..., reason: ...}")),
    "daftar {change: ..., reason: ...}", "a list of {change: ..., reason: ...}", accepted,
)  # fmt: skip
