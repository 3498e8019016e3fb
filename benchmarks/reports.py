"""How long the overall summaries take: a council of so many priorities with charts is built, then its page data and PDF are made.

python benchmarks/reports.py            100 priorities
python benchmarks/reports.py 500 -o report.pdf
"""

# ruff: noqa: E402 - Django is set up before its parts are imported
import argparse
import os
import tempfile
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("TALLYSTICK_DEBUG", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tallystick_web.config.settings")
os.environ.setdefault("TALLYSTICK_HOME", tempfile.mkdtemp())

import django

django.setup()

import pypdf
from django.core.management import call_command
from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.series import Vintage
from tallystick.status import Polarity
from tallystick_web.councils import actions as councils
from tallystick_web.councils import queries as areas
from tallystick_web.councils.models import CouncilType
from tallystick_web.measures import actions as measures
from tallystick_web.plans import actions as plans
from tallystick_web.reports import pdf, queries, values
from tallystick_web.reviews import actions as reviews

NARRATIVE = """Recorded problems fell to **{value}** in the second quarter, after a rise in the first.

* Two more crews work in the *east* of the city.
* The contract for the north is let; work begins in November.

The partnership meets again in December to agree what comes next. Progress depends on the budget, which is decided in February, and on the
work of the housing service with landlords; both are told of under their own priorities."""


@transaction.atomic
def build(count: int) -> None:
    """A council with `count` priorities of two measures each, twelve quarters, targets, and two rounds."""
    council = councils.add_council(
        slug="bench", name="Bench City Council", gss_code="E08999999", type=CouncilType.METROPOLITAN
    )
    area = areas.own_area(council)
    quarters = [periods.quarter(2006, 3).step(n) for n in range(12)]
    plan = plans.keep_plan(council=council, reference="plan", title="Bench Strategic Plan", by=None)
    themes = [plans.keep_theme(plan=plan, title=f"Theme {n + 1}", order=n, by=None) for n in range(8)]
    rounds = [reviews.open_round(council=council, period=period, by=None) for period in quarters[-2:]]
    observations = []
    for n in range(count):
        priority = plans.keep_priority(
            council=council, reference=f"B-{n + 1}", theme=themes[n % 8], title=f"Improve thing {n + 1}", by=None
        )
        held = []
        for m in "ab":
            measure = measures.keep_measure(
                council=council, reference=f"M-{n + 1}{m}", title=f"Problems of kind {n + 1}{m} for each 1,000 people", unit="per 1,000",
                polarity=Polarity.LOWER_IS_BETTER, frequency=periods.Frequency.QUARTER, by=None,
            )  # fmt: skip
            held.append(measure)
            observations += [
                measures.NewObservation(
                    measure, area, quarter, Vintage.VALIDATED, Decimal(40 + (n * 7 + at * 5) % 13) + Decimal("0.25")
                )
                for at, quarter in enumerate(quarters)
            ]
            measures.set_target(
                measure=measure,
                name="Target",
                period=periods.financial_year(2009),
                value=Decimal(44),
                tolerance=Decimal(3),
                by=None,
            )
        plans.set_evidence(priority=priority, measures=held, by=None)
        for at, round in enumerate(rounds):
            if n % 10:
                reviews.keep_assessment(
                    round=round, priorities=[priority], narrative=NARRATIVE.format(value=40 + n), reason="Two quarters on target.",
                    rating=list(Rating)[(n + at * (n % 3)) % 5] if n % 7 else None, grades=[], by=None,
                )  # fmt: skip
    measures.record_observations(council=council, observations=observations, by=None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=100)
    parser.add_argument("-o", "--output", type=Path)
    arguments = parser.parse_args()
    call_command("migrate", verbosity=0)
    build(arguments.count)
    council = areas.council_at("bench")
    round = queries.round_of(council, "q2-2009-10")
    reset_queries()
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        report = values.as_data(queries.summaries(round, on=date(2009, 11, 9)))
    read = time.perf_counter()
    made = pdf.summaries(report)
    done = time.perf_counter()
    output = arguments.output or Path(tempfile.mkdtemp()) / "report.pdf"
    output.write_bytes(made)
    charts = sum(
        bool(one["line"])
        for plan in report["plans"]
        for theme in plan["themes"]
        for e in theme["entries"]
        for one in e["evidence"]
    )
    print(f"{arguments.count} priorities, {charts} charts, {len(captured)} queries")
    print(f"reading {read - began:.2f} s, PDF {done - read:.2f} s, together {done - began:.2f} s")
    print(f"{len(pypdf.PdfReader(output).pages)} pages, {len(made):,} bytes, {output}")


if __name__ == "__main__":
    main()
