"""Figures as minutes and reports have them, with sentences between: what is right is confirmed, what is wrong told, all else left alone."""

import pytest

from tallystick import claims
from tallystick.claims import Kind, Sort, Verdict, find

GOOD = {Verdict.CONSISTENT, Verdict.ROUNDING}
RIGHT = [
    # a total, and its parts told after it
    ("110", Kind.SUM_OF_PARTS, "We had 110 complaints. Eight of them were withdrawn and the rest looked into, well up on the 76 of a year before. Fault was found in 59 cases. In the other 43 the service had done as it should."),
    ("46", Kind.SUM_OF_PARTS, "Of the indicators 46 could be rated. Green was given to 38 of the 46 (83%), amber to 2 (4%) and red to 6 (13%)."),
    ("309.4 million", Kind.SUM_OF_PARTS, "Libraries lent 309.4 million items. Of these adult fiction made up 142.8 million and adult non-fiction 70 million, while children took home 81.3 million stories and 15.3 million factual books."),
    ("1,407", Kind.SUM_OF_PARTS, "Fires were 1,407 of the calls, down from 1,499. They were made up of 629 primary fires, 690 secondary fires and 88 chimney fires."),
    ("3,750", Kind.SUM_OF_PARTS, "Help was given to 3,750 people. Of those, 885 were between 18 and 64 and 2,865 were 65 or over."),
    # shares of a sum that is not given, near and far apart
    ("72%", Kind.PERCENT_OF_TOTAL, "In 2015/16, 28,138 tonnes (72%) were burnt and 11,053 (28%) buried. In 2016/17 it was 30,060 (77%) and 8,980 (23%)."),
    ("31.1%", Kind.PERCENT_OF_TOTAL, "The winner had 658 first votes (31.1%) and the runner-up 574 (27.2%). The third was on 183, or 8.7%. Of three others one took 454 votes, one 146 and one 98, together 698 (33.0%)."),
    ("12%", Kind.PERCENT_OF_TOTAL, "Fault was found in 59 cases. Bins made up the most of them (39%, 23), and benefits came next (12%, 7)."),
    ("59%", Kind.PERCENTAGES_SUM, "We employ 315 people, 129 women (41%) and 186 men (59%)."),
    ("14.4%", Kind.PERCENTAGES_SUM, "Opponents made up 60.1% of them, a quarter (25.4%) were positive, and the remaining 14.4% took no side."),
    # changes
    ("40%", Kind.FROM_TO_DIRECTION, "The result improved from 25% at the half year to 40% after three quarters."),
    ("330", Kind.FROM_TO_DIRECTION, "Absence for heart conditions had grown and stood at 330 days, where 2017/18 had seen 97."),
    ("3.4%", Kind.FROM_TO_DIRECTION, "Inflation fell from 3.5% to 3.4%."),
    ("84.8%", Kind.FROM_TO_DIRECTION, "In 2022-23 84.8% of leavers had at least one pass at SCQF Level 5, down from 86.4%."),
    ("54%", Kind.PERCENT_CHANGE, "Pupils were taken off the register on 271 occasions, 54% more often than in 2003/04, when it happened 176 times."),
    ("9%", Kind.PERCENT_CHANGE, "It came to £29.4 billion. It had gone up by £2.3 billion, 9%, in a single year."),
    ("8%", Kind.PERCENT_CHANGE, "The country grew more slowly, by 4.03 million or 8%, to reach 56.08 million."),
    ("4.85%", Kind.PERCENT_CHANGE, "Tenants will pay £4.46 a week more, bringing the rent to £96.40 and amounting to an increase of 4.85%."),
    ("9.27%", Kind.PERCENT_CHANGE, "The council would receive £114.549m, £9.724m or 9.27% more in cash than this year."),
    ("£1.9million", Kind.ABSOLUTE_CHANGE, "We expect to overspend by £8.1million. At quarter two the forecast had been £6.2million, so there has been a deterioration of £1.9million."),
    # distances
    ("1.13", Kind.DIFFERENCE, "The total stood at 4.83 days (4.43 without Covid), and this was 1.13 days less than the 5.96 recorded at the same stage last year."),
    ("1.1 percentage points", Kind.DIFFERENCE, "We collected 97.1%. This is 1.1 percentage points higher than the 96% of all such councils."),
    ("0.1%", Kind.DIFFERENCE, "In 2014/15 we collected 98.0%, 0.1% higher than in 2013/14, when 97.9% came in."),
    # the way of a change, told by one word, and the nearest figure before
    ("2,456", Kind.FROM_TO_DIRECTION, "In March the council had issued 2,381 of them, and by December the number had grown to 2,456."),
    ("£26.142m", Kind.FROM_TO_DIRECTION, "Contributions came to £26.142m in 2019/20, compared with £24.546m, an increase of 6.5%."),
    # two that make five digits; a whole in the sentence before; half of another
    ("£30.028m", Kind.SUM_OF_PARTS, "Contributions came to £26.142m, compared with £24.546m. With transfers of £3.886m, income was £30.028m."),
    ("28.4%", Kind.PERCENT_OF_TOTAL, "Spending is forecast at £27.3 billion, £473 million above the outturn of £26.8 billion. Housing is expected to take £7.7 billion, 28.4% of the total."),
    ("13.7%", Kind.PERCENT_OF_TOTAL, "Three contests produced 2,615 votes. One party, in two of them, gathered 960 (36.7%). Another had two candidates and 358 votes (13.7%)."),
    ("1,263", Kind.SUM_OF_PARTS, "Of 7,000 sent out 1,163 came back. From the 2,590 posted to others there were 82 replies, and 18 arrived through the website, making 1,263."),
    ("less than half", Kind.RATIO, "Growth in the last return was 5%, less than half of the 11% seen nationally."),
    # places, and the same thing in other words
    ("143", Kind.RANK, "There were 156 fires in 2013/14, 164 in 2014/15, 147 in 2015/16, 146 in 2016/17 and 143 in 2017/18, the lowest of the five years."),
    ("43%", Kind.RESTATED, "Of the 297 councils that replied, 43%, more than two fifths, had not served a single notice."),
    ("4,778", Kind.RANK, "Potholes numbered 3,985. They dropped to 2,884, then shot up to 4,778, the highest of the three."),
    ("5%", Kind.RESTATED, "One in twenty members of staff, 5%, had reported a disability."),
    ("47%", Kind.RESTATED, "Nearly half of councils, 47%, went over budget."),
]  # fmt: skip
COMPARED = [
    "Repairs took 9.7 days on average, comfortably inside the target of 12 days.",
    "Repairs were right first time in 53%, below a prediction of 60.",
    "June was busier: in May we took 14,195 calls. June was slightly busier: of 14,766 calls, most were answered.",
    "In Brook 80.2% left in time. In Hyde the result was better: 12,307 out of 14,142, or 87.0%.",
    "This came in spite of heavier demand, with 69,696 attendances against 67,527 the month before.",
    "Fewer repairs were finished at the first visit than in 2022/23: 85% compared with 88%.",
    "Homes are turned round faster than before, in 32 days as against 36.",
    "Services expected to overspend by £11.8m. At month 6 it was a little worse at £12.4m.",
    "Crime went up by 2.26% here, a much smaller rise than the 16% seen nationally.",
    "Emissions dropped by 12.85%. The result beats the 12.7% that had been asked for.",
]
WRONG = [
    ("14%", "It took 28 weeks, 14% longer than the 24 weeks of the year before."),
    ("1,408", "Fires were 1,408 of the calls, down from 1,499. They were made up of 629 primary fires, 690 secondary fires and 88 chimney fires."),
    ("29.5%", "The winner had 2,929 votes, a share of 29.5%. The second obtained 2,466 (41.6%), the third 298 (5.0%) and the last 229 (3.9%)."),
    ("14%", "By age the population divides into 24% children, 65% of working age and 14% aged 65 or over."),
    ("49%", "The first question had 155 yes (57%) and 118 no (43%). To the second 103 said yes, which was 49%; 62 said no (26%) and 70 could not decide (30%)."),
    ("£44.144m", "New schemes were £4.404m, others £0.531m and slippage £40.656m. These three elements bring the programme to £44.144m."),
    ("2%", "Property had fallen from 9% to 8% in the year; cash had risen from 3% to 2%."),
    ("£510,000", "We expect to spend £510,000 more. Three things make up that sum: £199,000 on schools, £51,000 on housing and £195,000 on all else."),
    ("84.29%", "By the end of the quarter 84.29% had been collected, a shade under the 84.25% of the same point last year."),
]  # fmt: skip
QUIET = [
    # a share of complaints that is good; what is wanted most; a limit that is no figure
    "Replies went out inside the target time for 85 complaints (83%), a little worse than the 89% managed last year.",
    "Homes with two bedrooms were wanted most (33%).",
    "493 were open. Of these, 273 were still within the limit and 220 were past it.",
    # a sentence that speaks of something else
    "Serious crime fell from 456 offences to 423. Violence against the person was down by 10%.",
    # a list that goes on; the predicate of the other figure
    "The plan holds 38 activities. One of them was rated red and five amber, 24 were green, one had been finished, and for seven work had yet to start.",
    "We did 99.4% of repairs on time; the target is 97%, so we are on the right side of it, even if the previous quarter's 99.7% was better.",
    # what should not fall; pounds from pence
    "The floor below which reserves should not fall is to be doubled, going from £2 million to £4 million.",
    "The bill goes from £1,790.68 to £1,878.42, so that people will pay £87 a year more.",
    # what comes next, what is set down, what is more since a time that has no figure; a figure of its own sentence; one of many
    "Special services were the largest part, 9,762, followed by 5,894 false alarms and 4,143 fires.",
    "Parents may put down from three schools to six or so.",
    "We housed 79,190 families, 6 per cent more than a year before and 65 per cent more than in 2010. London housed 54,660 of them.",
    "Complaints rose from 66 to 100. The Ombudsman made 197 decisions, 37 more than the year before.",
    "Bills are £1,534 in London; £1,809 in cities, £1,886 in unitary and £1,895 in shire areas, where the rise was £69.",
    "Last year it was £2,543.29. Nottingham is next with £2,656.19, an increase of £126.50.",
    "Of the measures with a target, 65% were being met, a poorer result than the 76% of November. In January 37% were stable.",
    "North Kesteven had 55 per cent, Rushcliffe was close behind on 52.5 per cent.",
    "Overspends of £7.737m and £4.059m came in a year when the council as a whole finished £3.237m under.",
    # a choice; an item of its own list; how far ahead; fewer cases; a target in a bracket; most as how much; a level; a number of others
    "There are 53 Mondays in the year, something that happens every five or six years, but the two free weeks are kept.",
    "The largest lines were grants (£41.8bn), council tax (£19.2bn, to which benefit grant added £3.3bn) and rates of £17.5bn.",
    "The gap was 1.69%; at the median there was none, where a year previously women had been 2.23% ahead.",
    "She received nine fewer cases than the year before; three wards account for a quarter of the cases.",
    "Minor applications decided in time rose from 55.03% to 72.32% (target 65%).",
    "All councils went up, Derry by most (3.46%), Antrim by least (0.99%).",
    "The overspend was just under £6 million, without the schools grant, whose pressure of £38.5 million is well above the £31.2 million of the agreement.",
    "It counted 77,240 households in 2017, an increase of 60% since 2011. The number of children had grown more, by 73% to 120,540.",
    "Homes are let in 32 days on average instead of 36, though lettings were five fewer at 322.",
    # another clause, another sentence, another figure's predicate; growth that falls
    "London and the north east recycle under 30%, whereas in three regions the rate is above 40%.",
    "The settlement was 7.3% for the county, below the average of 7.9%. It led to an increase of 9.9% in the tax.",
    "Staff were absent for 8.68 days. That is well inside the 10.7 days of all councils and also lower than the 10.37 days of unitary ones.",
    "They recycled 14.5%, more than ever before yet short of the 17% that was wanted.",
    "Crime was 8.3% lower, a bigger drop than the 6.6% elsewhere.",
    "The total was revised down to £29.7 billion, and the year's growth in real terms from £597 million to £538 million.",
    "Travel came to £6,600, up by 39 per cent, and subsistence to £4,500, up by 34 per cent.",
    # the same written the other way may be right
    "Inflation fell from 3.4% to 3.5%.",
]


@pytest.mark.parametrize(("figure", "kind", "text"), RIGHT)
def test_what_is_right_is_confirmed(figure: str, kind: Kind, text: str) -> None:
    found = [each for each in claims.examine(text).findings if each.text.startswith(figure) and each.kind is kind]
    assert found and all(each.verdict in GOOD for each in found), found


@pytest.mark.parametrize("text", COMPARED)
def test_what_is_compared_is_set_beside_each_other(text: str) -> None:
    kinds = {Kind.COMPARISON, Kind.FROM_TO_DIRECTION}
    assert [each for each in claims.examine(text).findings if each.kind in kinds and each.verdict in GOOD]


@pytest.mark.parametrize(("figure", "text"), WRONG)
def test_what_is_wrong_is_told(figure: str, text: str) -> None:
    wrong = [each for each in claims.examine(text).findings if each.verdict is Verdict.INCONSISTENT]
    assert [each.text for each in wrong if each.text.startswith(figure)], wrong


@pytest.mark.parametrize("text", QUIET)
def test_nothing_is_called_wrong_without_reason(text: str) -> None:
    assert not [each for each in claims.examine(text).findings if each.verdict is Verdict.INCONSISTENT]


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        ("It happened 176 times.", [Sort.COUNT]),
        ("It is 26 times the rate.", [Sort.MULTIPLE]),
        ("It was 40% after three quarters.", [Sort.PERCENTAGE, Sort.PERIOD]),
        ("Three quarters of homes had it.", [Sort.PERCENTAGE]),
        ("Answered in 30 days on average.", [Sort.COUNT]),
        ("Answered in 30 days.", [Sort.PERIOD]),
        ("Let in 9.7 days.", [Sort.COUNT]),
        ("An overspend of £8.1million.", [Sort.MONEY]),
        ("It was 81% against a target of 85.", [Sort.PERCENTAGE, Sort.PERCENTAGE]),
        ("It was 81% for those above the average age of 40.", [Sort.PERCENTAGE, Sort.AGE]),
        ("It was 81% against a target of 85 homes.", [Sort.PERCENTAGE, Sort.COUNT]),
    ],
)
def test_what_a_figure_is(text: str, sorts: list[Sort]) -> None:
    assert [number.sort for number in find.numbers(text)] == sorts


def test_what_grows_is_no_rise_from_the_figure_of_somebody_else() -> None:
    text = "The rate is 48.1; the national rate for comparison is 41.7. The first quarter shows a rise to 51.7."
    assert not [each for each in claims.examine(text).findings if each.text == "51.7"]
