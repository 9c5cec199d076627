"""A mapping that nobody changes: what records hold, so that a snapshot handed out stays what it was."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final, NoReturn, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Frozen(dict[Key, Value]):
    """A `dict` that refuses every change.

    It equals, prints, pickles and encodes to JSON as a `dict` does, and is read as fast. It may be hashed where its
    values may. `dict(frozen)` and `frozen | other` are ordinary dictionaries.
    """

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("this mapping cannot be changed; dict(...) makes a copy that can")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (dict(self),))

    def __copy__(self) -> Frozen[Key, Value]:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Frozen[Key, Value]:
        return type(self)({key: deepcopy(value, memo) for key, value in self.items()})

    def copy(self) -> dict[Key, Value]:
        """An ordinary dictionary with the same content."""
        return dict(self)


class FrozenList(list[Value]):
    """A `list` that refuses every change: JSON for programs that take only lists for arrays."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("this list cannot be changed; list(...) makes a copy that can")

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = clear = extend = insert = pop = remove = reverse = sort = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), (list(self),))

    def __copy__(self) -> FrozenList[Value]:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> FrozenList[Value]:
        return type(self)(deepcopy(one, memo) for one in self)

    def copy(self) -> list[Value]:
        """An ordinary list with the same content."""
        return list(self)


class _Empty(Frozen[Any, Any]):
    """One that nobody fills, not even by calling `__init__` again: a dict's would."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__()

    def __reduce__(self) -> tuple[Any, ...]:
        return (Frozen, ({},))

    def __deepcopy__(self, memo: dict[int, Any]) -> _Empty:
        return self


NOTHING: Final[Frozen[Any, Any]] = _Empty()
"""The empty mapping: a default that records may share."""


def freeze(record: object, *names: str) -> None:
    """In a frozen dataclass's `__post_init__`: have these fields hold mappings of the record's own."""
    for name in names:
        value = getattr(record, name)
        if isinstance(value, Mapping) and not isinstance(value, Frozen):
            object.__setattr__(record, name, Frozen(value))
