"""Who may talk to the page's server: only this machine's browser, with the token of the printed address."""

from __future__ import annotations

import hmac
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY: Final = 25_000_000
"""Bytes of a request: a table of 20 MB with what is around it."""
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


class Guard:
    """Refuses other hosts (a name that somebody pointed at this machine), other origins, requests without the token, and
    bodies that are too large; the token in the address becomes a cookie that scripts cannot read."""

    def __init__(self, app: ASGIApp, *, token: str, hosts: frozenset[str]) -> None:
        self.app = app
        self.token = token
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        query = parse_qs(scope["query_string"].decode("latin-1"))
        given = query.pop("token", [""])[0]
        if host not in self.hosts:
            await _refused(403, "host", scope, receive, send)
        elif not self._same_origin(headers, host):
            await _refused(403, "origin", scope, receive, send)
        elif given and scope["method"] == "GET" and hmac.compare_digest(given.encode(), self.token.encode()):
            rest = f"?{urlencode(query, doseq=True)}" if query else ""
            response = RedirectResponse(f"{scope['path']}{rest}", status_code=303)
            response.set_cookie(self._cookie(host), self.token, httponly=True, samesite="strict", path="/")
            await response(scope, receive, send)
        elif not hmac.compare_digest(self._kept(headers, host).encode(), self.token.encode()):
            await _refused(401, "token", scope, receive, send)
        elif int(headers.get("content-length") or 0) > MAX_BODY:
            await _refused(413, "size", scope, receive, send)
        else:
            await self.app(scope, _limited(receive), _with_headers(send))

    def _same_origin(self, headers: Headers, host: str) -> bool:
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site", "same-origin")
        return (origin is None or origin == f"http://{host}") and site in ("same-origin", "none")

    def _kept(self, headers: Headers, host: str) -> str:
        cookies = SimpleCookie()
        try:
            cookies.load(headers.get("cookie", ""))
        except Exception:  # whatever a broken header makes of the parser, it is no token
            return ""
        kept = cookies.get(self._cookie(host))
        return kept.value if kept is not None else ""

    def _cookie(self, host: str) -> str:
        """Cookies are shared by all ports of a host."""
        return f"sopflow-{host.rpartition(':')[2]}"


class TooMuch(Exception):
    """A body that goes on beyond the limit."""


def _limited(receive: Receive) -> Receive:
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MAX_BODY:
            raise TooMuch
        return message

    return limited


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *HEADERS]
        await send(message)

    return sending


async def _refused(status: int, why: str, scope: Scope, receive: Receive, send: Send) -> None:
    text = {
        "host": "another host / host lain\n",
        "origin": "another origin / asal lain\n",
        "token": "open the address that sopflow studio printed / buka alamat yang dicetak sopflow studio\n",
        "size": "too large / terlalu besar\n",
    }[why]
    await PlainTextResponse(text, status_code=status)(scope, receive, _with_headers(send))
