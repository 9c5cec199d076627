"""The fields of a case, apart from files and engines: their types, limits, values, amounts, and forms of them."""

from .field import BORDERED, CHOOSING, WRITTEN, Field, FieldType, Limit, Value, exact, plain
from .problem import Problem, ProblemKind
from .withheld import Withheld

__all__ = [
    "BORDERED",
    "CHOOSING",
    "WRITTEN",
    "Field",
    "FieldType",
    "Limit",
    "Problem",
    "ProblemKind",
    "Value",
    "Withheld",
    "exact",
    "plain",
]
