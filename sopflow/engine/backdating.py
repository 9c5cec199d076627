"""How far back an act may be dated that is entered later, where a host sets a limit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sopflow.definition.instants import written
from sopflow.errors import Backdated
from sopflow.language import Words

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
        raise Backdated(when=written(acted_at), why=_NOT_AT_ALL)
    if acted_at < now - limit:
        raise Backdated(when=written(acted_at), why=_TOO_FAR.filled(limit=_said(limit)))


def _said(limit: timedelta) -> Words:
    days, hours, minutes = limit.days, limit.seconds // 3600, limit.seconds % 3600 // 60
    said = [(f"{days} hari", f"{days} day(s)")] if days else []
    said += [(f"{hours} jam", f"{hours} hour(s)")] if hours else []
    said += [(f"{minutes} menit", f"{minutes} minute(s)")] if minutes else []
    return Words(" ".join(one for one, _ in said) or str(limit), " ".join(one for _, one in said) or str(limit))
