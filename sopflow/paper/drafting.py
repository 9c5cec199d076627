"""From a printed procedure to a draft of its definition: what is certain is said, what is not is left open and listed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sopflow.definition.names import NO_GLOSSARY, Glossary, Names

from .arrows import arrows_of, line_of
from .cells import Known, documents_of, is_no, is_word, is_yes, parts_of, tags_of, time_of
from .draft import UNKNOWN, Draft, DraftStep, Note

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from .arrows import Arrow
    from .rows import Paper, PaperRow

_OUTSIDE: Final = ("pemohon", "masyarakat", "warga", "tamu", "pelapor")
_STOP: Final = frozenset(
    {"dan", "atau", "untuk", "yang", "dari", "di", "ke", "dengan", "pada", "oleh", "serta", "kepada", "the"}
)
_VERB: Final = re.compile(r"(?:me|mem|men|meng|meny|di|ber|pe|peng|pen)\w{3,}")
_RESERVED: Final = frozenset({"end", "unknown", "true", "false", "null"})
_MOST_WORDS: Final = 3
_NOBODY: Final = Known()


def draft_of(paper: Paper, name: str, glossary: Glossary = NO_GLOSSARY) -> Draft:
    """The draft of a printed procedure; `name` is the file's, for an id where there is no title."""
    return _Drafting(paper, name, glossary).draft()


class _Drafting:
    def __init__(self, paper: Paper, name: str, glossary: Glossary) -> None:
        self.paper = paper
        self.glossary = glossary
        self.name = name
        self.actors: dict[str, str] = {}
        self.outside: set[str] = set()
        self.documents: dict[str, str] = {}
        self.ids: set[str] = set()
        self.by_number: dict[str, DraftStep] = {}
        self.sources: list[Note] = []
        self.titles: list[str] = []
        self.known = Known()
        self.by_title: dict[str, str] = {}
        self.by_words: dict[str, str] = {}
        self.numbers: Counter[tuple[int, str]] = Counter()

    def draft(self) -> Draft:
        before = list(self.paper.before)
        title = before.pop(0) if before else self.name
        for line in before:
            self.line(line)
        self.name_actors()
        steps = [self.step(row) for row in self.paper.rows]
        self.lead(steps)
        for line in self.paper.after:
            drawn = line_of(line)
            step = self.by_number.get(drawn[0]) if drawn is not None else None
            if drawn is not None and step is not None:
                self.draw(step, drawn[1], steps, line)
            else:
                self.sources.append(Note("", line, "certain"))
        self.joins(steps)
        total = self.total()
        slug = _slug(title, UNKNOWN, most=6).replace("_", "-") or "sop"
        return Draft(slug, title, self.actors, self.outside, self.documents, steps, total, self.sources)

    # -- actors

    def line(self, line: str) -> None:
        """A line above the table: perhaps a list of the actors, in any case kept."""
        head, sign, rest = line.partition(":")
        if sign and head.strip().casefold() in ("pelaksana", "aktor"):
            self.titles += [part.strip() for part in rest.split(",") if part.strip()]
        self.sources.append(Note("", line, "certain"))

    def name_actors(self) -> None:
        for title in self.titles:
            bare = re.sub(r"\((?:luar|eksternal|pihak luar)\)", "", title)
            actor = self.actor(bare)
            if bare != title:
                self.outside.add(actor)
        for _, head in self.paper.columns.actors:
            self.actor(head)
        if not self.titles:
            cells = [_actor_text(row) for row in self.paper.rows]
            for text in cells:
                if text and len(parts_of(text, _NOBODY)) == 1:
                    self.known.add(text)

    def actor(self, title: str) -> str:
        """The id of an actor, new or known."""
        clean = " ".join(title.split())
        if clean.casefold() in self.by_title:
            return self.by_title[clean.casefold()]
        slug = self.unique(_slug(clean, UNKNOWN, most=4) or "pelaksana", self.actors)
        self.actors[slug] = clean
        self.by_title[clean.casefold()] = slug
        self.known.add(clean)
        if clean.casefold().split(" ")[0] in _OUTSIDE:
            self.outside.add(slug)
        return slug

    # -- rows

    def step(self, row: PaperRow) -> DraftStep:
        activity = " ".join(row.cells.get("activity", "").split())
        number = row.number.strip("().").strip()
        step = DraftStep(self.step_id(activity, number), number, activity or UNKNOWN)
        if number and number not in self.by_number:
            self.by_number[number] = step
        self.cell(step, "remarks", row.cells.get("remarks", ""))
        self.who(step, row)
        self.papers(step, row)
        self.time(step, row)
        if not activity:
            step.sources.append(Note("activity", "", why=f"{row.place}: kegiatannya kosong"))
        for text in row.rest:
            step.sources.append(Note("", text, why=f"{row.place}: sel di luar kolom"))
        return step

    def cell(self, step: DraftStep, name: str, text: str) -> None:
        if text and text not in ("-", "–"):
            setattr(step, name, " ".join(text.split()))

    def who(self, step: DraftStep, row: PaperRow) -> None:
        if "actor" in row.cells:
            self.named(step, row)
        elif self.paper.columns.actors:
            self.marked(step, row)

    def named(self, step: DraftStep, row: PaperRow) -> None:
        """One column for all actors: their names, with symbols and arrows beside them."""
        cell = row.cells["actor"]
        bare, tags = tags_of(cell)
        text = _actor_text(row)
        if is_word(text, "tidak ada", "-", "–", "") or text.strip("() ").casefold() == "tidak ada":
            step.wait = step.activity.casefold().startswith("menunggu")
            if step.wait and text.strip("- –"):
                step.sources.append(Note("actor", cell, "certain", f"{row.place}: tidak ada yang mengerjakan"))
            if not step.wait:
                step.actors = [UNKNOWN]
                step.sources.append(Note("actor", cell, why=f"{row.place}: pelaksananya tidak disebutkan"))
        elif text in ("?", "(?)"):
            step.actors = [UNKNOWN]
        else:
            step.actors = list(dict.fromkeys(self.actor(part) for part in parts_of(text, self.known)))
            joined = re.search(r"\bdan\b|&|,|\n", text) is not None
            step.joint = len(step.actors) > 1 and joined
            if len(step.actors) > 1:
                step.sources.append(
                    Note("actor", cell, "probable", f"{row.place}: dibaca sebagai beberapa pelaksana")
                )
        if tags or bare != text:
            step.sources.append(
                Note("actor", cell, "certain", f"{row.place}: simbol dan panah di kolom pelaksana")
            )

    def marked(self, step: DraftStep, row: PaperRow) -> None:
        """A column for each actor: a mark says whose row it is; Y and N are labels of arrows."""
        marks = [(head, mark) for head, mark in row.marks if not is_yes(mark) and not is_no(mark)]
        labels = [(head, mark) for head, mark in row.marks if is_yes(mark) or is_no(mark)]
        named = [head for head, _ in marks if head]
        spoken = self.spoken(step.activity)
        text = ", ".join(mark for _, mark in row.marks)
        drawn = [arrow for _, mark in marks for arrow in arrows_of(mark)]
        for head, mark in marks:
            if len(mark) > 2 and not arrows_of(mark) and not is_word(mark, "mulai", "selesai"):
                step.sources.append(
                    Note("actor", mark, "certain", f"{row.place}: tertulis di kolom {head or 'pelaksana'}")
                )
        if len(named) == 1 and not labels:
            step.actors = [self.actor(named[0])]
            step.sources.append(Note("actor", text, "probable", f"{row.place}: tanda di kolom {named[0]}"))
        elif named and not labels and spoken is not None and spoken in [self.actor(n) for n in named]:
            step.actors = [spoken]
            step.sources.append(
                Note("actor", text, why=f"{row.place}: tanda di beberapa kolom; dipilih menurut uraiannya")
            )
        elif named and not labels:
            step.actors = list(dict.fromkeys(self.actor(head) for head in named))
            step.joint = len(step.actors) > 1
            step.sources.append(
                Note("actor", text, why=f"{row.place}: tanda di beberapa kolom: {', '.join(named)}")
            )
        elif len(named) == 1:
            step.actors = [self.actor(named[0])]
            step.sources.append(Note("actor", text, why=f"{row.place}: tanda dan jawaban di kolom pelaksana"))
        elif spoken is not None:
            step.actors = [spoken]
            lost = "kolomnya hilang" if row.is_cut else "tidak ada tandanya"
            step.sources.append(Note("actor", text, why=f"{row.place}: {lost}; dibaca dari uraiannya"))
        else:
            step.actors = [UNKNOWN]
            step.sources.append(Note("actor", text, why=f"{row.place}: tidak ada tanda yang terbaca"))
        if labels:
            for head, label in labels:
                back = self.last_of(self.actor(head)) if head and is_no(label) else None
                step.branches[label.strip(" .")] = (
                    [back.id] if back is not None else ["next"] if is_yes(label) else [UNKNOWN]
                )
            for missing in ("Y", "N"):
                wanted = is_yes if missing == "Y" else is_no
                if not any(wanted(name) for name in step.branches):
                    step.branches[missing] = [UNKNOWN]
            step.sources.append(
                Note(
                    "branches",
                    ", ".join(f"{label} ({head or '?'})" for head, label in labels),
                    "open",
                    "arah jawabannya dibaca dari kolomnya",
                )
            )
        if drawn:
            step.sources.append(Note("branches", text, "certain"))

    def spoken(self, activity: str) -> str | None:
        """The actor with whose name a text begins."""
        first = next(Names(self.actors, glossary=self.glossary).mentions(activity), None)
        return first.actor if first is not None and first.start == 0 else None

    def last_of(self, actor: str) -> DraftStep | None:
        return next((step for step in reversed(self.by_number.values()) if step.actors == [actor]), None)

    def papers(self, step: DraftStep, row: PaperRow) -> None:
        for name in ("inputs", "outputs"):
            cell = row.cells.get("inputs" if name == "inputs" else "output", "")
            if cell.strip("() ").casefold() in ("kolom tidak ada", "tidak ada"):
                step.sources.append(Note(name, cell, "certain"))
                setattr(step, name, [UNKNOWN] if "kolom" in cell.casefold() else [])
                continue
            items, is_certain = documents_of(cell)
            setattr(step, name, [UNKNOWN if item == "?" else self.document(item) for item in items])
            dropped = re.sub(r"\W", "", cell) != re.sub(r"\W", "", "".join(items))
            if not is_certain or dropped or (len(items) > 1 and cell != ", ".join(items)):
                reading = "certain" if is_certain else "open"
                step.sources.append(
                    Note(
                        name, " ".join(cell.split()), reading, f"{row.place}: dibaca sebagai {len(items)} dokumen"
                    )
                )
            elif " ?" in cell:
                step.sources.append(Note(name, cell, why=f"{row.place}: tidak pasti"))

    def document(self, title: str) -> str:
        folded = " ".join(re.sub(r"[^\w\s]", " ", title.casefold()).split())
        if folded in self.by_words:
            return self.by_words[folded]
        slug = self.unique(_slug(title, UNKNOWN, most=6) or "dokumen", self.documents)
        self.documents[slug] = title
        self.by_words[folded] = slug
        return slug

    def time(self, step: DraftStep, row: PaperRow) -> None:
        text, is_duration = time_of(row.cells.get("time", ""))
        step.time = text
        step.time_is_text = not is_duration
        if not is_duration:
            step.sources.append(
                Note("duration", str(text), why=f"{row.place}: bukan lama waktu; tulis at_most bila ada batasnya")
            )
        if step.wait and (text in (None, "-", UNKNOWN) or not is_duration):
            step.wait, step.actors = False, [UNKNOWN]

    # -- arrows

    @cached_property
    def drawn_below(self) -> frozenset[str]:
        """The rows whose arrows stand in lines below the table."""
        drawn = (line_of(line) for line in self.paper.after)
        return frozenset(line[0] for line in drawn if line is not None)

    def lead(self, steps: list[DraftStep]) -> None:
        """Arrows in the cells, and the order of the rows for what none is drawn."""
        for at, (step, row) in enumerate(zip(steps, self.paper.rows, strict=True)):
            after = steps[at + 1].id if at + 1 < len(steps) else "end"
            for name, targets in step.branches.items():
                step.branches[name] = [after if target == "next" else target for target in targets]
            cell = row.cells.get("actor", "")
            drawn = [a for text in [cell, *(m for _, m in row.marks)] for a in arrows_of(tags_of(text)[0])]
            if drawn:
                self.draw(step, tuple(drawn), steps, cell or ", ".join(m for _, m in row.marks))
            ends = [tag for tag in tags_of(cell)[1] if tag.startswith("selesai")]
            is_end = ends or any(is_word(mark, "selesai") for _, mark in row.marks)
            if is_end and not step.branches and not step.next:
                name = ends[0].partition(":")[2].strip() if ends else ""
                step.next = [f"end:{_slug(name, UNKNOWN, most=4)}" if name else "end"]
            if step.remarks.casefold().startswith("selesai") and not step.branches and not step.next:
                step.next = ["end"]
            is_decision = "keputusan" in step.remarks.casefold() and not step.branches and not step.next
            if is_decision and step.number not in self.drawn_below:
                step.branches = {"Y": [UNKNOWN], "N": [UNKNOWN]}
                step.sources.append(Note("branches", step.remarks, why="keputusan tanpa panah yang terbaca"))

    def draw(self, step: DraftStep, arrows: tuple[Arrow, ...], steps: list[DraftStep], text: str) -> None:
        """Let arrows lead out of a row: labelled ones are its answers."""
        labelled = [arrow for arrow in arrows if arrow.label]
        actor_words = _labels_without(labelled, self.actors.values())
        for arrow, label in zip(labelled, actor_words, strict=True):
            if label:
                step.branches[self.unique_label(step, label)] = self.targets(step, arrow)
        plain = [arrow for arrow, label in zip(labelled, actor_words, strict=True) if not label]
        plain += [a for a in arrows if not a.label]
        for arrow in plain:
            step.next += [target for target in self.targets(step, arrow) if target not in step.next]
        if len(step.branches) == 1:
            step.branches[self.unique_label(step, "lainnya")] = [UNKNOWN]
            step.sources.append(Note("branches", text, why="hanya satu jawaban yang digambar"))
        if step.branches and step.next:
            step.next = []
        if not any(note.text == text for note in step.sources):
            step.sources.append(Note("branches", text, "certain"))

    def targets(self, step: DraftStep, arrow: Arrow) -> list[str]:
        if arrow.end is not None:
            return [f"end:{_slug(arrow.end, UNKNOWN, most=4)}" if arrow.end else "end"]
        found = [self.by_number[n].id for n in arrow.numbers if n in self.by_number]
        if arrow.text or not found:
            step.sources.append(
                Note("branches", f"{arrow.label} → {arrow.text or ', '.join(arrow.numbers)}".strip())
            )
        return list(dict.fromkeys(found)) or [UNKNOWN]

    @staticmethod
    def unique_label(step: DraftStep, label: str) -> str:
        name, count = label[:80], 2
        while name in step.branches:
            name, count = f"{label[:76]} {count}", count + 1
        return name

    def joins(self, steps: list[DraftStep]) -> None:
        """A row to which the arms of one split lead waits for all of them, unless an answer leads there too."""
        split = {target for step in steps if len(step.next) > 1 for target in step.next}
        arrivals: dict[str, list[DraftStep]] = {}
        for at, step in enumerate(steps):
            following = steps[at + 1].id if at + 1 < len(steps) else "end"
            for target in step.next or ([] if step.branches else [following]):
                arrivals.setdefault(target, []).append(step)
        for step in steps:
            arms = [other.id for other in arrivals.get(step.id, ()) if other.id in split and len(other.next) <= 1]
            if len(arms) > 1:
                step.join = arms
                step.sources.append(
                    Note("activity", step.activity, "probable", "menunggu jalan yang bersamaan: join")
                )

    # -- the rest

    def total(self) -> str | None:
        for row in self.paper.totals:
            self.sources.append(Note("", " | ".join(cell for cell in row if cell), "certain"))
            for cell in row:
                text, is_duration = time_of(cell)
                if is_duration and text not in (None, "-", UNKNOWN):
                    return text
        return None

    def step_id(self, activity: str, number: str) -> str:
        words = re.findall(r"\w+", unicodedata.normalize("NFKD", activity.casefold()))
        verb = next((at for at, word in enumerate(words[:9]) if _VERB.fullmatch(word)), 0)
        slug = (
            _slug(" ".join(words[verb:]), UNKNOWN, most=_MOST_WORDS)
            or f"langkah_{_slug(number, UNKNOWN, most=1) or len(self.ids) + 1}"
        )
        slug = self.unique(slug, self.ids)
        self.ids.add(slug)
        return slug

    def unique(self, slug: str, taken: Container[str]) -> str:
        key = (id(taken), slug)
        name, count = slug, max(2, self.numbers[key])
        while name in taken or name in _RESERVED:
            name, count = f"{slug}_{count}", count + 1
            self.numbers[key] = count
        return name


def _actor_text(row: PaperRow) -> str:
    """Who acts, without symbols, arrows and what is called."""
    bare, _ = tags_of(row.cells.get("actor", ""))
    raw = row.cells.get("actor", "")
    if "[" in raw:
        return raw.split("[", 1)[0].strip()
    return re.split(r"→|->|=>", bare, maxsplit=1)[0].strip() if arrows_of(bare) else bare


def _labels_without(arrows: list[Arrow], titles: Iterable[str]) -> list[str]:
    """Labels without an actor's name in front of them."""
    found = []
    for arrow in arrows:
        label = arrow.label
        for title in sorted(titles, key=len, reverse=True):
            if label.casefold().startswith(title.casefold()):
                label = label[len(title) :].strip(" :,-")
                break
        found.append(label)
    return found


def _slug(text: str, without: str, *, most: int) -> str:
    """An id of the first words of a text."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if word not in _STOP]
    name = "_".join(words[:most])[:48].strip("_")
    if name and not name[0].isalpha():
        name = f"n_{name}"
    return "" if name == without else name
