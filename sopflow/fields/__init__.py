"""The fields of a case, apart from files and engines: their types, limits, values, amounts, and forms of them."""

from .field import BORDERED, CHOOSING, SEARCHED, WRITTEN, Field, FieldType, Limit, Value, exact, plain
from .problem import Problem, ProblemKind
from .withheld import Withheld

__all__ = [
    "BORDERED",
    "CHOOSING",
    "SEARCHED",
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
