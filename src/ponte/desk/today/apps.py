from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class Today(AppConfig):
    name = "ponte.desk.today"
    label = "desk_today"

    def ready(self) -> None:
        from ponte.channels.notices import digesting
        from ponte.desk.today import mailing

        digesting.agenda(mailing.agenda)
        navigation.register("inbox", "today", _("What needs you"), "home", "today:index", order=1, tab=False)
