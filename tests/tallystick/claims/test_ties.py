"""Figures that no pattern ties: all that they may have been worked from is weighed, by weights that are data."""

import pytest

from tallystick import claims
from tallystick.claims import Kind, Verdict, find, stream, tokens, vocabulary
from tallystick.claims.relate.ties import HOPEFUL, hypotheses, weights
from tallystick.claims.relate.ties.reading import Reading, figure_at


def found(text):
    return {(each.text, each.kind): each for each in claims.examine(text).findings}


def trial(text, figure):
    words, cut = vocabulary.load(), tokens.cut(text)
    read = stream.build(text, cut, find.found(text, cut, words), words)
    place = next(place for place, index in enumerate(read.order) if read.number(index).text == figure)
    reading = Reading(read)
    return read, hypotheses.Trial(reading, figure_at(reading, place, None))


@pytest.mark.parametrize(
    ("text", "figure", "kind"),
    [
        ("The bill is £1,952.98, of which £1,401.12 is the County's. The County thus has 71.7% of it.", "71.7%", Kind.PERCENT_OF_TOTAL),
        ("Cyclists made up 16 of the 73 and motorcyclists 19; the two groups account for 48%.", "48%", Kind.PERCENT_OF_TOTAL),
        ("Salt use rose to 6,390 tonnes over 71 runs. That is an average of 90 tonnes a run.", "90", Kind.AVERAGE),
    ],
)  # fmt: skip
def test_what_holds_among_the_figures_near_by_confirms(text, figure, kind):
    assert found(text)[figure, kind].verdict in {Verdict.CONSISTENT, Verdict.ROUNDING}


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("We had 38 of 50 calls answered. It is 60 minutes to the target of 80%.", "80%"),
        ("In the north 40 of the 60 schools took part, 62% in the south.", "62%"),
        ("On time were 518 of the 740 replies sent, 70% against a standard of 90%.", "90%"),
    ],
)
def test_what_is_aimed_at_or_said_of_others_is_not_contradicted(text, figure):
    assert not [
        each for each in claims.examine(text).findings if each.text == figure and each.verdict == "inconsistent"
    ]


def test_the_share_of_a_part_beside_it_is_contradicted_by_its_whole_and_says_from_which_figures():
    text = "Highways had 320 claims in the year. It settled 272 of them in time, and so 75% met the standard."
    wrong = [each for each in claims.examine(text).findings if each.verdict is Verdict.INCONSISTENT]
    assert [each.text for each in wrong] == ["75%"]
    assert "272 of 320 is 85" in wrong[0].working
    assert {text[first:last] for first, last in wrong[0].inputs} == {"272", "320"}


def test_averages_in_whole_numbers_have_room_for_rounding():
    text = "The 87 teams made 1,930 visits, an average of 22 each."
    assert Verdict.INCONSISTENT not in {each.verdict for each in claims.examine(text).findings}


def test_the_window_ends_two_blocks_back():
    text = "There were 640 calls.\n\nNothing else.\n\nOf 320 letters 240 were answered, 75%."
    read, made = trial(text, "75%")
    assert all(read.number(letter).text != "640" for letter in made.figure.near)


def test_hypotheses_are_bounded_whatever_stands_near():
    text = "There were " + ", ".join(str(number) for number in range(100, 160)) + " and 40%."
    _, made = trial(text, "40%")
    assert len(list(made.ties(HOPEFUL))) < 200


def test_every_family_has_its_weights():
    families = {
        "share",
        "percent",
        "change",
        "gap",
        "sum",
        "mean",
        "rest",
        "hundred",
        "each",
        "joint",
        "of_sum",
    }
    assert set(weights().rows) == families | {"alarm"}
    assert all("always" in row for row in weights().rows.values())


def test_in_a_large_table_no_figure_is_made_of_others_by_chance():
    def rows(count):
        return "Ward | A | B | C | D\n" + "\n".join(
            f"W{row} | {row * 7 + 11} | {row * 13 + 5} | {row * 3 + 29} | {row * 17 + 2}" for row in range(count)
        )

    def chance(text):
        return [each for each in claims.examine(text).findings if each.kind is Kind.DIFFERENCE]

    assert chance(rows(8))
    assert chance(rows(40)) == []


def test_shares_of_their_wholes_are_also_told_to_make_a_hundred():
    text = (
        "There are 75 actions in the plan. Done are 42 of them (56%). Another 16 (21%) are late but are thought able to recover before the "
        "year has ended. The other 17 (23%) have not begun, and nothing is said of when they will."
    )
    found = [each for each in claims.examine(text).findings if each.kind == Kind.PERCENTAGES_SUM]
    assert [(each.text, each.verdict) for each in found] == [("23%", Verdict.CONSISTENT)]


def test_a_share_of_nothing_is_a_part_of_its_whole_and_breaks_nothing():
    text = "Of the 60 actions 45 (75%) are done. Another 15 of the 60 (25%) are late. The other 0 of the 60 (0%) wait."
    shares = [each for each in claims.examine(text).findings if each.kind == Kind.PERCENT_OF_TOTAL]
    assert {each.verdict for each in shares} == {Verdict.CONSISTENT}


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("Phones cost £1,284,300 and post £2,061,500 in the year. Post cost more by {}.", "£777,200", "£772,700"),
        ("Of the 5,480 homes 3,918 have been surveyed. Access has still to be gained to {}.", "1,562", "1,652"),
    ],
)
def test_two_of_many_digits_that_are_swapped_explain_a_figure_that_no_word_ties(text, right, wrong):
    def alarms(figure):
        found = claims.examine(text.format(figure)).findings
        return [each.working for each in found if each.verdict is Verdict.INCONSISTENT]

    assert alarms(right) == []
    assert [each.endswith("two digits are the wrong way round.") for each in alarms(wrong)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "The library lent 12,430 books in May and 13,420 in June.",
        "Used for the roof: £385,000\nClosing balance, 31 March: £5,015,000\n\nA prudent minimum is £4,500,000.",
        "The meeting was attended by 94 people. The school has 105 places in each of its two buildings, 210 in all.",
    ],
)
def test_figures_that_only_look_like_those_made_of_others_are_not_called_wrong(text):
    assert Verdict.INCONSISTENT not in {each.verdict for each in claims.examine(text).findings}
