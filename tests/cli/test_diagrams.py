"""`sopflow export` to BPMN and `sopflow import` back, in the terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sopflow.cli import main

FOREIGN = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:x">\n'
    '<process id="p" name="Surat masuk"><startEvent id="s"/><scriptTask id="t" name="Hitung"/>\n'
    '<sequenceFlow id="f" sourceRef="s" targetRef="t"/></process>{more}</definitions>'
)


@pytest.fixture
def call(folder, capsys):
    def command(*arguments):
        code = main([*arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.mark.parametrize("dialect", [(), ("--dialect", "spiff"), ("--dialect", "camunda8")])
def test_a_definition_goes_out_and_comes_back(call, dialect):
    assert call("export", "pengawalan.yaml", "-o", "p.bpmn", *dialect)[0] == 0
    code, said, _ = call("import", "p.bpmn", "-o", "lagi.yaml")
    assert (code, Path("lagi.yaml").read_bytes()) == (0, Path("pengawalan.yaml").read_bytes())
    assert "was not changed" in said


def test_what_was_changed_is_told(call):
    call("export", "pengawalan.yaml", "-o", "p.bpmn")
    text = Path("p.bpmn").read_text("utf-8")
    Path("p.bpmn").write_text(re.sub(r'(userTask id="arsip" name=")[^"]*', r"\1Mengarsipkan", text), "utf-8")
    code, said, _ = call("import", "p.bpmn", "-o", "lagi.yaml", "--format", "json")
    assert code == 0
    record = json.loads(said)
    assert (record["changed"], record["original"], record["rows"]) == (["arsip"], False, 11)
    assert "activity: Mengarsipkan" in Path("lagi.yaml").read_text("utf-8")


def test_what_has_no_counterpart_is_told_with_its_line(call):
    Path("x.bpmn").write_text(FOREIGN.format(more=""), "utf-8")
    code, said, told = call("--lang", "id", "import", "x.bpmn")
    assert code == 0
    assert "id: surat-masuk" in said
    assert 'baris 2, scriptTask "Hitung"' in told
    [one] = json.loads(call("import", "x.bpmn", "--format", "json")[1])["unread"]
    assert (one["line"], one["id"], one["kind"]) == (2, "t", "scriptTask")


def test_of_several_processes_one_is_chosen(call):
    Path("x.bpmn").write_text(
        FOREIGN.format(more='<process id="q" name="Lain"><task id="u" name="U"/></process>'), "utf-8"
    )
    code, _, told = call("import", "x.bpmn")
    assert code == 2
    assert "1  Surat masuk" in told
    assert "id: lain" in call("import", "x.bpmn", "--sop", "2")[1]
    code, _, told = call("import", "x.bpmn", "--sop", "3")
    assert code == 1
    assert "number 3 does not exist" in told


def test_nothing_is_written_over_and_no_table_has_a_dialect(call):
    call("export", "pengawalan.yaml", "-o", "p.bpmn")
    assert call("export", "pengawalan.yaml", "-o", "p.bpmn")[0] == 2
    assert call("import", "p.bpmn", "-o", "pengawalan.yaml")[0] == 2
    code, _, told = call("export", "pengawalan.yaml", "-o", "p.csv", "--dialect", "spiff")
    assert (code, Path("p.csv").exists()) == (2, False)
    assert ".bpmn" in told


def test_rows_to_which_nothing_leads_are_told(call):
    steps = "- {id: a, activity: A, actor: a, next: end}\n- {id: b, activity: B, actor: a}\n"
    Path("x.yaml").write_text(f"sopflow: 1\nid: x\ntitle: X\nactors: {{a: A}}\nsteps:\n{steps}", "utf-8")
    code, _, told = call("export", "x.yaml", "-o", "x.bpmn")
    assert code == 0
    assert "row(s) 2 are not in the diagram" in told or "row 2" in told
    assert 'id="b"' not in Path("x.bpmn").read_text("utf-8")


def test_a_file_that_is_not_bpmn_is_refused_with_its_line(call):
    Path("x.bpmn").write_text("<html>\n<p></html>", "utf-8")
    code, _, told = call("import", "x.bpmn")
    assert code == 1
    assert "line 2" in told


def test_forms_are_written_beside_the_diagram_and_over_nothing(call):
    words = ("export", "pengawalan.yaml", "-o", "p.bpmn", "--dialect", "camunda8")
    code, said, _ = call(*words)
    (form,) = Path().glob("p.*.form")
    assert (code, form.name in said) == (0, True)
    assert json.loads(form.read_text("utf-8"))["id"] == f"SOP_pengawalan_{form.name.split('.')[1]}"
    Path("p.bpmn").unlink()
    code, _, told = call(*words)
    assert (code, form.name in told, Path("p.bpmn").exists()) == (2, True, False)
    assert call(*words, "--force")[0] == 0
