"""Figures as people type them, and the ones that are refused rather than guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.documents import figures
from tallystick.documents.figures import Figure, FigureError
from tallystick.series import Marker, Missing


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12.3", "12.3", None),
        ("0", "0", None),
        ("-0.0", "0", None),
        ("-12.3", "-12.3", None),
        ("−12.3", "-12.3", None),
        ("+5", "5", None),
        (".5", "0.5", None),
        ("1,234", "1234", None),
        ("1 234", "1234", None),
        ("1\u00a0234\u202f567.8", "1234567.8", None),
        ("(1,234)", "-1234", None),
        ("(£5)", "-5", "£"),
        ("-£5", "-5", "£"),
        ("£-5", "-5", "£"),
        ("'-5", "-5", None),
        ("12.3%", "12.3", "%"),
        ("12.3 %", "12.3", "%"),
        ("12.3 per cent", "12.3", "%"),
        ("-5%", "-5", "%"),
        ("£1,234k", "1234000", "£"),
        ("£1.2m", "1200000", "£"),
        ("£1.5 million", "1500000", "£"),
        ("12k", "12000", None),
        ("2bn", "2000000000", None),
        ("48.1 per 1,000", "48.1", "per 1,000"),
        ("48.1 per 100,000", "48.1", "per 100,000"),
        ("12 days", "12", "days"),
        ("1E+03", "1000", None),
        ("1e-05", "0.00001", None),
        ("0.30000000000000004", "0.3", None),
        ("12.30", "12.30", None),
    ],
)
def test_reads_the_value_and_its_unit(text: str, value: str, unit: str | None) -> None:
    assert figures.parse(text) == Figure(Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("n/a", Missing.NOT_APPLICABLE),
        ("N/A", Missing.NOT_APPLICABLE),
        ("[z]", Missing.NOT_APPLICABLE),
        ("-", Missing.NOT_COLLECTED),
        ("–", Missing.NOT_COLLECTED),
        ("..", Missing.NOT_COLLECTED),
        (":", Missing.NOT_COLLECTED),
        ("[x]", Missing.NOT_COLLECTED),
        ("not collected", Missing.NOT_COLLECTED),
        ("tbc", Missing.NOT_DUE),
        ("Not due", Missing.NOT_DUE),
        ("not_due", Missing.NOT_DUE),
        ("late", Missing.LATE),
        ("[c]", Missing.SUPPRESSED),
        ("<5", Missing.SUPPRESSED),
        ("fewer than 5", Missing.SUPPRESSED),
        *((reason.value, reason) for reason in Missing),
    ],
)
def test_what_stands_for_a_value_says_why_there_is_none(text: str, missing: Missing) -> None:
    found = figures.parse(text)
    assert (found.value, found.missing) == (None, missing)


@pytest.mark.parametrize("text", ["", " ", "\t", "\u00a0"])
def test_a_blank_gives_neither_value_nor_reason(text: str) -> None:
    assert figures.parse(text) == Figure()


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("12.3 [p]", (Marker.PROVISIONAL,)),
        ("12.3[p][r]", (Marker.PROVISIONAL, Marker.REVISED)),
        ("12.3 [p] [r]", (Marker.PROVISIONAL, Marker.REVISED)),
        ("12.3p", (Marker.PROVISIONAL,)),
        ("12.3 (p)", (Marker.PROVISIONAL,)),
        ("12.3 provisional", (Marker.PROVISIONAL,)),
        ("12.3 (revised)", (Marker.REVISED,)),
        ("12.3 [e]", (Marker.ESTIMATED,)),
    ],
)
def test_reads_the_markers_after_a_value(text: str, markers: tuple[Marker, ...]) -> None:
    assert figures.parse(text) == Figure(Decimal("12.3"), markers=markers)


@pytest.mark.parametrize(
    ("text", "value"), [("~1,200", "1200"), ("c. 1,200", "1200"), ("about 12", "12"), ("circa 12", "12")]
)
def test_what_is_called_rough_is_kept_as_rough(text: str, value: str) -> None:
    assert figures.parse(text) == Figure(Decimal(value), approximate=True)


@pytest.mark.parametrize(("text", "value"), [("1 in 8", "12.5"), ("1 in 3", "33.333333"), ("1 out of 10", "10")])
def test_one_in_so_many_is_a_rough_percentage(text: str, value: str) -> None:
    assert figures.parse(text) == Figure(Decimal(value), "%", approximate=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [("12.3*", "12.3"), ("12%*", "12"), ("12†", "12"), ("1.2m", "1200000"), ("12.3 [c]", "12.3")],
)
def test_a_value_with_a_doubt_keeps_both(text: str, value: str) -> None:
    found = figures.parse(text)
    assert found.value == Decimal(value)
    assert text in found.doubt


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("#DIV/0!", "correct it in the spreadsheet"),
        ("#N/A", "correct it in the spreadsheet"),
        ("=A1*2", "write the value"),
        ("1.234,5", "1,234.5"),
        ("1.234.567", "1,234.5"),
        ("1,23", "1.2 or 1,200"),
        ("12,34,567", "1,234,567"),
        ("1e3", "write the number out"),
        ("NaN", "write the value"),
        ("inf", "write the value"),
        ("-Infinity", "write the value"),
        ("1234567890123456", "15 figures"),
        ("1.0e+16", "15 figures"),
        ("0.0000000000001", "smaller unit"),
        ("5-10", "two columns"),
        ("10 to 12", "two columns"),
        (">90%", "is a limit"),
        ("<50", "is a limit"),
        ("$5", "in pounds"),
        ("3/8", "numerator and denominator"),
        ("yes", "write a number"),
        ("[p]", "without a value"),
        ("12.3 [q]", "no marker that is known"),
        ("Sep-09", "is a date or a period"),
        ("2009-09-01", "is a date or a period"),
        ("1 in 0", "smaller number first"),
        ("9 in 8", "smaller number first"),
        ("(5", "no figure"),
        ("1 2 3", "no figure"),
        ("12 bananas", "no figure"),
        ("٣", "no figure"),
        ("see the comment " * 10, "is a sentence"),
    ],
)
def test_refuses_with_the_text_and_a_remedy(text: str, remedy: str) -> None:
    with pytest.raises(FigureError) as refused:
        figures.parse(text)
    assert remedy in str(refused.value)
    assert text[:20] in str(refused.value)


@given(st.text(max_size=100))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = figures.parse(text)
    except FigureError as refused:
        assert str(refused)
    else:
        assert found.value is None or found.missing is None
        assert found.value is None or found.value.is_finite()


@given(st.decimals(Decimal("-1e12"), Decimal("1e12"), allow_nan=False, places=3))
def test_a_number_survives_being_written_and_read(number: Decimal) -> None:
    for text in (f"{number:f}", f"{number:,f}", f"£{abs(number):,f}", f"{number:f}%"):
        found = figures.parse(text).value
        assert found == (abs(number) if "£" in text else number)
