"""What can follow what: every search over rows, symbols, markings or states is one of these few."""

from .graph import Graph
from .numbering import Numbered
from .reach import Reach
from .searching import cheapest, holding, nearest, paths, reached

__all__ = ["Graph", "Numbered", "Reach", "cheapest", "holding", "nearest", "paths", "reached"]
