"""Decision tables as XML, with the diagram of what each of them reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sopflow._version import __version__
from sopflow.bpmn.expressions import feel_text
from sopflow.conditions.formula import TODAY
from sopflow.definition.model import Definition
from sopflow.language import Language, Words
from sopflow.render.formats.marks import clean

from .table import ANYTHING, TYPES, Table, names_in

_SPACES: Final = (
    ' xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/"'
    ' xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:di="http://www.omg.org/spec/DMN/20180521/DI/"'
)
_DAY: Final = Words("Hari tindakan", "Day of the act")
_SMALLEST: Final = Words("dalam satuan terkecil: {unit} untuk 1", "in the smallest unit: {unit} for 1")
_LACKS: Final = Words("menunggu isian", "waits for a value")
_WIDTH, _HEIGHT, _STEP = 180, 80, 220
_SMALL_WIDTH, _SMALL_HEIGHT = 125, 45


def dmn_of(sop: Definition, tables: Sequence[Table], language: Language) -> bytes:
    return "\n".join(_Writer(sop, tables, language).lines()).encode() + b"\n"


class _Writer:
    def __init__(self, sop: Definition, tables: Sequence[Table], language: Language) -> None:
        self.sop = sop
        self.tables = tables
        self.language = language
        self.names = names_in(sop.fields)
        self.fields = list(dict.fromkeys(name for table in tables for name in table.fields))

    def lines(self) -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>'
        yield (
            f'<definitions{_SPACES} id="DMN_{clean(self.sop.id)}" name="{clean(_flat(self.sop.title))}"'
            f' namespace="urn:sopflow:dmn:{clean(self.sop.id)}" exporter="sopflow" exporterVersion="{__version__}">'
        )
        for name in self.fields:
            yield from self._input(name)
        for table in self.tables:
            yield from self._decision(table)
        yield from self._picture()
        yield "</definitions>"

    def _input(self, name: str) -> Iterator[str]:
        field = self.sop.fields.get(name)
        title = field.title if field is not None else _DAY.within(self.language)
        type_ = TYPES[field.type] if field is not None else "date"
        own = self._id(name)
        yield f'  <inputData id="{own}" name="{self.names[name]}" label="{clean(_flat(title))}">'
        if field is not None and field.scale:
            yield f"    <description>{clean(_SMALLEST.within(self.language, unit=10**field.scale))}</description>"
        yield f'    <variable id="{own}_Variable" name="{self.names[name]}" typeRef="{type_}"/>'
        yield "  </inputData>"

    def _id(self, name: str) -> str:
        return "Today" if name == TODAY else f"Field_{name}"

    def _decision(self, table: Table) -> Iterator[str]:
        step = self.sop.step(table.step)
        own, name = clean(table.step), clean(table.step.replace("-", "_"))
        yield f'  <decision id="{own}" name="{name}" label="{clean(_flat(step.activity))}">'
        if step.question:
            yield f"    <question>{clean(_flat(step.question))}</question>"
        yield f'    <variable id="{own}_Variable" name="{name}" typeRef="string"/>'
        for at, field in enumerate(table.fields, start=1):
            yield f'    <informationRequirement id="{own}_Reads_{at}">'
            yield f'      <requiredInput href="#{self._id(field)}"/>'
            yield "    </informationRequirement>"
        yield f'    <decisionTable id="{own}_Table" hitPolicy="{table.hit}">'
        for at, (expression, type_) in enumerate(table.columns.items(), start=1):
            yield f'      <input id="{own}_Input_{at}" label="{clean(expression)}">'
            yield f'        <inputExpression id="{own}_Value_{at}" typeRef="{type_}"><text>{clean(expression)}</text></inputExpression>'
            yield "      </input>"
        yield f'      <output id="{own}_Output" name="{name}" typeRef="string">'
        if all(rule.takes is not None for rule in table.rules):  # no output at all is none of these
            values = clean(", ".join(map(feel_text, table.branches)))
            yield f'        <outputValues id="{own}_Branches"><text>{values}</text></outputValues>'
        yield "      </output>"
        for at, rule in enumerate(table.rules, start=1):
            yield f'      <rule id="{own}_Rule_{at}">'
            if rule.takes is None:
                yield f"        <description>{clean(_LACKS.within(self.language))}</description>"
            for column, expression in enumerate(table.columns, start=1):
                said = clean(rule.cells.get(expression, ANYTHING))
                yield f'        <inputEntry id="{own}_Cell_{at}_{column}"><text>{said}</text></inputEntry>'
            takes = clean("null" if rule.takes is None else feel_text(rule.takes))
            yield f'        <outputEntry id="{own}_Takes_{at}"><text>{takes}</text></outputEntry>'
            yield "      </rule>"
        yield "    </decisionTable>"
        yield "  </decision>"

    def _picture(self) -> Iterator[str]:
        """Decisions in a row, what they read below."""
        yield "  <dmndi:DMNDI>"
        yield '    <dmndi:DMNDiagram id="Diagram">'
        for at, table in enumerate(self.tables):
            yield from _shape(clean(table.step), 100 + at * _STEP, 100, _WIDTH, _HEIGHT)
        for at, name in enumerate(self.fields):
            yield from _shape(self._id(name), 100 + at * _STEP, 300, _SMALL_WIDTH, _SMALL_HEIGHT)
        for at, table in enumerate(self.tables):
            for number, name in enumerate(table.fields, start=1):
                own = f"{clean(table.step)}_Reads_{number}"
                x = 100 + self.fields.index(name) * _STEP + _SMALL_WIDTH // 2
                yield f'      <dmndi:DMNEdge id="{own}_di" dmnElementRef="{own}">'
                yield f'        <di:waypoint x="{x}" y="300"/>'
                yield f'        <di:waypoint x="{100 + at * _STEP + _WIDTH // 2}" y="{100 + _HEIGHT}"/>'
                yield "      </dmndi:DMNEdge>"
        yield "    </dmndi:DMNDiagram>"
        yield "  </dmndi:DMNDI>"


def _shape(id: str, x: int, y: int, width: int, height: int) -> Iterator[str]:
    yield f'      <dmndi:DMNShape id="{id}_di" dmnElementRef="{id}">'
    yield f'        <dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
    yield "      </dmndi:DMNShape>"


def _flat(text: str) -> str:
    return " ".join(text.split())
