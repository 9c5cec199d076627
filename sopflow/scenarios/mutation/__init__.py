"""Mutation: small changes to an SOP that its scenarios should notice.

One kind of change a file; a new one is a file here and a line in `OPERATORS`.
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

OPERATORS: Final[tuple[Operator, ...]] = (
    targets.mutants,
    branches.mutants,
    conditions.mutants,
    actors.mutants,
    joins.mutants,
    durations.mutants,
    documents.mutants,
    ends.mutants,
    rows.mutants,
    commands.mutants,
    persons.mutants,
    fields.mutants,
    lateness.mutants,
    offices.mutants,
)

__all__ = ["OPERATORS", "Mutant", "Operator", "mutants_by"]
