"""The words of programs that people meet, and how a text for people says them. JSON and YAML keep the words themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sopflow.language import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sopflow.flow.lifecycle import Status
    from sopflow.language import Language

STATUSES: Final[Mapping[Status, Words]] = {
    "running": Words("berjalan", "running"),
    "suspended": Words("ditunda", "suspended"),
    "completed": Words("selesai", "completed"),
    "cancelled": Words("dibatalkan", "cancelled"),
}
COMMANDS: Final = {
    "receive": Words("menerima dokumen", "receive documents"),
    "annotate": Words("menulis catatan", "annotate"),
    "suspend": Words("menunda", "suspend"),
    "resume": Words("melanjutkan", "resume"),
    "cancel": Words("membatalkan", "cancel"),
    "undo": Words("menarik kembali", "undo"),
}
CAPACITIES: Final = {"substitute": Words("pengganti", "substitute")}
OUTCOMES: Final = {"done": Words("selesai", "done"), "late": Words("lewat waktu", "late")}
ENDS: Final = {"end": Words("selesai", "end")}


def said(word: str, terms: Mapping[Any, Words], language: Language) -> str:
    """A word of a program as people read it; any other word as it is."""
    return terms[word].within(language) if word in terms else word
