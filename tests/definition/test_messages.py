"""What people write wrongly, and what they are told: the code, the place, what would work."""

from __future__ import annotations

import pytest

import sopflow
from sopflow.definition.loading import check_bytes
from sopflow.definition.reading import compose

HEAD = "sopflow: 1\nid: uji\ntitle: Uji\nactors: {camat: Camat, kasi: Kasi, a: A}\n"
ROW = "steps:\n  - id: s\n    activity: Kerja\n    actor: camat\n"


def findings(text: str, *, others=None):
    return [d for d in check_bytes(text.encode(), "x.yaml", others=others).findings if d.severity != "info"]


@pytest.mark.parametrize(
    ("line", "code", "column", "hint"),
    [
        ("    duration: -", "SOP020", 15, "unknown"),
        ("    duration: ?", "SOP020", 15, "unknown"),
        ("    duration: {text: 5 menit ?}", "SOP025", 30, "unknown"),
        ("    outputs: [?]", "SOP025", 15, "unknown"),
        ("    remarks: bila Camat tidak di tempat: Sekcam", "SOP013", 40, '"bila Camat'),
        ("    remarks: *) bila perlu", "SOP012", 14, '"*) bila perlu"'),
        ("    remarks: > 2 orang", "SOP012", 14, '"> 2 orang"'),
        ("    remarks: @ camat", "SOP012", 14, '"@ camat"'),
        ("    remarks: - selesai", "SOP012", 14, '"- selesai"'),
        ("    remarks: [bila perlu]", "SOP103", 15, '"[bila perlu]"'),
        ("    remarks: [bila perlu] saja", "SOP012", 14, '"[bila perlu] saja"'),
        ('    remarks: "Surat masuk" dicatat', "SOP015", 27, "whole text"),
        ("    remarks: 'hari Jum'at'", "SOP015", 24, "whole text"),
        ("    remarks: “surat”", "SOP016", 14, 'write: "surat"'),
        ("    remarks: {title: Kasi, Pelaporan}", "SOP018", 28, "quotes"),
        ("    wait: {until:}", "SOP019", 17, "write"),
        ("    wait: {until: 1,5 jam}", "SOP018", 21, "quotes"),
        ("    branches: {Y:s, N:end}", "SOP019", 16, "Y: s"),
        ("    remarks: Menomori surat #12", "SOP017", 29, '"Menomori surat #12"'),
        ("    inputs: {a: b}", "SOP103", 14, ""),
        ("    remarks: a\n    remarks: b", "SOP009", 5, "remove"),
        ("   remarks: a", "SOP011", 1, "line it up"),
        ("     remarks: a", "SOP011", 1, "line it up"),
        ("\tremarks: a", "SOP010", 1, "spaces"),
        ("    remarks: a\tb", "SOP010", 15, "spaces"),
        ("    remarks: a\nlanjutan", "SOP024", 1, "indented"),
        ('    remarks: "tidak ditutup', "SOP014", 14, "close it"),
        ("    inputs: [a, b", "SOP014", 13, "close it"),
        ("    inputs: [a, {title: b]", "SOP014", 17, "close it with }"),
        ("    inputs: {title: [b}", "SOP014", 21, "close it with ]"),
        ("    remarks:ada", "SOP019", 5, "remarks: ada"),
        ("    remarks: !penting x", "SOP006", 14, "quotes"),
        ("    remarks: *entah", "SOP005", 14, "again"),
        ("    [a, b]: c", "SOP024", 5, "indented"),
        ("    duration: lama", "SOP106", 15, "30 menit"),
        ("    durasi: 1 jam", "SOP101", 5, '"duration"'),
        ("    sign_off: al", "SOP104", 15, '"all"'),
        ("    next: [s, s]", "SOP216", 15, ""),
        ("    next: t", "SOP203", 11, "s, end"),
        ("    branches: {Y: s, N: end}\n    next: end", "SOP111", 5, ""),
        ("    wait: 1 jam\n    call: x", "SOP111", 5, ""),
        ("    join: [s]", "SOP206", 12, ""),
        ("    join: started", "SOP207", 9, "remove join"),
        ("    substitutes: [kas]", "SOP201", 19, '"kasi"'),
        ("    outputs: [surat]", "SOP202", 15, ""),
        ("    outputs: surat_a, surat_b", "SOP109", 14, "[surat_a, surat_b]"),
        ("    inputs: a. identitas; b. notula", "SOP109", 13, "[identitas, notula]"),
        ("    inputs: [Surat A; Surat B]", "SOP110", 14, "[Surat A, Surat B]"),
        ("    optional: ya", "SOP103", 15, ""),
        ("    question: Lengkap?\n    branches: {Y: s}", "SOP103", 16, ""),
    ],
)
def test_a_slip_in_a_row_is_found_where_it_is(line, code, column, hint):
    text = HEAD + ROW + line + "\n"
    found = [d for d in findings(text) if d.code == code]
    assert found, findings(text)
    assert found[0].span.column == column, found[0].span
    assert found[0].span.line == (6 if code == "SOP207" else 9 + line.count("\n")), found[0].span
    assert hint in found[0].hint("en")
    assert found[0].message("id") != found[0].message("en") or code == "SOP204"
    shown = found[0].text(text.split("\n"))
    assert "^" in shown
    assert code in shown


BAD_FIELDS = (
    "{type: money, one_of: [a, b]}", "{type: text, min: 1}", "{type: money, max_length: 5}", "{type: long_text, pattern: a}",
    "{type: number, scale: 2}", "{type: text, key: x}", "{type: money, min: 1.500}", "{type: money, min: banyak}",
    "{type: date, max: 31 Februari 2026}", "{type: whole, min: 2, max: 1}", "{type: money, scale: 9}",
    "{type: text, max_length: 9999}", '{pattern: "(a*)*"}', '{pattern: "\\\\d"}', "{type: money, min: 5, default: 1}",
    "{one_of: {a: A}, default: b}", "{list: {x: X}, key: y}", "{list: {x: {title: X, optional: true}}, key: x}",
    "{list: {x: {title: X, type: money}}, key: x}", "{list: {x: X}, default: a}", "{list: {x: {type: date, min: kapan}}}",
    "{one_of: [" + ", ".join(f"c{n}" for n in range(201)) + "]}",
    "{type: text, search: true}", "{type: text, max_length: 201, search: true}", "{type: long_text, search: true}",
    "{list: {x: X}, search: true}",
    "{list: {" + ", ".join(f"c{n}: C" for n in range(51)) + "}}",
)  # fmt: skip


DATA = "fields: {nilai: {title: N, type: money}, acara: {title: A, type: date}}\n"
DECIDING = ROW + "    fills: [nilai, acara]\n"
BY_DATA = {
    "SOP245": (
        "    branches: {A: {to: end, when: {nila: 5}}, B: {to: s, otherwise: true}}\n",
        "    branches: {A: {to: end, when: {nilai: 1.500}}, B: {to: s, otherwise: true}}\n",
        "    branches: {A: {to: end, when: [{nilai: 5}, {acara: {before: kapan}}]}, B: {to: s, otherwise: true}}\n",
        "    optional: true\n    when: {acara: {above: 5}}\n",
        "    branches: {A: end, B: s}\n    decides: {rules: [{when: {nilai: {before: 5}}, take: A}, {when: {nilai: 5}, take: B}]}\n",
    ),
    "SOP246": (
        "    branches: {A: {to: end, when: {nilai: 5}}, B: s}\n",
        "    branches: {A: {to: end, when: {nilai: 5}}, B: {to: s, otherwise: true}, C: {to: s, otherwise: true}}\n",
        "    branches: {A: {to: end, when: {nilai: 5}, otherwise: true}, B: {to: s, when: {nilai: 6}}}\n",
        "    branches: {A: end, B: {to: s, otherwise: true}}\n",
        "    branches: {A: end, B: s}\n    decides: {rules: [{when: {nilai: 5}, take: A}]}\n",
        "    branches: {A: end, B: s}\n    decides: {rules: [{when: {nilai: 5}, take: A}, {when: {nilai: 6}, take: C}]}\n",
        "    branches: {A: {to: end, when: {nilai: 5}}, B: s}\n    decides: {rules: [{when: {nilai: 5}, take: A}, {when: {nilai: 6}, take: B}]}\n",
        "    decides: {rules: [{when: {nilai: 5}, take: A}]}\n",
        "    when: {nilai: 5}\n",
        "    optional: true\n    when: {nilai: 5}\n    branches: {A: end, B: s}\n",
    ),
}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((HEAD + DATA + DECIDING + more, code) for code, every in BY_DATA.items() for more in every),
        ("", "SOP008"),
        ("# hanya komentar\n", "SOP008"),
        ("- a\n- b\n", "SOP103"),
        ("%YAML 1.1\n---\na: b\n", "SOP022"),
        (HEAD + ROW + "---\na: b\n", "SOP007"),
        ("a: " + "[" * 40 + "]" * 40, "SOP004"),
        ("? a\n: b\n", "SOP012"),
        (HEAD + "actors: {x: X}\n" + ROW, "SOP009"),
        (HEAD.replace("id: uji", "id: end") + ROW, "SOP103"),
        (HEAD.replace("sopflow: 1", "sopflow: 2") + ROW, "SOP104"),
        (HEAD + "identity: {effective: 7-1-2022}\n" + ROW, "SOP107"),
        (HEAD + "identity: {effective: 2022-02-30}\n" + ROW, "SOP108"),
        (HEAD + "identity:\n  legal_basis:\n    - Perwal 25/2012: tata naskah\n" + ROW, "SOP103"),
        (HEAD + "may_start: [entah]\n" + ROW, "SOP201"),
        (HEAD + "documents: {d: {title: D, draft_of: e}}\n" + ROW, "SOP202"),
        (HEAD + "documents: {d: {title: D, draft_of: d}}\n" + ROW, "SOP213"),
        (HEAD.replace("a: A", "a: {title: A, substitutes: [a]}") + ROW, "SOP210"),
        (HEAD.replace("a: A", "a: {title: A, chosen_by: t}") + ROW, "SOP203"),
        (HEAD.replace("a: A", "a: {title: A, is: starter}") + ROW, "SOP237"),
        (
            HEAD.replace(
                "a: A", "a: {title: A, external: true, is: starter}, a2: {title: B, external: true, is: starter}"
            )
            + ROW,
            "SOP237",
        ),
        (HEAD.replace("a: A", "a: {title: A, external: true, is: starter, chosen_by: s}") + ROW, "SOP237"),
        (HEAD.replace("a: A", "a: {title: A, recorded_by: [a]}") + ROW, "SOP238"),
        (HEAD.replace("a: A", "a: {title: A, chosen_by: s, recorded_by: [camat]}") + ROW, "SOP238"),
        (HEAD.replace("a: A", "a: {title: A, recorded_by: [siapa]}") + ROW, "SOP201"),
        (HEAD.replace("a: A", "a: {title: A, chosen_by: s}") + ROW.replace("actor: camat", "actor: a"), "SOP211"),
        (
            HEAD.replace("a: A", "a: {title: A, chosen_by: s}") + ROW.replace("actor: camat", "wait: 1 hari"),
            "SOP212",
        ),
        *((HEAD + f"fields: {{n: {field}}}\n" + ROW + "    fills: [n]\n", "SOP242") for field in BAD_FIELDS),
        (HEAD + "fields: {n: {type: text, visible_to: [siapa]}}\n" + ROW + "    fills: [n]\n", "SOP201"),
        (HEAD + "fields: {n: N}\n" + ROW, "SOP244"),
        (HEAD + "fields: {n: N}\n" + ROW + "    fills: [n, {n: optional}]\n", "SOP243"),
        (HEAD + "fields: {nama: N}\n" + ROW + "    fills: [nama]\n    shows: [nam]\n", "SOP241"),
        (HEAD + "fields: {n: N}\n" + ROW.replace("actor: camat", "wait: 1 hari") + "    fills: [n]\n", "SOP111"),
        (HEAD + ROW.replace("    actor: camat\n", ""), "SOP208"),
        (HEAD + ROW + "    next: s\n", "SOP209"),
        (HEAD + ROW + "  - id: s\n    activity: x\n    actor: kasi\n", "SOP205"),
        (HEAD + ROW + "  - {id: t, activity: x, terminator: true, next: t}\n", "SOP215"),
        (HEAD + ROW + "    remarks: a\x0bb\n", "SOP023"),
        (HEAD + ROW + "    remarks: a\u2028b\n", "SOP023"),
    ],
)
def test_what_is_wrong_with_a_file_has_a_code(text, code):
    assert code in {d.code for d in findings(text)}, findings(text)


def test_bytes_that_are_no_text_are_refused():
    latin = check_bytes("a: é".encode("latin-1"), "x").findings
    assert [(d.code, d.span[:2]) for d in latin] == [("SOP002", (1, 4))]
    assert check_bytes(b"a" * (2 << 20), "x").findings[0].code == "SOP003"
    assert check_bytes("\ufeffa: b".encode(), "x").findings[0].code != "SOP002"
    many = "a:\n" + "".join(f"  k{i}: v\n" for i in range(50_000))
    assert check_bytes(many.encode(), "x").findings[0].code == "SOP003"


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path):
    assert sopflow.check(tmp_path / "tidak-ada.yaml").findings[0].code == "SOP001"
    assert sopflow.check(tmp_path).findings[0].code == "SOP001"


def test_an_alias_bomb_costs_nothing():
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
    )
    assert "SOP003" in {d.code for d in findings(bomb)}


def test_everything_wrong_is_said_at_once_in_order_of_position():
    text = (
        HEAD
        + "steps:\n  - {id: s, activity: x, actor: kamat, durasi: 1}\n  - {id: t, activity: x, actor: kasi, next: u}\n"
    )
    found = findings(text)
    assert [d.code for d in found] == ["SOP201", "SOP101", "SOP106", "SOP203"]
    assert [d.span for d in found] == sorted(d.span for d in found)
    with pytest.raises(sopflow.DefinitionError) as refused:
        sopflow.loads(text)
    assert len(refused.value.findings) >= 3
    assert "kamat" in refused.value.message("id")


def test_a_called_sop_must_exist_and_its_ends_be_the_branches():
    child = sopflow.loads(HEAD.replace("id: uji", "id: anak") + ROW + "    next: {end: baik}\n")
    call = HEAD + "steps:\n  - {id: s, activity: x, call: ana}\n"
    assert [d.code for d in findings(call, others={"anak": child})] == ["SOP204"]
    ends = HEAD + "steps:\n  - {id: s, activity: x, call: anak, branches: {baik: end, buruk: end}}\n"
    assert [d.code for d in findings(ends, others={"anak": child})] == ["SOP217"]
    assert findings(call) == []


EACH = (
    HEAD
    + """fields:
  nama: {title: Nama, type: text}
  lepas: {title: Lepas, list: {alamat: Alamat}, optional: true}
  lokasi: {title: Lokasi, list: {alamat: Alamat, luas: {title: Luas, type: whole}, jenis: {one_of: {x: X, y: Y}}}, key: alamat, optional: true}
  hasil: {title: Hasil, list: {alamat: Alamat, catatan: {title: Catatan, optional: true}}, key: alamat}
  lain: {title: Lain, list: {alamat: Alamat, nilai: {title: Nilai, type: whole}}, key: nilai}
steps:
  - {id: p, activity: x, actor: a, fills: [nama, lepas, lokasi, lain]}
  - {id: s, activity: x, call: anak, for_each: lokasi, into: hasil, branches: {A: {to: end, all: baik}, B: {to: end, otherwise: true}}}
"""
)
CALLED = (
    HEAD.replace("id: uji", "id: anak")
    + """fields:
  alamat: {title: Alamat, type: text}
  luas: {title: Luas, type: whole, max: LUAS}
  jenis: {one_of: {x: X, y: Y}}
  catatan: {title: Catatan}
may: {start: nobody}
steps:
  - {id: k, activity: x, actor: a, fills: [catatan], branches: {Y: {end: baik}, N: {end: buruk}}}
"""
)


@pytest.mark.parametrize(
    ("was", "now", "code", "said"),
    [
        ("for_each: lokasi", "for_each: lokas", "SOP241", "there is no field"),
        ("for_each: lokasi", "for_each: nama", "SOP251", "is not a list but text"),
        ("for_each: lokasi", "for_each: lepas", "SOP251", "has no key"),
        ("into: hasil", "into: lokasi", "SOP251", "names another list"),
        ("jenis: {one_of: {x: X, y: Y}}}, key: alamat,", "jenis: {one_of: {x: X, y: Y}}}, key: alamat, personal: true,", "SOP251", "is personal"),
        ("into: hasil", "into: lain", "SOP251", 'must be the column "alamat"'),
        ("catatan: {title: Catatan, optional: true}", "catatan: {title: Catatan}", "SOP251", "needs optional: true"),
        ("catatan: {title: Catatan, optional: true}", "catata: {title: C, optional: true}", "SOP251", 'has no field "catata"'),
        ("catatan: {title: Catatan, optional: true}", "catatan: {type: whole, title: C, optional: true}", "SOP251", "text / whole"),
        ("hasil: {title: Hasil, list: {alamat: Alamat", "hasil: {title: Hasil, list: {alamat: {title: A, max_length: 3}", "SOP251", "differs from that of the list"),
        ("luas: {title: Luas, type: whole}", "luas: {title: Luas, type: money}", "SOP251", "money / whole"),
        ("luas: {title: Luas, type: whole}", "luas: {title: Luas, type: whole, max: 900}", "SOP251", "differ: max"),
        ("jenis: {one_of: {x: X, y: Y}}", "jenis: {one_of: {x: X, z: Z}}", "SOP251", "differ: one_of"),
        ("A: {to: end, all: baik}", "A: end", "SOP252", "needs all, any or otherwise"),
        ("A: {to: end, all: baik}", "A: {to: end, all: baik, any: buruk}", "SOP252", "only one of"),
        ("A: {to: end, all: baik}", "A: {to: end, all: bagus}", "SOP252", 'does not end as "bagus"'),
        ("B: {to: end, otherwise: true}", "B: {to: end, any: baik}", "SOP252", 'some end as "baik": the branches "A", "B" all hold'),
        ("B: {to: end, otherwise: true}", "B: {to: end, all: buruk}", "SOP252", "if the list is empty: the branches"),
        ("A: {to: end, all: baik}, B: {to: end, otherwise: true}", "A: {to: end, all: baik}, B: {to: end, all: buruk}", "SOP252", 'if some end as "baik", "buruk": no branch'),
        (", for_each: lokasi, into: hasil", "", "SOP252", "only in a row with for_each"),
        (", for_each: lokasi", "", "SOP102", 'missing: "for_each"'),
        ("call: anak", "actor: a", "SOP111", "for_each only for a row that calls an SOP"),
    ],
)  # fmt: skip
def test_a_call_for_each_record_says_what_does_not_fit(was, now, code, said):
    assert was in EACH
    limit = ", max: 500" if "max" in said else ""
    child = sopflow.loads(CALLED.replace(", max: LUAS", limit))
    found = findings(EACH.replace(was, now), others={"anak": child})
    assert any(d.code == code and said in d.text((), "en") for d in found), [d.text((), "en") for d in found]


@pytest.mark.parametrize(
    ("column", "says"),
    [
        ("catatan: {title: Catatan}", 'add optional: true to the column "catatan" (line'),
        ("catatan: Catatan", "write catatan: {title: Catatan, optional: true} (line"),
    ],
)
def test_a_column_that_must_be_optional_says_what_to_write_though_each_end_fills_it(column, says):
    child = sopflow.loads(CALLED.replace(", max: LUAS", ""))
    text = EACH.replace("catatan: {title: Catatan, optional: true}", column)
    (found,) = [d for d in findings(text, others={"anak": child}) if d.code == "SOP251"]
    assert "also after a move to another version" in found.message("en")
    assert says in found.hint("en")
    line = int(found.hint("en").split("(line ")[1].rstrip(")"))
    assert column in text.split("\n")[line - 1]


def test_a_call_for_each_record_that_fits_is_silent():
    child = sopflow.loads(CALLED.replace(", max: LUAS", ""))
    assert [d for d in findings(EACH, others={"anak": child}) if d.severity == "error"] == []


def test_the_words_of_jsonschema_are_never_shown():
    for text in ("steps: 5\n", "actors: []\n", "steps: [5, {}, []]\nactors: {a: 5}\n", "documents: {a: [b]}\n"):
        for found in findings("sopflow: 1\n" + text):
            for language in ("id", "en"):
                assert "is not valid under" not in found.message(language)
                assert "is not of type" not in found.message(language)


SNIPPETS = [
    "a: {title: Disposisi ?, external: true}\n", "a: b\tc\n", "a: [?]\n", "a: [? b]\n", "a: {? b}\n", "a: {b: c?}\n",
    'a: {"b":c}\n', "a: [b:c]\n", "a: [b: c]\n", "a: {b:c}\n", "a: {b, c}\n", "a: 'x'\n", "a: |\n  x\n y\n", "a: >-\n\n  x\n",
    "a: &x b\nc: *x\n", "a: !!str b\n", "a: !x b\n", "a: %b\n", "%b\n", "a: `b\n", "a: -\n", "a: - b\n", "- - a\n", "-a\n",
    "a:\n- b\n- c\n", "a:\n - b\n- c\n", "a: b\n  c\n", "a: b\n c: d\n", "a: 'b\n  c'\n", 'a: "b\\\n  c"\n', "a: b #c\n", "a: b#c\n",
    "a: #c\n", "a: {b: c, }\n", "a: [b, ]\n", "a: [, b]\n", "a: {}}\n", "a: ]\n", "? a\n", ": a\n", "a: b: c\n", "a : b\n",
    "'a' : b\n", "[a]: b\n", "a: \"\\q\"\n", "a: '''b'\n", "---\na: b\n...\n", "a: b\n---\nc: d\n", "...\n", "a: |2\n  b\n", "a: |x\n b\n",
    "a:\tb\n", "a:\n\t- b\n", "a: 'b'c\n", "a: [b]c\n", "a: {b: [c}\n", "a: \x85b\n", "<<: a\n", "~: a\n", "true: a\n", "a: {b: 'c'd}\n",
    "a: b\n\tc\n", "a: 'b\tc'\n", "a: \"b\tc\"\n", "a: |\n\tb\n", "a: |\n  b\tc\n", "a: [b\tc]\n", "a: {b:\tc}\n", "a: [#b]\n", "a: [b #c\n]\n",
]  # fmt: skip


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_the_verdict_and_the_place_do_not_depend_on_the_parser(snippet):
    def verdict(pure):
        root, found = compose(snippet, pure=pure)
        plain = root.plain() if root is not None else None
        return plain, [(d.code, d.span.line) for d in found]

    assert verdict(True) == verdict(False)


OPEN_TEXT = HEAD.replace("a: A}", "a: A}\nidentity:\n  agency: Kecamatan\n  number: unknown\nsource:\n  - {reading: open, why: kolom hilang}") + (
    "steps:\n  - id: s\n    activity: Kerja\n    actor: unknown\n    inputs: [unknown]\n    outputs: unknown\n"
    "    duration: unknown\n    source:\n      - {text: kabur sekali, reading: open}\n    next: unknown\n"
)  # fmt: skip


@pytest.mark.parametrize(
    ("what", "place"),
    [
        ("identity.number", "number: unknown"),
        ("kolom hilang", "reading: open, why"),
        ("pelaksana", "actor: unknown"),
        ("kelengkapan", "inputs: [unknown]"),
        ("output", "outputs: unknown"),
        ("waktu", "duration: unknown"),
        ("kabur sekali", "reading: open}"),
        ('"next"', "next: unknown"),
    ],
)
def test_what_is_open_is_told_at_its_key(what, place):
    before = OPEN_TEXT[: OPEN_TEXT.index(place)]
    at = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    found = [d for d in check_bytes(OPEN_TEXT.encode(), "x.yaml").findings if d.code in ("SOP220", "SOP221")]
    assert len(found) == 8
    assert [d.span[:2] for d in found if what in d.message("id")] == [at]


def test_one_branch_is_told_as_one():
    [told] = [
        d for d in findings(HEAD + ROW + "    question: Lengkap?\n    branches: {Y: s}\n") if d.code == "SOP103"
    ]
    assert (told.message("id"), told.message("en")) == (
        "satu isi saja tidak cocok di sini; yang diharapkan: sedikitnya dua cabang, misalnya {Y: susun, N: ajukan}",
        "one entry alone does not fit here; expected: at least two branches, such as {Y: susun, N: ajukan}",
    )
