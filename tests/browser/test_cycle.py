"""Writing, challenging, agreeing and closing in a real browser, by keyboard alone, at desktop and phone width."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page

from tallystick import periods
from tallystick.judgement import Rating
from tallystick.series import Vintage
from tallystick.status import Polarity
from tallystick_web.accounts import actions as accounts
from tallystick_web.accounts.models import User
from tallystick_web.councils import actions as councils
from tallystick_web.councils import queries as areas
from tallystick_web.councils.models import Council, CouncilType, Role
from tallystick_web.delivery.models import Action
from tallystick_web.measures import actions as measures
from tallystick_web.plans import actions as plans
from tallystick_web.reviews import actions
from tallystick_web.reviews.models import Assessment, Draft, MeetingNote, Question, Round, State

from .conftest import Visitor

PASSWORD = "a tally of two halves"
MOST_TABS = 120
THEN = "Litter lay in 12.5% of streets. A second sweeper was ordered."
NOW = "Litter lies in 13.75% of streets. The second sweeper came in August."


@dataclass
class Cycle:
    """A council in the middle of a round: Alice runs it, Erin writes, Bob agrees."""

    council: Council
    round: Round
    assessment: Assessment
    alice: User
    bob: User
    erin: User

    @property
    def page(self) -> str:
        return f"/leeds/reviews/assessments/{self.assessment.pk}/"

    def now(self) -> Assessment:
        return Assessment.objects.get(pk=self.assessment.pk)


@pytest.fixture
def cycle(transactional_db: None) -> Cycle:
    leeds = councils.add_council(
        slug="leeds", name="Leeds City Council", gss_code="E08000035", type=CouncilType.METROPOLITAN
    )
    people = {}
    for name, role in (("Alice", Role.PERFORMANCE_TEAM), ("Bob", Role.DIRECTOR), ("Erin", Role.ACCOUNTABLE_OFFICER)):
        people[name] = accounts.add_person(email=f"{name.lower()}@leeds.example", name=name, password=PASSWORD, by=None)
        councils.give_role(council=leeds, person=people[name], role=role, by=None)
    alice, bob, erin = people.values()
    plan = plans.keep_plan(council=leeds, reference="city-plan", title="City Plan", by=alice)
    theme = plans.keep_theme(plan=plan, title="Environment", by=alice)
    own = {"theme": theme, "accountable_officer": erin, "accountable_director": bob, "by": alice}
    priority = plans.keep_priority(council=leeds, reference="ENV-1", title="Cleaner streets", **own)
    plans.keep_priority(council=leeds, reference="ENV-2", title="Greener parks", **own)
    measure = measures.keep_measure(
        council=leeds, reference="NI 195a", title="Streets below standard: litter", unit="%",
        polarity=Polarity.LOWER_IS_BETTER, frequency=periods.Frequency.QUARTER, by=alice,
    )  # fmt: skip
    area = areas.own_area(leeds)
    measures.record_observations(
        council=leeds, by=alice,
        observations=[
            measures.NewObservation(measure, area, periods.quarter(year, number), Vintage.VALIDATED, Decimal(value))
            for year, number, value in ((2008, 3, "10"), (2008, 4, "11.5"), (2009, 1, "12.5"), (2009, 2, "13.75"))
        ],
    )  # fmt: skip
    measures.set_target(measure=measure, name="Target", period=periods.quarter(2009, 2), by=alice, value=Decimal(2))
    plans.set_evidence(priority=priority, measures=[measure], by=alice)
    kept = []
    for number, narrative, rating in ((1, THEN, Rating.GREEN), (2, "", None)):
        with patch("django.utils.timezone.now", return_value=timezone.now() - timedelta(8)):
            round = actions.open_round(council=leeds, period=periods.quarter(2009, number), by=alice)
        kept.append(
            actions.keep_assessment(
                round=round, priorities=[priority], narrative=narrative, rating=rating, reason="", grades=[], by=alice
            )
        )
    return Cycle(leeds, round, kept[-1], alice, bob, erin)


def written(cycle: Cycle) -> None:
    """Erin judges amber, where the evidence suggests red, and submits."""
    actions.judge(
        assessment=cycle.now(), narrative=NOW, rating=Rating.AMBER, reason="The sweeper will show next quarter.",
        version=cycle.now().version, by=cycle.erin,
    )  # fmt: skip
    Assessment.objects.filter(pk=cycle.assessment.pk).update(departure="not_yet_delivered")
    actions.submit(assessment=cycle.now(), by=cycle.erin)


def reach(page: Page, wanted: Locator) -> None:
    """Go to something by the tabulator alone."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{wanted} cannot be reached with the keyboard")


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    reach(page, wanted)
    page.keyboard.press(key)


def types(page: Page, label: str, text: str) -> None:
    reach(page, page.get_by_label(label).first)
    page.keyboard.type(text)


def chooses(page: Page, group: str, label: str) -> None:
    """One of several radio buttons: the tabulator leads to the group, the arrows through it."""
    in_group = f"() => document.activeElement?.name === {group!r}"
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(in_group):
            break
    wanted = page.get_by_label(label, exact=True)
    if not wanted.is_checked():
        page.keyboard.press("Space")
    for _ in range(8):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{label} cannot be chosen with the keyboard")


def test_an_author_judges_otherwise_than_the_evidence(cycle: Cycle, visitor: Visitor) -> None:
    page = visitor.page
    visitor.signs_in("erin@leeds.example", PASSWORD)
    visitor.goes_to(cycle.page)
    assert "Evidence suggests red" in page.inner_text("main") and THEN[:20] in page.inner_text("main")
    assert page.get_by_label("Why does the rating differ").is_hidden()
    types(page, "Narrative", NOW)
    page.locator("#draft-state", has_text="Draft kept").wait_for()
    assert Draft.objects.get().fields["narrative"] == NOW

    page.close()
    visitor.page = page = _again(visitor)
    visitor.goes_to(cycle.page)
    assert "You have a draft from" in page.inner_text("main") and page.input_value("#id_narrative") == NOW
    visitor.looks("cycle-draft-offered")
    reach(page, page.locator("#id_narrative"))
    chooses(page, "rating", "Amber")
    types(page, "Reason for the rating", "The sweeper will show next quarter.")
    assert page.get_by_label("Why does the rating differ").is_visible()
    press(page, page.get_by_role("button", name="Save and submit"))
    page.locator(".govuk-error-summary").wait_for()
    assert "You judge amber, the evidence suggests red" in page.inner_text(".govuk-error-summary")
    visitor.looks("cycle-departure-missing")
    press(page, page.locator(".govuk-error-summary a"))
    page.keyboard.type("The outcome")
    press(page, page.get_by_role("button", name="Save and submit"))
    page.wait_for_url("**/priorities/**")
    said = cycle.now()
    assert (said.state, said.rating, said.departure, said.suggested) == (
        State.SUBMITTED, "amber", "not_yet_delivered", "red",
    )  # fmt: skip
    assert not Draft.objects.exists()


def _again(visitor: Visitor) -> Page:
    """Another window of the same browser, watched for broken scripts as the first was."""
    page = visitor.page.context.new_page()
    page.on("pageerror", lambda error: visitor.errors.append(str(error)))
    return page


def test_a_director_asks_is_answered_and_agrees(cycle: Cycle, visitor: Visitor) -> None:
    written(cycle)
    page = visitor.page
    visitor.signs_in("bob@leeds.example", PASSWORD)
    visitor.goes_to("/leeds/reviews/agreeing/")
    assert "1 assessment waits for you, 1 judged greener than the evidence" in page.inner_text("h1")
    press(page, page.locator("summary", has_text="What changed in the text"))
    visitor.looks("cycle-agreeing-open")
    press(page, page.get_by_role("link", name="Ask about it"))
    page.wait_for_url("**/read/**")
    visitor.looks("cycle-read")
    types(page, "Your question", "Why not red?")
    press(page, page.get_by_role("button", name="Ask", exact=True))
    page.get_by_text("Not answered yet.", exact=True).wait_for()
    assert cycle.now().state == State.CHALLENGED

    page.context.clear_cookies()
    visitor.signs_in("erin@leeds.example", PASSWORD)
    visitor.goes_to(cycle.page)
    types(page, "Your answer", "Because the sweeper came in August.")
    press(page, page.get_by_role("button", name="Answer"))
    page.get_by_text("Your answer stands beside the text").wait_for()
    assert Question.objects.get().answered_by == cycle.erin

    page.context.clear_cookies()
    visitor.signs_in("bob@leeds.example", PASSWORD)
    visitor.goes_to("/leeds/reviews/agreeing/")
    press(page, page.get_by_label("Agree ENV-1"), "Space")
    press(page, page.get_by_role("button", name="Agree the chosen"))
    page.get_by_text("You agreed 1 assessment: ENV-1").wait_for()
    visitor.looks("cycle-agreed")
    assert (cycle.now().state, cycle.now().agreed_by) == (State.AGREED, cycle.bob)
    visitor.goes_to(f"{cycle.page}versions/?from=2&to=3")


def test_a_stale_save_loses_nothing(cycle: Cycle, visitor: Visitor) -> None:
    page = visitor.page
    visitor.signs_in("erin@leeds.example", PASSWORD)
    visitor.goes_to(cycle.page)
    types(page, "Narrative", "Litter fell in every ward of the city.")
    actions.judge(
        assessment=cycle.now(), narrative="Litter fell in some wards of the city.", rating=None, reason="",
        version=cycle.now().version, by=cycle.alice,
    )  # fmt: skip
    visitor.errors.clear()
    press(page, page.get_by_role("button", name="Save", exact=True))
    page.locator("#stale").wait_for()
    visitor.errors = [one for one in visitor.errors if "409" not in one]  # the browser names the answer in its console
    visitor.looks("cycle-stale")
    assert "every" in page.inner_text(".put-in") and "some" in page.inner_text(".taken-out")
    assert page.input_value("#id_narrative") == "Litter fell in every ward of the city."
    press(page, page.get_by_role("button", name="Save", exact=True))
    page.wait_for_url("**/priorities/**")
    assert cycle.now().narrative == "Litter fell in every ward of the city."
    assert "some wards" in [one.narrative for one in cycle.now().versions.all()][-2]


def test_a_round_is_challenged_in_a_meeting_and_closed(cycle: Cycle, visitor: Visitor) -> None:
    written(cycle)
    page, round = visitor.page, f"/leeds/reviews/rounds/{cycle.round.slug}/"
    visitor.signs_in("alice@leeds.example", PASSWORD)
    visitor.goes_to(f"{round}meeting/")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**/meeting/{cycle.assessment.pk}/")
    visitor.looks("cycle-meeting")
    assert "Judged amber; the evidence suggests red" in page.inner_text("main")
    visitor.sends_empty(f"{round}meeting/{cycle.assessment.pk}/")
    visitor.goes_to(f"{round}meeting/{cycle.assessment.pk}/")
    press(page, page.locator("summary", has_text="Take a note"))
    chooses(page, "kind", "Action")
    types(page, "What was said", "Try the sweeper on Sundays.")
    reach(page, page.get_by_label("Who does it"))
    page.keyboard.type("Erin")
    reach(page, page.get_by_label("By when"))
    page.keyboard.type("11112030")  # the same in every order of day and month
    press(page, page.get_by_role("button", name="Keep it"))
    page.get_by_text("Kept. Action: Try the sweeper on Sundays.").wait_for()
    page.wait_for_load_state()  # the page listens for keys once its scripts have run, which may be after its words are there
    assert (Action.objects.get().owner, MeetingNote.objects.count()) == (cycle.erin, 1)
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/minutes/")
    visitor.looks("cycle-minutes")

    actions.agree(assessment=cycle.now(), by=cycle.bob)
    visitor.goes_to(f"{round}progress/")
    press(page, page.get_by_label("Choose ENV-2"), "Space")
    chooses(page, "do", "Carry it as missing")
    types(page, "Why, for more time or carrying", "Nobody is in post.")
    press(page, page.get_by_role("button", name="Show what would happen"))
    page.get_by_role("button", name="Do it").wait_for()
    visitor.looks("cycle-preview")
    press(page, page.get_by_role("button", name="Do it"))
    page.get_by_text("Carried as missing: ENV-2").wait_for()
    visitor.looks("cycle-progress-carried")
    press(page, page.get_by_role("link", name="Close the round").first)
    page.wait_for_url("**/state/")
    visitor.looks("cycle-closing")
    press(page, page.get_by_role("button", name="Close the round"))
    page.wait_for_url(f"**/rounds/{cycle.round.slug}/")
    assert Round.objects.get(pk=cycle.round.pk).state == Round.State.CLOSED
    assert cycle.now().state == State.LOCKED
    visitor.goes_to("/leeds/reviews/rounds/open/")
