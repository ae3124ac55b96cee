from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class LanguagesAdministration(AppConfig):
    name = "ponte.desk.administration.languages"
    label = "languages_administration"

    def ready(self) -> None:
        from ponte.desk.guarding import can

        navigation.register(
            "tickets", "languages", _("Languages"), "language", "languages", can("manage_languages"), order=40
        )
