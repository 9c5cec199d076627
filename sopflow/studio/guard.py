"""How the page's server answers those whom the guard does not let in, and what every answer forbids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response

from sopflow.web.guard import Guard

if TYPE_CHECKING:
    from starlette.types import Scope

_POLICY: Final = (
    b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
    b"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Final = (
    (b"content-security-policy", _POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_TEXTS: Final = {
    "proxy": "only this computer, without a proxy / hanya komputer ini, tanpa proksi\n",
    "host": "another host / host lain\n",
    "origin": "another origin / asal lain\n",
    "token": "open the address that sopflow studio printed / buka alamat yang dicetak sopflow studio\n",
}


def guard(token: str, hosts: frozenset[str]) -> Middleware:
    """Only this machine's browser, by the printed address, whose token becomes a cookie."""
    return Middleware(
        Guard, token=token, hosts=hosts.__contains__, cookie="sopflow", headers=HEADERS, refused=_refused
    )


def _refused(why: Any, scope: Scope) -> Response:
    return PlainTextResponse(_TEXTS[why], status_code=401 if why == "token" else 403)
