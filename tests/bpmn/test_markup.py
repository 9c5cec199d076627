"""No text of an SOP becomes markup in a BPMN or DMN file: a parser of XML reads each back as it is."""

from __future__ import annotations

import json
from collections import Counter
from xml.etree import ElementTree

import pytest

import sopflow
from sopflow.bpmn.dialects import DIALECTS
from sopflow.bpmn.exporting import export_bpmn
from sopflow.bpmn.expressions import feel_text
from sopflow.dmn.exporting import export_dmn

PLAIN = ("Surat satu", "Surat dua", "Surat tiga", "Surat empat", "Surat lima")
EVIL = ("<a>1</a>", "b </b><c d='x'>", "\"' onload='x' &lt;", "]]> <!-- {{x}} ${y} &", 'e > f < "g" \'')


def with_texts(one, two, three, four, five):
    """An SOP with these texts wherever one may stand; it is decided by one field and another."""
    decided = {"f": {"at_most": {"field": "g"}}, "k": five}
    rows = [
        {"id": "p", "activity": one, "actor": "a", "question": two, "remarks": three, "inputs": [four], "fills": ["f", "g", "h", "k"],
         "branches": {"Y": {"to": "q", "label": five, "when": decided}, "N": {"end": "tolak", "otherwise": True}}},
        {"id": "q", "activity": two, "actor": "b", "inputs": [one], "outputs": [three, "s"], "duration": "2 hari",
         "on_late": [{"escalate": "a"}], "next": "u"},
        {"id": "u", "activity": five, "actor": ["a", "b"], "sign_off": "all", "next": "r"},
        {"id": "r", "activity": three, "wait": {"until": "t"}, "next": "v"},
        {"id": "v", "activity": four, "call": "anak", "for_each": "h", "next": {"end": "selesai", "hand_over": five}},
    ]  # fmt: skip
    fields = {
        "f": {"title": one, "type": "number"},
        "g": {"title": two, "type": "number"},
        "k": {"title": four},
        "h": {"title": three, "list": {"x": four}, "key": "x"},
    }
    return {
        "sopflow": 1, "id": "uji", "title": two, "actors": {"a": three, "b": four}, "fields": fields,
        "documents": {"s": five, "t": {"title": one + two, "external": True}}, "steps": rows,
    }  # fmt: skip


def bpmn(texts, dialect):
    whole = json.dumps(with_texts(*texts))
    return ElementTree.fromstring(export_bpmn(sopflow.loads(whole), "x", dialect=dialect).content)


def dmn(texts):
    return ElementTree.fromstring(export_dmn(sopflow.loads(json.dumps(with_texts(*texts)))))


def said(root):
    """Every text, and every attribute."""
    return [
        one for element in root.iter() for one in (element.text or "", *element.attrib.values()) if one.strip()
    ]


def shape(root):
    return Counter((element.tag, *sorted(element.attrib)) for element in root.iter())


@pytest.mark.parametrize("dialect", DIALECTS)
def test_in_bpmn(dialect):
    root, plain = bpmn(EVIL, dialect), bpmn(PLAIN, dialect)
    assert shape(root) == shape(plain)
    read = Counter(said(plain))
    for evil, one in zip(EVIL, PLAIN, strict=True):
        assert said(root).count(evil) == read[one] > 0


def test_in_dmn():
    root, plain = dmn(EVIL), dmn(PLAIN)
    assert shape(root) == shape(plain)
    assert {"f <= g", feel_text(EVIL[4])} <= {*said(root)}
    for evil, one in zip(EVIL[:2], PLAIN, strict=False):
        assert said(root).count(evil) == said(plain).count(one) > 0
