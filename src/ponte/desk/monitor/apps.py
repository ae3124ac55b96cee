from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Monitor(AppConfig):
    name = "ponte.desk.monitor"
    label = "desk_monitor"

    def ready(self) -> None:
        from ponte.ui import navigation, scripts

        scripts.add_area("monitor", Path(self.path))
        navigation.register("work", "monitor", _("Queue monitor"), "chart", "monitor:show", order=5)
