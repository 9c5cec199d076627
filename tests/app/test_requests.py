"""What is said with a command is read in one place: what is wrong with it is told by the field, as each shell names it."""

from __future__ import annotations

import pytest

from sopflow.app.misfits import _AT_LEAST, _AT_MOST
from sopflow.app.requests import InvalidRequest, arguments_of, read
from sopflow.cli import main
from sopflow.errors import NotAuthorized, NotRunning, SopflowError
from sopflow.flow.commands import COMMANDS
from sopflow.service.operations import OPERATIONS
from sopflow.studio.routes import (
    ROUTES,
    amending,
    drawing,
    exporting,
    files,
    importing,
    office,
    scenarios,
    versions,
    walking,
)

COMPLETE = COMMANDS["complete"]
KNOWN = {
    "type", "enum", "properties", "required", "additionalProperties", "items", "pattern", *_AT_LEAST, *_AT_MOST,
    "format", "default", "description",
}  # fmt: skip


def wrong(said, command=COMPLETE):
    with pytest.raises(InvalidRequest) as caught:
        read(said, command)
    return [(one.pointer, one.field, one.what.en) for one in caught.value.errors]


def test_each_field_is_told_by_its_place():
    assert wrong({}) == [("/by", "by", 'missing: "by"'), ("/step", "step", 'missing: "step"')]
    assert wrong({"by": "a", "step": "s", "visit": "1", "stepp": 1, "choose": {"a/b": 2}}) == [
        ("/visit", "visit", '"1" is not a whole number or null'),
        ("/stepp", "stepp", 'there is no "stepp" here; did you mean "step"?'),
        ("/choose/a~1b", "choose", "2 is not a text"),
    ]
    assert wrong({"by": "a", "step": "s", "acted_at": "kemarin"})[0][:2] == ("/acted_at", "acted_at")
    assert "outside the years" in wrong({"by": "a", "step": "s", "acted_at": "0002-01-01T00:00:00Z"})[0][2]


def test_a_document_that_is_named_twice_must_be_the_same():
    paper = {"document": "surat", "number": "1"}
    assert arguments_of({"documents": [paper, paper]}) == {"documents": {"surat": {"number": "1"}}}
    twice = {"by": "a", "step": "s", "documents": [paper, {"document": "surat", "number": "2"}]}
    assert wrong(twice) == [
        ("/documents/1", "documents", '"surat" is given twice, with different content; give it once')
    ]


def test_what_is_left_out_is_not_said_and_what_is_empty_is():
    said = {"by": "a", "step": "s", "data": {}, "note": "", "outcome": None}
    assert read(said, COMPLETE) == {"by": "a", "step": "s", "data": {}, "note": ""}
    assert read({"by": "a", "reason": "x"}, COMMANDS["extend"])["step"] is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--outcome", ""], "--outcome: a length of at least 1"),
        (["--visit", "0"], "--visit: at least 1"),
        (["--document", ""], "--document: a length of at least 1"),
        (["--choose", "a="], "--choose: a length of at least 1"),
        (["--outcome", "x" * 501, "--to", ""], "--outcome: a length of at most 500\n--to: a length of at least 1"),
        (["--by", "x" * 501], "--by: a length of at most 500"),
    ],
)
def test_the_terminal_names_the_option(words, told, capsys):
    by = [] if "--by" in words else ["--by", "a"]
    assert main(["complete", "p", "s", *by, *words, "--db", "/tidak/ada.db", "--lang", "en"]) == 2
    assert capsys.readouterr().err == told + "\n"


def test_a_schema_of_a_request_says_nothing_that_is_not_looked_at():
    def keywords(schema):
        for name, value in schema.items():
            yield name
            inner = value.values() if name == "properties" else [value]
            for one in inner:
                if isinstance(one, dict) and name not in ("default",):
                    yield from keywords(one)

    schemas = [one.body for one in OPERATIONS if one.body] + [
        p.schema for one in OPERATIONS for p in one.parameters
    ]
    assert {word for schema in schemas for word in keywords(schema)} <= KNOWN


def test_no_route_of_the_page_hides_another():
    kinds = (files, drawing, walking, scenarios, importing, exporting, office, versions, amending)
    assert len(ROUTES) == sum(len(kind.ROUTES) for kind in kinds)


def test_one_table_says_the_status_of_a_problem():
    from sopflow.app.statuses import RequestProblem, status_of

    assert status_of(NotAuthorized(by="a", act="b", who="c")) == 403
    assert status_of(NotRunning(status="suspended", commands=())) == 409
    assert status_of(InvalidRequest(())) == 422
    assert status_of(SopflowError(what="x")) == status_of(RequestProblem(what="x")) == 400
