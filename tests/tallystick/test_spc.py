"""Control charts agree with the package that councils and the NHS already use, and say so when they cannot tell."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tallystick import spc
from tallystick.status import Polarity

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).parents[3] / "shared" / "examples"
DIRECTIONS = {
    "increase": Polarity.HIGHER_IS_BETTER,
    "decrease": Polarity.LOWER_IS_BETTER,
    "neutral": Polarity.NONE,
}
SIGNALS = {
    "Above UCL": spc.Signal.ABOVE_LIMIT,
    "Below LCL": spc.Signal.BELOW_LIMIT,
    "7 Point Trend (Increasing)": spc.Signal.RISING,
    "7 Point Trend (Decreasing)": spc.Signal.FALLING,
    "2 in 3 Above CL": spc.Signal.NEAR_UPPER_LIMIT,
    "2 in 3 Below CL": spc.Signal.NEAR_LOWER_LIMIT,
    "7 Points Above CL": spc.Signal.ABOVE_MEAN,
    "7 Points Below CL": spc.Signal.BELOW_MEAN,
    "Common Cause": None,
}
VARIATIONS = {
    "common_cause": spc.Variation.COMMON_CAUSE,
    "special_cause_improvement": spc.Variation.IMPROVEMENT,
    "special_cause_concern": spc.Variation.CONCERN,
    "special_cause_neutral_high": spc.Variation.NEUTRAL_HIGH,
    "special_cause_neutral_low": spc.Variation.NEUTRAL_LOW,
}
ASSURANCES = {
    "consistent_pass": spc.Assurance.PASS,
    "consistent_fail": spc.Assurance.FAIL,
    "inconsistent": spc.Assurance.HIT_OR_MISS,
    None: None,
}


def cases() -> list[Any]:
    """Ours, and those beside the project where they are: each with the name of its file."""
    files = sorted(GOLDEN.glob("NHSRplotthedots-*.json")) + sorted(EXAMPLES.glob("spc_*.json"))
    return [
        pytest.param(case, id=f"{file.stem}-{case['id']}")
        for file in files
        for case in json.loads(file.read_text(encoding="utf-8"))["cases"]
    ]


@pytest.mark.parametrize("as_package", [False, True])
@pytest.mark.parametrize("case", cases())
def test_a_chart_agrees_with_the_package_on_every_figure_and_flag(case: dict[str, Any], as_package: bool) -> None:
    options, expected = case["options"], case["expected"]
    chart = spc.chart(
        case["values"],
        labels=[date.fromisoformat(day) for day in case["dates"]],
        improvement=DIRECTIONS[options["improvement_direction"]],
        target=options["target"],
        rebase=[date.fromisoformat(day) for day in options["rebase"] or []],
        fix_after=options["fix_after_n_points"],
        screen=options["screen_outliers"],
        as_package=as_package,
    )
    points = chart.points
    for name, line in (("mean", "mean"), ("lpl", "lower"), ("upl", "upper")):
        found = [getattr(point, line) for point in points]
        assert found == pytest.approx(expected[name], rel=0, abs=1e-9), name
    assert [str(point.label) for point in points] == expected["order_dates"]
    assert [point.value for point in points] == expected["y"]
    assert [point.phase for point in points] == expected["rebase_group"]
    assert [point.outside for point in points] == expected["outside_limits"]
    assert [point.side for point in points] == expected["relative_to_mean"]
    assert [point.near for point in points] == expected["close_to_limits"]
    assert [point.signal for point in points] == [SIGNALS[name] for name in expected["special_cause_type"]]
    assert [point.is_special for point in points] == expected["special_cause_flag"]
    assert [point.variation for point in points] == [VARIATIONS[name] for name in expected["point_type"]]
    assert [chart.phases[point.phase].short for point in points] == expected["short_group_warning"]
    assert bool(chart.warnings) == bool(expected["warnings"])
    assert chart.variation is VARIATIONS[expected["variation_icon"]]
    assert chart.assurance is ASSURANCES[expected["assurance_icon"]]
