from __future__ import annotations

from collections.abc import Callable

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class AccountArea(AppConfig):
    name = "ponte.desk.account"
    label = "desk_account"

    def ready(self) -> None:
        from ponte.desk.account import availability, hearing

        hearing.listen()
        navigation.register_section("availability", _("Availability"), navigation.ACCOUNT, 5)
        for order, (state, (words, icon)) in enumerate(availability.WORDS.items()):
            route = f"availability_{state.value}"
            navigation.register(
                "availability", route, words, icon, route, _unless(state.value), order=order, post=True
            )
        navigation.register("account", "profile", _("Your account"), "user", "profile", order=10)
        navigation.register(
            "account", "two_factor", _("Two-step sign-in"), "shield-check", "mfa_index", order=20
        )
        navigation.register("account", "sessions", _("Sessions"), "device", "sessions", order=30)
        navigation.register(
            "account", "sign_out", _("Sign out"), "log-out", "account_logout", order=90, post=True
        )


def _unless(state: str) -> Callable[[HttpRequest], bool]:
    return lambda request: getattr(request.user, "availability", state) != state
