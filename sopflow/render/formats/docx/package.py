"""The file of a Word document: its parts and how they belong together. The same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from sopflow.definition.logo import Logo

from .marks import FONT

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES: Final = (
    f'xmlns:w="{W}" xmlns:r="{_OFFICE}/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_WHEN: Final = (1980, 1, 1, 0, 0, 0)
_PARTS: Final = {
    "styles": ("styles", f"{_KIND}.styles+xml"),
    "settings": ("settings", f"{_KIND}.settings+xml"),
    "fontTable": ("fontTable", f"{_KIND}.fontTable+xml"),
    "theme1": ("theme", "application/vnd.openxmlformats-officedocument.theme+xml"),
    "footer1": ("footer", f"{_KIND}.footer+xml"),
}
"""The document's other parts, by file: what they are to it, and their kind."""

_STYLES: Final = (
    f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/><w:sz w:val="16"/><w:szCs w:val="16"/>'
    '<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
    '<w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    "</w:style></w:styles>"
)
_SETTINGS: Final = (
    f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)
_FONTS: Final = (
    f'<w:fonts xmlns:w="{W}"><w:font w:name="{FONT}"><w:altName w:val="Liberation Sans"/><w:charset w:val="00"/>'
    '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)


def packed(body: str, footer: str, title: str, language: str, logo: Logo | None = None) -> bytes:
    """A file with this body, this footer on every page, and this title among its properties; all of them XML already;
    the body refers to the logo as `LOGO`."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(logo),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            (
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
        ),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            *((f"{_OFFICE}/relationships/{role}", f"{name}.xml") for name, (role, _) in _PARTS.items()),
            *([(f"{_OFFICE}/relationships/image", f"media/logo.{logo.size.kind}")] if logo is not None else []),
        ),
        "word/styles.xml": _STYLES.replace("{language}", "id-ID" if language == "id" else "en-GB"),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _FONTS,
        "word/theme1.xml": _theme(),
        "word/footer1.xml": f"<w:ftr {NAMESPACES}>{footer}</w:ftr>",
    }
    if logo is not None:
        files[f"word/media/logo.{logo.size.kind}"] = logo.data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, HEAD + content if isinstance(content, str) else content)
    return out.getvalue()


LOGO: Final = f"rId{1 + len(_PARTS)}"
"""The name by which the document refers to the logo."""


def relation_of(part: str) -> str:
    """The name by which the document refers to another part."""
    return f"rId{1 + list(_PARTS).index(part)}"


def _relations(*pairs: tuple[str, str]) -> str:
    found = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(pairs, start=1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{found}</Relationships>'


def _content_types(logo: Logo | None) -> str:
    kinds = {"document": f"{_KIND}.document.main+xml"} | {name: kind for name, (_, kind) in _PARTS.items()}
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    kind = logo.size.kind if logo is not None else None
    media = f'<Default Extension="{kind}" ContentType="image/{kind}"/>' if kind is not None else ""
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{media}{parts}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>"
    )


def _theme() -> str:
    """What every document of Word's has: colours, typefaces and forms that nothing here uses."""
    colors = {
        "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4", "accent2": "ED7D31",
        "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5", "accent6": "70AD47", "hlink": "0563C1", "folHlink": "954F72",
    }  # fmt: skip
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colors.items())
    face = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="sopflow"><a:themeElements>'
        f'<a:clrScheme name="sopflow">{scheme}</a:clrScheme><a:fontScheme name="sopflow"><a:majorFont>{face}</a:majorFont>'
        f'<a:minorFont>{face}</a:minorFont></a:fontScheme><a:fmtScheme name="sopflow"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
