"""How what was promised stands beside what was measured: actions, milestones, risks, recommendations and promises, a sentence each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from tallystick_web.challenges.models import Point, Thread
from tallystick_web.challenges.models.challenge import ANSWERABLE
from tallystick_web.common.context import address
from tallystick_web.common.words import count, day
from tallystick_web.councils.models import Council
from tallystick_web.delivery.models import Action, Milestone, Risk
from tallystick_web.delivery.queries.risks import LIVE
from tallystick_web.delivery.queries.work import OPEN
from tallystick_web.reviews import queries as reviews
from tallystick_web.reviews.models import Round


@dataclass(frozen=True, slots=True)
class Sentence:
    """What there is to say of one kind of promise, the page that shows it whole, and whether it wants looking at."""

    words: str
    url: str
    worries: bool = False


def sentences(council: Council, round: Round, today: date) -> list[Sentence]:
    """One sentence for each kind of which the council holds any. Five queries, however much it holds."""
    return [*_actions(council, today), *_risks(council), *_recommendations(council), *_promises(council, round)]


def _actions(council: Council, today: date) -> Iterator[Sentence]:
    found = Action.objects.filter(council=council, state__in=OPEN).aggregate(
        open=Count("pk"), late=Count("pk", filter=Q(due__lt=today))
    )
    missed = Milestone.objects.filter(
        action__council=council, action__state__in=OPEN, done_on=None, due__lt=today
    ).count()
    if not found["open"]:
        return
    late = found["late"]
    words = f"{late or 'None'} of {count(found['open'], 'open action')} {'is' if late <= 1 else 'are'} overdue"
    steps = f", and {count(missed, 'milestone has', 'milestones have')} passed without being reached" if missed else ""
    yield Sentence(f"{words}{steps}.", address("delivery:actions", council=council.slug), bool(late or missed))


def _risks(council: Council) -> Iterator[Sentence]:
    after = F("likelihood_after") * F("impact_after")
    found = Risk.objects.filter(council=council, state__in=LIVE).aggregate(
        live=Count("pk"), above=Count("pk", filter=Q(category__limit__lt=after))
    )
    if not found["live"]:
        return
    above = found["above"]
    words = f"{above or 'None'} of {count(found['live'], 'risk')} {'is' if above <= 1 else 'are'} above appetite after controls."
    yield Sentence(words, address("delivery:risks", council=council.slug), bool(above))


def _recommendations(council: Council) -> Iterator[Sentence]:
    state = Thread.State
    found = Point.objects.filter(challenge__council=council, list__in=ANSWERABLE, thread__isnull=False).aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=Q(thread__state__in=[state.RECEIVED, state.REOPENED])),
        helped=Count("pk", filter=Q(thread__state__in=[state.IMPACT_EVIDENCED, state.BUSINESS_AS_USUAL])),
    )
    if not found["all"]:
        return
    waiting, helped, number = found["waiting"], found["helped"], found["all"]
    if waiting:
        told = f"{waiting} of {count(number, 'recommendation')} by others {'waits' if waiting == 1 else 'wait'} for an answer"
    else:
        told = (
            "All recommendations by others are answered" if number > 1 else "The recommendation by others is answered"
        )
    words = f"{told}; {f'the impact of {helped} of {number}' if helped else 'no impact'} is evidenced."
    yield Sentence(words, address("challenges:points", council=council.slug), bool(waiting))


def _promises(council: Council, round: Round) -> Iterator[Sentence]:
    found = reviews.promise_counts(council, round.end)
    late, open_ = found["overdue"], found["open"]
    if late or open_:
        begins = (
            f"{count(late, 'promise')} made in assessments {'is' if late == 1 else 'are'}"
            if late
            else "no promise made in assessments is"
        )
        words = f"As at {day(round.end)}, the end of the round: {begins} overdue, {open_} not due yet."
        yield Sentence(words, address("reviews:promises", council=council.slug), bool(late))
