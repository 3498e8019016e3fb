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
