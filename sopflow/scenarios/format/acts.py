"""What happens in a scenario: a key for each command, and those that say more of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sopflow.definition.format.key import Key, Part, Shape, key, listed
from sopflow.definition.format.shapes import ID, TEXT, TEXT_ALONE, a_duration, array, either, matching, text

from ..uses import FORMS, KEYS, USES
from ..verbs import BY_PERSON, COMMAND_OF, VERBS
from .expecting import EXPECT
from .shapes import ACTOR, ANSWERS, FIELDS_SAID, INSTANT, LENGTH, PAPERS, PERSONS, SOMEBODY, STEP, names

if TYPE_CHECKING:
    from ..names import ActKind

_ROW: Final = text("id langkah", "a step's id")
_AN_ACT: Final[dict[str, tuple[Shape, tuple[Any, ...]]]] = {
    "step": (STEP, ("verifikasi=Y",)),
    "skip": (STEP, ("tinjau",)),
    "withdraw": (STEP, ("tegur",)),
    "undo": (ACTOR, ("sekcam",)),
    "receive": (PAPERS, (["sk"],)),
    "annotate": (TEXT, ("Sudah dihubungi lewat telepon",)),
    "extend": (text("id langkah, atau all", "a step's id, or all"), ("pertimbangkan", "all")),
}
"""What stands at a verb that is not the name of a person or of a row alone."""
_WITHOUT_COMMAND: Final = listed({
    "start": key(ACTOR, "0.1", "Mulai / Start", "Siapa yang memulai SOP; boleh dihilangkan.",
                 "Who starts the SOP; may be left out.", "camat"),
    "wait": key(text("lama waktu atau id langkah", "a duration or a step's id"), "0.1", "Tunggu / Wait",
                "Memajukan waktu: lama waktu, atau id langkah yang menunggu, sampai langkah itu berakhir sendiri.",
                "Let time pass: a duration, or the id of a waiting step, until that ends by itself.", "3 hari", "tunggu_sk"),
    "auto": key(ID, "0.1", "Otomatis / Auto",
                "Meneruskan dengan sendirinya: end sampai selesai, atau id langkah, sampai langkah itu terbuka.",
                "Go on by itself: end to the end, or a step's id, until that is open.", "end", "tanda_tangan"),
})  # fmt: skip
_MORE: Final = listed({
    "by": key(text("nama pelaksana atau orang", "an actor or a person"), "0.1", "Oleh / By",
              "Siapa yang melakukannya; bila tidak ditulis: pelaksana langkah itu.",
              "Who does it; the step's own actor if left out.", "sekcam"),
    "after": key(LENGTH, "0.1", "Setelah / After",
                 "Berapa lama setelah yang sebelumnya; bila tidak ditulis: tepat pada waktu baku langkah itu.",
                 "How long after what came before; if left out, exactly at the step's standard time.", "2 jam"),
    "at": key(INSTANT, "0.1", "Pada / At", "Waktu kejadiannya.", "When it happens.", "2024-03-12 10:00 WIB"),
    "acted_at": key(INSTANT, "0.1", "Dikerjakan pada / Acted at", "Waktu dikerjakan, bila dicatat kemudian.",
                    "When it was done, if it is recorded later.", "2024-03-12 09:30 WIB"),
    "note": key(TEXT, "0.1", "Catatan / Note", "Catatan atau alasan.", "A note or a reason.", "Nama tamu keliru"),
    "documents": key(PAPERS, "0.1", "Dokumen / Documents", "Dokumen yang dibawa.", "Documents that are brought along.",
                     ["surat_perintah"], {"surat_perintah": {"number": "065/12-Tib"}}),
    "choose": key(names(TEXT_ALONE), "0.1", "Memilih / Choose",
                  "Siapa yang dipilih untuk pelaksana yang ditentukan langkah ini.",
                  "Who is chosen for the actors that this step chooses.", {"kasi_terkait": "kasi_kesos"}),
    "visit": key(matching(r"^[1-9]\d{0,5}$", "sebuah bilangan dari 1", "a number from 1"), "0.1", "Kunjungan / Visit",
                 "Pembukaan yang keberapa, bila langkah terbuka lebih dari sekali.",
                 "Which opening, where a step is open more than once.", 2),
    "in": key(either(ID, array(ID, "daftar id langkah", "a list of steps' ids"),
                     id="id langkah yang memanggil SOP lain", en="the id of a step that calls another SOP"),
              "0.1", "Di dalam / In", "Langkah pemanggil: perintahnya untuk SOP yang dipanggil langkah itu.",
              "The calling step: the command is for the SOP that this step has called.", "limpahkan"),
    "answers": key(ANSWERS, "0.1", "Jawaban / Answers", "Jawaban untuk auto.", "Outcomes for auto.",
                   {"verifikasi": ["N", "Y"]}),
    "subject": key(TEXT, "0.1", "Perihal / Subject", "Perihal, untuk start.", "What it is about, for start.",
                   "Kunjungan Gubernur"),
    "length": key(a_duration("3 hari", "3 hari"), "0.1", "Selama / Length", "Lama perpanjangannya; tanpa ini: paling lama.",
                  "By how much; the longest that is allowed without it.", "3 hari"),
    "to": key(SOMEBODY, "0.1", "Kepada / To", "Kepada siapa langkah didelegasikan atau dialihkan.",
              "To whom a step is delegated or reassigned.", "joko"),
    "people": key(PERSONS, "0.1", "Orang / People",
                  "Orang yang menjadi pelaksana itu dalam proses ini, dan tidak ada orang lain.",
                  "The persons who are these actors in this instance, and nobody else.", {"pemohon": "ani"}, {"pemohon": ["ani", "budi"]}),
    "fields": key(FIELDS_SAID, "0.1", "Isian / Fields", "Isian formulir dan nilainya; untuk auto: yang diminta langkah mana pun.",
                  "The fields of the form and their values; for auto: whatever a row asks for.",
                  {"nama": "Ani", "nilai": "50 juta"}),
    "refused": key(matching("^[a-z][a-z-]*$", "kode penolakan, misalnya not-authorized", "a refusal's code, such as not-authorized"),
                   "0.1", "Ditolak / Refused", "Perintah ini harus ditolak, dengan kode ini.",
                   "This command must be refused, with this code.", "not-authorized", "not-active"),
    "expect": EXPECT,
})  # fmt: skip


def _verb(verb: ActKind) -> Key:
    """The key of a verb: named and explained by its command."""
    if verb in _WITHOUT_COMMAND:
        return _WITHOUT_COMMAND[verb]
    command = COMMAND_OF[verb]
    says = command.in_scenario or command.summary
    assert command.title is not None
    assert says is not None
    plain = (ACTOR, ("camat",)) if verb in BY_PERSON else (_ROW, ("verifikasi",))
    shape, examples = _AN_ACT.get(verb, plain)
    title = f"{command.title.id} / {command.title.en}"
    return Key(shape, "0.1", title, _sentence(says.id), _sentence(says.en), examples)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _used(name: str) -> Key:
    """A key that says more, with the forms of acts that use it."""
    return _MORE[name]._replace(more={"x-used-by": [form for form in FORMS if name in USES[form]]})


ACT: Final = Part(
    "act",
    {**{verb: _verb(verb) for verb in VERBS}, **{name: _used(name) for name in KEYS}},
    {
        "minProperties": 1,
        "additionalProperties": {
            "title": "Pelaksana / Actor",
            "description": "Pelaksana dan langkahnya: LANGKAH atau LANGKAH=JAWABAN.\n\nAn actor and the step: STEP or STEP=OUTCOME.",
            "examples": ["verifikasi=Y"],
            **STEP.schema,
        },
    },
)
