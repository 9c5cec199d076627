"""What else positions are called: in `also` of an actor, in a glossary beside the SOP, and nowhere in the engine."""

from __future__ import annotations

import ast
import random
import re
from pathlib import Path

import jsonschema
import pytest

import sopflow
from sopflow.cli import main
from sopflow.definition import schema
from sopflow.definition.comparing import changes
from sopflow.definition.glossary import MAX_FILES, check, check_bytes
from sopflow.definition.names import Glossary, Names
from sopflow.paper.importing import import_table
from sopflow.review.checking import findings
from tests.definition.test_format import described
from tests.definition.test_fuzz import COUNT, mutated
from tests.generate.format import examples
from tests.sop import sop

ROOT = Path(__file__).parents[2]
FILE = ROOT / "examples/tangerang.glossary.yaml"
GOOD = """\
sopflow: 1
glossary: kantor
title: Sebutan jabatan
positions:
  Komandan: [Danru, Komandan Regu]
  Kasi: Kepala Seksi
"""
SLIPS = [
    ("glossary: kantor", "glossary: kantir", '2:11 SOP801 the glossary "kantir" belongs in the file kantir.glossary.yaml'),
    ("positions:", "position:", 'did you mean "positions"?'),
    ("[Danru, Komandan Regu]", "[Danru, Danru]", "SOP103"),
    ("[Danru, Komandan Regu]", "[]", "SOP103"),
    ("[Danru, Komandan Regu]", "[{Danru: x}]", '5:15 SOP103'),
    ("Kepala Seksi", "x" * 101, "6:9 SOP103"),
    ("Kasi: Kepala Seksi", "Kasi:", "6:3 SOP103"),
]  # fmt: skip
ROW = "- {{id: s, activity: '{activity}', actor: {actor}}}"
ACTORS = "actors: {komandan: Komandan, sekcam: Sekcam, kasi: Kasi Trantib, lain: Staf}\n"


def said(text, file="kantor.glossary.yaml"):
    return [
        f"{d.span.line}:{d.span.column} {d.code} {d.message('en')} {d.hint('en')}"
        for d in check_bytes(text.encode(), file).findings
    ]


def named(text, titles, also=None, glossary=()):
    return [(m.actor, text[m.start : m.end]) for m in Names(titles, also, Glossary(glossary)).mentions(text)]


def begins(activity, actor="lain", also="", **more):
    """The words with which SOP321 says that an activity begins with its actor."""
    actors = ACTORS.replace("Komandan,", f"{{title: Komandan, also: {also}}},") if also else ACTORS
    definition = sop(ROW.format(activity=activity, actor=actor), head=actors)
    return [d.values["word"] for d in findings(definition, **more) if d.code == "SOP321"]


def test_without_them_nothing_is_a_synonym():
    titles = {"komandan": "Komandan", "sekcam": "Sekcam", "kasi": "Kasi Trantib", "kabid": "Kabid"}
    text = "Danru, Sekretaris Camat, Kepala Seksi, Kasie dan Kepala Bidang menghadap"
    assert named(text, titles) == []
    assert begins("Danru menyusun surat") == []


def test_an_actor_is_found_by_each_of_its_other_names():
    assert begins("Danru menyusun surat", also="Danru") == ["Danru"]
    assert begins("Komandan Regu menyusun surat", also="[Danru, Komandan Regu]") == ["Komandan Regu"]
    assert begins("Komandan menyusun surat", also="Danru") == ["Komandan"]


@pytest.mark.parametrize(
    ("activity", "alone"),
    [
        ("Komandan menyusun surat tugas", '"Menyusun surat tugas"'),
        ("Komandan berkoordinasi dengan Camat", '"Berkoordinasi dengan Camat"'),
        ("Komandan dan Camat menyusun surat", '"Menyusun …"'),
        ("Komandan, surat disusun", '"Menyusun …"'),
    ],
)
def test_the_activity_is_said_without_its_actor_where_a_verb_comes_next(activity, alone):
    definition = sop(ROW.format(activity=activity, actor="lain"), head=ACTORS)
    (found,) = [one for one in findings(definition) if one.code == "SOP321"]
    assert found.hint("id").startswith(f"tulis {alone}")
    assert found.hint("en").startswith(f"write {alone}")


def test_a_glossary_names_positions_by_their_titles_and_by_how_titles_begin():
    office = Glossary([("Komandan", "Danru"), ("Kasi", "Kepala Seksi")])
    assert begins("Danru menyusun surat", glossary=office) == ["Danru"]
    titles = {"k": "Kasi Trantib", "c": "Camat"}
    assert named("Kepala Seksi menghadap", titles, glossary=office.groups) == [("k", "Kepala Seksi")]
    assert named("Kepala Seksi Trantib dan Camat", titles, glossary=office.groups) == [
        ("k", "Kepala Seksi Trantib"),
        ("c", "Camat"),
    ]
    two = {"t": "Kasi Trantib", "p": "Kasi Pelayanan"}
    assert named("Kepala Seksi menunggu Kepala Seksi Pelayanan", two, glossary=office.groups) == [
        ("p", "Kepala Seksi Pelayanan")
    ]


def test_a_group_reads_the_same_in_any_order():
    for group in (("Kasi", "Kepala Seksi"), ("Kepala Seksi", "Kasi")):
        for title, other in (("Kasi Trantib", "Kepala Seksi Trantib"), ("Kepala Seksi Trantib", "Kasi Trantib")):
            assert named(f"Menunggu {other}", {"k": title}, glossary=[group]) == [("k", other)]


def test_what_is_written_for_an_actor_is_the_actors_and_what_two_have_is_nobodys():
    danru = {"k": "Komandan", "d": "Danru Malam"}
    assert named("Danru datang", danru) == [("d", "Danru")]
    assert named("Danru datang", danru, {"k": ["Danru"]}) == [("k", "Danru")]
    assert named("Danru datang", {"k": "Komandan", "w": "Wakil"}, {"k": ["Danru"], "w": ["Danru"]}) == []
    assert named("Danru datang", {"k": "Komandan", "d": "Danru"}, glossary=[("Komandan", "Danru")]) == [
        ("d", "Danru")
    ]
    assert named("Sekretaris datang", {"s": "Sekcam"}, glossary=[("Sekcam", "Sekretaris"), ("Seklur", "Sekretaris")]) == [
        ("s", "Sekretaris")
    ]  # fmt: skip


def test_a_name_is_a_whole_name():
    assert named("Danrumah dan pelaDanru", {"k": "Komandan"}, {"k": ["Danru"]}) == []
    assert named("(Danru), Danru.", {"k": "Komandan"}, {"k": ["Danru"]}) == [("k", "Danru"), ("k", "Danru")]
    assert named("Plt. (Regu) datang", {"k": "Komandan"}, {"k": ["Plt. (Regu)"]}) == [("k", "Plt. (Regu)")]


def test_two_actors_of_one_name_are_told_at_the_second():
    def told(actors):
        text = sop("- {id: s, activity: x, actor: a}", head=f"actors: {actors}\n")
        return [(d.span.column, d.message("en")) for d in findings(text) if d.code == "SOP334"]

    assert told("{a: A, b: {title: B, also: [x, a]}}") == [(40, '"a" is the name of two actors: A and B')]
    assert told("{a: {title: A, also: Kasi}, b: {title: B, also: KASI}}") == [
        (57, '"KASI" is the name of two actors: A and B')
    ]
    assert told("{a: Kasi, b: Kasi}") == [(19, '"Kasi" is the name of two actors: a and b')]
    assert told("{a: {title: A, also: [x, y]}, b: {title: B, also: z}}") == []


def test_other_names_count_where_they_are_said():
    plain, also, other = (
        sopflow.loads(
            f"sopflow: 1\nid: u\ntitle: U\nactors: {{a: {actor}}}\nsteps:\n  - {{id: s, activity: x, actor: a}}\n"
        )
        for actor in ("A", "{title: A, also: B}", "{title: A, also: [C]}")
    )
    assert (
        plain.digest
        == sopflow.loads(
            "sopflow: 1\nid: u\ntitle: U\nactors: {a: {title: A}}\nsteps:\n  - {id: s, activity: x, actor: a}\n"
        ).digest
    )
    assert len({plain.digest, also.digest, other.digest}) == 3
    assert [c.words.en for c in changes(plain, also)] == ["the actor A: also is B, was (none)"]
    assert [c.words.en for c in changes(also, other)] == ["the actor A: also is C, was B"]


def test_the_example_and_a_good_one_have_no_findings():
    assert check(FILE).findings == ()
    assert said(GOOD) == []
    assert check(FILE).required().groups[0] == ("komandan", "danru", "komandan regu")


@pytest.mark.parametrize(("was", "now", "expected"), SLIPS)
def test_a_slip_is_found_at_its_place(was, now, expected):
    assert was in GOOD
    lines = said(GOOD.replace(was, now))
    assert any(expected in line for line in lines), lines


def test_every_key_has_a_title_a_description_in_both_languages_and_examples_that_fit():
    document = schema.document("glossary-1")
    jsonschema.Draft202012Validator.check_schema(document)
    for path, key in described(document):
        assert key["title"]
        assert "\n\n" in key["description"], path
        for example in key["examples"]:
            plain = {k: v for k, v in key.items() if not k.startswith("x-")}
            jsonschema.Draft202012Validator(plain).validate(example)
    for example in document["examples"]:
        jsonschema.Draft202012Validator(document).validate(example)


def test_no_text_breaks_the_reader():
    seeds = [FILE.read_bytes(), GOOD.encode()]
    for number in range(COUNT // 4):
        check_bytes(mutated(random.Random(number), seeds), "tangerang.glossary.yaml")


SOP = """\
sopflow: 1
id: surat
title: Surat
actors: {komandan: Komandan, staf: Staf}
steps:
  - {id: s, activity: Danru menyusun surat, actor: staf, outputs: [Surat]}
"""


def codes(folder, code):
    return [d.message("en") for d in sopflow.check(folder / "surat.yaml").findings if d.code == code]


def test_a_glossary_counts_for_the_sops_beside_it_and_for_no_others(tmp_path):
    beside, below = tmp_path / "kantor", tmp_path / "kantor/bawah"
    below.mkdir(parents=True)
    for folder in (beside, below, tmp_path):
        (folder / "surat.yaml").write_text(SOP, "utf-8")
    assert codes(beside, "SOP321") == []
    (beside / "kantor.glossary.yaml").write_text(GOOD, "utf-8")
    assert codes(beside, "SOP321") == ['the activity begins with its actor ("Danru"), not with a verb']
    assert codes(below, "SOP321") == codes(tmp_path, "SOP321") == []
    (beside / "kantor.glossary.yaml").write_text(GOOD.replace("Danru, ", ""), "utf-8")
    assert codes(beside, "SOP321") == []  # a changed file counts at once
    (beside / "lain.glossary.yml").write_text(
        "sopflow: 1\nglossary: lain\npositions: {Danru: Komandan}\n", "utf-8"
    )
    assert len(codes(beside, "SOP321")) == 1


def test_a_glossary_that_cannot_be_read_is_told_at_the_sop_and_for_itself(tmp_path, capsys):
    (tmp_path / "surat.yaml").write_text(SOP, "utf-8")
    (tmp_path / "kantor.glossary.yaml").write_text(GOOD.replace("positions", "jabatan"), "utf-8")
    assert codes(tmp_path, "SOP802") == ["glossaries beside this SOP are not used: kantor.glossary.yaml"]
    assert main(["check", str(tmp_path), "--lang", "en"]) == 1
    assert f"{tmp_path / 'kantor.glossary.yaml'}:4:1: error SOP101" in capsys.readouterr().out


def test_the_glossaries_of_a_folder_are_bounded(tmp_path):
    (tmp_path / "surat.yaml").write_text(SOP, "utf-8")
    for at in range(MAX_FILES + 2):
        (tmp_path / f"g{at:02}.glossary.yaml").write_text(
            f"sopflow: 1\nglossary: g{at:02}\npositions: {{P{at}: Q{at}}}\n", "utf-8"
        )
    names = f"g{MAX_FILES}.glossary.yaml, g{MAX_FILES + 1}.glossary.yaml"
    assert codes(tmp_path, "SOP802") == [f"glossaries beside this SOP are not used: {names}"]


def test_import_reads_who_acts_by_the_names_of_the_office(tmp_path, capsys):
    table = "No\tKegiatan\tKomandan\tStaf\tWaktu\tOutput\n1\tDanru menyusun surat\t\t\t1 jam\tSurat\n"
    file = tmp_path / "surat.tsv"
    file.write_text(table, "utf-8")
    assert import_table(file).draft.steps[0].actors == ["unknown"]
    assert import_table(file, glossary=Glossary([("Danru", "Komandan")])).draft.steps[0].actors == ["komandan"]
    (tmp_path / "kantor.glossary.yaml").write_text(GOOD, "utf-8")
    assert main(["import", str(file)]) == 0
    assert "actor: komandan" in capsys.readouterr().out
    assert main(["import", str(file), "-o", str(tmp_path / "surat.yaml")]) == 0
    assert "actor: komandan" in (tmp_path / "surat.yaml").read_text("utf-8")


def texts(path):
    """The texts of a module, but for the examples with which keys of the format are explained."""
    said = examples() if "format" in (path.stem, path.parent.name) else set()
    found = (n.value for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Constant))
    return (text for text in found if text not in said)


def test_the_engine_names_no_position_of_any_office():
    names = {name for group in check(FILE).required().groups for name in group}
    words = {name for name in names if " " not in name}
    found = []
    for path in sorted((ROOT / "sopflow").rglob("*.py")):
        for text in filter(lambda t: isinstance(t, str), texts(path)):
            parts = re.split(r"[\s,;|()]+", text.casefold().strip(" ,;|()"))
            if " ".join(text.casefold().split()) in names or (parts and words.issuperset(parts)):
                found.append(f"{path.relative_to(ROOT)}: {text!r}")
    assert {"danru", "sekretaris", "kepala seksi", "kasie"} <= names
    assert found == []


@pytest.mark.parametrize("text", ["Kasi A", "Kasi A X", "Kasi B"])
def test_of_names_that_begin_at_the_same_place_the_longest_is_meant(text):
    titles = {"a": "Kasi A", "x": "Kasi A X", "b": "Kasi B"}
    assert [one.actor for one in Names(titles).mentions(f"diserahkan kepada {text}")] == [
        name for name, title in titles.items() if title == text
    ]
