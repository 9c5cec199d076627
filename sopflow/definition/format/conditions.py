"""When a branch is taken, or an optional row needed: tests over the fields of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, cast

from sopflow.conditions import Hit, Place
from sopflow.diagnostics import NOWHERE, Span
from sopflow.frozen import Frozen, freeze

from ..nodes import List, Map, Node
from ..refs import Ref, its_place
from .key import Key, Part, Shape, key, listed, part
from .reader import read
from .shapes import FLAG, ID, array, choice, either, expected, mapping, of_part, text
from .values import ref_of, text_of


@dataclass(frozen=True, slots=True)
class When:
    """A condition as it is written; `sopflow.conditions` says what it means."""

    said: Any
    """Mappings, tuples, texts, `True` and `False`."""
    places: Mapping[tuple[str | int, ...], Span] = field(default_factory=dict, compare=False, repr=False)
    """Where each part of it stands."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "said", _frozen(self.said))
        freeze(self, "places")

    def place_of(self, place: tuple[str | int, ...]) -> Span:
        """Where a part stands; the nearest around it that is known."""
        return next(
            (self.places[place[:n]] for n in range(len(place), -1, -1) if place[:n] in self.places), NOWHERE
        )


def _frozen(said: Any) -> Any:
    if isinstance(said, Mapping):
        return Frozen({str(name): _frozen(one) for name, one in said.items()})
    return tuple(map(_frozen, said)) if isinstance(said, list | tuple) else said


def when_of(node: Node | None) -> When | None:
    if not isinstance(node, List | Map):
        return None
    places: dict[Place, Span] = {}
    _place(node, (), node.span, places)
    return When(node.plain(), places)


def _place(node: Node, place: Place, span: Span, places: dict[Place, Span]) -> None:
    places[place] = span
    if isinstance(node, Map):
        for name, own in node.values.items():
            _place(own, (*place, name), node.keys[name], places)
    elif isinstance(node, List):
        for at, own in enumerate(node.items):
            _place(own, (*place, at), own.span, places)


_ONE: Final = Shape({
    "type": ["string", "number", "boolean"],
    **expected("sebuah nilai, misalnya 50 juta atau barang", "a value, such as 50 juta or barang"),
})  # fmt: skip
_OPERAND: Final = Part("operand", listed({
    "field": key(ID, "0.1", "Isian lain / Another field", "Dibandingkan dengan isian lain yang sejenis.",
                 "Compared with another field of the same type.", "pagu"),
    "today": key(text("hari kalender sejak hari ini, misalnya 30 hari kalender", "calendar days from today, such as 30 hari kalender", None),
                 "0.1", "Hari ini / Today", ("Sekian hari kalender sesudah hari tindakan; -7 hari kalender berarti tujuh hari sebelumnya."),
                 ("This many calendar days after the day of the act; -7 hari kalender is seven days before it."), "30 hari kalender"),
}), {"minProperties": 1, "maxProperties": 1})  # fmt: skip
_COMPARED: Final = either(_ONE, _OPERAND, id="sebuah nilai, {field: isian}, atau {today: 30 hari kalender}",
                          en="a value, {field: other}, or {today: 30 hari kalender}")  # fmt: skip
_SOME: Final = array(
    _ONE, "daftar nilai, misalnya [barang, jasa]", "a list of values, such as [barang, jasa]", minItems=1
)


def _compared(title: str, id: str, en: str, *examples: Any, also: tuple[str, ...]) -> Mapping[str, Any]:
    return key(_COMPARED, "0.1", title, id, en, *examples, also=also)


_NEGATED: Final = Shape({
    "type": ["string", "number", "boolean", "array", "object"],
    **expected("sebuah nilai, daftar nilai, atau syarat", "a value, a list of values, or a test"),
})  # fmt: skip
_TESTS: Final[Mapping[str, Key]] = listed({
    "above": _compared("Di atas / Above", "Lebih besar.", "Greater.", "50 juta",
                       also=("atas", "diatas", "lebih dari", "lebih", "lebih besar", "lebih besar dari", "melebihi", "greater than", "more than", "over", "gt")),
    "at_least": _compared("Paling sedikit / At least", "Sama atau lebih besar; untuk tanggal: pada hari itu atau sesudahnya.",
                          "The same or greater; of a date: on that day or after it.", "50 juta",
                          also=("minimal", "minimum", "sedikitnya", "sekurang kurangnya", "sekurang-kurangnya", "paling kurang", "paling rendah", "mulai", "mulai dari", "min", "gte")),
    "below": _compared("Di bawah / Below", "Lebih kecil.", "Less.", "50 juta",
                       also=("bawah", "dibawah", "kurang dari", "kurang", "lebih kecil", "lebih kecil dari", "less than", "under", "lt")),
    "at_most": _compared("Paling banyak / At most", "Sama atau lebih kecil; untuk tanggal: pada hari itu atau sebelumnya.",
                         "The same or less; of a date: on that day or before it.", {"field": "pagu"},
                        also=("maksimal", "maks", "maksimum", "maximum", "sebanyak banyaknya", "sebanyak-banyaknya", "setinggi tingginya", "setinggi-tingginya", "paling tinggi", "paling besar", "sampai", "sampai dengan", "max", "lte")),
    "before": _compared("Sebelum / Before", "Tanggal atau jam yang lebih awal.", "An earlier date or time.", "2026-12-31",
                        also=("sebelumnya", "lebih awal", "lebih awal dari", "earlier than")),
    "after": _compared("Sesudah / After", "Tanggal atau jam yang lebih akhir.", "A later date or time.", {"today": "30 hari kalender"},
                       also=("setelah", "sesudahnya", "sehabis", "lebih akhir", "later than")),
    "not": key(_NEGATED, "0.1", "Bukan / Not", "Nilai, daftar nilai, atau syarat yang tidak terpenuhi.",
               "A value, a list of values, or tests that do not hold.", "barang", {"above": "50 juta"},
               also=("tidak", "selain", "kecuali", "tidak sama dengan")),
    "filled": key(FLAG, "0.1", "Terisi / Filled", "true: isiannya ada; false: kosong.", "true: there is a value; false: there is none.", True,
                  also=("diisi", "isi", "ada", "berisi", "exists")),
    "has": key(_ONE, "0.1", "Memuat / Has", "Pilihan ini termasuk.", "This choice is among them.", "ktp",
               also=("termasuk", "mengandung", "includes", "contains")),
    "has_all": key(_SOME, "0.1", "Memuat semua / Has all", "Semua pilihan ini termasuk.", "All of these choices are among them.", ["ktp", "kk"]),
    "has_any": key(_SOME, "0.1", "Memuat salah satu / Has any", "Sedikitnya satu pilihan ini termasuk.",
                   "At least one of these choices is among them.", ["ktp", "kk"]),
})  # fmt: skip
TEST: Final = Part("test", _TESTS, {"minProperties": 1})
_FIELD_TEST: Final = either(
    _ONE, {"type": "array", "minItems": 1, "items": _ONE}, _OPERAND, TEST,
    id="nilai, daftar nilai, atau syarat, misalnya {above: 50 juta}", en="a value, a list of values, or tests, such as {above: 50 juta}",
)  # fmt: skip
_ALL_HOLD: Final = mapping(_FIELD_TEST, "{isian: syarat}", "{field: test}", minProperties=1)
WHEN: Final = either(
    _ALL_HOLD, {"type": "array", "minItems": 1, "items": _ALL_HOLD}, read=when_of, name="when",
    id=("{isian: syarat}, misalnya {nilai: {above: 50 juta}}, atau daftarnya; cukup salah satu terpenuhi"),
    en=("{field: test}, such as {nilai: {above: 50 juta}}, or a list of them, of which one is enough"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """A rule of a decision table."""

    when: When = field(metadata=key(
        WHEN, "0.1", "Bila / When", "Syarat pada isian; semuanya harus terpenuhi. Dalam daftar cukup salah satu.",
        "Tests on fields, all of which must hold; in a list one is enough.", {"nilai": {"above": "50 juta"}}, required=True))  # fmt: skip
    take: Ref = field(metadata=key(
        text("nama cabang langkah ini", "the name of one of the row's branches", ref_of), "0.1", "Tempuh / Take",
        "Cabang yang ditempuh.", "The branch that is taken.", "lelang", required=True))  # fmt: skip
    span: Span = its_place()


def _rules(node: Node | None) -> tuple[DecisionRule, ...]:
    found = []
    for item in node.items if isinstance(node, List) else ():
        if isinstance(item, Map):
            when, take = when_of(item.get("when")), ref_of(item.get("take"))
            if when is not None and take is not None:
                found.append(DecisionRule(when, take, span=item.span))
    return tuple(found)


def _hit(node: Node | None) -> Hit:
    said = text_of(node)
    return cast("Hit", said) if said in ("unique", "first") else "unique"


@dataclass(frozen=True, slots=True)
class Decides:
    """A decision table: rules, each of which takes a branch."""

    hit: Literal["unique", "first"] = field(default="unique", metadata=key(
        choice("unique", "first", read=_hit), "0.1", "Cara memilih / Hit",
        "unique: semua aturan yang terpenuhi menempuh cabang yang sama; first: aturan pertama yang terpenuhi.",
        "unique: all rules that hold take one branch; first: the first rule that holds.", "first"))  # fmt: skip
    rules: tuple[DecisionRule, ...] = field(default=(), metadata=key(
        array(part("rule", DecisionRule), "daftar aturan: {when: …, take: cabang}", "a list of rules: {when: …, take: branch}", _rules, minItems=1),
        "0.1", "Aturan / Rules", "Aturan-aturan, menurut urutannya.", "The rules, in their order.",
        [{"when": {"nilai": {"above": "50 juta"}}, "take": "lelang"}], required=True))  # fmt: skip
    span: Span = its_place()


def decides_of(node: Node | None) -> Decides | None:
    return read(Decides, node, span=node.span) if isinstance(node, Map) else None


DECIDES: Final = of_part(
    part("decides", Decides, **expected("{hit: unique, rules: [{when: …, take: cabang}]}", "{hit: unique, rules: [{when: …, take: branch}]}")),
    decides_of,
)  # fmt: skip
