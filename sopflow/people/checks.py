"""Checks of a directory: names that exist, dates in order, and posts that are held as the law has it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from sopflow.definition.refs import place_of
from sopflow.diagnostics import Diagnostic, Span, error, warning
from sopflow.graph import Graph
from sopflow.language import Words, did_you_mean

if TYPE_CHECKING:
    from datetime import date

    from sopflow.definition.model import Definition

    from .directory import Holding, OfficeDirectory, Position, Unit

NO_UNIT = error("SOP701", "no-such-unit", id='tidak ada unit "{name}"', en='there is no unit "{name}"')
NO_POSITION = error(
    "SOP702", "no-such-position", id='tidak ada jabatan "{name}"', en='there is no position "{name}"'
)
ENDS_FIRST = error(
    "SOP703", "holding-out-of-order", id="masa jabatan ini berakhir sebelum mulai", en="this ends before it begins"
)
CIRCLE = error(
    "SOP704", "unit-in-itself", id='unit "{name}" menjadi bagian dirinya sendiri', en='the unit "{name}" is part of itself'
)  # fmt: skip
WHICH_UNIT = error(
    "SOP705",
    "which-unit",
    id="{what}",
    en="{what}",
    page=Words(
        "Di direktori dengan unit setiap jabatan dipegang di satu unit; tanpa unit tidak disebut.",
        "In a directory with units a position is held in one of them; without units none is named.",
    ),
)
TWO_HOLDERS = warning(
    "SOP706",
    "two-holders",
    id='"{seat}" dipegang {one} dan {other} sekaligus ({day})',
    en='"{seat}" is held by {one} and {other} at once ({day})',
    hint_id='tulis "to:" pada yang sudah berakhir, "as: Plt." / "as: Plh." pada penggantinya, atau "many: true" pada jabatannya',
    hint_en='write "to:" where one has ended, "as: Plt." / "as: Plh." for the one who stands in, or "many: true" at the position',
)
NOT_VACANT = warning(
    "SOP707",
    "acting-in-a-held-post",
    id='{person} menjadi Plt. "{seat}", padahal dipegang {holder} ({day})',
    en='{person} is Plt. of "{seat}", which {holder} holds ({day})',
    hint_id="Plt. untuk jabatan yang kosong, Plh. bila pejabatnya berhalangan (UU 30/2014 pasal 14)",
    hint_en="Plt. where the post is vacant, Plh. where its holder is away (UU 30/2014 art. 14)",
)
VACANT = warning(
    "SOP708",
    "standing-in-for-nobody",
    id='{person} menjadi Plh. "{seat}", padahal jabatan itu kosong ({day})',
    en='{person} is Plh. of "{seat}", which nobody holds ({day})',
    hint_id="Plt. untuk jabatan yang kosong, Plh. bila pejabatnya berhalangan (UU 30/2014 pasal 14)",
    hint_en="Plt. where the post is vacant, Plh. where its holder is away (UU 30/2014 art. 14)",
)
NOBODY_ACTS = warning(
    "SOP709",
    "nobody-for-actor",
    id='SOP "{sop}": tidak ada jabatan{where} yang menjadi pelaksana "{actor}"',
    en='SOP "{sop}": no position{where} acts for "{actor}"',
    hint_id='tambahkan "actors: [{actor}]" pada jabatannya, atau pemegangnya pada people',
    hint_en='add "actors: [{actor}]" to the position, or its holder to people',
)
_MISSING = Words('direktori ini punya unit; sebutkan "unit:"', 'this directory has units; name the "unit:"')
_NEEDLESS = Words('direktori ini tidak punya "units:"', 'this directory has no "units:"')


def units(known: Iterable[Unit]) -> Iterator[Diagnostic]:
    """Units that are part of what is not there, or of themselves."""
    named = {unit.id: unit for unit in known}
    upwards = Graph.of((unit.id, unit.part_of) for unit in named.values() if unit.part_of is not None)
    in_circles = {unit for loop in upwards.loops for unit in loop}
    for unit in named.values():
        if unit.part_of is not None and unit.part_of not in named:
            yield NO_UNIT.at(
                place_of(unit.part_of), name=unit.part_of[:60], hint=did_you_mean(unit.part_of, named)
            )
        if unit.id in in_circles:
            yield CIRCLE.at(unit.span, name=unit.id)


def positions(known: Collection[Position]) -> Iterator[Diagnostic]:
    """Substitutes that are not positions."""
    names = [position.id for position in known]
    for position in known:
        for name in position.substitutes:
            if name not in names:
                yield NO_POSITION.at(place_of(name), name=name[:60], hint=did_you_mean(name, names))


def names(
    found: Iterable[Holding], unit_names: Iterable[str], position_names: Iterable[str]
) -> Iterator[Diagnostic]:
    """Holdings of what is not there, and those that end first."""
    known_units, known_positions = list(unit_names), list(position_names)
    for holding in found:
        span, unit_span = holding.place_of("position"), holding.place_of("unit")
        if holding.position not in known_positions:
            yield NO_POSITION.at(
                span, name=holding.position[:60], hint=did_you_mean(holding.position, known_positions)
            )
        if holding.unit is None and known_units:
            yield WHICH_UNIT.at(span, what=_MISSING)
        elif holding.unit is not None and not known_units:
            yield WHICH_UNIT.at(unit_span, what=_NEEDLESS)
        elif holding.unit is not None and holding.unit not in known_units:
            yield NO_UNIT.at(unit_span, name=holding.unit[:60], hint=did_you_mean(holding.unit, known_units))
        if holding.first is not None and holding.last is not None and holding.last < holding.first:
            yield ENDS_FIRST.at(holding.place_of("to"))


def posts(found: Iterable[tuple[str, Holding]], shared: Collection[str]) -> Iterator[Diagnostic]:
    """Posts that two hold at once, and acting officers whom the law does not know; each holding with its person."""
    by_seat: dict[str, list[tuple[str, Holding]]] = {}
    for person, held in found:
        if held.position not in shared:
            by_seat.setdefault(held.seat, []).append((person, held))
    for name, there in by_seat.items():
        holders = [one for one in there if one[1].capacity in ("definitif", "Pj.")]
        for (one, first), (other, second) in combinations(holders, 2):
            day = overlap(first, second)
            if day is not None:
                yield TWO_HOLDERS.at(second.place_of("position"), seat=name, one=one, other=other, day=day)
        for person, acting in there:
            place = acting.place_of("position")
            if acting.capacity == "Plt.":
                for holder, held in holders:
                    day = overlap(acting, held)
                    if day is not None:
                        yield NOT_VACANT.at(place, seat=name, person=person, holder=holder, day=day)
            elif acting.capacity == "Plh.":
                day = acting.first or acting.last
                if day is None or not any(held.covers(day) for _, held in holders):
                    yield VACANT.at(place, seat=name, person=person, day=day or "-")


def overlap(one: Holding, other: Holding) -> date | str | None:
    """The first day that two have in common; `-` where neither has a beginning."""
    firsts = [day for day in (one.first, other.first) if day is not None]
    first = max(firsts, default=None)
    lasts = [day for day in (one.last, other.last) if day is not None]
    if first is None:
        return "-"
    return first if not lasts or first <= min(lasts) else None


def coverage(directory: OfficeDirectory, sop: Definition, span: Span) -> Iterator[Diagnostic]:
    """Actors of an SOP for whom no position acts, in no unit or only in some."""
    above = {unit.part_of for unit in directory.all_units.values()}
    offices: list[str | None] = [unit for unit in directory.all_units if unit not in above] or [None]
    for actor, known in sop.actors.items():
        if known.external or known.chosen_by is not None:
            continue
        lacking = [str(unit) for unit in offices if not directory.has_position(actor, unit)]
        if len(lacking) == len(offices):
            yield NOBODY_ACTS.at(span, sop=sop.id, actor=actor, where="")
        elif lacking:
            where = Words(f" di {', '.join(lacking[:8])}", f" in {', '.join(lacking[:8])}")
            yield NOBODY_ACTS.at(span, sop=sop.id, actor=actor, where=where)
