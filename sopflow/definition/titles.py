"""What people read in place of the id of a row, and the row that they mean by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from sopflow.errors import AmbiguousStep
from sopflow.frozen import Frozen

from .format.values import is_id

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
    """The id of the row that somebody means: the row with this id, else the one with this number, else the one with this
    activity, or with its number before it; any other text as it is. `AmbiguousStep` where it is said of several rows."""
    meant = rows_meant(sop, text)
    if len(meant) > 1:
        raise ambiguous(text, {step: row_titles(sop)[step] for step in meant})
    return meant[0] if meant else text.strip()


def rows_meant(sop: Definition, text: str) -> tuple[str, ...]:
    """The ids of the rows that a text may mean, none where it means none; an id hides numbers, a number activities."""
    titles = row_titles(sop)
    if text.strip() in titles:
        return (text.strip(),)
    wanted = folded(text)
    numbered = [str(step.id) for step in sop.steps if step.number and folded(step.number) == wanted]
    return tuple(numbered) or tuple(
        str(step.id) for step in sop.steps if wanted in (folded(step.activity), folded(titles[str(step.id)]))
    )


def ambiguous(text: str, rows: Mapping[str, str]) -> AmbiguousStep:
    """The refusal of a text that may mean any of these rows, by their ids."""
    said = "; ".join(f'{step} ("{title}")' for step, title in rows.items())
    return AmbiguousStep(text=text.strip(), steps=tuple(rows), rows=said)


def apart(titles: dict[str, str]) -> dict[str, str]:
    """Titles of which no two are alike: each that would be is followed by its id."""
    times = Counter(titles.values())
    return {name: title if times[title] == 1 else f"{title} ({name})" for name, title in titles.items()}


def brief(text: str, longest: int = _SHOWN) -> str:
    """A text on one line, cut after a word where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[:longest].rsplit(" ", 1)[0] + " …"


def folded(text: str) -> str:
    """A text as titles and names in logs are compared."""
    return " ".join(text.casefold().split()).rstrip(".")


def spelled(name: str) -> str:
    """A name that is shaped like an id, as words: `izin-keramaian` is "izin keramaian"; any other text as it is."""
    return " ".join(name.replace("-", " ").replace("_", " ").split()) if is_id(name) else name
