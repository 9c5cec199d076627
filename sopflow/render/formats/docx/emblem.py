"""The logo as a picture in a line of its own, above the text of its cell. Programs do not agree where the text of a cell
begins in which a picture floats."""

from __future__ import annotations

from typing import Final

from sopflow.paper.seal import LOGO_NAME
from sopflow.render.formats.svg import cell_text
from sopflow.render.page import Emblem

from .marks import emu, twips
from .package import LOGO

_URI: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def emblem_marks(emblem: Emblem, number: int, scale: float) -> str:
    """The line with the picture, as far from the edge of the cell and from its text as the layout has them."""
    cell = emblem.cell
    below = cell_text(cell).y - emblem.y - emblem.height if any(cell.lines) else 0.0
    size = f'cx="{emu(emblem.width * scale)}" cy="{emu(emblem.height * scale)}"'
    space = f'w:before="{twips((emblem.y - cell.y) * scale)}" w:after="{twips(below * scale)}"'
    form = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    picture = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{LOGO_NAME}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{LOGO}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f"<pic:spPr>{form}</pic:spPr></pic:pic>"
    )
    small = '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'
    return (
        f'<w:p><w:pPr><w:spacing {space} w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>{small}</w:pPr><w:r>{small}<w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="{LOGO_NAME}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_URI}">{picture}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
