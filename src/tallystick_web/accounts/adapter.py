"""How sign-in differs from the library's defaults: nobody creates their own account."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """People are added by their council's performance team, never by themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "Enter the e-mail address and password that you were given. One of the two does not match.",
        "too_many_login_attempts": "Too many attempts. Wait five minutes and try again, or set a new password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
