"""What a refusal offers, on every surface, is taken there: examples and limits, of random fields of every type."""

from __future__ import annotations

import json
import random
import re

import pytest
from starlette.testclient import TestClient

import sopflow
from sopflow.cli import main
from sopflow.errors import FieldsRefused
from sopflow.scenarios.rehearsal import Failed, Rehearsal
from sopflow.service import service
from sopflow.studio.app import studio_app
from sopflow.studio.folder import Folder
from tests.scenarios.subject import read

LANGUAGES = ("id", "en")
NOT_ONE = {"text": "@" * 1_001, "list": "Jl. A"}
"""What is none of a type; of all others `???`."""
PAGE = "127.0.0.1:9999"


def limits(chance, low, high, said):
    """None, one or two limits, as a file has them."""
    one, other = sorted((chance.randint(low, high), chance.randint(low, high)))
    return dict(
        chance.choice(
            [(), (("min", said(one)),), (("max", said(other)),), (("min", said(one)), ("max", said(other)))]
        )
    )


def field(chance, kinds):
    kind = chance.choice(kinds)
    choices = {name: name.title() for name in ("barang", "jasa", "lain")[: chance.randint(1, 3)]}
    if kind in ("one_of", "some_of"):
        return {kind: choices}
    if kind == "list":
        columns = {f"c{n}": {"title": f"C{n}", **field(chance, KINDS[:-1])} for n in range(chance.randint(1, 4))}
        columns["c0"].pop("optional", None)
        return {
            "list": columns,
            **({"key": "c0"} if "type" in columns["c0"] and columns["c0"]["type"] == "text" else {}),
        }
    own = {"type": kind, **({"optional": True} if chance.random() < 0.2 else {})}
    if kind == "text":
        return own | chance.choice([{}, {"max_length": 1}, {"pattern": "[A-Z]{2}[0-9]{3}"}])
    if kind in ("number", "whole", "money"):
        scale = {"scale": 2} if kind == "money" and chance.random() < 0.3 else {}
        thousandth = kind == "number" and chance.random() < 0.5
        said = (lambda n: f"{n // 1000},{n % 1000:03}0") if thousandth else (lambda n: f"{n:_}")
        return own | scale | limits(chance, 0, chance.choice((9, 5_000, 90_000_000)), said)
    if kind == "date":
        return own | limits(chance, 1990, 2040, lambda n: f"{n}-02-03")
    return own | (limits(chance, 0, 23, lambda n: f"{n:02}:30") if kind == "time" else {})


KINDS = ["text", "number", "whole", "money", "date", "time", "yes_no", "one_of", "some_of", "list"]


def procedure(seed):
    """An SOP whose first row asks for a field of every type, and some more."""
    chance = random.Random(seed)
    each = [[kind] for kind in KINDS] + [["money"], ["number"], ["list"]]
    fields = {f"f{n}": {"title": f"F{n}", **field(chance, kinds)} for n, kinds in enumerate(each)}
    return json.dumps({
        "sopflow": 1, "id": "uji", "title": "Uji", "actors": {"a": "A"}, "fields": fields,
        "steps": [{"id": "isi", "activity": "Mengisi", "actor": "a", "fills": list(fields)}, {"id": "arsip", "activity": "Mengarsipkan", "actor": "a"}],
    })  # fmt: skip


class Python:
    def __init__(self, folder, language):
        self.language, self.engine = language, sopflow.Engine()
        self.engine.register(sopflow.load(folder / "uji.yaml"))
        self.read = json.loads

    def give(self, values):
        case = self.engine.start("uji", "a").id
        try:
            self.engine.complete(case, "isi", "a", fields=values)
        except FieldsRefused as refused:
            return refused.message(self.language)
        return None


class Http(Python):
    def __init__(self, folder, language):
        super().__init__(folder, language)
        app = service(self.engine, open_to_this_machine=True)
        self.client = TestClient(app, base_url="http://localhost", client=("127.0.0.1", 50000))

    def give(self, values):
        case = self.engine.start("uji", "a").id
        body = {"by": "a", "step": "isi", "fields": values}
        answer = self.client.post(
            f"/instances/{case}/complete", json=body, headers={"accept-language": self.language}
        )
        return None if answer.status_code == 200 else answer.json()["detail"]


class Terminal:
    """As `--data FIELD=TEXT`."""

    def __init__(self, folder, language, capsys):
        self.folder, self.language, self.capsys, self.read = folder, language, capsys, str

    def give(self, values):
        given = [part for name, text in values.items() for part in ("--data", f"{name}={text}")]
        code = main(["run", str(self.folder / "uji.yaml"), "--auto", "--lang", self.language, *given])
        told = self.capsys.readouterr().err
        return None if code == 0 else told


class Scenario:
    def __init__(self, folder, language):
        self.sop, self.language = sopflow.load(folder / "uji.yaml"), language
        self.read = lambda text: json.loads(text) if text.startswith("[") else text

    def give(self, values):
        steps = [{"a": "isi", "fields": values}]
        text = json.dumps({"sopflow": 1, "sop": "uji", "scenarios": [{"name": "uji", "steps": steps}]})
        (scenario,) = read(text, self.sop)
        rehearsal = Rehearsal([sopflow.Flow(self.sop)])
        try:
            for act in scenario.acts:
                rehearsal.perform(act)
        except Failed as failed:
            return failed.why.within(self.language)
        return None


class Page(Scenario):
    def __init__(self, folder, language):
        super().__init__(folder, language)
        app = studio_app(Folder(folder), token="kunci", hosts=frozenset({PAGE}))
        self.client = TestClient(app, base_url=f"http://{PAGE}", client=("127.0.0.1", 50000))
        self.client.cookies.set("sopflow-9999", "kunci")
        self.text = (folder / "uji.yaml").read_text("utf-8")

    def give(self, values):
        body = {"path": "uji.yaml", "text": self.text, "lang": self.language}
        first = self.client.post("/api/walk", json={**body, "acts": []}).json()
        (item,) = first["items"]
        act = {"instance": item["view"]["instance"], "step": "isi", "visit": 1, "fields": values}
        answer = self.client.post("/api/walk", json={**body, "acts": [act]}).json()
        beside = "".join(one["text"] for one in answer["problems"])
        assert all(example in beside for example in re.findall(r"Rp[0-9.,]+", answer["refused"] or ""))
        return answer["refused"]


def offered(message):
    """The texts that a message offers or names as limits, by fields."""
    parts = re.split(r'"F\d+" \((f\d+)\)', message)
    return {name: [*texts(told)] for name, told in zip(parts[1::2], parts[2::2], strict=True)}


def texts(told):
    if "true or false" in told or "true atau false" in told:
        yield from ("true", "false")
    elif found := re.search(r"(yes|ya) (?:or|atau) (no|tidak)", told):
        yield from found.groups()
    elif found := re.search(r"(?:such as|misalnya) (?=[\[\"])", told):
        yield json.dumps(json.JSONDecoder().raw_decode(told[found.end() :])[0], ensure_ascii=False)
    elif found := re.search(r"(?:such as|misalnya) (\S+)", told):
        yield found[1].rstrip(",;")
    elif found := re.search(r"(one of|salah satu dari) ([a-z, ]+)", told):
        yield from (f'"{one}"' for one in found[2].split(", "))
    elif found := re.search(r"(?:one or more of|satu atau beberapa dari) (\w+)", told):
        yield found[1]
    if "karakter" not in told and "character" not in told and "[{" not in told:
        border = (
            r"[0-9]{4}-[0-9-]{5}|[0-9]+ [A-Z]\w+ [0-9]{4}|[0-9]{2}[:.][0-9]{2}\b|(?:Rp)?[0-9][0-9._,]*[0-9]|[0-9]"
        )
        for form in ("dari ({b}) sampai ({b})", "from ({b}) to ({b})", "paling (?:sedikit|banyak|awal|akhir) ({b})(?! angka|[0-9])",
                     "at (?:least|most) ({b})", "({b}) at the (?:earliest|latest)"):  # fmt: skip
            for borders in re.findall(form.format(b=border), told):
                yield from borders if isinstance(borders, tuple) else (borders,)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("surface", [Python, Http, Terminal, Scenario, Page])
def test_what_a_refusal_offers_is_taken_by_the_surface_that_offers_it(surface, language, seed, tmp_path, capsys):
    (tmp_path / "uji.yaml").write_text(procedure(seed), "utf-8")
    fields = sopflow.load(tmp_path / "uji.yaml").fields
    there = surface(tmp_path, language, capsys) if surface is Terminal else surface(tmp_path, language)
    wrong = {name: NOT_ONE.get(one.type, "???") for name, one in fields.items()}
    told = offered(there.give(wrong))
    assert set(told) == set(fields)
    typed = {name: [quoted(fields[name], there, text) for text in said] for name, said in told.items()}
    bare = {name for name, said in typed.items() if not said}
    assert all(fields[name].type in ("text", "whole", "list") for name in bare)
    own = {name: quoted(fields[name], there, usual(fields[name])) for name in bare}
    for at in range(max(map(len, typed.values()))):
        values = {name: said[min(at, len(said) - 1)] for name, said in typed.items() if said}
        assert there.give({**own, **values}) is None, values


def quoted(field, there, text):
    """A text that is offered, as the surface takes it: to programs as JSON."""
    if isinstance(there, Python) and field.type in ("text", "date", "time") and not text.startswith('"'):
        return text
    return there.read(text.strip('"') if there.read is not json.loads else text)


def usual(field):
    """A value where nothing is offered, as text."""
    if field.type == "whole":
        return str(next(one for one in (field.min, field.max, 1) if one is not None))
    return "[]" if field.type == "list" else "AB123" if field.pattern else "x"
