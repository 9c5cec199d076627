"""The application: a route for each operation, problem details for everything that is refused."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.routing import Match, Route

from sopflow.app.views import item_view
from sopflow.engine.asynchronous import AsyncEngine
from sopflow.engine.backdating import NONE
from sopflow.engine.intake import refused
from sopflow.errors import NoPerson, Refusal, SopflowError, StoreError
from sopflow.flow.persons import is_plain_name
from sopflow.language import Words
from sopflow.web.guard import Guard

from .answer import HEADERS, Answer
from .checked_request import CheckedRequest, language_of, schema_for
from .feed import Feeds
from .openapi import Access, document
from .operations import KINDS, OPERATIONS
from .problems import (
    AuthenticationMissing,
    HTTPProblem,
    NoAuthentication,
    NoToken,
    Unauthenticated,
    problem_response,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import timedelta

    from starlette.responses import Response
    from starlette.types import Scope

    from sopflow.engine.engine import Engine

    from .operation import Operation

    Who = Callable[[Request], str | Awaitable[str | None] | None]
    May = Callable[[str], bool | Awaitable[bool]]

STREAMS: Final = 200
_BESIDE_WHO: Final = Words(
    "fungsi dari nama orang ke benar atau salah, bersama who",
    "a function from a person's name to true or false, together with who",
)
_WHY: Final = {
    "proxy": Words("permintaan ini datang dari komputer lain atau lewat proksi", "this request comes from another machine or through a proxy"),
    "host": Words("permintaan ini untuk nama lain", "this request is for another name"),
    "origin": Words("permintaan ini dari halaman asal lain", "this request comes from a page of another origin"),
}  # fmt: skip
_SAID: Final = {
    404: Words(
        "alamat ini tidak ada; daftar alamat ada di {openapi}", "there is no such path; {openapi} lists them"
    ),
    405: Words(
        "metode ini tidak diizinkan di alamat ini; yang diizinkan ada di header Allow dan di {openapi}",
        "the method is not allowed at this path; the header Allow and {openapi} list those that are",
    ),
}
"""What the server itself refuses."""
_FAILED: Final = Words(
    "kesalahan di server, bukan pada permintaannya; rinciannya di log server",
    "an error in the server, not in the request; details are in the server's log",
)


def service(
    engine: AsyncEngine | Engine,
    *,
    who: Who | None = None,
    may: May | None = None,
    token: str | None = None,
    open_to_this_machine: bool = False,
    streams: int = STREAMS,
    backdating: timedelta = NONE,
) -> Starlette:
    """Return sopflow over HTTP for an engine: mount it into a Starlette or FastAPI application, or serve it alone.

    `who` returns the person of a request, or `None` for nobody (401); it may be a coroutine function. Without it the
    body names who acts, and only requests from this machine are answered (403), and only those with the `token`
    (`Authorization: Bearer`), unless it is `open_to_this_machine`: then anybody who reaches it may act as anybody,
    also through a proxy that adds no header. Raise `AuthenticationMissing` if none of the three is given.

    The person sees what they may see, as with `Engine.as_person`; the rest is not found (404). `may` returns true for
    persons who may see everything, such as an auditor. `backdating` is how far back `acted_at` may lie; by default it
    is refused. At most this many `streams` of events are open at a time. A server waits for them when it ends; they
    end once `app.state.is_ending()` is true: see `ends_on_signal`. Due events are processed only where
    `engine.advance()` is called.
    """
    if who is None and not token and not open_to_this_machine:
        raise AuthenticationMissing
    if may is not None and (who is None or not callable(may)):
        refused("may", may, _BESIDE_WHO)
    awaited = engine if isinstance(engine, AsyncEngine) else AsyncEngine.over(engine)
    access: Access = "people" if who is not None else "token" if token else "open"
    described = document(KINDS, access)

    async def openapi(request: Request) -> Response:
        server = [{"url": request.scope.get("root_path", "") or "/"}]
        return Answer({**described, "servers": server})

    routes = [
        Route("/openapi.json", openapi, methods=["GET"], name="openapi"),
        *(
            Route(_path(operation), _answering(operation, awaited, who, may, backdating), methods=[operation.method], name=operation.name)
            for operation in OPERATIONS
        ),
    ]  # fmt: skip
    middleware = [] if who is not None else [Middleware(Guard, token=token or None, refused=_refused)]
    handlers: Any = {HTTPException: _http_problem, Exception: _failed}
    app = Starlette(routes=routes, middleware=middleware, exception_handlers=handlers)
    app.state.is_ending = lambda: False
    app.state.feeds = Feeds(awaited, streams, lambda: app.state.is_ending())
    return app


class _InstanceId(Convertor[str]):
    """An instance's id, in which slashes may stand: a called instance's begins with its caller's."""

    regex = rf"(?:(?!/(?:{'|'.join(o.path.rpartition('/')[2] for o in OPERATIONS if '}/' in o.path)})$)[\s\S])+"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return quote(value, safe="")


register_url_convertor("instance", _InstanceId())


def _path(operation: Operation) -> str:
    return operation.path.replace("{instance}", "{instance:instance}")


def _answering(
    operation: Operation, whole: AsyncEngine, who: Who | None, may: May | None, backdating: timedelta
) -> Callable[[Request], Awaitable[Response]]:
    body = schema_for(operation, who is not None) if operation.body is not None else None

    async def answering(request: Request) -> Response:
        engine = None
        try:
            person = await _person(request, who)
            engine = await _engine_of(whole, person, may)
            incoming = CheckedRequest(engine, request, person, backdating)
            await incoming.read(operation, body)
            response = await operation.function(incoming)
        except SopflowError as problem:
            possible = await _possible(engine, request, problem) if engine is not None else None
            return problem_response(problem, language_of(request), request.url.path, possible)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answering


async def _person(request: Request, who: Who | None) -> str | None:
    if who is None:
        return None
    found: Any = who(request)
    person: Any = await found if inspect.isawaitable(found) else found
    if not person:
        raise Unauthenticated
    if not isinstance(person, str | int) or isinstance(person, bool):
        raise TypeError(f"who returned {type(person).__name__}: return the name of a person (str), or None")
    return str(person)


async def _engine_of(whole: AsyncEngine, person: str | None, may: May | None) -> AsyncEngine:
    """The engine as whoever asks sees it."""
    if person is None:
        return whole
    if not is_plain_name(person):
        raise NoPerson(by=person)
    sees_all = may(person) if may is not None else False
    return whole if (await sees_all if inspect.isawaitable(sees_all) else sees_all) else whole.as_person(person)


async def _possible(engine: AsyncEngine, request: Request, problem: SopflowError) -> list[Any] | None:
    """What can be done with the instance that refused something."""
    instance = request.path_params.get("instance")
    if instance is None or not isinstance(problem, Refusal):
        return None
    try:
        return [item_view(item) for item in await engine.possible(instance)]
    except SopflowError:
        return None


def _refused(why: str, scope: Scope) -> Response:
    problem = NoToken() if why == "token" else NoAuthentication(why=_WHY[why])
    return problem_response(problem, language_of(Request(scope)), scope["path"])


async def _http_problem(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    said = _SAID.get(status)
    openapi = f"{request.scope.get('root_path', '')}/openapi.json"
    what = said.filled(openapi=openapi) if said is not None else getattr(error, "detail", "")
    problem = HTTPProblem(what=what, status=status)
    response = problem_response(problem, language_of(request), request.url.path)
    response.headers.update(getattr(error, "headers", None) or {})
    if status == 405:
        response.headers["allow"] = ", ".join(_methods(request))
    return response


def _methods(request: Request) -> list[str]:
    """The methods of a path, of which each may be an operation of its own."""
    routes = (route for route in request.app.routes if isinstance(route, Route))
    there = (route.methods or () for route in routes if route.matches(request.scope)[0] is not Match.NONE)
    return sorted({method for methods in there for method in methods})


async def _failed(request: Request, error: Exception) -> Response:
    """A defect of ours: logged by the server, and told without its insides."""
    problem = error if isinstance(error, StoreError) else HTTPProblem(what=_FAILED, status=500)
    return problem_response(problem, language_of(request), request.url.path)
