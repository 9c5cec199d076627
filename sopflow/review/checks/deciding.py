"""What data decides, it decides in every case and in one way, and the data is there by then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from sopflow.budget import DECIDING, Budget
from sopflow.conditions import Fault, analysed, fields_of, said
from sopflow.conditions.formula import Filled, tests_of
from sopflow.definition.model import Step
from sopflow.diagnostics import Diagnostic, Span, info, warning
from sopflow.flow.flow import Row
from sopflow.flow.forms import may_be_empty
from sopflow.flow.markings import Move
from sopflow.graph import Bits
from sopflow.language import Words

from ..subject import Subject

GAP = warning(
    "SOP351",
    "no-branch",
    id="{example}: tidak ada cabang",
    en="{example}: no branch",
    hint_id="perluas salah satu when, atau tulis otherwise: true pada sebuah cabang",
    hint_en="widen one of the conditions, or write otherwise: true at a branch",
    page=Words(
        "Kasus dengan nilai itu tidak menempuh cabang mana pun, apa pun isian lainnya. Langkahnya ditolak "
        "(undecided) sampai SOP atau isiannya diperbaiki.",
        "A case with these values takes no branch, whatever its other fields are. The row is refused "
        "(undecided) until the SOP or the fields are corrected.",
    ),
)
OVERLAP = warning(
    "SOP352",
    "several-branches",
    id='{example}: cabang "{one}" dan "{other}" sama-sama terpenuhi',
    en='{example}: both "{one}" and "{other}" hold',
    hint_id="persempit salah satunya, atau tulis decides dengan hit: first",
    hint_en="narrow one of them, or write decides with hit: first",
    page=Words(
        "sopflow tidak memilih salah satu: langkahnya ditolak (undecided) sampai SOP atau isiannya diperbaiki.",
        "sopflow does not pick one of them: the row is refused (undecided) until the SOP or the fields "
        "are corrected.",
    ),
)
NEVER = warning(
    "SOP353",
    "never-taken",
    id='tidak ada isian yang menempuh cabang "{name}" menurut aturan ini',
    en='no values take the branch "{name}" by this rule',
    hint_id="syaratnya saling bertentangan, melewati batas isiannya, atau aturan sebelumnya sudah mencakupnya",
    hint_en="its tests contradict each other, go past the field's limits, or earlier rules cover it",
    page=Words(
        "Aturan yang tidak pernah terpenuhi biasanya salah tulis, misalnya batas yang tertukar.",
        "A rule that never holds is usually a mistake, such as swapped limits.",
    ),
)
NOT_WHOLE = info(
    "SOP354",
    "partly-analysed",
    id="syarat di langkah ini tidak dianalisis seluruhnya; yang disebut tetap benar",
    en="the conditions of this row were analysed only in part; what is reported is correct",
    page=Words(
        "Analisis ini tepat untuk nilai, pilihan, dan perbandingan dua isian, sampai batas kerjanya. "
        "Untuk teks dengan pattern tidak dapat dipastikan teks apa saja yang mungkin.",
        "The analysis is exact for values, choices and comparisons of two fields, up to its limit of "
        "work. For a text with a pattern it cannot tell which texts are possible.",
    ),
)
UNFILLED = warning(
    "SOP355",
    "decided-too-early",
    id='"{name}" belum tentu terisi bila langkah ini diputuskan menurutnya',
    en='"{name}" may still be empty when this row is decided by it',
    hint_id="isilah di langkah ini (fills) atau di langkah yang selalu dilalui sebelumnya, atau tulis filled pada syaratnya",
    hint_en="fill it in this row (fills) or in a row that always comes before, or write filled in the condition",
    page=Words(
        "Pada sedikitnya satu jalan isian itu masih kosong. Maka tidak ada yang diputuskan: langkahnya "
        "ditolak (data-missing), dan langkah yang optional dibuka.",
        "On at least one way the field is still empty. Then nothing is decided: the row is refused "
        "(data-missing), and an optional row is opened.",
    ),
)
AT_ONCE = warning(
    "SOP356",
    "decided-while-filled",
    id='"{other}" mengisi "{name}" sementara langkah ini diputuskan menurutnya: keduanya berjalan bersamaan',
    en='"{other}" fills "{name}" while this row is decided by it: both run at the same time',
    hint_id="selesaikan pengisiannya lebih dahulu, atau tunggu dengan join",
    hint_en="let it be filled first, or wait for it with join",
    page=Words(
        "Hasilnya bergantung pada siapa yang lebih dahulu selesai: kasus yang sama dapat berjalan ke cabang yang berbeda.",
        "The result depends on who finishes first: the same case may take one branch or the other.",
    ),
)
_ALWAYS: Final = Words("apa pun isinya", "whatever the values")


def check(subject: Subject) -> Iterator[Diagnostic]:
    for row in subject.flow.rows.values():
        if row.decision is not None:
            yield from _analysed(subject, row)
    read = {name: reads for name, row in subject.flow.rows.items() if (reads := _reads_of(subject, row)).names}
    if read:
        yield from _unfilled(subject, read)
        yield from _at_once(subject, read)


class _Reads(NamedTuple):
    """The fields by which a row is decided."""

    names: frozenset[str]
    needed: frozenset[str]
    """Those that must have values; of those whose being filled is asked, nothing is known."""


def _reads_of(subject: Subject, row: Row) -> _Reads:
    own = [rule.when for rule in row.decision.rules] if row.decision is not None else []
    formulas = [one for one in (*own, row.when) if one is not None]
    names = {name for formula in formulas for name in fields_of(formula)}
    needed = names - {test.field for f in formulas for test in tests_of(f) if isinstance(test, Filled)}
    if row.each is not None:
        names.add(row.each)
        needed |= set() if may_be_empty(subject.flow, row.each) else {row.each}
    return _Reads(frozenset(names), frozenset(needed))


def _analysed(subject: Subject, row: Row) -> Iterator[Diagnostic]:
    assert row.decision is not None
    rules, hit = row.decision
    found = analysed(rules, hit, subject.sop.fields, Budget(DECIDING))
    for fault in found.faults:
        example = said(fault.example, subject.sop.fields) if fault.example else _ALWAYS
        span = _place(row.step, fault)
        if fault.kind == "gap":
            yield GAP.at(span, step=row.id, example=example)
        elif fault.kind == "overlap":
            one, other = fault.branches
            yield OVERLAP.at(span, step=row.id, example=example, one=one, other=other)
        else:
            yield NEVER.at(span, step=row.id, name=fault.branches[0])
    if not found.is_whole:
        yield NOT_WHOLE.at(row.step.span, step=row.id)


def _place(step: Step, fault: Fault) -> Span:
    """Where a fault is told: at the last rule that it is about, else at the row's branches."""
    if not fault.rules:
        return step.place_of("decides" if step.decides is not None else "branches")
    at = fault.rules[-1]
    if step.decides is not None:
        rules = step.decides.rules
        return rules[at].take.span if at < len(rules) else step.place_of("branches")
    branch = next(one for one in step.branches if one.name == fault.branches[-1])
    return branch.span


def _unfilled(subject: Subject, read: dict[str, _Reads]) -> Iterator[Diagnostic]:
    bits = Bits(subject.sop.fields)
    fills = {
        name: bits.of(one.field.id for one in row.form if not one.is_optional)
        for name, row in subject.flow.rows.items()
        if row.form
    }

    def filled(move: Move) -> int:
        row = subject.flow.rows[move.row] if move.row else None
        if row is None or row.step.optional or move.outcome in {late.branch for late in row.step.on_late}:
            return 0
        return fills.get(row.id, 0)

    lacking: dict[str, int] = {}
    for state, here in zip(subject.ways.states, subject.ways.held(filled), strict=True):
        for name in read.keys() & set(state.open):
            row = subject.flow.rows[name]
            own = fills.get(name, 0) if row.decision is not None else 0
            lacking[name] = lacking.get(name, 0) | (bits.of(read[name].needed) & ~here & ~own)
    for name in read:
        for field in bits.names(lacking.get(name, 0)):
            step = subject.steps[name]
            yield UNFILLED.at(_reads(step), step=step.id, name=field)


def _at_once(subject: Subject, read: dict[str, _Reads]) -> Iterator[Diagnostic]:
    for name, (names, _) in read.items():
        for other in sorted(subject.ways.together.get(name, ()), key=list(subject.flow.rows).index):
            for field in [one.field.id for one in subject.flow.rows[other].form if one.field.id in names]:
                step = subject.steps[name]
                yield AT_ONCE.at(_reads(step), step=step.id, name=field, other=subject.flow.title(other))


def _reads(step: Step) -> Span:
    keys = {"for_each": step.for_each, "when": step.when, "decides": step.decides}
    return step.place_of(next((key for key, said in keys.items() if said is not None), "branches"))
