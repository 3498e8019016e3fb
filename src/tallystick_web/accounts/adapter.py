"""How sign-in differs from the library's defaults: nobody creates their own account."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """People are added by their council's performance team, never by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
