"""A row that somebody changed in a diagram, as its definition says it: what the diagram does not show stays as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from sopflow.definition.plain import items_of, noted
from sopflow.render.words import REMARKS

from . import without
from .answers import Lost

if TYPE_CHECKING:
    from .drafting import Draft, Plain

_APART: Final = (
    "actor",
    "wait",
    "duration",
    "on_late",
    "next",
    "branches",
    "remarks",
    "source",
    "inputs",
    "outputs",
)
"""Keys of which a diagram shows less than they say."""
_REMARKS: Final = tuple(f"{REMARKS.within(language)}: " for language in ("id", "en"))


def changed_row(row: Plain, base: Draft, now: Draft) -> Iterator[Lost]:
    """Change a row of the definition, but for its answers and its documents."""
    id = row["id"]
    was, here = _row_of(base, id), _row_of(now, id)
    changed(row, was, here, _APART)
    if was.get("actor") != here.get("actor"):
        _actor(row, was.get("actor"), here.get("actor"))
    if was.get("wait") != here.get("wait"):
        _wait(row, was.get("wait"), here.get("wait"))
    if (was.get("duration"), was.get("on_late")) != (here.get("duration"), here.get("on_late")):
        _late(row, was, here, base.timers.get(id, []), now.timers.get(id, []))
    yield from _remarks(row, base.documented.get(id, []), now.documented.get(id, []))
    noted(row, [one for one in here.get("source", ()) if one not in was.get("source", ())])


def _row_of(draft: Draft, id: str) -> Plain:
    return next((row for row in draft.whole["steps"] if row["id"] == id), {})


def changed(found: Plain, was: Plain, now: Plain, apart: Sequence[str]) -> None:
    """Change the keys that differ between two diagrams."""
    for key in [*now, *(key for key in was if key not in now)]:
        if key in apart or was.get(key) == now.get(key):
            continue
        if key in now:
            found[key] = now[key]
        else:
            found.pop(key, None)


def _actor(row: Plain, was: Any, now: Any) -> None:
    """The lane is the first actor's; the others are not shown."""
    there = row.get("actor")
    if now is None:
        row.pop("actor", None)
    elif isinstance(there, list) and was in there:
        row["actor"] = list(dict.fromkeys(now if one == was else one for one in there))
        if "unknown" in row["actor"] or len(row["actor"]) == 1:
            row["actor"] = now
            row.pop("sign_off", None)
    else:
        row["actor"] = now


def _wait(row: Plain, was: Any, now: Any) -> None:
    there = row.get("wait")
    if not (isinstance(there, dict) and isinstance(was, dict) and isinstance(now, dict)):
        if now is None:
            row.pop("wait", None)
        else:
            row["wait"] = now
        return
    own = dict(there)
    changed(own, was, now, ())
    row["wait"] = own


def _late(row: Plain, was: Plain, now: Plain, before: list[str], after: list[str]) -> None:
    """What happens when a row is late: each timer by its id. How long it may take stays when the timers are gone."""
    due = now.get("duration")
    if due is not None and due != was.get("duration"):
        there = row.get("duration")
        row["duration"] = {**there, "at_most": due} if isinstance(there, dict) and "text" in there else due
    acts = items_of(row.get("on_late"))
    known = dict(zip(before, zip(acts, was.get("on_late", ()), strict=False), strict=False))
    found = []
    for id, act in zip(after, now.get("on_late", ()), strict=True):
        if id not in known:
            found.append(act)
            continue
        old, shown = known[id]
        kept = dict(old)
        if act.get("after") != shown.get("after"):
            changed(kept, shown, act, ("take", "remind"))
        if ("take" in act) != ("take" in shown):
            kept = act
        elif "take" in act and act["take"] != shown["take"]:
            kept["take"] = act["take"]
        found.append(kept)
    if not found:
        row.pop("on_late", None)
    elif found != acts:
        row["on_late"] = found if len(found) > 1 else found[0]


def _remarks(row: Plain, was: list[str], now: list[str]) -> Iterator[Lost]:
    """The documentation of an element repeats what the table says; of that only the remarks are text that may change."""
    if was == now:
        return
    for line in now:
        head = next((head for head in _REMARKS if line.startswith(head)), None)
        if head is not None:
            row["remarks"] = line.removeprefix(head)
        elif line not in was:
            yield Lost(row["id"], line, row["id"], without.DOCUMENTATION)
    if any(line.startswith(_REMARKS) for line in was) and not any(line.startswith(_REMARKS) for line in now):
        row.pop("remarks", None)
    for line in was:
        if line not in now and not line.startswith(_REMARKS):
            yield Lost(row["id"], line, row["id"], without.DOCUMENTATION)
