"""What the demonstration holds: what the documents state, and what is made up and says so."""

from collections import Counter
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tallystick.judgement import Rating
from tallystick_web.accounts.models import User
from tallystick_web.audit.models import Event
from tallystick_web.challenges import queries as challenges
from tallystick_web.challenges.queries import statement, telling
from tallystick_web.councils import actions as councils
from tallystick_web.councils import queries as office
from tallystick_web.councils.models import Area, Council, CouncilType, Role
from tallystick_web.delivery.models import Project
from tallystick_web.delivery.queries.projects import gates
from tallystick_web.demo import data, figures, loading, people
from tallystick_web.measures import queries as measures
from tallystick_web.measures.models import Due, Measure, Observation, Target
from tallystick_web.plans.models import Priority
from tallystick_web.record.queries import burden, outturns
from tallystick_web.reviews import queries as reviews
from tallystick_web.reviews.models import Assessment, ExternalGrade, Round

pytestmark = [pytest.mark.usefixtures("loaded"), pytest.mark.django_db]

FACTS = [
    # council, measure, area, period, value
    ("leeds", "JSA count", "Leeds City Council", "September 2009", "24282"),
    ("leeds", "JSA rate", "Leeds City Council", "September 2009", "4.9"),
    ("leeds", "JSA rate", "NI 153 localities", "September 2009", "11.1"),
    ("leeds", "JSA on", "Leeds City Council", "September 2009", "4775"),
    ("leeds", "JSA off", "Leeds City Council", "September 2009", "5003"),
    ("leeds", "IS lone parents", "Leeds City Council", "Q4 2008/09", "9670"),
    ("leeds", "IS lone parents", "Leeds City Council", "Q4 2007/08", "9360"),
    ("leeds", "NI 16", "Leeds City Council", "H1 2009/10", "9950"),
    ("leeds", "NI 16 quarter", "Leeds City Council", "Q1 2009/10", "5291"),
    ("leeds", "NI 16 quarter", "Leeds City Council", "Q2 2009/10", "4659"),
    ("leeds", "LSP-TP2a burglary", "Leeds City Council", "Q2 2009/10", "-293"),
    ("leeds", "LSP-TP2a vehicle", "Leeds City Council", "Q2 2009/10", "-299"),
    ("leeds", "LSP-TP2a robbery", "Leeds City Council", "Q2 2009/10", "-40"),
    ("leeds", "NI 20", "Leeds City Council", "H1 2009/10", "2768"),
    ("leeds", "NI 20", "Leeds City Council", "H1 2008/09", "2972"),
    ("leeds", "LSP-TP2a sexual", "Leeds City Council", "April to September 2009", "83"),
    ("leeds", "NI 112", "Leeds City Council", "2006", "50.9"),
    ("leeds", "NI 112", "Leeds City Council", "2007", "48.1"),
    ("leeds", "NI 112", "England", "2007", "41.7"),
    ("leeds", "NI 112 quarter", "Leeds City Council", "Q4 2007/08", "51.7"),
    ("leeds", "NI 112 quarter", "Leeds City Council", "Q1 2008/09", "54.1"),
    ("leeds", "NI 112 rolling", "Leeds City Council", "year to June 2008", "50.3"),
    ("leeds", "NI 117", "Leeds City Council", "September 2009", "10.3"),
    ("leeds", "NI 117", "Leeds City Council", "September 2008", "11.2"),
    ("leeds", "LSP-LN1d not known", "Leeds City Council", "September 2008", "27.2"),
    ("leeds", "NI 8 change", "Leeds City Council", "2008/09", "-2.4"),
    ("leeds", "NI 8 change", "Leeds City Council", "2007/08", "7.8"),
    ("leeds", "NI 75 change", "Leeds City Council", "2008/09 academic year", "-0.8"),
    ("leeds", "NI 75 since 2005", "Leeds City Council", "2008/09 academic year", "7.1"),
    ("leeds", "NI 75 since 2005", "England", "2008/09 academic year", "4.8"),
    ("leeds", "NI 75 since 2005", "Maintained schools in England", "2008/09 academic year", "7.8"),
    ("leeds", "NI 78", "Leeds City Council", "2008/09 academic year", "6"),
    ("leeds", "KS2 both", "Leeds City Council", "2008/09 academic year", "-1"),
    ("leeds", "CYPP-8 number", "Leeds City Council", "March 2007", "1359"),
    ("leeds", "CYPP-8 number", "Leeds City Council", "March 2008", "1364"),
    ("leeds", "CYPP-8 number", "Leeds City Council", "March 2009", "1338"),
    ("leeds", "CYPP-8 number", "Leeds City Council", "September 2009", "1364"),
    ("leeds", "CYPP-8 alone", "Leeds City Council", "September 2009", "66"),
    ("leeds", "CYPP-8 admissions", "Leeds City Council", "May 2009", "50"),
    ("leeds", "BP-VP1 sickness", "Leeds City Council", "2009/10", "11.0"),
    ("leeds", "LSP-ENV2b bins", "Leeds City Council", "Q2 2009/10", "60000"),
    ("leeds", "ONS claimants", "Leeds City Council", "2009", "4.7"),
    ("leeds", "ONS claimants", "Bradford", "2025", "7.2"),
    ("harborough", "Magna Park", "Harborough District Council", "2017/18", "45"),
    ("harborough", "Innovation Centre", "Harborough District Council", "Q4 2017/18", "90"),
    ("harborough", "Treasury income", "Harborough District Council", "2016/17", "99"),
    ("harborough", "Treasury yield", "Harborough District Council", "2016/17", "0.71"),
    ("harborough", "Net savings", "Harborough District Council", "2017/18", "3"),
]  # fmt: skip
AMBER = [
    ["ENV-2b"], ["TP-3b"], ["LN-1b"], ["LN-1c"], ["LN-1e"], ["IO-1b", "IO-1c"], ["IO-3a", "IO-3b"], ["VfM-3"], ["Vfm-4d"],
]  # fmt: skip
SHARED = [
    ["HW-1e", "HW-3a"], ["IO-1b", "IO-1c"], ["IO-2a", "IO-2c", "IO-2d", "IO-2e"], ["IO-3a", "IO-3b"],
    ["Vfm-4a", "Vfm-4b"], ["VP-1a", "VP-1b", "VP-2a", "VP-4a"], ["VP-4b", "VP-4c"],
]  # fmt: skip


def council(slug: str) -> Council:
    return Council.objects.get(slug=slug)


def second_quarter() -> Round:
    return next(round for round in reviews.rounds(council("leeds")) if str(round) == "Q2 2009/10")


def references(assessment: Assessment) -> list[str]:
    return [coverage.priority.reference for coverage in assessment.coverage.all()]


@pytest.mark.parametrize(("slug", "reference", "area", "period", "value"), FACTS)
def test_a_figure_of_the_documents_is_held_and_not_illustrative(
    slug: str, reference: str, area: str, period: str, value: str
) -> None:
    measure = Measure.objects.get(council__slug=slug, reference=reference)
    series = next(one for one in measures.current_series([measure])[measure.pk] if one.area.name == area)
    held = next(one for one in series.observations if str(one.period) == period)
    assert (held.value, held.illustrative) == (Decimal(value), False)
    assert held.source and held.source != figures.MADE_UP


def test_figures_that_were_worked_out_say_so_and_how() -> None:
    computed = Observation.objects.filter(markers="e")
    assert {str(one.measure.reference) for one in computed} == {
        "NI 16 quarter", "NI 20", "IS lone parents", "Treasury yield",
    }  # fmt: skip
    assert all(one.note.startswith("Computed") and one.vintage == "estimated" for one in computed)


def test_nobody_is_asked_for_a_count_that_was_never_taken() -> None:
    """Lone parents are counted in four months of the year: what the round asks for is the quarter, and its count is there."""
    asked = [str(one.period) for one in Due.objects.filter(measure__reference="IS lone parents")]
    assert asked == ["Q4 2008/09"]
    waiting = measures.unanswered(Due.objects.filter(measure__reference="IS lone parents"))
    assert not waiting.exists()
    assert all(
        one.end <= one.collection.known_by and one.available_on <= one.collection.known_by for one in Due.objects.all()
    )


def test_the_yield_can_be_computed_again() -> None:
    held = Observation.objects.get(measure__reference="Treasury yield")
    assert held.numerator and held.denominator
    assert round(held.numerator / held.denominator * 100, 2) == held.value


def test_leeds_has_its_three_plans_and_36_priorities() -> None:
    found = Priority.objects.filter(council__slug="leeds").values_list("theme__plan__title", flat=True)
    assert Counter(found) == {
        "Leeds Strategic Plan": 16, "Children and Young Peoples Plan": 2, "Council Business Plan": 18,
    }  # fmt: skip


def test_the_quarter_has_25_assessments_seven_of_them_shared() -> None:
    held = [references(one) for one in reviews.assessments(second_quarter())]
    assert len(held) == 25
    assert sorted(one for one in held if len(one) > 1) == sorted(SHARED)


def test_ratings_that_the_tracker_does_not_state_are_illustrative_or_not_given() -> None:
    rated = [one for one in reviews.assessments(second_quarter()) if one.rating]
    stated = [one for one in rated if not one.illustrative]
    assert sorted(references(one) for one in stated) == sorted(AMBER)
    assert {one.rating for one in stated} == {Rating.AMBER}
    assert all(one.rated_by is None for one in stated), "a rating that a document states was given by nobody here"
    assert all(one.rating_reason.startswith("Illustrative") for one in rated if one.illustrative)


def test_external_grades_stand_beside_the_rating() -> None:
    held = {(grade.value, grade.by): references(grade.assessment) for grade in ExternalGrade.objects.all()}
    assert held == {("Red Flag", "CAA"): ["TP-2a"], ("Amber/Red", "Government Office"): ["LN-1c"]}


def test_earlier_rounds_rate_every_priority_are_closed_and_illustrative() -> None:
    earlier = reviews.rounds(council("leeds"))[1:]
    assert [str(round) for round in earlier] == [
        "Q1 2009/10", "Q4 2008/09", "Q3 2008/09", "Q2 2008/09", "Q1 2008/09", "Q4 2007/08", "Q3 2007/08",
    ]  # fmt: skip
    ratings = reviews.ratings_by_priority(earlier)
    assert all(len(rated) == 36 and all(rated.values()) for rated in ratings.values())
    assert all(round.illustrative and round.state == Round.State.CLOSED for round in earlier)
    assert not Assessment.objects.filter(round__in=earlier, illustrative=False).exists()


def stated_in_the_files(slug: str) -> set[tuple[str, str, Decimal]]:
    own = str(council(slug))
    names = {area.code: area.name for area in Area.objects.filter(council__slug=slug)} | {"own": own}
    found = {
        (one["reference"], names[value.get("area", "own")], Decimal(value["value"]))
        for one in data.measures(slug)
        for value in one.get("stated", [])
        if "value" in value and not value.get("illustrative")
    }
    return found | {(row["measure"], names[row["area"]], Decimal(row["value"])) for row in data.published(slug)}


@pytest.mark.parametrize("slug", data.COUNCILS)
def test_every_value_that_no_source_states_is_illustrative(slug: str) -> None:
    unmarked = Observation.objects.filter(measure__council__slug=slug, illustrative=False).select_related(
        "measure", "area"
    )
    held = {(one.measure.reference, one.area.name, one.value) for one in unmarked}
    assert held == stated_in_the_files(slug)
    assert not Observation.objects.filter(source=figures.MADE_UP, illustrative=False).exists()
    assert not Target.objects.filter(illustrative=False).exists()


def test_official_figures_name_their_licence() -> None:
    official = Observation.objects.filter(measure__reference="ONS claimants")
    assert official.count() >= 36
    assert all("Office" in one.measure.source and "Open Government Licence" in one.source for one in official)


def test_forty_measures_have_twelve_periods_or_more() -> None:
    series = measures.current_series(Measure.objects.all())
    assert sum(len(areas[0].observations) >= 12 for areas in series.values()) >= 40


def test_some_values_are_late_some_provisional_and_some_were_revised() -> None:
    assert {"late", "not_due", "not_collected"} <= set(Observation.objects.values_list("missing", flat=True))
    vintages = set(Observation.objects.values_list("vintage", flat=True))
    assert {"provisional", "validated", "revised", "corrected", "estimated"} == vintages


def test_crime_misses_one_of_its_two_targets_and_meets_the_other() -> None:
    measure = Measure.objects.get(reference="NI 16")
    names = {target.name: target.value for target in measure.targets.all()}
    assert names["Local Area Agreement"] < 9950 < names["Policing Plan"]


def test_every_measure_says_what_it_is_who_owns_it_who_uses_it_and_what_it_costs() -> None:
    for measure in Measure.objects.select_related("owner", "service"):
        assert measure.definition and measure.unit and measure.source and measure.use, measure.reference
        assert measure.owner and measure.service and measure.collection_minutes, measure.reference


def test_finished_years_show_where_judgement_leaned_and_say_that_they_are_made_up() -> None:
    found = outturns.judged(council("leeds"), timezone.localdate(), 1000)
    assert found.made_up and not found.waiting
    assert [row.few for row in found.whole] == [False, False, False]
    told = {row.group for row in found.ratings if row.group and not row.few}
    assert len(told) >= 3
    assert {row.leaning for row in found.leaning} == {"optimistic", "pessimistic"}


def test_some_measures_cost_time_and_serve_nobody() -> None:
    found = burden.burden(council("leeds"), timezone.localdate())
    assert {line.measure.reference for line in found.idle} >= {"BP-IO9", "BP-VfM9"}
    assert found.minutes > 25 * 60 and {line.proposal for line in found.lines} >= {"keep", "automate", "retire"}


def test_every_priority_has_evidence() -> None:
    without = Priority.objects.filter(measures=None).values_list("reference", flat=True)
    assert not list(without)


@pytest.mark.parametrize("slug", data.COUNCILS)
def test_there_is_somebody_of_every_role(slug: str) -> None:
    assert set(council(slug).memberships.values_list("role", flat=True)) == set(Role)


def test_the_password_that_is_printed_opens_every_account() -> None:
    assert all(person.check_password(people.PASSWORD) for person in User.objects.all())


def test_the_peer_challenge_keeps_its_lists_apart() -> None:
    challenge = challenges.challenges(council("harborough")).get()
    lists = Counter(point.list for point in challenge.points.all())
    assert lists == {
        "recommendation": 8,
        "quick_win": 7,
        "suggestion": 26,
        "notable_practice": 6,
        "signposting": 6,
        "finding": 5,
    }
    assert challenge.evidence == {"people": 80, "activities": 24, "hours": 300}
    assert "summaries" in challenge.source


def test_a_second_load_changes_nothing() -> None:
    before = Event.objects.count()
    assert loading.load() is False
    assert Event.objects.count() == before


def test_what_was_loaded_is_told_by_the_log() -> None:
    assert loading.version_held() == data.VERSION


def test_it_may_not_throw_away_the_records_of_another_council() -> None:
    assert loading.why_not_reset() is None
    with transaction.atomic():
        councils.add_council(
            slug="rutland", name="Rutland County Council", gss_code="E06000017", type=CouncilType.UNITARY
        )  # fmt: skip
        assert "Rutland" in (loading.why_not_reset() or "")
        transaction.set_rollback(True)


def test_the_quarter_is_published_for_everybody_to_read_with_what_is_illustrative_marked() -> None:
    client = Client()
    assert client.get(reverse("publishing:index", kwargs={"council": "leeds"})).status_code == 200
    page = client.get(reverse("publishing:publication", kwargs={"council": "leeds", "number": 1})).content.decode()
    assert "24,282" in page and "9,950" in page
    assert "illustrative" in page.lower()


def test_what_came_of_the_peers_report_is_published_too() -> None:
    page = Client().get(reverse("publishing:publication", kwargs={"council": "harborough", "number": 1}))
    told = page.content.decode()
    assert "of 41 points have evidence of impact" in told and "illustrative" in told
    assert "What follows, because impact is not evidenced" in told


def test_a_made_up_project_has_passed_the_gates_that_lie_behind_it() -> None:
    behind = [
        stands
        for project in Project.objects.filter(illustrative=True, state__in=["in_delivery", "closed"])
        for stands in gates(project)
        if stands.gate.before in ("develop", "approve", "begin")
    ]
    assert len(behind) > 10 and all(one.passed and one.passed.asked_at.date() < timezone.localdate() for one in behind)


def sign_ins() -> list[str]:
    files = {slug: data.table(slug, "council")["people"] for slug in data.COUNCILS}
    return [f"{slug} {one['email']}" for slug, persons in files.items() for one in persons]


@pytest.mark.parametrize("whose", sign_ins())
def test_a_councils_home_opens_for_each_of_its_people(whose: str) -> None:
    slug, email = whose.split()
    client = Client()
    client.force_login(User.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("record:home", kwargs={"council": slug})).status_code == 200


def values(reference: str) -> dict[str, Decimal]:
    measure = Measure.objects.get(council__slug="leeds", reference=reference)
    own = measures.current_series([measure])[measure.pk][0]
    return {str(one.period): one.value for one in own.observations if one.value is not None}


def test_made_up_claims_rise_and_fall_as_the_tracker_tells() -> None:
    count = values("JSA count")
    months = list(count)
    rise = [count[month] for month in months[months.index("April 2008") : months.index("July 2009") + 1]]
    assert rise == sorted(set(rise))
    assert count["July 2009"] > count["August 2009"] > count["September 2009"]
    assert round((count["August 2009"] / count["August 2008"] - 1) * 100) == 66


def test_no_made_up_september_undercuts_the_lowest_one() -> None:
    septembers = {period: value for period, value in values("NI 117").items() if period.startswith("September")}
    assert min(septembers, key=lambda period: septembers[period]) == "September 2009"


def test_made_up_crime_of_the_year_before_agrees_with_the_stated_change() -> None:
    half_years, quarters = values("NI 16"), values("NI 16 quarter")
    assert round((half_years["H1 2009/10"] / half_years["H1 2008/09"] - 1) * 100, 1) == Decimal("1.6")
    for half, pair in {"H1 2008/09": "12", "H2 2008/09": "34", "H1 2009/10": "12"}.items():
        assert sum(quarters[f"Q{number} {half[3:]}"] for number in pair) == half_years[half]


def test_the_open_round_can_be_worked_on_today_by_everybody() -> None:
    """Something to enter, to write, to answer and to agree; deadlines ahead, not years behind."""
    today = timezone.localdate()
    round = Round.objects.get(council__slug="leeds", state="open")
    assert round.collection and round.submit_by and today < round.collection.deadline < round.submit_by
    assert measures.unanswered(round.collection.dues.all()).exists()
    states = Counter(Assessment.objects.filter(round=round).values_list("state", flat=True))
    assert {"drafting", "submitted", "challenged", "agreed"} <= set(states)
    assert [str(one) for one in office.in_office(round.council, today)] == ["Ivy Illingworth for Bob Bairstow"]


def test_the_answers_to_the_peers_show_every_kind_of_end_and_are_illustrative() -> None:
    challenge = challenges.challenges(council("harborough")).get()
    told = telling.as_data(statement.statement(challenge, timezone.localdate()))
    entries = [one for kind in told["lists"] for one in kind["entries"]]
    assert len(entries) == 8 + 7 + 26
    states = {one["state"] for one in entries}
    assert {"Responded", "Declined", "In delivery", "Delivered", "Impact not evidenced"} <= states
    assert {"Impact evidenced", "Business as usual", "Superseded"} <= states
    assert all(one["answer"] and one["illustrative"] for one in entries)
    assert all(one["actions"] for one in entries if one["state"] not in {"Declined", "Superseded"})
    helped = next(one for one in entries if one["slug"] == "recommendation-6")
    assert "more than chance, and as much as was expected" in helped["checks"][0]
    assert helped["together"] and helped["actions"] and helped["evidence"]


def test_the_confidential_note_of_the_demonstration_is_not_told() -> None:
    challenge = challenges.challenges(council("harborough")).get()
    told = str(telling.as_data(statement.statement(challenge, timezone.localdate())))
    assert "away day, with what each member" not in told
    seen = str(telling.as_data(statement.statement(challenge, timezone.localdate(), confidential=True)))
    assert "away day, with what each member" in seen
