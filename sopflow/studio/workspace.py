"""What every request works on: the folder, the store if there is one, and what was body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from sopflow.app.statuses import RequestProblem
from sopflow.language import Language, Words

if TYPE_CHECKING:
    from sopflow.engine.engine import Engine

    from .folder import Folder


class BadRequest(RequestProblem):
    """A request of the page that makes no sense."""

    code = "bad-request"
    words = Words('permintaan tanpa "{field}" yang benar', 'a request without a proper "{field}"')


class NoStore(RequestProblem):
    """Work in a store, where the page was opened without one."""

    code = "no-store"
    words = Words("buka dengan: sopflow studio --db ...", "open it with: sopflow studio --db ...")


@dataclass(slots=True)
class Workspace:
    """A page's place: its folder, and with `--db` an engine on the store."""

    folder: Folder
    engine: Engine | None = None
    language: Language | None = None
    """That of the page, where whoever started it said one."""

    @property
    def office(self) -> Engine:
        """The engine on the store; `NoStore`."""
        if self.engine is None:
            raise NoStore
        return self.engine


def _bad(field: str) -> NoReturn:
    raise BadRequest(field=field)


class RequestBody:
    """The JSON object of a request; whatever a field is not raises `BadRequest`."""

    def __init__(self, data: object) -> None:
        if not isinstance(data, dict):
            _bad("{}")
        self._data: dict[str, Any] = data

    @property
    def language(self) -> Language:
        return "en" if self._data.get("lang") == "en" else "id"

    def text(self, name: str) -> str:
        value = self._data.get(name)
        return value if isinstance(value, str) else _bad(name)

    def perhaps(self, name: str) -> str | None:
        """A text that may be missing; an empty one counts as missing."""
        return (self.text(name) or None) if self._data.get(name) is not None else None

    def number(self, name: str) -> int | None:
        value = self._data.get(name)
        return value if value is None or type(value) is int else _bad(name)

    def several(self, name: str) -> list[RequestBody]:
        value = self._data.get(name, [])
        if not isinstance(value, list) or len(value) > 2_000:
            _bad(name)
        return [RequestBody(one) for one in value]

    def named(self, name: str) -> dict[str, str]:
        """Texts by name."""
        value = self.mapping(name)
        return value if all(isinstance(v, str) for v in value.values()) else _bad(name)

    def mapping(self, name: str) -> dict[str, Any]:
        """Anything by name."""
        value = self._data.get(name) or {}
        return value if isinstance(value, dict) else _bad(name)

    def rest(self, *others: str) -> dict[str, Any]:
        """What a form says besides these and the language; what was left empty was not said."""
        return {n: v for n, v in self._data.items() if n not in ("lang", *others) and v not in (None, "")}

    def truth(self, name: str) -> bool:
        return self._data.get(name) is True
