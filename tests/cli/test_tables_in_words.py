"""Every table that the terminal prints says titles where there are any, in one language, and no value of Python."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sopflow.cli import main
from tests.catalogue import only, words_of

SOP = """
sopflow: 1
id: s_uji
title: Qarta Velu
version: "1"
time_limit: 5 hari
may: {migrate: [p_a]}
extension: {by: p_b, at_most: 1 hari}
actors:
  p_a: Lorqu
  p_b: {title: Mevqi, substitutes: [p_c]}
  p_c: Nuqo
  p_d: {title: Zuqe, chosen_by: r_pilih, among: [p_b, p_c]}
documents:
  d_x: {title: Dqox, external: true}
  d_y: Wyqe
  d_z: Fqil
steps:
  - {id: r_awal, activity: Gaqo, actor: p_a, outputs: [d_y]}
  - id: r_putus
    activity: Heqi
    actor: p_b
    inputs: [d_z]
    duration: 1 jam
    extension: {by: p_b, at_most: 1 hari}
    on_late: [{remind: true}, {escalate: p_c, after: 1 jam}]
    branches: {Y: {to: r_pilih, label: Juqa}, N: {to: r_awal, note: required}, T: unknown}
  - {id: r_pilih, activity: Kiqu, actor: p_a}
  - {id: r_lewat, activity: Loqe, actor: p_a, optional: true}
  - {id: r_paraf, activity: Myqa, actor: [p_b, p_d], sign_off: all}
  - {id: r_tunggu, activity: Noqi, wait: {until: d_x}}
  - {id: r_telat, activity: Pyqu, actor: p_a, duration: 1 jam, on_late: {take: huqe}, branches: {huqe: end, leqo: {end: usqi}}}
"""
NEXT = SOP.replace('version: "1"', 'version: "2"').replace("r_pilih", "r_pilihan")
DIRECTORY = """
sopflow: 1
directory: kota
title: Kota
time_zone: Asia/Jakarta
units: {u_a: Unqa}
positions: {p_a: Lorqu, p_b: Mevqi, p_c: Nuqo}
people:
  o_ani: {name: Aqni, holds: {position: p_a, unit: u_a, from: 2020-01-01}}
  o_ben: {name: Beqno, holds: {position: p_b, unit: u_a, from: 2020-01-01}}
  o_cik: {name: Ciqk, holds: {position: p_c, unit: u_a, from: 2020-01-01}}
"""
ID = re.compile(r"\b[sdpruoe]_[a-z]+\b")
TO_TYPE = re.compile(
    r'(?<=" )\([a-z_]+\)|"end(:[a-z]+)?"|(?<=Qarta Velu  )\(s_uji,? [12]\)'
    r"|(?<=--to )[a-z_]+|(?<=--choose )[a-z_=]+|(?<=--document )[a-z_]+|(?<=sopflow receive )\w+ [a-z_]+"
)
"""An id beside its title, and the word of the format for an end."""
PYTHON = re.compile(
    r"\b(None|True|False|NoneType|nan)\b|datetime\.|<[a-z]+ |object at|\(\)|\[\]|\{\}|\b\w+\('|'[a-z_]+'"
)
PATH = re.compile(r"(?<![\w.])/(?:home|work|tmp|var|usr|root)/")
ISO = re.compile(r"\d{4}-\d\d-\d\dT|\d\d:\d\d:\d\d|\+00:00|\.\d{6}")

COUNT = re.compile(r"\(s\)|\b1 (?:times|events|rows|instances|scenarios|cases|changes|hours|days)\b")


class Office:
    """A database, and the commands on it, of which everything is kept that they print."""

    def __init__(self, capsys, language: str) -> None:
        self.capsys, self.language = capsys, language
        self.printed: list[tuple[str, str]] = []

    def __call__(self, *words: str, code: int | None = 0) -> str:
        given = main([*words, "--db", "proses.db", "--lang", self.language])
        said = self.capsys.readouterr()
        assert code in (None, given), (words, said)
        self.printed.append((words[0], TO_TYPE.sub("", said.out + said.err)))
        return said.out

    def begin(self, *words: str) -> str:
        main(["start", "satu.yaml", "--by", "o_ani", "--db", "proses.db", "--format", "json", *words])
        return json.loads(self.capsys.readouterr().out)["id"]


def test_every_table_ends_an_activity_alike(office):
    dotted = SOP
    for word in ("Gaqo", "Heqi"):
        dotted = dotted.replace(f"activity: {word}", f"activity: {word}.")
    Path("titik.yaml").write_text(dotted, "utf-8")
    main(["start", "titik.yaml", "--by", "o_ani", "--db", "proses.db", "--format", "json"])
    run = json.loads(office.capsys.readouterr().out)["id"]
    for words in (
        ("worklist", "--actor", "p_a"), ("instances",), ("annotate", run, "--by", "o_ani", "--note", "x"),
        ("complete", run, "1", "--by", "o_ani"), ("worklist", "--person", "o_ben"), ("history", run), ("report",),
    ):  # fmt: skip
        office(*words)
    office("complete", run, "1", "--by", "o_ani", code=1)
    assert not [text for _, text in office.printed if "Gaqo." in text or "Heqi." in text]
    assert all("Gaqo" in text or "Heqi" in text for _, text in office.printed)


def everything(office: Office) -> None:
    """Every kind of command, and every table over what they did."""
    run = office.begin()
    office("claim", run, "1", "--by", "o_ani")
    office("release", run, "Gaqo", "--by", "o_ani")
    office("delegate", run, "1. Gaqo", "--by", "o_ani", "--to", "o_cik", "--note", "Voqa")
    office("worklist", "--person", "o_cik")
    office("complete", run, "1", "--by", "o_cik")
    office("annotate", run, "2", "--by", "o_ben", "--note", "Qui")
    office("extend", run, "2", "--by", "o_ben", "--note", "Qui", "--length", "1 jam")
    office("extend", run, "--by", "o_ben", "--note", "Qui", "--length", "1 jam")
    office("complete", run, "2", "--by", "o_cik", code=1)
    office("complete", run, "1", "--by", "o_ani", code=1)
    office("complete", run, "2", "--by", "o_ben", "--outcome", "T", code=1)
    office("complete", run, "2", "--by", "o_ben", "--outcome", "T", "--to", "3", "--note", "Qui")
    office("undo", run, "--by", "o_ben", "--note", "Qui")
    office("worklist", "--person", "o_ben")
    office("worklist", "--actor", "p_b")
    office("worklist", "--unit", "u_a")
    office("instances")
    office("complete", run, "2", "--by", "o_ben", "--outcome", "N", "--note", "Qui")
    office("complete", run, "1", "--by", "o_ani")
    office("complete", run, "2", "--by", "o_ben", "--outcome", "Y")
    office("complete", run, "3", "--by", "o_ani", code=1)
    office("complete", run, "3", "--by", "o_ani", "--choose", "p_d=p_c")
    office("skip", run, "4", "--by", "o_ani", "--note", "Qui")
    office("sign-off", run, "5", "--by", "o_ben")
    office("withdraw", run, "5", "--by", "o_ben", "--note", "Qui")
    office("sign-off", run, "5", "--by", "o_ben")
    office("sign-off", run, "5", "--by", "o_ben", code=1)
    office("suspend", run, "--by", "o_ben")
    office("complete", run, "5", "--by", "o_cik", code=1)
    office("resume", run, "--by", "o_ben")
    office("complete", run, "5", "--by", "o_cik")
    office("complete", run, "Noqi", "--by", "o_cik", code=1)
    office("receive", run, "d_x", "--by", "o_ani")
    office("reassign", run, "7", "--by", "o_ani", "--to", "o_ani")
    office("history", run)
    late = office.begin("--acted-at", (datetime.now(UTC) - timedelta(days=1)).isoformat())
    office(
        "complete", late, "1", "--by", "o_ani", "--acted-at", (datetime.now(UTC) - timedelta(hours=20)).isoformat()
    )
    office("worklist", "--overdue")
    office("advance")
    office("history", late)
    office("worklist", "--person", "o_cik")
    office("migrate", "dua.yaml", "--by", "o_ani", "--dry-run", code=None)
    office("migrate", "dua.yaml", "--by", "o_ani", "--map", "r_pilih=r_pilihan", code=None)
    office("history", late)
    office("cancel", late, "--by", "o_ben")
    office("instances")
    office("report")
    office("audit")
    office("subscribers", code=None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kantor")
    (folder / "satu.yaml").write_text(SOP, "utf-8")
    (folder / "dua.yaml").write_text(NEXT, "utf-8")
    (folder / "kota.directory.yaml").write_text(DIRECTORY, "utf-8")
    return folder


@pytest.fixture(params=["id", "en"])
def office(request, folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOPFLOW_DIRECTORY", "kota.directory.yaml")
    (folder / "proses.db").unlink(missing_ok=True)
    return Office(capsys, request.param)


def test_the_id_of_an_instance_stands_on_one_line_to_be_copied(office):
    run = office.begin("--subject", "Qaro " * 30)
    for words in (("worklist", "--person", "o_ani"), ("instances",)):
        assert run in office(*words)


def test_no_id_no_word_of_the_other_language_and_no_value_of_python(office):
    everything(office)
    for words in (("run", "satu.yaml", "--auto"), ("show", "satu.yaml")):
        main([*words, "--lang", office.language])
        office.printed.append((words[0], TO_TYPE.sub("", office.capsys.readouterr().out)))
    foreign = only()[office.language == "id"]
    faults = []
    for command, text in office.printed:
        for what, found in (
            ("id", ID.findall(text)), ("python", PYTHON.findall(text)), ("path", PATH.findall(text)),
            ("time", ISO.findall(text)), ("count", COUNT.findall(text)), ("word", sorted(words_of(text) & foreign)),
        ):  # fmt: skip
            if found:
                faults.append((command, what, found, text))
    assert not faults, "\n\n".join(f"{command}: {what} {found}\n{text}" for command, what, found, text in faults)
