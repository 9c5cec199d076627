"""What must hold of every picture, whatever it shows: measured on the finished places, not on how they were found."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations, pairwise

from sopflow.definition.arcs import UNKNOWN_PLACE, FlowArc, place_of
from sopflow.definition.model import Unknown
from sopflow.render.chart import chart_of
from sopflow.render.text import LINE, widest

EPS = 0.02
APART = 0.3
"""Two lines that run side by side are told apart at this distance, in millimetres of the page."""


def arcs_of(sop):
    """Every arrow of the flow, from the definition alone."""
    return Counter(
        FlowArc(str(step.id), str(outcome), place)
        for step in sop.steps
        for outcome, targets in step.ways
        for place in ([UNKNOWN_PLACE] if isinstance(targets, Unknown) else map(place_of, targets))
    )


def flaws(picture, sop, language="id"):
    """What is wrong with a picture, as texts."""
    pages = [page for page in picture.pages if page.kind == "table"]
    found = [f"page {at}: {flaw}" for at, page in enumerate(pages) for flaw in page_flaws(page)]
    return found + arc_flaws(pages, sop, language) + row_flaws(pages, sop)


def row_flaws(pages, sop):
    shown = [row.step for page in pages for row in page.rows if row.step is not None]
    return [] if shown == [str(s.id) for s in sop.steps] else [f"rows {shown}"]


def arc_flaws(pages, sop, language):
    """Every arrow is drawn once: as a line, as two lines with the same letter, or by the symbol that ends its row."""
    drawn = Counter(chart_of(sop, language).within.values())
    letters = defaultdict(list)
    for at, page in enumerate(pages):
        for line in page.lines:
            if line.arrow.arc is None and line.arrow.source.id != "start":
                continue
            if line.arrow.target.kind == "pentagon":
                letters["".join(line.arrow.target.text)].append(("out", at, line.arrow.arc))
            elif line.arrow.source.kind == "pentagon":
                letters["".join(line.arrow.source.text)].append(("in", at, line.arrow.arc))
            elif line.arrow.arc is not None:
                drawn[line.arrow.arc] += 1
    found = []
    for letter, ends in letters.items():
        if sorted(kind for kind, _, _ in ends) != ["in", "out"] or len({arc for _, _, arc in ends}) != 1:
            found.append(f"connector {letter!r}: {ends}")
        elif len({at for _, at, _ in ends}) != 2:
            found.append(f"connector {letter!r} on one page")
        else:
            drawn[ends[0][2]] += 1
    if drawn != arcs_of(sop):
        found.append(f"arrows: too many {drawn - arcs_of(sop)}, missing {arcs_of(sop) - drawn}")
    return found


def box_of(shape):
    return (
        shape.x - shape.width / 2,
        shape.y - shape.height / 2,
        shape.x + shape.width / 2,
        shape.y + shape.height / 2,
    )


def label_box(line):
    text, width = line.label, line.label_width
    left = {"left": text.x, "center": text.x - width / 2, "right": text.x - width}[text.align]
    return (left, text.y, left + width, text.y + len(text.lines) * text.size * LINE)


def overlap(one, other, by=EPS):
    return one[0] + by < other[2] and other[0] + by < one[2] and one[1] + by < other[3] and other[1] + by < one[3]


def segment_box(a, b):
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


def cuts(segment, box):
    """Whether a segment runs through the inside of a box."""
    a, b = segment
    s = segment_box(a, b)
    return s[0] < box[2] - EPS and s[2] > box[0] + EPS and s[1] < box[3] - EPS and s[3] > box[1] + EPS


def page_flaws(page):
    shapes = {shape.symbol.id: shape for shape in page.shapes}
    boxes = {name: box_of(shape) for name, shape in shapes.items()}
    labels = [(line, label_box(line)) for line in page.lines if line.label is not None]
    yield from shape_flaws(page, shapes, boxes)
    yield from cell_flaws(page)
    for (one, a), (other, b) in combinations(labels, 2):
        if overlap(a, b):
            yield f"labels {one.label.lines} and {other.label.lines} overlap"
    for line, box in labels:
        yield from (
            f"label {line.label.lines} lies on {name}" for name, other in boxes.items() if overlap(box, other)
        )
    chart = [cell for row in page.rows for cell in row.cells if cell.is_chart]
    area = (
        min(c.x for c in chart), min(c.y for c in chart), max(c.x + c.width for c in chart), max(c.y + c.height for c in chart),
    )  # fmt: skip
    for line in page.lines:
        yield from line_flaws(line, shapes, boxes, labels, area)
    segments = [(line, s) for line in page.lines for s in pairwise(line.points)]
    for (one, s), (other, t) in combinations(segments, 2):
        if one is not other and lie_on_each_other(s, t):
            yield f"{name_of(one)} {s} lies on {name_of(other)} {t}"


def name_of(line):
    return f"{line.arrow.source.id}->{line.arrow.target.id}"


def lie_on_each_other(s, t):
    for along, across in ((0, 1), (1, 0)):
        if abs(s[0][across] - s[1][across]) < EPS and abs(t[0][across] - t[1][across]) < EPS:
            near = abs(s[0][across] - t[0][across]) < APART
            low = max(min(s[0][along], s[1][along]), min(t[0][along], t[1][along]))
            high = min(max(s[0][along], s[1][along]), max(t[0][along], t[1][along]))
            if near and high - low > EPS:
                return True
    return False


def line_flaws(line, shapes, boxes, labels, area):
    name = name_of(line)
    segments = list(pairwise(line.points))
    if not segments:
        yield f"{name} has no length"
        return
    for a, b in segments:
        if abs(a[0] - b[0]) > 1e-6 and abs(a[1] - b[1]) > 1e-6:
            yield f"{name} is askew: {a} {b}"
        box = segment_box(a, b)
        if box[0] < area[0] - EPS or box[2] > area[2] + EPS or box[1] < area[1] - EPS or box[3] > area[3] + EPS:
            yield f"{name} leaves the actors' columns: {a} {b}"
    for at, segment in enumerate(segments):
        for other, box in boxes.items():
            own = (at == 0 and other == line.arrow.source.id) or (
                at == len(segments) - 1 and other == line.arrow.target.id
            )
            if not own and cuts(segment, box):
                yield f"{name} runs through {other}"
        for labelled, box in labels:
            if cuts(segment, box):
                yield f"{name} runs through the label {labelled.label.lines}"
    for point, symbol in ((line.points[0], line.arrow.source.id), (line.points[-1], line.arrow.target.id)):
        if not on_outline(shapes[symbol], point):
            yield f"{name} does not touch {symbol}: {point}, {box_of(shapes[symbol])}"
    if line.arrow.has_head:
        a, b = segments[-1]
        if abs(a[0] - b[0]) + abs(a[1] - b[1]) < 1.0:
            yield f"{name} has no room for its head"


def on_outline(shape, point):
    dx, dy = abs(point[0] - shape.x), point[1] - shape.y
    w, h = shape.width / 2, shape.height / 2
    if dx > w + EPS or abs(dy) > h + EPS:
        return False
    kind = shape.symbol.kind
    if kind == "diamond":
        return abs(dx / w + abs(dy) / h - 1) < 0.01
    if kind == "capsule":
        beyond = dx - (w - h)
        return abs((beyond**2 + dy**2) ** 0.5 - h) < EPS if beyond > 0 else abs(abs(dy) - h) < EPS
    if kind == "pentagon" and dy > 0:
        shoulder = h - 2 * h * 0.35
        limit = w if dy <= shoulder else w * (h - dy) / (h - shoulder)
        return abs(dx - limit) < EPS or abs(dy - h) < EPS
    return abs(dx - w) < EPS or abs(abs(dy) - h) < EPS


def shape_flaws(page, shapes, boxes):
    for (one, a), (other, b) in combinations(boxes.items(), 2):
        if overlap(a, b):
            yield f"{one} lies on {other}"
    rows = [row for row in page.rows if not row.is_head]
    for name, shape in shapes.items():
        if widest(shape.lines, 2.2) > shape.width or len(shape.lines) * 2.2 * LINE > shape.height:
            yield f"the text of {name} does not fit"
        box = boxes[name]
        cells = [c for row in rows for c in row.cells if c.is_chart]
        if not any(
            c.x <= box[0] + EPS
            and box[2] <= c.x + c.width + EPS
            and c.y <= box[1] + EPS
            and box[3] <= c.y + c.height + EPS
            for c in cells
        ):
            yield f"{name} is in no cell"


def cell_flaws(page):
    for row in page.rows:
        for cell in row.cells:
            if (
                widest(cell.lines, cell.size, bold=cell.bold) > cell.width
                or len(cell.lines) * cell.size * LINE > cell.height
            ):
                yield f"the text {cell.lines} does not fit its cell"
            if cell.x < -EPS or cell.x + cell.width > page.width + EPS or cell.y + cell.height > page.height + EPS:
                yield f"a cell leaves the page: {cell.lines}"
