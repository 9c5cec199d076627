"""A limit, set by the host, on how far back an act that is entered later may be dated."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sopflow.flow.dating import backdated
from sopflow.language import Words
from sopflow.time.spoken import spoken

NONE: Final = timedelta(0)
_NOT_AT_ALL: Final = Words(
    "di sini waktu kejadian tidak dapat disebut; tindakan dicatat pada saat dikerjakan",
    "acts cannot be entered later here; leave acted_at out",
)
_TOO_FAR: Final = Words("paling lama {limit} yang lalu", "at most {limit} ago")


def require_recent(acted_at: datetime, now: datetime, limit: timedelta) -> None:
    """Raise `Backdated` if an act is dated further back than `limit`; with a limit of zero, if it is dated back at
    all."""
    if limit <= NONE:
        raise backdated(acted_at, None, _NOT_AT_ALL)
    if acted_at < now - limit:
        said = Words(spoken(limit), spoken(limit, "en"))
        raise backdated(acted_at, None, _TOO_FAR.filled(limit=said))
