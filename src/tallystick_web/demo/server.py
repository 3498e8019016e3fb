"""Serving the demonstration on this machine only: Django's own server, one thread a request, no reloading."""

import errno
import socket
from collections.abc import Callable

import click

ADDRESS = "127.0.0.1"


def refuse_a_taken_port(port: int) -> None:
    """Stop with the way out when something else answers at the port. Asked before anything is loaded."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise click.ClickException(_why(port, error)) from error


def _why(port: int, error: OSError) -> str:
    other = port + 1 if port < 65535 else 8000
    choose = (
        f"Choose another: tallystick demo --port {other} (from a checkout: .venv/bin/tallystick demo --port {other})."
    )
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program, perhaps by a demonstration that still runs. {choose}"
    return f"Port {port} cannot be used here ({error.strerror}). {choose}"


def serve(port: int, ready: Callable[[], None]) -> None:
    """Serve until interrupted; `ready` is called once the pages can be had."""
    from django.core.servers import basehttp
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    try:
        basehttp.run(ADDRESS, port, application, threading=True, on_bind=lambda _: ready())
    except KeyboardInterrupt:
        click.echo("\nStopped.")
    except OSError as error:
        raise click.ClickException(_why(port, error)) from error
