from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class TeamsAdministration(AppConfig):
    name = "ponte.desk.administration.teams"
    label = "teams_administration"

    def ready(self) -> None:
        from ponte.desk.guarding import can

        navigation.register("people", "teams", _("Teams"), "board", "teams", can("see_people"), order=20)
