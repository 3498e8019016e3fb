"""One relation in the many ways in which officers put it: what is right is confirmed, and what is bound and wrong is told."""

import pytest

from tallystick import claims
from tallystick.claims import Kind, Verdict

RIGHT = [
    # above and below, in a clause, over a comma and over a full stop
    ("comparison", "44.0%", "The recycling rate was 46.2%. This compares well with the county average, which stands at 44.0%."),
    ("comparison", "11.9%", "Turnover reached 14.2%. That is noticeably worse than the 11.9% seen at the start of the plan."),
    ("comparison", "13.9 days", "The rate of 12.4 days is better than the 13.9 days achieved a year ago."),
    ("comparison", "97.5%", "Our collection rate stood at 97.3%. It is fractionally under the target of 97.5%."),
    ("comparison", "9.5 days", "At 9.1 days, absence is comfortably inside the ceiling of 9.5 days."),
    ("comparison", "78%", "Satisfaction was 81%. The sector median is 78%, so we remain ahead of our peers."),
    ("comparison", "63.4%", "The average for the region is 61.2% and for England 63.4%; at 65.0% the borough is above both."),
    ("comparison", "94%", "Occupancy averaged 92%, which trails the 94% reported by the partnership."),
    ("comparison", "£38.90", "The unit cost of £41.20 is dearer than the £38.90 charged by neighbouring authorities."),
    ("comparison", "6.8", "The council's rate of 7.2 per 1,000 tops the regional figure of 6.8 per 1,000."),
    ("comparison", "371", "Bradley had 412 cases, more than Hexley's 398 and Moorside's 371."),
    ("comparison", "70%", "The figure for minor applications was 86.7%. That is well above the threshold of 70%."),
    # a place among figures that are all given
    ("rank", "quickest", "Processing time in days: Frome 9, Wells 12, Street 15, Bruton 20. Frome is the quickest of the four."),
    ("rank", "third", "Visits: Central 41,200; Northgate 18,300; Southfield 22,750; Lido Road 9,400. The third busiest of the four is Northgate."),
    ("rank", "second", "Take-up by ward\nAlder\t61%\nBirch\t72%\nCedar\t55%\nOur ward\t66%\nOur ward has the second highest take-up of the four."),
    # shares of what another sentence gives
    ("percent_of_total", "79.7%", "51 of the 64 applications were decided in time. At 79.7% performance exceeds the threshold of 60%."),
    ("percent_of_total", "96.8%", "Collection finished at 96.8%. In cash terms £118.4m was collected of the £122.3m due."),
    ("percent_of_total", "46.6%", "Recycled: 11,906 tonnes. Composted: 9,214 tonnes. Total: 45,300 tonnes. Taking both together, 46.6% was diverted."),
    ("percent_of_total", "79.8%", "There were 1,127 votes in favour and 286 against. The vote in favour was 79.8% of valid votes cast."),
    # what is left, also of a hundred
    ("percentages_sum", "3%", "Members brought in 46%, swimming 21%, lessons 18% and hire 12%. The remaining 3% came from the café."),
    ("percentages_sum", "39%", "Long-term cases accounted for 61% of all days lost and short-term cases for the other 39%."),
    ("difference", "143", "At 1 April there were 286 appeals. By 30 September 143 had been settled and the remaining 143 were with the valuer."),
    # so many for each, and means
    ("average", "9.4 days", "During the year 11,374 days were lost. With an establishment of 1,210 this works out at 9.4 days per FTE."),
    ("average", "22 days", "Claims took 19 days in April, 22 days in May and 25 days in June, so that the simple average of the three months was 22 days."),
    ("ratio", "48.4", "The number on a plan has risen to 331. With a child population of 68,400, this equates to 48.4 per 10,000."),
    # changes
    ("percent_change", "6.3%", "Vehicle crime was 6.3% higher at 950 offences (894 in the previous twelve months)."),
    ("percent_change", "16.7%", "There were 312 last year and 364 this. This represents growth of one sixth (16.7%)."),
    ("percent_change", "14%", "The contract will cost £5.2m, compared with £6.05m at present. This is a saving of 14%."),
    # which way it went, told before the figures or right after them
    ("from_to_direction", "19.6%", "From April the contribution goes up from 18.4% to 19.6% of pay."),
    ("from_to_direction", "£1,934.10", "At Band D it goes from £1,842.17 to £1,934.10, up by 4.99%."),
    ("from_to_direction", "743", "Long-term empty homes were down to 743 at the October return, compared with 806 a year before."),
    ("from_to_direction", "4,100", "Visits grew to 4,100 (3,900 the year before)."),
    # beside a limit, a target or others who are named: on which side, and how far
    ("comparison", "114 days", "The mean of the four quarters is 114 days, inside the 120-day target."),
    ("comparison", "4.5%", "Financing costs are 4.5% of the net stream, inside the locally set ceiling of 6%."),
    ("comparison", "£206m", "Borrowing of £206m is within the authorised limit of £250m."),
    ("comparison", "3,250", "The detection rate in females is 2,106 per 100,000, which is a long way under the 3,250 benchmark."),
    ("comparison", "538", "Referrals stand at 750, compared with 538 across our neighbours, against whom we are therefore high."),
    ("comparison", "54%", "The share was 42.2%. Compared with the national average of 54% this is low."),
    ("comparison", "90%", "We answered 92.1% in time. The Commissioner expects 90%, and we cleared that by 2.1 points."),
    ("difference", "1.4", "Burglary equates to 6.5 per 1,000 households. The group mean is 5.1, so we sit 1.4 above our peers."),
    ("difference", "0.29", "The return averaged 4.31%. The benchmark was 4.02%, so the portfolio beat it by 0.29 points."),
    ("difference", "0.7", "Absence was 9.4 days. The median is 10.1, so we are 0.7 better."),
    # a change, a saving or a majority whose figures stand apart
    ("percent_change", "100%", "The team seized 18,400 cigarettes. Compared with the 9,200 of 2022/23 that is an increase of 100%."),
    ("difference", "£25,000", "A loan costing £510,000 a year fell due. It was replaced by one costing £485,000. The saving is £25,000 a year."),
    ("difference", "9", "There were 31 in favour and 22 against, giving a majority of 9."),
    # first, last and highest of a list, of lines and of the column that is named
    ("rank", "47.9", "By locality: Central 47.9; Hanger Hill 33.4; Coastal 29.8; Rural West 18.6. Central has the highest rate of the four localities, with Central 29.3 per 10,000 above Rural West."),
    ("rank", "27", "Month | Offences\nApril | 19\nMay | 23\nJune | 16\nJuly | 27\nAugust | 25\nHalf-year | 110\n\nJuly was the highest month."),
    ("rank", "82.0", "Ward | Population | Rate per 1,000\nAbbey | 12,450 | 82.0\nNorthgate | 19,870 | 64.2\nMeadowside | 11,240 | 46.0\n\nAbbey has the highest rate."),
    ("rank", "98.9%", "Collection:\nAshmere 98.9%\nTolvale 98.4%\nBrant 97.9%\nStenbury 96.6%\nAshmere comes first again and Stenbury last."),
    ("rank", "15.0", "Holding\t£m\nMarket fund A\t15.0\nMarket fund B\t12.5\nCall account\t5.0\nTotal\t32.5\n\nFund A is the largest holding."),
    # a run of figures, each above or below the one before
    ("from_to_direction", "64.0%", "The collection rate has improved for the third quarter running (62.2%, 62.9%, 63.5% and now 64.0%)."),
    ("from_to_direction", "430", "Dwellings in the last three years were 512, 468 and 430. Completions have gone down year on year."),
]  # fmt: skip
WRONG = [
    ("comparison", "64%", "The uphold rate was 67%, which is lower than the average of 64%."),
    ("comparison", "62.0%", "The take-up rate was 58.0%. This is above the county figure of 62.0%."),
    ("rank", "second", "Fees by district: Aston £455, Bray £440, Corby £390, Dene £371. Corby has the second highest of the four."),
    ("percent_of_total", "55%", "Prevention succeeded in 155 out of 310 cases. At 55% this is the best in the region."),
    ("percentages_sum", "8%", "Members brought in 46%, swimming 21%, lessons 18% and hire 12%. The remaining 8% came from the café."),
    ("difference", "153", "At 1 April there were 286 appeals. By 30 September 143 had been settled and the remaining 153 were with the valuer."),
    ("from_to_direction", "7,915", "Membership fell over the year, standing at 7,340 in April 2016 and 7,915 in April 2017."),
    ("absolute_change", "7.6", "Satisfaction increased from 58.0% to 62.4% between the two surveys, a rise of 7.6 percentage points."),
    # which way it went, told before the figures or right after them
    ("from_to_direction", "18.6%", "From April the contribution goes up from 19.4% to 18.6% of pay."),
    ("from_to_direction", "91", "Voids were down to 91, as against 80 last year."),
    ("from_to_direction", "4,100", "Visits rose to 4,100 (4,300 the year before)."),
    ("from_to_direction", "14.2%", "The positive outcome rate went from 17.0% to 14.2%, an improvement of 2.8 percentage points."),
    ("absolute_change", "5.0", "Rate up from 44.0% to 46.2%, a rise of 5.0 percentage points on the year."),
    # beside a limit, a target or others who are named: on which side, and how far
    ("comparison", "134 days", "The mean of the four quarters is 134 days, inside the 120-day target."),
    ("comparison", "7.5%", "Financing costs are 7.5% of the net stream, within the agreed ceiling of 6%."),
    ("comparison", "9.1%", "The manager had outperformed, with 9.1% against its own benchmark of 9.9%."),
    ("comparison", "450", "Referrals stand at 450, compared with 538 across our neighbours, so we are high."),
    ("difference", "0.92", "The return averaged 4.31%. The benchmark was 4.02%, so the portfolio beat its benchmark by 0.92 percentage points."),
    ("difference", "1.7", "Days lost: 9.4. Last year's figure was 10.1 days per FTE, so we are 1.7 days better."),
    ("difference", "2.4", "The rate is 6.5 per 1,000. The group mean is 5.1, so we sit 2.4 above our peers."),
    ("difference", "2.9", "Recycling was 44.1%. The target was 46%, which we missed by 2.9 points."),
    # a change, a saving or a majority whose figures stand apart
    ("percent_change", "50%", "The team seized 18,400 cigarettes. Compared with the 9,200 of 2022/23 that is an increase of 50%."),
    ("difference", "£35,000", "A loan costing £510,000 a year fell due. It was replaced by one costing £485,000. The saving is £35,000 a year."),
    ("difference", "£21,000", "The old contract cost £84,000 a year. The new one costs £72,000. That is a saving of £21,000 a year."),
    ("absolute_change", "£2,980", "Your precept of £42,600 is noted. Last year's precept was £39,710, while the precept itself is up by £2,980."),
    ("absolute_change", "£5.3m", "The list has a rateable value of £142.6m. Since it was compiled at £139.1m it has grown by £5.3m."),
    ("difference", "57", "Option A had 412 votes and Option B 365, a majority of 57 for A."),
    # first, last and highest of a list, of lines and of the column that is named
    ("rank", "47.9", "By locality: Central 47.9; Hanger Hill 33.4; Southfield 51.2; Rural West 18.6. Central has the highest rate of the four localities, with Central 29.3 per 10,000 above Rural West."),
    ("rank", "25", "Month | Offences\nApril | 19\nMay | 23\nJune | 16\nJuly | 27\nAugust | 25\nHalf-year | 110\n\nAugust was the highest month."),
    ("rank", "82.0", "Ward | Population | Rate per 1,000\nAbbey | 12,450 | 82.0\nNorthgate | 19,870 | 84.2\nMeadowside | 11,240 | 46.0\n\nAbbey has the highest rate."),
    # a run of figures, each above or below the one before
    ("from_to_direction", "62.5%", "The rate has risen for the third quarter running (62.2%, 62.9%, 62.5% and now 64.0%)."),
]  # fmt: skip
QUIET = [
    # a gap to the same figure that holds; doubled to; limits; another whole; grades
    "Attendance stood at 91.3%. It is 1.2 percentage points lower than the 92.5% of last spring, but still 2.4 points above the region (88.9%).",
    "The fund, which was £4.2m in 2021, had doubled to £8.4m by the spring.",
    "An examination is needed where income is greater than £25,000 and an audit where it is greater than £60,000.",
    "The team took 4,210 calls. Of these 1,263 (30%) became cases, and of the cases 884 (70%) were closed.",
    "Of the 276 kitchens seen, 221 have the top score of 5, a further 38 have a 4, and the other 17 have a 3 or lower.",
    "Visits across the eleven branches rose from 214,310 in 2021/22 to 268,945 in 2022/23, an increase of 25.5%.",
    "Taken together the three groups rose from 4,220 to 4,276 offences, or by 1.3%.",
    "Turnover was 8.1%. No ward exceeded the threshold of 10%: the highest was 8.7%.",
    "Sickness was 11.2 days in Adults, 9.4 in Children, 7.9 in Place and 6.1 in Resources. Adults was the highest of the four.",
    "Sixty-one per cent of pupils met the standard, compared with 77% of other pupils, a gap of 16 percentage points.",
    "Of 262 tenancies, 241 were still in place twelve months later (92.0%).",
    # which way it went, told before the figures or right after them
    "Teams of up to 5, compared with 8 last year, visit on Mondays.",
    "The claimant count fell to 843 in October, compared with 806 a year before.",
    "The forecast overspend is down to £4.1m, compared with £3.0m last year.",
    "The rate rose from 44.0% in Q1 to 46.2% in Q2, a rise of 5.0 percentage points on the year.",
    "The number went from 41 to 61, down 20 on the peak of 81.",
    # beside a limit, a target or others who are named: on which side, and how far
    "Some 412 were answered within the 20-minute target.",
    "In all 96% of readings were within the 5% tolerance.",
    "It rose to 7% and must be brought within the limit of 6%.",
    "Spending was £0.5m over the limit of £0.4m.",
    "Numbers were 45, compared with 54 in the region, although demand is high.",
    "Arrears of 3.1% are below the 4% benchmark and, at 18 days, voids beat the 20-day target by 2 days.",
    "The limit is £10m and we borrowed £6m, so we are £4m under.",
    # a change, a saving or a majority whose figures stand apart
    "Last year's income was £39,710. The staff budget is £42,600, and fees are up by £2,980.",
    "Income is now £84,000 against expenditure of £72,000. The loss of £15,000 in parking is covered.",
    "The old van cost £12,000 and the new one £15,000. Savings of £2,500 are made on fuel.",
    "The grant is £1.2m and the levy £1.1m. The saving is £0.15m.",
    "Of 412 replies for and 365 against, a majority of 60 respondents lived outside.",
    # first, last and highest of a list, of lines and of the column that is named
    "- Visits 4,100\n- Loans 9,200\n- Reservations 1,200\nVisits are the highest since 2019.",
    "Measure | Value\nVisits | 4,100\nLoans | 9,200\nReservations | 1,200\n\nVisits are the highest ever.",
    "Ward | Population | Offences\nAbbey | 12,450 | 1,021\nNorthgate | 9,870 | 634\nMeadowside | 11,240 | 517\n\nNorthgate has the highest deprivation.",
    "Month | Spend | Visits\nApril | 10 | 92\nMay | 30 | 81\nJune | 20 | 70\n\nJune was the highest month.",
    "Visits were 4,100 in Adel, 9,200 in Bray and 1,200 in Cole. Adel was top of the national list in 2019.",
    # a run of figures, each above or below the one before
    "Staff rose over the year by 3, 5 and 4 in Adel, Bray and Cole.",
    "Fees go up each year: £3, £5 and £4 for adults, children and pensioners.",
]


def found(text, kind, figure):
    return [
        each.verdict
        for each in claims.examine(text).findings
        if each.kind is Kind(kind)
        and (figure in each.text or each.text in figure or (kind == "rank" and figure in each.working))
    ]


@pytest.mark.parametrize(("kind", "figure", "text"), RIGHT)
def test_what_is_right_is_confirmed_however_it_is_put(kind, figure, text):
    verdicts = found(text, kind, figure)
    assert verdicts and set(verdicts) <= {Verdict.CONSISTENT, Verdict.ROUNDING}
    assert not [each for each in claims.examine(text).findings if each.verdict is Verdict.INCONSISTENT]


@pytest.mark.parametrize(("kind", "figure", "text"), WRONG)
def test_what_is_bound_and_wrong_is_told(kind, figure, text):
    assert Verdict.INCONSISTENT in found(text, kind, figure)


@pytest.mark.parametrize("text", QUIET)
def test_what_only_looks_like_it_is_left_alone(text):
    assert not [each.working for each in claims.examine(text).findings if each.verdict is Verdict.INCONSISTENT]


def test_a_comparison_is_marked_from_one_figure_to_the_other_and_over_a_full_stop_at_the_later():
    (one,) = (each for each in claims.examine(WRONG[0][2]).findings if each.kind is Kind.COMPARISON)
    assert one.text == "67%, which is lower than the average of 64%"
    assert [WRONG[0][2][start:end] for start, end in one.inputs] == ["67%", "64%"]
    (two,) = (each for each in claims.examine(WRONG[1][2]).findings if each.kind is Kind.COMPARISON)
    assert two.text == "62.0%"


def test_a_change_of_a_figure_that_is_not_given_cannot_be_reproduced():
    (one,) = claims.examine("Loans of e-books are up by 31% on the year.").findings
    assert one.verdict is Verdict.CANNOT_BE_REPRODUCED and one.text == "31%"
    assert not claims.examine("The plan commits the Council to cut emissions by 40% by 2030.").findings
