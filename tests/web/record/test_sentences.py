"""People quote sentences, so each must be true and in English."""

from datetime import date
from decimal import Decimal

import pytest

from tallystick import change, periods
from tallystick.judgement import Rating
from tallystick.series import Observation, Reliability, Series
from tallystick.status import Polarity
from tallystick_web.measures.reading import sentences
from tallystick_web.measures.reading.signs import Signs

Q1, Q2 = periods.quarter(2009, 1), periods.quarter(2009, 2)


@pytest.mark.parametrize(
    ("counts", "worse", "better", "said"),
    [
        ({}, 0, 0, "no priorities yet"),
        ({"": 36}, 0, 0, "none of 36 priorities is judged yet"),
        ({"": 1}, 0, 0, "none of 1 priority is judged yet"),
        ({"amber": 11, "": 25}, 0, 0, "11 of 36 priorities are judged, all amber"),
        ({"amber": 1, "": 35}, 0, 0, "1 of 36 priorities is judged, and it is amber"),
        (
            {"amber": 10, "green": 1, "red": 1, "": 24},
            4,
            2,
            "12 of 36 priorities are judged: 1 green, 10 amber and 1 red; 4 got worse",
        ),
        ({"green": 9, "amber": 27}, 4, 0, "9 of 36 priorities are judged green; 4 got worse"),
        ({"green": 9, "amber": 27}, 0, 3, "9 of 36 priorities are judged green; 3 got better and none got worse"),
        ({"amber": 2, "amber_red": 1}, 0, 0, "none of 3 priorities is judged green: 2 amber and 1 amber-red"),
        ({"amber": 3}, 0, 0, "none of 3 priorities is judged green, all amber"),
    ],
)
def test_the_heading_answers_with_what_is_true(counts: dict[str, int], worse: int, better: int, said: str) -> None:
    assert sentences.standing(counts, worse, better) == said


def test_a_quarter_is_spelt_out_and_other_periods_keep_their_names() -> None:
    assert sentences.round_words(Q2) == "Quarter 2 of 2009/10"
    assert sentences.round_words(periods.half_year(2009, 1)) == "Half 1 of 2009/10"
    assert sentences.round_words(periods.rolling_year(2009, 9)) == "Year to September 2009"


def test_a_measure_is_told_in_one_sentence_with_its_comparison() -> None:
    litter = ("Litter", "%", 1)
    assert sentences.measure(*litter, None, None) == "Litter: no value yet"
    assert sentences.measure(*litter, (Decimal("11.75"), Q2), None) == "Litter stood at 11.8% in Q2 2009/10"
    survey = periods.wave(date(2009, 9, 30))
    assert sentences.measure(*litter, (Decimal("11.75"), survey), None) == "Litter stood at 11.8% on 30 September 2009"
    fell = sentences.measure(*litter, (Decimal("11.75"), Q2), (Decimal("12.5"), Q1))
    assert fell == "Litter fell to 11.8% in Q2 2009/10 from 12.5% in Q1 2009/10"
    same = sentences.measure(*litter, (Decimal("12.50"), Q2), (Decimal("12.5"), Q1))
    assert same == "Litter stayed at 12.5% in Q2 2009/10, the same as in Q1 2009/10"


def test_rounding_never_hides_a_change() -> None:
    rose = sentences.measure("Litter", "%", 1, (Decimal("12.54"), Q2), (Decimal("12.51"), Q1))
    assert rose == "Litter rose to 12.54% in Q2 2009/10 from 12.51% in Q1 2009/10"


def test_a_judgement_is_compared_with_the_round_before() -> None:
    assert sentences.from_to("red", "amber", Q1) == "Judged red, from amber in Q1 2009/10."
    assert sentences.from_to("red", "red", Q1) == "Judged red, as in Q1 2009/10."
    assert sentences.from_to("red", "", Q1) == "Judged red."
    assert sentences.from_to("amber_red", "", None) == "Judged amber-red."
    assert sentences.from_to("", "amber", Q1) == "Not judged; it was amber in Q1 2009/10."
    assert sentences.from_to("", "", None) == "Not judged in this round."


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("Amber/Red", Rating.AMBER_RED),
        ("Red Flag", Rating.RED),
        ("green", Rating.GREEN),
        ("Amber-Green", Rating.AMBER_GREEN),
        ("Requires improvement", None),
        ("A reduced service", None),
        ("green, amber or red", None),
    ],
)
def test_a_grade_of_another_body_has_a_colour_only_where_it_names_one(text: str, rating: Rating | None) -> None:
    assert sentences.graded(text) is rating


def test_the_judgement_of_one_priority_is_told_with_its_round_and_the_one_before() -> None:
    now, before = periods.quarter(2009, 2), periods.quarter(2009, 1)
    assert sentences.judged("red", now, "amber", before) == "is judged red in Q2 2009/10, from amber in Q1 2009/10"
    assert sentences.judged("red", now, "red", before) == "is judged red in Q2 2009/10, as in Q1 2009/10"
    assert sentences.judged("amber_red", now, "", before) == "is judged amber-red in Q2 2009/10"
    assert sentences.judged("", now, "green", before) == "is not judged in Q2 2009/10; it was green in Q1 2009/10"
    assert sentences.judged("", now, "", None) == "is not judged in Q2 2009/10"
    assert sentences.judged("", None, "", None) == "is not judged: no round has been opened"
    told = [sentences.off_track(number, 3) for number in (0, 1, 2)]
    assert told == ["", "; 1 of 3 measures is off track", "; 2 of 3 measures are off track"]


def test_an_opening_is_whole_sentences_without_markup() -> None:
    text = "## Progress\n\n* Litter **fell** to [11.75%](https://example.org/a).\n* Work goes on. " + "And on. " * 60
    opening = sentences.opening(text)
    assert opening.startswith("Progress Litter fell to 11.75%. Work goes on. And on.")
    assert len(opening) <= 220 and opening.endswith(".")
    assert sentences.opening("word " * 100).endswith("word …")


def test_a_narrative_is_shown_in_one_line_without_the_signs_of_its_markup() -> None:
    assert sentences.unmarked("- One\n- **Burglary** fell, [see](x)") == "One Burglary fell, see"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (None, ""),
        (Reliability(4, 0, Decimal(0), Decimal(0), Decimal(0)), "None of 4 first figures was changed later."),
        (
            Reliability(9, 1, Decimal(0), Decimal("0.1"), Decimal("0.9")),
            "1 of 9 first figures was changed later, at most by 0.9\N{NO-BREAK SPACE}points.",
        ),
        (
            Reliability(4, 3, Decimal("0.5"), Decimal("-0.25"), Decimal("0.9")),
            "3 of 4 first figures were changed later, usually by 0.5\N{NO-BREAK SPACE}points and at most by "
            "0.9\N{NO-BREAK SPACE}points; on average a first figure was lowered by 0.3\N{NO-BREAK SPACE}points.",
        ),
    ],
)
def test_how_far_first_figures_were_put_right_is_told_in_a_sentence(found: Reliability | None, said: str) -> None:
    assert sentences.revised(found, "%", 1) == said


def test_an_expected_figure_has_no_more_places_than_are_known() -> None:
    assert sentences.expected(48.04321, "%", 1) == "48.0%"
    assert sentences.expected(48.04321, "%", None) == "48%"
    assert sentences.expected(12345.678, "", None) == "12,346"


def test_of_several_measures_that_worry_the_first_is_told_and_the_others_counted() -> None:
    found = Signs("red", "The evidence suggests red because …", ("A.", "B.", "C."), ("D.", "E."))
    assert found.sentences("amber") == [
        "Judged amber. The evidence suggests red because …",
        "A. So are 2 more measures.",
        "D. So is one more measure.",
    ]
    assert found.sentences("red") == found.sentences("") == found.sentences("amber")[1:]


def test_an_academic_year_has_its_article_within_a_sentence() -> None:
    years = [Observation(periods.academic_year(year), Decimal(value)) for year, value in ((2007, 40), (2008, 44))]
    changes = change.summary(Series(years), Polarity.HIGHER_IS_BETTER)
    assert sentences.moved(changes, 0).endswith(" since the 2007/08 academic year")
    said = sentences.direction(changes, Polarity.HIGHER_IS_BETTER, broken=False)
    assert said.startswith("The 2008/09 academic year beside the 2007/08 academic year. ")
    assert changes.headline and sentences.explained(changes.headline).startswith("Beside the 2007/08 academic year, ")
