"""Checks that understand the procedure: its flow, its documents, its form. For checks of one's own: `check`, `Subject`,
and `error`, `warning` and `info`, which declare what a check says."""

from sopflow.definition.diagnostics import error, info, warning

from .plugins import check
from .subject import Subject

__all__ = ["Subject", "check", "error", "info", "warning"]
