"""Seals: an HMAC of each event's hash, made with a key that the database does not hold."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import Final

from sopflow import dates
from sopflow.errors import SopflowError
from sopflow.language import Words
from sopflow.reasons import reason_of

_PURPOSE: Final = b"sopflow seal 1\n"
_SHORTEST: Final = 16
_SINCE: Final = "since"


class BadSealKey(SopflowError, ValueError):
    """A seal key that cannot be used."""

    code = "bad-seal-key"
    words = Words(
        "kunci segel tidak dapat dipakai: {why}",
        "the seal key cannot be used: {why}",
    )


_TOO_SHORT: Final = Words(
    'kunci "{name}" terlalu pendek: paling sedikit {least} karakter acak, misalnya dari "openssl rand -hex 32"',
    'the key "{name}" is too short: at least {least} random characters, for example from "openssl rand -hex 32"',
)
_BAD_ID: Final = Words(
    'nama kunci "{name}" tidak dapat dipakai: tanpa spasi dan titik dua, tidak kosong, bukan "since"',
    'the key id "{name}" cannot be used: no spaces and colons, not empty, not "since"',
)
_UNREAD: Final = Words("{path}: {why}", "{path}: {why}")
_NO_KEY: Final = Words("{where}: tidak ada kunci di dalamnya", "{where}: there is no key in it")
_BAD_LINE: Final = Words(
    '{where}, baris {line}: tulis "NAMA KUNCI", atau "since 2026-01-31T00:00:00+07:00"',
    '{where}, line {line}: write "ID KEY", or "since 2026-01-31T00:00:00+07:00"',
)
_NAIVE: Final = Words('"since" perlu zona waktu', '"since" needs a time zone')
_TWICE: Final = Words('kunci "{name}" tertulis dua kali', 'the key "{name}" stands there twice')


class SealKeys:
    """Seal keys by their ids. The last one seals and all verify, so you rotate a key by adding a new one after it.

    Every event from `since` on (aware) must have a seal, and so must every event after the first one sealed since
    then (without `since`: after the first sealed event). Raise `BadSealKey` for an unusable key.
    """

    def __init__(self, keys: Mapping[str, bytes], since: datetime | None = None) -> None:
        for name, secret in keys.items():
            if not name or name == _SINCE or ":" in name or name.split() != [name]:
                raise BadSealKey(why=_BAD_ID.filled(name=name))
            if len(secret) < _SHORTEST:
                raise BadSealKey(why=_TOO_SHORT.filled(name=name, least=_SHORTEST))
        if not keys:
            raise BadSealKey(why=_NO_KEY.filled(where="-"))
        if since is not None and since.tzinfo is None:
            raise BadSealKey(why=_NAIVE)
        self._keys = dict(keys)
        self._current = next(reversed(self._keys))
        self.since = since

    def __repr__(self) -> str:
        return f"SealKeys({', '.join(self._keys)})"

    @classmethod
    def of(cls, key: SealKeys | bytes) -> SealKeys:
        """Return seal keys; a single key gets the id `1`."""
        return key if isinstance(key, SealKeys) else cls({"1": key})

    @classmethod
    def read(cls, path: str | PathLike[str]) -> SealKeys:
        """Read the keys in a file: a line `ID KEY` for each, and optionally a line `since INSTANT`. `#` begins a
        comment."""
        keys: dict[str, bytes] = {}
        since = None
        try:
            lines = Path(path).read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as problem:
            raise BadSealKey(why=_UNREAD.filled(path=path, why=reason_of(problem))) from None
        for number, line in enumerate(lines, start=1):
            parts = line.split("#", 1)[0].split()
            if not parts:
                continue
            try:
                name, value = parts
                if name == _SINCE:
                    since = dates.instant(value)
                    continue
            except ValueError:
                raise BadSealKey(why=_BAD_LINE.filled(where=path, line=number)) from None
            if name in keys:
                raise BadSealKey(why=_TWICE.filled(name=name))
            keys[name] = value.encode()
        if not keys:
            raise BadSealKey(why=_NO_KEY.filled(where=path))
        return cls(keys, since)

    def seal(self, head: str) -> str:
        """The seal of an event by its hash, which covers all events before it."""
        return f"{self._current}:{self._mac(self._current, head)}"

    def knows(self, seal: str) -> bool:
        """Return whether it has the key with which a seal was made."""
        return seal.partition(":")[0] in self._keys

    def verifies(self, seal: str, head: str) -> bool:
        """Return whether a seal, made with one of these keys, belongs to a hash."""
        name = seal.partition(":")[0]
        return same(seal, f"{name}:{self._mac(name, head)}")

    def _mac(self, name: str, head: str) -> str:
        return hmac.digest(self._keys[name], _PURPOSE + head.encode(), "sha256").hex()


def same(found: object, expected: str) -> bool:
    """Whether what stands in a column is a text, compared in a time that tells nothing."""
    if not isinstance(found, str):
        return False
    return hmac.compare_digest(found.encode("utf-8", "surrogatepass"), expected.encode("utf-8", "surrogatepass"))
