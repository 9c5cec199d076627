"""Checks that understand the procedure: its flow, its documents, its form. For checks of your own: `check`,
`Subject`, and `error`, `warning` and `info`, which declare a finding."""

from sopflow.definition.arcs import FlowArc
from sopflow.definition.names import Glossary, Mention, Names
from sopflow.diagnostics import error, info, warning
from sopflow.flow.markings import Marking, Move
from sopflow.graph import Reach

from .exploring import Exploration
from .plugins import check
from .subject import Subject

__all__ = [
    "Exploration", "FlowArc", "Glossary", "Marking", "Mention", "Move", "Names", "Reach", "Subject", "check", "error", "info",
    "warning",
]  # fmt: skip
