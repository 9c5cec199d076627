"""The page's server: its files, and a POST for everything that it asks."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sopflow.app.requests import InvalidRequest
from sopflow.app.statuses import status_of
from sopflow.app.views import problem_view
from sopflow.definition.kinds import BESIDE
from sopflow.errors import Refusal, SopflowError
from sopflow.language import Language, Words
from sopflow.reasons import reason_of
from sopflow.web.body import TooMuch, TooSlow, body_of

from .guard import guard
from .routes import ROUTES
from .routes.forms import problems_record
from .workspace import BadRequest, RequestBody, Workspace

if TYPE_CHECKING:
    from sopflow.engine.engine import Engine

    from .folder import Folder

MAX_BODY: Final = 25_000_000
"""Bytes of a request: a table of 20 MB with what is around it."""
_TYPES: Final = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".json": "application/json",
}
_PAGE: Final = ("index.html", "studio.js", "studio.css")
_FONTS: Final = ("SopflowSans-Regular.woff2", "SopflowSans-Bold.woff2")
_DISK: Final = Words("{path}: {why}", "{path}: {why}")


def studio_app(
    folder: Folder,
    *,
    token: str,
    hosts: frozenset[str],
    engine: Engine | None = None,
    language: Language | None = None,
) -> Starlette:
    """The application for one folder; `hosts` are the `Host` headers that it answers to. Without a `language` the page
    has that of its reader's browser."""
    workspace = Workspace(folder, engine, language)
    routes = [
        Route("/", _file("sopflow.studio", "static", "index.html")),
        *(Route(f"/{name}", _file("sopflow.studio", "static", name)) for name in _PAGE[1:]),
        *(Route(f"/fonts/{name}", _file("sopflow.render", "fonts", name)) for name in _FONTS),
        *(
            Route(f"/schema/{kind}.json", _file("sopflow", "schema", f"{kind}-1.schema.json"))
            for kind in ("sop", *BESIDE)
        ),
        *(
            Route(f"/api/{name}", _answering(workspace, answer), methods=["POST"])
            for name, answer in ROUTES.items()
        ),
    ]
    return Starlette(routes=routes, middleware=[guard(token, hosts)])


def _file(package: str, folder: str, name: str) -> Callable[[Request], Any]:
    async def send(request: Request) -> Response:
        data = files(package).joinpath(folder, name).read_bytes()
        media = _TYPES[name[name.rindex(".") :]]
        return Response(data, media_type=media, headers={"Cache-Control": "no-cache"})

    return send


def _answering(
    workspace: Workspace, answer: Callable[[Workspace, RequestBody], dict[str, Any]]
) -> Callable[[Request], Any]:
    async def answering(request: Request) -> Response:
        language: Any = "id"
        try:
            if request.headers.get("content-type", "").partition(";")[0] != "application/json":
                raise BadRequest(field="content-type")
            body = RequestBody(_parsed(await body_of(request, MAX_BODY)))
            language = body.language
            return JSONResponse(await run_in_threadpool(answer, workspace, body))
        except (TooMuch, TooSlow) as problem:
            status, code = (413, "too-large") if isinstance(problem, TooMuch) else (408, "too-slow")
            return JSONResponse({"code": code}, status_code=status, headers={"connection": "close"})
        except SopflowError as problem:
            return JSONResponse(_told(problem, language), status_code=status_of(problem))
        except OSError as problem:
            name = getattr(problem.filename, "name", None) or str(problem.filename or "").rpartition("/")[2]
            text = _DISK.within(language, path=name, why=reason_of(problem))
            return JSONResponse({"code": "disk", "message": text}, status_code=500)

    return answering


def _told(problem: SopflowError, language: Language) -> dict[str, Any]:
    """A problem as the page shows it; of a request that is not as it must be, with each of its places."""
    if isinstance(problem, InvalidRequest):
        places = "; ".join(f"{one.field or '{}'}: {one.what.within(language)}" for one in problem.errors)
        return {**problem_view(problem, language), "message": places}
    told = problem_view(problem, language) if isinstance(problem, Refusal) else {"code": problem.code}
    return {
        **told,
        "message": problem.as_written().message(language),
        "problems": problems_record(problem, language),
    }


def _parsed(body: bytes) -> object:
    try:
        found = json.loads(body)
        if b"\\u" in body:  # half a character can be read, and not be written
            json.dumps(found, ensure_ascii=False).encode()
        return found
    except (ValueError, RecursionError):
        raise BadRequest(field="JSON") from None
