from pathlib import Path

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class NoticesArea(AppConfig):
    name = "ponte.desk.notices"
    label = "desk_notices"

    def ready(self) -> None:
        from ponte.channels.notices.counted import NAME
        from ponte.desk.guarding import can
        from ponte.desk.inbox import numbers
        from ponte.ui import navigation, scripts

        def unread(request: HttpRequest) -> int:
            return numbers.counted(request)[NAME]

        scripts.add_area("notices", Path(self.path))
        navigation.register(
            "top",
            NAME,
            _("Notifications"),
            "bell",
            "notices:index",
            count=unread,
            tone="mention",
            shortcut="g n",
            renews="notices:number",
        )
        navigation.register(
            "system",
            "notification_defaults",
            _("Notifications"),
            "bell",
            "notices:defaults",
            can("manage_notifications"),
            order=40,
        )
        navigation.register("account", "notifications", _("Notifications"), "bell", "notices:preferences", order=15)
