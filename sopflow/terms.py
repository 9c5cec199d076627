"""The words of programs that people meet, and how a text for people says them. JSON and YAML keep the words themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from .command_words import COMMANDED
from .language import Language, Words

STATUSES: Final = {
    "running": Words("berjalan", "running"),
    "suspended": Words("ditunda", "suspended"),
    "completed": Words("selesai", "completed"),
    "cancelled": Words("dibatalkan", "cancelled"),
}
COMMANDS: Final = {"start": Words("memulai", "start"), **COMMANDED, "see": Words("melihat", "see")}
CAPACITIES: Final = {
    "substitute": Words("pengganti", "substitute"), "bound": Words("orangnya", "in person"),
    "recorded": Words("dicatatkan", "recorded"),
}  # fmt: skip
OUTCOMES: Final = {"done": Words("selesai", "done"), "late": Words("lewat waktu", "late")}
ENDS: Final = {"end": Words("selesai", "end")}


def outcome_meant(text: str, outcomes: Sequence[str]) -> str:
    """The answer that a person means: as it is written whatever its case, or as tables say it (`selesai`)."""
    folded = text.strip().casefold()
    alike = [one for one in outcomes if folded in (one.casefold(), *_as_told(one))]
    return alike[0] if len(alike) == 1 and text not in outcomes else text


def _as_told(outcome: str) -> tuple[str, ...]:
    return (OUTCOMES[outcome].id, OUTCOMES[outcome].en) if outcome in OUTCOMES else ()


def said(word: str, terms: Mapping[str, Words], language: Language) -> str:
    """A word of a program as people read it; any other word as it is."""
    return terms[word].within(language) if word in terms else word
