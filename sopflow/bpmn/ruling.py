"""Rules over the data of a case, beside answers that somebody changed in a diagram: as many stay as mean anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sopflow.definition.patching import flow

from . import without
from .answers import RULES, Answer, Lost

if TYPE_CHECKING:
    from .drafting import Plain


def table_home(row: Plain, origins: Mapping[str, Answer], steps: Mapping[str, Plain]) -> str | None:
    """Another row whose table of rules is this row's now, since all of its answers went there."""
    homes = {one.row for one in origins.values()}
    if "decides" in row or len(homes) != 1 or row["id"] in homes:
        return None
    home = homes.pop()
    return home if "decides" in steps[home] else None


def ruled(row: Plain, origins: Mapping[str, Answer]) -> Iterator[Lost]:
    """Let the rules of a row fit its answers; what they said that cannot stay."""
    branches = row.get("branches")
    if not isinstance(branches, dict):
        if "decides" in row:
            yield _lost(row, "decides", row.pop("decides"))
        return
    yield from _pruned(row, origins)
    by_rules = {str(rule.get("take")) for rule in row["decides"]["rules"]} if "decides" in row else set()
    by_data = {name for name, one in branches.items() if name in by_rules or _says(one)}
    left = [name for name in branches if name not in by_data]
    if not by_data or not left:
        return
    if len(by_data) < 2 or all(_says(branches[name], "otherwise") for name in by_data):
        yield from _undecided(row)
        return
    for name in left:  # an answer that no rule takes can never be given: it waits for one beside the row
        yield Lost(row["id"], f"{name}: {_written(branches.pop(name))}", row["id"], without.NO_RULE)


def _says(value: object, *keys: str) -> bool:
    return isinstance(value, dict) and any(key in value for key in keys or RULES)


def _pruned(row: Plain, origins: Mapping[str, Answer]) -> Iterator[Lost]:
    table = row.get("decides")
    if table is None:
        return
    now = {one.name: name for name, one in origins.items()}
    rules = []
    for rule in table["rules"]:
        take = now.get(str(rule.get("take")))
        if take is None:
            yield _lost(row, "decides", rule)
        else:
            rules.append({**rule, "take": take})
    if rules:
        row["decides"] = {**table, "rules": rules}
    else:
        del row["decides"]


def _undecided(row: Plain) -> Iterator[Lost]:
    """Without the rules of a row: its people decide."""
    if "decides" in row:
        yield _lost(row, "decides", row.pop("decides"))
    for name, value in row["branches"].items():
        own = {key: value[key] for key in RULES if key in value} if isinstance(value, dict) else {}
        if own:
            yield _lost(row, "branches", {name: own})
            rest = {key: one for key, one in value.items() if key not in RULES}
            row["branches"][name] = rest["to"] if [*rest] == ["to"] else rest


def _lost(row: Plain, cell: str, said: object) -> Lost:
    return Lost(row["id"], f"{cell}: {_written(said)}", row["id"], without.NO_LONGER_RULED)


def _written(said: object) -> str:
    return flow(said)  # type: ignore[arg-type]
