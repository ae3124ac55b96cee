from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class JournalAdministration(AppConfig):
    name = "ponte.desk.administration.journal"
    label = "journal_administration"

    def ready(self) -> None:
        from ponte.desk.guarding import can

        navigation.register("system", "journal", _("Journal"), "journal", "journal", can("read_journal"), order=30)
