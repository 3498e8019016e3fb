"""Adding people."""

from django.db import transaction

from tallystick_web.accounts.models import User
from tallystick_web.audit import actions as audit


@transaction.atomic
def add_person(*, email: str, name: str, password: str | None = None, by: User | None) -> User:
    """Add a person, or return the one who has this e-mail address unchanged.

    `by` is None only on the command line of the installation. Without a password the person sets one by "forgotten password".
    """
    email = email.strip().lower()
    if found := User.objects.filter(email=email).first():
        return found
    person = User(email=email, name=name)
    person.set_password(password)
    person.save()
    audit.record(by=by, verb="person.added", target=person)
    return person
