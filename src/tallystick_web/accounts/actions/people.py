"""Adding people."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from tallystick_web.accounts.models import User
from tallystick_web.audit import actions as audit


@transaction.atomic
def add_person(*, email: str, name: str, password: str | None = None, by: User | None) -> User:
    """Add a person, or return the one who has this e-mail address unchanged.

    `by` is None only on the command line of the installation. Without a password the person sets one by "forgotten password".
    """
    email = email.strip().lower()
    person, new = User.objects.get_or_create(email=email, defaults={"name": name, "password": make_password(password)})
    if not new:
        return person
    audit.record(by=by, verb="person.added", target=person)
    return person
