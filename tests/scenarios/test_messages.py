"""What is wrong with a scenario file: where, what, and what would work; never a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import sopflow
from sopflow.scenarios.failure import Place, text_of
from sopflow.scenarios.loading import check_bytes
from sopflow.scenarios.playing import play
from tests.definition.test_fuzz import COUNT, mutated
from tests.scenarios.subject import Shelf, findings, read
from tests.sop import sop

ROOT = Path(__file__).parents[2]
SURAT = sop(
    """
- {id: ajukan, activity: Mengajukan, actor: a, outputs: [Surat]}
- {id: periksa, activity: Memeriksa, actor: b, branches: {Y: tunggu, N: ajukan}}
- {id: tunggu, activity: Menunggu, wait: 2 hari, next: {end: selesai}}
"""
)
HEAD = f"sopflow: 1\nsop: {SURAT.id}\nscenarios:\n  - name: satu\n    steps:\n"


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("- aa: ajukan", '6:9 SOP503 "aa" is neither an actor of this SOP nor a command'),
        ("- a: ajukn", 'has no step "ajukn" did you mean "ajukan"?'),
        ("- b: periksa=Z", '6:20 SOP507 "Z" is not an outcome of the step "periksa" known: Y, N'),
        ("- {a: ajukan, refused: claimed}", '6:30 SOP510 there is no refusal with the code "claimed" did you mean "claimed-by-other"?'),
        ("- {a: ajukan, refused: not-authorised}", '6:30 SOP510 there is no refusal with the code "not-authorised"'),
        ("- {a: ajukan, b: periksa}", '6:21 SOP502 "a" and "b" cannot happen in one step'),
        ("- {a: ajukan, documents: [srat]}", "SOP509"),
        ("- {a: ajukan, fields: {nma: x}}", '6:30 SOP527 the SOP "uji" has no field "nma"'),
        ("- {auto: end, fields: {nma: x}}", '6:30 SOP527 the SOP "uji" has no field "nma"'),
        ("- {note: x}", "SOP501 nothing happens here"),
        ("- {after: 5 hari, note: x}", 'if only time passes, write "wait: 5 hari"'),
        ("- wait: periksa", 'SOP517 "periksa" is neither a duration nor a step that waits'),
        ("- {a: ajukan, in: periksa}", 'SOP515 the step "periksa" calls no other SOP'),
        ("- a: ajukan\n      - start: a", "7:9 SOP516 start can only be the first step"),
        ("- {a: ajukan, after: tiga hari}", '6:28 SOP106 "tiga hari" is not a duration'),
        ("- {a: ajukan, at: kemarin}", "6:25 SOP112"),
        ("- {a: ajukan, expect: {due: {ajukan: besok}}}", '6:44 SOP114 "besok" is neither a duration nor a date and time'),
        ("- {a: ajukan, expect: {end: selesia}}", 'did you mean "selesai"?'),
        ("- {a: ajukan, expect: {actve: [periksa]}}", 'did you mean "active"?'),
        ("- {a: ajukan, expect: {status: done}}", "choose one of: running, suspended, completed, cancelled"),
        ("- a: $siapa", '6:12 SOP506'),
    ],
)  # fmt: skip
def test_a_slip_in_a_step_is_found_at_its_place(step, expected):
    said = findings(f"{HEAD}      {step}\n", SURAT)
    assert any(expected in line for line in said), said


def test_the_steps_of_a_scenario_are_known_by_what_they_are_called_in_indonesian():
    said = findings(f"{HEAD.replace('steps:', 'langkah:')}      - a: ajukan\n", SURAT)
    assert any('SOP101 there is no key "langkah" here did you mean "steps"?' in line for line in said), said


def test_what_stands_under_a_misspelled_key_is_read_as_it_was_meant():
    said = findings(
        f"sopflow: 1\nsop: {SURAT.id}\nskenario:\n  - nama: satu\n    langkah:\n      - a: ajukn\n", SURAT
    )
    assert [line.split(" ")[:2] for line in said] == [
        ["3:1", "SOP101"],
        ["4:5", "SOP101"],
        ["5:5", "SOP101"],
        ["6:12", "SOP506"],
    ]


def test_each_choice_is_listed_once():
    (said,) = findings(f"{HEAD}      - {{claim: ajukan, by: orang-lain}}\n", SURAT)
    assert said == '6:29 SOP508 the SOP "uji" has no actor "orang-lain" known: a, b, c'


def test_a_file_for_no_sop_a_broken_sop_and_two_scenarios_of_one_name_are_told():
    body = "scenarios:\n  - {name: x, steps: [auto]}\n"
    assert "2:6 SOP504" in "\n".join(findings(f"sopflow: 1\nsop: surt\n{body}", SURAT))
    twice = body + "  - {name: x, steps: [auto]}\n"
    said = findings(f"sopflow: 1\nsop: {SURAT.id}\n{twice}", SURAT)
    assert said == ['5:12 SOP514 the scenario name "x" is taken']


def test_everything_is_said_at_once():
    said = findings(f"{HEAD}      - a: ajukn\n      - {{c: x, expct: 1}}\n    expct: {{}}\n", SURAT)
    assert len({line.split(":")[0] for line in said}) == 3


def test_mutated_scenario_files_are_checked_without_a_traceback():
    rng = random.Random(4)
    seeds = [p.read_bytes() for p in sorted((ROOT / "definitions").glob("*.scenarios.yaml"))]
    shelf = Shelf(SURAT)
    for _ in range(COUNT // 4):
        data = mutated(rng, seeds)
        checked = check_bytes(data, str(ROOT / "definitions" / "x.scenarios.yaml"), rng.choice((shelf, LIBRARY)))
        for found in checked.findings:
            assert found.text(checked.lines, "id")
            assert found.text(checked.lines, "en")


class _Shipped(Shelf):
    """The shipped definitions, read once."""

    def __init__(self) -> None:
        import sopflow

        super().__init__(*(
            sopflow.load(path)
            for path in sorted((ROOT / "definitions").glob("*.yaml"))
            if not path.name.endswith(".scenarios.yaml")
        ))  # fmt: skip


LIBRARY = _Shipped()


def test_an_actor_who_is_named_by_their_title_is_told_with_the_id(tmp_path):
    rows = "steps: [{id: p, activity: x, actor: petugas}]"
    head = "sopflow: 1\nid: uji\ntitle: Uji\nactors: {petugas: Petugas Loket, zulu: Z, kasi: K, camat: C}\n"
    (tmp_path / "uji.yaml").write_text(f"{head}{rows}\n", "utf-8")
    for written, hint in (
        ("Petugas Loket", 'maksud Anda "petugas"?'),
        ("bupati", "yang ada: petugas, zulu, kasi, camat"),
    ):
        text = f"sopflow: 1\nsop: uji\nscenarios: [{{name: a, steps: [{{{written}: p}}]}}]\n"
        found = check_bytes(text.encode(), str(tmp_path / "uji.scenarios.yaml")).findings
        assert [one.code for one in found] == ["SOP503"]
        assert found[0].hint("id").startswith(hint)


@pytest.mark.parametrize(
    "step",
    ["- {a: ajukan, field: {nama: x}}", "- {a: ajukan, dokumn: [{a: {b: 1}}]}", "- {aa: {b: c}, a: ajukan}"],
)
def test_of_a_key_that_nobody_knows_its_value_is_not_told_too(step):
    (one,) = findings(f"{HEAD}      {step}\n", SURAT)
    assert "SOP503" in one
    assert len(findings(f"{HEAD}      {step}\n      - {{a: {{b: c}}}}\n", SURAT)) == 2  # a value elsewhere is


def test_what_a_form_wants_is_told_with_what_was_possible():
    told = sop(
        """
- {id: isi, activity: Mengisi, actor: a, fills: [nama, {acara: optional}, nilai]}
- {id: cek, activity: Memeriksa, actor: b, branches: {Y: {end: ya, when: {acara: {after: 2026-01-01}}}, N: {to: isi, otherwise: true}}}
""",
        head="fields: {nama: Nama, acara: {title: Acara, type: date}, nilai: {title: Nilai, type: money, default: 5}}",
    )
    for steps, said in (
        ("[{a: isi}]", "isi  by a, with fields: {nama: …}"),
        ("[{a: isi, fields: {nama: x}}, {b: cek}]", "cek  by b, once acara is filled in"),
    ):
        (one,) = read(f"sopflow: 1\nsop: uji\nscenarios:\n  - {{name: x, steps: {steps}}}\n", told)
        result = play(one, [sopflow.Flow(told)])
        assert said in text_of(result.failure, Place("x"), result.rehearsal, "en")
