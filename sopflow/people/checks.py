"""Checks of a directory: names that exist, dates in order, and posts that are held as the law has it."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from sopflow.definition.diagnostics import error, warning
from sopflow.graph import Graph
from sopflow.language import Words, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from sopflow.definition.diagnostics import Diagnostic, Span
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


class Placed(NamedTuple):
    """A holding, whose it is, and where it stands."""

    person: str
    holding: Holding
    span: Span
    unit_span: Span
    last_span: Span


def units(known: Iterable[tuple[Unit, Span, Span]]) -> Iterator[Diagnostic]:
    """Units that are part of what is not there, or of themselves; each with its place, and that of its `part_of`."""
    placed = {unit.id: (unit, span, whole) for unit, span, whole in known}
    upwards = Graph.of((unit.id, unit.part_of) for unit, _, _ in placed.values() if unit.part_of is not None)
    in_circles = {unit for loop in upwards.loops for unit in loop}
    for unit, span, whole in placed.values():
        if unit.part_of is not None and unit.part_of not in placed:
            yield NO_UNIT.at(whole, name=unit.part_of[:60], hint=did_you_mean(unit.part_of, placed))
        if unit.id in in_circles:
            yield CIRCLE.at(span, name=unit.id)


def positions(known: Iterable[tuple[Position, Iterable[Span]]]) -> Iterator[Diagnostic]:
    """Substitutes that are not positions; each position with the places of its substitutes."""
    placed = list(known)
    names = [position.id for position, _ in placed]
    for position, spans in placed:
        for name, span in zip(position.substitutes, spans, strict=True):
            if name not in names:
                yield NO_POSITION.at(span, name=name[:60], hint=did_you_mean(name, names))


def names(
    found: Iterable[Placed], unit_names: Iterable[str], position_names: Iterable[str]
) -> Iterator[Diagnostic]:
    """Holdings of what is not there, and those that end first."""
    known_units, known_positions = list(unit_names), list(position_names)
    for _, holding, span, unit_span, last_span in found:
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
            yield ENDS_FIRST.at(last_span)


def posts(found: Iterable[Placed], shared: Collection[str]) -> Iterator[Diagnostic]:
    """Posts that two hold at once, and acting officers whom the law does not know."""
    by_seat: dict[str, list[Placed]] = {}
    for one in found:
        if one.holding.position in shared:
            continue
        by_seat.setdefault(one.holding.seat, []).append(one)
    for name, there in by_seat.items():
        holders = [p for p in there if p.holding.capacity in ("definitif", "Pj.")]
        for one, other in combinations(holders, 2):
            day = overlap(one.holding, other.holding)
            if day is not None:
                yield TWO_HOLDERS.at(other.span, seat=name, one=one.person, other=other.person, day=day)
        for acting in there:
            if acting.holding.capacity == "Plt.":
                for holder in holders:
                    day = overlap(acting.holding, holder.holding)
                    if day is not None:
                        yield NOT_VACANT.at(
                            acting.span, seat=name, person=acting.person, holder=holder.person, day=day
                        )
            elif acting.holding.capacity == "Plh.":
                day = acting.holding.first or acting.holding.last
                if day is None or not any(h.holding.covers(day) for h in holders):
                    yield VACANT.at(acting.span, seat=name, person=acting.person, day=day or "-")


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
