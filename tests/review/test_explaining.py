"""`explain`: each finding and each refusal says what it means and how it is fixed."""

from __future__ import annotations

import json

import pytest

from sopflow.cli import main
from sopflow.cli.explain import plain
from sopflow.diagnostics import RULES


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
