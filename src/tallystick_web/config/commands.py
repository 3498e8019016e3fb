"""Commands of the installation: serve the pages, run Django's own commands, add a council or a person."""

import sys

import click

from tallystick_web.common import installation


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@installation.needed
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's management commands: `tallystick manage migrate`."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tallystick manage", *arguments])


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port.")
@click.option("--workers", default=2, show_default=True, help="Processes that serve pages.")
def serve(bind: str, workers: int) -> None:
    """Serve the pages with gunicorn."""
    installation.read_settings()
    from gunicorn.app.wsgiapp import run

    application = "tallystick_web.config.wsgi:application"
    sys.argv = [
        "gunicorn",
        "--bind",
        bind,
        "--workers",
        str(workers),
        "--threads",
        "4",
        "--timeout",
        "120",
        "--no-control-socket",  # it would be made in the home folder, which a service often has none of, and nothing here uses it
        application,
    ]
    run()


@click.command("add-council")
@click.argument("slug")
@click.argument("name")
@click.option("--gss-code", required=True, help="The council’s code in official statistics, such as E08000035.")
@click.option(
    "--type", "kind", required=True,
    type=click.Choice(["district", "county", "unitary", "metropolitan", "london", "combined"]),
)  # fmt: skip
@installation.needed
def add_council(slug: str, name: str, gss_code: str, kind: str) -> None:
    """Add a council: `tallystick add-council leeds "Leeds City Council" --gss-code E08000035 --type metropolitan`."""
    from django.core.exceptions import ValidationError

    from tallystick_web.councils import actions
    from tallystick_web.councils.models import CouncilType
    from tallystick_web.councils.rules import Refused

    try:
        council = actions.add_council(slug=slug, name=name, gss_code=gss_code, type=CouncilType(kind))
    except ValidationError as error:
        raise click.ClickException("; ".join(error.messages)) from error
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    click.echo(f"Added {council}. Its address is /{council.slug}/. Next: tallystick add-person.")


def _asked_password() -> str:
    """The password, typed twice; where nobody is there to type it, how else to give it."""
    try:
        return str(click.prompt("Password", hide_input=sys.stdin.isatty(), confirmation_prompt=True))
    except click.Abort as abort:
        raise click.UsageError("No password was given, so nobody was added. Give it with --password.") from abort


@click.command("add-person")
@click.argument("council")
@click.argument("email")
@click.argument("name")
@click.option("--role", "roles", multiple=True, required=True, help="May be given several times: performance_team, …")
@click.option("--password", default=_asked_password, help="Asked for when it is not given.")
@installation.needed
def add_person(council: str, email: str, name: str, roles: tuple[str, ...], password: str) -> None:
    """Add a person to a council with one or several roles."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from tallystick_web.accounts import actions as accounts
    from tallystick_web.councils import actions, queries, rules
    from tallystick_web.councils.models import Role

    found = queries.council_at(council)
    if found is None:
        raise click.ClickException(str(rules.why_no_council(council)))
    if not name.strip():
        raise click.ClickException('Give the person’s name after the address, in quotation marks: "Alice Example".')
    try:
        validate_email(email)
    except ValidationError as error:
        raise click.ClickException(
            f"“{email}” is no e-mail address. Give one such as alice@council.gov.uk: the person signs in with it."
        ) from error
    wrong = set(roles) - set(Role.values)
    if wrong:
        raise click.ClickException(f"{', '.join(sorted(wrong))} is not a role. The roles are {', '.join(Role.values)}.")
    try:
        validate_password(password)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    person = accounts.add_person(email=email, name=name, password=password, by=None)
    for role in roles:
        actions.give_role(council=found, person=person, role=Role(role), by=None)
    known = "" if person.check_password(password) else " They were known here already and keep the password they have."
    click.echo(f"{person.name} can sign in as {person.email}.{known}")
