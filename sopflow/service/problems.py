"""Problem details (RFC 9457): what was refused, why, and what is possible instead."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final

from sopflow.app.statuses import RequestProblem, status_of
from sopflow.app.views import problem_view
from sopflow.errors import Conflict, DefinitionError, SopflowError, StoreBusy, StoreError, StoreUnavailable
from sopflow.language import Language, Words

from .answer import HEADERS, Answer

_LOG: Final = logging.getLogger("sopflow.service")
Json = dict[str, Any]
MEDIA: Final = "application/problem+json"
TYPE: Final = "urn:sopflow:problem:"
"""With the code of a refusal, the type of a problem."""


class BadQuery(RequestProblem):
    code = "bad-query"
    words = Words('parameter "{name}": {hint}', 'the parameter "{name}": {hint}')
    about = Words(
        "Parameter di alamat permintaan (sesudah ?) tidak dikenal, atau nilainya tidak berlaku.",
        "A parameter in the address of the request (after ?) is not known, or its value is not valid.",
    )


class BadHeader(RequestProblem):
    code = "bad-header"
    words = Words("kepala {header} harus berbentuk {what}", "the header {header} must look like {what}")


class NoBody(RequestProblem):
    code = "bad-body"
    words = Words("isi permintaan bukan objek JSON: {why}", "the body is not a JSON object: {why}")


class TooLarge(RequestProblem):
    code = "too-large"
    status = 413
    words = Words("isi permintaan lebih dari {limit} byte", "the body has more than {limit} bytes")


class WrongMedia(RequestProblem):
    code = "wrong-media"
    status = 415
    words = Words("kirimlah application/json, bukan {media}", "send application/json, not {media}")


class Late(RequestProblem):
    """A body that does not arrive in time."""

    code = "too-slow"
    status = 408
    words = Words(
        "isi permintaan belum tiba setelah {seconds} detik", "the body has not arrived within {seconds} seconds"
    )


class TooManyStreams(RequestProblem):
    code = "too-many-streams"
    status = 503
    words = Words(
        "sudah {limit} pendengar; coba lagi sebentar lagi",
        "there are {limit} streams already; try again in a moment",
    )


class Unauthenticated(RequestProblem):
    code = "unauthenticated"
    status = 401
    words = Words("autentikasi diperlukan", "authentication required")
    about = Words(
        "Layanan ini tidak tahu siapa yang mengirim permintaan ini (401).",
        "The service does not know who sends the request (401).",
    )


class NoToken(RequestProblem):
    """A request without the token of a service without people."""

    code = "no-token"
    status = 401
    words = Words(
        "kirimlah kuncinya: Authorization: Bearer KUNCI (dicetak oleh sopflow serve)",
        "send the token: Authorization: Bearer TOKEN (sopflow serve prints it)",
    )


class NoAuthentication(RequestProblem):
    """A service without authentication, reached from elsewhere."""

    code = "no-authentication"
    status = 403
    words = Words(
        "layanan tanpa autentikasi hanya menjawab komputer ini sendiri ({why}); berikan service(engine, who=...)",
        "a service without authentication answers only this machine ({why}); give it service(engine, who=...)",
    )


class AuthenticationMissing(SopflowError):
    """A service that nobody said who may use."""

    code = "authentication-missing"
    words = Words(
        "sebutkan siapa yang boleh memakai layanan ini: service(engine, who=...), token=..., atau open_to_this_machine=True",
        "name who may use this service: service(engine, who=...), token=..., or open_to_this_machine=True",
    )


class HTTPProblem(RequestProblem):
    """What the server itself refuses: no such path, no such method."""

    code = "http"
    words = Words("{what}", "{what}")
    about = Words(
        "Server sendiri menolak permintaan ini: alamat atau metodenya tidak ada.",
        "The server itself refuses the request: there is no such path or method.",
    )


class Changed(RequestProblem):
    """`If-Match` names another revision than the present one."""

    code = "conflict"
    status = 412
    words = Conflict.words


def problem_response(
    problem: SopflowError, language: Language, path: str, possible: Sequence[Json] | None = None
) -> Answer:
    """A problem as its response; `possible` are the work items of the instance that was incoming."""
    status = status_of(problem)
    body: Json = {
        "type": "about:blank" if isinstance(problem, HTTPProblem) else f"{TYPE}{problem.code}",
        "title": HTTPStatus(status).phrase if isinstance(problem, HTTPProblem) else problem.code.replace("-", " "),
        "status": status,
        "instance": path,
        **problem_view(problem, language),
    }
    if isinstance(problem, RequestProblem | StoreError | DefinitionError) and not isinstance(problem, Changed):
        del body["values"]
    if possible is not None:
        body["possible"] = list(possible)
    headers: dict[str, str] = {**HEADERS, "content-language": language}
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    if status in (408, 413):  # the rest of the body is still on its way
        headers["connection"] = "close"
    if status == 503:
        headers["retry-after"] = "1"
        if isinstance(problem, StoreError):  # where the database is, is the operator's business alone
            _LOG.warning("%s", problem)
            body["detail"] = (_AWAY if isinstance(problem, StoreUnavailable | StoreBusy) else _REFUSED).within(
                language
            )
    return Answer(body, status_code=status, media_type=MEDIA, headers=headers)


_REFUSED: Final = Words(
    "basis data tidak dapat melakukan ini; sebabnya ada di log layanan, pada pengelolanya",
    "the database cannot do this; those who run the service find the reason in its log",
)
_AWAY: Final = Words(
    "basis data sementara tidak tersedia; coba lagi sebentar lagi",
    "the database is temporarily unavailable; try again in a moment",
)
