"""The rows of the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

from sopflow.diagnostics import Span
from sopflow.frozen import freeze

from ..nodes import List, Map, Node
from ..refs import Ref, Unknown, its_place, known_in
from .actors import ACTOR
from .conditions import DECIDES, WHEN, Decides, When
from .documents import INPUTS, OUTPUTS, Input, Outputs
from .fields import FILLS, Fill
from .key import Shape, key, named, part
from .notes import SOURCE_KEY, SourceNote
from .reader import read
from .shapes import FLAG, ID, IDS, TEXT, an_id, choice, either, expected, matching, new_id, only
from .targets import BRANCHES, TARGETS, Branch, End, Targets, targets_of
from .times import EXTENSION, ON_LATE, TIME, WAIT, Extension, OnLate, Time, Wait
from .values import refs_of, text_of

SignOff = Literal["any", "all", "in_order"]
MissingInputs = Literal["note", "refuse"]
STARTED: Final = "started"
DONE: Final = "done"
LATE: Final = "late"

MISSING_INPUTS: Final = key(
    choice(*get_args(MissingInputs)), "0.1", "Kelengkapan kurang / Missing inputs",
    "note: dicatat saja; refuse: pekerjaan ditolak.", "note: only recorded; refuse: the work is refused.", "refuse",
)  # fmt: skip


def _join(node: Node | None) -> tuple[Ref, ...] | Literal["started"] | None:
    return STARTED if text_of(node) == STARTED else (refs_of(node) or None)


_A_ROW: Final = an_id("id langkah", "a step's id")
_JOIN: Final = either(
    {"const": STARTED}, IDS, read=_join,
    id="daftar id langkah yang ditunggu, atau started", en="a list of the steps that it waits for, or started",
)  # fmt: skip
_ROWS: Final = either(
    _A_ROW, {"type": "array", "minItems": 1, "uniqueItems": True, "items": _A_ROW}, read=refs_of,
    id="id langkah, atau daftarnya", en="a step's id, or a list of them",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A row of the table."""

    id: str = field(metadata=key(
        new_id("nama pendek", "a short name"), "0.1", "Id", "Nama pendek langkah ini, unik di dalam berkas.",
        "The row's short name, unique in the file.", "periksa", required=True))  # fmt: skip
    activity: str = field(metadata=key(
        TEXT, "0.1", "Kegiatan / Activity", "Uraian kegiatan, seperti tercetak.", "The activity, as printed.",
        "Memeriksa kelengkapan berkas.", required=True, also=("uraian",)))  # fmt: skip
    actors: tuple[Ref, ...] | Unknown = field(metadata=named(actor=key(
        ACTOR, "0.1", "Pelaksana / Actor", "Satu pelaksana, daftar pelaksana, atau unknown. Dari beberapa pelaksana satu saja cukup, kecuali sign_off menyebut lain.",
        "One actor, a list of them, or unknown. One of several is enough, unless sign_off says otherwise.", "petugas", ["petugas", "kasi"], "unknown",
        also=("aktor",), names="actors")))  # fmt: skip
    sign_off: SignOff = field(metadata=key(
        choice(*get_args(SignOff), unsaid="any"), "0.1", "Cara bertanda tangan / Sign-off",
        "any: salah satu dari beberapa pelaksana, juga bila tidak ditulis; all: semua; in_order: berurutan dari kiri.",
        "any: one of several actors, also if left out; all: every one; in_order: left to right.",
        "all"))  # fmt: skip
    inputs: tuple[Input | Unknown, ...] | Unknown = field(metadata=key(
        INPUTS, "0.1", "Kelengkapan / Inputs", "Yang harus ada sebelum dikerjakan.", "What must be at hand.",
        ["permohonan", "Fotokopi KTP"], "unknown", also=("input",), names="documents"))  # fmt: skip
    duration: Time = field(metadata=key(
        TIME, "0.1", "Waktu / Duration", 'Waktu baku; kosong atau "-" bila tidak ada, unknown bila tidak disebutkan.',
        'The standard time; empty or "-" for none, unknown where the paper does not say.',
        "30 menit", "1,5 jam", "1-2 hari", "maks. 3 hari", {"text": "sesuai penugasan"}, also=("durasi",)))  # fmt: skip
    outputs: Outputs = field(metadata=key(
        OUTPUTS, "0.1", "Output", "Dokumen atau keadaan yang dihasilkan.", "The documents or states that it makes.",
        ["draft_sku"], "unknown", names="documents"))  # fmt: skip
    fills: tuple[Fill, ...] = field(default=(), metadata=key(
        FILLS, "0.1", "Mengisi / Fills", "Isian yang diminta langkah ini, menurut urutannya; {isian: optional} boleh kosong.",
        "The fields that this row asks for, in this order; {field: optional} may be left empty.",
        ["nama", "nilai", {"acara": "optional"}]))  # fmt: skip
    shows: tuple[Ref, ...] = field(default=(), metadata=key(
        IDS, "0.1", "Menampilkan / Shows",
        "Isian yang ditampilkan di samping formulir; bila tidak ditulis: semua yang boleh dilihat pelaksananya.",
        "The fields shown beside the form; if left out: all that its actor may see.", ["nama", "nilai"]))  # fmt: skip
    remarks: str | None = field(default=None, metadata=key(
        TEXT, "0.1", "Keterangan / Remarks", "Isi kolom keterangan.", "What the remarks column says.", "Dapat diwakili Plh.", also=("ket",)))  # fmt: skip
    question: str | None = field(default=None, metadata=key(
        TEXT, "0.1", "Pertanyaan / Question", "Pertanyaan di dalam belah ketupat.", "The question in the diamond.",
        "Berkas lengkap?"))  # fmt: skip
    branches: tuple[Branch, ...] = field(default=(), metadata=key(
        BRANCHES, "0.1", "Cabang / Branches", "Jawaban dan tujuannya; sedikitnya dua.",
        "The answers and where each leads; at least two.", {"Y": "susun", "N": "ajukan"}, names="targets"))  # fmt: skip
    decides: Decides | None = field(default=None, metadata=key(
        DECIDES, "0.1", "Tabel keputusan / Decision table",
        "Cabang ditempuh menurut aturan pada isian; pengganti when pada setiap cabang.",
        "Rules over the fields take the branch; instead of when at each branch.",
        {"hit": "first", "rules": [{"when": {"nilai": {"above": "50 juta"}}, "take": "lelang"}]}))  # fmt: skip
    next: Targets = field(metadata=key(
        TARGETS, "0.1", "Berikutnya / Next", "Tujuan bila bukan baris berikutnya; daftar = mulai bersamaan.",
        "Where it leads if not to the following row; a list starts together.",
        "paraf", ["paraf", "cek"], "end", {"end": "selesai"}, also=("lanjut",), names="targets"))  # fmt: skip
    """Where `done` leads; empty for a decision."""
    join: tuple[Ref, ...] | Literal["started"] | None = field(default=None, metadata=key(
        _JOIN, "0.1", "Menunggu bersama / Join", "Baris yang ditunggu bersama, atau started.",
        "The rows that it waits for together, or started (inclusive).", ["paraf", "cek"], "started", names="steps"))  # fmt: skip
    optional: bool = field(default=False, metadata=key(
        FLAG, "0.1", "Bila perlu / Optional", "Boleh dilewati oleh pelaksananya, dengan alasan.",
        "Its actor may skip it, with a reason.", True))  # fmt: skip
    when: When | None = field(default=None, metadata=key(
        WHEN, "0.1", "Bila / When",
        ("Untuk langkah optional. Bila isian memenuhi syarat ini, langkahnya perlu dan tidak dapat "
"dilewati; bila tidak, langkahnya lewat sendiri."),
        ("For an optional row. If the fields meet this, the row is needed and cannot be skipped; if not, "
"it passes by itself."),
        {"nilai": {"above": "50 juta"}}))  # fmt: skip
    phase: str | None = field(default=None, metadata=key(
        choice("awal", "utama", "akhir", read=text_of), "0.1", "Tahap / Phase", "Kelompok kegiatan.", "The group of rows.",
        "utama"))  # fmt: skip
    number: str | None = field(metadata=named(no=key(
        matching(r"\S", 'nomor, misalnya "1a", atau none', 'a number, such as "1a", or none', text_of), "0.1",
        "Nomor / Number", "Nomor tercetak bila bukan urutannya; none: tidak tercetak.",
        "The printed number where it is not the position; none: not a printed row.", "1a", "none")))  # fmt: skip
    """As printed: its position unless `no` says otherwise; `None` for a row that is not printed."""
    terminator: bool = field(default=False, metadata=key(
        FLAG, "0.1", "Mulai/Selesai / Terminator", "Baris yang hanya berisi Mulai atau Selesai; lewat sendiri.",
        "A row that is only Mulai or Selesai; passes by itself.", True))  # fmt: skip
    substitutes: tuple[Ref, ...] = field(default=(), metadata=key(
        IDS, "0.1", "Pengganti / Substitutes", "Pengganti untuk baris ini saja.", "Who may act instead, for this row only.",
        ["kasi"], names="actors"))  # fmt: skip
    call: Ref | None = field(default=None, metadata=key(
        ID, "0.1", "Menjalankan / Call", "SOP lain yang dijalankan dan ditunggu.", "Another SOP that is run and waited for.",
        "pengawalan"))  # fmt: skip
    for_each: Ref | None = field(default=None, metadata=key(
        ID, "0.1", "Untuk setiap / For each",
        "Untuk langkah call: SOP itu dijalankan satu kali untuk setiap baris daftar ini, bersamaan; kolomnya menjadi isian SOP itu yang idnya sama.",
        "With call: the SOP runs once for each record of this list, all at the same time; the columns become its fields of the same ids.",
        "lokasi"))  # fmt: skip
    into: Ref | None = field(default=None, metadata=key(
        ID, "0.1", "Hasil ke / Into",
        "Untuk for_each: daftar yang menerima hasilnya; kolomnya adalah isian SOP yang dipanggil, dan pembedanya sama.",
        "With for_each: the list that receives the results; its columns are fields of the called SOP, and its key is the same.",
        "hasil_lokasi"))  # fmt: skip
    until_first: bool = field(default=False, metadata=named(until=key(
        only("first"), "0.1", "Sampai / Until",
        "first: langkah ini selesai begitu yang pertama berakhir; yang lain dibatalkan. Bila tidak ditulis: semuanya ditunggu.",
        "first: the row is done when the first of them ends; the others are cancelled. If left out: all are waited for.",
        "first")))  # fmt: skip
    wait: Wait | None = field(default=None, metadata=key(
        WAIT, "0.1", "Menunggu / Wait", "Menunggu selama waktu tertentu, atau sampai dokumen datang.",
        "Waits for a time, or until a document arrives.", "7 hari", {"until": "tanggapan", "at_most": "10 hari kalender"}))  # fmt: skip
    missing_inputs: MissingInputs = field(default="note", metadata=MISSING_INPUTS)
    source: tuple[SourceNote, ...] = field(default=(), metadata=SOURCE_KEY)
    on_late: tuple[OnLate, ...] = field(default=(), metadata=key(
        ON_LATE, "0.1", "Bila terlambat / When late",
        "Apa yang terjadi, sekali saja, bila langkah ini lewat batas waktunya: ingatkan, naikkan ke pelaksana lain, atau tempuh sebuah cabang.",
        "What happens, once, when the row is past its due time: remind, escalate to another actor, or take a branch.",
        {"remind": True}, [{"remind": True}, {"after": "1 hari", "escalate": "camat"}]))  # fmt: skip
    """In the order in which they happen."""
    extension: Extension | None = field(default=None, metadata=key(
        EXTENSION, "0.1", "Perpanjangan / Extension", "Batas waktu langkah ini dapat diperpanjang, dengan alasan.",
        "The row's due time can be extended, with a reason.", {"by": "ppid", "at_most": "7 hari"}))  # fmt: skip
    separate_from: tuple[Ref, ...] = field(default=(), metadata=key(
        _ROWS, "0.1", "Orang lain dari / Separate from",
        "Langkah-langkah yang harus dikerjakan orang lain: yang mengerjakannya tidak boleh mengerjakan langkah ini. Yang dinilai orangnya, bukan jabatannya.",
        "Rows that another person must have done: whoever did them may not do this one. It is the person that counts, not the position.",
        ["susun"], names="steps"))  # fmt: skip
    same_as: Ref | None = field(default=None, metadata=key(
        _A_ROW, "0.1", "Orang yang sama / Same as", "Langkah yang orangnya harus mengerjakan langkah ini juga.",
        "The row whose person must do this one too.", "terima", names="steps"))  # fmt: skip
    span: Span = its_place()
    body: Span = its_place()
    """The whole row, where `span` is the place of its id."""
    keys: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)
    """Where each of its keys stands in the file."""

    def __post_init__(self) -> None:
        freeze(self, "keys")

    def place_of(self, key: str) -> Span:
        """Where a key stands; the place of the id where it is not written."""
        return self.keys.get(key, self.span)

    @property
    def is_decision(self) -> bool:
        return bool(self.branches)

    @property
    def is_decided(self) -> bool:
        """Whether the data of the case takes the branch, and nobody chooses."""
        by_fields = any(one.when is not None or (one.otherwise and self.for_each is None) for one in self.branches)
        return self.decides is not None or by_fields

    @property
    def ways(self) -> tuple[tuple[str, Targets], ...]:
        """Every outcome with its targets: `done` or the branches, and `late` of a wait."""
        own = tuple((b.name, b.targets) for b in self.branches) or ((DONE, self.next),)
        if self.wait is not None and self.wait.late is not None:
            return (*own, (LATE, self.wait.late))
        return own

    @property
    def documents(self) -> tuple[Ref, ...]:
        """Every document that the row names, where it names it: what it needs, makes and waits for."""
        made = (self.outputs, *(branch.outputs for branch in self.branches))
        awaited = self.wait.until if self.wait is not None else None
        return (
            *(one.document for one in known_in(self.inputs)),
            *(one for outputs in made for one in known_in(outputs)),
            *([awaited] if awaited is not None else ()),
        )


def steps_of(node: Node | None, missing_inputs: MissingInputs) -> tuple[Step, ...]:
    """The rows; `missing_inputs` is what the SOP says for those that do not say it."""
    rows = [item for item in node.items if isinstance(item, Map)] if isinstance(node, List) else []
    built = []
    position = 0
    for at, row in enumerate(rows):
        number = text_of(row.get("no"))
        if number != "none":
            position += 1
        following = text_of(rows[at + 1].get("id")) if at + 1 < len(rows) else None
        built.append(_step(row, number or str(position), following, missing_inputs))
    return tuple(built)


def _step(row: Map, number: str, following: str | None, missing_inputs: MissingInputs) -> Step:
    branches = BRANCHES.read(row.get("branches")) if BRANCHES.read is not None else ()
    goes_on: Targets = (Ref(following, row.span) if following else End(span=row.span),)
    own = row.get("id")
    said = text_of(row.get("missing_inputs"))
    return read(
        Step,
        row,
        id=text_of(own) or "",
        number=None if number == "none" else number,
        activity=text_of(row.get("activity")) or "",
        next=() if branches else (targets_of(row.get("next")) if "next" in row.values else goes_on),
        branches=branches,
        missing_inputs=said if said in get_args(MissingInputs) else missing_inputs,
        span=own.span if own is not None else row.span,
        body=row.span,
        keys=row.keys,
    )


def _together(code: str, id: str, en: str, key: str = "", **rule: Any) -> dict[str, Any]:
    """A rule about keys that do or do not go together, with its code and the key that is blamed."""
    at = {"x-key": key} if key else {}
    return {**rule, "x-code": code, **at, **expected(id, en)}


def _never(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"not": {"anyOf": [{"required": list(pair)} for pair in pairs]}}


def _only_with(key: str, other: str) -> dict[str, Any]:
    return {"anyOf": [{"required": [other]}, {"not": {"required": [key]}}]}


_RULES: Final = [
    _together("SOP111", "next atau branches, tidak keduanya: keputusan berlanjut lewat cabangnya",
              "next or branches, not both: a decision continues through its branches", "next", **{"not": {"required": ["next", "branches"]}}),
    _together("SOP208", "actor, atau untuk baris yang tidak dikerjakan orang: wait, call, terminator",
              "actor, or for a row that nobody does: wait, call, terminator",
              anyOf=[{"required": [one]} for one in ("actor", "wait", "call", "terminator")]),
    _together("SOP111", "hanya satu dari wait, call, terminator", "only one of wait, call, terminator", "wait call terminator",
              **_never(("wait", "call"), ("wait", "terminator"), ("call", "terminator"))),
    _together("SOP111", "tanpa branches: tidak ada yang menjawab pada baris wait atau terminator",
              "no branches: nobody answers in a wait or terminator row", "branches",
              **_never(("wait", "branches"), ("terminator", "branches"))),
    _together("SOP111", "fills dan shows hanya untuk baris yang dikerjakan orang", "fills and shows only for a row that people do", "fills shows",
              **_never(*((one, own) for one in ("wait", "terminator", "call") for own in ("fills", "shows")))),
    _together("SOP111", "optional hanya untuk baris yang dikerjakan orang", "optional only for a row that people do", "optional",
              **_never(("wait", "optional"), ("terminator", "optional"), ("call", "optional"))),
    _together("SOP111", "for_each hanya untuk baris call", "for_each only for a row that calls an SOP", "for_each",
              **_only_with("for_each", "call")),
    _together("SOP111", "into dan until hanya bersama for_each", "into and until only with for_each", "into until",
              allOf=[_only_with("into", "for_each"), _only_with("until", "for_each")]),
]  # fmt: skip
STEPS: Final = Shape({"type": "array", "minItems": 1, "items": part("step", Step, allOf=_RULES)})
