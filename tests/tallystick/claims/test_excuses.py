"""What is no contradiction because other figures near by say what is meant, however the words are put."""

import pytest

from tallystick import claims


def alarms(text):
    return [each.text for each in claims.examine(text).findings if each.verdict == "inconsistent"]


@pytest.mark.parametrize(
    "text",
    [
        "1,486 households are on the register. Band A accounts for 113 of them and Band B for 397, with the other 976 in Bands C and D.",
        "Nine apprentices have started, one more than the eight of last year: 4 in Finance, 3 in Parks and 2 in Communications.",
        "Each member has £5,600. The Leader has a further £16,800, three times the basic, and committee chairs £4,200.",
        "An in-house placement costs £478 a week and an agency one £1,012, more than twice as much; the gap is £534.",
        "Last year 168 homes were handed over, 40% up on the 120 built the year before and above the 150 that we promised.",
        "Some 58.3% of plans were on time, that is 210 plans out of 360. The average for the region was 50.3%.",
        "Councillor Reeve was elected with a majority of 121 over the runner-up, up to 1,043.",
        "The rate was 21.3%, 3.2 points lower than the 24.5% of last year, but still 1.9 points above England (19.4%).",
        "Of the eight who died, three were motorcyclists, two pedestrians and one a cyclist; the remaining two were in cars.",
        "Adults can get 12 months for £372 or pay £34 a month.",
        "Potholes are made safe in 2 hours, 24 hours or 28 days.",
        "In all 96 were hurt, compared with 104 last year and 120 in the base year, from which it is down 20%.",
        "Net spending of £1,235,400 made £5.80 for each of the 213,000 visits; before it was £6.45, on 196,000 visits.",
        "The sites took 251,900 last year. This year they took 267,000, and to reach 350,000 they need 83,000 more.",
        "Thirty-four sites were below 30, and ten lay between 30 and 40.",
        "Three authorities tax more than us and four spend more.",
        "The two stations recorded 21.7 and 28.5, a mean of 25.1. Fine particles averaged 9.4.",
        "There will be 692 in two years’ time and 749 in four, at a weekly cost that is expected to rise by 6% a year from £5,150.",
        "The county, required to bring its figure down by 67 per cent, saw it rise by precisely that, from 51 to 85.",
    ],
)
def test_figures_near_by_excuse_what_the_words_seem_to_say(text):
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The three reserves of £3.2m, £5.5m and £7.1m make a total of £16.8m.", "£16.8m"),
        ("Attendance fell from 94.1% to 95.3%.", "94.1%"),
        ("The gap between 54% and 69% is 18 percentage points.", "18 percentage points"),
        ("There were 84 in July, 90 in August and 96 in September, an average of 98 a month.", "98"),
        ("Satisfaction (68%) was higher than in 2006 (71%).", "68%"),
    ],
)
def test_what_nothing_excuses_is_still_called_wrong(text, wrong):
    assert len(alarms(text)) == 1, (wrong, alarms(text))


def test_a_wrong_figure_told_twice_is_called_wrong_twice():
    assert alarms("Of 66 targets, 54 (59.4%) were met.\nOf 66 targets, 54 (59.4%) were met.") == ["59.4%", "59.4%"]
