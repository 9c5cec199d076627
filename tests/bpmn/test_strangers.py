"""Diagrams of other tools: what they say becomes rows, what has no counterpart is named with its place, and no file can do harm."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sopflow
from sopflow.bpmn import without
from sopflow.bpmn.exporting import export_bpmn
from sopflow.bpmn.graph import MAX_NODES
from sopflow.bpmn.importing import import_bpmn
from sopflow.bpmn.problems import NoSuchProcess, UnreadableBpmn
from sopflow.bpmn.source import MAX_BYTES, MAX_DEPTH
from sopflow.definition.loading import check_bytes
from tests.share import share

from .test_coming_back import leads, text_of

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:x">'


def diagram(elements, *, lanes="", before="", after=""):
    return f'{HEAD}{before}<process id="P_1" name="Surat masuk">{lanes}{elements}</process>{after}</definitions>'.encode()


def flows(*pairs):
    return "".join(
        f'<sequenceFlow id="f{at}" sourceRef="{a}" targetRef="{b}"{" name=" + chr(34) + name[0] + chr(34) if name else ""}/>'
        for at, (a, b, *name) in enumerate(pairs)
    )


def read(elements, **around):
    made = import_bpmn(diagram(elements, **around))
    return sopflow.loads(made.text), made


def ways(definition, name):
    return {answer: leads(targets) for answer, targets in definition.step(name).ways}


START = '<startEvent id="mulai"/>'
TASKS = "".join(f'<userTask id="{name}" name="Kerja {name}"/>' for name in "abcd")


def test_a_gateway_behind_a_task_is_its_decision():
    gateway = '<exclusiveGateway id="G" name="Lengkap?"/>'
    definition, made = read(
        START + TASKS + gateway + '<endEvent id="E" name="Ditolak"/>'
        + flows(("mulai", "a"), ("a", "G"), ("G", "b", "ya"), ("G", "E", "tidak"), ("b", "c"), ("c", "d"))
    )  # fmt: skip
    assert [step.id for step in definition.steps] == ["a", "b", "c", "d"]
    assert definition.step("a").question == "Lengkap?"
    assert ways(definition, "a") == {"ya": {"b"}, "tidak": {("ditolak", False)}}
    assert made.unread == ()


def test_what_starts_together_and_is_waited_for_becomes_next_and_join():
    gateways = '<parallelGateway id="S"/><parallelGateway id="J"/>'
    definition, made = read(
        START + TASKS + gateways
        + flows(("mulai", "a"), ("a", "S"), ("S", "b"), ("S", "c"), ("b", "J"), ("c", "J"), ("J", "d"))
    )  # fmt: skip
    assert ways(definition, "a") == {"done": {"b", "c"}}
    assert set(definition.step("d").join) == {"b", "c"}
    assert len(definition.steps) == 4
    assert made.unread == ()


def test_a_diagram_that_is_not_in_blocks_keeps_its_gateways_as_rows():
    """Two joins before one task: no `join` of one row says that."""
    gateways = (
        '<parallelGateway id="S"/><parallelGateway id="J"/><exclusiveGateway id="M"/><parallelGateway id="J2"/>'
    )
    definition, _ = read(
        START + TASKS + '<userTask id="e" name="Kerja e"/>' + gateways
        + flows(
            ("mulai", "S"), ("S", "a"), ("S", "b"), ("S", "c"), ("S", "d"), ("a", "J"), ("b", "J"), ("c", "J2"), ("d", "J2"),
            ("J", "M"), ("J2", "M"), ("M", "e"),
        )
    )  # fmt: skip
    passing = [step for step in definition.steps if step.terminator]
    assert {frozenset(step.join) for step in definition.steps if step.join} == {frozenset("ab"), frozenset("cd")}
    assert len(passing) == 2  # the split at the start, and one of the joins


def test_lanes_are_actors_and_without_one_nobody_is_invented():
    lanes = '<laneSet id="L"><lane id="L1" name="Kasi Umum"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
    definition, _ = read(START + TASKS + flows(("mulai", "a"), ("a", "b"), ("b", "c"), ("c", "d")), lanes=lanes)
    assert definition.actors["kasi_umum"].title == "Kasi Umum"
    assert definition.step("a").actors == ("kasi_umum",)
    assert str(definition.step("b").actors) == "unknown"


def test_timers_and_messages_are_waits():
    waits = (
        '<intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>P7D</timeDuration></timerEventDefinition>'
        '</intermediateCatchEvent><receiveTask id="m" messageRef="M1"/><boundaryEvent id="B" attachedToRef="m">'
        "<timerEventDefinition><timeDuration>PT2H</timeDuration></timerEventDefinition></boundaryEvent>"
    )
    definition, _ = read(
        START
        + TASKS
        + waits
        + flows(("mulai", "a"), ("a", "t"), ("t", "m"), ("m", "b"), ("B", "c"), ("b", "d"), ("c", "d")),
        before='<message id="M1" name="Surat balasan"/>',
    )
    assert str(definition.step("t").wait.lasts) == "7 hari kalender"
    wait = definition.step("m").wait
    assert (str(wait.until), str(wait.lasts)) == ("Surat balasan", "2 jam")
    assert ways(definition, "m") == {"done": {"b"}, "late": {"c"}}


def test_a_sub_process_goes_on_where_it_ends():
    sub = (
        '<subProcess id="S" name="Memeriksa"><startEvent id="s1"/><userTask id="x" name="Kerja x"/><endEvent id="s2"/>'
        '<sequenceFlow id="i1" sourceRef="s1" targetRef="x"/><sequenceFlow id="i2" sourceRef="x" targetRef="s2"/></subProcess>'
    )
    definition, made = read(
        START + TASKS + sub + flows(("mulai", "a"), ("a", "S"), ("S", "b"), ("b", "c"), ("c", "d"))
    )
    assert ways(definition, "a") == {"done": {"x"}}
    assert ways(definition, "x") == {"done": {"b"}}
    assert made.unread == ()


WITHOUT = {
    "a script": ('<scriptTask id="x" name="Hitung"><script>total = 1</script></scriptTask>', "scriptTask"),
    "a service": ('<serviceTask id="x" name="Kirim"/>', "serviceTask"),
    "a business rule": ('<businessRuleTask id="x" name="Nilai"/>', "businessRuleTask"),
    "a message that is sent": ('<sendTask id="x" name="Kirim"/>', "sendTask"),
    "compensation": ('<intermediateThrowEvent id="x" name="Batal"><compensateEventDefinition/></intermediateThrowEvent>', "intermediateThrowEvent"),
    "many times": ('<userTask id="x" name="Tiap"><multiInstanceLoopCharacteristics/></userTask>', "userTask"),
    "until it is right": ('<userTask id="x" name="Ulang"><standardLoopCharacteristics/></userTask>', "userTask"),
    "a date": ('<intermediateCatchEvent id="x" name="Nanti"><timerEventDefinition><timeDate>2026-01-01</timeDate></timerEventDefinition></intermediateCatchEvent>', "intermediateCatchEvent"),
    "a condition that is awaited": ('<intermediateCatchEvent id="x" name="Bila"><conditionalEventDefinition/></intermediateCatchEvent>', "intermediateCatchEvent"),
    "an error on a border": ('<userTask id="x" name="Kerja"/><boundaryEvent id="y" name="Galat" attachedToRef="x"><errorEventDefinition/></boundaryEvent>', "boundaryEvent"),
    "a call of nothing": ('<callActivity id="x" name="Panggil"/>', "callActivity"),
    "a note in the drawing": ('<userTask id="x" name="Kerja"/><textAnnotation id="y" name="n"><text>Ingat ini</text></textAnnotation>', "textAnnotation"),
    "who may do it": ('<userTask id="x" name="Kerja"><potentialOwner id="y"/></userTask>', "potentialOwner"),
    "an event sub-process": ('<userTask id="x" name="Kerja"/><subProcess id="y" name="Bila" triggeredByEvent="true"><startEvent id="z"/></subProcess>', "subProcess"),
    "a choreography": ('<userTask id="x" name="Kerja"/><choreographyTask id="y" name="Bersama"/>', "choreographyTask"),
    "what a tool added": ('<userTask id="x" name="Kerja"><extensionElements><q xmlns="urn:q"/></extensionElements></userTask>', "process"),
}  # fmt: skip


@pytest.mark.parametrize("elements", WITHOUT.values(), ids=WITHOUT.keys())
def test_what_has_no_counterpart_is_named_with_its_place(elements):
    xml, kind = elements
    text = diagram(
        f"\n\n{START}{TASKS}{xml}" + flows(("mulai", "a"), ("a", "x"), ("x", "b"), ("b", "c"), ("c", "d"))
    )
    made = import_bpmn(text)
    one = next(one for one in made.unread if one.kind == kind)
    assert one.line == (1 if kind == "process" else 3)
    assert one.words.id.startswith(f"baris {one.line}, ")
    assert one.why.id in " ".join(made.text.replace('\\"', '"').split())
    assert sopflow.loads(made.text).step("x") is not None


OBJECTS = (
    '<dataObject id="D1" name="Berkas"/><dataObjectReference id="R1" dataObjectRef="D1"/>'
    '<dataObjectReference id="R2" name="Berkas" dataObjectRef="D1"><dataState name="disetujui"/></dataObjectReference>'
    '<dataStoreReference id="S1" name="Buku agenda"/>'
)
CONNECTED = {
    "a data association": ('<task id="x"><dataInputAssociation><sourceRef>R1</sourceRef></dataInputAssociation></task>', "", ["Berkas"], []),
    "a data object in a state": ('<task id="x"><dataOutputAssociation><targetRef>R2</targetRef></dataOutputAssociation></task>', "", [], ["Berkas (disetujui)"]),
    "a data store": ('<task id="x"><dataInputAssociation><sourceRef>S1</sourceRef></dataInputAssociation></task>', "", ["Buku agenda"], []),
    "what the process gets": (
        ('<ioSpecification><dataInput id="I1" name="Permohonan"/></ioSpecification>'
        '<task id="x"><dataInputAssociation><sourceRef>I1</sourceRef></dataInputAssociation></task>'), "", ["Permohonan"], [],
    ),
    "a line to a task": ('<task id="x"/>', '<association id="L" sourceRef="R1" targetRef="x"/>', ["Berkas"], []),
    "a line from a task": ('<task id="x"/>', '<association id="L" sourceRef="x" targetRef="R1"/>', [], ["Berkas"]),
    "a line both ways": ('<task id="x"/>', '<association id="L" associationDirection="Both" sourceRef="x" targetRef="S1"/>', ["Buku agenda"], ["Buku agenda"]),
    "a line to an arrow": ('<task id="x"/>', '<association id="L" sourceRef="R1" targetRef="f1"/>', ["Berkas"], []),
}  # fmt: skip


@pytest.mark.parametrize("way", CONNECTED.values(), ids=CONNECTED.keys())
def test_data_objects_are_what_rows_need_and_make(way):
    task, line, needs, makes = way
    definition, _ = read(
        START
        + TASKS
        + task
        + OBJECTS
        + flows(("mulai", "a"), ("a", "x"), ("x", "b"), ("b", "c"), ("c", "d"))
        + line
    )
    titles = {id: one.title for id, one in definition.documents.items()}
    step = definition.step("x")
    assert [titles[one.document] for one in step.inputs] == needs
    assert [titles[one] for one in step.outputs] == makes
    if 'targetRef="f1"' in line:
        assert [titles[one] for one in definition.step("a").outputs] == needs


LOOSE = {
    "connected to nothing": ("", "dataObjectReference", without.UNUSED),
    "without a name": (
        '<dataObjectReference id="N"/><task id="y"><dataInputAssociation id="L"><sourceRef>N</sourceRef></dataInputAssociation></task>',
        "dataObjectReference", without.NAMELESS,
    ),
    "at a gateway": ('<association id="L" sourceRef="R1" targetRef="G"/>', "association", without.NOT_AT_A_STEP),
    "at an end": (
        '<endEvent id="E"><dataInputAssociation id="L"><sourceRef>R1</sourceRef></dataInputAssociation></endEvent>',
        "dataInputAssociation", without.NOT_AT_A_STEP,
    ),
    "at a sub-process": (
        '<subProcess id="S"><task id="z"/><dataOutputAssociation id="L"><targetRef>R1</targetRef></dataOutputAssociation></subProcess>',
        "dataOutputAssociation", without.NOT_AT_A_STEP,
    ),
    "taken by an expression": (
        '<task id="y"><dataInputAssociation id="L"><targetRef>q</targetRef><assignment><from>1</from></assignment></dataInputAssociation></task>',
        "dataInputAssociation", without.DATA_EXPRESSION,
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", LOOSE.values(), ids=LOOSE.keys())
def test_a_data_object_that_is_at_no_row_is_named(way):
    xml, kind, why = way
    gateway = '<exclusiveGateway id="G"/>'
    made = import_bpmn(
        diagram(
            START + TASKS + OBJECTS + gateway + xml
            + flows(("mulai", "a"), ("a", "G"), ("G", "b", "ya"), ("G", "c", "tidak"), ("b", "d"), ("c", "d"))
        )
    )  # fmt: skip
    said = [one for one in made.unread if one.kind == kind]
    assert any(one.why.id.split('"')[-1] == why.id.split('"')[-1] for one in said)
    assert why.en.split('"')[-1] in " ".join(one.words.en for one in said)
    assert sopflow.loads(made.text).steps


@pytest.mark.parametrize("name", ["end", "null", "true", "unknown", "started", "surat", "Surat"])
def test_a_data_object_may_be_named_as_a_word_of_the_format(name):
    definition, _ = read(
        '<startEvent id="a"/><userTask id="t" name="Satu"><dataInputAssociation id="i"><sourceRef>r</sourceRef>'
        '</dataInputAssociation></userTask><endEvent id="z"/><dataObject id="o"/>'
        f'<dataObjectReference id="r" name="{name}" dataObjectRef="o"/>' + flows(("a", "t"), ("t", "z"))
    )
    (document,) = definition.documents.values()
    assert document.title.casefold() == name.casefold()


def test_the_texts_of_scripts_and_conditions_stay():
    condition = '<sequenceFlow id="c1" sourceRef="G" targetRef="b"><conditionExpression>${total &gt; 5}</conditionExpression></sequenceFlow>'
    definition, _ = read(
        START + TASKS + '<scriptTask id="x" name="Hitung"><script>total = 9</script></scriptTask><exclusiveGateway id="G"/>'
        + flows(("mulai", "x"), ("x", "G"), ("G", "a", "lain"), ("a", "b"), ("b", "c"), ("c", "d")) + condition
    )  # fmt: skip
    said = [note.text for note in definition.step("x").source]
    assert "total = 9" in said
    assert any("${total > 5}" in str(text) for text in said)


def test_a_process_is_chosen_by_its_number():
    two = diagram(START + TASKS, after='<process id="P_2" name="Lain"><userTask id="z" name="Z"/></process>')
    assert import_bpmn(two, sop=2).titles == ("Surat masuk", "Lain")
    with pytest.raises(NoSuchProcess):
        import_bpmn(two, sop=3)


BOMB = b"<!DOCTYPE d [" + b'<!ENTITY a0 "x">' + b"".join(
    f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};">'.encode() for n in range(1, 30)
) + b"]><d>&a29;</d>"  # fmt: skip
BAD = {
    "entities that multiply": BOMB,
    "a file of the machine": b'<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]><d>&f;</d>',
    "a doctype in UTF-16": '<!DOCTYPE d SYSTEM "http://localhost/x.dtd"><d/>'.encode("utf-16"),
    "nothing": b"",
    "half a file": diagram(START)[:-20],
    "other XML": b"<html/>",
    "no process": f"{HEAD}</definitions>".encode(),
    "elements nested too deeply": diagram("<subProcess>" * (MAX_DEPTH + 5) + "</subProcess>" * (MAX_DEPTH + 5)),
    "too large": b" " * (MAX_BYTES + 1),
    "a flow to nowhere": diagram(START + flows(("mulai", "x"))),
    "two of one id": diagram(START + '<task id="a"/><task id="a"/>'),
    "more elements than an SOP has": diagram("".join(f'<task id="t{n}"/>' for n in range(MAX_NODES + 1))),
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD.keys())
def test_a_file_that_is_no_process_is_refused(data):
    with pytest.raises(UnreadableBpmn) as refused:
        import_bpmn(data)
    assert refused.value.message("id")


def test_a_name_of_a_file_is_never_opened(tmp_path):
    secret = tmp_path / "rahasia.txt"
    secret.write_text("sangat rahasia")
    text = f'<!DOCTYPE d [<!ENTITY f SYSTEM "{secret.as_uri()}">]>'.encode() + diagram(
        START + '<task id="a" name="x">&f;</task>'
    )
    with pytest.raises(UnreadableBpmn):
        import_bpmn(text)


@given(st.data())
@settings(max_examples=share(300), deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_cut_or_swapped_in_a_file_is_read_or_refused(data):
    text = text_of("rekomendasi-izin-keramaian")
    content = bytearray(export_bpmn(sopflow.loads(text), text).content)
    for _ in range(data.draw(st.integers(1, 4))):
        at, length = data.draw(st.integers(0, len(content) - 1)), data.draw(st.integers(0, 60))
        content[at : at + length] = data.draw(
            st.sampled_from([b"", b"<", b"periksa", b"_Merge", b'"', b"endEvent", bytes(content[:40])])
        )
    try:
        made = import_bpmn(bytes(content))
    except UnreadableBpmn:
        return
    assert check_bytes(made.text.encode(), "x").findings is not None


def test_the_largest_diagram_is_read_and_a_larger_one_refused():
    names = [f"g{n}" for n in range(MAX_NODES - 1)]
    behind = list(zip(names, names[1:], strict=False))
    elements = "".join(f'<task id="{name}"/>' for name in names)
    assert import_bpmn(diagram(START + elements + flows(("mulai", "g0"), *behind))).rows == len(names)
    every = [(a, b) for a in names[:65] for b in names[:65]]
    with pytest.raises(UnreadableBpmn):
        import_bpmn(diagram(START + elements + flows(("mulai", "g0"), *every)))
