"""What the tests of days that are past tell their story with."""

from collections.abc import Callable
from decimal import Decimal

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.series import Vintage
from tallystick_web.accounts.models import User
from tallystick_web.councils.queries import own_area
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Measure
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews.models import Assessment, Departure

Q1, Q2 = periods.quarter(2009, 1), periods.quarter(2009, 2)
Go = Callable[[int, int], None]
Read = Callable[[str], str]


def observe(measure: Measure, value: str, by: User) -> None:
    one = measures.NewObservation(measure, own_area(measure.council), Q2, Vintage.PROVISIONAL, Decimal(value))
    measures.record_observations(council=measure.council, observations=[one], by=by)


def judge(assessment: Assessment, narrative: str, rating: Rating, reason: str, by: User) -> Assessment:
    assessment.refresh_from_db()
    return reviews.judge(
        assessment=assessment, narrative=narrative, rating=rating, reason=reason, version=assessment.version, by=by,
        departure=Departure.OTHER,
    )  # fmt: skip


def named(page: str) -> str:
    """An address in which `SAID` stands for the one assessment of the story."""
    return page.replace("SAID", str(Assessment.objects.order_by("pk").values_list("pk", flat=True)[0]))
