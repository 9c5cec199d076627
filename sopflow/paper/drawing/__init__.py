"""What is drawn on a table: symbols in its cells and arrows between them, whatever the format of the file.

A reader makes shapes, strokes and labels with their places in points; `ties` finds which stroke leads from which shape to
which; `model` is what comes of it: symbols in cells of the table, and arrows between symbols.
"""

from .model import NOTHING_DRAWN, Arrow, Drawing, Gap, Kind, Symbol

__all__ = ["NOTHING_DRAWN", "Arrow", "Drawing", "Gap", "Kind", "Symbol"]
