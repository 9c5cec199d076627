"""From a file's bytes to nodes that know their place."""

from ..nodes import List, Map, Node, Text, find, renamed
from .composer import compose
from .consequences import without_consequences
from .source import decode

__all__ = ["List", "Map", "Node", "Text", "compose", "decode", "find", "renamed", "without_consequences"]
