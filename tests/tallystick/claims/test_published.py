"""Passages as councils publish them: what must raise no alarm, and what one slip of the pen makes wrong.

Each of the first once raised one, each of the second none.
"""

import pytest

from tallystick import claims

RIGHT = (
    "The Council met the regulator's mark of 85% with 92.7%. It is thus above the regulator's mark of 85% and above its own of 90%.",
    "Complaints closed numbered 53: sixteen in the first quarter, twelve in the second, fifteen in the third and ten in the fourth. All told 119 were looked at.",
    "The latest forecast is an overspend of £7.8m, up by £1.8m from the £6.0m reported in the summer.",
    "Our own team made 1.02% and the outside manager 0.22%; combined, this was 0.78%, less than the group's 0.85%.",
    "Of the remedies 30 were payments, broken down as distress and trouble 20, loss of service 7, quantifiable loss 3.",
    "There were 30.9 crimes for every thousand people. He named 54 fewer break-ins, 27 fewer thefts and 94 fewer cases of damage.",
    "Crimes with a knife numbered 267: an increase of three per cent locally against sixteen nationally. Of 37,159 incidents 8,211 (22 per cent) were graded.",
    "The plan sought a 2% reduction in violence, and here the count had gone from 4,365 to 5,052.",
    "Thirteen of the fourteen complaints went no further. The one that was investigated was upheld, so that the rate was 100%.",
    "It was found that nine crimes in ten were properly entered, which she did not think acceptable; the figure was now 96 per cent.",
    "Burglary was cut by 19 per cent, that from dwellings by 22 and from other buildings by 16.",
    "The Borough has thirty members: 22 supported it and four opposed it. Only 11 per cent of the bill that is sent out is its own.",
    "In October 19% of calls were answered in time. In November 28,195 were answered (98.4%), twice the earlier share in time (38%).",
    "Managers marked the audits 4.6 out of 5 on average. Of the actions due, 96% had been taken.",
    "The Town Council fixed its spending at £362,648 - less than this year - and a precept of £222,019.",
    "The highest of the five is 2016; the lowest came after it, with 178 fewer, and most of that drop (156) was made good in the five.",
    "The count found 10 people sleeping rough. This is three more than in 2020 (7) but fewer than half the number found in 2019 (22).",
    "Bins received the most complaints (29%), followed by planning.",
    "Savings of £23m would be required next year and a further £87m over the two years after it, an average of £43.5m in each of these.",
    "The best of them had a surplus of £201,000 and the worst needed £360,000; our surplus in 2015 was £431,000.",
    "The challenger had 559 of the 1,013 votes, nearly 26 points up (25.9), and the defender 375, a loss of 11.1. A third took the other 79.",
    "He was fined £140. To that were added a £30 surcharge and costs of £1,315.31, or £1,485.31 in all.",
    "Additions amount to £5.782m, made up of £4.184m from grants, £1.232m from section 106 agreements and £0.365m from a reserve.",
    "Visits were 44,210, fewer than the 51,600 of last year, while web forms grew to 38,700.",
    "The stations went to 1,276 calls in twenty-six weeks, on average 49 a week.",
    "They concerned children in 4,232 of 9,406 instances (44%), adults in 3,574 (37%) and homelessness in 1,600 (17%).",
    "There were 915,800 visits, or 15,000 more than the 900,461 of a year ago.",
    "Salt in the barns stood at 2,150 tonnes, less than half the 5,000 tonnes held in October.",
    "Of each £100, £36 goes on care, £28 on children, £13 on roads, £9 on debt and £15 on all else. The figures are rounded to the nearest pound.",
    "Over the quarter the Fund returned 2.4% against 1.9% for its benchmark, a half-point outperformance.",
    "The three percentages add to 101 because each has been rounded. A year ago, on 73 measures, the first group stood at 56%.",
    "Fires divide into 2,296 primary, 1,480 secondary and 367 in chimneys.",
    "Abuse was behind 25 enquiries and neglect behind 24.",
    "The land supply stands at 4.15 years, more than half a year less than the 4.68 reported before.",
    "That makes £2,850 in total, about £220 a notice, within the permitted range of £150 to £400.",
    "Violence, for which a cut of 5% had been the target, fell by nearly twice as much, from 21,625 to 19,509.",
    "Crimes fell from 3,277 to 3,177. The drop of 3.1 per cent is a little better than the 2.9 per cent of the region.",
    "Cancer is responsible for 36% and heart disease for 24%, three fifths between them.",
    "There were 75,420 children in care, 4% more than a year before, and equal to 64 in every 10,000 (62 in 2017, 60 in 2016).",
    "The Council recorded 11.09 days of sickness for each and so missed its target of 7.5 days.",
    "The 76 fall as follows: waste 27 (36%), revenues 9 (12%), housing 8 (11%), planning 7 (9%).",
    "The gap of 16.1% has shrunk since 2017, when it was 25.4%, and it is under the 16.9% of a year ago.",
    "Of 2,148 who applied, 1,886 have their first choice, 160 the second and 35 the third. In all 95% have one of the three. The other 67 (3%) have not.",
    "Children in the 430 homes: 62% walk, 55% cycle at times and 48% come by bus on wet days.",
    "Mean speeds were 27.4 and 24.1 mph, 3.3 mph or 12% slower.",
    "There had been twenty incidents: five burglaries, four assaults, two cases of damage, a theft and eight of other kinds.",
    "The Council wrote to 198, by email in 137 cases and by post in 61. A town council was the first choice of 87% of those who answered.",
)
WRONG = {
    "The median wait fell from 62 to 48 days, a 29% improvement.": "29%",
    "Electricity used fell from 9.6 GWh to 6.1 GWh, a drop of 3.5 GWh or 63.5%.": "63.5%",
    "There were 1,146 homes, and of 120,000 people 7,200 (5%) are out of work.": "5%",
    "Current tenant arrears were £1.148m at the year end. It is recommended that current arrears of £1.184m at the year end be noted.": "£1.184m",
    "The service received 6,284 contacts in nine months. As reported above, 6,824 contacts came in.": "6,824",
    "Of the 60 invoices looked at 51 (85%) had been signed, 45 (75%) were matched and 48 (78%) had been coded.": "78%",
    "Payments have more than doubled in a year, from 214 to 402. Awards went up from 150 to 315.": "402",
    "There were 54 exclusions in 2022/23, three times the number in 2020/21, when there were 27.": "54",
    "On the last day of June there were 684 children in care and on the last day of September 696, an increase of 7.": "7",
    "It lists 1,874 offences from April to September, 212 fewer than the 1,986 of a year before.": "212",
    "The centre was offered 118,400 calls and answered 106,560, which is 90%. The 11,840 abandoned calls are 11% of the 118,400.": "11%",
    "FOI requests came from the public (54%), the press (23%), firms (17%) and others (16%).": "16%",
    "The Panel considered 26 cases. Of the 26, 14 were referred by schools, 9 by health visitors and 6 by the police.": "26",
    "In all 1,316 of the 1,880 were against, that is 70%, and 282 (15%) were in favour; the remaining 292 did not say.": "292",
    "A further 18 homes were completed in March, added to the 126 already handed over and taking the total to 154.": "154",
    "Spending on the contract was £1.284m against a budget of £1.310m, an overspend of £26,000.": "£26,000",
    "Payments were:\n\nClerk £3,120\nGrounds £2,480\nInsurance £1,064\nElectricity £702\nSundries £389\nTotal £7,366": "£7,366",
    "The warden dealt with 120 strays as against 300 five years before, a decrease of 150%.": "150%",
    "Adopters approved in each of the last four years: 18, 22, 16 and 20. The four-year average is 21.": "21",
    "The Council will save £210,000 in the first year, £340,000 in the second and £365,000 in the third. Over the three years this is worth £1.15m.": "£1.15m",
    "Hours given have seen a tenfold increase: 1,350 were logged in 2010/11, and 5,400 in 2012/13.": "5,400",
    "Between April and June 1,840 orders were closed, and 414 of them had been raised as emergencies. That puts emergencies at 29.0% of all orders.": "29.0%",
    "The count was 6,183 tonnes; the year before it had been 5,716. Far from a cut, that is 467 tonnes or 18% more.": "18%",
    "Fires came to 1,408, against 1,499 before, which is a fall of 6%. They are made up of 629 primary fires, 690 secondary and 98 in chimneys.": "1,408",
    "Police recorded 2,208 incidents in a borough of 92,000 people. At 2.4 per 1,000 residents this is low.": "2.4",
    "There were 78 apprentices in March and 69 in September, an increase of 9.": "9",
    "The caseload per social worker went from 17.2 to 19.6, a decrease of 2.4.": "19.6",
}


def alarms(text: str) -> list[str]:
    return [each.text for each in claims.examine(text).findings if each.verdict == "inconsistent"]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_raises_no_alarm(text: str) -> None:
    assert alarms(text) == []


@pytest.mark.parametrize(("text", "wrong"), WRONG.items())
def test_what_is_wrong_is_called_so_and_nothing_else(text: str, wrong: str) -> None:
    assert alarms(text) == [wrong]


def test_shares_that_pass_a_hundred_are_told_once_and_nothing_else_is_made_of_them() -> None:
    text = "Requests came from the public (54%), the press (23%), firms (17%) and others (16%)."
    [finding] = claims.examine(text).findings
    assert (finding.verdict, finding.working) == ("inconsistent", "54% + 23% + 17% + 16% = 110%, and not 100%.")
