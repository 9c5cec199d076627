"""From a file's bytes to nodes that know their place."""

from ..nodes import List, Map, Node, Text, as_meant, find
from .composer import compose
from .consequences import without_consequences
from .source import decode

__all__ = ["List", "Map", "Node", "Text", "as_meant", "compose", "decode", "find", "without_consequences"]
