"""What can be asked for, a file for each kind; a new one is a line here."""

from typing import Final

from . import commands, definitions, events, instances, lists, pictures

KINDS: Final = {
    "definitions": definitions.OPERATIONS,
    "instances": instances.OPERATIONS,
    "commands": commands.OPERATIONS,
    "lists": lists.OPERATIONS,
    "pictures": pictures.OPERATIONS,
    "events": events.OPERATIONS,
}
OPERATIONS: Final = tuple(operation for kind in KINDS.values() for operation in kind)
