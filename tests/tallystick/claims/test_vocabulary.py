"""The words are data: they can be extended, and a mistake in them is said at once."""

import tomllib

import pytest

from tallystick import claims
from tallystick.claims import Kind, VocabularyError, vocabulary


@pytest.fixture
def data():
    return tomllib.loads(vocabulary.ENGLISH.read_text(encoding="utf-8"))


def test_a_missing_list_is_named(data):
    del data["cues"]["fewer"]
    with pytest.raises(VocabularyError, match=r"cues\.fewer"):
        vocabulary.parsed(data)


@pytest.mark.parametrize(
    ("part", "name"), [("figures", "every"), ("lines", "runs_on"), ("rows", "gone"), ("relating", "told")]
)
def test_a_list_that_one_pattern_asks_for_is_named_as_any_other(data, part, name):
    del data[part][name]
    with pytest.raises(VocabularyError, match=rf"{part}\.{name}"):
        vocabulary.parsed(data)


def test_a_list_of_the_wrong_form_is_named(data):
    data["months"]["names"] = "january"
    with pytest.raises(VocabularyError, match=r"months\.names"):
        vocabulary.parsed(data)


def test_words_in_capitals_would_never_match_and_are_refused(data):
    data["cues"]["rise"].append("Ballooned")
    with pytest.raises(VocabularyError, match="lower case"):
        vocabulary.parsed(data)


def test_a_word_that_is_added_is_understood(data):
    text = "Costs ballooned from £40m to £30m."
    assert not claims.examine(text).findings
    data["cues"]["rise"].append("ballooned")
    found = claims.examine(text, words=vocabulary.parsed(data)).findings
    assert [each.kind for each in found] == [Kind.FROM_TO_DIRECTION]


def test_a_word_that_is_added_beside_figures_is_understood(data):
    text = "Nine pob ten pupils passed."
    assert [number.sort for number in claims.examine(text).numbers] == ["count", "count"]
    data["figures"]["within"].append("pob")
    assert [number.sort for number in claims.examine(text, words=vocabulary.parsed(data)).numbers] == ["rate"]


def test_a_label_that_is_added_says_that_a_row_takes_away(data):
    text = "Fund\t£m\nOpening balance\t31.2\nReceived\t2.4\nBorthwicked\t6.9\nClosing balance\t28.7\n"
    assert not [each for each in claims.examine(text).findings if each.verdict == "inconsistent"]
    data["rows"]["gone"].append("borthwicked")
    found = claims.examine(text, words=vocabulary.parsed(data)).findings
    assert [each.verdict for each in found] == ["inconsistent"]


def test_a_list_may_be_empty_and_then_says_nothing(data):
    for part in ("figures", "lines", "rows", "relating"):
        data[part] = {name: [] for name in data[part]}
    text = "Fund\t£m\nStart\t31.2\nReceived\t2.4\nClosing\t28.7\n\nIt cost £30m, more than six times the £5m. Twice as many, £60m, in 2 years."
    found = claims.examine(text, words=vocabulary.parsed(data)).findings
    assert [each for each in found if each.verdict == "inconsistent"] == []
