"""Prices for one, rates, products, multiples and shares in words: what is right is confirmed, what is wrong told, and what only looks so left alone."""

import pytest

from tallystick import claims
from tallystick.claims import Verdict

# The figure that is tested, the figure that would be wrong there, and the text.
HELD = [
    # multiples of a figure that stands apart
    ("£1,012", "£812", "An in-house place costs £478 a week and an agency one £1,012, more than twice as much; the gap was £534."),
    ("Thirty-six", "Twenty-six", "Thirty-six were brought back through officer intervention, three times last year's 12."),
    ("1,350", "1,150", "Visits were 900 in June. In July they were 1,350, half as many again."),
    ("41", "61", "There were 84 referrals in the north and 41 in the south, roughly half as many."),
    ("three", "two", "Eighty-eight deaths were reviewed, 66 of them male and 22 female: a ratio of three to one."),
    ("more than two", "more than three", "In favour were 1,126 (61%), against 517 (28%). Supporters thus outnumbered opponents by more than two to one."),
    # prices for one of what is counted elsewhere
    ("£1,300", "£1,030", "Of 412 claims 371 were turned down and the other 41 settled. The settled ones cost £53,300 altogether, an average of £1,300 apiece."),
    ("£9,456", "£9,546", "- 8,150 pupils are carried, 1,470 of them on contracts\n- the contracts alone cost £13.9m, i.e. £9,456 a pupil"),
    ("£217", "£172", "542 completed all 12 weeks. The unit cost was £217 per completer on spend of £117,614."),
    ("3.9", "5.9", "Of 370 adults 116 went on to reoffend. Between them they committed 452 further offences, the equivalent of 3.9 per reoffender."),
    ("45", "54", "Supervised brushing reaches 2,088 children in 46 settings, the equivalent of 45 per setting."),
    ("£190", "£220", "1,250 adults enrolled; 800 finished. The contract was worth £237,500 or £190 for each adult enrolled."),
    ("£3.05", "£3.55", "Libraries had 1.32m visits. The net budget was £4.03m, and the cost per visit was £3.05."),
    # by the month, the week and the quarter
    ("330", "350", "Blue Badge applications in the year came to 3,960, or 330 a month."),
    ("£4.3m", "£5.3m", "That leaves £17.3m for the last four months, £4.3m a month."),
    ("230", "240", "Quit dates by quarter were 214, 198, 243 and 265, giving 920 for the year. On average, then, 230 people a quarter set one."),
    ("eight year", "six year", "It cost £1.52m and is worth £190,000 a year, an eight year payback."),
    # rates for so many, with the population elsewhere, and in tables
    ("563.5", "653.5", "Last year 346 people were admitted in an area with an estimated population of 61,400. The crude rate is therefore 563.5 per 100,000."),
    ("570", "750", "Some 2,736 became referrals. As a rate per 10,000 children (population 48,000) referrals stand at 570, compared with 538 elsewhere."),
    ("6.5", "7.5", "The borough has 74,800 households. There were 486 burglaries in the year, or 6.5 per 1,000 households."),
    ("46.0", "48.0", "Ward | Population | Offences | Rate per 1,000\nAbbey | 12,450 | 1,021 | 82.0\nHolme | 9,870 | 634 | 64.2\nMoor | 11,240 | 517 | 46.0"),
    ("£5.20", "£5.50", "Service | Visits | Cost | Cost per visit\nLibrary | 1,200 | £3,600 | £3.00\nPool | 900 | £3,600 | £4.00\nGym | 500 | £2,600 | £5.20"),
    # so many at so much
    ("£9.475m", "£8.475m", "Residual waste is forecast at 84,600 tonnes. At the gate fee of £112 the disposal cost will be £9.475m."),
    ("570", "590", "The universal offer is 15 hours for 38 weeks, 570 hours a year."),
    ("£9,360", "£9,630", "Cover was needed for 26 weeks. At £360 a week that cost £9,360."),
    # shares in words
    ("one in eight", "one in six", "We refused 495 (12.5%), and 99 were withdrawn. Sixty of those refused asked for a review, that is one in eight."),
    ("one in eight", "one in twelve", "There are 4 nurseries, 96 primaries and 18 others, so 118 in all. Fourteen closed in the red - one in eight of those maintained."),
    ("nearly a fifth", "nearly a third", "642 people finished. For 461 nothing further was needed, which is 72%; nearly a fifth, 118, went on to a smaller package."),
    ("30%", "40%", "Three in ten of those eligible do not take the meal, the equivalent of 30% left unclaimed."),
    ("24.8%", "34.8%", "24.8% of the children measured were above a healthy weight. That's about 1 in 4."),
    ("62p", "72p", "For every £1 the county spends, 62p is on social care: £186m out of a net £300m."),
    # pence are money
    ("15p", "25p", "The fee went up from 45p to 60p a mile, an increase of 15p."),
    ("one tenancy in four", "one tenancy in six", "There were 1,216 terminations. In 304 cases the tenant had held the property for under two years - that is one tenancy in four."),
    ("one tenant in every four", "one tenant in every six", "Of 1,216 tenants 304 had arrears, one tenant in every four."),
    ("Two in five", "One in three", "Two in five of the applicants who answered, 216 out of 540, wanted to stay in the ward."),
    ("360", "260", "There were 72 ceremonies at the Town Hall and five times as many, 360, at approved venues."),
    ("8", "11", "The number of tubes over the limit has halved (16 then, 8 now)."),
    ("21", "26", "Of the 273, 21 were unaccompanied (it was 14 in March, so half as many again now)."),
    ("46%", "36%", "46% of respondents told us that is how they first heard about the plan, twice as many as the 23% who saw it in a newsletter."),
    ("£6,200", "£8,600", "Residential beds cost £6,200 a week, foster care £620. In other words a bed costs ten times what a foster place does."),
    ("£31", "£41", "Rents go out in October (£62 full plot, £31 half plot so half the price)."),
    ("£45", "£54", "120,000 people watched the Airshow. They spent £5.4m in our shops, cafes and hotels, or £45 a head."),
    ("36", "63", "Volunteers: we've 164 on the books, though they gave fewer hours, 5,904 in all, which comes to 36 hours per volunteer."),
    ("145", "154", "Average speed of answer by quarter was 184, 151, 127 and 118 seconds, a simple average of 145 over the four."),
    ("16", "15", "The 1,408 open cases divide among those 88 workers at 16 apiece."),
    ("36", "46", "Weekly counts were 42, 18, 30, 65, 25. The five add up to 180 and the mean is 36, well below the line."),
    ("119.0", "121.0", "Residual waste per household: Q1 118.4 kg; Q2 121.7 kg; Q3 116.9 kg; year to date 357.0 kg. That works out at an average of 119.0 kg a quarter."),
    ("70", "91", "FOI requests: April 68, May 64, June 78.\n\nThe quarter's total was 210, or 70 a month on average."),
    ("1,015", "1,105", "3,045 people joined the library this spring, 1,015 in each of March, April and May."),
    ("£750k", "£600k", "The saving is £150k a year (12.1%) and consequently £750k over the five-year term."),
    ("173", "137", "There were 43 entrants in the year. On a population aged 10 to 17 of 24,850 that gives a rate of 173 per 100,000."),
    ("40", "4", "We have 84 charge points. With 210,000 residents that is 40 charge points per 100,000 people."),
    ("One in four", "One in three", "The 1,408 open cases divide among 88 workers at 16 apiece. One in four of the workers is from an agency (22)."),
    ("one in four", "one in three", "Fleet: 184 vehicles under 3.5 tonnes. At the end of March 46 were electric, so one in four of the small fleet has been switched."),
    ("53%", "43%", "1,300 people gave a first preference. Option B won more than half of them (689, or 53%)."),
]  # fmt: skip
CONFIRMED = [
    ("4 out of every 5", "Outcomes were asked for in 4 out of every 5 enquiries (436). Of 545 enquiries, 218 were about neglect."),
    ("50%", "Half goes to the Secretary of State (50%); the districts retain 40%."),
    ("£1,134", "B&B held 21 households. At £54 a night it is costing £1,134 nightly."),
    ("£1.39m", "Consumption fell by 5.8 GWh. Valued at 24p a unit, the saving is worth £1.39m a year."),
    ("£336,400", "Placements numbered 58. The average weekly fee is £5,800, so the current weekly bill is £336,400."),
    ("£3,043.80", "- the offer is 570 hours a year\n- £5.34 an hour is passed on\n- a full-year place is hence worth £3,043.80"),
    ("93.4", "Charge points per 100,000 people: 93.4 in the county in April. There are 654 devices for a population of 700,300."),
    ("about £1.51", "That is £78.50 more over the year, or about £1.51 a week."),
    ("116", "Housing Options received 1,392 approaches during 2023-24, or an average of 116 a month."),
    ("£2.65m", "To the end of November (eight months) spend was £21.2m, which averages £2.65m a month."),
    ("8.3", "Incidents monitored: 1,845. Arrests numbered 221, one for every 8.3 incidents."),
    ("22", "Month | Offences\nApril | 60\nMay | 72\nHalf-year | 132\n\nThe monthly average was 22."),
    ("£1.5m", "Some £0.7m is still outstanding. The contingency is £1.5m, which is more than twice the outstanding sum."),
    ("21", "Nov: 17 persons. Dec: 14. Jan: 21, which is half as many again as December."),
    ("33p", "The group average is £11.75 and ours of £11.42 is 33p below it."),
    ("£1,303", "Visits numbered 41 and cost £53,417, an average of £1,303 each."),
    ("£2,580", "Accounts numbered 46 and were worth £118,700, an average of £2,580 each."),
    ("16", "The 1,408 open cases divide among those 88 workers at 16 each."),
    ("310", "Two and a half times as much food waste! The crews picked up 310 tonnes, where the pilot brought in 124."),
    ("£4,480", "They will each pay double from next April. At Band D that means £4,480 in place of £2,240."),
    ("two", "46% of people were in favour, 31% did not mind either way and 23% were against. In other words supporters outnumbered opponents by two to one."),
    ("7,130", "Since the baseline (14,260) emissions are down 31.0%. The interim milestone, a halving of the baseline to 7,130, still requires 2,710 tonnes."),
    ("Nineteen", "Nineteen of the seventy-six vehicles are now electric. Three years ago only four were, so the number has grown nearly fivefold."),
    ("£9", "Dial-a-ride: 4,150 passengers, £37,350, that is £9 a journey."),
    ("£460", "Ceremonies. We did 432 in the calendar year. Fee income £198,720, which is £460 a ceremony."),
    ("£1,240", "We paid out on the other 49, a sum of £60,760, or £1,240 a claim."),
    ("75p", "We counted 48,300 visitors, 30% more than last year's 37,150. The donation boxes held £36,225 (75p a head)."),
    ("an hour and a half", "Befrienders made 1,872 visits. Volunteers gave 2,808 hours, an hour and a half per visit."),
    ("six", "24 burglaries in a ward of 4,000 homes is six for every 1,000."),
    ("£23,190", "773 patients out of 15,460 neither came nor cancelled. At £30 each, the Chair observed, that is £23,190 gone in a month."),
]  # fmt: skip
ALONE = [
    "Members numbered 310 and guests 140, outnumbering staff by three to one.",
    "Agency spend was £940,000 on 120 posts, £6,800 a post in Highways.",
    "In the year 240 households were helped for £96,000. Grants averaged £310 a household for the 60 given boilers.",
    "Rents rose by £4.20 a week to £98.40 a week. The annual rent roll is £5.2m from 1,020 homes.",
    "Spend was £1.2m in the year. A further £90,000 a month has been bid for.",
    "Attendance was 806, or 67 a month last year, and this year 50 a month.",
    "Reviews cost £54,000 for 120 cases. Each case costs £520 at current prices.",
    "Three in ten tenants replied, or 40% of those who were written to twice.",
    "24.8% of the children were above a healthy weight. That was 1 in 3 in Ashmere.",
    "For every £1 of grant we raised 40p; £186m of the £300m has been spent.",
    "We refused 495 and 99 were withdrawn. Sixty of those refused asked again, one in six of them in writing.",
    "There were 96 primaries and 22 others, 118 in all. Fourteen heads left, and one in five governors.",
    "642 people finished. Nearly a third, 118 men among them, were under 40.",
    "The service has 40 staff. At £650 the laptop was cheap; the whole project cost £31,000.",
    "At the current rate of £45 the fee is unchanged. We have 310 members and total income of £15,200.",
    "There are 1,200 bins. At a price of £24 a bin lid, new lids would cost £21,000 in the first year.",
    "The team took 15 hours over 3 days; 60 hours were left.",
    "Fees are £54 a night for 21 rooms and costs this year came to £1,500.",
    "The population is 61,400. Some 346 were admitted, and the England rate is 480.0 per 100,000.",
    "There are 61,400 residents and 346 admissions, against a target of 600 per 100,000.",
    "In a population of 61,400 there were 346 admissions and 98 deaths; the rate for men was 653.5 per 100,000.",
    "Compared with £430 a pupil nationally, we spend £6m on 12,000 pupils.",
    "Grants of up to £500 a household were paid to 62 households, £28,400 in all.",
    "We spent £3,960 in the first half-year, or about £400 a month.",
    "The charge is £54 a night; 21 rooms were used and £2,000 was recovered.",
    "Visits in the year cost £39,600, and at the peak £4,100 a month.",
    "In the year we had 3,960 calls, 290 a month of them at night.",
    "Over the year 19 households were approved and 24 left, a net loss of 5, so the year had begun with 148.",
    "The plan is for 1,350 days, since three auditors and a trainee will deliver 720 days.",
    "We have 46 accounts, £118,700 of reserves and 12 grants. The fee is £2,100 an account.",
    "Last year 320 visits were made. The service cost £96,000, against £250 a visit elsewhere.",
    "The trust received 640 enquiries and 310 applications, twice as many as last year.",
    "The trust received 640 enquiries and 310 applications, twice as many.",
    "Potholes are made safe in 2 hours, 24 hours or 28 days depending on category.",
    "Repairs are done within 24 hours or 20 working days, by priority.",
    "The motion fell by 14 votes to 1 after 30 members spoke.",
    "Mileage is paid at 45p a mile, and parking at 20 pence; 12 claims were refused.",
    "One death in two wards was noted, and one fire in 12 months; 40 of 90 calls came from one child in three schools.",
    "We counted 61,000 miles, two and a half times round the world, and used 9,400 tonnes of salt.",
    "Of 60 calls 40 took an hour and a half. One visit in three weeks was to Ashmere, one street in ten wards was closed.",
    "Stall rent is £400 a quarter. There are 120 stalls and 30 were empty in 90 weeks.",
    "Of the 1,200 aged 10 to 17 some 300 were seen, at 16 apiece in 9 groups.",
    "We have 50 cars and 20 vans. A van costs twice what a car does to run.",
    "A wrong turn doubled the trip (12 miles and 4 stops).",
    "12 vans at £30,000 and 14 cars at £20,000, half the price of last year.",
    "We visited 72 homes and twice as many, 360 in all, asked for a visit by letter, three times as many as in 2019.",
    "The fee doubles after 30 days. The first notice is £35 and the second £90, of which 120 were issued.",
    "Reviews doubled (48 in April, 60 in May, 96 in June).",
    "Median hourly pay for women £15.21 and for men £15.84 (Table 1), mean £16.90 and £17.45 (Table 2).",
    "Over the year investments averaged £41.2m (£52.9m), with a high of £63.4m and a low of £21.9m.",
    "The term before we had 12 sessions and 174 children, so 14.5 on average: two more per session this time.",
    "Lunch for 48 guests cost £1,340; the band charged £900, and drinks were £9 a head for members.",
    "Some 64,000 residents are served. The centre cost £3.1m and the levy is £31 a household.",
    "Weekly counts were 42, 18, 30, 65, 25. Compared with last year the mean is 31.",
    "Ward rates were 41, 38, 35 and 30. The borough average of 33 is for all 20 wards.",
    "Readings were 12, 14, 19 and 45. The target is an average of 16.",
    "It saves £150k a year and a grant of £600k over five years pays for it.",
    "At £30 each, the 40 vouchers were cheap, and we spent £900 on food, £1,100 in all.",
    "Grants of £20,000 a year were made, and £90,000 over the three years was match funding.",
    "There are 4,800 tenants. A quarter of tenants in arrears were visited, 312.",
    "We have 240 teachers and 3,000 pupils. A third of teachers are over 50, and 90 left.",
    "Half of visitors came by bus (412 by coach). There were 6,300 visitors.",
    "Of 900 pupils 60 moved, and one in five of the pupils in Ashmere has a plan.",
]  # fmt: skip


def verdicts(text: str, figure: str) -> set[Verdict]:
    return {finding.verdict for finding in claims.examine(text).findings if finding.text == figure}


@pytest.mark.parametrize(("right", "wrong", "text"), HELD)
def test_the_right_figure_is_confirmed_and_the_wrong_one_told(right, wrong, text):
    assert verdicts(text, right) & {Verdict.CONSISTENT, Verdict.ROUNDING}
    assert Verdict.INCONSISTENT not in {finding.verdict for finding in claims.examine(text).findings}
    assert Verdict.INCONSISTENT in verdicts(text.replace(right, wrong), wrong)


@pytest.mark.parametrize(("figure", "text"), CONFIRMED)
def test_a_figure_with_nothing_but_a_word_in_common_is_confirmed(figure, text):
    assert verdicts(text, figure) & {Verdict.CONSISTENT, Verdict.ROUNDING}


@pytest.mark.parametrize("text", ALONE)
def test_what_only_looks_like_it_is_left_alone(text):
    assert Verdict.INCONSISTENT not in {finding.verdict for finding in claims.examine(text).findings}
