"""Every token says in words what it says in shape and colour."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from growth import seconds
from tallystick.judgement import Rating
from tallystick.status import Direction, Polarity, Status
from tallystick_web import common
from tallystick_web.common import shapes, tokens, words

STYLESHEET = Path(common.__file__).parent / "static/common/tallystick.css"


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


@pytest.mark.parametrize("rating", [*Rating, None, ""])
def test_a_rating_is_shape_and_word_and_colour(rating: Rating | None) -> None:
    html = tokens.rating(rating)
    assert text(html).lower() == words.RATINGS[rating or ""]
    assert "<svg" in html
    name = (rating or "none").replace("_", "-") or "none"
    assert f"rating--{name}" in html
    assert f".rating--{name} {{ color:" in STYLESHEET.read_text(encoding="utf-8")


def test_a_rating_may_be_said_in_other_words_which_are_escaped() -> None:
    assert text(tokens.rating(Rating.AMBER, "Evidence suggests amber")) == "Evidence suggests amber"
    assert "&lt;script&gt;" in tokens.rating(Rating.AMBER, "<script>")


def test_an_unknown_rating_is_refused_rather_than_shown_as_something() -> None:
    with pytest.raises(KeyError):
        tokens.rating("purple")


def test_judgement_and_arithmetic_never_share_a_shape() -> None:
    judged = {shapes.SHAPES[name] for name in words.RATINGS}
    computed = {shapes.SHAPES[name] for name in words.STATUSES}
    assert not judged & computed
    assert len(judged) == len(words.RATINGS)
    assert len(computed) == len(words.STATUSES)


@pytest.mark.parametrize("status", Status)
def test_every_status_has_its_word(status: Status) -> None:
    assert text(tokens.status(status)).lower() == words.STATUSES[status]


def test_a_status_says_when_figures_are_due_and_how_late_they_are() -> None:
    assert text(tokens.status(Status.NO_DATA, due=date(2009, 12, 1))) == "No data yet, due 1 December 2009"
    assert text(tokens.status(Status.NOT_DUE, due=date(2009, 12, 1))) == "Due 1 December 2009"
    assert text(tokens.status(Status.NO_DATA, days_late=1)) == "Late by 1 day"
    assert text(tokens.status(Status.ON_TRACK, due=date(2009, 12, 1))) == "On track"


def test_a_measure_that_is_never_coloured_shows_no_status() -> None:
    assert tokens.status(None) == ""


def test_direction_follows_what_is_better_and_the_arrow_follows_the_figure() -> None:
    fewer = tokens.direction(Direction.IMPROVING, Polarity.LOWER_IS_BETTER)
    assert text(fewer) == "improving (fewer is better)"
    assert shapes.SHAPES["down"] in fewer
    assert shapes.SHAPES["up"] in tokens.direction(Direction.IMPROVING, Polarity.HIGHER_IS_BETTER)
    assert shapes.SHAPES["up"] in tokens.direction(Direction.WORSENING, Polarity.LOWER_IS_BETTER)
    assert text(tokens.direction(None)) == "cannot tell yet"


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("polarity", [*Polarity, ""])
def test_every_direction_can_be_said_of_every_measure(direction: Direction, polarity: str) -> None:
    assert words.DIRECTIONS[direction] in text(tokens.direction(direction, polarity))


def test_the_reason_of_a_direction_is_there_on_request() -> None:
    html = tokens.direction(Direction.NOT_KNOWN, reason="Too few <periods>")
    assert html.startswith("<details")
    assert "Too few &lt;periods&gt;" in html


def test_the_bar_of_ratings_is_read_out_with_its_counts() -> None:
    html = tokens.rating_bar({Rating.GREEN: 9, Rating.AMBER: 18, Rating.RED: 3, None: 6})
    assert 'aria-label="9 green, 18 amber, 3 red, 6 not judged yet"' in html
    assert re.findall(r"share-(\d+)", html) == ["25", "50", "8", "17"]
    assert "style=" not in html


def test_a_rating_given_once_among_hundreds_is_still_seen() -> None:
    assert "share-1 " not in tokens.rating_bar({Rating.GREEN: 499})
    assert 'rating-bar__part--red share-1"' in tokens.rating_bar({Rating.GREEN: 499, Rating.RED: 1})


def test_every_share_has_its_width_in_the_stylesheet() -> None:
    css = STYLESHEET.read_text(encoding="utf-8")
    assert [n for n in range(1, 101) if f".share-{n} {{ flex-grow: {n}; }}" not in css] == []


def test_a_bar_of_nothing_says_so() -> None:
    assert text(tokens.rating_bar({Rating.GREEN: 0})) == "Nothing to judge yet"


def test_the_strip_of_ratings_names_each_period_and_rating() -> None:
    html = tokens.rating_strip([("Q1", Rating.RED), ("Q2", None)])
    assert text(html) == "Q1 red Q2 not judged yet"


def test_markers_come_from_letters_vintages_and_lists_once_each() -> None:
    html = tokens.markers("provisional", ["p", "e"], None, "validated")
    assert re.findall(r">\[(\w)\]<", html) == ["p", "e"]
    assert "may change" in html
    assert text(tokens.marker_notes("p")).startswith("[p] provisional: may change")


def test_a_corrected_figure_is_marked_revised_and_says_that_it_was_an_error() -> None:
    assert "[r]" in tokens.markers("corrected")
    assert "error" in tokens.markers("corrected")


def test_final_figures_carry_no_mark_and_need_no_note() -> None:
    assert tokens.markers("validated") == tokens.marker_notes("validated", None, []) == ""


def test_a_missing_figure_says_why_and_never_shows_zero() -> None:
    assert text(tokens.figure(None, missing="not_collected")) == "not collected"
    assert text(tokens.figure(None)) == "no data"
    assert tokens.figure(Decimal(0)) == "0"


def test_only_what_is_made_up_is_marked_so() -> None:
    assert tokens.made_up(True) == ' <span class="illustrative">illustrative</span>' and tokens.made_up(False) == ""


def test_a_sentence_carries_its_source_for_who_copies_it() -> None:
    assert 'data-copy="Up 2%. (Leeds, 2009)"' in tokens.sentence("Up 2%.", "Leeds, 2009")


def test_five_hundred_rows_of_tokens_take_a_fraction_of_the_time_of_a_page() -> None:
    def rows() -> None:
        for _ in range(500):
            tokens.rating(Rating.AMBER)
            tokens.status(Status.OFF_TRACK)
            tokens.direction(Direction.IMPROVING, Polarity.LOWER_IS_BETTER)
            tokens.figure(Decimal("4659.00"))
            tokens.markers("provisional")

    assert seconds(rows) < 0.2


def test_references_and_quarters_of_a_heading_stay_on_one_line_and_nothing_else_is_held_together() -> None:
    def whole(text: str) -> str:
        return f'<span class="unbroken">{text}</span>'

    assert tokens.unbroken("ENV-2a was green in Q1 2009/10") == f"{whole('ENV-2a')} was green in {whole('Q1 2009/10')}"
    assert tokens.unbroken("BP-VfM3") == whole("BP-VfM3")
    for text in ("Year-end figures of 14-19 year-olds", "a-name-far-too-long-for-a-line-2", "30 September 2009"):
        assert tokens.unbroken(text) == text
    assert tokens.unbroken("<b>A-1</b>") == f"&lt;b&gt;{whole('A-1')}&lt;/b&gt;"
