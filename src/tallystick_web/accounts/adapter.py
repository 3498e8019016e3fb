"""How sign-in differs from the library's defaults: nobody creates their own account, and its letters say that a machine sent them."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest

from tallystick_web.accounts.post import BY_A_MACHINE


class Adapter(DefaultAccountAdapter):
    """People are added by their council's performance team, never by themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Enter the e-mail address and password that you were given. One of the two does not match.",
        "too_many_login_attempts": "Too many attempts. Wait five minutes and try again, or set a new password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def render_mail(self, *arguments: Any, headers: dict[str, str] | None = None, **options: Any) -> EmailMessage:
        letter: EmailMessage = super().render_mail(*arguments, headers={**BY_A_MACHINE, **(headers or {})}, **options)
        return letter
