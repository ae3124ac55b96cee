from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Views(AppConfig):
    name = "ponte.desk.views"
    label = "desk_views"

    def ready(self) -> None:
        from ponte.ui import navigation, scripts

        scripts.add_area("views", Path(self.path))
        navigation.register("work", "views", _("Views"), "list", "views:index", order=80)
