from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class PeopleAdministration(AppConfig):
    name = "ponte.desk.administration.people"
    label = "people_administration"

    def ready(self) -> None:
        from ponte.desk.guarding import can

        navigation.register(
            "work", "administration", _("Administration"), "settings", "people", can("see_people"), order=900
        )
        navigation.register("people", "people", _("People"), "users", "people", can("see_people"), order=10)
