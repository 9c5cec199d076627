"""The caret stands below the first character of what is wrong: of every kind of finding, as it is shown.

`carets.txt` has a line for each code, one for each way in which a line cannot be read, and one for each place in the
code that tells of something: the text before the caret, what it underlines, and the text behind, parted by ‸.
"""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import sopflow
import sopflow.conformance
import sopflow.people.checks
import sopflow.review.checking
from sopflow.definition.glossary import check_bytes as check_glossary
from sopflow.definition.library import Library
from sopflow.definition.loading import check_bytes as check_sop
from sopflow.definition.logo import MAX_BYTES
from sopflow.definition.reading.slips.scanner import Scanner
from sopflow.diagnostics import RULES, Diagnostic, Rule
from sopflow.explained import deciding
from sopflow.people.loading import check_bytes as check_directory
from sopflow.scenarios.loading import check_bytes as check_scenarios
from sopflow.simulate.loading import check_bytes as check_office
from sopflow.time.loading import check_bytes as check_calendar
from tests.definition import test_glossary, test_lateness, test_messages, test_slips
from tests.emblems import png, sop_with
from tests.people import test_loading as directories
from tests.review import mistakes, test_mistakes
from tests.scenarios import test_messages as scenarios
from tests.scenarios import test_uses as uses
from tests.scenarios.subject import Shelf
from tests.simulate import test_filled, test_office
from tests.sop import sop
from tests.time import test_loading as calendars

CARETS = Path(__file__).with_name("carets.txt")
LINES = CARETS.read_text("utf-8").rstrip("\n").split("\n")
HEAD = test_messages.HEAD
MORE = [
    "a: &k [x]\n*k : b\n", "a: b: [c\n", "[a, b]: c\n", "a: {[b]: c}\n",
    "a: |\t\n  b\n", "e: >\n  \tb\n", "&k x: b\nd: *k\t\n",
    HEAD + "may_start: [camat]\nmay: {start: [kasi]}\n" + test_messages.ROW,
    HEAD + "time_limit: 5 hari\nextension: {by: camat}\nmay: {extend: [kasi]}\n" + test_messages.ROW,
    HEAD + "steps:\n  - {id: s, activity: Kerja, actor: camat}\n",
    HEAD + "accept: [{code: SOP327, reason: x}, {code: SOP327, reason: y}]\n" + test_messages.ROW,
    HEAD + "steps:\n  - {id: p, activity: Pilih, actor: camat, branches: {Y: end, N: o}}\n  - {id: o, activity: Kerja, actor: kasi, next: q}\n  - {id: q, activity: Lagi, actor: a, next: q}\n",
    HEAD + "steps:\n  - {id: p, activity: Pilih, actor: camat, next: [q, r]}\n  - {id: q, activity: Kerja, actor: kasi, branches: {Y: s, N: t}}\n  - {id: r, activity: Lagi, actor: a, next: s}\n  - {id: s, activity: Gabung, actor: a, join: [q, r]}\n  - {id: t, activity: Tutup, actor: a, join: [q, s]}\n",
    *(deciding.EXAMPLES[code].fails.decode() for code in deciding.EXAMPLES if code > "SOP300"),
    HEAD + test_messages.DATA + test_messages.DECIDING + "    branches: {A: end, B: s}\n    decides: {hit: first, rules: [{when: {nilai: {above: 5}}, take: A}, {when: {nilai: {above: 9}}, take: B}]}\n",
    HEAD + test_messages.DATA + test_messages.DECIDING + "    branches: {A: {to: end, when: {nilai: {field: nilai}}}, B: {to: s, otherwise: true}}\n    call: lain\n",
    HEAD + "steps:\n  - {id: p, activity: Pilih, actor: camat, next: [q, r]}\n  - {id: q, activity: Kerja, actor: kasi, join: started, branches: {Y: r, N: end}}\n  - {id: r, activity: Lagi, actor: a, join: started, next: q}\n",
]  # fmt: skip
PLACES = [
    HEAD + 'steps:\n  - {id: s, activity: "a\\u202Eb", actor: camat}\n',
    HEAD + "steps:\n  - \tid: s\n",
    HEAD + "fields: {rumah: {title: R, list: {a: A}, key: a, personal: true}}\nsteps:\n  - {id: s, activity: x, actor: a, fills: [rumah]}\n  - {id: c, activity: x, call: anak, for_each: rumah}\n",
    HEAD + "fields: {rumah: {title: R, list: {a: {title: A, personal: true}}}}\nsteps:\n  - {id: s, activity: x, actor: a, fills: [rumah]}\n",
    HEAD + test_messages.ROW + "    rem\tarks: x\n",
    HEAD + test_messages.ROW + '    remarks: "a\n      b" c\n',
    HEAD + test_messages.ROW + '    remarks: "a"#b\n',
    HEAD + test_messages.ROW + '    remarks: "a"\t# b\n',
    HEAD + test_messages.ROW + '    remarks: "a"\n      lanjut\n',
    HEAD + test_messages.ROW + "    inputs: [a,\n      *) b]\n",
    HEAD + test_messages.ROW + "    inputs: [a,\n      b] c\n",
    HEAD + "steps:\n  - {id: p, activity: Kerja, actor: camat}\n  - {id: q, activity: Lagi, actor: kasi, same_as: p, separate_from: [p]}\n",
    HEAD.replace("a: A", "anyone: A") + "may_start: [anyone]\n" + test_messages.ROW,
    HEAD + "steps:\n  - {id: p, activity: Tunggu, wait: 1 jam}\n  - {id: q, activity: Lagi, actor: kasi, same_as: p}\n",
    HEAD.replace("a: A", "a: {title: A, chosen_by: p}") + "steps:\n  - {id: p, activity: Pilih, actor: camat, duration: 1 jam, branches: {Y: q, N: end}, on_late: {take: Y}}\n  - {id: q, activity: Kerja, actor: a}\n",
    HEAD.replace("kasi: Kasi", "Kasi Satu: Kasi") + test_messages.ROW,
    HEAD + "extension: {by: camat}\n" + test_messages.ROW,
    HEAD + test_messages.ROW + "    duration: 1 jam\n    extension: {by: camta}\n",
    HEAD + "steps:\n  - {id: p, activity: Tunggu, wait: 1 jam, on_late: {remind: true}}\n",
    HEAD + "steps:\n  - {id: p, activity: Tanda tangan, actor: [camat, kasi], duration: 1 jam, sign_off: all, on_late: {escalate: a}}\n",
    HEAD + "steps:\n  - {id: p, activity: Kerja, actor: camat}\n  - {id: q, activity: Tunggu, wait: 1 jam, separate_from: [p]}\n",
    HEAD + "may: {start: [starter]}\n" + test_messages.ROW,
    HEAD + "may: {cancel: [anyone, kasi]}\n" + test_messages.ROW,
    HEAD + test_messages.ROW + '    inputs: [surat, "belum]\n',
    HEAD + test_messages.ROW + "    inputs: [surat, % nomor]\n",
    HEAD + test_messages.ROW + "    inputs: [surat [asli], nota]\n",
    HEAD + test_messages.DATA + test_messages.DECIDING + "    when: {acara: {before: 2026-08-17}}\n",
    HEAD + test_messages.DATA + test_messages.DECIDING + "    optional: true\n    branches: {A: end, B: s}\n    when: {nilai: {above: 7}}\n",
    HEAD + test_messages.DATA + test_messages.DECIDING + "    branches: {Ya: {to: end, when: {nilai: 5}, otherwise: true}, B: {to: s, when: {nilai: 6}}}\n",
    HEAD + test_messages.DATA + test_messages.DECIDING + "    branches: {Tidak: {to: end, when: {nilai: 5}}, B: s}\n    decides: {rules: [{when: {nilai: 5}, take: Tidak}, {when: {nilai: 6}, take: B}]}\n",
]  # fmt: skip
"""One for each place in the code that tells of something of which no other sample makes it tell."""
SHELF = Shelf(scenarios.SURAT, uses.OUTER, uses.INNER)
WHOLE = {
    "SOP001": "the file cannot be read",
    "SOP002": "the bytes are not text: test_messages has the place",
    "SOP003": "the file as a whole is too large",
    "SOP008": "the file is empty",
    "SOP099": "stands where the last finding does",
    "SOP223": "two files of one id",
    "SOP300": "the SOP as a whole",
    "SOP328": "the SOP as a whole",
    "SOP505": "the SOP of a scenario has errors",
    "SOP512": "the cases come to tens of thousands of values",
    "SOP518": "two files of one id",
    "SOP607": "the name of the file",
    "SOP709": "the directory as a whole",
    "SOP802": "the files beside an SOP",
}
SOPFLOW = Path(sopflow.__file__).parent
WRITERS = {Rule.at.__code__, Scanner.say.__code__}
"""What makes a finding for whoever tells it."""
TELLING = ("definition", "people", "review", "scenarios", "simulate", "time")
UNREACHED = {("definition/logo.py", "SOP233")}
"""What no file makes the code tell: an SOP whose logo is named outside its folder is not loaded, and so not drawn."""
OF_NO_ROW = {"SOP208": "told by the schema", "SOP209": "the SOP as a whole", "SOP214": "a document"}
BLANK = {"SOP010", "SOP011", "SOP015", "SOP023"}
"""What is wrong begins with blank or invisible characters."""


def values_of(test, at: int = 0):
    return [m for m in test.pytestmark if m.name == "parametrize"][at].args[1]


def samples():
    """Every text of which the other tests ask what is wrong with it, and a few more."""
    for m in mistakes.MISTAKES:
        text = m.base.replace(m.was, m.now, 1)
        yield text, test_mistakes.findings(text)
    child = sop("- {id: s, activity: x, actor: a, next: {end: baik}}", name="anak")
    call = HEAD + "steps:\n  - {id: s, activity: x, call: anak, branches: {baik: end, buruk: end}}\n"
    yield call, check_sop(call.encode(), "x.yaml", others={"anak": child}).findings
    visited = sopflow.loads(test_messages.CALLED.replace("LUAS", "500"))
    for was, now, *_ in values_of(test_messages.test_a_call_for_each_record_says_what_does_not_fit):
        text = test_messages.EACH.replace(was, now)
        yield text, check_sop(text.encode(), "x.yaml", others={"anak": visited}).findings
    text = HEAD + "calendar: entah\n" + test_messages.ROW
    yield text, check_sop(text.encode(), "x.yaml", calendars=["kantor"]).findings
    rows = [
        HEAD + test_messages.ROW + line + "\n"
        for line, *_ in values_of(test_messages.test_a_slip_in_a_row_is_found_where_it_is)
    ]
    whole = [text for text, _ in values_of(test_messages.test_what_is_wrong_with_a_file_has_a_code)]
    slips = [mistakes.LETTER.replace(meant, written, 1) for meant, written, *_ in test_slips.SLIPS]
    late = [
        test_lateness.HEAD + test_lateness.ROWS.format(on_late=said)
        for said, _ in values_of(test_lateness.test_a_slip_is_told)
    ]
    for text in (*rows, *whole, *slips, *late, *test_messages.SNIPPETS, test_messages.OPEN_TEXT, *MORE, *PLACES):
        yield text, (*check_sop(text.encode(), "x.yaml").findings, *test_mistakes.findings(text))
    played = [
        *(f"{scenarios.HEAD}      {step}\n" for step, _ in values_of(scenarios.test_a_slip_in_a_step_is_found_at_its_place)),
        *(f"sopflow: 1\nsop: uji\nscenarios:\n  - name: x\n    steps:\n      - {step}\n" for step, _ in values_of(uses.test_what_would_be_ignored_is_told)),
        f"{scenarios.HEAD}      - {{auto: end, subject: Ibu Ani}}\n",
        "sopflow: 1\nsop: surt\nscenarios:\n  - {name: x, steps: [auto]}\n",
        f"sopflow: 1\nsop: {scenarios.SURAT.id}\nscenarios:\n  - {{name: x, steps: [auto]}}\n  - {{name: x, steps: [auto]}}\n",
        f"{scenarios.HEAD}      - auto\naccept: [{{change: a.duration, reason: x}}, {{change: a.duration, reason: y}}]\n",
        f"{scenarios.HEAD}      - {{auto: end, expect: {{done_by: {{ajukan: rini}}}}}}\n".replace("scenarios:", "people: {budi: a}\nscenarios:"),
        f"{scenarios.HEAD}      - auto: end\n    cases: [{{siapa: a}}]\n    expect: {{end: selesia}}\n",
        f"{scenarios.HEAD}      - {{auto: end, expect: {{worklist: {{bb: [periksa]}}}}}}\n",
        f"{scenarios.HEAD}      - $siapa: ajukan\n    cases: [{{sapa: a}}]\n",
    ]  # fmt: skip
    for text in played:
        yield text, check_scenarios(text.encode(), "uji.scenarios.yaml", SHELF).findings
    beside = str(Path(__file__).parents[2] / "definitions/uji.scenarios.yaml")
    office = "directory: ../examples/tangerang.directory.yaml"
    for head in (
        "directory: tiada.directory.yaml", "directory: pengawalan.yaml", f"{office}\nunit: barat", "unit: barat",
        f"people: {{rini: a}}\n{office}",
    ):  # fmt: skip
        text = f"sopflow: 1\nsop: uji\n{head}\nscenarios:\n  - {{name: x, steps: [auto]}}\n"
        yield text, check_scenarios(text.encode(), beside, SHELF).findings
    for was, now, _ in values_of(calendars.test_a_slip_is_found_at_its_place):
        text = calendars.GOOD.replace(was, now)
        yield text, check_calendar(text.encode(), "kantor.calendar.yaml").findings
    for was, now, _ in values_of(directories.test_a_slip_is_found_at_its_place):
        text = directories.GOOD.replace(was, now)
        yield text, check_directory(text.encode(), "kantor.directory.yaml").findings
    text = directories.GOOD.replace("units: {kota: Kota, utara: {title: Utara, part_of: kota}}\n", "")
    yield text, check_directory(text.encode(), "kantor.directory.yaml").findings
    with TemporaryDirectory() as folder:
        Path(folder, "tautan.png").symlink_to(__file__)
        for name, content in (
            ("../logo.png", None),
            ("tautan.png", None),
            ("logo.png", None),
            ("logo.png", b"x"),
            ("logo.png", png(9_999, 1)),
            ("besar.png", bytes(MAX_BYTES + 1)),
        ):
            file = sop_with(Path(folder), name, content)
            yield file.read_text("utf-8"), sopflow.check(file).findings
    text = calendars.GOOD + "  - {title: Lain, from: 2026-03-01, to: 2026-04-01, hours: {senin: [08:00-12:00]}}\n"
    yield text, check_calendar(text.encode(), "kantor.calendar.yaml").findings
    for was, now, _ in test_glossary.SLIPS:
        text = test_glossary.GOOD.replace(was, now)
        yield text, check_glossary(text.encode(), "kantor.glossary.yaml").findings
    with TemporaryDirectory() as folder:
        Path(folder, "antre.yaml").write_text(test_office.ANTRE, "utf-8")
        slips = values_of(test_office.test_what_is_wrong_in_an_office_is_told_where_it_stands)
        for was, now, *_ in (
            *slips,
            ("petugas: 2", "petugas: {count: 2, calendar: tiada}"),
            ("arr", "sop: lain\narr"),
        ):
            text = test_office.OFFICE.replace(was, now, 1)
            yield text, check_office(text.encode(), Path(folder, "kantor.office.yaml"), Library()).findings
        Path(folder, "acara.yaml").write_text(test_filled.ACARA, "utf-8")
        for was, now, *_ in values_of(test_filled.test_what_is_wrong_with_a_field_is_told_where_it_stands):
            text = test_filled.OFFICE.replace(was, now, 1)
            yield text, check_office(text.encode(), Path(folder, "kantor.office.yaml"), Library()).findings


@cache
def told():
    made = Diagnostic.__init__

    def noted(self, rule, span, values=None, **more):
        frame = sys._getframe(1)
        while frame.f_code in WRITERS:
            frame = frame.f_back
        place = Path(frame.f_code.co_filename), frame.f_lineno
        if SOPFLOW in place[0].parents:
            values = {"told_at": (place[0].relative_to(SOPFLOW).as_posix(), place[1]), **(values or {})}
        made(self, rule, span, values or {}, **more)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Diagnostic, "__init__", noted)
        return [(text, found) for text, several in samples() for found in several]


def shown(text: str, found) -> tuple[str, str, str] | None:
    """What a finding shows before the caret, above it, and behind it."""
    _, *below = found.text(text.split("\n"), "id").split("\n")
    at = next(
        (
            n
            for n, line in enumerate(below)
            if line.startswith("      | ") and line.strip("| ^") == "" and "^" in line
        ),
        None,
    )
    if at is None:
        return None
    line, carets = below[at - 1][8:], below[at][8:]
    start, end = carets.index("^"), len(carets)
    return line[:start], line[start:end], line[end:]


def excerpt(code: str, parts: tuple[str, str, str]) -> str:
    before, above, behind = parts
    line = f"{code} {before[-24:]}‸{above[:40]}‸{behind[:12]}".replace("\t", " ").rstrip()
    return "".join(sign if sign.isprintable() else "·" for sign in line)


@pytest.mark.parametrize("expected", LINES, ids=lambda line: line[:6])
def test_the_caret_of_every_kind_of_finding_is_held(expected):
    code = expected[:6]
    there = {
        excerpt(code, parts) for text, found in told() if found.code == code and (parts := shown(text, found))
    }
    assert expected in there


def places():
    """Every place in the code that tells of something that has a caret: its file, its lines, and the code that it tells."""
    for file in sorted(file for folder in TELLING for file in (SOPFLOW / folder).rglob("*.py")):
        module = import_module(".".join(("sopflow", *file.relative_to(SOPFLOW).with_suffix("").parts)))
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            says = call.args[0] if call.func.attr == "say" and call.args else call.func.value
            written = ast.unparse(says)
            if call.func.attr not in ("at", "say") or not written.replace(".", "").replace("_", "").isalnum():
                continue
            told = vars(module)
            for name in written.split("."):
                told = told.get(name) if isinstance(told, dict) else getattr(told, name, None)
            if isinstance(told, Rule):
                yield file.relative_to(SOPFLOW).as_posix(), (call.lineno, call.end_lineno + 1), told.code


def test_the_caret_of_every_place_that_tells_of_something_is_held():
    """One column off at any one place changes a line that is held: of each, one is told by it alone."""
    tellers: dict[str, set] = {}
    for text, found in told():
        parts = shown(text, found)
        if parts:
            tellers.setdefault(excerpt(found.code, parts), set()).add(found.values["told_at"])
    alone = {place for line in LINES if len(tellers.get(line, ())) == 1 for place in tellers[line]}
    everywhere = list(places())
    assert len(everywhere) > 150
    visited = {
        (file, (line, line + 1), found.code) for _, found in told() for file, line in (found.values["told_at"],)
    }
    loose = [
        f"{file}:{lines[0]} {code}"
        for file, lines, code in (*everywhere, *visited)
        if code not in WHOLE
        and (file, code) not in UNREACHED
        and not any((file, line) in alone for line in range(*lines))
    ]
    assert loose == []


def test_every_kind_of_finding_has_a_caret():
    held = {line[:6] for line in LINES}
    assert set(RULES) - held == set(WHOLE)


def test_no_caret_stands_inside_a_word_or_before_one():
    wrong = []
    for text, found in told():
        parts = shown(text, found)
        if parts is None or not parts[1]:
            continue
        before, above, _ = parts
        inside = before[-1:].isalnum() and above[:1].isalnum()
        if inside or (above[:1].isspace() and found.code not in BLANK):
            wrong.append(excerpt(found.code, parts))
    assert sorted(set(wrong)) == []


def row_at(lines: list[str], at: int) -> str | None:
    """The id of the row that a line is a part of."""
    room = len(lines[at]) - len(lines[at].lstrip())
    for line in reversed(lines[: at + 1]):
        indent = len(line) - len(line.lstrip())
        if begins := re.match(r" *- \{? *id: (\w+)", line):
            return begins[1] if indent < room or line is lines[at] else None
        if line.strip() and indent == 0:
            return None
    return None


def test_a_finding_in_a_row_names_the_row():
    """Whoever gathers findings by row finds each."""
    rows = [
        (row, found)
        for text, found in told()
        if "SOP200" <= found.code < "SOP500" and (row := row_at(text.split("\n"), found.span.line - 1))
    ]
    assert len({found.code for _, found in rows}) > 60
    others = {(found.code, row, found.step) for row, found in rows if found.step != row}
    assert {other for other in others if other[0] not in OF_NO_ROW} == set()


def test_the_caret_of_a_long_line_stands_below_what_is_wrong():
    for length in (10, 55, 60, 61, 62, 119, 120, 121, 180, 300):
        text = HEAD + f"steps:\n  - {{id: s, activity: {'x' * length}, actor: kasubag, remarks: {'y' * 200}}}\n"
        (found,) = (d for d in check_sop(text.encode(), "x.yaml").findings if d.code == "SOP201")
        before, above, behind = shown(text, found)
        assert (before[-7:], above, behind[:1]) == ("actor: ", "kasubag", ",")
