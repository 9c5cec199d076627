"""Every command that people give, from a terminal: the same options, and the same events as through the engine."""

from __future__ import annotations

import pytest

from sopflow.cli.commands import commands
from sopflow.flow.commands import COMMANDS

SOP = """\
sopflow: 1
id: izin
title: Izin
extension: {by: kepala, at_most: 2 hari}
time_limit: 5 hari
actors: {staf: Staf, kepala: Kepala}
documents: {surat: Surat}
fields: {nama: Nama, nik: {title: NIK, personal: true}, hp: {title: HP, personal: true}}
steps:
  - {id: catat, activity: Mencatat, actor: staf, optional: true, duration: 1 jam, fills: [{nama: optional}, {nik: optional}, {hp: optional}]}
  - {id: teken, activity: Meneken, actor: [staf, kepala], sign_off: all, duration: 1 jam}
  - {id: tunggu, activity: Menunggu surat, wait: {until: surat}}
  - {id: arsip, activity: Mengarsip, actor: staf, duration: 1 jam, optional: true}
"""
GIVEN = [
    ("claim", ("catat", "--by", "staf"), "claimed"),
    ("release", ("catat", "--by", "staf"), "released"),
    ("reassign", ("catat", "--by", "staf", "--to", "staf"), "reassigned"),
    ("claim", ("catat", "--by", "staf", "--take-over"), "reassigned"),
    ("delegate", ("catat", "--by", "staf", "--to", "kepala", "--note", "cuti"), "delegated"),
    ("release", ("catat", "--by", "staf"), "released"),
    ("skip", ("catat", "--by", "staf", "--note", "tidak perlu"), "skipped"),
    ("undo", ("--by", "staf", "--note", "keliru"), "undone"),
    ("skip", ("catat", "--by", "staf", "--note", "tidak perlu"), "skipped"),
    ("sign-off", ("teken", "--by", "staf"), "signed_off"),
    ("withdraw", ("teken", "--by", "staf"), "withdrawn"),
    ("complete", ("teken", "--by", "staf"), "signed_off"),
    ("sign-off", ("teken", "--by", "kepala"), "completed"),
    ("extend", ("--by", "kepala", "--note", "libur", "--length", "1 hari"), "extended"),
    ("annotate", ("--by", "staf", "--note", "ditelepon", "--data", '{"jam": 9}'), "annotated"),
    ("annotate", ("arsip", "--by", "staf", "--note", "nanti"), "annotated"),
    ("suspend", ("--by", "kepala"), "suspended"),
    ("resume", ("--by", "kepala", "--note", "lanjut"), "resumed"),
    ("receive", ("surat", "--by", "staf"), "received"),
    ("rebind", ("--by", "kepala", "--people", "staf=kepala", "--note", "mutasi"), "rebound"),
    ("correct", ("--by", "kepala", "--data", "nama=Ani", "--note", "keliru"), "corrected"),
    ("redact", ("--by", "kepala", "--note", "diminta", "--field", "nik"), "redacted"),
    ("cancel", ("--by", "kepala"), "cancelled"),
]


@pytest.fixture
def sop(folder):
    (folder / "izin.yaml").write_text(SOP, "utf-8")
    return "izin.yaml"


def test_the_terminal_has_every_command_of_people():
    of_people = {kind.replace("_", "-") for kind, one in COMMANDS.items() if one.given_by != "the engine"}
    assert {"start", *of_people} <= {one.NAME for one in commands()}
    assert {name for name, _, _ in GIVEN} <= of_people


def test_each_makes_its_event(ask, sop):
    one = ask("start", sop, "--by", "staf")["id"]
    for name, words, becomes in GIVEN:
        revision = ask(name, one, *words)["revision"]
        last = ask("history", one)["items"][-1]
        assert (name, last["type"], last["revision"]) == (name, becomes, revision)
    notes = [event["record"]["asked"] for event in ask("history", one)["items"] if event["type"] == "annotated"]
    assert (notes[0]["data"], notes[0]["note"]) == ('{"jam": 9}', "ditelepon")


def test_a_redaction_takes_the_fields_that_its_options_name(ask, run, sop):
    one = ask("start", sop, "--by", "staf", "--data", "nama=Ani", "--data", "nik=3171", "--data", "hp=0812")["id"]
    code, _, err = run("redact", one, "--by", "kepala", "--note", "x", "--field", "nama")
    assert code == 1
    assert "nik" in err
    fields = ask("redact", one, "--by", "kepala", "--note", "x", "--field", "nik")["fields"]
    assert (fields["hp"], [*fields["nik"]]) == ("0812", ["@withheld"])
    assert ask("history", one)["items"][-1]["record"]["asked"]["erased"] == ["nik"]
    fields = ask("redact", one, "--by", "kepala", "--note", "x", "--field", "nik", "--field", "hp")["fields"]
    assert [*fields["hp"]] == ["@withheld"]


def test_a_command_with_a_key_happens_once(ask, sop):
    one = ask("start", sop, "--by", "staf")["id"]
    assert ask("suspend", one, "--by", "staf", "--key", "k") == ask("suspend", one, "--by", "staf", "--key", "k")
    assert len(ask("history", one)["items"]) == 2


def test_what_cannot_be_read_changes_nothing(ask, run, sop):
    one = ask("start", sop, "--by", "staf")["id"]
    code, _, err = run("annotate", one, "--by", "staf", "--note", "x", "--data", "{")
    assert (code, err.startswith("--data: this is not JSON (from character 2 on)")) == (2, True)
    code, _, err = run("skip", one, "catat", "--by", "staf", "--note", "x", "--choose", "kepala")
    assert (code, err) == (2, '--choose "kepala": write ACTOR=WHO\n')
    code, _, err = run("cancel", one, "--by", "staf", "--expected", "7")
    assert (code, "is at revision 1, not 7" in err) == (1, True)
    assert len(ask("history", one)["items"]) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("skip", "catat", "--note"),
        ("undo", "--note"),
        ("annotate", "--note"),
        ("extend", "--note"),
        ("delegate", "catat", "--to"),
        ("reassign", "catat", "--to"),
    ],
    ids=lambda words: words[0],
)
def test_a_command_says_which_option_it_needs(run, words):
    name, *others = words
    option = others.pop()
    code, _, err = run(name, "sop-1", *others, "--by", "staf")
    assert (code, option in err.splitlines()[-1]) == (2, True)
