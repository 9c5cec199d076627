"""Mutation: small changes to an SOP that its scenarios should notice.

One kind of change a file; a new one is a file here and a name in `_KINDS`.
"""

from typing import Final

from . import (
    actors,
    branches,
    commands,
    conditions,
    documents,
    durations,
    ends,
    fields,
    joins,
    lateness,
    offices,
    persons,
    rows,
    targets,
)
from .mutant import Mutant, Operator, mutants_by

_KINDS: Final = (
    targets, branches, conditions, actors, joins, durations, documents, ends, rows, commands, persons, fields,
    lateness, offices,
)  # fmt: skip
OPERATORS: Final[tuple[Operator, ...]] = tuple(kind.mutants for kind in _KINDS)

__all__ = ["OPERATORS", "Mutant", "Operator", "mutants_by"]
