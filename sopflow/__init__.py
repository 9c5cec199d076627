"""sopflow: standard operating procedures as data that runs.

`load` a definition, give it to an `Engine`, `start` and `complete`. Names are imported on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from .app.stores import open_store
    from .definition.duration import Duration
    from .definition.loading import Checked, load, loads
    from .definition.model import Definition
    from .diagnostics import Diagnostic, Severity, Span
    from .engine.asynchronous import AsyncEngine, AsyncPersonsEngine, AsyncSubscription
    from .engine.clock import Clock, ManualClock, SystemClock
    from .engine.directory import Directory, FixedDirectory
    from .engine.engine import Engine
    from .engine.memory import InMemoryStore
    from .engine.migration import Migration
    from .engine.personal import PersonsEngine
    from .engine.private import PrivateValue
    from .engine.store import (
        Activation,
        Change,
        Cursor,
        Looked,
        OpenItem,
        Page,
        Place,
        Query,
        Recorded,
        SetAside,
        Store,
        Version,
        WorkQuery,
    )
    from .engine.subscribers import Subscriber
    from .engine.subscription import Subscription
    from .errors import DefinitionError, Refusal, SopflowError, StoreError
    from .fields import Field, Problem, Withheld
    from .flow.audience import Audience, Seer
    from .flow.command import Command, Paper
    from .flow.context import Context, Role
    from .flow.corrections import DecidedOn
    from .flow.decide import decide
    from .flow.event import Claim, Effects, Ended, Event, OpenRow, Signature
    from .flow.evolve import evolve, fold
    from .flow.flow import Flow
    from .flow.instance import InHand, Instance
    from .flow.offers import Offer
    from .flow.possible import Lack, Missing, Shown, WorkItem
    from .flow.timeline import TimelineEntry
    from .review.checking import check, check_all
    from .time import AROUND_THE_CLOCK, Calendar

_HOMES = {
    "app.stores": ("open_store",),
    "diagnostics": ("Diagnostic", "Severity", "Span"),
    "definition.duration": ("Duration",),
    "definition.loading": ("Checked", "load", "loads"),
    "definition.model": ("Definition",),
    "engine.asynchronous": ("AsyncEngine", "AsyncPersonsEngine", "AsyncSubscription"),
    "engine.clock": ("Clock", "ManualClock", "SystemClock"),
    "engine.directory": ("Directory", "FixedDirectory"),
    "engine.engine": ("Engine",),
    "engine.memory": ("InMemoryStore",),
    "engine.migration": ("Migration",),
    "engine.personal": ("PersonsEngine",),
    "engine.private": ("PrivateValue",),
    "engine.store": (
        "Activation",
        "Change",
        "Cursor",
        "Looked",
        "OpenItem",
        "Page",
        "Place",
        "Query",
        "Recorded",
        "SetAside",
        "Store",
        "Version",
        "WorkQuery",
    ),
    "engine.subscribers": ("Subscriber",),
    "engine.subscription": ("Subscription",),
    "errors": ("DefinitionError", "Refusal", "SopflowError", "StoreError"),
    "flow.audience": ("Audience", "Seer"),
    "flow.command": ("Command", "Paper"),
    "fields": ("Field", "Problem", "Withheld"),
    "flow.context": ("Context", "Role"),
    "flow.corrections": ("DecidedOn",),
    "flow.decide": ("decide",),
    "flow.event": ("Claim", "Effects", "Ended", "Event", "OpenRow", "Signature"),
    "flow.evolve": ("evolve", "fold"),
    "flow.flow": ("Flow",),
    "flow.instance": ("InHand", "Instance"),
    "flow.offers": ("Offer",),
    "flow.possible": ("Lack", "Missing", "Shown", "WorkItem"),
    "flow.timeline": ("TimelineEntry",),
    "review.checking": ("check", "check_all"),
    "time": ("AROUND_THE_CLOCK", "Calendar"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "AROUND_THE_CLOCK", "Activation", "AsyncEngine", "AsyncPersonsEngine", "AsyncSubscription", "Audience", "Calendar", "Change", "Checked", "Claim",
    "Clock", "Command", "Context", "Cursor", "DecidedOn", "Definition", "DefinitionError", "Diagnostic", "Directory",
    "Duration", "Effects", "Ended", "Engine", "Event", "Field", "FixedDirectory", "Flow", "InHand", "InMemoryStore", "Instance", "Lack",
    "Looked", "ManualClock", "Migration", "Missing", "Offer", "OpenItem", "OpenRow", "Page", "Paper", "PersonsEngine", "Place", "PrivateValue", "Problem", "Query",
    "Recorded", "Refusal", "Role", "Seer", "SetAside", "Severity", "Shown", "Signature", "SopflowError", "Span", "Store",
    "StoreError", "Subscriber", "Subscription", "SystemClock", "TimelineEntry", "Version", "Withheld", "WorkItem", "WorkQuery",
    "__version__", "check", "check_all", "decide", "evolve", "fold", "load", "loads", "open_store",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'sopflow' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
