"""What is drawn in one row: in which order its symbols act, and which ways lead out of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from sopflow.graph import reached

from ..drawing.model import Arrow, Symbol
from .placing import Placed, is_end_word, says_end

END: Final = -1
Order = Literal["one", "all", "in_order"]


class Way(NamedTuple):
    """A way out of a row."""

    label: str
    target: int | None
    """A row, from 0; `END`; `None` where the drawing does not say."""
    end: str = ""
    """What the capsule says at which it ends, if that is more than that it is an end."""


class Acting(NamedTuple):
    """Who acts in a row."""

    symbols: tuple[int, ...]
    order: Order = "one"
    doubt: str = ""


def workers(placed: Placed, row: int) -> list[int]:
    """The symbols that stand for work. A capsule beside others only says where the procedure begins or ends, if it says so
    or stands in the column of another; else somebody else begins or ends it."""
    symbols = placed.at_row.get(row, [])
    columns = {column for at in symbols if not _is_capsule(placed, at) for column in placed.symbols[at].columns}
    work = [at for at in symbols if not _is_capsule(placed, at) or _acts(placed.symbols[at], columns)]
    return work or [at for at in symbols if not _is_stop(placed, at)] or list(symbols)


def _is_capsule(placed: Placed, at: int) -> bool:
    return placed.symbols[at].kind == "terminal"


def _acts(capsule: Symbol, columns: set[int]) -> bool:
    return not capsule.text and not columns.issuperset(capsule.columns)


def acting(placed: Placed, row: int) -> Acting:
    """The symbols of a row that act: one after another along arrows, or together where they share all arrows."""
    work = workers(placed, row)
    if len(work) < 2:
        wide = bool(work) and len(placed.symbols[work[0]].columns) > 1
        return Acting(tuple(work), "all" if wide else "one")
    chain = _chain(placed, row, work)
    if chain is not None:
        wide = any(len(placed.symbols[at].columns) > 1 for at in chain)
        return Acting(chain, "in_order", "satu simbol meliputi beberapa kolom" if wide else "")
    if _are_tied(placed, row, work):
        return Acting(tuple(work), "all")
    if _inner(placed, row, work):
        return Acting(tuple(work), "all", "panah di antara simbolnya tidak menunjukkan urutan")
    if _share_arrows(placed, work):
        return Acting(tuple(work), "all")
    return Acting(tuple(work), "all", "beberapa simbol yang tidak dihubungkan panah")


def _inner(placed: Placed, row: int, work: Sequence[int]) -> dict[int, list[int]]:
    """The arrows between symbols of a row, by where they begin; a capsule between two is passed."""
    own = set(work)
    found: dict[int, list[int]] = {}
    for at in work:
        for arrow in placed.out.get(at, ()):
            if arrow.target in own and arrow.target != at:
                found.setdefault(at, []).append(arrow.target)
    return found


def _chain(placed: Placed, row: int, work: Sequence[int]) -> tuple[int, ...] | None:
    """The symbols in the order in which arrows lead through all of them."""
    inner = _inner(placed, row, work)
    led = {target for targets in inner.values() for target in targets}
    begins = [at for at in work if at not in led] or [at for at in work if placed.symbols[at].kind != "decision"]
    if len(begins) != 1:
        return None
    last = begins[0]
    order = {last: None}
    while len(order) < len(work):
        ahead = [at for at in dict.fromkeys(inner.get(last, ())) if at not in order]
        if len(ahead) != 1:
            return None
        last = ahead[0]
        order[last] = None
    return tuple(order)


def _are_tied(placed: Placed, row: int, work: Sequence[int]) -> bool:
    """Whether lines without heads connect all symbols of a row."""
    beside: dict[int, list[int]] = {at: [] for at in work}
    for tie in placed.ties.get(row, ()):
        if tie.source in beside and tie.target in beside:
            beside[tie.source].append(tie.target)
            beside[tie.target].append(tie.source)
    return len(reached(work[:1], beside.__getitem__)) == len(work)


def _share_arrows(placed: Placed, work: Sequence[int]) -> bool:
    """Whether the same rows lead to all symbols, or all lead to the same with the same words, and nothing speaks against
    it: of those that are done together often one alone has the arrow that goes on."""
    into = {frozenset(_place(placed, arrow.source) for arrow in placed.into.get(at, ())) for at in work}
    out = {frozenset((_place(placed, a.target), a.label) for a in placed.out.get(at, ())) for at in work}
    return any(
        len(one) == 1 and any(one) and len({places for places in other if places}) < 2
        for one, other in ((into, out), (out, into))
    )


def _place(placed: Placed, at: int | None) -> tuple[int | None, int | None]:
    """The row of a symbol; the symbol itself where it stands in none."""
    row = placed.row_of[at] if at is not None else None
    return row, at if row is None else None


def ways(placed: Placed, row: int) -> tuple[list[Way], list[str]]:
    """The ways that lead out of a row, and what is odd about them."""
    symbols = placed.at_row.get(row, [])
    diamonds = [at for at in symbols if placed.symbols[at].kind == "decision"]
    if not diamonds:
        return list(dict.fromkeys(way for at in symbols for way in _of_symbol(placed, row, at))), []
    found: list[Way] = []
    odd = []
    after = set(diamonds)
    passed = {  # answers that lead to the next question of the row
        arrow.label
        for at in diamonds
        for arrow in placed.out.get(at, ())
        if arrow.target in diamonds and arrow.target != at
    }
    before = _before(placed, row, diamonds)
    for diamond in diamonds:
        for arrow in placed.out.get(diamond, ()):
            exits, walked = _from_diamond(placed, row, arrow, before)
            found += exits
            after |= walked
    beside = [way for at in symbols if at not in after for way in _of_symbol(placed, row, at)]
    if beside:
        odd.append("panah keluar dari simbol di samping belah ketupat")
        found += beside
    distinct = list(dict.fromkeys(found))
    if len(diamonds) > 1 and not _share_arrows(placed, diamonds):
        asked = [way for way in distinct if way.target != row or way.label not in passed]
        is_clear = all(way.label for way in asked) and len({way.label for way in asked}) == len(asked)
        if not is_clear:
            odd.append("beberapa belah ketupat dalam satu baris")
        elif len(asked) > 1:
            distinct = asked
    return distinct, odd


def _from_diamond(placed: Placed, row: int, exit_: Arrow, before: set[int]) -> tuple[list[Way], set[int]]:
    """The ways of one exit of a diamond, and the symbols after it in its row through which they lead."""
    found = []
    walked: set[int] = set()
    ahead = [exit_]
    while ahead:
        arrow = ahead.pop()
        target = arrow.target
        if target is None or placed.row_of[target] != row or _is_stop(placed, target):
            found.append(_way(placed, arrow))
        elif target in before:
            is_asked_next = placed.symbols[target].kind == "decision" and target != arrow.source
            found += [] if is_asked_next and not arrow.label else [Way(arrow.label, row)]
        elif target not in walked:
            walked.add(target)
            out = placed.out.get(target, [])
            ahead += (one._replace(label=_both(arrow.label, one.label)) for one in reversed(out))
            found += [] if out else [Way(arrow.label, None)]
    return found, walked


def _both(first: str, second: str) -> str:
    return " ".join(text for text in (first, second) if text)


def _before(placed: Placed, row: int, goals: Iterable[int]) -> set[int]:
    """The symbols of a row from which arrows within it lead to one of others, and these."""

    def sources(at: int) -> list[int]:
        said = (arrow.source for arrow in placed.into.get(at, ()))
        return [source for source in said if source is not None and placed.row_of[source] == row]

    return set(reached(goals, sources))


def _of_symbol(placed: Placed, row: int, at: int) -> list[Way]:
    """The ways that leave the row at one symbol; a capsule at which nothing goes on is an end."""
    found = []
    for arrow in placed.out.get(at, ()):
        target = arrow.target
        if target is None or placed.row_of[target] != row or target == at or _is_stop(placed, target):
            found.append(_way(placed, arrow))
    return found


def _is_stop(placed: Placed, at: int) -> bool:
    """Whether a capsule is an end outside of all rows, or beside the work of its row: said so, or led to from there."""
    if not _is_capsule(placed, at) or placed.out.get(at):
        return False
    row, text = placed.row_of[at], placed.symbols[at].text
    if row is None:
        return True
    into = [arrow.source for arrow in placed.into.get(at, ())]
    is_led_to = any(one is not None and one != at and placed.row_of[one] == row for one in into)
    if all(_is_capsule(placed, other) for other in placed.at_row[row]):
        return is_led_to and bool(text) and says_end(text)
    return bool(text) or is_led_to


def _way(placed: Placed, arrow: Arrow) -> Way:
    if arrow.target is None:
        return Way(arrow.label, None)
    if _is_stop(placed, arrow.target):
        text = placed.symbols[arrow.target].text
        return Way(arrow.label, END, "" if is_end_word(text) else text)
    return Way(arrow.label, placed.row_of[arrow.target])
