from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class RoutingAdministration(AppConfig):
    name = "ponte.desk.administration.routing"
    label = "routing_administration"

    def ready(self) -> None:
        from ponte.desk.guarding import can

        navigation.register("tickets", "routes", _("Routes"), "split", "routes", can("manage_routing"), order=43)
        navigation.register(
            "people", "skills", _("Skills and limits"), "star", "skills", can("manage_routing"), order=30
        )
