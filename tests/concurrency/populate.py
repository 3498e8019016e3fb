"""Fill an empty installation: so many people, each with measures whose values are asked for and an assessment to write, and signed in.

Run as a program within the installation; prints what the people need to know.
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from tallystick import periods  # noqa: E402
from tallystick_web.accounts import actions as accounts  # noqa: E402
from tallystick_web.accounts.models import User  # noqa: E402
from tallystick_web.councils import actions as councils  # noqa: E402
from tallystick_web.councils.models import Council, CouncilType, Role  # noqa: E402
from tallystick_web.measures import actions as measures  # noqa: E402
from tallystick_web.measures.models import Due  # noqa: E402
from tallystick_web.plans import actions as plans  # noqa: E402
from tallystick_web.reviews import actions as reviews  # noqa: E402

MEASURES = 6
ROUNDS = 3
FREE = 6  # priorities whose assessment nobody has begun


def session(person: User) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def person(council: Council, name: str, role: Role) -> User:
    one = accounts.add_person(email=f"{name.lower()}@leeds.example", name=name, by=None)
    councils.give_role(council=council, person=one, role=role, by=None)
    return one


@transaction.atomic
def populate(number: int) -> dict[str, object]:
    leeds = councils.add_council(slug="leeds", name="Leeds City Council", gss_code="E08000035", type=CouncilType.METROPOLITAN)  # fmt: skip
    plan = plans.keep_plan(council=leeds, reference="plan", title="City Plan", by=None)
    theme = plans.keep_theme(plan=plan, title="Environment", by=None)
    people, owned = [], {}
    for place in range(number):
        team = place % 10 == 9  # one in ten is of the performance team, and writes in everybody's texts
        one = person(leeds, f"Person{place}", Role.PERFORMANCE_TEAM if team else Role.CONTRIBUTOR)
        priority = plans.keep_priority(
            council=leeds,
            reference=f"P{place}",
            theme=theme,
            title=f"Priority {place}",
            accountable_officer=one,
            by=None,
        )
        for part in range(MEASURES):
            measures.keep_measure(
                council=leeds, reference=f"M{place}-{part}", title=f"Measure {place}-{part}", unit="%", owner=one,
                frequency=periods.Frequency.MONTH, by=None,
            )  # fmt: skip
        people.append((one, team, priority))
    last = periods.containing(timezone.localdate() - timedelta(days=135), periods.Frequency.QUARTER)
    for back in reversed(range(ROUNDS)):
        round = reviews.open_round(council=leeds, period=last.step(-back), by=None)
    for owner, due in Due.objects.order_by("end", "pk").values_list("measure__owner_id", "pk"):
        owned.setdefault(owner, []).append(due)
    for free in range(FREE):
        plans.keep_priority(council=leeds, reference=f"F{free}", theme=theme, title=f"Free {free}", by=None)
    return {
        "round": round.slug, "free": [f"F{free}" for free in range(FREE)],
        "people": [
            {
                "id": one.pk, "team": team, "session": session(one), "dues": owned[one.pk],
                "assessment": reviews.keep_assessment(
                    round=round, priorities=[priority], narrative="As it was before.", rating=None, reason="", grades=[], by=None
                ).pk,
            }
            for one, team, priority in people
        ],
    }  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(populate(int(sys.argv[1]))))
