"""No text becomes markup in charts, and on the pages of testers and of evaluations."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

import sopflow
from sopflow.cli import main
from sopflow.render.charts import Bar, Line, bars, columns, data_table
from sopflow.sql import SQLStore
from tests.render.test_formats import Reader

EVIL = ("<a>", "</b><c d='x'>", "\"' onload='x'", "]]> <!-- &lt;", "e & f")
PLAIN = ("Satu", "Dua", "Tiga", "Empat", "Lima")
CHARTS = (
    lambda one, two, three, four, five: bars(one, [Bar(two, (1, 2), three)], kinds=(four, five)),
    lambda one, two, three, four, five: columns(one, [1, 2], (two, three), 1, [Line(four, 0), Line(five, 2)]),
    lambda one, two, three, four, five: data_table(one, [two, three], [[four, five]], figures=1),
)


def said(root):
    return [text for element in root.iter() for text in (element.text or "", *element.attrib.values())]


@pytest.mark.parametrize("turn", range(len(EVIL)))
@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_says_its_texts_as_they_are(chart, turn):
    turned = [(*texts[turn:], *texts[:turn]) for texts in (EVIL, PLAIN)]
    root, plain = (ElementTree.fromstring(f"<div>{chart(*texts)}</div>") for texts in turned)
    shapes = [Counter((e.tag, *sorted(e.attrib)) for e in one.iter()) for one in (root, plain)]
    assert shapes[0] == shapes[1]
    for evil, one in zip(EVIL, PLAIN, strict=True):
        assert sum(evil in text for text in said(root)) == sum(one in text for text in said(plain)) > 0


def sop_of(title, activity):
    rows = [{"id": "p", "activity": activity, "actor": "a"}, {"id": "q", "activity": "Lagi", "actor": "a"}]
    return json.dumps({"sopflow": 1, "id": "uji", "title": title, "actors": {"a": activity}, "steps": rows})


def coverage_of(folder, title, activity):
    (folder / "uji.yaml").write_text(sop_of(title, activity), "utf-8")
    failing = {"name": title, "steps": [{"a": "p"}, {"a": "q"}], "expect": {"hand_over": activity}}
    scenarios = {"sopflow": 1, "sop": "uji", "scenarios": [failing]}
    (folder / "uji.scenarios.yaml").write_text(json.dumps(scenarios), "utf-8")
    main(["test", str(folder / "uji.yaml"), "--html", str(folder / "x.html")])


def evaluation_of(folder, title, activity):
    clock = sopflow.ManualClock(datetime(2024, 3, 12, 8, tzinfo=UTC))
    engine = sopflow.Engine(SQLStore(str(folder / "p.db")), clock=clock)
    engine.register(sopflow.loads(sop_of(title, activity)))
    run = engine.start("uji", "a").id
    clock.advance(timedelta(hours=1))
    engine.complete(run, "p", "a")
    main(["report", "--db", str(folder / "p.db"), "--html", str(folder / "x.html")])


@pytest.mark.parametrize("made", [coverage_of, evaluation_of])
def test_a_page_says_its_texts_as_they_are(made, tmp_path, capsys):
    pages = []
    for at, texts in enumerate(((EVIL[1], EVIL[0]), ("Surat dua", "Surat satu"))):
        folder = tmp_path / ("<u>", "u")[at]
        folder.mkdir()
        made(folder, *texts)
        pages.append(Reader((folder / "x.html").read_text("utf-8")))
        assert all(text in "".join(pages[-1].text) for text in texts)
    assert set(pages[0].names) == set(pages[1].names)
    assert pages[0].attributes == pages[1].attributes
