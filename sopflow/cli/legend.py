"""What rows are that are told by their ids: each id with its number and what is done in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from sopflow.definition.titles import row_titles
from sopflow.language import Language, Words

if TYPE_CHECKING:
    from sopflow.definition.model import Definition

_HEAD: Final = Words("langkah yang disebut:", "the steps that are named:")
_WORD: Final = re.compile(r"\w+")


def legend(sops: Iterable[Definition], told: Iterable[str], language: Language) -> Iterator[str]:
    """The lines below a text that names rows of some SOPs by their ids; none where it names no row."""
    words = {word for line in told for word in _WORD.findall(line)}
    lines = [
        f"  {step}: {title}"
        for sop in sops
        for step, title in row_titles(sop).items()
        if step in words and title != step
    ]
    if lines:
        yield f"\n{_HEAD.within(language)}"
        yield from lines
