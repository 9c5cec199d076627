"""The checks of the procedure, one file each; a new one is a file here and a line in `CHECKS`."""

from typing import Final

from ..subject import Check
from . import (
    acceptance,
    archives,
    cells,
    choices,
    circles,
    columns,
    deciding,
    doubles,
    drafts,
    equipment,
    handing,
    identity,
    joins,
    leftovers,
    logo,
    loops,
    naming,
    numbers,
    orders,
    reach,
    repeats,
    sharing,
    signing,
    size,
    sources,
    totals,
    twice,
    unused,
    waiting,
    wording,
)

CHECKS: Final[tuple[Check, ...]] = (
    size.check, reach.check, joins.check, leftovers.check, doubles.check, choices.check, loops.check, repeats.check,
    circles.check, deciding.check,
    sources.check, unused.check, twice.check, drafts.check, signing.check, equipment.check, archives.check,
    naming.check, numbers.check, wording.check, columns.check, cells.check, handing.check, orders.check, identity.check, logo.check, totals.check, waiting.check,
    sharing.check, acceptance.check,
)  # fmt: skip
