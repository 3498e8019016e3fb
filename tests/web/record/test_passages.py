"""Words that were asked for, marked in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick_web.record import passages


@pytest.mark.parametrize(
    ("word", "asked", "same"),
    [("libraries", "library", True), ("Opening", "open", True), ("planned", "planning", True), ("recycling", "recyc", True),
     ("repair", "report", False), ("the", "there", False), ("another", "a", False), ("operations", "opening", False)],
)  # fmt: skip
def test_words_are_alike_when_they_differ_by_their_endings(word: str, asked: str, same: bool) -> None:
    assert passages.alike(word, asked) is same


def test_the_passage_around_the_first_word_is_shown() -> None:
    text = "word " * 60 + "The library opens late. " + "word " * 60
    found = passages.around(text, ["libraries"])
    assert (found[0][0], found[-1][0]) == ("… ", " …")
    assert ("library", True) in found and sum(len(piece) for piece, _ in found) < 360
    assert passages.around("Nothing of it here", ["xylophone"]) == (("Nothing of it here", False),)


@given(text=st.text(max_size=400), words=st.lists(st.text(min_size=1, max_size=9), max_size=4))
def test_the_pieces_together_are_the_text(text: str, words: list[str]) -> None:
    assert "".join(piece for piece, _ in passages.marked(text, words)) == text
    assert all(piece for piece, _ in passages.around(text, words))
