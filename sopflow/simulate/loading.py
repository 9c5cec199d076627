"""Office files from YAML: read, checked against their schema, and against the SOP that is simulated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from sopflow.conditions import fields_of
from sopflow.definition import duration, instants
from sopflow.definition.nodes import List, Map, Node, Text, find
from sopflow.definition.scalars import inline
from sopflow.definition.sheet import Checked, check_data, check_file
from sopflow.definition.written import entries, text_of
from sopflow.diagnostics import Diagnostic, Span, error
from sopflow.errors import SopflowError, UnknownDefinition
from sopflow.language import Words, did_you_mean
from sopflow.scenarios.model import DEFAULT_START
from sopflow.scenarios.rehearsal import compiled
from sopflow.time.shelf import calendars_near

from .draws import KINDS, Spread
from .filling import NotAFilling, filling
from .office import Arrivals, Length, Office, Staff

if TYPE_CHECKING:
    from os import PathLike

    from sopflow.definition.library import Library
    from sopflow.flow.flow import Flow, Row

    from .values import Filling

SCHEMA: Final = "office-1"
CheckedOffice: TypeAlias = "Checked[Office]"
UNKNOWN_NAME: Final = error(
    "SOP901", "office-unknown-name", id='SOP ini tidak mempunyai {what} "{name}"',
    en='the SOP has no {what} "{name}"',
)  # fmt: skip
IMPOSSIBLE: Final = error(
    "SOP902",
    "office-impossible",
    id="sebaran ini tidak mungkin: {why}",
    en="this distribution is impossible: {why}",
)
DECIDED: Final = error(
    "SOP903", "office-data-decide",
    id='jawaban langkah "{step}" tidak diundi: isian yang memutuskan; tulis isiannya di fields: {fields}',
    en='the answer of the row "{step}" is not drawn: fields decide it; say under fields what is filled in: {fields}',
)  # fmt: skip
NOT_FILLED: Final = error(
    "SOP904", "office-field",
    id='isian "{title}" ({field}) tidak dapat diisi "{said}": {expected}',
    en='the field "{title}" ({field}) cannot be filled with "{said}": {expected}',
)  # fmt: skip
_WHAT: Final = {
    "arrivals": Words("SOP dengan id", "SOP with the id"), "people": Words("pelaksana", "actor"),
    "durations": Words("langkah", "row"), "answers": Words("langkah dengan jawaban", "row that is answered,"),
    "outcome": Words("jawaban", "answer"), "calendar": Words("kalender", "calendar"),
    "fields": Words("isian (atau LANGKAH.ISIAN, SOP.LANGKAH.ISIAN)", "field (or ROW.FIELD, SOP.ROW.FIELD)"),
}  # fmt: skip
_ORDER: Final = Words("tulis dari yang terpendek", "write the shortest first")
_ZERO: Final = Words("rata-ratanya harus lebih dari nol", "its mean must be above zero")
_NEVER: Final = Words("sedikitnya satu jawaban harus lebih dari nol", "at least one answer must be above zero")
_NO_CASES: Final = Words(
    "sedikitnya satu prioritas harus lebih dari nol", "at least one priority must be above zero"
)
_DAYS: Final = Words(
    "{length} bukan waktu kerja yang pasti; tulis dalam jam, menit, atau detik",
    "{length} is not a fixed working time; write hours, minutes or seconds",
)
_SHOWN: Final = 60
_TIMES: Final = ("jam", "menit", "detik")
Made = TypeVar("Made")


def load_office(path: str | PathLike[str], flows: Sequence[Flow], calendars: Mapping[str, object]) -> Office:
    """Load an office file for an SOP, the last of `flows`; `DefinitionError` carries every finding, if there is any error."""
    return check_file(path, SCHEMA, lambda top, _: _Reading(flows, calendars).office(top)).required()


def check(path: Path, library: Library) -> CheckedOffice:
    """Check one file with the SOP beside it that it is for; never raises for what is in it."""
    return check_file(path, SCHEMA, lambda top, _: _read(top, path.parent, library))


def check_bytes(data: bytes, path: Path, library: Library) -> CheckedOffice:
    """Check the content of a file; every finding in order of position."""
    return check_data(data, str(path), SCHEMA, lambda top, _: _read(top, path.parent, library))


def _read(top: Map, folder: Path, library: Library) -> tuple[Office | None, list[Diagnostic]]:
    name, span = _sop(top)
    flows: tuple[Flow, ...] = ()
    lacking = []
    try:
        flows = compiled(library.find(name, folder)) if name is not None else ()
    except UnknownDefinition as problem:
        known: tuple[str, ...] = getattr(problem, "known", ())
        lacking = [_unknown("arrivals", name or "", known, span)]
    except SopflowError:
        pass  # an SOP with errors is told where it is checked
    office, found = _Reading(flows, calendars_near(folder, files=library.files)).office(top)
    return office, [*lacking, *found]


def _sop(top: Map) -> tuple[str | None, Span]:
    """The id of the SOP that an office is for, and where it stands."""
    own, arrivals = top.get("sop"), top.get("arrivals")
    if own is not None:
        return text_of(own), own.span
    first = next(iter(arrivals.keys.items()), None) if isinstance(arrivals, Map) else None
    return first if first is not None else (None, top.span)


def _unknown(what: str, name: str, known: Iterable[str], span: Span) -> Diagnostic:
    return UNKNOWN_NAME.at(span, what=_WHAT[what], name=name[:_SHOWN], hint=did_you_mean(name, list(known)))


def _weights(node: Node | None) -> Iterator[tuple[str, float]]:
    for name, one, _ in entries(node):
        with suppress(ValueError):  # the schema tells
            yield name, float(text_of(one) or "")


class _Reading:
    """What is known while a file is read."""

    def __init__(self, flows: Sequence[Flow], calendars: Mapping[str, object]) -> None:
        """`flows` are none where the SOP is not known: then names are not looked up."""
        self.calendars = calendars
        self.found: list[Diagnostic] = []
        self.rows: dict[str, list[Row]] = {}
        """Those that an id means, in the SOP first, then in those that it calls; and those of `SOP.ROW`."""
        for flow in reversed(flows):
            for name, row in flow.rows.items():
                self.rows.setdefault(name, []).append(row)
        self.fields = {n: one for flow in flows for n, one in flow.definition.fields.items()}
        self.rows |= {
            f"{flow.definition.id}.{n}": [row] for flow in reversed(flows) for n, row in flow.rows.items()
        }
        for name, rows in self.rows.items():
            self.fields |= {f"{name}.{one.field.id}": one.field for row in reversed(rows) for one in row.form}
        self.known: dict[str, Iterable[str]] = {
            "arrivals": [str(flow.definition.id) for flow in flows[-1:]],
            "people": dict.fromkeys(str(actor) for flow in reversed(flows) for actor in flow.definition.actors),
            "durations": self.rows,
            "answers": [name for name, rows in self.rows.items() if any(row.sole is None for row in rows)],
            "fields": self.fields,
        }

    def office(self, top: Map) -> tuple[Office | None, list[Diagnostic]]:
        own = text_of(top.get("sop"))
        if self.rows and own is not None and own not in self.known["arrivals"]:
            self._unknown("arrivals", own, self.known["arrivals"], top.values["sop"].span)
        started = text_of(top.get("start"))
        start = DEFAULT_START
        if started is not None:
            with suppress(ValueError):  # the schema tells
                start = instants.parse(started)
        office = Office(
            dict(self._named(top, "arrivals", self._arrivals)),
            dict(self._named(top, "people", self._staff)),
            dict(self._named(top, "durations", self._length)),
            dict(self._named(top, "answers", self._answers)),
            dict(self._named(top, "fields", self._filling)),
            start,
            self._priorities(top.get("priorities")),
        )
        return office, self.found

    def _named(self, top: Map, what: str, read: Callable[[str, Node], Made | None]) -> Iterator[tuple[str, Made]]:
        for name, node, span in entries(top.get(what)):
            if not self.rows:
                continue
            if name not in self.known[what]:
                self._unknown(what, name, self.known[what], span)
            elif (value := read(name, node)) is not None:
                yield name, value

    def _arrivals(self, _: str, node: Node) -> Arrivals | None:
        top = node if isinstance(node, Map) else Map(node.span)
        every = top.get("every")
        length = self._length("", every) if every is not None else None
        return Arrivals(length, self._calendar(top)) if length is not None else None

    def _staff(self, _: str, node: Node) -> Staff | None:
        top = node if isinstance(node, Map) else Map(node.span, {}, {"count": node})
        count = text_of(top.get("count")) or ""
        return Staff(int(count), self._calendar(top)) if count.isascii() and count.isdigit() else None

    def _calendar(self, top: Map) -> str | None:
        name = text_of(top.get("calendar"))
        if name is not None and name not in self.calendars:
            self._unknown("calendar", name, self.calendars, top.values["calendar"].span)
        return name

    def _length(self, _: str, node: Node) -> Length | None:
        if isinstance(node, Text):
            with suppress(ValueError):
                return duration.parse(text_of(node) or "")
            return None
        (kind, inner), *others = (
            (*node.values.items(),) if isinstance(node, Map) and node.values else (("", node),)
        )
        if kind not in KINDS or others:
            return None
        values = [self._seconds(one) for one in (inner.items if isinstance(inner, List) else [inner])]
        lengths = [one for one in values if one is not None]
        wanted = len(KINDS[kind].lengths) or len(lengths)
        if len(lengths) < len(values) or len(lengths) != wanted:
            return None
        if not KINDS[kind].is_possible(lengths):
            why = _ZERO if kind in ("exponential", "lognormal") else _ORDER
            self.found.append(IMPOSSIBLE.at(inner.span, why=why))
            return None
        return Spread(kind, tuple(lengths))

    def _seconds(self, node: Node) -> float | None:
        try:
            length = duration.parse(text_of(node) or "")
        except ValueError:
            return None
        if any(unit not in _TIMES for unit, _ in length.parts) or length.span is None:
            self.found.append(IMPOSSIBLE.at(node.span, why=_DAYS.filled(length=length)))
            return None
        return length.span.total_seconds()

    def _filling(self, name: str, node: Node) -> Filling | None:
        field = self.fields[name]
        try:
            return filling(field, node.plain())
        except NotAFilling as problem:
            span = find(node, list(problem.at))[1] if problem.at else node.span
            said = inline(problem.said)
            short = said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
            self.found.append(
                NOT_FILLED.at(span, title=field.title, field=field.id, said=short, expected=problem.why)
            )
            return None

    def _answers(self, step: str, node: Node) -> Mapping[str, float] | None:
        row, ways = self.rows[step][0], [way for row in self.rows[step] for way in row.ways]
        if row.decision is not None:
            formulas = [rule.when for rule in row.decision[0] if rule.when is not None]
            names = dict.fromkeys(name for formula in formulas for name in fields_of(formula))
            self.found.append(DECIDED.at(node.span, step=step, fields=", ".join(names)))
            return None
        for name, _, span in entries(node):
            if name not in ways:
                self._unknown("outcome", name, ways, span)
        weights = {name: weight for name, weight in _weights(node) if name in ways}
        if weights and not any(weights.values()):
            self.found.append(IMPOSSIBLE.at(node.span, why=_NEVER))
        return weights if any(weights.values()) else None

    def _priorities(self, node: Node | None) -> Mapping[str, float]:
        weights = dict(_weights(node))
        if node is not None and weights and not any(weights.values()):
            self.found.append(IMPOSSIBLE.at(node.span, why=_NO_CASES))
            return {}
        return weights

    def _unknown(self, what: str, name: str, known: Iterable[str], span: Span) -> None:
        self.found.append(_unknown(what, name, known, span))
