from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class DeskRouting(AppConfig):
    name = "ponte.desk.routing"
    label = "desk_routing"

    def ready(self) -> None:
        navigation.register("account", "work", _("Your work"), "chart", "own_work", order=5)
