"""A scenario as data: what happens, in order, and what is expected of it; each part with its place."""

from __future__ import annotations

from typing import Final

from .format.accepting import AcceptedChange as AcceptedChange
from .format.act import WHOLE as WHOLE
from .format.act import Act as Act
from .format.expecting import Doer as Doer
from .format.expecting import Expectation as Expectation
from .format.expecting import PathItem as PathItem
from .format.file import ScenarioFile as ScenarioFile
from .format.scenario import Scenario as Scenario
from .format.scene import DEFAULT_START as DEFAULT_START
from .names import ActKind as ActKind

ANYTHING: Final = "..."
"""In a path: whatever is in between."""
