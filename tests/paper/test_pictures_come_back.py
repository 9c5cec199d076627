"""A picture that sopflow made, read without the definition that it carries, is that definition again, but for what a table
cannot say: a question apart from its activity, who nobody is, rows that only begin or end, what happens when a wait is over
or what it waits for, what an end does besides, answers whose targets the paper does not say, and a way from several symbols of a row back to them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import sopflow
from sopflow.definition.duration import Duration
from sopflow.definition.model import End, Ref, Unknown
from sopflow.paper.importing import import_table
from sopflow.paper.table import time_text
from sopflow.render import render
from sopflow.testing import definitions
from tests.render.office import converted
from tests.share import share

SHIPPED = sorted(
    path
    for path in Path(__file__).parents[2].joinpath("definitions").glob("*.yaml")
    if ".scenarios" not in path.name
)
SETTINGS = {"deadline": None, "derandomize": True, "suppress_health_check": list(HealthCheck)}


def rows_of(sop, documents):
    """What the table of a definition says of each row, with `None` where it cannot."""
    numbers = {step.id: at for at, step in enumerate(sop.steps, start=1)}
    return [
        {
            "number": step.number,
            "activity": " ".join(f"{step.activity} {'' if step.question in (None, step.activity) else step.question}".split()),
            "actors": who(sop, step),
            "sign_off": step.sign_off if len(who(sop, step) or ()) > 1 else None,
            "time": time_text(step) if isinstance(step.duration, Duration) or step.wait else None,
            "inputs": None if isinstance(step.inputs, Unknown) else documents(titles(sop, [one.document for one in step.inputs if not isinstance(one, Unknown) and one.when is None])),
            "outputs": None if isinstance(step.outputs, Unknown) else documents(titles(sop, [one for one in step.outputs if isinstance(one, Ref)])),
            "ways": ways(sop, step, numbers),
            "optional": step.optional,
        }
        for step in sop.steps
    ]  # fmt: skip


def who(sop, step):
    if isinstance(step.actors, Unknown) or step.wait or step.terminator or step.call or not step.actors:
        return None
    return {sop.actors[actor].title for actor in step.actors}


def titles(sop, documents):
    return sorted(sop.documents[document].title for document in documents)


def ways(sop, step, numbers):
    if any(isinstance(targets, Unknown) for _, targets in step.ways) or (step.wait and step.wait.late is not None):
        return None
    if len(who(sop, step) or ()) > 1 and any(step.id in targets for _, targets in step.ways):
        return None
    return {
        name: {target.name if isinstance(target, End) else numbers[target] for target in targets}
        for name, targets in step.ways
    }


def differences(sop, back, *, on_pages=False):
    """What came back otherwise. On a page the lines of a narrow cell do not say where a document ends, or a remark."""
    documents = words if on_pages else list
    before, after = rows_of(sop, documents), rows_of(back, documents)
    if len(before) != len(after):
        return [f"{len(after)} rows for {len(before)}"]
    return [
        f"row {at}, {key}: {was[key]} came back as {now[key]}"
        for at, (was, now) in enumerate(zip(before, after, strict=True), start=1)
        for key in was
        if was[key] is not None and now[key] != was[key] and not (on_pages and key in ("sign_off", "optional"))
    ]


def words(titles):
    return titles and sorted(word for title in titles for word in title.split())


def read_back(path):
    return sopflow.loads(import_table(path).text)


def drawn(sop, form, folder):
    path = Path(folder, f"sop.{form}")
    path.write_bytes(render(sop, form, language="id"))
    return path


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_word_document_of_a_shipped_definition_comes_back(path, tmp_path):
    sop = sopflow.load(path)
    assert differences(sop, read_back(drawn(sop, "docx", tmp_path))) == []


@settings(max_examples=share(50), **SETTINGS)
@given(definitions())
def test_any_word_document_comes_back(sop):
    with tempfile.TemporaryDirectory() as folder:
        assert differences(sop, read_back(drawn(sop, "docx", folder))) == []


@pytest.mark.long
@settings(max_examples=share(50), **SETTINGS)
@given(definitions())
def test_any_page_comes_back(sop):
    with tempfile.TemporaryDirectory() as folder:
        assert differences(sop, read_back(drawn(sop, "pdf", folder)), on_pages=True) == []


@pytest.mark.nightly
def test_what_libreoffice_prints_comes_back(tmp_path):
    sops = [sopflow.load(path) for path in SHIPPED]

    @settings(max_examples=share(500), phases=[Phase.generate], database=None, **SETTINGS)
    @given(definitions())
    def gather(sop):
        sops.append(sop)

    gather()
    files = []
    for at, sop in enumerate(sops):
        files.append(tmp_path / f"{at}.docx")
        files[-1].write_bytes(render(sop, "docx", language="id"))
    printed = [pdf for begin in range(0, len(files), 25) for pdf in converted(files[begin : begin + 25], tmp_path)]
    assert len(printed) == len(sops) > 100
    found = {
        at: differences(sop, read_back(pdf), on_pages=True)
        for at, (sop, pdf) in enumerate(zip(sops, printed, strict=True))
    }
    assert {at: some for at, some in found.items() if some} == {}
