from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class StatesAdministration(AppConfig):
    name = "ponte.desk.administration.states"
    label = "states_administration"

    def ready(self) -> None:
        from ponte.desk.guarding import can

        navigation.register("tickets", "states", _("States"), "circle", "states", can("manage_states"), order=20)
