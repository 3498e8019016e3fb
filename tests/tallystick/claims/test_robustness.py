"""No text makes the reading fail or slow: people paste anything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growth import assert_time_grows_with_size, seconds
from tallystick import claims

WORDS = st.sampled_from(
    [
        "from",
        "to",
        "of",
        "out",
        "up",
        "down",
        "by",
        "5",
        "5%",
        "(5%)",
        "1,234",
        "£3m",
        "0",
        "0%",
        "£0",
        "-5%",
        "half",
        "third",
        "2009/10",
        "Q2",
        "a",
        "total",
        "of",
        "average",
        "rolling",
        "and",
        ",",
        ".",
        ";",
        ":",
        "(",
        ")",
        "\t",
        "|",
        "\n",
        "compared",
        "with",
        "above",
        "below",
        "per",
        "1,000",
        "1",
        "in",
        "8",
        "more",
        "fewer",
        "than",
        "which",
        "these",
        "remaining",
        "doubled",
        "twice",
        "99999999999999",
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join))
@settings(max_examples=150)
def test_any_order_of_words_and_figures_can_be_read(text):
    for finding in claims.examine(text).findings:
        assert text[finding.start : finding.end] == finding.text
        assert finding.working.endswith(".")


@given(st.text(max_size=200))
@settings(max_examples=150)
def test_any_text_can_be_read(text):
    examination = claims.examine(text)
    assert [number.start for number in examination.numbers] == sorted(number.start for number in examination.numbers)


@given(st.integers(1, 5000), st.integers(1, 5000))
@settings(max_examples=100)
def test_a_per_cent_rounded_as_usual_is_never_called_wrong(part, rest):
    whole = part + rest
    text = f"{part:,} of the {whole:,} cases ({part * 100 / whole:.1f}%) were closed."
    assert not [each for each in claims.examine(text).findings if each.verdict == "inconsistent"]


@given(st.integers(10, 9000), st.integers(10, 9000))
@settings(max_examples=100)
def test_a_change_rounded_as_usual_is_never_called_wrong(old, new):
    word = "rose" if new > old else "fell"
    text = f"Cases {word} from {old:,} to {new:,}, a change of {abs(new - old) * 100 / old:.1f}%."
    assert not [each for each in claims.examine(text).findings if each.verdict == "inconsistent"]


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "1,111",
        "1.",
        "(",
        "from 1 to ",
        "1 of the ",
        "5 (5%) ",
        "|1",
        "a\t1\t2\t3\n",
        "twenty ",
        "a total of 3: 1, 2, ",
        "higher than 5 and 6 ",
        "came second on 5, followed by 4, ",
    ],
)
def test_time_grows_with_length_and_not_faster(piece):
    assert_time_grows_with_size(lambda size: lambda: claims.examine(piece * (size // len(piece))), 1_000)


# More than the dearest of these takes on a busy machine, and a small part of what one repeat within another would.
MOST_A_CHARACTER = 0.001
LISTS = ["12, and, and, ", "12 and 12, ", "£1m, plus, and ", "| 12 | ", "12; 12 and; "]
MIXTURES = [
    "12%, and, and, ",
    "£3m, (5%), and ",
    "12, : - and 12 ",
    "12% and 12%, ",
    "12 (5%), and; ",
    "12\t12\n",
    "in 12, and 3 were ",
    "£1m - and: £2m; ",
    "12 plus and, 12 = ",
    "a total of 12, 12 and ",
    "of which 12, 12 (5%) and ",
    "5% (12), and, 7%; ",
    "of the 12 cases, 5% or 12, and ",
    "- 12, and\n",
    "| in the 12 ",
    "in in 12 in in ",
    "the 12 of in\n",
    "an average of 12, and, 12 and, ",
    "three, and 12, and ,,,, ",
    "more, and, than 12, 12 and ",
    "the remaining, and 12; 12, and, ",
]


@pytest.mark.parametrize(("piece", "times"), [*((each, 1000) for each in LISTS), *((each, 200) for each in MIXTURES)])
def test_a_list_that_never_ends_takes_little_time_a_character(piece, times):
    text = piece * times
    assert seconds(lambda: claims.examine(text)) < MOST_A_CHARACTER * len(text) + 1


@pytest.mark.parametrize("text", [":\n- " + " " * 20_000, ":\n- 12" + " \t" * 10_000 + "\n", ": \n" * 5_000])
def test_points_with_much_white_space_take_little_time(text):
    assert seconds(lambda: claims.examine(text)) < MOST_A_CHARACTER * len(text) / 10 + 1
