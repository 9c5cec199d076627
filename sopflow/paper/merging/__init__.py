"""An exported table that somebody worked on, and the definition that it carries: what changed in the table is changed in
the definition, cell by cell, and everything else stays as it is.

The table is read twice: as it was when it was exported, which the carried definition shows, and as it is now. What differs
is what somebody changed. How symbols are drawn does not matter: both go through the same reader.
"""

from .beside import joined
from .difference import Difference
from .merging import Merged, merged
from .said import Reading, reading_of

__all__ = ["Difference", "Merged", "Reading", "joined", "merged", "reading_of"]
