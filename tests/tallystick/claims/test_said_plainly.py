"""Sentences as officers write them: what one slip made wrong is told, and no working is one that nobody would say aloud."""

import pytest

from tallystick import claims


def workings(text):
    return [each.working for each in claims.examine(text).findings]


@pytest.mark.parametrize(
    ("text", "working"),
    [
        (
            "Service | 2024 | 2025 | Change\nHighways | 142 | 137 | (5)\nParks | 88 | 91 | 3\nWaste | 203 | 196 | (7)\nTotal | 433 | 424 | (11)",
            "5 − 3 + 7 is 9, not 11.",
        ),
        ("We spent £14.7m on 350 places, an average of £46,000 each.", "£14.7m divided by 350 is £42,000, not £46,000."),
        (
            "There were 318 hate crimes, of which 229 (72%) were about race, 41 (13%) about orientation, 29 (9%) about disability and 19 (8%) about religion.",
            "19 of 318 (229 + 41 + 29 + 19) is 6.0%, not 8%.",
        ),
    ],
)  # fmt: skip
def test_a_working_is_told_as_one_would_say_it(text, working):
    assert working in workings(text)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # what goes out comes in again
        ("Of 1,964 at home and 811 in homes, 2,775 in all, 688 took part. Nine in ten of the 688 were reviewed.", "688 is 688"),
        # parts of a list make other parts by chance
        ("There are 22 risks, of which six are red, eleven amber and five green.", "The difference between"),
        # another per cent is right of these two
        ("The Fund was valued at £3.42bn at 30 September, up from £3.31bn at 30 June (3.3%). It returned 3.6% over the quarter against a benchmark of 3.9%, an underperformance of 0.3 percentage points.", "is 3.3%; 3.6%"),
        # a change is no gap between two others
        ("Footfall was -2.3% in July and -0.4% in September. The index stood at -1.9% in July.", "The difference between"),
        # so long, and not longer
        ("First-time entrants were 41, down from 58. It is measured over twelve months with six more for conviction.", "over twelve"),
        # how many in so many is no change
        ("The number of residents aged 85 and over is projected to grow from 7,900 to 12,300 by 2040, an increase of more than half (56%). One in three people over 85 is expected to need help with three or more daily tasks.", "one in three"),
    ],
)  # fmt: skip
def test_nothing_is_confirmed_that_nobody_says(text, never):
    assert not [each for each in workings(text) if never in each]
