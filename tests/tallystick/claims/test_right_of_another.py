"""Right sentences in which a figure belongs to something else than what stands next to it: none of them is called wrong."""

import pytest

from tallystick.claims import Verdict, examine

RIGHT = (
    "The average wait was 12 days; the longest was 31 and the shortest 2.",
    "The fastest response was 3 minutes, the slowest 41 and the average 11.",
    "The number of visitors fell from 84,000 to 79,000 because of the weather, but income was up 3% at £212,000.",
    "Visits fell from 61,000 to 58,000, yet income from admissions grew 4% to £310,000.",
    "The workforce shrank from 4,100 to 3,900 but the pay bill rose 2% to £96m.",
    "Caseloads rose from 310 to 355, but cost per case fell 8% to £1,120.",
    "Average re-let time was 31 days, well short of our ambition of 25 days.",
    "At 6.1% sickness is short of our 5% ambition.",
    "Complaints made twice or more fell from 12 to 9.",
    "Bins emptied twice a week rose from 400 to 520.",
    "Satisfaction is 7 points above the national average of 58% and 2 points below our own best of 67%.",
    "Numbers are 40 up on last year's 510 and 12 down on the 562 of 2007.",
    "We paid 19 of 25 grants, worth £380,000, an average of £20,000 per grant.",
    "Satisfaction was 58% in 2009/10 and 61% in 2008/09, down 3 points.",
    "Income of £5.2m and expenditure of £5.5m gave a deficit of £0.3m.",
    "The project is 20% over its £2.00m budget, at £2.40m.",
    "Response times improved from 11 days to 8 days.",
    "Serious incidents fell from 3 to 0 and minor ones from 40 to 12.",
)


@pytest.mark.parametrize("text", RIGHT)
def test_what_belongs_to_another_is_not_called_wrong(text: str) -> None:
    assert [each.working for each in examine(text).findings if each.verdict is Verdict.INCONSISTENT] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Visits fell from 61,000 to 58,000, a fall of 8%.", "8%"),
        ("The three visits took 12, 14 and 19 minutes, an average of 21 minutes.", "21"),
    ],
)
def test_what_belongs_to_its_figures_still_is(text: str, wrong: str) -> None:
    found = [each.text for each in examine(text).findings if each.verdict is Verdict.INCONSISTENT]
    assert any(wrong in one for one in found)
