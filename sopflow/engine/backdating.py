"""How far back an act may be dated that is entered later, where a host sets a limit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sopflow.flow.dating import backdated
from sopflow.language import Words
from sopflow.time.spoken import spoken

if TYPE_CHECKING:
    from datetime import datetime

NONE: Final = timedelta(0)
_NOT_AT_ALL: Final = Words(
    "di sini waktu kejadian tidak dapat disebut; perbuatan dicatat pada saat dikerjakan",
    "acts are not entered later here; leave acted_at out",
)
_TOO_FAR: Final = Words("paling lama {limit} yang lalu", "at most {limit} ago")


def require_recent(acted_at: datetime, now: datetime, limit: timedelta) -> None:
    """Refuse an act that is dated further back than `limit`, or at all where that is nothing: `Backdated`."""
    if limit <= NONE:
        raise backdated(acted_at, None, _NOT_AT_ALL)
    if acted_at < now - limit:
        said = Words(spoken(limit), spoken(limit, "en"))
        raise backdated(acted_at, None, _TOO_FAR.filled(limit=said))
