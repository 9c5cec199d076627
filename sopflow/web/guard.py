"""Who may talk to a server without people: this machine, under its own name, with the token that was printed."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable, Sequence
from functools import lru_cache
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    Why = Literal["proxy", "host", "origin", "token"]

_PROXIES: Final = frozenset(
    {"forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "true-client-ip", "x-original-host"}
)
_PROXY_PREFIXES: Final = ("x-forwarded", "x-envoy-", "x-amzn-", "cf-", "fastly-")


class Guard:
    """Passes requests on that come from this machine, not through a proxy, to a name in `hosts`, from no other origin, and
    with the token.

    A proxy that adds no header looks like this machine, and so do pages of other servers on it to a browser: what keeps
    them out is the token (`Authorization: Bearer`). With `cookie`, a token in the address becomes a cookie that scripts
    cannot read. A `token` of `None` lets everybody on this machine in. `refused` makes the answer to everybody else.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        token: str | None,
        refused: Callable[[Why, Scope], Response],
        hosts: Callable[[str], bool] | None = None,
        cookie: str | None = None,
        headers: Sequence[tuple[bytes, bytes]] = (),
    ) -> None:
        self.app = app
        self.token = token
        self.refused = refused
        self.hosts = hosts if hosts is not None else _is_here
        self.cookie = cookie
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        why = self._objection(scope)
        entering = self._entering(scope) if why in (None, "token") else None
        sending = self._with_headers(send)
        if entering is not None:
            await entering(scope, receive, sending)
        elif why is not None:
            await self.refused(why, scope)(scope, receive, sending)
        else:
            await self.app(scope, receive, sending)

    def _objection(self, scope: Scope) -> Why | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if (
            scope["client"] is None
            or not is_loopback(scope["client"][0])
            or any(map(_is_a_proxys, headers.keys()))
        ):
            return "proxy"
        if not self.hosts(host):
            return "host"
        origin = headers.get("origin")
        # to a browser all ports of a host are one site, and yet another server's pages
        if origin not in (None, f"{scope['scheme']}://{host}"):
            return "origin"
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return "origin"
        return None if self.token is None or self._is_token(self._given(headers, host)) else "token"

    def _given(self, headers: Headers, host: str) -> str:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return given.strip()
        return self._kept(headers, host)

    def _is_token(self, given: str) -> bool:
        return self.token is not None and hmac.compare_digest(given.encode(), self.token.encode())

    def _entering(self, scope: Scope) -> Response | None:
        """From the address with the token to the one without it."""
        if self.cookie is None or scope["method"] != "GET" or b"token=" not in scope["query_string"]:
            return None
        query = parse_qs(scope["query_string"].decode("latin-1"))
        if not self._is_token(query.pop("token", [""])[0]):
            return None
        rest = f"?{urlencode(query, doseq=True)}" if query else ""
        response = RedirectResponse(f"{scope['path']}{rest}", status_code=303)
        name = self._cookie(Headers(scope=scope).get("host", ""))
        response.set_cookie(name, str(self.token), httponly=True, samesite="strict", path="/")
        return response

    def _kept(self, headers: Headers, host: str) -> str:
        cookies = SimpleCookie()
        try:
            cookies.load(headers.get("cookie", "") if self.cookie is not None else "")
        except Exception:  # whatever a broken header makes of the parser, it is not a token
            return ""
        kept = cookies.get(self._cookie(host))
        return kept.value if kept is not None else ""

    def _cookie(self, host: str) -> str:
        """Cookies are shared by all ports of a host."""
        return f"{self.cookie}-{host.rpartition(':')[2]}"

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *self.headers]
            await send(message)

        return sending


@lru_cache(maxsize=64)
def is_loopback(host: str) -> bool:
    """Whether a name or an address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@lru_cache(maxsize=64)
def _is_here(host: str) -> bool:
    """Whether a `Host` header names this machine: a page elsewhere may have a name of its own point here."""
    try:
        return is_loopback(urlsplit(f"//{host}").hostname or "")
    except ValueError:
        return False


def _is_a_proxys(header: str) -> bool:
    return header in _PROXIES or header.startswith(_PROXY_PREFIXES)
