"""For tests in Python: an engine with a manual clock, runs that read as sentences, assertions, and strategies.

`play` and the assertions need nothing besides sopflow; the strategies need hypothesis. Names are imported on
first use, so that the pytest plugin costs nothing where there are no scenarios.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .assertions import Expected, ScenarioFailed, assert_refused, assert_run
    from .contract import Ports, StoreContract, World
    from .playing import Play, play
    from .simulation import SimulatedEngine
    from .strategies import LegalRun, definitions, legal_runs

_HOME_OF = {
    "Expected": "assertions",
    "LegalRun": "strategies",
    "Play": "playing",
    "Ports": "contract",
    "ScenarioFailed": "assertions",
    "SimulatedEngine": "simulation",
    "StoreContract": "contract",
    "World": "contract",
    "assert_refused": "assertions",
    "assert_run": "assertions",
    "definitions": "strategies",
    "legal_runs": "strategies",
    "play": "playing",
}

__all__ = [
    "Expected", "LegalRun", "Play", "Ports", "ScenarioFailed", "SimulatedEngine", "StoreContract", "World", "assert_refused", "assert_run", "definitions",
    "legal_runs", "play",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'sopflow.testing' has no attribute {name!r}")
    try:
        value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    except ModuleNotFoundError as problem:
        from sopflow.errors import MissingPackage
        from sopflow.language import default_language

        if problem.name not in ("hypothesis", "pytest"):
            raise
        missing = MissingPackage(package=problem.name, extra="test").message(default_language())
        raise ModuleNotFoundError(missing, name=problem.name) from None
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
