"""The official picture of an SOP: its identity page and its flowchart table, as HTML, SVG, PDF, PNG, Mermaid or DOT.

`chart` says which symbols and arrows there are, `sections` cuts them into pages, `routing` finds every arrow a way,
`sizing` and `frame` give it all a size, `placing` and `layout` a place; `formats` write what was laid out.
"""

from sopflow.definition.arcs import FlowArc
from sopflow.definition.logo import Logo, logo_near
from sopflow.definition.pictures import Size

from .naming import titles_of
from .overlay import Mark, Overlay
from .rendering import FORMATS, UnknownFormat, format_of, render

__all__ = [
    "FORMATS", "FlowArc", "Logo", "Mark", "Overlay", "Size", "UnknownFormat", "format_of", "logo_near", "render", "titles_of",
]  # fmt: skip
