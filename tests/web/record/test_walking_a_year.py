"""A council's year from its first round to the first of the next: what each round asks for, carries over and reports, and how the year ends.

Walked at the level of actions and queries, each round on its own days.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.periods import Frequency, Period
from tallystick.series import Vintage
from tallystick.status import Status
from tallystick_web.accounts.models import User
from tallystick_web.councils.models import Council, Role
from tallystick_web.councils.queries import own_area
from tallystick_web.measures import actions as measures
from tallystick_web.measures.models import Due, Measure, Observation
from tallystick_web.plans import actions as plans
from tallystick_web.plans.models import Priority
from tallystick_web.record.queries import home, outturns, work
from tallystick_web.record.queries import measure as measure_pages
from tallystick_web.record.queries import priority as priority_pages
from tallystick_web.reports import queries as reports
from tallystick_web.reports import values
from tallystick_web.reviews import actions as reviews
from tallystick_web.reviews import queries
from tallystick_web.reviews.models import Assessment, Departure, Round
from web.conftest import person

YEAR, NEXT = periods.financial_year(2025), periods.financial_year(2026)
# Missed collections, from April 2024 on.
MONTHS = (
    *(390, 410, 380, 400, 420, 370, 405, 395, 400, 385, 415, 400),
    *(340, 352, 361, 355, 330, 349, 420, 431, 445, 410, 380, 377),
    *(360, 371, 366),
)
FIGURES: Mapping[str, Mapping[str, str]] = {  # by measure and period
    "BIN": {str(periods.month(2024, 4).step(place)): str(figure) for place, figure in enumerate(MONTHS)},
    "PLN": {"Q1 2024/25": "75", "Q2 2024/25": "76", "Q3 2024/25": "78", "Q4 2024/25": "77",
            "Q1 2025/26": "80", "Q2 2025/26": "73", "Q3 2025/26": "79", "Q4 2025/26": "82", "Q1 2026/27": "84"},
    "REC": {"2023/24": "42", "2024/25": "43.1", "2025/26": "45.8"},
    "TAX": {"April 2024 to March 2025": "97.6", "April to June 2025": "29.0", "April to September 2025": "57.1",
            "April to December 2025": "84.0", "April 2025 to March 2026": "97.9", "April to June 2026": "29.6"},
}  # fmt: skip
DEFINED = (
    ("BIN", "Missed collections", Frequency.MONTH, "lower_is_better", "", 5, "total", "4600", "4400"),
    ("PLN", "Applications in time", Frequency.QUARTER, "higher_is_better", "%", 10, "mean", "80", "82"),
    ("REC", "Waste recycled", Frequency.FINANCIAL_YEAR, "higher_is_better", "%", 60, "", "45", "47"),
    ("TAX", "Tax collected", Frequency.YEAR_TO_DATE, "higher_is_better", "%", 7, "cumulative", "98", "98.2"),
)
PROMISE = "A new round plan will be introduced by September 2025."


@contextmanager
def on(day: date) -> Iterator[None]:
    with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False):
        yield


@dataclass(frozen=True)
class Wharf:
    """The council with its people, and the priorities of the plan of the year."""

    council: Council
    team: User
    officer: User
    director: User
    priorities: tuple[Priority, ...]

    def measure(self, reference: str) -> Measure:
        return Measure.objects.get(council=self.council, reference=reference)

    def give(self, dues: list[Due]) -> None:
        """Give some values that were asked for."""
        area = own_area(self.council)
        given = {
            due: measures.NewObservation(
                due.measure,
                area,
                due.period,
                Vintage.VALIDATED,
                Decimal(FIGURES[due.measure.reference][str(due.period)]),
            )
            for due in dues
        }
        measures.give(council=self.council, given=given, by=self.officer)

    def round(self, period: Period, says: str = "Work goes on.", rating: Rating = Rating.GREEN) -> Round:
        """A round as it is meant to go: opened, its values given, written, agreed and closed, each step on its day."""
        with on(opens := date.fromordinal(period.end.toordinal() + 1)):
            round = reviews.open_round(council=self.council, period=period, by=self.team)
        with on(date.fromordinal(opens.toordinal() + 12)):
            self.give(list(Due.objects.filter(collection=round.collection)))
            for one in queries.not_settled(round):
                self.write(round, one, says, rating)
        with on(date.fromordinal(opens.toordinal() + 20)):
            for said in Assessment.objects.filter(round=round):
                reviews.agree(assessment=said, by=self.director)
            reviews.close_round(round=round, by=self.team)
        return Round.objects.get(pk=round.pk)

    def write(self, round: Round, priority: Priority, says: str, rating: Rating) -> None:
        said = reviews.begin(round=round, priority=priority, by=self.officer)
        reviews.judge(
            assessment=said, narrative=says, rating=rating, reason="As the figures say.", version=said.version,
            departure=Departure.OTHER, by=self.officer,
        )  # fmt: skip
        reviews.submit(assessment=Assessment.objects.get(pk=said.pk), by=self.officer)

    def asked(self, round: Round) -> list[str]:
        return [
            str(due) for due in Due.objects.filter(collection=round.collection).order_by("measure__reference", "end")
        ]

    def work(self, who: User, day: date) -> list[str]:
        with on(day):
            return [one.words for one in work.work_of(who, self.council, day).items]


@pytest.fixture
def wharf(leeds: Council) -> Wharf:
    """A council on the day before its first round, with the figures of the year before and the targets of this one."""
    with on(date(2025, 6, 23)):
        team, officer = person("Alice", leeds, Role.PERFORMANCE_TEAM), person("Erin", leeds, Role.ACCOUNTABLE_OFFICER)
        director = person("Bob", leeds, Role.DIRECTOR)
        held = Wharf(leeds, team, officer, director, ())
        plan = plans.keep_plan(
            council=leeds, reference="plan", title="Plan 2025/26", begins=YEAR.start, ends=YEAR.end, by=team
        )
        theme, found = plans.keep_theme(plan=plan, title="Place", by=team), []
        for reference, title, frequency, polarity, unit, lag, makeup, target, _ in DEFINED:
            one = measures.keep_measure(
                council=leeds, reference=reference, title=title, frequency=frequency, polarity=polarity, unit=unit,
                lag_days=lag, year_is=makeup, owner=officer, by=team,
            )  # fmt: skip
            measures.set_target(
                measure=one, name="Council", period=YEAR, value=Decimal(target), tolerance=Decimal(1), by=team
            )
            priority = plans.keep_priority(
                council=leeds, reference=f"P-{reference}", title=title, theme=theme, accountable_officer=officer,
                accountable_director=director, by=team,
            )  # fmt: skip
            plans.set_evidence(priority=priority, measures=[one], by=team)
            found.append(priority)
            before = [
                measures.NewObservation(one, own_area(leeds), when, Vintage.VALIDATED, Decimal(figure))
                for text, figure in FIGURES[reference].items()
                if (when := periods.parse(text, frequency)).end < YEAR.start
                and not (reference == "REC" and text == "2024/25")
            ]
            measures.record_observations(council=leeds, observations=before, by=team)
    return Wharf(held.council, team, officer, director, tuple(found))


def test_every_figure_is_asked_for_once_in_the_round_by_whose_deadline_it_is_known(wharf: Wharf) -> None:
    first, second, *_, fifth = [
        wharf.round(period) for period in periods.between(periods.quarter(2025, 1), periods.quarter(2026, 1))
    ]
    assert wharf.asked(first) == [
        "BIN for March 2025", "BIN for April 2025", "BIN for May 2025", "BIN for June 2025",
        "PLN for Q4 2024/25", "PLN for Q1 2025/26", "REC for 2024/25", "TAX for April 2024 to March 2025", "TAX for April to June 2025",
    ]  # fmt: skip
    assert wharf.asked(second) == [
        "BIN for July 2025", "BIN for August 2025", "BIN for September 2025", "PLN for Q2 2025/26", "TAX for April to September 2025",
    ]  # fmt: skip
    assert "REC for 2025/26" in wharf.asked(fifth), "the figure of the year comes after its last round"
    assert not any(queries.not_settled(one) for one in queries.rounds(wharf.council))


def test_a_second_round_carries_over_what_was_said_and_promised_and_asks_for_nothing_twice(wharf: Wharf) -> None:
    first = wharf.round(periods.quarter(2025, 1), PROMISE)
    assert wharf.work(wharf.officer, date(2025, 8, 1)) == [], "between rounds nothing is asked"
    assert wharf.work(wharf.team, date(2025, 10, 1)) == [
        "Open the round of Q2 2025/26: it has ended, and the one before is closed"
    ]
    with on(date(2025, 10, 2)):
        second = reviews.open_round(council=wharf.council, period=periods.quarter(2025, 2), by=wharf.team)
        begun = reviews.begin(round=second, priority=wharf.priorities[0], by=wharf.officer)
        last = queries.last_assessment(begun)
        assert last and last.narrative == PROMISE and last.round == first
        [promise] = queries.promises_to_answer(begun)
        assert str(promise.due) == "September 2025" and queries.promise_state(promise, second.end) == "open"
    asked = [words for words in wharf.work(wharf.officer, date(2025, 10, 2)) if words.startswith("Enter")]
    assert asked == [
        "Enter Missed collections for July 2025", "Enter Missed collections for August 2025",
    ], "what was given is not asked for again, and what cannot be known yet not yet"  # fmt: skip
    found = home.home(wharf.council, second.slug, {})
    assert found and len(found.lines) == 4 and all(line.was.rating and not line.now.rating for line in found.lines)
    assert queries.promise_counts(wharf.council, periods.quarter(2025, 3).end)["overdue"] == 4, (
        "by the third round it is"
    )


def test_a_figure_corrected_after_the_closing_is_told_to_whoever_relied_on_it_and_counts_in_the_next_round(
    wharf: Wharf,
) -> None:
    wharf.round(periods.quarter(2025, 1))
    held = Observation.objects.get(measure=wharf.measure("PLN"), end=periods.quarter(2025, 1).end)
    with on(date(2025, 9, 1)):
        new = measures.NewObservation(
            held.measure, held.area, held.period, Vintage.REVISED, Decimal(70), note="Given again."
        )
        measures.correct(held=held, to=new, by=wharf.officer)
    told = "Look at P-PLN again: Applications in time for Q1 2025/26 was 80%, now 70% (corrected on 1 September 2025)"
    assert told in wharf.work(wharf.officer, date(2025, 9, 2)) and told in wharf.work(wharf.director, date(2025, 9, 2))
    assert Assessment.objects.get(priorities__reference="P-PLN").state == "locked", "what was agreed stays"
    second = wharf.round(periods.quarter(2025, 2))
    page = priority_pages.page(wharf.council, "P-PLN", second.slug)
    assert page and [one.value for one in page.evidence[0].reading.values[-2:]] == [70, 73]


def test_at_the_years_end_forecasts_give_way_to_outturns(wharf: Wharf) -> None:
    rounds = [wharf.round(period) for period in periods.between(periods.quarter(2025, 1), periods.quarter(2025, 4))]

    def told(round: Round) -> dict[str, values.Evidence]:
        entries = values.entries(reports.summaries(round, on=date(2026, 4, 30)).plans)
        return {one.reference: one for entry in entries for one in entry.evidence}

    third, fourth = told(rounds[2]), told(rounds[3])
    assert third["BIN"].year and third["BIN"].year.mark == "f" and not third["BIN"].year.complete
    year = fourth["BIN"].year
    assert year and (year.complete, year.shown, year.mark, year.aims[0].status) == (True, "4,550", "", "on_track")
    assert fourth["PLN"].aims[0].status == "on_track" and fourth["PLN"].year, "a good quarter does not hide the year"
    assert fourth["PLN"].year.aims[0].status == "off_track"
    assert fourth["TAX"].year is None and fourth["TAX"].aims[0].status == "within_tolerance", (
        "its latest value is the year's"
    )
    assert (
        fourth["REC"].year
        and fourth["REC"].year.shown == ""
        and fourth["REC"].lacking == "2025/26 is due on 30 May 2026"
    )
    page = measure_pages.page(wharf.council, "BIN")
    assert page and page.outlook.sentence.endswith("is 4,550: the year is complete, and the target of 4,600 was met.")


def test_the_next_year_asks_about_its_own_plan_and_keeps_what_the_last_one_came_to(wharf: Wharf) -> None:
    last = [wharf.round(period) for period in periods.between(periods.quarter(2025, 1), periods.quarter(2025, 4))][-1]
    with on(date(2026, 3, 20)):
        plan = plans.keep_plan(
            council=wharf.council, reference="next", title="Plan 2026/27", begins=NEXT.start, by=wharf.team
        )
        theme = plans.keep_theme(plan=plan, title="Place", by=wharf.team)
        new = plans.keep_priority(
            council=wharf.council, reference="N-1", title="Cleaner", theme=theme, accountable_officer=wharf.officer,
            accountable_director=wharf.director, by=wharf.team,
        )  # fmt: skip
        plans.set_evidence(priority=new, measures=[wharf.measure("BIN"), wharf.measure("REC")], by=wharf.team)
        for reference, *_, target in DEFINED:
            measures.set_target(
                measure=wharf.measure(reference), name="Council", period=NEXT, value=Decimal(target), by=wharf.team
            )
    assert "N-1" not in [one.reference for one in queries.asked_about(last)]
    first = wharf.round(periods.quarter(2026, 1), rating=Rating.AMBER)
    assert [one.reference for one in queries.asked_about(first)] == ["N-1"]
    found = home.home(wharf.council, "", {})
    assert found and found.round == first and [line.reference for line in found.lines] == ["N-1"]
    told = "Look at P-REC again: Waste recycled for 2025/26 came in: 45.8% (13 July 2026)"
    assert told in wharf.work(wharf.officer, date(2026, 7, 22)), "the figure of the year came after its report"
    page = measure_pages.page(wharf.council, "BIN")
    assert page and page.outlook.year == "2026/27", "this year's figures are not last year's"
    ended = dict(page.every_target)[page.targets[0]]
    assert ended and ended.outturn and ended.outturn.expected == 4550 and ended.status is Status.ON_TRACK
    tax = measure_pages.page(wharf.council, "TAX")
    assert tax and [bool(ended) for _, ended in tax.every_target] == [True, False]
    assert (
        tax
        and tax.reading.headline == "Tax collected rose to 29.6% in April to June 2026 from 29% in April to June 2025"
    )
    judged = outturns.judged(wharf.council, date(2026, 7, 22))
    assert judged.years == [YEAR] and judged.whole[0].tally.greens == 4 and judged.whole[0].tally.greens_met == 2
