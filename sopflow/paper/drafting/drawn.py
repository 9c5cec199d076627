"""What is drawn, said in the draft: who acts, and where each row leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from sopflow.definition.names import folded

from ..cells import is_no
from ..draft import UNKNOWN, DraftStep, Note
from ..drawing.model import HEADLESS, TAIL, Arrow
from ..rows import PaperRow
from .actors import is_answer
from .answers import NO, YES
from .marks import IN_COLUMN
from .naming import slug, unique_label
from .placing import KINDS, Placed, end_of, is_end_word, is_more_than_end
from .together import SEVERAL
from .tracing import END, Way, acting, ways, workers

IN_SYMBOL: Final = "tulisan di dalam simbol"
MORE: Final = "akhir ini mengatur lebih dari namanya; tulis closes: all atau hand_over"
_BEGINS: Final = "di baris ini mulai sebuah panah yang pangkalnya tidak menyentuh simbol"


def act(step: DraftStep, row: PaperRow, at: int, placed: Placed, actor: Callable[[str], str]) -> bool:
    """Let the symbols of a row say who acts; whether they do."""
    who = acting(placed, at)
    heads = dict(row.heads)
    named = []
    for number in who.symbols:
        symbol = placed.symbols[number]
        own = [heads[column] for column in symbol.columns if column in heads]
        named += own
        if heads and not own:
            step.sources.append(
                Note("actor", KINDS[symbol.kind], "open", "simbol di luar kolom pelaksana", symbol.page)
            )
    if who.doubt:
        step.sources.append(Note("actor", _described(placed, row, who.symbols), "open", who.doubt, row.page))
    elif len(who.symbols) > 1:
        why = "dikerjakan berurutan" if who.order == "in_order" else "dikerjakan bersama"
        text = _described(placed, row, who.symbols)
        step.sources.append(Note("actor", text, "probable", why, row.page))
    if heads and who.symbols:
        step.actors = list(dict.fromkeys(map(actor, named))) or [UNKNOWN]
        step.joint = who.order == "all" and len(step.actors) > 1
        step.in_order = who.order == "in_order" and len(step.actors) > 1
    _tell_symbols(step, row, at, placed)
    for tie in placed.ties.get(at, ()):
        if who.order == "in_order":
            step.sources.append(Note("actor", placed.text_of(tie), "open", HEADLESS, tie.page))
        elif tie.label:
            step.sources.append(Note("actor", placed.text_of(tie), "certain", HEADLESS, tie.page))
    if heads and who.symbols:
        _tell_marks(step, row, at, placed)
    return bool(heads and who.symbols)


def miss(step: DraftStep, row: PaperRow, at: int, placed: Placed) -> None:
    """Leave open who acts where something that was not understood is drawn in another column than the row's symbols."""
    heads = dict(row.heads)
    known = {column for number in placed.at_row.get(at, ()) for column in placed.symbols[number].columns}
    if any(note.cell == "actor" and note.reading == "open" for note in step.sources):
        return
    for gap in placed.gaps.get(at, ()):
        columns = [heads[column] for column in gap.columns if column in heads and column not in known]
        if columns:
            why = (
                f"ada {gap.what} yang tidak terbaca di kolom {', '.join(columns)}; mungkin ada simbol lain di sana"
            )
            step.sources.append(Note("actor", gap.what, "open", why, row.page))
            return


def _tell_symbols(step: DraftStep, row: PaperRow, at: int, placed: Placed) -> None:
    """What symbols say, and why they may have been read wrongly."""
    work = workers(placed, at)
    columns = {column for number in work for column in placed.symbols[number].columns}
    for number in placed.at_row.get(at, ()):
        symbol = placed.symbols[number]
        if symbol.doubt:
            step.sources.append(
                Note("actor", symbol.text or KINDS[symbol.kind], "open", symbol.doubt, symbol.page)
            )
        elif symbol.text and not (symbol.kind == "terminal" and is_end_word(symbol.text)):
            step.sources.append(Note("actor", symbol.text, "certain", IN_SYMBOL, symbol.page))
            if symbol.kind == "terminal" and is_more_than_end(symbol.text):
                step.sources.append(Note("branches", symbol.text, "open", MORE, symbol.page))
        if number not in work and not columns.intersection(symbol.columns):
            place = _described(placed, row, [number])
            step.sources.append(Note("actor", place, "probable", "hanya awal atau akhir", symbol.page))
    for number in placed.connectors.get(at, ()):
        symbol = placed.symbols[number]
        if symbol.text:
            step.sources.append(Note("branches", symbol.text, "certain", "penghubung antarhalaman", symbol.page))


def _tell_marks(step: DraftStep, row: PaperRow, at: int, placed: Placed) -> None:
    """What is written in the columns of actors besides the words in symbols and on arrows."""
    symbols = placed.at_row[at]
    arrows = [arrow for number in symbols for arrow in (*placed.out[number], *placed.into[number])]
    known = {folded(placed.symbols[number].text) for number in symbols} | {folded(a.label) for a in arrows}
    has_capsule = any(placed.symbols[number].kind == "terminal" for number in symbols)
    for head, mark in row.marks:
        if is_answer(head) or folded(mark) in known:
            continue
        for line in mark.split("\n"):
            if folded(line) in known or (has_capsule and is_end_word(line)):
                continue
            if is_answer(line):
                step.sources.append(Note("branches", line, "open", "jawaban tanpa panah", row.page))
            else:
                why = f"{IN_COLUMN} {head or 'pelaksana'}"
                step.sources.append(Note("actor", line, "certain", why, row.page))


def _described(placed: Placed, row: PaperRow, symbols: Sequence[int]) -> str:
    """Symbols in words, with the columns that they stand in: `kotak (Kasi), belah ketupat (Camat)`."""
    heads = dict(row.heads)
    texts = []
    for number in symbols:
        symbol = placed.symbols[number]
        columns = ", ".join(heads[column] for column in symbol.columns if column in heads)
        texts.append(KINDS[symbol.kind] + (f" ({columns})" if columns else ""))
    return ", ".join(texts)


def lead(at: int, steps: Sequence[DraftStep], row: PaperRow, placed: Placed) -> None:
    """Let the arrows of a row say where it leads."""
    step = steps[at]
    symbols = placed.at_row.get(at, [])
    found, odd = ways(placed, at)
    leading = _Leading(at, steps, row, placed)
    if any(placed.symbols[number].kind == "decision" for number in symbols):
        leading.answers(found)
    else:
        leading.onward(found)
    for why in odd:
        leading.doubt(why)
    leading.tell_arrows()
    is_open = any(note.cell == "branches" and note.reading == "open" for note in step.sources)
    if not is_open and any(gap.what == TAIL for gap in placed.gaps.get(at, ())):
        leading.doubt(_BEGINS)


class _Leading:
    def __init__(self, at: int, steps: Sequence[DraftStep], row: PaperRow, placed: Placed) -> None:
        self.at = at
        self.steps = steps
        self.step = steps[at]
        self.row = row
        self.placed = placed
        self.symbols = placed.at_row.get(at, [])
        self.following = at + 1 if at + 1 < len(steps) else END

    @property
    def drawn(self) -> str:
        """The arrows that leave the row, in words."""
        arrows = [arrow for number in self.symbols for arrow in self.placed.out.get(number, ())]
        said = Counter(map(self.placed.text_of, dict.fromkeys(arrows)))
        return ", ".join(
            dict.fromkeys(self._told(arrow, alone=said[self.placed.text_of(arrow)] < 2) for arrow in arrows)
        )

    def _told(self, arrow: Arrow, *, alone: bool) -> str:
        """An arrow in words, with its symbols where others have the same words."""
        text = self.placed.text_of(arrow)
        if alone or arrow.source is None or arrow.target is None:
            return text
        ends = (_described(self.placed, self.row, [end]) for end in (arrow.source, arrow.target))
        return f"{text}: {' → '.join(ends)}"

    def doubt(self, why: str) -> None:
        self.step.sources.append(Note("branches", self.drawn, "open", why, self.row.page))

    def target(self, way: Way) -> str:
        if way.target is None:
            return UNKNOWN
        if way.target != END:
            return self.steps[way.target].id
        name = slug(end_of(way.end), UNKNOWN, most=4) if way.end else ""
        return f"end:{name}" if name else "end"

    # -- without a diamond

    def onward(self, found: list[Way]) -> None:
        known = [way for way in found if way.target is not None]
        if len({way.target for way in known}) > 1 or (len(found) > 1 and any(way.label for way in found)):
            self.several(found)
            return
        if len(known) < len(found):
            self.doubt("garis tanpa tujuan")
        if known and known[0].target == self.at:
            self.doubt("panah kembali ke simbolnya sendiri")
        if known:
            target = self.target(known[0])
            self.step.next = [] if known[0].target == self.following and not known[0].end else [target]
        elif not found:
            self.nowhere()

    def nowhere(self) -> None:
        """A row that no arrow leaves: a capsule ends the procedure, the last row too."""
        kinds = {self.placed.symbols[number].kind for number in self.symbols}
        is_led_to = any(self.placed.into.get(number) for number in self.symbols)
        if self.following == END or not self.placed.arrows:
            return
        if "terminal" in kinds and self.at:
            self.step.next = ["end"]
            if kinds != {"terminal"} or not is_led_to:
                self.doubt("dibaca sebagai akhir, tetapi panahnya tidak lengkap")
        else:
            self.doubt("tidak ada panah keluar")

    def several(self, found: list[Way]) -> None:
        """Several ways without a diamond: with words on them they are answers, else they start together."""
        self.doubt(SEVERAL)
        if any(way.label for way in found):
            self.step.branches = self.labelled(found)
        else:
            self.step.next = list(dict.fromkeys(self.target(way) for way in found if way.target is not None))

    # -- with a diamond

    def answers(self, found: list[Way]) -> None:
        if len(found) < 2:
            self.doubt("belah ketupat dengan kurang dari dua panah keluar")
            given = found[0] if found else Way(YES, self.following)
            label = given.label or (YES if self.is_onward(given) else NO)
            is_back = given.target is not None and not self.is_onward(given)
            found = [given._replace(label=label), Way(_opposite(label), self.following if is_back else None)]
        elif any(way.target is None for way in found):
            self.doubt("panah jawaban tanpa tujuan")
        elif len({way.target for way in found}) < len(found):
            self.doubt("beberapa jawaban menuju baris yang sama")
        self.step.branches = self.labelled(found)

    def labelled(self, found: list[Way]) -> dict[str, list[str]]:
        blank = [way for way in found if not way.label.strip()]
        names = [" ".join(way.label.split()) for way in found]
        if len(found) == 2 and len(blank) == 1:
            names = [name or _opposite(names[1 - place]) for place, name in enumerate(names)]
            why = "satu panah tanpa tulisan; dibaca sebagai jawaban yang lain"
            self.step.sources.append(Note("branches", self.drawn, "probable", why, self.row.page))
        elif blank:
            onward = [self.is_onward(way) for way in found]
            if len(found) == 2 and onward[0] != onward[1]:
                names = [YES if goes_on else NO for goes_on in onward]
                why = "panah tanpa tulisan; yang maju dibaca sebagai Ya, yang kembali sebagai Tidak"
                self.step.sources.append(Note("branches", self.drawn, "probable", why, self.row.page))
            else:
                names = [name or f"jawaban {place}" for place, name in enumerate(names, start=1)]
                self.doubt("panah tanpa tulisan; nama jawabannya dibuat")
        if len(set(names)) < len(names):
            self.doubt("beberapa panah dengan tulisan yang sama")
        is_parted = len(set(names)) > 1
        branches: dict[str, list[str]] = {}
        same: dict[str, str] = {}  # answers that lead to several rows at once
        for name, way in zip(names, found, strict=True):
            short = same[name] if is_parted and name in same else unique_label(branches, name)
            same[name] = short
            if short != name:
                self.step.sources.append(
                    Note("branches", name, "certain", f"tulisan pada panah: {short}", self.row.page)
                )
            branches.setdefault(short, []).append(self.target(way))
        return {name: _known(targets) for name, targets in branches.items()}

    def is_onward(self, way: Way) -> bool:
        return way.target is not None and (way.target == END or way.target > self.at)

    # -- all arrows

    def tell_arrows(self) -> None:
        """Arrows that may have been read wrongly, and those that say nothing in the draft."""
        said = {target for targets in self.step.branches.values() for target in targets}
        said |= {*self.step.next} or ({self.id_of(self.following)} if not self.step.branches else set())
        for number in self.symbols:
            for arrow in self.placed.out.get(number, ()):
                if arrow.doubt:
                    self.tell(arrow, arrow.doubt)
                elif not self.is_said(arrow, said):
                    self.tell(arrow, "panah ini tidak terpakai")
                else:
                    self.tell_label(arrow)
            for arrow in self.placed.into.get(number, ()):
                if not self.begins_well(arrow):
                    self.tell(arrow, "; ".join(why for why in ("asal panah tidak jelas", arrow.doubt) if why))
                elif arrow.source is not None and self.placed.row_of[arrow.source] is None:
                    self.tell_label(arrow)

    def tell_label(self, arrow: Arrow) -> None:
        """What is written on an arrow, where no answer is called so."""
        words = " ".join(arrow.label.split())
        if not words or words in self.step.branches or any(words in note.text for note in self.step.sources):
            return
        note = Note("branches", self.placed.text_of(arrow), "certain", "tulisan pada panah", self.row.page)
        self.step.sources.append(note)

    def tell(self, arrow: Arrow, why: str) -> None:
        text = self.placed.text_of(arrow)
        page = arrow.page or self.row.page
        self.step.sources.append(Note("branches", text, "open", why, page))

    def id_of(self, row: int) -> str:
        return self.steps[row].id if row != END else "end"

    def is_said(self, arrow: Arrow, said: set[str]) -> bool:
        """Whether an arrow of this row is in the draft: as a way, as the order of its symbols, or in a note on it."""
        if arrow.target is None:
            return any(note.reading == "open" for note in self.step.sources)
        row = self.placed.row_of[arrow.target]
        if row == self.at:
            return len(self.symbols) > 1 or any(note.reading == "open" for note in self.step.sources)
        return (row is not None and self.steps[row].id in said) or any(name.startswith("end") for name in said)

    def begins_well(self, arrow: Arrow) -> bool:
        """Whether an arrow comes from a row, or from the capsule above the first."""
        if arrow.source is None:
            return False
        if self.placed.row_of[arrow.source] is not None:
            return True
        return self.at == 0 and self.placed.is_outer_end(arrow.source) and not arrow.doubt


def unreached(steps: Sequence[DraftStep], rows: Sequence[PaperRow], placed: Placed) -> None:
    """Say of each drawn row to which nothing leads that an arrow is missing."""
    led = {target for step in steps for targets in (step.next, *step.branches.values()) for target in targets}
    for at, (step, row) in enumerate(zip(steps, rows, strict=True)):
        before = steps[at - 1]
        is_next = at == 0 or not (before.next or before.branches)
        if placed.at_row.get(at) and not is_next and step.id not in led:
            step.sources.append(Note("branches", "", "open", "tidak ada panah masuk", row.page))


def _known(targets: list[str]) -> list[str]:
    """Targets that start together; an unknown one cannot be among several."""
    return [target for target in targets if target != UNKNOWN] or [UNKNOWN]


def _opposite(label: str) -> str:
    is_negative = is_no(label) or label.casefold().split(" ")[0] in ("tidak", "belum", "tdk")
    return YES if is_negative else NO
