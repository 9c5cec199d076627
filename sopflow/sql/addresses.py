"""The address of a database as a message may name it."""

from __future__ import annotations

from sqlalchemy import URL

_HIDDEN = "***"


def address_of(url: URL) -> str:
    """A URL without its passwords, whether they stand beside the user or after the `?`."""
    secret = {name: _HIDDEN for name in url.query if "password" in name.lower()}
    return url.update_query_dict(secret).render_as_string().replace("%2A%2A%2A", _HIDDEN)
