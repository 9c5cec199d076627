"""What each engine wants said otherwise: conditions, and what it needs to run a process at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from sopflow.render.formats.marks import clean

from .expressions import FEEL, FIELDS, JAVASCRIPT, PYTHON, Tongue, feel_text

if TYPE_CHECKING:
    from .forms import Form
    from .model import Node

DialectName = Literal["plain", "spiff", "bpmn-engine", "camunda8"]
DIALECTS: Final[tuple[DialectName, ...]] = get_args(DialectName)
OUTCOME: Final = "outcome"
"""The variable in which the answer of a decision stands; the task before it sets it."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How an engine reads a process."""

    runs: bool
    """Whether the process is one that runs there, and not a drawing."""
    condition: Callable[[str, str], str]
    """From the question and an answer to the condition under which a flow is taken."""
    whole: Callable[[str], str] = lambda said: said
    """What stands around a condition."""
    language: str | None = None
    """The language of conditions, where that must be said."""
    spaces: str = ""
    """Namespaces of its own."""
    extension: Callable[[Node, Form | None], str] = lambda node, form: ""
    """Extension elements of an element; with its form, where the dialect has forms."""
    has_forms: bool = False
    tongue: Tongue | None = None
    """How it says conditions over the fields of a case."""
    cardinality: bool = True
    """Whether several instances are counted by `loopCardinality`."""
    each: Callable[[str], str] = lambda name: ""
    """How often a called process runs: once for each record of the list in this field."""
    enough: str = ""
    """That the first of these is enough."""
    data_flows: bool = True
    """Whether a task may be told by a data association what it needs and makes; else that is only drawn."""


def _counted(expression: str) -> Callable[[str], str]:
    def counted(name: str) -> str:
        said = expression.format(name=name)
        return f'<bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">{said}</bpmn:loopCardinality>'

    return counted


def _enough(holds: str) -> str:
    return f'<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">{holds}</bpmn:completionCondition>'


def _records(name: str) -> str:
    records = f"get value({FIELDS}, &quot;{name}&quot;)"
    loop = f'<zeebe:loopCharacteristics inputCollection="={records}" inputElement="record"/>'
    return f"<bpmn:extensionElements>{loop}</bpmn:extensionElements>"


def _zeebe(node: Node, asked: Form | None) -> str:
    """What Camunda 8 needs of an element."""
    if node.kind == "callActivity":
        return (
            f'<zeebe:calledElement processId="SOP_{clean(node.calls or "")}" propagateAllChildVariables="true"/>'
        )
    if node.kind != "userTask":
        return ""
    groups = clean(", ".join(node.doers))
    if node.signers:
        groups = "=signer"
    named = f'formId="{clean(asked.id)}"' if asked is not None else f'externalReference="{clean(node.id)}"'
    said = f"<zeebe:userTask/><zeebe:formDefinition {named}/>"
    said += f'<zeebe:assignmentDefinition candidateGroups="{groups}"/>' if groups else ""
    outputs = asked.outputs.items() if asked is not None else ()
    mapped = "".join(f'<zeebe:output source="{clean(source)}" target="{target}"/>' for target, source in outputs)
    return said + (f"<zeebe:ioMapping>{mapped}</zeebe:ioMapping>" if mapped else "")


_ZEEBE: Final = ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
OF: Final[Mapping[DialectName, Dialect]] = {
    "plain": Dialect(False, lambda question, answer: f"{question} {answer}"),
    "spiff": Dialect(
        True,
        lambda _, answer: f"{OUTCOME} == {answer!r}",
        tongue=PYTHON,
        each=_counted(f"len({FIELDS}.get('{{name}}') or ())"),
        enough=_enough("True"),
        data_flows=False,
    ),
    "bpmn-engine": Dialect(
        True,
        lambda _, answer: f"this.environment.output.{OUTCOME} === {json.dumps(answer)}",
        "next(null, {});".format,
        "javascript",
        tongue=JAVASCRIPT,
        each=_counted(f"${{{{environment.output.{FIELDS}.{{name}}.length}}}}"),
        enough=_enough("${true}"),
    ),
    "camunda8": Dialect(
        True,
        lambda _, answer: f"{OUTCOME} = {feel_text(answer)}",
        "={}".format,
        None,
        _ZEEBE,
        _zeebe,
        has_forms=True,
        tongue=FEEL,
        cardinality=False,
        each=_records,
        enough=_enough("=true"),
    ),
}
