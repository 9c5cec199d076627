"""What the values of a definition have besides text: that the paper does not say, and where something stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from enum import Enum
from typing import Final, TypeVar

from sopflow.diagnostics import NOWHERE, Span


class Unknown(Enum):
    """A value that the paper does not say, which is not the same as an empty one."""

    UNKNOWN = "unknown"

    def __str__(self) -> str:
        return "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
T = TypeVar("T")


def known_in(some: Iterable[T | Unknown] | Unknown | None) -> tuple[T, ...]:
    """Those of some that the paper says; none where it does not say which there are."""
    if some is None or isinstance(some, Unknown):
        return ()
    return tuple(one for one in some if not isinstance(one, Unknown))


class Ref(str):
    """A name with its place in the file."""

    __slots__ = ("span",)
    span: Span

    def __new__(cls, text: str, span: Span = NOWHERE) -> Ref:
        ref = super().__new__(cls, text)
        ref.span = span
        return ref


def place_of(name: str) -> Span:
    """Where a name stands, if it knows."""
    return name.span if isinstance(name, Ref) else NOWHERE


def its_place() -> Span:
    """The field of a part that says where it stands."""
    return field(default=NOWHERE, compare=False, repr=False, kw_only=True)
