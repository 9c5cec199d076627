"""Where an SOP is signed: the position, room for the signature, and the name, rank and NIP."""

from __future__ import annotations

from typing import Final

from sopflow.definition.model import Approval, Definition, Unknown
from sopflow.language import Language

from . import words
from .frame import TYPE
from .page import MARGIN, Page, Text
from .text import LINE, wrapped

_LEADING: Final = TYPE * LINE
_WIDTH: Final = 80.0
_ABOVE: Final = 5.0
"""Between the table and the signature."""
_ROOM: Final = 5 * _LEADING
"""For the signature."""
_BELOW: Final = 1.0
HOLDER: Final = "definitif"
"""The capacity of who holds the position, which is not printed before it."""
_NIP: Final = "NIP. "


def signer_of(approval: Approval, language: Language) -> list[str]:
    """The position of the signer, and the lines below the signature."""

    def text(value: str | Unknown | None) -> str:
        return words.UNKNOWN.within(language) if isinstance(value, Unknown) else value or ""

    capacity = text(approval.capacity)
    acting = f"{capacity} " if capacity and capacity.casefold() != HOLDER else ""
    signed = [text(approval.name), text(approval.rank), number_of(approval, language)]
    return [acting + text(approval.title), *filter(None, signed)]


def number_of(approval: Approval, language: Language) -> str:
    """The staff number of the signer, named as one."""
    nip = words.UNKNOWN.within(language) if isinstance(approval.nip, Unknown) else approval.nip or ""
    return nip if not nip or nip.upper().startswith(_NIP[:3]) else _NIP + nip


def sign(page: Page, sop: Definition, language: Language, foot: float) -> None:
    """Put the signature below the table of the last page, where there is room for it above the foot; the identity page
    has a place for it too."""
    approval = sop.identity.approved_by
    if not isinstance(approval, Approval):
        return
    title, *signed = signer_of(approval, language)
    name, below = (signed[0] if approval.name is not None else ""), signed[approval.name is not None :]
    x = page.width - MARGIN / page.scale - _WIDTH / 2
    y = page.rows[-1].y + page.rows[-1].height + _ABOVE
    said = wrapped(title, _WIDTH, TYPE)
    found = [Text(x, y, said, TYPE, align="center")]
    y += len(said) * _LEADING + _ROOM
    for text, bold in ((name, True), *((line, False) for line in below)):
        if text:
            lines = wrapped(text, _WIDTH, TYPE, bold=bold)
            found.append(Text(x, y, lines, TYPE, bold, "center"))
            y += len(lines) * _LEADING
    if y + _BELOW <= foot:
        page.texts += found
