"""The grammar of amounts: one number or none, and never one of two."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopflow.fields import Field, Problem, amounts
from sopflow.language import in_written_words

AS_WRITTEN = {
    "id": re.compile(r"-?([0-9]{1,3}(\.[0-9]{3})*|[0-9]{1,3}(_[0-9]{3})*)(,[0-9]+)?"),
    "en": re.compile(r"-?([0-9]{1,3}(,[0-9]{3})*|[0-9]{1,3}(_[0-9]{3})*)(\.[0-9]+)?"),
}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("50 juta", "50000000"),
        ("50juta", "50000000"),
        ("1,5 miliar", "1500000000"),
        ("1.5 Miliar", "1500000000"),
        ("2 triliun", "2000000000000"),
        ("250 rb", "250000"),
        ("50_000_000", "50000000"),
        ("50_000,25", "50000.25"),
        ("Rp50.000.000", "50000000"),
        ("Rp 50.000.000,00", "50000000"),
        ("Rp. 1.500", "1500"),
        ("Rp50.000,-", "50000"),
        ("-Rp1.500", "-1500"),
        ("1.500.000,5", "1500000.5"),
        ("1,500,000.5", "1500000.5"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1500.250", "1500.25"),
        ("1,25", "1.25"),
        ("007", "7"),
        ("-3", "-3"),
    ],
)
def test_an_amount_is_one_number(text, number):
    assert amounts.parse(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1.500", ("1_500", "1,5")),
        ("1,500", ("1_500", "1,5")),
        ("12.345", ("12_345", "12,3450")),
        ("1.500 juta", ("1_500 juta", "1,5 juta")),
        ("-1.500 juta", ("-1_500 juta", "-1,5 juta")),
        ("Rp-1,500", ("-1_500", "-1,5")),
        ("Rp1,500", ("1_500", "1,5")),
    ],
)
def test_what_could_be_two_numbers_is_refused_with_both(text, readings):
    with pytest.raises(amounts.NotAnAmount) as refused:
        amounts.parse(text)
    assert refused.value.readings == readings
    one, other = (amounts.parse(reading) for reading in readings)
    assert one != other
    for offered in (refused.value.expected.id, refused.value.expected.en):
        first, _, rest = offered.replace(" or ", " atau ").partition(" atau ")
        assert [amounts.parse(first), amounts.parse(rest.partition(", ")[0])] == [one, other]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_forms_that_are_offered_are_read_and_are_of_the_readers_language(language):
    """In English a point parts decimals and commas group, in Indonesian the other way round."""
    million, half, *same = amounts.SHOWN.within(language).replace(" or ", ", ").replace(" atau ", ", ").split(", ")
    assert [amounts.parse(one) for one in (million, half, *same)] == [
        50_000_000,
        1_500_000_000,
        50_000_000,
        50_000_000,
    ]
    assert ("." in half, "," in half) == ((False, True) if language == "id" else (True, False))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4))
def test_a_limit_is_said_as_a_reader_of_each_language_writes_it_and_is_read_so(amount):
    """No English message has a decimal comma, also where the usual form could be two numbers."""
    field = Field("luas", "Luas", "number", min=amount)
    low = field.read(float(amount) - 1)
    assert isinstance(low, Problem)
    for language, least in (("id", "paling sedikit "), ("en", "at least ")):
        said = in_written_words(low.expected).within(language).rpartition(least)[2]
        assert amounts.parse(said) == amount
        assert AS_WRITTEN[language].fullmatch(said)


@pytest.mark.parametrize(
    "text",
    ["", "-", "Rp", "12 kg", "1__0", "1_0", "1_0000", "5.", ",5", "1.50.000", "1.500.00", "50,-", "--5", "٣", "1e9", "0x1f", "9" * 41,
     "Infinity", "1 000"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(amounts.NotAnAmount) as refused:
        amounts.parse(text)
    assert refused.value.readings == ()


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_what_is_written_for_people_reads_back_as_money(amount):
    """After `Rp` the Indonesian form is never two numbers, but where four decimals end in a zero."""
    text = amounts.written(amount)
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    try:
        assert amounts.parse(f"{sign}Rp{digits}") == amount
    except amounts.NotAnAmount as refused:
        assert len(digits.rpartition(",")[2]) == 3
        assert amount in [amounts.parse(reading) for reading in refused.readings]


@given(st.text("0123456789.,_-Rp jutamilr", max_size=16))
def test_no_text_is_two_things(text):
    """A text of digits and signs is read as taking out its signs of thousands would read, or refused."""
    try:
        amount = amounts.parse(text)
    except amounts.NotAnAmount:
        return
    assert amount.is_finite()
    assert any(char.isdigit() for char in text)
