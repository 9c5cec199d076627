"""Whatever stands in an SOP comes out of each format as text only: other parsers find no link, no markup, no formula."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import sopflow
from sopflow.cli import main
from sopflow.cli.output import say
from sopflow.definition.loading import check_bytes
from sopflow.paper.exporting import export_table
from sopflow.paper.formulas import delimited, is_formula, neutral, plain
from sopflow.paper.importing import import_table
from sopflow.paper.markup import escaped, unescaped
from sopflow.render.overlays import instance_overlay
from sopflow.render.rendering import render
from sopflow.scenarios.junit import junit
from sopflow.sql import SQLStore
from sopflow.unseen import is_unseen
from tests.share import share

NASTY = [
    "=cmd|'/C calc'!A0",
    "＝HYPERLINK(A1)",
    "＋1+1",
    "－2",
    "＠SUM(A1)",
    " =1+1",
    '"=1+1',
    "'=1+1",
    "@SUM(A1)",
    "[klik](javascript:alert1)",
    "![x](http://contoh.test/a.png)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</text></svg><script>alert(1)</script>",
    "]]>",
    "<!-- -->",
    "&lt;b&gt; &amp;",
    "**tebal** _miring_ `kode` ~~coret~~",
    "http://contoh.test www.contoh.test a@contoh.test",
    "1. satu",
    "- dua",
    "# tiga",
    "> empat",
    "a | b",
    "a \\| b \\",
    "*/ }} {% x %} ${y}",
    "\"kutip\" 'petik'",
    'a --> b; click b href "javascript:alert(1)"',
]
PARTS = st.lists(
    st.one_of(st.sampled_from(NASTY), st.text(st.sampled_from("ab [](){}<>|*_`!#=+-@\\&;:/'\"~$.1"), max_size=8)),
    min_size=1,
    max_size=3,
)
TEXTS = (
    PARTS.map(" ".join)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text not in ("", "-", "?", "unknown"))
)


def text_of(one, other):
    return json.dumps(
        {
            "sopflow": 1, "id": "uji", "title": one, "actors": {"a": other, "b": "B"},
            "steps": [
                {"id": "p", "activity": one, "actor": "a", "remarks": other, "branches": {"Y": "q", "N": "p"}},
                {"id": "q", "activity": other, "actor": "b", "outputs": ["Surat"]},
            ],
        },
        ensure_ascii=False,
    )  # fmt: skip


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = set(), []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        assert not any(name.startswith("on") for name, _ in attributes)
        assert "javascript:" not in str(dict(attributes).get("href"))

    def handle_data(self, data):
        self.text.append(data)


def squeezed(text):
    return "".join(text.split())


@pytest.fixture(scope="module")
def honest():
    """The tags of pages in which nothing nasty stands."""
    sop = sopflow.loads(text_of("Menyusun surat", "Camat"))
    found = {}
    for form in ("html", "svg"):
        found[form] = Tags()
        found[form].feed(render(sop, form).decode())
    return {form: tags.tags for form, tags in found.items()}


@pytest.mark.parametrize("form", ["html", "svg"])
@given(one=TEXTS, other=TEXTS)
@settings(max_examples=share(8), deadline=None)
def test_pages_and_pictures_hold_no_more_than_text(form, honest, one, other):
    sop = sopflow.loads(text_of(one, other))
    made = render(sop, form).decode()
    tags = Tags()
    tags.feed(made)
    assert tags.tags <= honest[form] | {"tspan", "br"}
    if form == "svg":
        root = ElementTree.fromstring(made)
        assert squeezed(one) in squeezed("".join(root.itertext())) or len(one) > 60


@pytest.mark.parametrize("ending", [".csv", ".tsv"])
@given(one=TEXTS, other=TEXTS)
@settings(max_examples=share(60), deadline=None)
def test_no_cell_of_a_table_is_a_formula(ending, tmp_path_factory, one, other):
    assume(not other.strip().isdigit())  # over a column of an actor it would be a value, and no head
    path = tmp_path_factory.mktemp("t") / f"x{ending}"
    text = text_of(one, other)
    export_table(sopflow.loads(text), text, path)
    written = path.read_text("utf-8-sig")
    for delimiter, quoting in (
        (("\t", csv.QUOTE_MINIMAL), ("\t", csv.QUOTE_NONE)) if ending == ".tsv" else ((",", csv.QUOTE_MINIMAL),)
    ):
        for row in csv.reader(io.StringIO(written), delimiter=delimiter, quoting=quoting):
            assert not [cell for cell in row if cell.strip().lstrip('"').startswith(tuple("=+-@＝＋－＠"))]
    assert import_table(path).text == text


@given(one=TEXTS, other=TEXTS)
@settings(max_examples=share(60), deadline=None)
def test_markdown_holds_no_link_no_picture_and_no_markup(tmp_path_factory, one, other):
    path = tmp_path_factory.mktemp("t") / "x.md"
    text = text_of(one, other)
    export_table(sopflow.loads(text), text, path)
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = [
        inner for token in parser.parse(path.read_text("utf-8")) for inner in (token, *(token.children or ()))
    ]
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    html = {token.content.strip() for token in tokens if token.type in ("html_inline", "html_block")}
    assert kinds <= {
        "heading",
        "paragraph",
        "inline",
        "text",
        "text_special",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "html_block",
        "html_inline",
        "softbreak",
    }, kinds
    assert all(piece == "<br>" or piece.startswith("<!-- sopflow:") for piece in html)
    heading = next(token for token in tokens if token.type == "inline")
    assert "".join(child.content for child in heading.children) == one
    assert import_table(path).text == text


@given(TEXTS)
@settings(max_examples=share(300), deadline=None)
def test_what_is_neutralised_reads_back(text):
    assert plain(neutral(text)) == text
    assert unescaped(escaped(text)) == text


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=share(100), deadline=None)
def test_a_junit_report_is_xml_whatever_its_texts_are(name, message):
    result = {
        "name": name,
        "sop": name,
        "file": "a",
        "line": 1,
        "status": "failed",
        "message": message,
        "reason": message,
    }
    report = {"scenarios": 1, "passed": 0, "failed": 1, "results": [result], "coverage": {}}
    root = ElementTree.fromstring(junit(report))
    assert {element.tag for element in root.iter()} <= {"testsuites", "testsuite", "testcase", "failure", "error"}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_no_cell_becomes_a_formula_whatever_separates_cells_there(separator):
    for sign in ("=", "+", "@", "-", "＝", " =", '"='):
        text = f"x{separator}{sign}1+1{separator}y"
        line = delimited((text, "1,2", "a"))
        assert line.startswith('"x')
        assert next(csv.reader([line], delimiter=","))[1:] == ["1,2", "a"]
        assert plain(next(csv.reader([line], delimiter=","))[0]) == text
        if separator in ";\t":
            assert not any(
                is_formula(part) and part[:1] != "'" for part in next(csv.reader([line], delimiter=separator))
            )


@given(st.text(alphabet="';\t=+-@x \"", max_size=12))
@settings(max_examples=share(300), deadline=None)
def test_what_is_neutralised_reads_back_whatever_it_mixes(text):
    assert plain(neutral(text)) == text


def test_only_one_module_writes_tables_of_plain_text():
    folder = Path(sopflow.__file__).parent
    writing = [
        p for p in folder.rglob("*.py") if re.search(r"csv\.(Dict)?[wW]riter|\.writerow", p.read_text("utf-8"))
    ]
    assert writing == []


def test_a_report_is_neutral_in_every_column(tmp_path, capsys):
    engine = sopflow.Engine(SQLStore(tmp_path / "p.db"))
    engine.register(
        sopflow.loads(
            "sopflow: 1\nid: uji\ntitle: Uji\nversion: '=1+1'\nactors: {a: A}\nsteps:\n"
            "  - {id: s, no: '@1', activity: '-cmd;=2', actor: a}\n"
        )
    )
    engine.complete(engine.start("uji", "a").id, "s", "a")
    assert main(["report", "--format", "csv", "--db", str(tmp_path / "p.db")]) == 0
    cells = list(csv.reader(capsys.readouterr().out.splitlines()))[1]
    assert cells[:5] == ["uji", "'=1+1", "'@1", "s", "'-cmd;'=2"]


@pytest.mark.parametrize("text", ["a _x202E_ b", "_x0041_bc", "_x005F_x0041_", "_x_", "__x000D__"])
def test_a_workbook_decodes_nothing_that_was_a_text(text, tmp_path):
    sop = (
        f"sopflow: 1\nid: uji\ntitle: Uji\nactors: {{a: A}}\nsteps:\n  - {{id: s, activity: '{text}', actor: a}}\n"
    )
    export_table(sopflow.loads(sop), sop, tmp_path / "a.xlsx")
    shared = zipfile.ZipFile(tmp_path / "a.xlsx").read("xl/worksheets/sheet1.xml").decode()
    found = re.findall("<t[^>]*>([^<]*)</t>", shared)
    assert text in [re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), one) for one in found]
    assert import_table(tmp_path / "a.xlsx").text.count(text) == 1


@pytest.mark.parametrize("form", ["svg", "html"])
def test_a_picture_of_a_case_turns_no_text(form):
    sop = sopflow.loads(
        "sopflow: 1\nid: uji\ntitle: Uji\nactors: {a: A}\nsteps:\n  - {id: s, activity: x, actor: a}\n"
    )
    engine = sopflow.Engine()
    flow = engine.register(sop)
    run = engine.start("uji", "a", subject="Surat\u202e\u2066fdp.exe")
    engine.complete(run.id, "s", "a", note="\u202etxt")
    over = instance_overlay(
        flow, engine.instance(run.id), engine.history(run.id), "id", now=engine.now(), zone=None
    )
    made = render(sop, form, overlay=over)
    assert not set(made.decode() if isinstance(made, bytes) else made) & set("\u202e\u2066")


@given(st.text(max_size=60))
@settings(max_examples=share(200), deadline=None)
def test_a_terminal_gets_no_escapes_and_no_turned_texts(text):
    out = io.StringIO()
    say(f"\x1b[31m\x9b2J\u202e\u2066{text}", file=out)
    assert not set(out.getvalue()) & {*map(chr, range(32)), *map(chr, range(127, 160)), "\u202e", "\u2066"} - {
        "\n",
        "\t",
    }


@pytest.mark.parametrize(
    "sign",
    [
        "\u202e",
        "\u2066",
        "\u200b",
        "\u2060",
        "\u061c",
        "\u00ad",
        "\u200f",
        "\x1b",
        "\x00",
        "\x85",
        "\u2028",
        "\ufeff",
        "\u034f",
        "\u115f",
        "\u3164",
        "\u2800",
        "\u17b4",
        "\ufe0f",
        "\U000e0100",
        "\U0001d173",
        "\uffa0",
        "\ufdd0",
    ],
)
@pytest.mark.parametrize("place", ["id: uji", "title: Uji", "{a: A", "id: p", "activity: Menyusun"])
def test_a_character_that_nobody_sees_is_refused_written_as_an_escape_too(sign, place):
    text = "sopflow: 1\nid: uji\ntitle: Uji\nactors: {a: A}\nsteps:\n  - {id: p, activity: Menyusun, actor: a}\n"
    key, _, value = place.partition(": ")
    assert check_bytes(text.encode(), "x").definition is not None
    for written in (json.dumps(value + sign), json.dumps(value + sign, ensure_ascii=False)):
        checked = check_bytes(text.replace(place, f"{key}: {written}").encode(), "x")
        assert checked.definition is None


def test_every_character_that_nobody_sees_is_known():
    unseen = {sign for sign in map(chr, range(0x110000)) if is_unseen(sign)}
    formats = {sign for sign in map(chr, range(0x110000)) if unicodedata.category(sign) == "Cf"}
    assert formats - unseen == set(
        "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
    )
    ignorable = [0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), *range(0x2060, 0x2070), 0x3164]
    ignorable += [*range(0xFE00, 0xFE10), 0xFEFF, 0xFFA0, *range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000)]
    assert set(map(chr, ignorable)) <= unseen
    assert not unseen & set(
        map(chr, [9, 10, *range(32, 127), 0xA0, 0x2003, 0x202F, 0x3000, 0xE000, 0xFFFC, 0xFFFD])
    )
    assert not [sign for sign in unseen if unicodedata.category(sign)[0] in "NSP" and sign != "\u2800"]


@pytest.mark.parametrize("place", ["id: uji", "{a:", "id: p", "actor: a"])
def test_an_id_has_no_line_end_behind_it(place):
    text = "sopflow: 1\nid: uji\ntitle: Uji\nactors: {a: A}\nsteps:\n  - {id: p, activity: Menyusun, actor: a}\n"
    if place == "{a:":
        text = text.replace("{a: A}", '{"a\\n": A}')
    else:
        key, _, value = place.partition(": ")
        text = text.replace(place, f'{key}: "{value}\\n"')
    checked = check_bytes(text.encode(), "x")
    assert checked.definition is None
    assert {found.code for found in checked.findings} & {"SOP103", "SOP201", "SOP202"}
