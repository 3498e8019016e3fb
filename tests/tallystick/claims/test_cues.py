"""Patterns are held only against sentences with their cues: nothing is passed over by it."""

import pkgutil
import tomllib
from importlib import import_module
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.claims import find, relate, stream, tokens, vocabulary
from tallystick.claims.stream import Cued

MODULES = [import_module(each.name) for each in pkgutil.walk_packages(relate.__path__, f"{relate.__name__}.")]
CORPUS = Path(__file__).parent / "corpus"
PARTS = (
    "tuning",
    "held_out",
    "seen",
    "measured",
    "another_hand",
    "sixth_hand",
    "tenth_hand",
    "retold_first",
    "retold_tenth",
)
READ = [
    str(passage["text"])
    for part in PARTS
    for passage in tomllib.loads((CORPUS / f"{part}.toml").read_text(encoding="utf-8"))["passage"]
]


def _cued(value):
    if isinstance(value, Cued):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _cued(each)


PATTERNS = [each for module in MODULES for value in vars(module).values() for each in _cued(value)]


def _stream(text):
    words, cut = vocabulary.load(), tokens.cut(text)
    return stream.build(text, cut, find.found(text, cut, words), words)


def _missed(read):
    """Patterns that are found elsewhere, or elsewhere too, where all of the text is read."""
    for each in PATTERNS:
        everywhere = [match.span() for match in each.pattern.finditer(read.letters)]
        if [match.span() for match in read.matches(each)] != everywhere:
            yield each


def test_there_are_many_patterns_with_cues():
    assert len(PATTERNS) > 100


@pytest.mark.parametrize("step", range(8))
def test_what_is_found_beside_cues_is_all_that_is_found(step):
    for text in islice(READ, step, None, 8):
        assert list(_missed(_stream(text))) == [], text


@given(st.lists(st.sampled_from(READ), min_size=2, max_size=6), st.sampled_from(["\n\n", "\n", " ", ". ", ": "]))
def test_nor_is_anything_passed_over_where_passages_run_into_one_another(texts, between):
    assert list(_missed(_stream(between.join(texts)))) == []
