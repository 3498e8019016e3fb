"""How long a large round takes: opening it, and the pages on which it is worked. 500 priorities, 2,000 measures, 100 owners.

Builds the council of `pages.py`, opens the third quarter, writes 480 assessments of which half are submitted, and asks for each page as
the person whose page it is, after the nightly command has run once. Run it with `python benchmarks/rounds.py`.

Two figures are the processor's, which others on the machine disturb less: of a visit when nothing has changed, and of the first visit
after somebody has saved an assessment and another has given a value. The last line is a fixed piece of work, to compare machines by.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from pages import ASSESSED, ask, build, council, set_up

SAID = (
    "Of 114 visits 64 were in time (56%).",
    "The number fell from 48 to 45.",
    "Three meetings were held in the wards.",
)
SAVES = 5
WRONG = "Of 66 targets 54 were met (59.4%)."
PAGES = {
    "my work": ("owner", "/leeds/work/"),
    "collect: mine": ("owner", "/leeds/collect/"),
    "collect: the round": ("alice", "/leeds/collect/round/q3-2009-10/"),
    "round": ("alice", "/leeds/rounds/q3-2009-10/"),
    "progress": ("alice", "/leeds/reviews/rounds/q3-2009-10/progress/"),
    "closing": ("alice", "/leeds/reviews/rounds/q3-2009-10/state/"),
    "claims": ("alice", "/leeds/reviews/rounds/q3-2009-10/claims/"),
    "agreeing (director)": ("director", "/leeds/reviews/agreeing/"),
    "meeting": ("alice", "/leeds/reviews/rounds/q3-2009-10/meeting/"),
    "editor": ("alice", "/leeds/reviews/assessments/{assessment}/"),
    "audit": ("alice", "/leeds/audit/"),
    "burden": ("alice", "/leeds/learning/burden/"),
    "judgement": ("alice", "/leeds/learning/judgement/"),
}


def people(leeds: Any) -> dict[str, Any]:
    """A performance officer, ten directors and a hundred owners who are accountable officers too."""
    from tallystick_web.accounts.models import User
    from tallystick_web.councils.models import Membership, Role
    from tallystick_web.measures.models import Measure
    from tallystick_web.plans.models import Priority

    def some(name: str, number: int, *roles: Role) -> list[Any]:
        made = User.objects.bulk_create(
            User(email=f"{name}{n}@leeds.example", name=f"{name.title()} {n}") for n in range(number)
        )
        Membership.objects.bulk_create(
            Membership(council=leeds, person=one, role=role) for one in made for role in roles
        )
        return made

    owners = some("owner", 100, Role.CONTRIBUTOR, Role.ACCOUNTABLE_OFFICER)
    directors = some("director", 10, Role.DIRECTOR)
    alice = some("alice", 1, Role.PERFORMANCE_TEAM)[0]
    for at, measure in enumerate(measures := list(Measure.objects.filter(council=leeds))):
        measure.owner = owners[at % 100]
    Measure.objects.bulk_update(measures, ["owner"], batch_size=500)
    for at, priority in enumerate(priorities := list(Priority.objects.filter(council=leeds))):
        priority.accountable_officer, priority.accountable_director = owners[at % 100], directors[at % 10]
    Priority.objects.bulk_update(priorities, ["accountable_officer", "accountable_director"], batch_size=500)
    return {"alice": alice, "owner": owners[3], "director": directors[3]}


def write(round: Any, alice: Any) -> Any:
    """Assessments of the round, half of them submitted; the first one."""
    from tallystick_web.plans.models import Priority
    from tallystick_web.reviews.models import Assessment, Coverage

    chance = random.Random(20_100_112)
    priorities = list(Priority.objects.filter(council=round.council))[:ASSESSED]
    made = Assessment.objects.bulk_create(
        Assessment(
            council=round.council, round=round, rating="amber",
            narrative=f"{chance.choice(SAID)} The work went on in quarter {n}. " * 8 + (WRONG if n % 20 == 0 else ""),
            rating_reason="So.", rated_by=alice, rated_at=round.collection.opened_at, state="submitted" if n % 2 else "drafting",
        )
        for n in range(len(priorities))
    )  # fmt: skip
    pairs = zip(made, priorities, strict=True)
    Coverage.objects.bulk_create(Coverage(assessment=one, priority=priority, round=round) for one, priority in pairs)
    return made[0]


def give(round: Any, alice: Any) -> None:
    """Nine in ten of the values that are asked for."""
    from tallystick_web.councils.queries import own_area
    from tallystick_web.measures.models import Observation

    area = own_area(round.council)
    Observation.objects.bulk_create(
        Observation(
            measure_id=due.measure_id, area=area, frequency=due.frequency, start=due.start, end=due.end, vintage="provisional",
            value=50, recorded_by=alice, recorded_at=round.collection.opened_at,
        )
        for n, due in enumerate(round.collection.dues.all()) if n % 10
    )  # fmt: skip


def refresh(leeds: Any, round: Any) -> None:
    """What `tallystick refresh` does every night."""
    from django.utils import timezone

    from tallystick_web.record.queries import challenge, citing, outturns

    challenge.fill(leeds, round, sys.maxsize)
    for _ in (*citing.refreshed([leeds.slug]), *outturns.refreshed([leeds.slug], timezone.localdate())):
        pass


def save(round: Any, alice: Any, number: int) -> None:
    """An author saves an assessment and an owner gives a value, as their pages do it."""
    from tallystick.judgement import Rating
    from tallystick.series import Vintage
    from tallystick_web.councils.queries import own_area
    from tallystick_web.measures import actions as measures
    from tallystick_web.measures import queries
    from tallystick_web.measures.models import Due
    from tallystick_web.reviews import actions as reviews

    one = round.assessments.filter(state="drafting").order_by("-id")[number]
    reviews.judge(
        assessment=one, narrative=f"{one.narrative} In week {number} 7 of 14 visits were made (50%).", rating=Rating.AMBER,
        reason="So.", version=one.version, by=alice,
    )  # fmt: skip
    due = queries.unanswered(Due.objects.filter(collection=round.collection)).select_related("measure__council")[0]
    value = measures.NewObservation(due.measure, own_area(round.council), due.period, Vintage.PROVISIONAL, Decimal(50))
    measures.give(council=round.council, given={due: value}, by=alice)


def processor(work: Callable[[], Any]) -> float:
    """Milliseconds of the processor."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def fixed() -> None:
    """A piece of work that is the same everywhere."""
    kept: dict[int, str] = {}
    for number in range(150_000):
        kept[number % 997] = str(number)


def main() -> None:
    """Build, open, ask, print."""
    with tempfile.TemporaryDirectory() as home:
        set_up(home)
        from django.test import Client

        from tallystick import periods
        from tallystick_web.reviews import actions as reviews
        from tallystick_web.reviews.models import Round

        leeds, dana = council()
        build(leeds, dana)
        Round.objects.update(state=Round.State.CLOSED)
        held = people(leeds)
        start, begun = time.perf_counter(), time.process_time()
        round = reviews.open_round(council=leeds, period=periods.quarter(2009, 3), by=held["alice"])
        print(
            f"opening the round: {time.perf_counter() - start:.2f} s ({time.process_time() - begun:.2f} s of the processor), "
            f"{round.collection.dues.count():,} values asked for\n"
        )
        first = write(round, held["alice"])
        give(round, held["alice"])
        refresh(leeds, round)
        print(f"{'page':22}{'queries':>8}{'median ms':>11}{'unchanged ms':>14}{'after a save ms':>17}{'kB':>7}")
        number = 0
        for name, (who, address) in PAGES.items():
            client, page = Client(), address.format(assessment=first.pk)
            client.force_login(held[who], backend="allauth.account.auth_backends.AuthenticationBackend")
            queries, times, size = ask(client, page)
            unchanged = statistics.median(processor(partial(client.get, page)) for _ in range(10))
            saved = []
            for _ in range(SAVES):
                save(round, held["alice"], number)
                number += 1
                saved.append(processor(partial(client.get, page)))
            print(
                f"{name:22}{queries:8}{statistics.median(times):11.1f}{unchanged:14.1f}{statistics.median(saved):17.1f}{size / 1024:7.0f}"
            )
        print(
            f"\na fixed piece of work: {statistics.median(processor(fixed) for _ in range(10)):.1f} ms of the processor"
        )


if __name__ == "__main__":
    main()
