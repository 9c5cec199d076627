"""Connectors joined over pages: an arrow into one and the arrow out of its partner are one arrow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from .model import Arrow, Drawing, Symbol

_LONGEST_NAME: Final = 3
_MOST_PAIRS: Final = 1_000
"""Connectors that may belong together; no procedure has so many, and beyond them none is joined."""
_SEVERAL: Final = "beberapa penghubung dapat menjadi pasangannya; dipilih menurut urutannya"
_OTHER_COLUMN: Final = "penghubung dipasangkan menurut halamannya; kolomnya lain"
_ONE_TEXT: Final = "penghubung dipasangkan menurut letaknya; hanya satu yang bertulisan"


class Joined(NamedTuple):
    """The arrows between other symbols, and the connectors without any arrow."""

    arrows: tuple[Arrow, ...]
    alone: tuple[int, ...] = ()


def joined(drawing: Drawing) -> Joined:
    """A drawing's arrows, each followed through connectors to where it leads; one that cannot be followed ends nowhere
    and says why."""
    connectors = [at for at, symbol in enumerate(drawing.symbols) if symbol.kind == "connector"]
    if not connectors:
        return Joined(drawing.arrows)
    return _Joining(drawing, connectors).joined()


class _Joining:
    def __init__(self, drawing: Drawing, connectors: list[int]) -> None:
        self.symbols, self.arrows = drawing.symbols, drawing.arrows
        self.connectors = frozenset(connectors)
        self.into: dict[int, list[int]] = defaultdict(list)
        self.out: dict[int, list[int]] = defaultdict(list)
        for number, arrow in enumerate(self.arrows):
            if arrow.target in self.connectors:
                self.into[arrow.target].append(number)
            if arrow.source in self.connectors:
                self.out[arrow.source].append(number)
        leaving = [at for at in connectors if self.into[at] and not self.out[at]]
        arriving = [at for at in connectors if self.out[at] and not self.into[at]]
        self.partners = _partners(self.symbols, leaving, arriving)

    def joined(self) -> Joined:
        used: set[int] = set()
        found: list[Arrow] = []
        for number, arrow in enumerate(self.arrows):
            if arrow.source not in self.connectors:
                found += self._followed(number, arrow, used)
        for number, arrow in enumerate(self.arrows):
            if arrow.source in self.connectors and number not in used:
                why = _without_partner(self.symbols[arrow.source])
                found += self._followed(number, arrow._replace(source=None, doubt=_both(arrow.doubt, why)), used)
        alone = (at for at in sorted(self.connectors) if not self.into[at] and not self.out[at])
        return Joined(tuple(found), tuple(alone))

    def _followed(self, number: int, arrow: Arrow, used: set[int]) -> Iterator[Arrow]:
        used.add(number)
        ahead = [arrow]
        seen: set[int] = set()
        while ahead:
            one = ahead.pop()
            if one.target not in self.connectors:
                yield one
                continue
            at = one.target
            partner, doubt = (at, "") if self.out[at] else self.partners.get(at, (at, ""))
            doubt = _both(doubt, self.symbols[at].doubt, self.symbols[partner].doubt if partner != at else "")
            following = self.out[partner] if len(self.into[at]) * len(self.out[partner]) < _MOST_PAIRS else []
            if at in seen:
                yield one._replace(target=None, doubt=_both(one.doubt, "penghubungnya berputar"))
                continue
            seen.add(at)
            if not following:
                why = _without_partner(self.symbols[at])
                yield one._replace(target=None, doubt=_both(one.doubt, doubt, why))
            for other in reversed(following):
                used.add(other)
                ahead.append(_one(one, self.arrows[other], doubt))


def _one(first: Arrow, second: Arrow, doubt: str) -> Arrow:
    label = " ".join(dict.fromkeys(text for text in (first.label, second.label) if text))
    return Arrow(first.source, second.target, label, first.page, _both(first.doubt, doubt, second.doubt))


def _both(*doubts: str) -> str:
    return "; ".join(dict.fromkeys(doubt for doubt in doubts if doubt))


def _without_partner(symbol: Symbol) -> str:
    return f"penghubung{f' {symbol.text}' if symbol.text else ''} tanpa pasangan"


def _partners(
    symbols: Sequence[Symbol], leaving: Iterable[int], arriving: Iterable[int]
) -> dict[int, tuple[int, str]]:
    """For connectors that an arrow leads into, those from which it goes on; and why that may be wrong."""
    found: dict[int, tuple[int, str]] = {}
    place: Callable[[int], tuple[int, int]] = lambda at: (symbols[at].page, symbols[at].row)  # noqa: E731
    begins, goes_on = sorted(leaving, key=place), sorted(arriving, key=place)
    if len(begins) * len(goes_on) > _MOST_PAIRS:
        return found
    named = defaultdict(list)
    for at in goes_on:
        named[_text(symbols[at])].append(at)
    taken: set[int] = set()
    for at in begins:
        same = named[_text(symbols[at])] if _text(symbols[at]) else []
        if same:
            free = [other for other in same if other not in taken] or same
            found[at] = (min(free, key=lambda other: _distance(symbols[at], symbols[other])), "")
            taken.add(found[at][0])
    for is_partner, why in ((_in_column, ""), (_on_page, _OTHER_COLUMN)):
        for at in begins:
            one = symbols[at]
            free = (
                [o for o in goes_on if o not in taken and is_partner(one, symbols[o])] if at not in found else []
            )
            if free:
                other = min(free, key=lambda other: _distance(one, symbols[other]))
                rivals = [o for o in begins if o not in found and is_partner(symbols[o], symbols[other])]
                nearest = [o for o in free if _distance(one, symbols[o]) == _distance(one, symbols[other])]
                unlike = _ONE_TEXT if _text(one) != _text(symbols[other]) else ""
                is_only = len(free) == len(rivals) == 1
                found[at] = (other, _both(*() if is_only else (why, unlike), _SEVERAL if len(nearest) > 1 else ""))
                taken.add(other)
    return found


def _text(symbol: Symbol) -> str:
    """A connector's name; words of a text that it stands on are none."""
    name = "".join(symbol.text.casefold().split())
    return name if len(name) <= _LONGEST_NAME else ""


def _in_column(one: Symbol, other: Symbol) -> bool:
    return _on_page(one, other) and one.columns == other.columns


def _on_page(one: Symbol, other: Symbol) -> bool:
    """Whether another may go on from one: on the page after it or before it, and not under another name."""
    turned = abs(one.page - other.page) == 1 or not (one.page and other.page)
    return turned and (_text(one) == _text(other) or not _text(one) or not _text(other))


def _distance(one: Symbol, other: Symbol) -> tuple[bool, bool, int]:
    """The page after comes before the page before, and both before others; without pages, the rows below."""
    if one.page and other.page:
        return one.page == other.page, other.page < one.page, abs(other.page - one.page)
    return False, other.row < one.row, abs(other.row - one.row)
