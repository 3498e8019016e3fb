"""Shares of a whole and sums of parts in any order: what is right is confirmed, what is tied by words and wrong is told."""

import pytest

from tallystick import claims
from tallystick.claims import Verdict

RIGHT = [
    # a share over the sentence that puts it in numbers
    ("58.3%", "Plans on time rose to 58.3% from 41.6%. That is 16.7 percentage points better and means 210 plans out of 360 were on time."),
    # a part of those named before, and the others
    ("976", "There were 1,486 empty homes on the list. Band A accounts for 113 of them and Band B for 397, with the other 976 in Bands C and D."),
    # columns below nought in brackets or with a minus, and tables that carry a balance on
    ("3,080", "Service | Budget | Forecast | Variance\nAdults | 142,300 | 144,150 | 1,850\nChildren | 88,640 | 91,020 | 2,380\nPlace | 51,900 | 51,430 | (470)\nResources | 30,160 | 29,480 | (680)\nTotal | 313,000 | 316,080 | 3,080"),
    ("3,380", "Fund | £000\nOpening balance | 4,120\nContributions | 600\nUsed in year | (1,340)\nClosing balance | 3,380"),
    ("352", "Caseload | Q1\nOpen at start | 340\nNew referrals | 120\nClosed | 108\nOpen at end | 352"),
    # the part, or the whole, in another sentence
    ("5%", "Agency spend was £2.6m. That is 5% of the half-year paybill of £52m."),
    ("84.6%", "Coverage was 84.6%, compared with 83.9% in England and a goal of 95%. In absolute terms 2,961 of a cohort of 3,500 had both doses."),
    ("24.8%", "24.8% of children measured were above a healthy weight. In numbers: 1,911 children measured, 474 above."),
    # the part, or the whole, by its name
    ("0.8%", "The forecast is £315.0m on a budget of £312.6m, i.e. an overspend of £2.4m or 0.8% of the net budget."),
    ("8%", "The borough has 96,000 homes; 24,000 rented homes and 1,920 empty ones, or 8% of rented homes."),
    ("62.5%", "The budget is £48.0m: staff £30.0m, contracts £12.0m and premises £6.0m. The largest part, staff, takes 62.5%."),
    # lists whose total stands in another sentence
    ("£2.4m", "The forecast is an overspend of £2.4m. It is made up of:\n- Adults: £3.1m pressure, chiefly nursing\n- Children: £1.9m pressure\n- Highways: £0.7m underspend\n- Corporate: £1.9m underspend"),
    ("214", "We closed 214 cases in the quarter:\n- 96 were housing\n- 71 were benefits\n- 47 were debt"),
    ("£3.0m", "The budget of £3.0m is funded by council tax of £1.8m and grant of £1.2m."),
    # answers to one question
    ("8%", "How satisfied are you?\nVery satisfied: 31%\nFairly satisfied: 38%\nFairly dissatisfied: 14%\nVery dissatisfied: 9%\nDon't know: 8%\n"),
    ("69%", "How satisfied are you?\nVery satisfied: 31%\nFairly satisfied: 38%\nFairly dissatisfied: 14%\nVery dissatisfied: 9%\nDon't know: 8%\n\nSo 69% are satisfied and 23% dissatisfied."),
    # taken together, though they do not stand side by side
    ("18", "Officers attempted 75 vape purchases and 12 resulted in a sale; in the 40 alcohol attempts there were 6 sales. In total, 18 sales were made in 115 attempts."),
    ("£200k", "Five schools closed in deficit: Ash £12k, Birch £38k, Cedar £45k, Elm £61k, Oak £94k. The three largest (Cedar, Elm and Oak) account for £200k."),
    ("37,800", "Where it went (tonnes): recycled 24,600; composted 13,200; energy from waste 39,000; landfill 3,200. Recycling and composting put together were 37,800 t."),
    ("37.5%", "Of 240 staff, 120 are full time, 90 part time and 30 casual: 50% full time, 37.5% part time and 12.5% casual."),
    ("12%", "Roads adopted bring the network to 812.4 km from 806.0 km. Unclassified roads are 487.44 km, that is 60% of the network; A roads 97.5 km, so 12%."),
    ("611,000", "Option 1: one unitary, population 611,000. Option 2: two, east and west, 324,000 and 287,000."),
]  # fmt: skip
WRONG = [
    # parts in brackets, with their shares, of what is divided
    ("£2.64m", "The allocation of £2.64m is divided between communities and place (£1.12m, being 42%), local business (£0.87m) and people and skills (£0.56m)."),
    ("£5.4m", "The grant of £5.4m is split between roads (£2.1m), bridges (£1.4m) and lighting (£1.0m)."),
    # a total with what is counted between it and the word that says so
    ("144", "There were 58 families in bed and breakfast and 96 in our own hostels and leased flats, so 144 households in temporary accommodation altogether."),
    ("2,600", "Mrs Hobday polled 1,127, Mr Tran 968 and Ms Ferris 405, which gives 2,600 valid votes."),
    ("255", "The survey had 120 replies by post, 85 by phone and 40 online (so 255 replies altogether)."),
    # answers to one question in one sentence
    ("21%", "38% were very satisfied; 29% fairly satisfied; 14% neither; 11% fairly dissatisfied; 8% very dissatisfied. Taken so, 67% were satisfied and 21% dissatisfied."),
    ("56%", "24% strongly agreed, 41% agreed, 18% neither agreed nor disagreed, 11% disagreed and 6% strongly disagreed. So 56% agreed to some extent."),
    # lines with a last one for all of them
    ("5,840", "Contributions held (£000)\nEducation: 1,420\nAffordable housing: 2,865\nOpen space: 537\nHighways: 918\nAll purposes: 5,840\nHousing is the largest."),
    # the parts of a list named again
    ("£56,700", "How the book fund of £96,000 was split: adult fiction £38,400 (40%), adult non-fiction £19,200 (20%), children £28,800 (30%), large print £9,600 (10%). Adult stock all told came to £56,700."),
    ("5,400", "Visits by site: Abbey 2,900, Castle 1,700, Dean 1,300, Elm 800. Abbey and Castle together had 5,400."),
    # the shares of a list in its order
    ("37%", "62 indicators are reported, 34 of them green, 17 amber and 11 red. In percentage terms: 55% green, 37% amber, 18% red."),
    ("14%", "The panel heard 50 appeals: allowed 20, dismissed 18 and withdrawn 12. That is allowed 40%, dismissed 36% and withdrawn 14%."),
    # a part right after one whose share is said to be of the whole
    ("18%", "The network is 812.4 km. Unclassified roads are 487.44 km, that is 60% of the network; A roads 97.5 km, so 18%."),
    ("21%", "Spend to date is £5.25m. Social care accounts for £3.99m or 76% of the total and waste for £0.63m or 21%."),
    ("25%", "The register has 400 households. Transfers make up 260 (65% of the total), and 80 (25%) are homeless."),
    # parts whose whole is not given: all others make their shares of their sum
    ("32%", "There were 120 (57%) complaints about bins, 48 (32%) about streets and 44 (21%) about parks."),
    # two in five are not one in three
    ("One in three", "One in three of the applicants who answered, 216 out of 540, wanted to stay in their ward."),
    ("926", "There were 1,486 empty homes on the list. Band A accounts for 113 of them and Band B for 397, with the other 926 in Bands C and D."),
    ("+95", "Roll | 2022 | 2023 | Change\nPrimary | 31,420 | 30,980 | -440\nSecondary | 22,150 | 22,610 | +460\nSpecial | 1,105 | 1,160 | +55\nAll | 54,675 | 54,750 | +95"),
    ("-1.7", "Service\tBudget\tForecast\tVariance\nChildren\t48.6\t52.9\t4.3\nAdults\t71.2\t72.8\t1.6\nCommunities\t6.4\t6.1\t-0.3\nCorporate\t19.8\t18.7\t-1.7"),
    ("27.6", "Usable reserves, £m\nBalance at 1 April\t31.2\nContributions in\t2.4\nDrawn to revenue\t(6.9)\nBalance at 31 March\t27.6"),
    ("239", "Households housed\nAt 1 April | 214\nPlaced in the quarter | 96\nLeft | 81\nAt 30 June | 239"),
    ("8%", "Agency spend was £2.6m. That is 8% of the half-year paybill of £52m."),
    ("86.4%", "Coverage was 86.4%. In absolute terms 2,961 of a cohort of 3,500 had both doses."),
    ("56.0%", "There were 936 attendances. Weekend nights took 515, the equivalent of 55.0%. Under-25s were 318 (34.0%). Alcohol was noted in 608 cases or 56.0%."),
    ("78%", "Headcount 2,640, of whom 1,848 are women (70%) and 792 men (30%). Ethnicity is recorded for 2,323 employees, i.e. 78%."),
    ("31%", "The programme is £12.4m. Officers rate £8.1m as green, £2.7m as amber and £1.6m as red. The red ones, at 31%, are of concern."),
    ("72%", "The scheme costs £8.4m: grant of £5.2m, section 106 of £1.7m and borrowing of £1.5m. Grant thus pays for 72% of the scheme."),
    ("65%", "The council has 60 seats: Labour 33, Conservative 18 and Liberal Democrat 9. Labour thus holds 65% of the seats."),
    ("52.5%", "The budget is £48.0m, of which £30.0m is staff, £12.0m contracts and £6.0m premises. Staff costs make up 52.5% of the total."),
    ("6%", "The general fund budget is £212m. Agency spend was £10.6m, or 6% of the budget."),
    ("£2.4m", "The net overspend is £2.4m, comprising:\n- Adults £3.1m overspend\n- Children £1.9m overspend\n- Highways £0.7m underspend\n- Corporate £1.2m underspend"),
    ("£4.8m", "The savings target is £4.8m. It is split as follows:\n• Adults £2.1m\n• Children £1.4m\n• Place £0.9m"),
    ("£16.8m", "The council had three earmarked reserves only: Insurance, £3.2m; Business Rates, £5.5m; and Change, £7.1m. Earmarked reserves thus totalled £16.8m."),
    ("£8.4m", "The £8.4m cost is to be met by DfE grant of £5.2m, section 106 of £1.7m and prudential borrowing of £1.9m."),
    # what is left of those named before
    ("62", "Premises rated 5 stand at 1,116 of the 1,488 in the scheme. A further 223 (15.0%) are rated 4 and 97 are rated 3. That leaves 62 at 2 or lower."),
    ("59", "The pathway had 640 children on its list. Of these, 288 had waited under 6 weeks (45%), 197 between 6 and 12 weeks, 106 between 12 and 18 weeks, and the other 59 longer."),
    ("30", "We received 212 complaints. 140 were answered in time and 52 late. That leaves 30 open."),
    # answers to one question, and shares of which the last is all else
    ("13%", "How satisfied are you?\nVery satisfied: 31%\nFairly satisfied: 38%\nFairly dissatisfied: 14%\nVery dissatisfied: 9%\nDon't know: 13%\n"),
    ("29%", "How satisfied are you?\nVery satisfied: 31%\nFairly satisfied: 38%\nFairly dissatisfied: 14%\nVery dissatisfied: 9%\nDon't know: 8%\n\nSo 69% are satisfied and 29% dissatisfied."),
    ("12%", "Please choose one answer only.\n\nYes 43%\nPerhaps 27%\nNo 23%\nNo view 12%"),
    ("9%", "How the £24.0m budget is divided: resurfacing 46% (£11.04m), potholes 21%, drainage 14%, bridges 13%, everything else 9%."),
    # taken together, though they do not stand side by side
    ("19", "In the north 75 visits led to 12 fines, in the south 40 led to 6. Altogether there were 19 fines from 115 visits."),
    ("£165k", "Five schools closed in deficit: Ash £12k, Birch £38k, Cedar £45k, Elm £61k, Oak £94k. The two largest together come to £165k."),
    ("11", "The amendment was carried, 31 Members voting for and 22 against, with 4 abstentions, a majority of 11."),
]  # fmt: skip
QUIET = [
    # parts of what was named before; shares of several questions; the mean of others
    "Empty homes fell from 806 to 743. A premium of 100% is charged on 402 of them and 200% or 300% on 118, the remaining 223 being exempt.",
    "Aged 0-15, 17.2%; over 65, 26.4%. Homes owned outright 38.9%, private rented 15.1%. No car: 11.8%.",
    "This means that 210 plans out of 360 went out on time. The average for the region was 50.3%.",
    # parts of which only one makes its share of their sum
    "There were 120 (57%) complaints about bins, 48 (32%) about streets and 44 (25%) about parks.",
    # changes of a rate have no sum; what a row of a table that is carried on does is not always said
    "Ward | Crimes | Change in rate\nA | 100 | 0.3\nB | 90 | -0.2\nC | 110 | 0.4\nTotal | 300 | 0.1",
    "Fund | £000\nOpening balance | 4,120\nRestatement | 600\nUsed in year | 1,340\nClosing balance | 2,180",
    # what is said of a part, and is no share of its list; a part of those whose number is not given
    "The scheme costs £8.4m: grant of £5.2m, section 106 of £1.7m and borrowing of £1.5m. Borrowing rates have risen to 9.6%.",
    "The budget is £48.0m, of which £30.0m is staff, £12.0m contracts and £6.0m premises. Staff turnover was 44% and sickness among staff 4%.",
    "Claims numbered 480: 300 housing, 120 council tax and 60 others. Of the housing claims 92% were in time. Housing claims represent 52% of those paid late.",
    "Of the 360 children 210 (58.3%) were boys and 150 (41.7%) girls. Health assessments were completed for 310 (91%).",
    "Of 500 replies, 300 (60%) were online and 200 (40%) on paper. Of the online replies 120 (40%) came from under 25s; 90 (30%) were from over 65s.",
    "Fees are £30 a head. This is 5% below the £31.60 charged elsewhere.",
    "Turnout was 34%. In cash terms the election cost £240,000 against a budget of £720,000.",
    # lists that are not all of it
    "The £2.4m gap is partly funded by a grant of £1.2m and reserves of £0.9m.",
    "The £12.5m scheme will be funded from £5m of borrowing, £4m of grant and £2m of receipts, with the rest still to be found.",
    "Members are asked to approve £4.6m for:\n1. roads £2.1m\n2. bridges £1.4m",
    "The key dates are as follows:\n- 120 letters sent by 4 May\n- 85 replies by 6 June\n- 60 visits made by July",
    "The panel has 14 members. It met 6 times in 2023 and 4 times in 2024. That leaves 2 meetings to come.",
    "The budget was £4.2m. Of this £1.1m went on roads and £0.8m on bridges. That leaves £2.3m for the rest of the year.",
    # shares of several things, a line each
    "Which of these did you use? Tick all that apply.\nLibrary 43%\nPool 27%\nMuseum 24%\nPark 21%",
    "Share of pupils at the expected standard\nVery rural 60%\nVery urban 30%\nCoastal 22%",
    "Response rates by ward\nAbbey 31%\nCastle 28%\nPark 35%\nTurnout was 70% in Abbey and the park.",
    "The motion had 31 for and 22 against; it needed a majority of 14.",
    "Visits: Central 41,200; Northgate 18,300; Southfield 22,750; Lido Road 9,400. The two busiest cost £60,000 together, and issued 64,000 books.",
    "She watched 14 lessons, and behaviour is graded 2. Suspensions came to 18, half the 36 of the previous year.",
    "She watched 14 lessons, spoke to 30 pupils and read 6 files. Behaviour is graded 2. Suspensions came to 18, half the 36 of the previous year.",
    "She watched 14 lessons, spoke to 30 pupils and read 6 files. Behaviour is graded 2. Suspensions came to 18 in the 36 schools.",
    "We saw 12 people in May and 18 in June, which gives 15 a month.",
    "It takes 12 weeks in Abbey, 14 in Dean and 17 in Elm, which gives 14.3 weeks on average.",
    "The plan has 40 homes at Abbey, 30 at Dean and 20 at Elm, which makes 80 homes a year for ten years.",
    "Satisfaction by ward\nAbbey: 62\nCastle: 71\nDean: 58\nAll wards: 64",
    "Attendance\nSpring: 140\nSummer: 152\nAutumn: 149\nAll year: 210 unique visitors",
    "62% were satisfied with parks, 55% with streets, 71% with bins and 40% with buses. Last year 58% were satisfied with parks.",
    "Inspectors saw 9 classes; teaching was rated 1. Complaints totalled 12, against 15 the year before.",
    "Days lost stood at 9.4, still above the target of 8.5. Long-term absence made up 62% of days lost and short-term the remaining 38%.",
    "The service has 400 staff, and 240, or 60% of the total, are in unions; pay rose for 120, or 4% on average.",
    "Visits by site: Abbey 2,900, Castle 1,700, Dean 1,300, Elm 800. Abbey and Castle together lent 5,400 books.",
    "We hold 50 posts: 20 filled, 18 vacant and 12 frozen. Turnover was 8% among filled, 12% in vacant and 3% in frozen posts last year.",
    "Service | This year | (Last year)\nHousing | 420 | (400)\nLeisure | 215 | (230)\nTotal | 635 | (630)",
]  # fmt: skip


@pytest.mark.parametrize(("figure", "text"), RIGHT)
def test_what_is_right_is_confirmed_in_any_order(figure: str, text: str) -> None:
    found = [each for each in claims.examine(text).findings if each.text == figure]
    assert any(each.verdict in {Verdict.CONSISTENT, Verdict.ROUNDING} for each in found), found
    assert not [each for each in claims.examine(text).findings if each.verdict is Verdict.INCONSISTENT]


@pytest.mark.parametrize(("figure", "text"), WRONG)
def test_what_the_words_tie_and_is_wrong_is_told(figure: str, text: str) -> None:
    wrong = [each for each in claims.examine(text).findings if each.verdict is Verdict.INCONSISTENT]
    assert {each.text for each in wrong} == {figure}


@pytest.mark.parametrize("text", QUIET)
def test_what_only_looks_like_a_part_of_a_whole_raises_nothing(text: str) -> None:
    assert not [each for each in claims.examine(text).findings if each.verdict is Verdict.INCONSISTENT]
