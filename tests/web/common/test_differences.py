"""What differs between two texts: nothing is lost, and what a person reads of it makes sense."""

import itertools
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from growth import seconds
from tallystick_web.common.differences import Kind, Segment, differences, words_changed

WORDS = st.lists(
    st.sampled_from(["litter", "fell", "to", "11.75%", "of", "streets", ".", " ", "\n\n", "–"]), max_size=40
)
TEXTS = st.one_of(st.text(max_size=60), WORDS.map("".join))


def of(found: Iterable[Segment], *kinds: Kind) -> str:
    return "".join(one.text for one in found if one.kind in kinds)


@given(TEXTS, TEXTS)
def test_what_was_kept_and_put_in_is_the_new_text_and_what_was_kept_and_taken_out_the_old_one(
    old: str, new: str
) -> None:
    found = differences(old, new)
    assert of(found, Kind.KEPT, Kind.PUT_IN) == new
    assert of(found, Kind.KEPT, Kind.TAKEN_OUT) == old


@given(TEXTS, TEXTS)
def test_runs_are_as_long_as_they_can_be(old: str, new: str) -> None:
    kinds = [one.kind for one in differences(old, new)]
    assert all(here is not after for here, after in itertools.pairwise(kinds))


@given(TEXTS)
def test_a_text_differs_in_nothing_from_itself(text: str) -> None:
    assert {one.kind for one in differences(text, text)} <= {Kind.KEPT}


def test_a_changed_figure_is_one_change() -> None:
    found = differences("Litter fell to 11.75% of streets.", "Litter fell to 13.4% of streets.")
    assert [(one.kind, one.text) for one in found] == [
        (Kind.KEPT, "Litter fell to "),
        (Kind.TAKEN_OUT, "11.75"),
        (Kind.PUT_IN, "13.4"),
        (Kind.KEPT, "% of streets."),
    ]


def test_words_that_were_replaced_together_are_read_together() -> None:
    found = differences("a red car stood", "a blue bus stood")
    assert [one.text for one in found] == ["a ", "red car", "blue bus", " stood"]


def test_a_paragraph_between_two_changes_stays_where_it_is() -> None:
    found = differences("one\n\ntwo", "three\n\nfour")
    assert [one.kind for one in found] == [Kind.TAKEN_OUT, Kind.PUT_IN, Kind.KEPT, Kind.TAKEN_OUT, Kind.PUT_IN]


def test_long_texts_are_compared_in_a_moment() -> None:
    lines = [f"Line {number} of a very long narrative with {number * 7} trees." for number in range(900)]
    changed = [*lines[:400], "Something else altogether.", *lines[401:]]
    hostile = [" ".join(f"w{n * k % 7919}" for n in range(40_000)) for k in (1, 3)]
    found = differences("\n".join(lines), "\n".join(changed))
    assert seconds(lambda: differences(*hostile)) < 3
    assert seconds(lambda: differences("a b " * 30_000, "b a " * 30_000)) < 3
    assert of(found, Kind.PUT_IN).startswith("Something") and len(found) < 12


def test_changed_words_are_counted() -> None:
    assert words_changed("Litter fell to 12.5% of streets.", "Litter fell to 11.75% of all streets.") == (2, 1)
    assert words_changed("Same.", "Same.") == (0, 0)
