"""Loading the two councils through the apps' actions, in one transaction: there is a whole demonstration or none."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from tallystick_web.audit import actions as audit
from tallystick_web.audit.models import Event
from tallystick_web.councils import queries as councils
from tallystick_web.councils.rules import refuse_if
from tallystick_web.demo import (
    answers,
    challenges,
    data,
    delivery,
    figures,
    people,
    portfolio,
    priorities,
    publishing,
    rounds,
)
from tallystick_web.demo.data import Table
from tallystick_web.demo.people import Cast
from tallystick_web.measures.models import Measure
from tallystick_web.plans.models import Priority

LOADED = "demonstration.loaded"
Say = Callable[[str], None]


def version_held() -> int | None:
    """The version of the demonstration data that this installation holds, as its log says."""
    event = Event.objects.filter(verb=LOADED).order_by("-id").first()
    return int(event.detail["version"]) if event else None


def why_not_load() -> str | None:
    """Invented figures never go among a council's own records."""
    found = ", ".join(council.name for council in councils.councils())
    if found and version_held() is None:
        return (
            f"This installation holds {found}, which the demonstration did not put there. It is for trying out and loads only "
            "into an installation of its own: set TALLYSTICK_HOME to another folder."
        )
    return None


def why_not_reset() -> str | None:
    """Only what the demonstration brought may be thrown away by it."""
    others = [council.name for council in councils.councils() if council.slug not in data.COUNCILS]
    if others:
        return f"This installation also holds {', '.join(others)}. Nothing was thrown away."
    return why_not_load()


@transaction.atomic
def load(say: Say = lambda words: None) -> bool:
    """Load both councils unless they are there; whether anything was loaded. Nothing is held of a load that was cut short."""
    refuse_if(why_not_load())
    if version_held() is not None:
        return False
    for slug in data.COUNCILS:
        cast = load_council(slug)
        say(f"  {cast.council.name}: ready")
        audit.record(by=None, verb=LOADED, target=cast.council, version=data.VERSION)
    return True


def load_council(slug: str) -> Cast:
    """One council: people, plans, measures, rounds, a publication, delivery, and its challenges where there are any."""
    cast = people.settle(data.table(slug, "council"))
    described = data.measures(slug)
    kept = priorities.keep(cast, data.table(slug, "plans")["plans"])
    measures = figures.keep(cast, described, data.published(slug))
    priorities.set_evidence(cast, kept, described, measures)
    stated = data.table(slug, "assessments")
    groups = [one["references"] for one in stated["assessments"]]
    made_up = data.table(slug, "rounds")
    rounds.keep_made_up(cast, kept, made_up, groups)
    round = rounds.keep_stated(cast, kept, stated)
    rounds.keep_promises(cast, kept, made_up, round)
    if stated.get("published"):
        publishing.publish(cast, round, on=timezone.localdate())
    keep_delivery(cast, data.table(slug, "delivery"), kept, measures)
    held = challenges.keep(cast, data.challenges(slug))
    if held:
        answers.keep(cast, held, data.table(slug, "answers"), measures)
        publishing.publish_position(cast, held[0], on=timezone.localdate())
    return cast


def keep_delivery(cast: Cast, described: Table, kept: dict[str, Priority], measures: dict[str, Measure]) -> None:
    """What a council does: projects, actions and risks refer to each other, so the cases of projects come last."""
    projects = portfolio.keep_projects(cast, described, kept)
    actions = delivery.keep_actions(cast, described["actions"], kept, measures, projects)
    appetites = delivery.keep_appetites(cast, described["appetites"])
    risks = delivery.keep_risks(cast, described["risks"], appetites, kept, measures, actions)
    portfolio.keep_cases(cast, described["projects"], projects, measures, risks)
    portfolio.keep_load(cast, described, projects)
    portfolio.keep_plans(cast, described.get("service_plans", []), kept, measures, actions)
