"""Arrows that somebody changed."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

from sopflow.definition.plain import retaken, targets_of
from sopflow.language import Words

from .cells import Left
from .said import Ways
from .tree import Tree, led

RENAMED: Final = Words(
    "jawaban ini berganti nama; skenario dan aturan lain mungkin masih memakai nama lamanya",
    "this answer has another name; scenarios and other rules may still use the old one",
)
NO_DECISION: Final = Words(
    "langkah ini bukan keputusan lagi; periksa pertanyaannya",
    "this row is no longer a decision; check its question",
)
SEVERAL: Final = Words("beberapa jawaban berubah sekaligus", "several answers changed at once")


def redrawn(name: str, wanted: Ways, tree: Tree) -> Words | None:
    """Let a row lead where its arrows lead now; what is to be looked at."""
    row = tree.rows[name]
    branches = row.get("branches")
    has_answers = len(wanted) > 1 or wanted[0][0] != ""
    if not isinstance(branches, dict):
        if has_answers:
            known = [row.pop("next", None)]
            row["branches"] = {label: led(known, targets) for label, targets in wanted}
        else:
            _next(tree, name, wanted[0][1])
        return None
    if not has_answers:
        del row["branches"]
        row["next"] = [*branches.values()]
        _next(tree, name, wanted[0][1])
        return NO_DECISION
    return _answers(row, branches, dict(wanted))


def _next(tree: Tree, name: str, targets: tuple[str, ...]) -> None:
    row = tree.rows[name]
    there = led(row.get("next"), targets)
    if targets == (tree.following(name),) and not isinstance(there, dict):
        row.pop("next", None)
    else:
        row["next"] = there


def _answers(row: dict[str, Any], branches: dict[str, Any], wanted: dict[str, tuple[str, ...]]) -> Words | None:
    gone = [label for label in branches if label not in wanted]
    new = [label for label in wanted if label not in branches]
    names = {label: label for label in branches if label in wanted}
    doubt = None
    if gone and new:
        if len(gone) > 1 or len(new) > 1 or targets_of(branches[gone[0]]) != wanted[new[0]]:
            raise Left(SEVERAL)
        names[gone[0]] = new[0]
        doubt = RENAMED
        retaken(row, {gone[0]: new[0]})
    elif any(isinstance(branches[label], dict) for label in gone):
        raise Left(SEVERAL)
    kept = {names[label]: led(value, wanted[names[label]]) for label, value in branches.items() if label in names}
    row["branches"] = kept | {label: led(None, targets) for label, targets in wanted.items() if label not in kept}
    return doubt


def rejoined(tree: Tree, added: frozenset[str]) -> None:
    """Where a new row stands between a row and the join that waits for it, the join waits for the new one. Where ways meet in
    a new row already, that row waits for them."""
    for row in list(tree.steps):
        join = row.get("join")
        if not isinstance(join, list):
            continue
        chains = [_onward(tree, one, row["id"], added) if one in tree.rows else [one] for one in join]
        _met(tree, chains)
        row["join"] = list(dict.fromkeys(chain[-1] for chain in chains))
        if len(row["join"]) < min(len(join), 2):
            del row["join"]


def _met(tree: Tree, chains: list[list[str]]) -> None:
    """Let the new rows in which some of these ways meet wait for the rows before."""
    came: dict[str, list[str]] = {}
    for chain in chains:
        for before, at in pairwise(chain):
            came.setdefault(at, []).append(before)
    for at, rows in came.items():
        waited = list(dict.fromkeys(rows))
        if len(waited) > 1 and "join" not in tree.rows[at]:
            tree.rows[at]["join"] = waited


def _onward(tree: Tree, name: str, join: str, added: frozenset[str]) -> list[str]:
    """A row and the new rows behind it, to the one that leads to a join; the row alone where they do not."""
    chain = [name]
    while True:
        onward = {target for _, targets in tree.leads(chain[-1]) for target in targets}
        if join in onward:
            return chain
        places = onward & added - {*chain}
        if len(places) != 1:
            return [name]
        chain.append(places.pop())
