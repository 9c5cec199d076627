"""Instances on a Restate cluster: the same definitions, decided by the same functions, kept by its replicated log.

`RestateEngine` is what an application calls; `endpoint` is what the cluster calls, in as many processes as you need.
"""

from .endpoint import endpoint
from .engine import RestateEngine
from .rebuilding import Rebuilt, rebuild
from .store import RestateStore

__all__ = ["Rebuilt", "RestateEngine", "RestateStore", "endpoint", "rebuild"]
