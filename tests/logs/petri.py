"""An SOP as a Petri net, worked out from its rows alone: for a peer that knows nets and no SOPs."""

from __future__ import annotations

from sopflow.definition.model import End


def net_of(definition):
    """Places and transitions (label, before, after); ways that nobody sees have no label. For SOPs with one end, whose joins
    wait for all of their rows."""
    places = {"begin", "end"}
    transitions = []
    rows = {str(step.id): step for step in definition.steps}
    first = next(iter(rows))

    def place(row, target):
        if isinstance(target, End):
            return "end"
        name = str(target)
        return f"{row}>{name}" if rows[name].join else name

    order = list(rows)
    for at, (name, step) in enumerate(rows.items()):
        places.add(name)
        if step.join:
            before = [f"{one}>{name}" for one in map(str, step.join)]
            places.update(before)
            transitions.append((None, before, [name]))
        following = order[at + 1] if at + 1 < len(order) else None
        if step.branches:
            ways = [tuple(branch.targets) for branch in step.branches]
        elif step.next:
            ways = [tuple(step.next)]
        else:
            ways = [(following,) if following is not None else (End("end"),)]
        for targets in ways:
            after = [place(name, one) for one in targets]
            places.update(after)
            transitions.append((step.activity, [name], after))
        if step.optional:
            transitions.append((None, [name], transitions[-1][2]))
    transitions.append((None, ["begin"], [first]))
    return {"places": sorted(places), "transitions": transitions, "begin": "begin", "end": "end"}
