"""What people read in place of an id: a row's number or its activity, the title of an SOP, a name without its signs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sopflow.definition.build import is_id
from sopflow.definition.model import Definition, End
from sopflow.definition.refs import known_in
from sopflow.definition.titles import brief, spelled
from sopflow.errors import UnknownDefinition
from sopflow.language import Language

from . import words

_SHOWN: Final = 40


def row_names(sop: Definition) -> dict[str, str]:
    """By id: the number of a row, and where none is printed, its activity in quotes."""
    return {str(step.id): step.number or quoted(step.activity) for step in sop.steps}


def quoted(text: str) -> str:
    """A text as a name within another, cut where it is long."""
    return f'"{brief(text, _SHOWN)}"'


def titles_of(sop: Definition, found: Callable[[str], Definition | None]) -> dict[str, str]:
    """The titles of the SOPs that an SOP calls and hands over to, as far as they are found; `found` may raise
    `UnknownDefinition`."""
    titles = {}
    for name in sops_named(sop):
        try:
            other = found(name)
        except UnknownDefinition:
            continue
        if other is not None:
            titles[name] = other.title
    return titles


def sops_named(sop: Definition) -> set[str]:
    """The ids of the SOPs that an SOP calls, and of what may be SOPs to which it hands over."""
    targets = [target for step in sop.steps for _, many in step.ways for target in known_in(many)]
    handed = {t.hand_over for t in targets if isinstance(t, End) and t.hand_over and is_id(t.hand_over)}
    return handed | {str(step.call) for step in sop.steps if step.call is not None}


def title_of(sop_id: str, titles: Mapping[str, str]) -> str:
    """The title of another SOP; its id in words where the title is not known."""
    return titles.get(sop_id) or spelled(sop_id)


def sop_said(sop_id: str, titles: Mapping[str, str], language: Language) -> str:
    """The same as the name of an SOP: `SOP Tinjau Lahan`."""
    title = title_of(sop_id, titles)
    return title if title.casefold().startswith("sop ") else words.CALL.within(language, sop=title)
