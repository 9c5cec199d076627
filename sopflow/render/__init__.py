"""The official picture of an SOP: its identity page and its flowchart table, as HTML, SVG, PDF, PNG, Mermaid or DOT.

`chart` determines symbols and arrows, `sections` divides them into pages, `routing` finds a way for every arrow,
`sizing` and `frame` compute sizes, `placing` and `layout` positions; `formats` write the result.
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
