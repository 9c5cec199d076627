"""Mermaid and Graphviz, by the diagrams of `transitions`: the flow as states, without the table around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal

from transitions import State
from transitions.extensions import GraphMachine

from sopflow.definition.model import Definition
from sopflow.errors.packages import needing
from sopflow.language import Language
from sopflow.render import words
from sopflow.render.chart import Symbol, chart_of

Engine = Literal["graphviz", "mermaid"]
_PLAIN: Final = " .,-"
_STARTED: Final = "r0"


class _Labelled(State):
    """A state whose name is ours and whose label is the file's."""

    def __init__(self, name: str, label: str, **options: Any) -> None:
        super().__init__(name, **options)
        self.label = label


class _Machine(GraphMachine):
    state_cls = _Labelled

    def __init__(self, **options: Any) -> None:
        self.machine_attributes = {**GraphMachine.machine_attributes, "rankdir": "TB"}
        super().__init__(**options)


def mermaid_of(sop: Definition, language: Language) -> bytes:
    """A state diagram in Mermaid's words."""
    machine = _machine(sop, language, "mermaid", _for_mermaid)
    return (_source(machine) + "\n").encode()


def dot_of(sop: Definition, language: Language) -> bytes:
    """A graph in Graphviz's words. `MissingPackage` without the Python package `graphviz`."""
    with needing("picture"):
        import graphviz  # noqa: F401
    machine = _machine(sop, language, "graphviz", _for_dot)
    return _source(machine).encode()


def _source(machine: _Machine) -> str:
    graph: Any = machine.model_graphs[id(machine)]
    graph.reset_styling()  # no row is active: it is the procedure, not a run
    text: str = graph.get_graph(title=machine.title).source
    return text


def _machine(sop: Definition, language: Language, engine: Engine, safe: Callable[[str], str]) -> _Machine:
    chart = chart_of(sop, language)
    then = words.THEN.within(language)
    rows = {str(step.id): f"r{at}" for at, step in enumerate(sop.steps)}
    ends: dict[str, str] = {}

    def name(symbol: Symbol) -> str:
        if symbol.step is not None:
            return rows[symbol.step]
        return ends.setdefault(symbol.id, f"e{len(ends)}")

    labels = {
        rows[str(step.id)]: safe(" ".join(part for part in (step.number, step.activity) if part))
        for step in sop.steps
    }
    moves: list[dict[str, str]] = []
    for arrow in chart.arrows:
        if arrow.arc is not None:
            labels.setdefault(name(arrow.target), safe(arrow.target.text))
            source, target, label = name(arrow.source), name(arrow.target), safe(arrow.label or then)
            moves.append({"trigger": f"t{len(moves)}", "source": source, "dest": target, "label": label})
    for symbol_id, arc in chart.within.items():
        end = f"e{len(ends)}"
        ends[symbol_id] = end
        text = next(s.text for s in chart.symbols if s.id == symbol_id)
        labels[end] = safe(text)
        moves.append({"trigger": f"t{len(moves)}", "source": rows[arc.row], "dest": end, "label": then})
    return _Machine(
        states=[{"name": state, "label": label} for state, label in labels.items()],
        transitions=moves,
        initial=_STARTED,
        auto_transitions=False,
        graph_engine=engine,
        title=safe(sop.title),
    )


def _for_mermaid(text: str) -> str:
    """Everything that Mermaid might read as its own is written as a number of its character set."""
    return "".join(c if c.isalnum() or c in _PLAIN else f"#{ord(c)};" for c in " ".join(text.split()))


def _for_dot(text: str) -> str:
    """No markup and no escapes: Graphviz reads the entities back."""
    flat = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return flat.replace("\\", "&#92;").replace('"', "&quot;")
