"""What can follow what: every search over rows, symbols, markings or states is one of these few."""

from .bits import Bits
from .graph import Graph
from .joining import joined
from .numbering import Numbered
from .reach import Reach
from .searching import backwards, cheapest, holding, nearest, paths, reached

__all__ = [
    "Bits", "Graph", "Numbered", "Reach", "backwards", "cheapest", "holding", "joined", "nearest", "paths", "reached",
]  # fmt: skip
