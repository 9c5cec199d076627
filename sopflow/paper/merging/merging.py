"""The definition with what somebody changed in its table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from sopflow.definition.loading import check_bytes
from sopflow.definition.model import Definition
from sopflow.definition.names import NO_GLOSSARY, Glossary
from sopflow.definition.patching import Unpatchable, patched
from sopflow.definition.reading import compose, decode
from sopflow.language import Words
from sopflow.review.checking import reviewed

from .consequences import doubted, found
from .difference import Difference
from .planning import Edit, Plan, noted
from .residue import unlike
from .said import Reading
from .tree import Tree

_MOST: Final = 6
"""Edits that are left out, one after the other, because the definition would not load with them."""
_WORK: Final = 2_000_000
"""Characters of definitions that are read to find those edits."""
_LOOKING: Final = 100_000
"""A tenth of what `sopflow check` may spend on each of the two definitions."""
OTHERWISE: Final = Words(
    "tabel ini terlalu jauh berubah setelah diekspor; draf dibuat dari tabelnya, bukan dari definisi yang disertakan",
    "this table was changed too much after it was exported; the draft comes from the table, not from the definition that it carries",
)
UNCHANGEABLE: Final = Words(
    "definisi yang disertakan tidak dapat diubah sel demi sel; draf dibuat dari tabelnya",
    "the definition that this file carries cannot be changed cell by cell; the draft comes from the table",
)
_BROKEN: Final = Words(
    "dengan perubahan ini definisinya tidak dapat dibaca ({codes})",
    "with this change the definition would not load ({codes})",
)


class Merged(NamedTuple):
    """The text of the definition now, and what was changed."""

    text: str
    differences: tuple[Difference, ...]

    def ended_like(self, text: str) -> Merged:
        """With the ends of lines that another text has."""
        return self._replace(text=self.text.replace("\n", "\r\n")) if "\r\n" in text else self


def merged(
    text: str,
    sop: Definition,
    now: Reading,
    table: Callable[[Definition, str], Reading | None],
    glossary: Glossary = NO_GLOSSARY,
) -> Merged | Words:
    """The text of a definition with the changes of its table; `table` gives what the table of a definition and its text
    says. Or why there is none: the table is not of this definition any more, or the text cannot be changed."""
    was = table(sop, text)
    source, unreadable = decode(text.encode())
    root = None if unreadable else compose(source)[0]
    if was is None or root is None or len(was.rows) != len(sop.steps):
        return UNCHANGEABLE
    plain = root.plain()
    plan = Plan(sop, plain, was, now)
    if not plan.is_of_this:
        return OTHERWISE
    edits = list(plan.made())
    rounds = _WORK // (len(source) * (len(edits).bit_length() + 2))

    def codes_of_first(count: int) -> tuple[str, ...]:
        return _written(source, edits[:count]).codes

    for _ in range(min(_MOST, max(rounds, 1))):
        made = _written(source, edits)
        if not made.codes:
            return _told(plan, source, edits, made.text, table, glossary).ended_like(text)
        at = bisect_left(range(1, len(edits)), True, key=lambda count: bool(codes_of_first(count)))
        if not edits[at].difference.applied:
            return UNCHANGEABLE
        why = _BROKEN.filled(codes=", ".join(codes_of_first(at + 1)))
        edits[at] = noted(edits[at].difference._replace(open=why))
    return UNCHANGEABLE


def _told(
    plan: Plan,
    source: str,
    edits: Sequence[Edit],
    text: str,
    table: Callable[[Definition, str], Reading | None],
    glossary: Glossary,
) -> Merged:
    """The text with notes on what follows from the edits."""
    told = [edit.difference for edit in edits]
    changed = check_bytes(text.encode(), "") if any(one.applied for one in told) else None
    if changed is not None and changed.definition is not None:
        told += unlike(plan, tuple(told), changed.definition, text, table)
    told += [*doubted(plan, told)]
    if changed is not None:
        before, after = (
            reviewed(one, glossary=glossary, work=_LOOKING) for one in (check_bytes(source.encode(), ""), changed)
        )
        told += found(before.findings, after.findings, plan.numbers, told[:])
    if not told:
        return Merged(text, ())
    notes = [noted(one) for one in told[len(edits) :] if one.open is not None]
    whole = _written(source, [*edits, *notes]).text if notes else ""
    return Merged(whole or text, tuple(_as_now(one, plan.numbers) for one in told))


def _as_now(difference: Difference, numbers: Mapping[str, str]) -> Difference:
    """A change with the number that its row has in the table now; of a row that is gone, the one that it had."""
    stays = difference.kind in ("row-removed", "identity")
    return difference if stays else difference._replace(row=numbers.get(difference.step, difference.row))


class _Written(NamedTuple):
    text: str
    codes: tuple[str, ...]
    """What is wrong with it."""


def _written(source: str, edits: Sequence[Edit]) -> _Written:
    root, _ = compose(source)
    assert root is not None
    tree = Tree(root.plain())
    try:
        for edit in edits:
            edit.apply(tree)
        text = patched(source, tree.whole)
    except (Unpatchable, LookupError, ValueError):
        return _Written("", ("YAML",))
    checked = check_bytes(text.encode(), "")
    if checked.definition is not None:
        return _Written(text, ())
    return _Written(text, tuple(dict.fromkeys(one.code for one in checked.findings if one.severity == "error")))
