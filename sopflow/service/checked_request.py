"""A request as an operation sees it: checked, with its person."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from sopflow.app.misfits import kind_of, misfits
from sopflow.app.requests import arguments_of, instant_of, require_fit, with_person
from sopflow.engine.backdating import NONE, require_recent
from sopflow.errors import NoPerson
from sopflow.flow.command import SYSTEM
from sopflow.language import Language, Words, did_you_mean
from sopflow.reasons import reason_of
from sopflow.web.body import SECONDS, TooMuch, TooSlow, body_of

from .problems import BadHeader, BadQuery, Late, NoBody, TooLarge, WrongMedia

if TYPE_CHECKING:
    from datetime import timedelta

    from starlette.requests import Request

    from sopflow.engine.asynchronous import AsyncEngine
    from sopflow.flow.commands import CommandType

    from .operation import Operation, Parameter

Json = dict[str, Any]
MAX_BODY: Final = 1_000_000
"""Bytes of a request's body."""
MAX_DEPTH: Final = 100
"""How deep a body's lists and objects may be nested; what was read must also be written out again."""
_LANGUAGES: Final[tuple[Language, ...]] = ("id", "en")
_ELSE: Final[Language] = "en"
_WEIGHT: Final = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")
_TAG: Final = re.compile(r'"([0-9]{1,9})"')
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\["\\])*)"')


class CheckedRequest:
    """`body` and `query` hold only what their schemas allow."""

    def __init__(
        self, engine: AsyncEngine, request: Request, person: str | None, backdating: timedelta = NONE
    ) -> None:
        self.engine = engine
        self.backdating = backdating
        self.request = request
        self.person = person
        self.body: Json = {}
        self.query: Json = {}

    @property
    def language(self) -> Language:
        return language_of(self.request)

    @property
    def instance(self) -> str:
        return str(self.request.path_params["instance"])

    @property
    def sop(self) -> str:
        return str(self.request.path_params["sop"])

    @property
    def by(self) -> str:
        """Who acts: the person whom the host knows, or whom the body names where there is no authentication."""
        by = self.person if self.person is not None else str(self.body["by"])
        if by == SYSTEM:  # who ends waits and calls, which no person does
            raise NoPerson(by=by)
        return by

    @property
    def key(self) -> str | None:
        """The `Idempotency-Key`, with or without the quotes that its draft wants."""
        text = self.request.headers.get("idempotency-key")
        if text is None:
            return None
        with suppress(UnicodeError):  # Starlette reads headers as Latin-1, people write UTF-8
            text = text.encode("latin-1").decode("utf-8")
        quoted = _QUOTED.fullmatch(text)
        key = re.sub(r"\\(.)", r"\1", quoted[1]) if quoted is not None else text
        if not 1 <= len(key) <= 200:
            raise BadHeader(header="Idempotency-Key", what="1-200")
        return key

    @property
    def expected(self) -> int | None:
        """The revision of `If-Match`."""
        text = self.request.headers.get("if-match")
        if text is None or text.strip() == "*":
            return None
        tag = _TAG.fullmatch(text.strip())
        if tag is None:
            raise BadHeader(header="If-Match", what='"7"')
        return int(tag[1])

    def arguments(self, command: CommandType | None = None) -> Json:
        """What the body says, besides who acts, as the engine's method for a command takes it; without one: `start`."""
        found = arguments_of({name: one for name, one in self.body.items() if name != "by"}, command)
        if "acted_at" in found:
            require_recent(found["acted_at"], self.engine.engine.now(), self.backdating)
        return found

    async def read(self, operation: Operation, body: Json | None) -> None:
        """Read the query, and the body if it has a schema; a `Problem` for what the operation does not know."""
        for parameter in operation.parameters:
            if parameter.place == "query":
                self._take(parameter)
        names = [p.name for p in operation.parameters if p.place == "query"]
        for name in self.request.query_params:
            if name not in names:
                raise BadQuery(name=name, hint=did_you_mean(name, names))
        if body is not None:
            self.body = await self._parsed()
            require_fit(self.body, body, knows_who=self.person is not None)

    def _take(self, parameter: Parameter) -> None:
        texts = self.request.query_params.getlist(parameter.name)
        if not texts:
            if "default" in parameter.schema:
                self.query[parameter.name] = parameter.schema["default"]
            return
        is_list = parameter.schema.get("type") == "array"
        value: Any = texts if is_list else _coerced(texts[-1], parameter.schema)
        for _, what in misfits(value, parameter.schema):
            raise BadQuery(name=parameter.name, hint=what)
        if parameter.schema.get("format") == "date-time":
            value = instant_of(value)
            if isinstance(value, Words):
                raise BadQuery(name=parameter.name, hint=value)
        self.query[parameter.name] = value

    async def _parsed(self) -> Json:
        media = self.request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media != "application/json":
            raise WrongMedia(media=media or "-")
        try:
            content = await body_of(self.request, MAX_BODY)
        except TooMuch:
            raise TooLarge(limit=MAX_BODY) from None
        except TooSlow:
            raise Late(seconds=round(SECONDS)) from None
        try:
            body = _DECODE(content.decode(json.detect_encoding(content), "surrogatepass"))
            if b"\\u" in content:  # half a character can be read, and not be written
                json.dumps(body, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as problem:
            raise NoBody(why=reason_of(problem)) from None
        if not isinstance(body, dict):
            raise NoBody(why=kind_of(body))
        if not is_shallow(body, MAX_DEPTH):
            raise NoBody(why=f"> {MAX_DEPTH} x {{ [")
        return body


def schema_for(operation: Operation, knows_people: bool) -> Json:
    """The body's schema; who acts is in it only where the host does not know."""
    schema: Json = operation.body or {}
    acts = operation.changes or operation.names_who
    return with_person(schema) if acts and not knows_people else schema


def is_shallow(value: Any, depth: int) -> bool:
    """Whether lists and objects are nested no deeper."""
    level = [value]
    for _ in range(depth):
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
        ]
        if not level:
            return True
    return False


def language_of(request: Request) -> Language:
    """Of our languages the one that the reader wants most, the first of equal ones."""
    wanted: dict[Language, float] = {}
    for part in request.headers.get("accept-language", "").lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        for language in _LANGUAGES:
            if name.partition("-")[0] == language:
                wanted.setdefault(language, float(weight) if _WEIGHT.fullmatch(weight) else 1.0)
    best = max(wanted, key=lambda language: wanted[language], default=_ELSE)
    return best if wanted.get(best) else _ELSE


def _coerced(text: str, schema: Json) -> Any:
    if schema.get("type") == "integer":
        return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else text
    if schema.get("type") == "boolean":
        return {"true": True, "false": False}.get(text, text)
    return text


def _no_constant(text: str) -> Any:
    raise ValueError(text)


_DECODE: Final = json.JSONDecoder(parse_constant=_no_constant).decode
