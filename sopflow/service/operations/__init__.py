"""What can be asked for, a file for each kind; a new one is a line here."""

from typing import Final

from . import commands, definitions, events, instances, lists, pictures

OPERATIONS: Final = tuple(
    operation
    for kind in (definitions, instances, commands, lists, pictures, events)
    for operation in kind.OPERATIONS
)
