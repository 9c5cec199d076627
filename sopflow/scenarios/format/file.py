"""The keys of a scenario file and of each of its scenarios."""

from __future__ import annotations

from typing import Final

from sopflow.definition.format.key import Part, key, listed
from sopflow.definition.format.shapes import ID, TEXT, array, either, expected, file_of, text

from .accepting import ACCEPT
from .acts import ACT
from .expecting import EXPECT
from .shapes import ANSWERS, INSTANT, STEP, names

_WHY: Final = text("alasannya", "the reason")
_ACTORS: Final = either(
    ID, array(ID, "daftar pelaksana", "a list of actors"), id="pelaksana, atau daftarnya", en="an actor, or a list of them"
)  # fmt: skip
_PEOPLE: Final = either(
    {"const": "anyone", **expected("anyone", "anyone")}, names(_ACTORS), name="people",
    id="nama dan jabatannya, misalnya {budi: [komandan]}, atau anyone",
    en="names with their positions, such as {budi: [komandan]}, or anyone",
)  # fmt: skip
_SCENE: Final = listed({
    "start": key(INSTANT, "0.1", "Waktu mulai / Start time",
                 "Waktu mulai, dengan zonanya; bila tidak ditulis: 2024-01-02 08:00 WIB.",
                 "When it starts, with the zone; 2024-01-02 08:00 WIB if left out.",
                 "2024-03-12 08:00 WIB", "2024-03-12T08:00:00+07:00"),
    "people": key(_PEOPLE, "0.1", "Orang / People",
                  "Orang-orang dalam skenario dan jabatan yang dipegangnya; anyone: nama apa saja, seperti tanpa direktori.",
                  "The people of a scenario, and the positions that they hold; anyone: any name, as without a directory.",
                  {"budi": ["komandan"]}),
    "directory": key(text("nama berkas .directory.yaml", "the name of a .directory.yaml file"), "0.1",
                     "Direktori / Directory",
                     "Berkas direktori pejabat, dilihat dari berkas skenario; people tidak dipakai bersamanya.",
                     "The file of a directory of people, as seen from the scenario file; not used together with people.",
                     "kantor.directory.yaml"),
    "unit": key(text("id unit", "a unit's id"), "0.1", "Unit", "Unit dalam direktori tempat SOP dimulai.",
                "The unit of the directory in which the SOP is started.", "kec-utara"),
})  # fmt: skip
"""Where and when scenarios are played: of the whole file, or of one."""
_SCENARIO: Final = Part(
    "scenario",
    {
        **listed({
            "name": key(TEXT, "0.1", "Nama / Name", "Nama skenario, unik dalam berkasnya; $nama diganti isi kasusnya.",
                        "The scenario's name, unique in its file; $name stands for a value of the case.", "jalur lurus",
                        required=True),
            "skip": key(_WHY, "0.1", "Lewati / Skip", "Skenario ini tidak dijalankan, dengan alasannya.",
                        "This scenario is not played, with the reason.", "Menunggu SK wali kota"),
            "xfail": key(_WHY, "0.1", "Diperkirakan gagal / Expected to fail",
                         "Skenario ini memang masih gagal, dengan alasannya; bila lulus, itu dilaporkan sebagai gagal.",
                         "This scenario is known to fail, with the reason; it is a failure if it passes.",
                         "Langkah arsip belum ada di SOP"),
            "tags": key(array(ID, "daftar id, misalnya [rilis]", "a list of ids, such as [rilis]"), "0.1", "Tanda / Tags",
                        "Tanda untuk memilih skenario: sopflow test --tag, pytest -m.",
                        "Tags that select scenarios: sopflow test --tag, pytest -m.", ["lambat", "rilis"]),
        }),
        **_SCENE,
        **listed({
            "cases": key(array(names(minProperties=1), "daftar baris, misalnya [{siapa: camat}]", "a list of rows, such as [{siapa: camat}]",
                               minItems=1), "0.1", "Kasus / Cases",
                         "Tabel: skenario ini dijalankan sekali untuk setiap baris, dengan $nama diganti isinya.",
                         "A table: the scenario runs once for each row, with $name replaced by its value.",
                         [{"siapa": "camat"}, {"siapa": "sekcam"}]),
            "steps": key(array(either(STEP, ACT,
                                      id="LANGKAH, LANGKAH=JAWABAN, {PELAKSANA: LANGKAH}, atau sebuah perintah {wait: 2 hari}",
                                      en="STEP, STEP=OUTCOME, {ACTOR: STEP}, or a command {wait: 2 hari}"),
                               "daftar langkah", "a list of steps"), "0.1", "Langkah-langkah / Steps",
                         "Apa yang terjadi, berurutan.", "What happens, in order.",
                         [{"camat": "terima"}, {"sekcam": "verifikasi=Y"}, "auto"], required=True),
            "answers": key(ANSWERS, "0.1", "Jawaban / Answers", "Jawaban untuk auto di seluruh skenario.",
                           "Outcomes for every auto of the scenario.", {"verifikasi": ["N", "Y"]}),
            "expect": EXPECT,
        }),
    },
    {
        "title": "Skenario / Scenario",
        "description": "Satu jalannya SOP, dan apa yang diharapkan darinya.\n\nOne run of the SOP, and what is expected of it.",
        "examples": [{"name": "jalur lurus", "steps": [{"camat": "terima"}], "expect": {"status": "completed"}}],
        **expected("sebuah skenario: {name: …, steps: […]}", "a scenario: {name: …, steps: […]}"),
    },
)  # fmt: skip
SCENARIOS: Final = file_of(
    "scenarios", "Skenario, format 1", "Skenario satu SOP: apa yang terjadi, dan apa yang diharapkan.",
    "The scenarios of one SOP: what happens, and what is expected.",
    {"sopflow": 1, "sop": "contoh",
     "scenarios": [{"name": "jalur lurus", "steps": ["tanda_tangan"], "expect": {"status": "completed"}}]},
    {
        **listed({"sop": key(
            text("id SOP, atau nama berkas .yaml", "an SOP's id, or the name of a .yaml file"), "0.1", "SOP",
            "Id SOP di map yang sama, atau nama berkasnya.", "The id of an SOP in the same folder, or the name of its file.",
            "pengawalan", "../definitions/pengawalan.yaml", required=True)}),
        **_SCENE,
        **listed({
            "accept": key(ACCEPT, "0.1",
                          "Perubahan yang diterima / Accepted changes",
                          "Perubahan SOP yang memang tidak dapat ketahuan oleh skenario mana pun, masing-masing dengan alasannya; namanya ada dalam laporan sopflow test --mutate.",
                          "Changes to the SOP that no scenario can notice, each with the reason; sopflow test --mutate reports their names.",
                          [{"change": "late:verifikasi", "reason": "Dua cara mengatakan hal yang sama."}]),
            "scenarios": key(array(_SCENARIO, "daftar skenario", "a list of scenarios", minItems=1), "0.1",
                             "Skenario / Scenarios", "Daftar skenario.", "The scenarios.",
                             [{"name": "jalur lurus", "steps": ["tanda_tangan"]}], required=True),
        }),
    },
)  # fmt: skip
