from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class SchedulesAdministration(AppConfig):
    name = "ponte.desk.administration.schedules"
    label = "schedules_administration"

    def ready(self) -> None:
        from ponte.desk.guarding import can

        navigation.register(
            "tickets", "schedules", _("Schedules"), "calendar", "schedules", can("manage_schedules"), order=40
        )
