"""What people read in place of the id of a row, and the row that they mean by it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from sopflow.frozen import Frozen

if TYPE_CHECKING:
    from .model import Definition

_SHOWN: Final = 60


def row_names(sop: Definition) -> Frozen[str, tuple[str, str]]:
    """By id: the number of a row, or a dash, and what is done in it; with the id where two rows would read the same."""
    names = {str(step.id): row_name(step.number, step.activity) for step in sop.steps}
    times = Counter(names.values())
    return Frozen(
        {step: (at, name if times[at, name] == 1 else f"{name} ({step})") for step, (at, name) in names.items()}
    )


def row_name(number: str | None, activity: str) -> tuple[str, str]:
    """A number, or a dash, and what is done, as every table has them."""
    return (number or "-").strip(), brief(activity).removesuffix(".")


def row_titles(sop: Definition) -> Frozen[str, str]:
    """By id: the number of a row and what is done in it, as one text."""
    names = row_names(sop).items()
    return Frozen({step: name if at == "-" else f"{at.rstrip('.')}. {name}" for step, (at, name) in names})


def row_meant(sop: Definition, text: str) -> str:
    """The id of the row that somebody means by its id, its number, its activity or both; any other text as it is."""
    titles = row_titles(sop)
    if text in titles:
        return text
    wanted = _folded(text)
    found = [
        str(step.id)
        for step in sop.steps
        if wanted in {_folded(said) for said in (step.number, step.activity, titles[str(step.id)]) if said}
    ]
    return found[0] if len(found) == 1 else text


def apart(titles: dict[str, str]) -> dict[str, str]:
    """Titles of which no two are alike: each that would be is followed by its id."""
    times = Counter(titles.values())
    return {name: title if times[title] == 1 else f"{title} ({name})" for name, title in titles.items()}


def brief(text: str, longest: int = _SHOWN) -> str:
    """A text on one line, cut after a word where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[:longest].rsplit(" ", 1)[0] + " …"


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
