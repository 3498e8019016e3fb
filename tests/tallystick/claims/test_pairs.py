"""Which of two figures is the earlier, and which way it went: one sentence for each form that is read."""

import pytest

from tallystick.claims import find, stream, tokens, vocabulary
from tallystick.claims.relate import pairs, said

PAIRS = (
    "Offences rose to 4,199 from 3,935.",
    "There were 4,199 offences, up from 3,935.",
    "There were 4,199 offences, more than the 3,935 of 2008.",
    "There were 4,199 offences, up on last year's 3,935.",
    "There were 4,199 offences of every kind in the whole of the county and the city, down from 3,935.",
    "There were 4,199 offences (3,935 last year).",
    "There were 4,199 offences (2008: 3,935).",
    "There were 4,199 offences, a rise of 264 on 3,935.",
    "There were 4,199 offences, 264 more than the 3,935 of 2008.",
    "There were 3,935 last year and 4,199 this year.",
    "From 3,935, up by 264 to 4,199.",
    "Offences went from 3,935 to 4,199.",
    "There were 3,935 offences, and they rose by 264 to 4,199.",
    "There were 3,935, and in 2021/22 a rise took it to 4,199.",
    "There were 3,935 offences. It rose to 4,199.",
    "Last year there were 3,935; now there are 4,199.",
    "There were 4,199 offences in 2009 and 3,935 in 2008.",
    "Last year there were 3,935 offences, then 4,199.",
    "There were 4,199 offences; in 2008 there were 3,935.",
    "Compared with 3,935 there, we had 4,199.",
    "There were 4,199 offences, compared with 3,935.",
)
CHANGES = {
    "Offences were down 5%.": -1,
    "Offences rose by some 5%.": 1,
    "There was a fall of 5% in offences.": -1,
    "Offences fell in May by 5%.": -1,
    "There was a fall in crime of 5%.": -1,
    "The reduction is one of 5%.": -1,
    "There were 5% more offences.": 1,
    "That is 467 tonnes or 8% more.": 1,
    "That is 467 (8%) fewer.": -1,
}


def read(text: str) -> stream.Stream:
    words = vocabulary.load()
    cut = tokens.cut(text)
    return stream.build(text, cut, find.found(text, cut, words), words)


@pytest.mark.parametrize("text", PAIRS)
def test_two_figures_are_an_earlier_and_a_later_one(text: str) -> None:
    found = read(text)
    told = [pair for pair in pairs.pairs(found) if not pair.sure or found.number(pair.old).text == "3,935"]
    assert {"3,935", "4,199"} in [{found.number(pair.old).text, found.number(pair.new).text} for pair in told]


@pytest.mark.parametrize(("text", "way"), CHANGES.items())
def test_a_figure_is_a_change_one_way_or_the_other(text: str, way: int) -> None:
    assert [change.direction for change in said.changes(read(text))] == [way]


def test_five_up_to_seven_is_a_level_and_a_share_that_is_compared_is_no_change() -> None:
    assert said.changes(read("The share is 0.78%, less than the group's 0.85%.")) == []
