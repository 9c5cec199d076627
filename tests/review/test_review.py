"""What is found in the pengawalan SOP, in form and time; what is explained, chosen, exported; checks of one's own."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import jsonschema
import pytest
import yaml

import sopflow
from sopflow.cli import main
from sopflow.cli.explain import plain
from sopflow.definition.loading import check_bytes
from sopflow.definition.totals import total_text
from sopflow.diagnostics import RULES
from sopflow.review import Subject, check, plugins, warning
from sopflow.review.adding import totals_of
from sopflow.review.checking import findings, reviewed
from sopflow.review.exploring import spoken
from tests.review.mistakes import LETTER
from tests.sop import sop

ROOT = Path(__file__).parents[2]
PENGAWALAN = ROOT / "definitions/pengawalan.yaml"


def test_every_flaw_of_the_source_is_found_and_accepted_with_its_reason():
    found = {(d.code, str(d.step)): d for d in sopflow.check(PENGAWALAN).findings}
    warnings = {
        ("SOP312", "verifikasi"): "Draft Surat Perintah",  # no earlier row makes the draft
        ("SOP330", "verifikasi"): "Kasi Trantib",  # it is said to come from the Kasi
        ("SOP312", "tanda_tangan"): "Surat Perintah",  # needed before anything made it
        ("SOP316", "arsip"): "Laporan Pelaksanaan",  # signed, by nobody
        ("SOP318", "arsip"): "Surat Perintah",  # the report is filed, the order is the output
    }
    for place, word in warnings.items():
        assert word in found[place].message("id")
        assert found[place].accepted
    notes = {
        ("SOP319", "kawal"): "kendaraan",
        ("SOP329", "kawal"): "1 jam",  # the whole escort in one hour
        ("SOP320", "arsip"): '"Surat Perintah"',  # never filed itself
        ("SOP331", "terima_perintah"): "Walikota",  # nobody reports to the mayor
        ("SOP323", "arsip"): "Sekcam",  # who files stays open
    }
    for place, word in notes.items():
        assert word in found[place].message("id")
    assert ("SOP316", "teruskan") not in found  # that letter the Camat does sign
    assert not [d for d in found.values() if d.fails]


@pytest.mark.parametrize(
    ("activity", "is_told"),
    [
        ("Menerima konsep (dari Camat) untuk diperiksa", True),
        ("Mendapat konsep dari Camat", True),
        ("Menerima tugas. Meneruskan konsep dari Camat", False),
        ("Menerima tugas menghindari Camat", False),
        ("Menerima konsep dan meneruskan surat dari Camat", False),
        ("Menerima konsep dari: Camat", False),
    ],
)
def test_what_is_received_comes_from_whom_the_row_says(activity, is_told):
    text = LETTER.replace("Memeriksa konsep surat tugas", f"'{activity}'")
    found = reviewed(check_bytes(text.encode(), "x.yaml", others={})).findings
    assert ("SOP330" in {one.code for one in found}) == is_told


def test_one_pass_without_a_return_adds_up_as_the_paper_has_it():
    shortest, usual, longest = totals_of(Subject(sopflow.load(PENGAWALAN)))
    assert total_text(shortest) == total_text(usual) == total_text(longest) == "3 hari 9 jam 40 menit"


def test_ways_that_run_at_the_same_time_count_once_and_branches_differ():
    definition = sop(
        """
- {id: p, activity: x, actor: a, duration: 1 jam, next: [q, r]}
- {id: q, activity: x, actor: b, duration: 2 hari, next: s}
- {id: r, activity: x, actor: c, duration: 5 jam, next: s}
- {id: s, activity: x, actor: a, duration: 30 menit, join: [q, r], branches: {Y: t, N: end, U: p}}
- {id: t, activity: x, actor: b, duration: 1 hari}
"""
    )
    shortest, usual, longest = totals_of(Subject(definition))
    assert (total_text(shortest), total_text(longest)) == (
        "2 hari 1 jam 30 menit",
        "3 hari 1 jam 30 menit",
    )
    assert total_text(usual) == "3 hari 1 jam 30 menit"
    ((_, message),) = [(d.code, d.message("en")) for d in findings(definition) if d.code == "SOP344"]
    assert message == 'the way by "3. x" always waits for the way by "2. x" at "4. x"'


@pytest.mark.parametrize(
    ("time", "least", "most"),
    [
        ("1-20 hari", "1 hari 1 jam", "20 hari 1 jam"),
        ("30 menit - 2 hari", "1 jam 30 menit", "2 hari 1 jam"),
        ("maks. 3 hari", "1 jam", "3 hari 1 jam"),
        ("{text: sesuai kebutuhan, at_most: 3 hari}", "1 jam", "3 hari 1 jam"),
        ("2 hari", "2 hari 1 jam", "2 hari 1 jam"),
    ],
)
def test_the_shortest_time_takes_the_lower_end_of_a_range(time, least, most):
    definition = sop(f"""
- {{id: p, activity: x, actor: a, duration: {time}}}
- {{id: q, activity: x, actor: b, duration: 1 jam}}
""")
    shortest, usual, longest = totals_of(Subject(definition))
    assert tuple(map(total_text, (shortest, usual, longest))) == (least, most, most)


def test_the_shortest_of_two_ways_is_told_by_their_lower_ends():
    definition = sop("""
- {id: p, activity: x, actor: a, duration: 1 jam, branches: {Y: q, N: r}}
- {id: q, activity: x, actor: b, duration: 3 hari, next: end}
- {id: r, activity: x, actor: b, duration: 1-20 hari}
""")
    assert total_text(totals_of(Subject(definition)).shortest) == "1 hari 1 jam"


def test_a_way_that_may_be_the_slower_one_does_not_always_wait():
    rows = """
- {id: p, activity: x, actor: a, next: [q, r]}
- {id: q, activity: x, actor: b, duration: 2 jam, next: s}
- {id: r, activity: x, actor: c, duration: 1 jam, branches: {Y: s, N: t}}
- {id: t, activity: x, actor: c, duration: 3 jam, next: s}
- {id: s, activity: x, actor: a, join: started}
"""
    assert "SOP344" not in [d.code for d in findings(sop(rows))]
    joined = rows.replace("join: started", "join: [q, r]")
    assert "SOP344" not in [d.code for d in findings(sop(joined))]


SIDES = """
- {{id: p, activity: mulai, actor: a, next: [q, r]}}
- {{id: q, activity: kiri, actor: b, duration: 2 hari, next: s}}
- {{id: r, activity: kanan, actor: c, duration: 1 jam}}
- {{id: t, activity: lanjut, actor: c, {time}next: s}}
- {{id: s, activity: gabung, actor: a, join: [q, t], next: {then}}}
"""


def always_wait(rows):
    return [d.values["quick"] for d in findings(sop(rows)) if d.code == "SOP344"]


def test_of_a_way_with_a_row_without_a_time_nothing_is_known():
    assert always_wait(SIDES.format(time="duration: 1 jam, ", then="end")) == ["3. kanan"]
    assert always_wait(SIDES.format(time="", then="end")) == []


def test_ways_are_compared_where_they_meet():
    again = """- {id: u, activity: buka, actor: c, next: [v, w]}
- {id: v, activity: atas, actor: b, duration: 1 jam, next: x}
- {id: w, activity: bawah, actor: c, duration: 3 jam, next: x}
- {id: x, activity: tutup, actor: c, join: [v, w]}
"""
    rows = SIDES.format(time="duration: 1 jam, ", then="u") + again
    assert always_wait(rows) == ["3. kanan", "7. atas"]


def test_a_stated_total_may_be_that_of_all_rows_or_of_a_way():
    rows = "- {id: p, activity: x, actor: a, duration: 1 jam, branches: {Y: q, N: end}}\n- {id: q, activity: x, actor: b, duration: 2 hari}"
    for total, fits in (("2 hari 1 jam", True), ("2 hari 60 menit", True), ("1 jam", True), ("3 hari", False)):
        said = [d.code for d in findings(sop(rows, head=f"stated_total: {total}"))]
        assert ("SOP341" not in said) == fits


def test_to_publish_the_identity_page_must_be_complete(tmp_path, capsys):
    assert main(["check", str(PENGAWALAN), "--lang", "en"]) == 0
    assert main(["check", str(PENGAWALAN), "--publish", "--lang", "en"]) == 1
    assert "the identity page still needs: number, created, effective" in capsys.readouterr().out


def test_a_long_way_has_its_middle_left_out():
    rows = "\n".join(f"- {{id: s{n}, activity: x, actor: a}}" for n in range(40))
    subject = Subject(sop(rows))
    way = subject.ways.way_without(lambda _: False, lambda at: subject.ways.states[at].open == ("s39",))
    assert spoken(way) == "s0 → s1 → s2 → s3 → s4 → s5 → s6 → … → s32 → s33 → s34 → s35 → s36 → s37 → s38"


# -- what people ask for


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_check_of_the_procedure_has_a_page(language, capsys):
    of_procedure = [code for code in RULES if code.startswith("SOP3")]
    assert len(of_procedure) >= 34
    assert main(["explain", *of_procedure, "--format", "json", "--lang", language]) == 0
    for page in json.loads(capsys.readouterr().out):
        assert len(page["page"]) > 60, page["code"]
        assert page["hint"] or page["code"] in ("SOP342", "SOP354"), page["code"]
        assert "{" not in page["message"]


def test_every_finding_is_explained():
    for rule in RULES.values():
        for language in ("id", "en"):
            said = plain(rule.message, language).replace("…", "").strip(' ":;,.')
            assert said or plain(rule.page, language), rule.code
            assert "{{" not in said


def test_findings_are_explained_by_code_or_name(capsys):
    assert main(["explain", "sop312", "--lang", "id"]) == 0
    said = capsys.readouterr().out
    assert "not-made-yet" in said
    assert "- {code: SOP312, step: …, reason: …}" in said
    assert main(["explain", "not-made-yet", "--lang", "id"]) == 0
    assert capsys.readouterr().out == said
    assert main(["explain", "SOP999"]) == 2
    assert main(["explain"]) == 0
    assert "SOP001  not-readable" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_finding_says_how_it_is_fixed(language, capsys):
    assert main(["explain", "--format", "json", "--lang", language]) == 0
    pages = json.loads(capsys.readouterr().out)
    assert {page["code"] for page in pages} >= {"SOP103", "SOP508", "SOP706"}
    assert [page["code"] for page in pages if not page["hint"] and not page["page"]] == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("SOP103", "kesalahan: berkas ini tidak dimuat sampai diperbaiki"),
        ("SOP201", "kesalahan: SOP tidak dimuat sampai diperbaiki"),
        ("SOP508", "kesalahan: skenario di berkas ini tidak dimainkan sampai diperbaiki"),
        ("SOP602", "kesalahan: kalender ini tidak dimuat sampai diperbaiki"),
        ("SOP701", "kesalahan: direktori ini tidak dimuat sampai diperbaiki"),
        ("SOP801", "kesalahan: glosarium ini tidak dibaca sampai diperbaiki"),
        ("SOP312", "peringatan: perbaiki, atau terima dengan alasan:"),
    ],
)
def test_what_a_finding_keeps_from_happening_is_that_of_its_file(code, said, capsys):
    assert main(["explain", code, "--lang", "id"]) == 0
    assert said in capsys.readouterr().out.splitlines()


def test_only_an_sop_accepts_what_is_wrong(capsys):
    assert main(["explain", "SOP706", "--lang", "id"]) == 0
    assert "accept:" not in capsys.readouterr().out


def test_refusals_are_explained_by_their_codes(capsys):
    assert main(["explain", "not-authorized", "--lang", "id"]) == 0
    assert capsys.readouterr().out == (
        'not-authorized\n"…" tidak boleh …; yang boleh: …\n\n'
        "penolakan: perintahnya tidak dijalankan, dan tidak ada yang berubah\n"
        "Dalam program: sopflow.errors.NotAuthorized\n"
    )
    assert main(["explain", "Not-Authorised", "--lang", "id"]) == 2
    said = 'tidak ada temuan atau penolakan "Not-Authorised"; maksud Anda "not-authorized"?\n'
    assert capsys.readouterr().err == said
    assert main(["explain", "SOP999", "--lang", "id"]) == 2
    assert "maksud Anda" not in capsys.readouterr().err


FLAWED = "sopflow: 1\nid: x\ntitle: X\nactors: {a: Ani Suryani, b: Budi Santoso, c: Citra Lestari}\nsteps:\n  - {id: p, activity: Ani Suryani menulis, actor: a}\n  - {id: q, activity: Memeriksa, actor: b}\n"


def test_findings_are_chosen_by_their_codes(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.yaml").write_text(FLAWED, "utf-8")

    def codes(*arguments):
        assert main(["check", "x.yaml", "--notes", "--format", "json", *arguments]) in (0, 1)
        return sorted({f["code"] for f in json.loads(capsys.readouterr().out)["findings"]})

    assert codes() == ["SOP321", "SOP322", "SOP325"]
    assert codes("--select", "SOP321,SOP32") == ["SOP321", "SOP322", "SOP325"]
    assert codes("--select", "sop325") == ["SOP325"]
    assert codes("--ignore", "SOP321,SOP322") == ["SOP325"]
    assert main(["check", "x.yaml", "--ignore", "SOP321,SOP322"]) == 0
    capsys.readouterr()
    (tmp_path / "pyproject.toml").write_text('[tool.sopflow]\nignore = ["SOP321", "SOP325"]\n', "utf-8")
    assert codes() == ["SOP322"]
    assert codes("--ignore", "SOP322") == ["SOP321", "SOP325"]
    capsys.readouterr()
    assert main(["check", "x.yaml", "--ignore", "SOP32X", "--lang", "en"]) == 1
    assert '--ignore: there is no finding "SOP32X"' in capsys.readouterr().err


def test_which_codes_there_are_to_accept_is_no_matter_of_what_is_imported(tmp_path):
    """SOP706 is told of directories of people, and SOP501 of scenarios: what checks an SOP needs neither."""
    accepted = (
        "accept: [{code: SOP706, reason: nanti}, {code: SOP501, reason: nanti}, {code: SOP799, reason: nanti}]\n"
    )
    (tmp_path / "x.yaml").write_text(FLAWED + accepted, "utf-8")
    program = "import sopflow; print([(f.code, str(f.values['code'])) for f in sopflow.check('x.yaml').findings if f.code < 'SOP3'])"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[('SOP219', 'SOP501'), ('SOP218', 'SOP799')]"


def test_errors_are_shown_in_any_case(tmp_path, capsys):
    (tmp_path / "x.yaml").write_text(FLAWED.replace("actor: b", "actor: d"), "utf-8")
    assert main(["check", str(tmp_path), "--ignore", "SOP2", "--select", "SOP3"]) == 1
    assert "SOP201" in capsys.readouterr().out


def test_findings_as_sarif(tmp_path, capsys):
    (tmp_path / "x.yaml").write_text(FLAWED + "accept: [{code: SOP322, reason: nanti}]\n", "utf-8")
    main(["check", str(tmp_path / "x.yaml"), "--format", "sarif", "--lang", "en"])
    log = json.loads(capsys.readouterr().out)
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    text = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
    place = {"type": "integer", "minimum": 1}
    region = dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), place)
    result = {
        "type": "object",
        "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
        "properties": {"level": {"enum": ["none", "note", "warning", "error"]}, "message": text},
    }
    for one in run["results"]:
        jsonschema.validate(one, result)
        assert rules[one["ruleIndex"]] == one["ruleId"]
        physical = one["locations"][0]["physicalLocation"]
        jsonschema.validate(physical["region"], {"type": "object", "required": list(region), "properties": region})
        assert physical["artifactLocation"]["uri"].endswith("x.yaml")
    by_rule = {one["ruleId"]: one for one in run["results"]}
    assert by_rule["SOP322"]["suppressions"] == [{"kind": "inSource", "justification": "nanti"}]
    assert by_rule["SOP321"]["locations"][0]["physicalLocation"]["region"]["startLine"] == 6
    assert "suppressions" not in by_rule["SOP321"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_each_rule_in_sarif_leads_to_its_page(language, tmp_path, capsys):
    (tmp_path / "x.yaml").write_text(FLAWED, "utf-8")
    main(["check", str(tmp_path / "x.yaml"), "--format", "sarif", "--lang", language])
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    place = (
        tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["urls"]["Source"] + "/blob/main/"
    )
    assert run["tool"]["driver"]["rules"]
    for rule in run["tool"]["driver"]["rules"]:
        page, _, anchor = rule["helpUri"].removeprefix(place).partition("#")
        assert f"\n### {rule['id']}\n" in (ROOT / page).read_text("utf-8")
        assert (anchor, page.endswith(".id.md")) == (rule["id"].lower(), language == "id")


def test_the_hooks_name_commands_that_are_there():
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")):
        program, *command = hook["entry"].split()
        assert program == "sopflow"
        assert main([*command, "--help"]) == 0


# -- checks of one's own


def test_a_check_of_ones_own_is_found_through_an_entry_point(tmp_path, monkeypatch):
    (tmp_path / "cek_kota.py").write_text((ROOT / "examples/own_check.py").read_text("utf-8"), "utf-8")
    package = tmp_path / "cek_kota-1.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: cek-kota\nVersion: 1\n", "utf-8")
    (package / "entry_points.txt").write_text("[sopflow.checks]\nkota = cek_kota\n", "utf-8")
    (tmp_path / "x.yaml").write_text(
        FLAWED.replace("a: Ani Suryani", "a: {title: Ani Suryani, external: true}"), "utf-8"
    )
    code = "import sys; from sopflow.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", str(tmp_path / "x.yaml"), "--lang", "en"],
        capture_output=True, text=True, check=False, env={"PYTHONPATH": f"{tmp_path}:{ROOT}", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert "KOTA001" in done.stdout, done.stderr
    assert done.returncode == 1


def test_what_is_not_marked_is_no_check(monkeypatch):
    rule = warning("TEST001", "test", id="x", en="x")

    @check
    def mine(subject):
        yield rule.at(subject.sop.span)

    def helper(subject):
        raise AssertionError

    points = [EntryPoint("a", "x", plugins.GROUP)]
    monkeypatch.setattr(plugins, "entry_points", lambda group: points)
    monkeypatch.setattr(EntryPoint, "load", lambda self: mine)
    plugins.own_checks.cache_clear()
    try:
        assert plugins.own_checks() == (mine,)
        assert "TEST001" in {d.code for d in findings(sop("- {id: p, activity: x, actor: a}"))}
        monkeypatch.setattr(EntryPoint, "load", lambda self: helper)
        plugins.own_checks.cache_clear()
        assert plugins.own_checks() == ()
    finally:
        plugins.own_checks.cache_clear()
        del RULES["TEST001"]


def test_a_finding_about_other_rows_names_them_as_people_do_and_in_one_language():
    rows = """
- {id: p, no: "1", activity: Memulai, actor: a, next: [kiri, kanan]}
- {id: kiri, no: "2", activity: Menyusun, actor: a, duration: 1 jam, outputs: [d], next: akhir}
- {id: kanan, no: "3", activity: Menyalin, actor: b, duration: 3 hari 2 jam, outputs: [d], next: akhir}
- {id: akhir, no: "4", activity: Meneruskan D yang sudah ditandatangani A, actor: c, join: [kiri, kanan], inputs: [d]}
- {id: lagi, no: "5", activity: Mengarsipkan, actor: c, outputs: [d]}
"""
    definition = sop(rows, head="documents: {d: D}\nactors: {a: A, b: B, c: C}")
    said = {d.code: (d.message("en"), d.message("id")) for d in findings(definition)}
    assert '"D" is made by "2. Menyusun" and "3. Menyalin"' in said["SOP314"][0]
    assert '"D" was made by "2. Menyusun" and' in said["SOP318"][0]
    assert said["SOP344"][0] == (
        'the way by "2. Menyusun" always waits for the way by "3. Menyalin" at "4. Meneruskan D yang sudah ditandatangani A"'
    )
    assert '"D" has been signed by A' in said["SOP316"][0]
    assert '"D" sudah ditandatangani oleh A' in said["SOP316"][1]
    assert "at most 3 days 2 hours" in said["SOP342"][0]
    assert "terlama 3 hari 2 jam" in said["SOP342"][1]
