from pathlib import Path

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


def _only_here(request: HttpRequest) -> bool:
    """People who have no link to the administration reach their macros from the rail."""
    from ponte.team import permissions

    return permissions.may(request.user, "write") and not permissions.may(request.user, "see_people")


class Macros(AppConfig):
    name = "ponte.desk.macros"
    label = "desk_macros"

    def ready(self) -> None:
        from ponte.desk.guarding import can
        from ponte.desk.ticket.sections import register
        from ponte.ui import scripts

        scripts.add_area("macros", Path(self.path))
        navigation.register("tickets", "macros", _("Macros"), "bolt", "macros:list", can("write"), order=35)
        navigation.register("work", "my_macros", _("Macros"), "bolt", "macros:list", _only_here, order=800)
        register("menu", "macros", "macros/menu.html", order=50)
