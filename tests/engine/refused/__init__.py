"""Commands that are refused: every refusal that the engine gives is given by one of them."""

from __future__ import annotations

from tests.engine.refused import data, instances, people, rows

COMMANDS = [
    value
    for module in (rows, people, data, instances)
    for value in vars(module).values()
    if callable(value) and value.__module__ == module.__name__
]
