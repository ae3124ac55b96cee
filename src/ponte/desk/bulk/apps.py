from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Bulk(AppConfig):
    name = "ponte.desk.bulk"
    label = "desk_bulk"

    def ready(self) -> None:
        from ponte.ui import navigation, scripts

        scripts.add_area("bulk", Path(self.path))
        navigation.register("work", "bulk", _("Bulk changes"), "list", "bulk:jobs", order=90)
