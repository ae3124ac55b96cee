from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ponte.ui import navigation


class FieldsAdministration(AppConfig):
    name = "ponte.desk.administration.fields"
    label = "fields_administration"

    def ready(self) -> None:
        from ponte.desk.guarding import can
        from ponte.ui import scripts

        scripts.add_area("fields_administration", Path(self.path))
        navigation.register(
            "tickets", "fields", _("Fields and forms"), "form", "custom_fields", can("manage_fields"), order=25
        )
