"""Charts as SVG for pages: what they show stands in them as text too, and no meaning lies in a colour alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from zlib import crc32

from .formats.marks import clean, number

_WIDTH: Final = 720
_LABEL: Final = 250
_VALUE: Final = 200
"""Where bars begin, and what is left for their values."""
_ROW: Final = 26
_HEIGHT: Final = 180
"""Of columns."""
_LETTERS: Final = 38
"""Of a label; the whole is in its title."""
_FILLS: Final = ("#1f5fa8", "url(#STRIPED)", "#8a8a8a")
_EDGES: Final = ("#1f5fa8", "#7a4a00", "#4a4a4a")
STYLE: Final = """
.sop-chart{margin:4mm 0}.sop-chart figcaption{font-weight:700;margin-bottom:1mm}.sop-chart svg{width:100%;max-width:190mm;height:auto}
.sop-chart text{font-size:12px;fill:#000}.sop-chart .sop-axis{stroke:#4a4a4a;stroke-width:1}
.sop-data{border-collapse:collapse;width:100%;margin:2mm 0 6mm}.sop-data th,.sop-data td{border:1px solid #8a8a8a;padding:1mm 2mm;text-align:left;vertical-align:top}
.sop-data caption{text-align:left;font-weight:700;padding:1mm 0}.sop-data td.sop-figure{text-align:right;white-space:nowrap}
"""
"""For pages with charts and tables of data."""
_STRIPED: Final = (
    '<defs><pattern id="STRIPED" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#fde8c8"/><rect width="2" height="6" fill="#7a4a00"/></pattern></defs>'
)


class Bar(NamedTuple):
    """A bar of one or more parts, with its value in words."""

    label: str
    parts: tuple[float, ...]
    said: str


class Line(NamedTuple):
    """A value that is marked in columns."""

    label: str
    value: float


def bars(title: str, shown: Sequence[Bar], *, kinds: Sequence[str] = (), most: float | None = None) -> str:
    """Bars beside each other, the longest as long as there is room, or as `most` says; `kinds` name their parts."""
    widest = most or max((sum(bar.parts) for bar in shown), default=0.0) or 1.0
    scale = (_WIDTH - _LABEL - _VALUE) / widest
    marks = [*_legend(kinds)]
    top = _ROW if kinds else 4
    for at, bar in enumerate(shown):
        y = top + at * _ROW
        inner = [f"<title>{clean(bar.label)}: {clean(bar.said)}</title>"]
        inner.append(f'<text x="{_LABEL - 8}" y="{y + 17}" text-anchor="end">{clean(_short(bar.label))}</text>')
        x = float(_LABEL)
        for kind, part in enumerate(bar.parts):
            width = min(part * scale, _WIDTH - _VALUE - x)
            inner.append(_rect(x, y + 4, max(0.0, width), _ROW - 8, kind))
            x += max(0.0, width)
        inner.append(f'<text x="{number(x + 6)}" y="{y + 17}">{clean(bar.said)}</text>')
        marks.append(f"<g>{''.join(inner)}</g>")
    height = top + len(shown) * _ROW + 4
    marks.append(f'<line class="sop-axis" x1="{_LABEL}" y1="{top}" x2="{_LABEL}" y2="{height - 4}"/>')
    return _figure(title, marks, height, "; ".join(f"{bar.label}: {bar.said}" for bar in shown))


def columns(title: str, counts: Sequence[int], ends: tuple[str, str], width: float, lines: Sequence[Line]) -> str:
    """How often values come: columns from 0 in steps of `width`, the last for all that are beyond; `ends` say the first
    and the last, and `lines` mark values."""
    most = max(counts, default=0) or 1
    left, right, bottom = 20, _WIDTH - 20, _HEIGHT + 18 * (len(lines) + 1)
    each = (right - left) / max(1, len(counts))
    marks = []
    for at, count in enumerate(counts):
        high = (_HEIGHT - 24) * count / most
        marks.append(_rect(left + at * each + 1, bottom - 20 - high, each - 2, high, 0))
    for at, line in enumerate(lines):
        x = min(left + line.value / width * each, right)
        anchor = "end" if x > _WIDTH / 2 else "start"
        marks.append(f'<line class="sop-axis" stroke-dasharray="4 3" x1="{number(x)}" y1="{14 + 18 * at}" x2="{number(x)}" y2="{bottom - 20}"/>')  # fmt: skip
        marks.append(f'<text x="{number(x + (-4 if anchor == "end" else 4))}" y="{14 + 18 * at}" text-anchor="{anchor}">{clean(line.label)}</text>')  # fmt: skip
    marks.append(f'<line class="sop-axis" x1="{left}" y1="{bottom - 20}" x2="{right}" y2="{bottom - 20}"/>')
    marks.append(f'<text x="{left}" y="{bottom - 4}">{clean(ends[0])}</text>')
    marks.append(f'<text x="{right}" y="{bottom - 4}" text-anchor="end">{clean(ends[1])}</text>')
    return _figure(title, marks, bottom, "; ".join(line.label for line in lines))


def data_table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, figures: int = 0) -> str:
    """A table of texts, whose cells from the column `figures` on are set to the right."""
    head = "".join(f'<th scope="col">{clean(one)}</th>' for one in heads)
    body = "".join(f"<tr>{''.join(_cells(row, figures))}</tr>" for row in rows)
    return (
        f'<table class="sop-data"><caption>{clean(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _cells(row: Sequence[str], figures: int) -> Iterator[str]:
    for at, cell in enumerate(row):
        yield f'<td class="sop-figure">{clean(cell)}</td>' if at >= figures else f"<td>{clean(cell)}</td>"


def _legend(kinds: Sequence[str]) -> Iterator[str]:
    for at, kind in enumerate(kinds):
        x = _LABEL + 150 * at
        yield f'{_rect(x, 4, 14, 14, at)}<text x="{x + 20}" y="16">{clean(kind)}</text>'


def _rect(x: float, y: float, width: float, height: float, kind: int) -> str:
    fill, edge = _FILLS[kind % len(_FILLS)], _EDGES[kind % len(_EDGES)]
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" fill="{fill}" '
        f'stroke="{edge}" stroke-width="0.5"/>'
    )


def _figure(title: str, marks: Sequence[str], height: float, said: str) -> str:
    inner = "".join(marks)
    if _FILLS[1] in inner:  # each figure has its own, as no two things of a page have one id
        own = f"sop-{crc32(f'{title}{said}'.encode())}"
        inner = f"{_STRIPED}{inner}".replace(_FILLS[1], f"url(#{own})").replace('id="STRIPED"', f'id="{own}"')
    return (
        f'<figure class="sop-chart"><figcaption>{clean(title)}</figcaption>'
        f'<svg role="img" viewBox="0 0 {_WIDTH} {number(height)}" aria-label="{clean(f"{title}. {said}")}">'
        f"{inner}</svg></figure>"
    )


def _short(label: str) -> str:
    return label if len(label) <= _LETTERS else f"{label[: _LETTERS - 1]}…"
