"""What the objects of an application are called in a cluster, and by which key each is found."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Final, NamedTuple

from sopflow.errors import SopflowError
from sopflow.language import Words

DEFAULT: Final = "sopflow"
CATALOGUE: Final = "*"
"""The key of the object that knows all SOPs; no SOP has it for an id."""
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


class BadName(SopflowError, ValueError):
    """A prefix that Restate takes for no service."""

    code = "bad-name"
    words = Words(
        '"{name}" bukan nama layanan Restate: huruf, angka, - dan _, diawali huruf',
        '"{name}" is not a valid name of a Restate service: letters, digits, - and _, a letter first',
    )


class Names(NamedTuple):
    """The virtual objects; of several applications on one cluster each has its own prefix."""

    instance: str
    """By the instance's id: its snapshot and its events."""
    start: str
    """By an SOP and an idempotency key: the instance that was started with it."""
    sop: str
    """By the SOP's id: its versions."""
    definition: str
    """By its digest: a definition."""
    projection: str
    """By the instance's id: carries its events into SQL."""
    about: str
    """What the endpoints were given."""

    @classmethod
    def of(cls, prefix: str) -> Names:
        """`BadName` for a prefix that Restate does not take."""
        if not _NAME.fullmatch(prefix):
            raise BadName(name=prefix)
        return cls(*(f"{prefix}.{kind}" for kind in cls._fields))


def key_of(*parts: str) -> str:
    """A key made of texts of people, in which any character may stand."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
