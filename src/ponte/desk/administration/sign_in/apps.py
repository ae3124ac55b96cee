from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class SignInAdministration(AppConfig):
    name = "ponte.desk.administration.sign_in"
    label = "sign_in_administration"

    def ready(self) -> None:
        from ponte.desk.guarding import can

        navigation.register(
            "people", "sign_in", _("Sign-in"), "keyhole", "sign_in_policy", can("manage_sign_in"), order=30
        )
