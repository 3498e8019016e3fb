"""What many digits confirm without a word, and who stands first or last of a list."""

import pytest

from tallystick import claims
from tallystick.claims import Kind, Verdict


def found(text, kind):
    return {
        each.text for each in claims.examine(text).findings if each.kind is kind and each.verdict is Verdict.CONSISTENT
    }


@pytest.mark.parametrize(
    ("kind", "figure", "text"),
    [
        (
            Kind.AVERAGE,
            "£460",
            "We let 432 plots last year. The income was £198,720 and the typical plot brought £460.",
        ),
        (Kind.RATIO, "£67,284", "There are 42 placements. The weekly fee is £1,602, so the weekly bill is £67,284."),
        (
            Kind.SUM_OF_PARTS,
            "2,125",
            "Castle 914\nMill 702\nNorthgate 509\nTurnout was 38%. The returning officer counted 2,125 votes.",
        ),
        (
            Kind.RANK,
            "231",
            "Fly-tips cleared by ward:\nCastle: 214\nMill: 188\nNorthgate: 231\nSaltby: 96\nNorthgate is again the worst ward.",
        ),
        (
            Kind.RANK,
            "96",
            "Fly-tips cleared by ward:\nCastle: 214\nMill: 188\nNorthgate: 231\nSaltby: 96\nThat makes 729. Saltby had the fewest.",
        ),
        (
            Kind.RANK,
            "310",
            "Sites: Depot 240 kWp, Civic 180 kWp, Leisure Centre 310 kWp, Library 45 kWp. Biggest is the leisure centre.",
        ),
    ],
)
def test_what_holds_is_confirmed(kind, figure, text):
    assert figure in found(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "We let 432 plots last year. The income was £198,720 and the typical plot brought £520.",
        "Castle 914\nMill 702\nNorthgate 509\nTurnout was 38%. The register has 5,125 names.",
        "Castle: 214\nMill: 188\nNorthgate: 231\nSaltby: 96\nMill is the worst ward for graffiti.",
    ],
)
def test_what_does_not_is_not_called_wrong(text):
    assert not [each for each in claims.examine(text).findings if each.verdict is Verdict.INCONSISTENT]


def test_a_word_that_compares_names_nobody_in_a_list():
    text = "Castle had 214, compared with Mill at 188 and with Northgate at 231. Saltby is the worst, compared with last year."
    assert not found(text, Kind.RANK)
