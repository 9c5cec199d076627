"""What a row says of its ways that its arrows cannot: when data takes a branch, and for what a call is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sopflow.conditions.saying import saying
from sopflow.fields import Field
from sopflow.language import Words, joined

from .model import Branch, Definition, Step
from .titles import spelled

OTHERWISE: Final = Words("selain itu", "otherwise")
_IF: Final = Words("bila {what}", "if {what}")
_IF_ALL: Final = Words("bila semua: {ends}", "if all: {ends}")
_IF_ANY: Final = Words("bila ada: {ends}", "if any: {ends}")
_EACH: Final = Words("untuk setiap {list}", "for each of {list}")
_NEEDED: Final = Words("bila {what}; selain itu dilewati", "if {what}; otherwise skipped")
_FIRST: Final = Words("yang pertama terpenuhi", "the first that holds")
_RULE: Final = Words("{at}) {label}: {said}", "{at}) {label}: {said}")
_APART: Final = Words("; atau ", "; or ")


def branch_said(step: Step, branch: Branch, fields: Mapping[str, Field]) -> Words | None:
    """When a branch is taken of which nobody chooses; `None` of one that somebody answers."""
    if branch.otherwise:
        return OTHERWISE
    for words, ends in ((_IF_ALL, branch.all_end), (_IF_ANY, branch.any_ends)):
        if ends:
            return words.filled(ends=", ".join(spelled(str(end)) for end in ends))
    rules = step.decides.rules if step.decides is not None else ()
    said = [rule.when.said for rule in rules if rule.take == branch.name]
    said += [branch.when.said] if branch.when is not None else []
    return _IF.filled(what=joined((saying(one, fields) for one in said), _APART)) if said else None


def ordered_said(step: Step, fields: Mapping[str, Field], labels: Mapping[str, str]) -> tuple[Words, ...] | None:
    """What decides a row whose rules are asked one after the other, in their order; `None` where the order says nothing."""
    table = step.decides
    if table is None or table.hit != "first" or len({rule.take for rule in table.rules}) < 2:
        return None
    told = [(labels[rule.take], _IF.filled(what=saying(rule.when.said, fields))) for rule in table.rules]
    told += [(labels[branch.name], OTHERWISE) for branch in step.branches if branch.otherwise]
    listed = (_RULE.filled(at=at, label=label, said=said) for at, (label, said) in enumerate(told, start=1))
    return _FIRST, *listed


def needed_said(step: Step, fields: Mapping[str, Field]) -> Words | None:
    """When an optional row is needed, where data says it."""
    return _NEEDED.filled(what=saying(step.when.said, fields)) if step.when is not None else None


def each_said(step: Step, sop: Definition) -> Words | None:
    """For what a row calls an SOP, where it does so several times."""
    return _EACH.filled(list=sop.fields[step.for_each].title) if step.for_each is not None else None
