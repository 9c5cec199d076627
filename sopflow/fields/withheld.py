"""A personal value as everything keeps it but the place for personal values: withheld, and committed to.

What stands for a value is its HMAC-SHA256 with a salt that nothing else holds. Whoever has value and salt shows that they
are what was given; whoever has neither learns nothing, however few values there are to guess.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from os import urandom
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sopflow.frozen import Frozen

if TYPE_CHECKING:
    from .field import Value

NAME: Final = "@withheld"
"""Under it JSON has the commitment; no column of a list is called so."""
_SALT: Final = 32


class Withheld(Frozen[str, str]):
    """Stands for a personal value that is not here: it lives elsewhere, is not for whoever asks, or was removed."""

    __slots__ = ()

    @property
    def commitment(self) -> str:
        """What the value and its salt must give."""
        return self[NAME]


class Sealed(NamedTuple):
    """A personal value, with what stands for it everywhere else."""

    withheld: Withheld
    salt: str
    """64 hexadecimal digits."""
    text: str
    """The value as JSON."""

    def __repr__(self) -> str:
        return f"Sealed({self.withheld!r}, …)"


def withheld(commitment: str) -> Withheld:
    return Withheld({NAME: commitment})


def of_json(value: Mapping[str, Any]) -> Withheld | None:
    """What JSON says of a withheld value; `None` for any other mapping."""
    found = value.get(NAME)
    return withheld(found) if isinstance(found, str) and len(value) == 1 else None


def seal(value: Value, salt: str | None = None) -> Sealed:
    """A value with a fresh salt."""
    own = salt if salt is not None else urandom(_SALT).hex()
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return Sealed(withheld(commitment_of(own, text)), own, text)


def commitment_of(salt: str, text: str) -> str:
    """What stands for a value that is this JSON."""
    key = salt.encode("utf-8", "surrogatepass")
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def is_of(value: Value, salt: str, kept: Withheld) -> bool:
    """Whether a withheld value is this one."""
    return hmac.compare_digest(
        seal(value, salt).withheld.commitment.encode(), kept.commitment.encode("utf-8", "replace")
    )
